package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/pg"
	"plass/templates/employerview"
)

// seconds is how long each address is driven, at each number of clients.
const seconds = 4

// The rungs of the ladder, each with something more than the one before. The last is the page itself.
var rungs = []string{"constant", "sql", "render", "walls", "session"}

// A wallless transaction is none: its queries go to the pool, as somebody whom no policy binds.
type wallless struct {
	pgx.Tx
	pool *pgxpool.Pool
}

func (w wallless) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return w.pool.Query(ctx, sql, args...)
}

func (w wallless) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return w.pool.Exec(ctx, sql, args...)
}

// routes puts the rungs of the list of employers beside the site, on the same router.
func (b *bench) routes(site http.Handler, floor *pgxpool.Pool) http.Handler {
	who := auth.Actor{Role: auth.NavContact, Name: "Kontakt 0", TenantName: "Tenant 1", OfficeName: "Kontor 1"}
	rows := func(ctx context.Context, tx *db.Tx) templ.Component {
		found, err := employer.List(ctx, tx, employer.Filter{})
		if err != nil {
			panic(err)
		}
		return employerview.List(found[:min(len(found), employer.PageSize)], "all", "", "")
	}
	plain := func(ctx context.Context) templ.Component {
		return rows(ctx, &db.Tx{Tx: wallless{pool: floor}, Actor: who, Now: time.Now()})
	}
	walled := func(ctx context.Context) (c templ.Component) {
		if err := b.pool.ReadAs(ctx, b.who, func(tx *db.Tx) error { c = rows(ctx, tx); return nil }); err != nil {
			panic(err)
		}
		return c
	}
	constant := func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.bytes)
	}
	as := func(r *http.Request) *http.Request { return r.WithContext(auth.With(r.Context(), who)) }
	r := chi.NewRouter()
	r.Get("/rung/constant", func(w http.ResponseWriter, _ *http.Request) { constant(w) })
	r.Get("/rung/sql", func(w http.ResponseWriter, r *http.Request) { plain(r.Context()); constant(w) })
	r.Get("/rung/render", func(w http.ResponseWriter, r *http.Request) { templ.Handler(plain(r.Context())).ServeHTTP(w, as(r)) })
	r.Get("/rung/walls", func(w http.ResponseWriter, r *http.Request) { templ.Handler(walled(r.Context())).ServeHTTP(w, as(r)) })
	r.Get("/rung/session", func(w http.ResponseWriter, r *http.Request) {
		if _, err := b.pool.Session(r.Context(), "nobody's"); err != nil {
			panic(err)
		}
		templ.Handler(walled(r.Context())).ServeHTTP(w, as(r))
	})
	r.Handle("/*", site)
	return r
}

// A measured database is one size, with what its addresses cost.
type measured struct {
	size   int
	rungs  map[string]figure
	pages  map[string]figure
	trips  map[string]int64
	weight map[string]int
	memory int // resident, in MB, after 64 clients
}

// pages are the pages that are driven, each with its address on this database.
var pages = []string{"list", "today", "seats", "agreement", "placement", "employer"}

func (b *bench) addresses(ctx context.Context) (map[string]string, error) {
	var employerID, agreementID, placementID string
	err := b.admin.QueryRow(ctx, `
		SELECT p.employer_id, p.agreement_id, p.id FROM placements p JOIN contact_persons c USING (tenant_id, employer_id)
		WHERE c.membership_id = $1 ORDER BY p.id LIMIT 1`, b.who.Membership).Scan(&employerID, &agreementID, &placementID)
	return map[string]string{"list": "/employers?show=all", "today": "/today", "seats": "/seats?employer=" + employerID,
		"agreement": "/agreements/" + agreementID, "placement": "/placements/" + placementID, "employer": "/employers/" + employerID}, err
}

