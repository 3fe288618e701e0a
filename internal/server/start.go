package server

import (
	"net/http"
	"time"

	"plass/internal/access"
	"plass/internal/agreement"
	"plass/internal/buddy"
	"plass/internal/calendar"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/templates/placementview"
)

// newPlacement asks for what it takes to place somebody who was chosen, with the dates the agreement gives.
func (s *Server) newPlacement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	g, stays, err := theBeginning(r, tx)
	if err != nil {
		return nil, err
	}
	if g.Presentation.PlacementID != nil {
		return seeOther(route.Placement(g.Presentation.PlacementID)), nil
	}
	if !g.Presentation.MayStart() {
		return nil, fault.New(fault.Conflict, "presentation.not_chosen")
	}
	f := form.Filled(map[string]string{"starts_on": firstDay(tx.Today(), g.Agreement.StartsOn).Format(time.DateOnly), "ends": placementview.EndsOpen})
	if g.Line.Months != nil {
		f.Set("ends", placementview.EndsAgreed)
	}
	count(&g, f, stays)
	return page(placementview.Start(g, f)), nil
}

// firstDay suggests a day to start: the first Monday that people work, a week ahead or more, and not before the agreement.
func firstDay(today, agreed time.Time) time.Time {
	day := calendar.Monday(today.AddDate(0, 0, 13))
	for day.Before(agreed) {
		day = day.AddDate(0, 0, 7)
	}
	for !calendar.Works(day) {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// theBeginning reads what the form that places somebody shows, with the stays of the line.
func theBeginning(r *http.Request, tx *db.Tx) (g placementview.Beginning, stays []seat.Stay, err error) {
	id, err := pathID[nomination.PresentationID](r, "presentation")
	if err != nil {
		return g, nil, err
	}
	if g.Presentation, err = nomination.GetPresentation(r.Context(), tx, id); err != nil {
		return g, nil, err
	}
	of, err := nomination.CandidateOf(r.Context(), tx, id)
	if err != nil {
		return g, nil, err
	}
	c, _, err := candidate.Look(r.Context(), tx, of, access.PresentationPage)
	if err != nil {
		return g, nil, err
	}
	if err := employer.MustOwn(r.Context(), tx, g.Presentation.EmployerID); err != nil {
		return g, nil, err
	}
	b := db.NewBatch(tx)
	a, rule := agreement.Ask(b, g.Presentation.AgreementID), placement.AskRuleOf(b, g.Presentation.AgreementID)
	rhythms, pool := meeting.AskRhythms(b, g.Presentation.AgreementID), buddy.AskPool(b, g.Presentation.EmployerID)
	boards := seat.Ask(b, tx, seat.Filter{Employer: &g.Presentation.EmployerID.UUID})
	if err := b.Send(r.Context()); err != nil {
		return g, nil, err
	}
	g.Name, g.Agreement, g.Rule, g.Rhythms, g.Buddies = c.Name(), *a, *rule, *rhythms, *pool
	whole, err := a.Terms()
	if err != nil {
		return g, nil, err
	}
	if whole.Documents != nil {
		g.Goals = len(whole.Documents.LearningGoals)
	}
	for _, board := range boards.Boards() {
		if g.Presentation.LineID != nil && board.Line.ID == *g.Presentation.LineID {
			g.Line, stays = board.Line, board.Stays
		}
	}
	return g, stays, nil
}

// count counts the consequences from the days in the form, as far as they are days.
func count(g *placementview.Beginning, f *form.Form, stays []seat.Stay) {
	typed := form.Filled(map[string]string{"starts_on": f.Value("starts_on"), "ends_on": f.Value("ends_on")})
	starts, last := typed.DateOrNone("starts_on"), typed.DateOrNone("ends_on")
	if typed.Failed() || starts == nil {
		return
	}
	g.Agreed = start.LastDay(g.Line, *starts)
	switch f.Value("ends") {
	case placementview.EndsAgreed:
		last = g.Agreed
	case placementview.EndsOpen:
		last = nil
	}
	g.StartsOn, g.LastOn = *starts, last
	g.Full = g.Presentation.LineID != nil && seat.Most(stays, *starts, last) >= g.Line.Count
}

// makePlacement places somebody who was chosen.
func (s *Server) makePlacement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	g, stays, err := theBeginning(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := start.Draft{StartsOn: f.Date("starts_on"), Buddy: form.IDOrNone[buddy.ID](f, "buddy"), OverBecause: f.TextUpTo("over_because", 500), Today: tx.Today()}
	switch f.Pick("ends", placementview.EndsAgreed, placementview.EndsOpen, placementview.EndsOwn) {
	case placementview.EndsAgreed:
		d.EndsOn = start.LastDay(g.Line, d.StartsOn)
	case placementview.EndsOwn:
		last := f.Date("ends_on")
		if !last.IsZero() {
			d.EndsOn = &last
		}
	}
	count(&g, f, stays)
	if err := f.Check(d); err != nil {
		return page(placementview.Start(g, f)), err
	}
	id, err := start.Placement(r.Context(), tx, g.Presentation.ID, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(placementview.Start(g, f)), f.Check()
	}
	if err != nil {
		noteRefusal(f, err)
		return page(placementview.Start(g, f)), err
	}
	return done(route.Placement(id), "said.placement_agreed"), nil
}
