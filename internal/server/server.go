// Package server answers HTTP requests.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/register"
	"plass/internal/seal"
	"plass/internal/text"
	"plass/internal/wording"
	"plass/templates/layout"
)

// A Server answers requests with what it finds in the database.
type Server struct {
	pool     *db.Pool
	log      *slog.Logger
	keys     *seal.Keyring
	register register.Register
	sessions *scs.SessionManager
	config   Config
	router   *chi.Mux
	words    wording.Cache
}

// Config is what a Server works with.
type Config struct {
	Pool     *db.Pool
	Log      *slog.Logger
	Keys     *seal.Keyring
	Register register.Register
	URL      string                      // the public address, without a slash at the end
	Demo     *DemoMode                   // nil outside demo mode
	Ready    func(context.Context) error // what /readyz asks beside the pool; may be nil
	Proxies  []string                    // the networks of our own proxies, which are believed about where a request is from
}

// New returns a Server.
func New(c Config) *Server {
	s := &Server{pool: c.Pool, log: c.Log, keys: c.Keys, register: c.Register, config: c}
	s.sessions = newSessions(c.Pool, s.secure())
	s.sessions.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		s.log.Error("session", "error", err)
		s.refuse(r, nil, fault.New(fault.Unavailable, "fault.unavailable")).ServeHTTP(w, r)
	}
	return s
}

// An act works on a request within a transaction and returns what to serve once
// that transaction is over. An error rolls it back, and is what the user is told
// unless the act also says what to serve.
type act func(r *http.Request, tx *db.Tx) (http.Handler, error)

// serve answers a route's requests with its act.
func (s *Server) serve(route Route) http.HandlerFunc {
	as := s.pool.ReadAs
	if route.Writes {
		as = s.pool.As
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if err := parse(w, r, max(route.Most, maxForm)); err != nil {
			s.refuse(r, nil, err).ServeHTTP(w, r)
			return
		}
		who := auth.From(r.Context())
		if err := route.allows(who); err != nil {
			if r.Method == http.MethodPost && fault.Is(err, fault.Unknown) {
				err = s.park(r)
			}
			r = s.known(r)
			s.refuse(r, nil, err).ServeHTTP(w, r)
			return
		}
		var reply http.Handler
		err := as(r.Context(), who, func(tx *db.Tx) (err error) {
			ctx, err := s.words.With(auth.With(r.Context(), tx.Actor), tx)
			if err != nil {
				return err
			}
			r = r.WithContext(ctx)
			if route.Drafts { // as often as one likes, with the key that the form will be sent with
				reply, err = route.Do(r, tx)
				return err
			}
			if reply, err = repeated(r, tx); reply != nil || err != nil {
				return err
			}
			if reply, err = route.Do(r, tx); err != nil {
				return err
			}
			if err := sent(r, tx, reply); err != nil {
				return err
			}
			return remember(r, tx, reply)
		})
		if err != nil {
			reply = s.refuse(r, reply, err)
		}
		reply.ServeHTTP(w, r)
	}
}

// maxForm is more than anyone types, and maxSpreadsheet more than a spreadsheet may be, so that one that is a
// little too large is answered by the page itself.
const (
	maxForm        = 1 << 20
	maxSpreadsheet = 16 << 20
)

// parse reads the body before the transaction begins: a slow sender holds no connection.
// What it reads stays in memory, files too.
func parse(w http.ResponseWriter, r *http.Request, most int64) error {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	err := r.ParseForm()
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(most)
	}
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return fault.New(fault.TooLarge, "fault.too_large")
	}
	if err != nil {
		return fault.New(fault.Malformed, "fault.malformed")
	}
	return nil
}

// page serves a component.
func page(c templ.Component) *templ.ComponentHandler { return templ.Handler(c) }

// refuse logs err, which nobody else does, and serves reply with the status err calls for.
// Without a reply, or when the mistake is ours, it serves an error page.
func (s *Server) refuse(r *http.Request, reply http.Handler, err error) http.Handler {
	status, said, level := http.StatusInternalServerError, fault.Text{Key: "fault.internal"}, slog.LevelError
	if refusal, ok := errors.AsType[*fault.Error](err); ok {
		status, said, level = statuses[refusal.Kind], refusal.Text, slog.LevelInfo
	} else if _, ok := errors.AsType[fault.Invalid](err); ok {
		status, said, level = http.StatusUnprocessableEntity, fault.Text{Key: "fault.malformed"}, slog.LevelInfo
	}
	reference := uuid.NewString()[:8]
	s.log.Log(r.Context(), level, "request refused", "method", r.Method, "route", pattern(r), "status", status, "reference", reference, "error", err)

	if status == http.StatusUnauthorized && r.Method == http.MethodGet {
		return toLogin(r)
	}
	shown, ok := reply.(*templ.ComponentHandler)
	if !ok || level == slog.LevelError {
		if level != slog.LevelError {
			reference = "" // what is refused looks the same whoever is refused it
		}
		shown = page(layout.Failure(status, said, reference))
	}
	shown.Status = status
	return shown
}

var statuses = map[fault.Kind]int{
	fault.Malformed:   http.StatusBadRequest,
	fault.Unknown:     http.StatusUnauthorized,
	fault.NotFound:    http.StatusNotFound,
	fault.Forbidden:   http.StatusForbidden,
	fault.Conflict:    http.StatusConflict,
	fault.TooMany:     http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,
	fault.TooLarge:    http.StatusRequestEntityTooLarge,
}

// pattern returns the route that matched, which holds nobody's id.
func pattern(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil {
		return c.RoutePattern()
	}
	return ""
}

// pathID returns the ID in the path. What is not an ID was never found.
func pathID[ID ~struct{ uuid.UUID }](r *http.Request, name string) (ID, error) {
	id, err := uuid.Parse(chi.URLParam(r, name))
	if err != nil {
		return ID{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return ID{id}, nil
}

// among returns the row that it is. What is not among the rows was never found.
func among[Row any](rows []Row, is func(Row) bool) (row Row, err error) {
	i := slices.IndexFunc(rows, is)
	if i < 0 {
		return row, fault.New(fault.NotFound, "fault.not_found")
	}
	return rows[i], nil
}

// problems returns err as problems beside their fields when that is what it is.
func problems(err error) (fault.Invalid, bool) { return errors.AsType[fault.Invalid](err) }

// noted notes on the form why it was refused, beside the field it is about, so that the page which shows the form again tells.
func noted(f *form.Form, err error) error {
	if p, ok := problems(err); ok {
		f.Add(p)
	} else if refusal, ok := errors.AsType[*fault.Error](err); ok {
		f.Add(fault.Of(fieldOf[refusal.Text.Key], refusal.Text.Key, refusal.Text.Args...))
	}
	return err
}

// fieldOf names the field that a constraint is about. What is about none stands in the summary alone.
var fieldOf = map[string]string{
	"constraint.employers_org_number":   "org_number",
	"constraint.employer_contacts_unit": "unit",
	"constraint.memberships_once":       "email",
	"constraint.role_grants_once":       "email",
	"constraint.offices_name":           "name",
	"constraint.units_name":             "name",
	"constraint.desks_name":             "name",
	"constraint.desks_contact":          "contact",
	"constraint.list_items_once":        "nb",
}

// lang returns the language of the request.
func lang(r *http.Request) text.Lang { return text.From(r.Context()) }
