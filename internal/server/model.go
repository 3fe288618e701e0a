package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/model"
	"plass/templates/modelview"
)

// listTemplates shows the library of partnership models.
func (s *Server) listTemplates(_ *http.Request, _ *db.Tx) (http.Handler, error) {
	return page(modelview.List(model.Library())), nil
}

// showTemplate shows one model as the agreement would read, and the employers that the reader can start one with.
func (s *Server) showTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	t, ok := model.Find(chi.URLParam(r, "template"))
	if !ok {
		return nil, notFound()
	}
	var mine []employer.Row
	if tx.Actor.Role.May(auth.Cell{Resource: "agreement", Op: auth.Create}) {
		var err error
		if mine, err = employer.List(r.Context(), tx, employer.Filter{Mine: true}); err != nil {
			return nil, err
		}
	}
	return page(modelview.Show(t, mine)), nil
}
