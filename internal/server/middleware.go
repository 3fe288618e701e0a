package server

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/fault"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/web"
)

// langCookie remembers the language a visitor has chosen.
const langCookie = "lang"

// frame puts around every answer what every answer needs.
func (s *Server) frame(site http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(r, nil, fault.New(fault.Forbidden, "fault.from_elsewhere")).ServeHTTP(w, r)
	}))
	pages := s.sessions.LoadAndSave(s.speak(s.recognise(s.fromHere(csrf.Handler(s.from(site))))))
	return s.survive(headers(s.secure(), s.apart(s.ourHost(pages))))
}

// apart answers what needs neither a session nor a name: the health of the program, and files.
func (s *Server) apart(pages http.Handler) http.Handler {
	static := web.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead
		switch {
		case reads && strings.HasPrefix(r.URL.Path, "/static/"):
			static.ServeHTTP(w, r)
		case reads && r.URL.Path == route.Healthz:
			s.healthz(w, r)
		case reads && r.URL.Path == route.Readyz:
			s.readyz(w, r)
		default:
			pages.ServeHTTP(w, r)
		}
	})
}

// ourHost refuses requests for another name than ours: what such a page says of itself would be somebody else's.
func (s *Server) ourHost(next http.Handler) http.Handler {
	public := ""
	if u, err := url.Parse(s.config.URL); err == nil {
		public = u.Hostname()
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := (&url.URL{Host: r.Host}).Hostname()
		ip, err := netip.ParseAddr(host)
		if !strings.EqualFold(host, public) && host != "localhost" && (err != nil || !ip.IsLoopback()) {
			http.Error(w, "Plass is not at this address.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// from finds out where a request comes from. Only our own proxies are believed when they say that it is from somebody else.
func (s *Server) from(next http.Handler) http.Handler {
	if len(s.config.Proxies) > 0 {
		return middleware.ClientIPFromXFF(s.config.Proxies...)(next)
	}
	return middleware.ClientIPFromRemoteAddr(next)
}

// secure reports whether people come by https.
func (s *Server) secure() bool { return strings.HasPrefix(s.config.URL, "https://") }

// headers are on every answer, whatever it is (trust, 4.2).
func headers(secure bool, next http.Handler) http.Handler {
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
		if secure {
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
		r = r.WithContext(context.WithValue(text.With(r.Context(), lang), secureKey{}, s.secure()))
		next.ServeHTTP(w, r.WithContext(layout.WithStatus(r.Context(), left(w, r))))
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
		if !reads && auth.From(r.Context()).Account != uuid.Nil && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "" {
			s.refuse(r, nil, fault.New(fault.Forbidden, "fault.from_elsewhere")).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// toLogin sends whoever is not logged in to the login, and back afterwards.
func toLogin(r *http.Request) http.Handler {
	return seeOther(onward(route.Login, r.URL.RequestURI()))
}
