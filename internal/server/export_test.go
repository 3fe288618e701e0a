package server

import (
	"context"
	"net/http"

	"plass/internal/auth"
)

// LogIn returns the cookie of a session in which who is logged in, kept as every session is.
func (s *Server) LogIn(ctx context.Context, who auth.Actor) (*http.Cookie, error) {
	ctx, err := s.sessions.Load(ctx, "")
	if err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, sessionAccount, who.Account.String())
	s.sessions.Put(ctx, sessionTenant, who.Tenant.String())
	s.sessions.Put(ctx, sessionMembership, who.Membership.String())
	s.sessions.Put(ctx, sessionRole, string(who.Role))
	token, _, err := s.sessions.Commit(ctx)
	return &http.Cookie{Name: s.sessions.Cookie.Name, Value: token, Path: "/"}, err
}
