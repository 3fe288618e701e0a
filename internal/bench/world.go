package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/auth"
	"plass/internal/db/setup"
)

// A world is a database of one size with the program on top of it, and what was measured there.
type world struct {
	size      int
	database  setup.Database
	addresses map[string]string // of the pages that are driven
	cookie    string            // of the one who drives them
	asker     string            // the cookie of the one who asks about an employer
	asking    string            // where
	floor     *floor
	here      string       // the address of the rungs, and of the site in this process
	answered  atomic.Int64 // here
	program   program      // plass itself

	rungs, driven  map[string]figure
	trips          map[string]int64
	weight, packed map[string]int // bytes of a page, before and after compression
	cold           time.Duration  // to the first page
	memory         int            // in MB, with 64 clients
	save, bare     figure
}

// pages are the pages that are driven: those with a bar of their own first.
var pages = []string{"list", "today", "seats", "placement", "agreement", "presentation", "employer", "placements", "framework", "board"}

// look finds the pages, logs in, and makes the floor.
func (w *world) look(ctx context.Context, conn *pgx.Conn) error {
	var employerID, agreementID, placementID, presentationID, frameworkID, framedID uuid.UUID
	who := auth.Actor{Role: auth.NavContact, TenantName: "Nav 1", OfficeName: "Kontor 1"}
	err := conn.QueryRow(ctx, `
		SELECT p.tenant_id, m.id, m.name, p.employer_id, p.agreement_id, p.id, p.presentation_id
		FROM memberships m JOIN contact_persons c ON c.membership_id = m.id JOIN placements p ON p.tenant_id = c.tenant_id AND p.employer_id = c.employer_id
		WHERE m.email = $1 ORDER BY p.id LIMIT 1`, driver).Scan(&who.Tenant, &who.Membership, &who.Name, &employerID, &agreementID, &placementID, &presentationID)
	if err != nil {
		return err
	}
	err = conn.QueryRow(ctx, `SELECT DISTINCT framework_id, employer_id FROM agreements WHERE framework_id IS NOT NULL`).Scan(&frameworkID, &framedID)
	if err != nil {
		return err
	}
	w.addresses = map[string]string{"framework": "/agreements/" + frameworkID.String() + "/locals", "board": "/seats?employer=" + framedID.String(),
		"list": "/employers?show=all", "today": "/today", "seats": "/seats?employer=" + employerID.String(),
		"placement": "/placements/" + placementID.String(), "agreement": "/agreements/" + agreementID.String(),
		"presentation": "/presentations/" + presentationID.String(), "employer": "/employers/" + employerID.String(), "placements": "/placements"}
	w.asking = "/employers/" + employerID.String() + "/inquiries"
	w.floor = &floor{who: who, placement: placementID.String()}
	if w.floor.unwalled, err = pgxpool.New(ctx, w.database.URL+"&pool_max_conns=8"); err != nil {
		return err
	}
	u, err := url.Parse(w.database.URL + "&pool_max_conns=8")
	if err != nil {
		return err
	}
	u.User = url.User("plass_nav") // the server trusts whoever comes to its socket
	if w.floor.walled, err = pgxpool.New(ctx, u.String()); err != nil {
		return err
	}
	if w.floor.door, err = w.database.Connect(ctx); err != nil {
		return err
	}
	pages, err := site(w.floor.door)
	if err != nil {
		return err
	}
	if w.cookie, err = logIn(pages, driver); err != nil {
		return err
	}
	if w.asker, err = logIn(pages, asker); err != nil {
		return err
	}
	hash := sha256.Sum256([]byte(strings.TrimPrefix(w.cookie, "plass=")))
	w.floor.token = base64.RawURLEncoding.EncodeToString(hash[:])
	return w.serve(pages)
}

// serve serves the rungs beside the site, on the same router.
func (w *world) serve(pages http.Handler) error {
	r := chi.NewRouter()
	w.floor.routes(r)
	r.Handle("/*", pages)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	w.here = "http://" + l.Addr().String()
	counted := http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		r.ServeHTTP(answer, request)
		w.answered.Add(1)
	})
	go func() { _ = (&http.Server{Handler: counted, ReadHeaderTimeout: time.Minute}).Serve(l) }()
	return nil
}

// count counts the round trips of every page at the socket, and weighs the page.
func (w *world) count(ctx context.Context) error {
	u, err := url.Parse(w.database.URL)
	if err != nil {
		return err
	}
	query := u.Query()
	wire, err := listen(query.Get("host"))
	if err != nil {
		return err
	}
	defer wire.close()
	query.Set("host", wire.folder)
	u.RawQuery = query.Encode()
	over := w.database
	over.URL = u.String()
	pool, err := over.Connect(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	pages, err := site(pool)
	if err != nil {
		return err
	}
	w.trips, w.weight, w.packed = map[string]int64{}, map[string]int{}, map[string]int{}
	for name, path := range w.addresses {
		for range 5 { // the first time a statement has to be prepared, and once a minute the session is marked
			r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
			r.Header.Set("Cookie", w.cookie)
			r.Header.Set("Accept-Language", "nb")
			answer, before := httptest.NewRecorder(), wire.trips.Load()
			pages.ServeHTTP(answer, r)
			if answer.Code != http.StatusOK {
				return fmt.Errorf("%s answers %d", path, answer.Code)
			}
			trips := wire.trips.Load() - before
			if least, ok := w.trips[name]; !ok || trips < least {
				w.trips[name] = trips
			}
			w.weight[name], w.packed[name] = answer.Body.Len(), packed(answer.Body.Bytes())
			if name == "list" {
				w.floor.frame(bytes.Clone(answer.Body.Bytes()))
			}
		}
	}
	return nil
}

// packed returns how many bytes are left of the body when it is compressed as a proxy does.
func packed(body []byte) int {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, 5)
	if err != nil {
		panic(err) // 5 is a level
	}
	_, _ = z.Write(body) // a buffer takes everything
	_ = z.Close()
	return out.Len()
}

// close ends what the world holds, the program too when something went wrong meanwhile.
func (w *world) close() {
	_ = w.program.stop()
	for _, pool := range []*pgxpool.Pool{w.floor.unwalled, w.floor.walled} {
		pool.Close()
	}
	w.floor.door.Close()
}
