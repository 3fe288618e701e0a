package proof_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
)

var parameter = regexp.MustCompile(`\{[a-z_]+\}`)

// TestTenantsNeverMeet asks every address of the router for the things of another tenant, and of another employer.
// The answer is the same, to the byte, as for a thing that never was, and nothing is written.
func TestTenantsNeverMeet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	foreign := w.everyID(t, "Nav Øst-Viken (demo)")
	before := w.rows(t)
	asked := 0
	for _, p := range []person{
		w.person("nav_contact", "Lillehammer"), w.person("office_liaison", "Lillehammer"), w.person("office_leader", "Lillehammer"),
		w.person("employer_contact", "GLØR"), w.person("buddy", "GLØR"), w.person("union_representative", "GLØR"), w.person("candidate", ""),
	} {
		b := w.as(p)
		for _, route := range w.server.Routes() {
			if !strings.Contains(route.Pattern, "{") || route.Side != "" && route.Side != auth.Role(p.Role).Side() {
				continue
			}
			never := strip(b.ask(route.Method, parameter.ReplaceAllString(route.Pattern, uuid.NewString())))
			for _, other := range foreign {
				got := b.ask(route.Method, parameter.ReplaceAllString(route.Pattern, other))
				asked++
				if got.status < 400 || got.status >= 500 {
					t.Errorf("%s: %s %s answers %d", p.Role, route.Method, got.path, got.status)
				} else if strip(got) != never {
					t.Errorf("%s: %s %s tells a thing of another tenant from one that never was", p.Role, route.Method, route.Pattern)
				}
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d questions", asked)
	}
	if after := w.rows(t); after != before {
		t.Errorf("something was written: %s before, %s after", before, after)
	}
}

// ask sends what a form would, with nothing filled in.
func (b *browser) ask(method, path string) reply {
	if method == http.MethodGet {
		return b.get(path)
	}
	return b.post(path, url.Values{"_version": {"1"}})
}

// strip returns the answer without what differs from one answer to the next by nature: the one-time keys.
func strip(r reply) string {
	return oneTime.ReplaceAllString(r.body, "") + http.StatusText(r.status)
}

var oneTime = regexp.MustCompile(`name="_key" value="[^"]*"`)

// everyID returns one id of each table that holds rows of the tenant.
func (w *world) everyID(t *testing.T, tenant string) []string {
	t.Helper()
	var ids []string
	admin := dbtest.Admin(t, w.pool)
	rows, err := admin.Query(t.Context(), `
		SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
		JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'tenant_id' WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
	}
	for _, table := range tables {
		var one string
		if err := admin.QueryRow(t.Context(), `SELECT id::text FROM `+table+` WHERE tenant_id = (SELECT id FROM tenants WHERE name = $1) LIMIT 1`, tenant).Scan(&one); err == nil {
			ids = append(ids, one)
		}
	}
	if len(ids) < 15 {
		t.Fatalf("ids of only %d tables", len(ids))
	}
	return ids
}

// rows returns how many rows each table holds that questions must not add to. Who looked at what is written on purpose, within the own tenant.
func (w *world) rows(t *testing.T) (counts string) {
	t.Helper()
	err := dbtest.Admin(t, w.pool).QueryRow(t.Context(), `
		SELECT concat_ws(' ', (SELECT count(*) FROM events), (SELECT count(*) FROM openings), (SELECT count(*) FROM meetings WHERE held_at IS NOT NULL),
			(SELECT count(*) FROM signatures), (SELECT count(*) FROM notices), (SELECT sum(version) FROM employers), (SELECT sum(version) FROM placements),
			(SELECT count(*) FROM nominations), (SELECT count(*) FROM presentations), (SELECT count(*) FROM placements), (SELECT count(*) FROM todos WHERE done_at IS NOT NULL))`).Scan(&counts)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}
