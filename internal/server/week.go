package server

import (
	"net/http"
	"strconv"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/internal/week"
	"plass/templates/placementview"
	"plass/templates/ui"
	"plass/templates/weekview"
)

// editWeek shows the form that shares the weeks of a placement otherwise, as they are shared now.
func (s *Server) editWeek(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theWeeks(r, tx)
	if err != nil {
		return nil, err
	}
	return page(weekview.Edit(e, filledWeek(e))), nil
}

func theWeeks(r *http.Request, tx *db.Tx) (weekview.Editing, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return weekview.Editing{}, err
	}
	b := db.NewBatch(tx)
	p, weeks := placement.Ask(b, tx, id), week.Ask(b, id)
	if err := b.Send(r.Context()); err != nil {
		return weekview.Editing{}, err
	}
	if err := employer.MustOwn(r.Context(), tx, p.EmployerID); err != nil {
		return weekview.Editing{}, err
	}
	if !p.MayChange(tx.Actor) {
		return weekview.Editing{}, fault.New(fault.Conflict, "placement.over")
	}
	return weekview.Editing{Placement: *p, Weeks: *weeks, Today: tx.Today(), Above: placementview.Crumbs(r.Context(), *p, true)}, nil
}

func filledWeek(e weekview.Editing) *form.Form {
	f := form.Filled(map[string]string{form.VersionField: strconv.Itoa(e.Weeks.Version())})
	holds := e.Weeks.On(e.Today)
	if holds == nil {
		holds = e.Weeks.Next(e.Today)
	}
	if holds == nil {
		return f
	}
	for i, d := range holds.Days {
		f.Set(nth("kind", i), d.Kind)
		f.Set(nth("count", i), strconv.Itoa(d.Count))
	}
	setNumber(f, "percent", holds.Percent)
	return f
}

// changeWeek shares the weeks of a placement otherwise, from a day on.
func (s *Server) changeWeek(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theWeeks(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	c := week.Change{FromOn: f.Date("from_on"), Percent: f.IntOrNone("percent", 1, 100), Reason: f.TextUpTo("reason", 500),
		First: e.Placement.StartsOn, Last: e.Placement.EndsOn}
	for i := range weekview.Parts {
		if untouched(f, i, "kind", "count") {
			continue
		}
		c.Days = append(c.Days, terms.Days{Kind: f.Pick(nth("kind", i), terms.PhaseKinds...), Count: f.Int(nth("count", i), 1, 7)})
	}
	nudgeAbout(f, "reason")
	if err := f.Check(c); err != nil {
		return page(weekview.Edit(e, f)), err
	}
	err = week.Share(r.Context(), tx, e.Placement.ID, f.Version(), c)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(weekview.Edit(e, f)), f.Check()
	}
	if isStale(err) {
		e.Differences = []ui.Difference{{Label: "week.heading", Before: weekview.Say(r.Context(), week.Pattern{FromOn: c.FromOn, Days: c.Days, Percent: c.Percent}),
			After: weekview.Says(r.Context(), e.Weeks)}}
		f.Set(form.VersionField, strconv.Itoa(e.Weeks.Version()))
		return page(weekview.Edit(e, f)), err
	}
	if err != nil {
		return nil, err
	}
	return done(route.Placement(e.Placement.ID), "said.week_changed"), nil
}

// undoWeek takes back a change that has not begun.
func (s *Server) undoWeek(r *http.Request, tx *db.Tx) (http.Handler, error) {
	of, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	pattern, err := pathID[week.ID](r, "pattern")
	if err != nil {
		return nil, err
	}
	if err := week.Undo(r.Context(), tx, of, pattern); err != nil {
		return nil, err
	}
	return done(route.Placement(of), "said.week_undone"), nil
}
