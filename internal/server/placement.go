package server

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"plass/internal/access"
	"plass/internal/attest"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/internal/start"
	"plass/internal/week"
	"plass/templates/placementview"
	"plass/templates/ui"
)

// listPlacements lists those who are in a place, or about to be, the newest start first.
func (s *Server) listPlacements(r *http.Request, tx *db.Tx) (http.Handler, error) {
	var f placement.Filter
	if after, err := uuid.Parse(r.URL.Query().Get("after")); err == nil {
		p, err := placement.Get(r.Context(), tx, placement.ID{UUID: after})
		if err != nil {
			return nil, err
		}
		f.After = &placement.Row{ID: p.ID, StartsOn: p.StartsOn}
	}
	rows, err := placement.List(r.Context(), tx, f)
	if err != nil {
		return nil, err
	}
	rows, last := pageOf(rows, placement.PageSize)
	next := nextPage(r, last, func(row placement.Row) string { return row.ID.String() })
	return page(placementview.List(rows, firstPage(r, r.URL.Query().Get("after")), next)), nil
}

// showPlacement shows a placement to Nav and to the employer's people, each what they may see of it.
func (s *Server) showPlacement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.thePlacement(r, tx)
	if err != nil {
		return nil, err
	}
	return page(placementview.Show(shown)), nil
}

// thePlacement reads what the page of a placement shows, and writes who at Nav looked.
func (s *Server) thePlacement(r *http.Request, tx *db.Tx) (placementview.Shown, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return placementview.Shown{}, err
	}
	b, nav := db.NewBatch(tx), tx.Actor.Side() == auth.NavSide
	p, rule, steps := placement.Ask(b, tx, id), placement.AskRule(b, id), meeting.AskSteps(b, id)
	meetings, asked := meeting.AskOfPlacement(b, id), meeting.AskPeopleOfPlacement(b, id)
	plans, people, activities := plan.Ask(b, id), plan.AskPeople(b, id), plan.AskActivities(b, id)
	goals, trainings, attests := learning.AskGoals(b, id), buddy.AskTrainingsOf(b, id.UUID), attest.AskOfPlacement(b, id)
	promises, offers := promise.AskOfPlacement(b, tx, id), promise.AskOffers(b, id)
	weeks, documents := week.Ask(b, id), placement.AskDocuments(b, id)
	curve, todos := meeting.AskCurve(b, id), meeting.AskOpenTodos(b, id)
	owned, events, grounds := &placement.Owned{}, &[]event.Event{}, &[]candidate.Ground{}
	var notes meeting.Sealed
	if nav {
		owned, events = placement.AskOwned(b, id), event.AskOfPlacement(b, id.UUID)
		grounds, notes = candidate.AskGroundOfPlacement(b, id.UUID), meeting.AskNotes(b, id)
	}
	if err := b.Send(r.Context()); err != nil {
		return placementview.Shown{}, err
	}
	shown := placementview.Shown{Placement: *p, Now: tx.Now, Today: tx.Today(), Owned: owned.Owned && tx.Actor.Is(auth.NavContact), Known: !nav || p.Name != "",
		Missing: start.MissingOf(*p, *rule, len(*plans) > 0, len(promise.Unread(*promises)) == 0), Promises: *promises, Offers: *offers, Steps: *steps, Meetings: *meetings, Asked: *asked, People: *people, Activities: *activities,
		Goals: *goals, Trainings: *trainings, Curve: *curve, Todos: *todos, Attests: *attests, Events: *events, Weeks: *weeks, Documents: placement.Asked(*documents), Note: form.Blank()}
	if len(*plans) > 0 {
		shown.Plan = &(*plans)[0]
	}
	if !nav || !shown.Known {
		return shown, nil
	}
	if shown.Notes, err = notes.Open(s.keys); err != nil {
		return shown, err
	}
	return shown, looked(r.Context(), tx, *grounds, access.PlacementPage)
}

// looked writes that somebody at Nav opened a page about a person, and on what ground.
func looked(ctx context.Context, tx *db.Tx, grounds []candidate.Ground, page access.Page) error {
	if len(grounds) == 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	why := grounds[0].Reason()
	if page == access.PlacementPage && why == access.Matching {
		why = access.Placed
	}
	return access.Log(ctx, tx, grounds[0].CandidateID.UUID, page, why, "")
}

// confirmStart writes that the participant has begun.
func (s *Server) confirmStart(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	if err := start.Begin(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.Placement(id), "said.placement_begun"), nil
}

// writePlacementNote keeps a note that only Nav reads.
func (s *Server) writePlacementNote(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.thePlacement(r, tx)
	if err != nil {
		return nil, err
	}
	if !shown.Known {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	f := form.Posted(r)
	shown.Note = f
	f.Require("note")
	body := f.TextUpTo("note", 2000)
	if err := f.Check(); err != nil {
		return page(placementview.Show(shown)), err
	}
	if err := meeting.WriteNote(r.Context(), tx, s.keys, shown.Placement.ID, nil, body); err != nil {
		return nil, err
	}
	return done(route.Placement(shown.Placement.ID), "said.note_saved"), nil
}

// editPlacement shows what can be changed of a placement.
func (s *Server) editPlacement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEditing(r, tx)
	if err != nil {
		return nil, err
	}
	return page(placementview.Edit(e, filledEditing(e.Placement))), nil
}

