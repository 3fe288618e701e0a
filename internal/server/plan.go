package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"plass/internal/access"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/route"
	"plass/internal/user"
	"plass/internal/week"
	"plass/templates/placementview"
	"plass/templates/planview"
	"plass/templates/ui"
)

// thePlan reads everything the plan of a placement is made of.
func thePlan(r *http.Request, tx *db.Tx, id placement.ID) (planview.Whole, error) {
	b := db.NewBatch(tx)
	p, plans, people := placement.Ask(b, tx, id), plan.Ask(b, id), plan.AskPeople(b, id)
	activities, meetings, goals := plan.AskActivities(b, id), meeting.AskOfPlacement(b, id), learning.AskGoals(b, id)
	weeks := week.Ask(b, id)
	away := user.AskStandInOf(b, id.UUID)
	grounds := &[]candidate.Ground{}
	if tx.Actor.Side() == auth.NavSide {
		grounds = candidate.AskGroundOfPlacement(b, id.UUID)
	}
	if err := b.Send(r.Context()); err != nil {
		return planview.Whole{}, err
	}
	w := planview.Whole{Placement: *p, Now: tx.Now, Today: tx.Today(), People: *people, Away: *away, Activities: *activities, Meetings: *meetings, Goals: *goals, Weeks: *weeks}
	if len(*plans) > 0 {
		w.Plan = &(*plans)[0]
	}
	if tx.Actor.Side() == auth.NavSide {
		return w, looked(r.Context(), tx, *grounds, access.PlacementPage)
	}
	return w, nil
}

// planOf is like [thePlan], for those who may write it.
func (s *Server) planOf(r *http.Request, tx *db.Tx) (planview.Whole, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return planview.Whole{}, err
	}
	w, err := thePlan(r, tx, id)
	if err == nil && tx.Actor.Side() == auth.NavSide {
		err = employer.MustOwn(r.Context(), tx, w.Placement.EmployerID)
	}
	if err == nil && w.Placement.Status() == placement.Ended {
		err = fault.New(fault.Conflict, "placement.over")
	}
	return w, err
}

// editPlan shows the form of the plan, filled in as far as anybody knows.
func (s *Server) editPlan(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := s.planOf(r, tx)
	if err != nil {
		return nil, err
	}
	f, err := s.drafted(r, tx, filledPlan(w))
	return planForm(r, w, f, form.Blank(), nil), err
}

func planForm(r *http.Request, w planview.Whole, f, activity *form.Form, differences []ui.Difference) http.Handler {
	return page(planview.Form(w, f, activity, differences, placementview.Crumbs(r.Context(), w.Placement, true)))
}

func filledPlan(w planview.Whole) *form.Form {
	f := form.Filled(map[string]string{"meet_day": w.Placement.StartsOn.Format(time.DateOnly), "meet_clock": "08:00",
		"meet_whom": w.Placement.Buddy, form.VersionField: "0"})
	if p := w.Plan; p != nil {
		at := p.MeetAt.In(form.Oslo)
		f = form.Filled(map[string]string{"meet_day": at.Format(time.DateOnly), "meet_clock": at.Format("15:04"), "meet_where": p.MeetWhere,
			"meet_whom": p.MeetWhom, "bring": p.Bring, "hours": p.Hours, "first_week": p.FirstWeek, form.VersionField: strconv.Itoa(p.Version)})
	}
	return f
}

var planLabels = map[string]string{"meet_day": "plan.meet_day", "meet_clock": "plan.meet_clock", "meet_where": "plan.meet_where", "meet_whom": "plan.meet_whom",
	"bring": "plan.bring", "hours": "plan.hours", "first_week": "plan.first_week"}

// savePlan makes the plan, or changes it.
func (s *Server) savePlan(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := s.planOf(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := plan.Draft{MeetAt: f.Moment("meet_day", "meet_clock"), MeetWhere: f.TextUpTo("meet_where", 200), MeetWhom: f.TextUpTo("meet_whom", 200),
		Bring: f.TextUpTo("bring", 500), Hours: f.TextUpTo("hours", 200), FirstWeek: f.TextUpTo("first_week", 2000), StartsOn: w.Placement.StartsOn}
	nudgeAbout(f, "meet_where", "meet_whom", "bring", "hours", "first_week")
	if err := f.Check(d); err != nil {
		return planForm(r, w, f, form.Blank(), nil), err
	}
	err = plan.Save(r.Context(), tx, w.Placement.ID, f.Version(), d)
	if isStale(err) {
		saved := filledPlan(w)
		f.Set(form.VersionField, saved.Value(form.VersionField))
		return planForm(r, w, f, form.Blank(), stale(f, saved, planLabels, nil)), err
	}
	if err != nil {
		return nil, err
	}
	return done(ofPlacement(tx, w.Placement.ID), "said.plan_saved"), nil
}

// addActivity adds something that happens on a day.
func (s *Server) addActivity(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := s.planOf(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := plan.ActivityDraft{OnDay: f.Date("on_day"), Title: f.TextUpTo("title", 200), Place: f.TextUpTo("place", 200)}
	if err := f.Check(d); err != nil {
		return planForm(r, w, filledPlan(w), f, nil), err
	}
	err = plan.AddActivity(r.Context(), tx, w.Placement.ID, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return planForm(r, w, filledPlan(w), f, nil), f.Check()
	}
	if err != nil {
		return nil, err
	}
	return done(ofPlacement(tx, w.Placement.ID, "plan"), "said.activity_added"), nil
}

// removeActivity takes an activity off the plan.
func (s *Server) removeActivity(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	activity, err := pathID[struct{ uuid.UUID }](r, "activity")
	if err != nil {
		return nil, err
	}
	if err := plan.RemoveActivity(r.Context(), tx, id, activity.UUID); err != nil {
		return nil, err
	}
	return done(ofPlacement(tx, id, "plan"), "said.activity_removed"), nil
}

// printPlan shows the plan on one sheet.
func (s *Server) printPlan(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	w, err := thePlan(r, tx, id)
	if err != nil {
		return nil, err
	}
	return s.paper(planview.Sheet(w, ofPlacement(tx, id)), "plan"), nil
}

// ofPlacement is the page of the placement, or something below it, on the side of the one acting.
func ofPlacement(tx *db.Tx, id placement.ID, parts ...string) string {
	if tx.Actor.Side() == auth.NavSide {
		return route.Placement(id, parts...)
	}
	return route.Partner("placements", id, parts...)
}
