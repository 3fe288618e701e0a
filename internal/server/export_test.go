package server

import (
	"context"
	"net/http"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/login"
)

// LogIn returns the cookie of a session in which who is logged in, kept as every session is.
func (s *Server) LogIn(ctx context.Context, who auth.Actor) (*http.Cookie, error) {
	ctx, err := s.sessions.Load(ctx, "")
	if err != nil {
		return nil, err
	}
	var p login.Proof
	err = s.pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		p = login.Proof{Account: who.Account, At: tx.Now}
		return nil
	})
	if err == nil {
		err = s.begin(ctx, p)
	}
	if err != nil {
		return nil, err
	}
	s.become(ctx, login.Membership{ID: who.Membership, TenantID: who.Tenant, Role: who.Role})
	token, _, err := s.sessions.Commit(ctx)
	return &http.Cookie{Name: s.sessions.Cookie.Name, Value: token, Path: "/"}, err
}

// Slowly is a request with the token that changes its session while the test waits in the middle of it.
func (s *Server) Slowly(token string, wait func()) error {
	ctx, err := s.sessions.Load(context.Background(), token)
	if err != nil {
		return err
	}
	s.sessions.Put(ctx, "note", "changed")
	wait()
	_, _, err = s.sessions.Commit(ctx)
	return err
}
