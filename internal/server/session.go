package server

import (
	"context"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
)

// What a session holds: who has proven to be whom, and as what they are here. Nothing else.
const (
	sessionAccount    = "account"
	sessionTenant     = "tenant"
	sessionMembership = "membership"
	sessionRole       = "role"
)

// newSessions returns sessions that live in the database for at most eight hours.
func newSessions(pool *db.Pool, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store{pool}
	m.HashTokenInStore = true
	m.Lifetime = 8 * time.Hour
	m.Cookie.Name, m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Path = "plass", true, http.SameSiteLaxMode, "/"
	if secure {
		m.Cookie.Name, m.Cookie.Secure = "__Host-plass", true
	}
	return m
}

// actor returns who is logged in, as far as the session knows; opening a transaction asks the database.
func (s *Server) actor(r *http.Request) auth.Actor {
	id := func(key string) uuid.UUID {
		parsed, _ := uuid.Parse(s.sessions.GetString(r.Context(), key))
		return parsed
	}
	return auth.Actor{Tenant: id(sessionTenant), Account: id(sessionAccount), Membership: id(sessionMembership),
		Role: auth.Role(s.sessions.GetString(r.Context(), sessionRole))}
}

// store keeps sessions in the database. One that has ended stays ended: a request that was
// under way at log-out cannot write it back.
type store struct{ pool *db.Pool }

var _ scs.CtxStore = store{}

// FindCtx returns the session's data.
func (st store) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	rows, err := st.pool.Session(ctx, token)
	return rows, rows != nil, err
}

// CommitCtx saves the session, unless it has ended.
func (st store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return st.pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		_, err := db.Touch(ctx, tx, `
			INSERT INTO sessions (token, data, expiry) VALUES (@token, @data, @expiry)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry WHERE sessions.ended_at IS NULL`,
			db.Args{"token": token, "data": data, "expiry": expiry})
		return err
	})
}

// DeleteCtx ends the session. The row stays until it would have expired.
func (st store) DeleteCtx(ctx context.Context, token string) error {
	return st.pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		_, err := db.Touch(ctx, tx, `
			INSERT INTO sessions (token, data, expiry, ended_at) VALUES (@token, '', @now::timestamptz + interval '1 day', @now)
			ON CONFLICT (token) DO UPDATE SET ended_at = excluded.ended_at, data = ''`,
			db.Args{"token": token, "now": tx.Now})
		return err
	})
}

// Find, Commit and Delete are not used: scs calls the methods above, which know the request.

// Find is never called.
func (st store) Find(token string) ([]byte, bool, error) {
	return st.FindCtx(context.Background(), token)
}

// Commit is never called.
func (st store) Commit(token string, data []byte, expiry time.Time) error {
	return st.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is never called.
func (st store) Delete(token string) error { return st.DeleteCtx(context.Background(), token) }
