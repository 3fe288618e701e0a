package server

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/netip"
	"strings"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/login"
	"plass/internal/route"
	"plass/internal/user"
	"plass/templates/doorview"
)

func (s *Server) showLogin(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	to := s.local(r.FormValue("to"))
	switch who := auth.From(r.Context()); {
	case who.Role != "":
		return s.home(nil, r)
	case who.Account != uuid.Nil:
		return seeOther(onward(route.Switch, to)), nil
	}
	return page(doorview.Login(form.Filled(map[string]string{"to": to}), s.config.Demo != nil)), nil
}

// askForCode answers everybody alike, whether the address is known or not.
func (s *Server) askForCode(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	f := form.Posted(r)
	email := user.NormalEmail(f.Text("email"))
	f.Unless(user.PlausibleEmail(email), "email", "login.not_an_email")
	again := page(doorview.Login(f, s.config.Demo != nil))
	if err := f.Check(); err != nil {
		return again, err
	}
	browser := s.sessions.GetString(r.Context(), sessionBrowser)
	if browser == "" {
		browser = rand.Text()
	}
	err := s.atTheDoor(r.Context(), func(tx *db.DoorTx) error {
		return login.Ask(r.Context(), tx, s.keys, login.Asking{Email: email, Network: network(r), Browser: browser, Lang: string(lang(r))})
	})
	if err != nil {
		return nil, err
	}
	s.sessions.Put(r.Context(), sessionBrowser, browser)
	return seeOther(onward(route.LoginCode, s.local(f.Value("to")))), nil
}

// network returns where the request comes from, as far as somebody who has a whole network may choose:
// an IPv6 customer has at least 64 bits to choose from.
func network(r *http.Request) string {
	address, err := netip.ParseAddr(middleware.GetClientIP(r.Context()))
	if err != nil {
		return "" // a proxy that does not say: all of them share the limit
	}
	if address.Is6() {
		whole, err := address.Prefix(64)
		if err == nil {
			return whole.String()
		}
	}
	return address.String()
}

func (s *Server) showCode(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	to := s.local(r.FormValue("to"))
	if s.sessions.GetString(r.Context(), sessionBrowser) == "" {
		return seeOther(onward(route.Login, to)), nil
	}
	return page(doorview.Code(form.Filled(map[string]string{"to": to}))), nil
}

func (s *Server) proveCode(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	f := form.Posted(r)
	digits := strings.NewReplacer(" ", "", "\u00a0", "", "-", "").Replace(f.Text("code"))
	f.Unless(len(digits) == 6 && strings.Trim(digits, "0123456789") == "", "code", "login.code_six")
	again := page(doorview.Code(f))
	if err := f.Check(); err != nil {
		return again, err
	}
	f.Set("code", "")
	proof, err := login.Prove(r.Context(), s.pool, s.keys, s.sessions.GetString(r.Context(), sessionBrowser), digits)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again, f.Check()
	}
	if err != nil {
		return nil, err
	}
	return s.arrive(r, proof, s.local(f.Value("to")))
}

// arrive begins the session of whoever has been let in, and leads on: to the page asked for, or to the choice of what to be.
func (s *Server) arrive(r *http.Request, proof login.Proof, to string) (http.Handler, error) {
	ctx := r.Context()
	if err := s.begin(ctx, proof); err != nil {
		return nil, err
	}
	memberships, err := login.Memberships(ctx, s.pool, proof.Account)
	if err != nil {
		return nil, err
	}
	if len(memberships) != 1 {
		return seeOther(onward(route.Switch, to)), nil
	}
	s.become(ctx, memberships[0])
	return s.first(ctx, proof.Account, memberships[0], to)
}

// first leads to what somebody had sent when their last session ran out, to where they wanted to go before logging in,
// or to the first page of their side.
func (s *Server) first(ctx context.Context, account uuid.UUID, m login.Membership, to string) (http.Handler, error) {
	parked, err := s.parkedOf(ctx, login.Holder{Account: account, Membership: m.ID})
	switch {
	case err != nil:
		return nil, err
	case len(parked) > 0:
		return seeOther(route.Parked), nil
	case to != "":
		return seeOther(to), nil
	}
	return seeOther(homeOf(m.Role)), nil
}

// logOut ends the session for good, and has the browser forget what it keeps of the site.
func (s *Server) logOut(w http.ResponseWriter, r *http.Request) (http.Handler, error) {
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return nil, err
	}
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return done(route.Login, "said.logged_out"), nil
}
