package server

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/login"
)

// What a session holds: who has proven to be whom, and as what they are here. Nothing else.
const (
	sessionAccount    = "account"
	sessionTenant     = "tenant"
	sessionMembership = "membership"
	sessionRole       = "role"
	sessionUntil      = "until"   // when it ends, however much it is used
	sessionBrowser    = "browser" // before the log-in: what the code that was asked for is bound to
)

// day is how long a session lasts at most: a day at the office.
const day = 8 * time.Hour

// newSessions returns sessions that live in the database. When they end is decided by its clock;
// the cookie ends with the browser, since computers are shared.
func newSessions(pool *db.Pool, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store{pool, m.Codec}
	m.HashTokenInStore = true
	m.Lifetime = day
	m.Cookie.Persist = false
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

// begin makes the session the account's, under a new token: whoever knew the old one knows nothing.
func (s *Server) begin(ctx context.Context, p login.Proof) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	if err := s.sessions.Clear(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, sessionAccount, p.Account.String())
	s.sessions.Put(ctx, sessionUntil, p.At.Add(day).Format(time.RFC3339))
	return nil
}

// become has the account of the session act as m. The token is a new one already, or has to be renewed first.
func (s *Server) become(ctx context.Context, m login.Membership) {
	s.sessions.Put(ctx, sessionTenant, m.TenantID.String())
	s.sessions.Put(ctx, sessionMembership, m.ID.String())
	s.sessions.Put(ctx, sessionRole, string(m.Role))
}

// store keeps sessions in the database. One that has ended stays ended: a request that was
// under way at log-out cannot write it back.
type store struct {
	pool  *db.Pool
	codec scs.Codec
}

var _ scs.CtxStore = store{}

// FindCtx returns the session's data.
func (st store) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	data, err = st.pool.Session(ctx, token)
	return data, data != nil, err
}

// CommitCtx saves the session, unless it has ended. How long it lasts is counted by the database's clock, not by ours.
func (st store) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	_, held, err := st.codec.Decode(data)
	if err != nil {
		return err
	}
	var account *uuid.UUID
	if id, err := uuid.Parse(fmt.Sprint(held[sessionAccount])); err == nil {
		account = &id
	}
	return st.pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		until, err := time.Parse(time.RFC3339, fmt.Sprint(held[sessionUntil]))
		if err != nil { // nobody is logged in
			until = tx.Now.Add(day)
		}
		_, err = db.Touch(ctx, tx, `
			INSERT INTO sessions (token, data, expiry, account_id, seen_at) VALUES (@token, @data, @until, @account, @now)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, account_id = excluded.account_id WHERE sessions.ended_at IS NULL`,
			db.Args{"token": token, "data": data, "until": until, "account": account, "now": tx.Now})
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
