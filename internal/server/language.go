package server

import (
	"net/http"
	"net/url"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
)

// chooseLanguage remembers the language in the browser, and for whoever is logged in.
func (s *Server) chooseLanguage(w http.ResponseWriter, r *http.Request) (http.Handler, error) {
	chosen, ok := text.Parse(r.PostForm.Get("lang"))
	if !ok {
		return nil, fault.New(fault.Malformed, "fault.malformed")
	}
	if who := auth.From(r.Context()); who.Role != "" {
		err := s.pool.As(r.Context(), who, func(tx *db.Tx) error { return user.SetLang(r.Context(), tx, string(chosen)) })
		if err != nil {
			return nil, err
		}
	}
	http.SetCookie(w, &http.Cookie{Name: langCookie, Value: string(chosen), Path: "/", MaxAge: 365 * 24 * 60 * 60,
		HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode})
	return seeOther(s.back(r)), nil
}

// back returns the page the request was made from, if it is one of ours that can be opened again.
func (s *Server) back(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return route.Home
	}
	switch from.Path { // which lead on by themselves, but are worth coming back to
	case route.Login, route.LoginCode, route.Switch:
		return from.Path
	}
	if to := s.local(from.RequestURI()); to != "" {
		return to
	}
	return route.Home
}
