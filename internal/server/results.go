package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/insight"
	"plass/templates/resultview"
)

// theResults reads what became of the places of the employer acting.
func theResults(r *http.Request, tx *db.Tx) (resultview.Shown, error) {
	b := db.NewBatch(tx)
	years := insight.AskResults(b)
	if err := b.Send(r.Context()); err != nil {
		return resultview.Shown{}, err
	}
	return resultview.Shown{Employer: tx.Actor.OrganisationName, Years: *years, Today: tx.Today()}, nil
}

// showOurResults shows the employer what became of its places, year by year.
func (s *Server) showOurResults(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theResults(r, tx)
	if err != nil {
		return nil, err
	}
	return page(resultview.Show(shown)), nil
}

// printOurResults shows a year on one sheet, for the annual report.
func (s *Server) printOurResults(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theResults(r, tx)
	if err != nil {
		return nil, err
	}
	asked := form.Asked(r).Int("year", 1900, 3000)
	year, err := among(shown.Years, func(y insight.Result) bool { return y.Year == asked })
	if err != nil {
		return nil, err
	}
	return s.paper(resultview.Sheet(shown, year), "resultater"), nil
}
