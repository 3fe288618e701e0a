package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/find"
	"plass/internal/form"
	"plass/templates/findview"
)

// askWhatToFind shows the search without results: where a change of language leads, for one.
func (s *Server) askWhatToFind(*http.Request, *db.Tx) (http.Handler, error) {
	return page(findview.Results(form.Blank(), nil)), nil
}

// find shows what was found. It answers a POST itself, so that no address ever holds a name.
func (s *Server) find(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	q := find.Query{Words: f.TextUpTo("q", 200)}
	if err := f.Check(q); err != nil {
		return page(findview.Results(f, nil)), err
	}
	found, err := find.Everything(r.Context(), tx, q)
	if err != nil {
		return nil, err
	}
	return page(findview.Results(f, &found)), nil
}
