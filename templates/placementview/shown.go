// Package placementview shows people in places: the start, the placement itself, and what can be changed of it.
package placementview

import (
	"context"
	"time"

	"plass/internal/attest"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/event"
	"plass/internal/form"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/week"
	"plass/templates/address"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Shown is all that the page of a placement shows.
type Shown struct {
	Placement  placement.Placement
	Now        time.Time
	Today      time.Time
	Owned      bool     // the one acting is its contact person
	Known      bool     // the one acting needs to know the person
	Missing    []string // what there has to be before the start
	Steps      meeting.Steps
	Meetings   []meeting.Meeting
	Asked      []meeting.Person
	Plan       *plan.Plan
	People     []plan.Person
	Activities []plan.Activity
	Goals      []learning.Goal
	Trainings  []buddy.Training
	Curve      []meeting.Score
	Todos      []meeting.Todo
	Attests    []attest.Attest
	Promises   []promise.Promise
	Offers     []promise.Offer
	Events     []event.Event
	Notes      []meeting.Note
	Weeks      week.History
	Documents  terms.Documents // that the agreement asks for
	Note       *form.Form
}

// Name returns what the reader may call the participant.
func Name(ctx context.Context, p placement.Placement) string {
	if p.Name == "" {
		return text.T(ctx, "placement.somebody")
	}
	return p.Name
}

func lead(ctx context.Context, p placement.Placement) string {
	key := "placement.lead"
	if auth.From(ctx).Side() == auth.NavSide {
		key = "placement.lead_nav"
	}
	until := p.EndsOn
	if p.EndedOn != nil {
		until = p.EndedOn
	}
	return text.T(ctx, key, "employer", p.Employer, "unit", p.Unit, "kind", text.T(ctx, "seat.kind."+string(p.Kind)), "period", ui.Period(ctx, p.StartsOn, until))
}

// Crumbs are the pages above a placement, and the placement itself when the page is below it.
func Crumbs(ctx context.Context, p placement.Placement, below bool) []layout.Crumb {
	crumbs := []layout.Crumb{{To: route.OurPeople, Label: "layout.place.our_people"}}
	if auth.From(ctx).Side() == auth.NavSide {
		crumbs = []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(p.EmployerID), Label: p.Employer}}
	}
	if below {
		crumbs = append(crumbs, layout.Crumb{To: address.Placement(ctx, p.ID), Label: Name(ctx, p)})
	}
	return crumbs
}

// path returns the steps of the way from suggested to over, and which of them it is at.
func (s Shown) path(ctx context.Context) (at int, steps []ui.Step) {
	p, last := s.Placement, lastDay(s.Placement)
	day := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return ui.ShortDate(*t)
	}
	end := ui.ShortDateOr(ctx, last, "placement.no_end")
	steps = []ui.Step{
		{Label: "placement.step.suggested", Note: day(s.Steps.PresentedAt)}, {Label: "placement.step.met", Note: day(s.Steps.MetAt)},
		{Label: "placement.step.start", Note: ui.ShortDate(p.StartsOn)}, {Label: "placement.step.now"}, {Label: "placement.step.end", Note: end},
	}
	switch p.Status() {
	case placement.Running:
		return 3, steps
	case placement.Ended:
		return 4, steps
	}
	return 2, steps
}

// lastDay returns the last day, as it became or as it is meant to be.
func lastDay(p placement.Placement) *time.Time {
	if p.EndedOn != nil {
		return p.EndedOn
	}
	return p.EndsOn
}

// next returns the first meeting that is still to be held, if there is one.
func (s Shown) next() (meeting.Meeting, bool) {
	for _, m := range s.Meetings {
		if m.Open() && m.Status(s.Now) != meeting.Overdue {
			return m, true
		}
	}
	return meeting.Meeting{}, false
}

// overdue returns the meetings that nobody has written about.
func (s Shown) overdue() []meeting.Meeting {
	var late []meeting.Meeting
	for _, m := range s.Meetings {
		if m.Status(s.Now) == meeting.Overdue {
			late = append(late, m)
		}
	}
	return late
}

func (s Shown) asked(id meeting.ID) []meeting.Person {
	var people []meeting.Person
	for _, p := range s.Asked {
		if p.MeetingID == id {
			people = append(people, p)
		}
	}
	return people
}

// statusColour is the colour of a placement's tag.
func statusColour(p placement.Status) ui.Colour {
	switch p {
	case placement.Running:
		return ui.Success
	case placement.Planned:
		return ui.Info
	}
	return ui.Neutral
}

// mayPlan reports whether the reader writes the plan and calls meetings.
func (s Shown) mayPlan(ctx context.Context) bool {
	return s.Placement.Status() != placement.Ended && (s.Owned || auth.From(ctx).Is(auth.EmployerContact))
}

func isNav(ctx context.Context) bool { return auth.From(ctx).Side() == auth.NavSide }

// daysTo counts the days from today to the start.
func (s Shown) daysTo() int { return int(s.Placement.StartsOn.Sub(s.Today).Hours() / 24) }

// mayOffer reports whether the reader writes down what the participant is offered: after the end too, as long as the placement is theirs to see.
func (s Shown) mayOffer(ctx context.Context) bool {
	return s.Placement.Status() != placement.Planned && (s.Owned || auth.From(ctx).Is(auth.EmployerContact))
}

// runs tells in a table from when until when; without a last day, only from when.
func runs(ctx context.Context, from time.Time, to *time.Time) string {
	if to == nil {
		return text.T(ctx, "placement.from_day", "day", ui.ShortDate(from))
	}
	return ui.ShortDate(from) + "–" + ui.ShortDate(*to)
}
