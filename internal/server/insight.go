package server

import (
	"net/http"
	"slices"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/insight"
	"plass/templates/insightview"
)

// showInsight shows what became of what was agreed, in a period, told apart by employer, office or model.
func (s *Server) showInsight(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := insightOf(r, tx)
	if err != nil {
		return nil, err
	}
	return page(insightview.Show(v)), nil
}

// showInsightRows shows the rows that a number counts.
func (s *Server) showInsightRows(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := insightOf(r, tx)
	if err != nil {
		return nil, err
	}
	asked := form.Asked(r)
	m, key := insight.Measure(asked.Text("what")), asked.Text("of")
	if !m.Opens() {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	group := insight.Group{Key: key}
	if key != "" {
		groups := v.Read.Groups(v.Period.Key, v.By)
		if group, err = among(groups, func(g insight.Group) bool { return g.Key == key }); err != nil {
			return nil, err
		}
	}
	return page(insightview.Rows(v, v.Read.Figures(v.Period.Key, m), m, group)), nil
}

// insightOf reads the figures, seen as the address says; what it says that is not to be had is the usual.
func insightOf(r *http.Request, tx *db.Tx) (insightview.View, error) {
	read, err := insight.Read(r.Context(), tx)
	if err != nil {
		return insightview.View{}, err
	}
	asked := form.Asked(r)
	within := insight.Periods(tx.Today())
	v := insightview.View{Read: read, Periods: within[:], Period: within[0], By: insight.ByEmployer, Page: pageNumber(asked, "page")}
	for _, p := range within {
		if p.Key == asked.Text("period") {
			v.Period = p
		}
	}
	if by := insight.Dimension(asked.Text("by")); slices.Contains(insight.Dimensions, by) {
		v.By = by
	}
	return v, nil
}
