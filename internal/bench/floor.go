package main

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/templates/employerview"
)

// rungs are the steps of the ladder below the page itself, each with something more than the one before.
// The floor's own list is the one with a session.
var rungs = []string{"constant", "sql", "render", "walls", "session", "templates"}

// A floor answers with the rows of a page and as little else as can be: what the pages are compared with.
type floor struct {
	who          auth.Actor
	placement    string
	token        string        // of a session, as the database knows it
	unwalled     *pgxpool.Pool // as somebody whom no policy binds
	walled       *pgxpool.Pool // as Nav
	door         *db.Pool
	whole        []byte // the list, as the page shows it
	above, below []byte // the frame around what a page says
}

// frame keeps the page, and what stands above and below what it says.
func (f *floor) frame(page []byte) {
	f.whole = page
	above, rest, _ := bytes.Cut(page, []byte("<main"))
	_, below, _ := bytes.Cut(rest, []byte("</main>"))
	f.above, f.below = above, below
}

// routes are the addresses of the rungs, and of a bare save.
func (f *floor) routes(r chi.Router) {
	rung := func(name string, do func(w http.ResponseWriter, r *http.Request) error) {
		r.HandleFunc("/rung/"+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if err := do(w, r); err != nil && r.Context().Err() == nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		})
	}
	rung("constant", func(w http.ResponseWriter, _ *http.Request) error { return write(w, f.whole) })
	rung("sql", func(w http.ResponseWriter, r *http.Request) error {
		if _, err := f.list(r.Context()); err != nil {
			return err
		}
		return write(w, f.whole)
	})
	rung("render", func(w http.ResponseWriter, r *http.Request) error {
		rows, err := f.list(r.Context())
		if err != nil {
			return err
		}
		return f.renderList(w, rows)
	})
	rung("walls", func(w http.ResponseWriter, r *http.Request) error {
		rows, err := f.walledList(r.Context())
		if err != nil {
			return err
		}
		return f.renderList(w, rows)
	})
	rung("session", func(w http.ResponseWriter, r *http.Request) error {
		rows, err := f.sessionList(r.Context())
		if err != nil {
			return err
		}
		return f.renderList(w, rows)
	})
	rung("templates", func(w http.ResponseWriter, r *http.Request) error {
		rows, err := f.sessionList(r.Context())
		if err != nil {
			return err
		}
		templ.Handler(employerview.List(rows, "all", "", "")).ServeHTTP(w, r.WithContext(auth.With(r.Context(), f.who)))
		return nil
	})
	rung("detail", f.detail)
	rung("bare", f.bareSave)
}

func write(w http.ResponseWriter, body []byte) error {
	_, err := w.Write(body)
	return err
}
