package server

import (
	"net/http"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/standing"
	"plass/templates/agreementview"
)

// showStanding lists the rows behind how far a partnership has come, on both sides.
func (s *Server) showStanding(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	rows, err := standing.Of(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	return page(agreementview.Standing(rows)), nil
}

// showCharter lists the employers of a network that binds nobody.
func (s *Server) showCharter(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	members := agreement.AskMembers(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(agreementview.Charter(agreementview.Network{Members: *members})), nil
}