func theEditing(r *http.Request, tx *db.Tx) (placementview.Editing, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return placementview.Editing{}, err
	}
	p, err := placement.Get(r.Context(), tx, id)
	if err != nil {
		return placementview.Editing{}, err
	}
	if err := employer.MustOwn(r.Context(), tx, p.EmployerID); err != nil {
		return placementview.Editing{}, err
	}
	if !p.MayChange(tx.Actor) {
		return placementview.Editing{}, fault.New(fault.Conflict, "placement.over")
	}
	b := db.NewBatch(tx)
	rule, units, buddies := placement.AskRule(b, id), employer.AskUnits(b, p.EmployerID), buddy.AskPool(b, p.EmployerID)
	if err := b.Send(r.Context()); err != nil {
		return placementview.Editing{}, err
	}
	return placementview.Editing{Placement: p, Rule: *rule, Units: *units, Buddies: *buddies}, nil
}

func filledEditing(p placement.Placement) *form.Form {
	f := form.Filled(map[string]string{"unit": p.UnitID.String()})
	if p.EndsOn != nil {
		f.Set("ends_on", p.EndsOn.Format(time.DateOnly))
	}
	if p.BuddyID != nil {
		f.Set("buddy", p.BuddyID.String())
	}
	f.Set(form.VersionField, strconv.Itoa(p.Version))
	return f
}

// changePlacement changes the end, the unit and the buddy of a placement, and makes its meetings fit.
func (s *Server) changePlacement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEditing(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	c := placement.Change{EndsOn: f.DateOrNone("ends_on"), Unit: form.ID[employer.UnitID](f, "unit"), Buddy: form.IDOrNone[buddy.ID](f, "buddy"),
		Reason: f.TextUpTo("reason", 500), OverBecause: f.TextUpTo("over_because", 500), From: e.Placement.StartsOn, Today: tx.Today()}
	if err := f.Check(c); err != nil {
		return page(placementview.Edit(e, f)), err
	}
	err = start.Change(r.Context(), tx, e.Placement.ID, f.Version(), c)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(placementview.Edit(e, f)), f.Check()
	}
	if isStale(err) {
		e.Differences = stale(f, filledEditing(e.Placement), map[string]string{"ends_on": "placement.ends_on", "unit": "placement.unit", "buddy": "start.buddy"},
			named(e))
		f.Set(form.VersionField, strconv.Itoa(e.Placement.Version))
		return page(placementview.Edit(e, f)), err
	}
	if err != nil {
		return nil, err
	}
	return done(route.Placement(e.Placement.ID), "said.placement_changed"), nil
}

// named returns the names that the values of the form stand for.
func named(e placementview.Editing) map[string]string {
	names := map[string]string{}
	for _, u := range e.Units {
		names[u.ID.String()] = u.Name
	}
	for _, b := range e.Buddies {
		names[b.ID.String()] = b.Name
	}
	return names
}

// stale returns what was typed beside what somebody else has saved meanwhile, for the fields with a label. A value that stands for a name is shown as it.
func stale(typed, saved *form.Form, labels, names map[string]string) []ui.Difference {
	var list []ui.Difference
	name := func(value string) string {
		if n, ok := names[value]; ok {
			return n
		}
		return value
	}
	for _, field := range slices.Sorted(maps.Keys(labels)) {
		if yours, theirs := typed.Value(field), saved.Value(field); yours != theirs {
			list = append(list, ui.Difference{Label: labels[field], Before: name(yours), After: name(theirs)})
		}
	}
	return list
}

func (s *Server) newMisregistration(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEditing(r, tx)
	if err != nil {
		return nil, err
	}
	return page(placementview.Misregister(e.Placement, form.Blank())), nil
}

// misregister takes back a placement that was made by mistake.
func (s *Server) misregister(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEditing(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	f.Require("reason")
	reason := f.TextUpTo("reason", 500)
	if err := f.Check(); err != nil {
		return page(placementview.Misregister(e.Placement, f)), err
	}
	if err := placement.Misregister(r.Context(), tx, e.Placement.ID, reason); err != nil {
		return nil, err
	}
	if err := promise.Lapse(r.Context(), tx, e.Placement.ID); err != nil {
		return nil, err
	}
	return done(route.Employer(e.Placement.EmployerID), "said.misregistered"), nil
}

// finishTodo says that something agreed is done.
func (s *Server) finishTodo(r *http.Request, tx *db.Tx) (http.Handler, error) {
	of, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	todo, err := pathID[struct{ uuid.UUID }](r, "todo")
	if err != nil {
		return nil, err
	}
	if _, err := placement.Get(r.Context(), tx, of); err != nil {
		return nil, err
	}
	if err := meeting.Finish(r.Context(), tx, todo.UUID); err != nil {
		return nil, err
	}
	if tx.Actor.Side() == auth.NavSide {
		return done(route.Placement(of), "said.todo_done"), nil
	}
	return done(route.Partner("placements", of), "said.todo_done"), nil
}
