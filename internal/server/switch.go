package server

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/login"
	"plass/internal/route"
	"plass/templates/doorview"
)

// showSwitch shows what the account can be here, if it can be anything.
func (s *Server) showSwitch(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	account := s.actor(r).Account
	if account == uuid.Nil {
		return seeOther(route.Login), nil
	}
	memberships, err := login.Memberships(r.Context(), s.pool, account)
	if err != nil {
		return nil, err
	}
	people := make([]auth.Actor, 0, len(memberships))
	for _, m := range memberships { // a person has a handful, and each is behind its own walls
		who, err := s.told(r.Context(), m.Actor(account))
		if err != nil {
			return nil, err
		}
		people = append(people, who)
	}
	return page(doorview.Switch(people, s.local(r.FormValue("to")))), nil
}

// told returns the actor with what the database knows of the membership.
func (s *Server) told(ctx context.Context, who auth.Actor) (auth.Actor, error) {
	err := s.pool.ReadAs(ctx, who, func(tx *db.Tx) error {
		who = tx.Actor
		return nil
	})
	return who, err
}

// switchTo has the account act as another of its own memberships.
func (s *Server) switchTo(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	account := s.actor(r).Account
	if account == uuid.Nil {
		return nil, fault.New(fault.Unknown, "fault.unknown")
	}
	memberships, err := login.Memberships(r.Context(), s.pool, account)
	if err != nil {
		return nil, err
	}
	chosen, err := among(memberships, func(m login.Membership) bool { return m.ID.String() == r.PostForm.Get("membership") })
	if err != nil {
		return nil, err
	}
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return nil, err
	}
	s.become(r.Context(), chosen)
	return s.first(r.Context(), account, chosen, s.local(r.PostForm.Get("to")))
}