func measure(ctx context.Context, out io.Writer, database *pg.Server, size int) (m measured, err error) {
	m = measured{size: size, rungs: map[string]figure{}, pages: map[string]figure{}, trips: map[string]int64{}, weight: map[string]int{}}
	b, err := open(ctx, out, database, size)
	if err != nil {
		return m, err
	}
	addresses, err := b.addresses(ctx)
	if err != nil {
		return m, err
	}
	for name, path := range addresses {
		for range 3 { // the third time every statement is prepared
			before := b.wire.trips.Load()
			body, status, err := b.fetch(path)
			if err != nil || status != http.StatusOK {
				return m, fmt.Errorf("%s answers %d: %v", path, status, err)
			}
			m.trips[name], m.weight[name] = b.wire.trips.Load()-before, len(body)
			if name == "list" {
				b.bytes = body
			}
		}
	}
	for _, rung := range rungs {
		if m.rungs[rung], err = drive(b.base+"/rung/"+rung, b.cookie, 16, seconds, b.master); err != nil {
			return m, err
		}
	}
	for name, path := range addresses {
		if m.pages[name], err = drive(b.base+path, b.cookie, 16, seconds, b.master); err != nil {
			return m, err
		}
	}
	if _, err = drive(b.base+addresses["list"], b.cookie, 64, seconds, b.master); err != nil {
		return m, err
	}
	m.memory = resident()
	return m, nil
}

func (b *bench) fetch(path string) ([]byte, int, error) {
	r, err := http.NewRequest(http.MethodGet, b.base+path, nil)
	if err != nil {
		return nil, 0, err
	}
	r.Header.Set("Cookie", b.cookie)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return body, answer.StatusCode, err
}

// resident returns how much memory the program holds, in MB.
func resident() (mb int) {
	data, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(data)) {
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &mb); err == nil {
			return mb / 1024
		}
	}
	return 0
}

// report prints the ladder, the pages and the bars.
func report(out io.Writer, all []measured) {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	line := func(cells ...any) {
		for _, c := range cells {
			_, _ = fmt.Fprintf(t, "%v\t", c)
		}
		_, _ = fmt.Fprintln(t)
	}
	for _, m := range all {
		line("\nladder, list of 50 employers,", m.size, "placements", "", "")
		line("rung", "requests/s at 16", "median", "CPU a request", "failures")
		for _, rung := range rungs {
			f := m.rungs[rung]
			line(rung, fmt.Sprintf("%.0f", f.perSecond), f.median, f.cpu.Round(10*time.Microsecond), f.failures)
		}
		line("page", "requests/s at 16", "median", "CPU a request", "round trips", "bytes", "failures")
		for _, p := range pages {
			f := m.pages[p]
			line(p, fmt.Sprintf("%.0f", f.perSecond), f.median, f.cpu.Round(10*time.Microsecond), m.trips[p], m.weight[p], f.failures)
		}
		line("resident after 64 clients, this program with the benchmark in it", m.memory, "MB")
	}
	line("\nbar", "want", "got")
	for _, m := range all {
		floor := m.rungs["session"].cpu
		for _, p := range []string{"list", "today", "seats"} {
			line(fmt.Sprintf("%s, %d: CPU to the floor's list", p, m.size), "<= 2.0", ratio(m.pages[p].cpu, floor))
		}
		for _, p := range []string{"agreement", "placement"} {
			line(fmt.Sprintf("%s, %d: CPU to the floor's list", p, m.size), "<= 3.0", ratio(m.pages[p].cpu, floor))
		}
		for _, p := range pages {
			line(fmt.Sprintf("%s, %d: round trips", p, m.size), "<= 6", m.trips[p])
		}
	}
	if len(all) > 1 {
		for _, p := range pages {
			line(p+": growth", "<= 1.3", ratio(all[len(all)-1].pages[p].cpu, all[0].pages[p].cpu))
		}
	}
	_ = t.Flush()
}

func ratio(a, b time.Duration) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(a)/float64(b))
}
