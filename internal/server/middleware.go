package server

import (
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/fault"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/layout"
)

// langCookie remembers the language a visitor has chosen.
const langCookie = "lang"

// frame puts around every answer what every answer needs.
func (s *Server) frame(site http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(r, nil, fault.New(fault.Forbidden, "fault.forbidden")).ServeHTTP(w, r)
	}))
	return s.survive(headers(s.config.URL, s.sessions.LoadAndSave(s.speak(s.recognise(s.fromHere(csrf.Handler(site)))))))
}

// headers are on every answer, whatever it is (trust, 4.2).
func headers(public string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		h.Set("Cache-Control", "no-store")
		if u, err := url.Parse(public); err == nil && u.Scheme == "https" {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// survive answers a panic with our neutral page, and logs it once; it also writes the line of each request.
func (s *Server) survive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		watched := &watch{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				reference := uuid.NewString()[:8]
				s.log.Error("panic", "panic", p, "reference", reference, "stack", string(debug.Stack()))
				if !watched.wrote {
					failure := page(layout.Failure(http.StatusInternalServerError, fault.Text{Key: "fault.internal"}, reference))
					failure.Status = http.StatusInternalServerError
					failure.ServeHTTP(watched, r)
				}
			}
			s.log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", r.Method), slog.Int("status", watched.status), slog.Duration("took", time.Since(began)))
		}()
		next.ServeHTTP(watched, r)
	})
}

// watch remembers what was answered.
type watch struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (w *watch) WriteHeader(status int) {
	w.status, w.wrote = status, true
	w.ResponseWriter.WriteHeader(status)
}

func (w *watch) Write(b []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the writer.
func (w *watch) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// speak puts the visitor's language, and what the last page left, into the request.
func (s *Server) speak(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := text.Accept(r.Header.Get("Accept-Language"))
		if c, err := r.Cookie(langCookie); err == nil {
			if chosen, ok := text.Parse(c.Value); ok {
				lang = chosen
			}
		}
		ctx := text.With(r.Context(), lang)
		ctx = layout.WithStatus(ctx, left(w, r))
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// recognise puts who is logged in into the request; nobody is the zero actor.
func (s *Server) recognise(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(auth.With(r.Context(), s.actor(r))))
	})
}

// fromHere refuses a change from a browser that is logged in but does not say which page it comes from.
func (s *Server) fromHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead
		if !reads && auth.From(r.Context()).Role != "" && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "" {
			s.refuse(r, nil, fault.New(fault.Forbidden, "fault.forbidden")).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// toLogin sends whoever is not logged in to the login, and back afterwards.
func toLogin(r *http.Request) http.Handler {
	if r.URL.Path == route.Home {
		return seeOther(route.Login)
	}
	return seeOther(route.Login + "?to=" + url.QueryEscape(r.URL.Path))
}
