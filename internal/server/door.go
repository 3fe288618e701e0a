package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/route"
	"plass/templates/doorview"
	"plass/templates/layout"
)

// door has the addresses that need no login.
func (s *Server) door(r chi.Router) {
	r.Get(route.Home, s.open(s.home))
	r.Get(route.Login, s.open(s.showLogin))
	r.Post(route.Login, s.open(s.askForCode))
	r.Get(route.LoginCode, s.open(s.showCode))
	r.Post(route.LoginCode, s.open(s.proveCode))
	r.Get(route.Switch, s.open(s.showSwitch))
	r.Post(route.Switch, s.open(s.switchTo))
	r.Get(route.Parked, s.open(s.showParked))
	r.Post(route.Parked, s.open(s.sendParked))
	r.Post(route.ParkedThrown, s.open(s.throwParked))
	r.Post(route.Logout, s.open(s.logOut))
	r.Post(route.Language, s.open(s.chooseLanguage))
	r.Get(route.Feed("{token}"), s.open(s.readFeed))
	r.Get(route.Accessibility, s.open(show(doorview.Accessibility())))
	r.Get(route.Privacy, s.open(show(doorview.Privacy())))
	if s.config.Demo != nil {
		s.demo(r)
	}
}

// An opening works on a request at the door: no tenant is known, so it begins its own transactions.
type opening func(w http.ResponseWriter, r *http.Request) (http.Handler, error)

// show opens a page that is the same for everybody.
func show(c templ.Component) opening {
	return func(http.ResponseWriter, *http.Request) (http.Handler, error) { return page(c), nil }
}

// open answers requests with what is done at the door. Pages are framed for whoever is logged in all the same.
func (s *Server) open(do opening) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := parse(w, r, maxForm); err != nil {
			s.refuse(r, nil, err).ServeHTTP(w, r)
			return
		}
		r = s.known(r)
		reply, err := do(w, r)
		if err != nil {
			if fault.Is(err, fault.TooMany) {
				w.Header().Set("Retry-After", "900")
			}
			reply = s.refuse(r, reply, err)
		}
		reply.ServeHTTP(w, r)
	}
}

// known fills in who is logged in, for the frame of a page that opens no transaction of its own.
// A membership that has ended is nobody.
func (s *Server) known(r *http.Request) *http.Request {
	who := auth.From(r.Context())
	if who.Role == "" {
		return r
	}
	ctx := r.Context()
	err := s.pool.ReadAs(ctx, who, func(tx *db.Tx) (err error) {
		who = tx.Actor
		ctx, err = s.words.With(ctx, tx)
		return err
	})
	if err != nil {
		who = auth.Actor{Account: who.Account}
	}
	return r.WithContext(auth.With(ctx, who))
}

// home sends everybody to the first page of their side.
func (s *Server) home(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	switch who := auth.From(r.Context()); {
	case who.Role != "":
		return seeOther(homeOf(who.Role)), nil
	case who.Account != uuid.Nil:
		return seeOther(route.Switch), nil
	}
	return seeOther(route.Login), nil
}

func homeOf(role auth.Role) string {
	switch role.Side() {
	case auth.PartnerSide, auth.BrokerSide:
		return route.Now
	case auth.CandidateSide:
		return route.MyPlan
	}
	return route.Today
}

// notFound answers for addresses that are not there, and for those that answer to another method.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	r = s.known(r)
	s.refuse(r, nil, fault.New(fault.NotFound, "fault.not_found")).ServeHTTP(w, r)
}

func (s *Server) wrongMethod(w http.ResponseWriter, r *http.Request) {
	r = s.known(r)
	failure := page(layout.Failure(http.StatusMethodNotAllowed, fault.Text{Key: "fault.wrong_method"}, ""))
	failure.Status = http.StatusMethodNotAllowed
	failure.ServeHTTP(w, r)
}

// local returns the address if it is a page of this site that can be opened, else nothing.
// Browsers read addresses more generously than we do, so what is unusual is not taken.
func (s *Server) local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || len(address) > 500 ||
		!strings.HasPrefix(address, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "/.") ||
		strings.ContainsFunc(address+u.Path, func(c rune) bool { return c <= ' ' || c == '\\' || c >= 0x7f }) {
		return ""
	}
	switch u.Path {
	case route.Home, route.Login, route.LoginCode, route.Switch:
		return ""
	}
	if !s.router.Match(chi.NewRouteContext(), http.MethodGet, u.Path) {
		return ""
	}
	return address
}

// onward returns address with to, the page to go to in the end, if there is one.
func onward(address, to string) string {
	if to == "" {
		return address
	}
	return address + "?to=" + url.QueryEscape(to)
}

// atTheDoor does the work in a transaction of nobody's.
func (s *Server) atTheDoor(ctx context.Context, work func(*db.DoorTx) error) error {
	return s.pool.AtTheDoor(ctx, db.Caller{}, work)
}
