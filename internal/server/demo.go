package server

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/login"
	"plass/internal/mail/sink"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/doorview"
)

// DemoMode is what the demo has beside the site: its people, whom anybody may become, and the mails it sent.
// Without it none of its addresses exist.
type DemoMode struct {
	Outbox *sink.Sink // may be nil
}

// demo has the addresses of the demo.
func (s *Server) demo(r chi.Router) {
	r.Get(route.Demo, s.open(s.showPeople))
	r.Get(route.DemoPeople, s.open(s.listPeople))
	r.Post(route.DemoLogin, s.open(s.demoLogin))
	r.Get(route.DemoOutbox, s.open(s.showOutbox))
}

// people returns everybody in the demo world, tenant by tenant, as the program itself sees them.
func (s *Server) people(ctx context.Context) ([]user.Somebody, error) {
	var tenants []uuid.UUID
	err := s.atTheDoor(ctx, func(tx *db.DoorTx) (err error) {
		type row struct{ ID uuid.UUID }
		rows, err := db.All[row](ctx, tx, `SELECT id FROM tenants ORDER BY name`, nil)
		for _, r := range rows {
			tenants = append(tenants, r.ID)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	people := []user.Somebody{}
	for _, tenant := range tenants {
		err := s.pool.ReadAs(ctx, auth.SystemOf(tenant), func(tx *db.Tx) error {
			everybody, err := user.Everybody(ctx, tx)
			people = append(people, everybody...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return people, nil
}

func (s *Server) showPeople(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	people, err := s.people(r.Context())
	if err != nil {
		return nil, err
	}
	return page(doorview.People(people)), nil
}

// listPeople is showPeople for programs.
func (s *Server) listPeople(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	type person struct {
		Name         string `json:"name"`
		Email        string `json:"email"`
		Role         string `json:"role"`
		RoleName     string `json:"role_name"`
		Tenant       string `json:"tenant"`
		Organisation string `json:"organisation"`
	}
	people, err := s.people(r.Context())
	if err != nil {
		return nil, err
	}
	list := make([]person, 0, len(people))
	for _, p := range people {
		list = append(list, person{p.Name, p.Email, string(p.Role), text.T(r.Context(), "role."+string(p.Role)), p.Tenant, p.Organisation})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if err := json.NewEncoder(w).Encode(list); err != nil {
			s.log.Info("a list of people was not read to its end", "error", err)
		}
	}), nil
}

// demoLogin makes the browser somebody of the demo world.
func (s *Server) demoLogin(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	proof, err := login.InDemo(r.Context(), s.pool, user.NormalEmail(r.PostForm.Get("email")))
	if err != nil {
		return nil, err
	}
	return s.arrive(r, proof, s.local(r.PostForm.Get("to")))
}

func (s *Server) showOutbox(http.ResponseWriter, *http.Request) (http.Handler, error) {
	var mails []sink.Mail
	if s.config.Demo.Outbox != nil {
		mails = s.config.Demo.Outbox.Mails()
	}
	return page(doorview.Outbox(mails)), nil
}
