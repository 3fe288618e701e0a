package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/login"
	"plass/internal/route"
	"plass/templates/doorview"
)

// park keeps what was sent by somebody whose session has run out, and returns what they are told.
// Whoever has logged out has nothing parked, and a form without a one-time key changes nothing.
func (s *Server) park(r *http.Request) error {
	over := fault.New(fault.Unknown, "fault.session_over")
	cookie, err := r.Cookie(s.sessions.Cookie.Name)
	if _, changes := formKey(r); err != nil || !changes || r.MultipartForm != nil || auth.From(r.Context()).Account != uuid.Nil {
		return over
	}
	parked := false
	err = s.atTheDoor(r.Context(), func(tx *db.DoorTx) error {
		who, err := s.formerly(r.Context(), tx, cookie.Value)
		if err != nil || who.Membership == uuid.Nil {
			return err
		}
		parked = true
		return login.Park(r.Context(), tx, s.keys, who, login.Parked{Path: r.URL.Path, Fields: r.PostForm})
	})
	if err != nil {
		return err
	}
	if parked {
		over = fault.New(fault.Unknown, "fault.session_over_kept")
	}
	return over
}

// formerly returns whose the session was that has run out.
func (s *Server) formerly(ctx context.Context, tx *db.DoorTx, token string) (who login.Holder, err error) {
	hash := sha256.Sum256([]byte(token)) // as scs keeps it
	data, err := db.Value[[]byte](ctx, tx, `SELECT data FROM sessions WHERE token = @token AND ended_at IS NULL AND account_id IS NOT NULL`,
		db.Args{"token": base64.RawURLEncoding.EncodeToString(hash[:])})
	if fault.Is(err, fault.NotFound) {
		return who, nil
	}
	if err != nil {
		return who, err
	}
	_, held, err := s.sessions.Codec.Decode(data)
	if err == nil {
		who.Account, _ = uuid.Parse(fmt.Sprint(held[sessionAccount]))
		who.Membership, _ = uuid.Parse(fmt.Sprint(held[sessionMembership]))
	}
	return who, err
}

// parkedOf returns what whoever is logged in has parked.
func (s *Server) parkedOf(ctx context.Context, who login.Holder) (all []login.Parked, err error) {
	err = s.atTheDoor(ctx, func(tx *db.DoorTx) error {
		all, err = login.ParkedOf(ctx, tx, s.keys, who)
		return err
	})
	return all, err
}

func (s *Server) unpark(ctx context.Context, who login.Holder) error {
	return s.atTheDoor(ctx, func(tx *db.DoorTx) error { return login.Unpark(ctx, tx, who) })
}

func holder(r *http.Request) login.Holder {
	who := auth.From(r.Context())
	return login.Holder{Account: who.Account, Membership: who.Membership}
}

// showParked shows what was sent too late, to be sent after all or thrown away.
func (s *Server) showParked(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	all, err := s.parkedOf(r.Context(), holder(r))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return seeOther(route.Home), nil
	}
	return page(doorview.Parked(all[0])), nil
}

// sendParked sends what was parked to where it was meant to go, as if it were sent now. It stays parked if that goes wrong.
func (s *Server) sendParked(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	who := holder(r)
	all, err := s.parkedOf(r.Context(), who)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return seeOther(route.Home), nil
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		again := r.Clone(context.WithValue(r.Context(), chi.RouteCtxKey, (*chi.Context)(nil)))
		again.URL.Path, again.URL.RawPath, again.PostForm, again.Form = all[0].Path, "", all[0].Fields, all[0].Fields
		watched := &watch{ResponseWriter: w, status: http.StatusOK}
		s.router.ServeHTTP(watched, again)
		if watched.status >= http.StatusInternalServerError {
			return
		}
		if err := s.unpark(r.Context(), who); err != nil {
			s.log.Error("throw away what was parked", "error", err)
		}
	}), nil
}

func (s *Server) throwParked(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	if err := s.unpark(r.Context(), holder(r)); err != nil {
		return nil, err
	}
	return done(homeOf(auth.From(r.Context()).Role), "said.thrown_away"), nil
}
