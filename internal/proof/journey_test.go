package proof_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/login"
	"plass/internal/mail/sink"
	"plass/internal/register"
	"plass/internal/register/local"
	"plass/internal/seal"
	"plass/internal/server"
	"plass/internal/tenant"
	"plass/internal/user"
)

// A story happens in a world in which nothing is but a tenant with two offices and those who work there.
// Everything else is made by people at their pages, in one browser that they use in turn.
type story struct {
	t *testing.T
	*world
	*window
	config  server.Config
	handler atomic.Pointer[http.Handler]
	taps    bool // with a finger, not with a mouse
}

// Those who work at Nav when a story begins.
const (
	nora = "nora.kontakt@nav.example"
	lisa = "lisa.nord@nav.example"
	liv  = "liv.soer@nav.example"
)

// newStory begins on the first Monday of March 2026, at ten in the morning.
func newStory(t *testing.T) *story {
	t.Helper()
	keys, err := seal.From("the key that every story shares")
	if err != nil {
		t.Fatal(err)
	}
	base, err := local.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, world: &world{t: t, pool: dbtest.NewPool(t), keys: keys}}
	if s.outbox, err = sink.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.outbox.Close() })
	s.found()
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.handler.Load()).ServeHTTP(w, r) }))
	t.Cleanup(s.http.Close)
	s.config = server.Config{Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError})), Keys: keys, URL: s.http.URL,
		Register: register.NewClient(base), Demo: &server.DemoMode{Outbox: s.outbox}}
	s.day(time.March, 2, 10)
	s.window = s.open(t, nil)
	s.call(func(ctx context.Context, to *chromedp.Target) error {
		_, err := cdp.Call(ctx, to, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": "nb"}})
		return err
	})
	s.size(1280, 900)
	return s
}

// found makes the tenant, its offices, its contact person and a liaison at each office, long before.
func (s *story) found() {
	s.t.Helper()
	ctx, pool := s.t.Context(), s.pool.At(dbtest.Now.AddDate(-1, 0, 0))
	err := pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		_, err := tenant.Found(ctx, tx, "Nav Fortelling", tenant.Administrator{Name: "Astrid Administrator", Email: "astrid@nav.example"},
			tenant.Administrator{Name: "Aksel Administrator", Email: "aksel@nav.example"})
		return err
	})
	var astrid, aksel auth.Actor
	if err == nil {
		astrid, err = member(ctx, pool, "astrid@nav.example")
	}
	if err == nil {
		aksel, err = member(ctx, pool, "aksel@nav.example")
	}
	var grants []user.GrantID
	if err == nil {
		err = pool.As(ctx, astrid, func(tx *db.Tx) error {
			for _, o := range []struct{ office, liaison, email string }{{"Nordby", "Lisa Nord", lisa}, {"Sørby", "Liv Sør", liv}} {
				id, err := tenant.AddOffice(ctx, tx, o.office)
				if err != nil {
					return err
				}
				people := []user.GrantDraft{{Email: o.email, Name: o.liaison, Role: auth.OfficeLiaison, Phone: "90000002", Office: &id}}
				if o.email == lisa {
					people = append(people, user.GrantDraft{Email: nora, Name: "Nora Kontakt", Role: auth.NavContact, Phone: "90000001", Office: &id})
				}
				for _, d := range people {
					grant, err := user.Propose(ctx, tx, d)
					if err != nil {
						return err
					}
					grants = append(grants, grant)
				}
			}
			return nil
		})
	}
	if err == nil {
		err = pool.As(ctx, aksel, func(tx *db.Tx) error {
			for _, grant := range grants {
				if err := user.LetBe(ctx, tx, grant); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// member returns who acts with the address.
func member(ctx context.Context, pool *db.Pool, email string) (auth.Actor, error) {
	proof, err := login.InDemo(ctx, pool, email)
	if err != nil {
		return auth.Actor{}, err
	}
	memberships, err := login.Memberships(ctx, pool, proof.Account)
	if err != nil || len(memberships) == 0 {
		return auth.Actor{}, err
	}
	return memberships[0].Actor(proof.Account), nil
}

// day moves the clock to an hour of a day of 2026, in Oslo.
func (s *story) day(month time.Month, day, hour int) {
	s.pool = s.pool.At(calendar.At(time.Date(2026, month, day, 0, 0, 0, 0, time.UTC), hour, 0))
	s.config.Pool = s.pool
	s.server = server.New(s.config)
	handler := s.server.Handler()
	s.handler.Store(&handler)
}

// is hands the browser to somebody, who comes to their first page.
func (s *story) is(email string) {
	s.t.Helper()
	s.become(s.as(person{Name: email, Email: email}))
	s.visit("/")
}
