// Package peopleview shows a partner its people: those presented, those who are there, and those it has asked for.
package peopleview

import (
	"context"
	"time"

	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/request"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/requestview"
	"plass/templates/standinview"
	"plass/templates/ui"
)

// Day writes a day as a date field holds it.
func Day(t time.Time) string { return requestview.Day(t) }

// Shown is what the page of a partner's people shows.
type Shown struct {
	Presentations []nomination.Presentation
	Profiles      map[nomination.ID]nomination.Profile
	Here          []placement.Row
	Left          []placement.Row // those whose period is over, as long as the employer sees it
	Requests      []request.Request
	Contact       []employer.ContactPerson
	Away          []user.StandIn // who stands in for the contact person just now
	HR            bool           // the one reading is the employer's contact, and meets those presented
}

// waiting returns the presentations that wait for the employer, and the others.
func (s Shown) waiting() (waiting, answered []nomination.Presentation) {
	for _, p := range s.Presentations {
		if p.Answer == nil {
			waiting = append(waiting, p)
		} else {
			answered = append(answered, p)
		}
	}
	return waiting, answered
}

// A Presented is somebody shown to the employer, with all that the employer sees.
type Presented struct {
	Presentation nomination.Presentation
	Profile      nomination.Profile
	Meetings     []meeting.Meeting
	Contact      []employer.ContactPerson
	Away         []user.StandIn // who stands in for the contact person just now
	Now          time.Time
}

// Fields are what can be opened of a person, in the order an employer reads it: the resources first.
var Fields = []string{"strengths", "wishes", "languages", "needs_at_work"}

// stands is how a presentation stands with the employer, in a few words.
func stands(p nomination.Presentation) (ui.Colour, string) {
	switch {
	case p.Choice != nil:
		return ui.Success, "presentation.status.chosen"
	case p.Answer == nil:
		return ui.Info, "presentation.status.waiting"
	case *p.Answer == "meet":
		return ui.Success, "presentation.status.meet"
	}
	return ui.Neutral, "presentation.status.not_now"
}

// Steps returns the path of a presentation, and how far it has come.
func Steps(ctx context.Context, p nomination.Presentation, meetings []meeting.Meeting) (int, []ui.Step) {
	at := 1
	steps := []ui.Step{{Label: "presentation.step.presented", Note: ui.DayMonth(ctx, p.PresentedAt)}, {Label: "presentation.step.met"}, {Label: "presentation.step.chosen"}, {Label: "presentation.step.start"}}
	for _, m := range meetings {
		if m.CancelledAt == nil {
			steps[1].Note = ui.DayMonth(ctx, m.At)
		}
		if m.HeldAt != nil {
			at = 2
		}
	}
	if p.Choice != nil && *p.Choice == "chosen" {
		at, steps[2].Note = 3, p.Unit
	}
	if p.Kind == terms.Job { // how they meet, if they do, is the employer's own
		steps[1], steps[3] = ui.Step{Label: "presentation.step.answered"}, ui.Step{Label: "presentation.step.job"}
		if p.Answer != nil && *p.Answer == "meet" {
			at, steps[1].Note = 2, ui.DayMonth(ctx, *p.AnsweredAt)
		}
		steps = append(steps[:2], steps[3])
		if p.HireID != nil {
			at, steps[2].Note = 3, p.Unit
		}
		return at, steps
	}
	if p.PlacementID != nil {
		at = 4
	}
	return at, steps
}

// state tells how a request stands, to the employer that asked.
func state(ctx context.Context, r request.Request) string {
	switch {
	case r.ClosedAt != nil:
		return text.T(ctx, "request.state.closed", "day", ui.Date(ctx, *r.ClosedAt))
	case r.SentAt != nil:
		return text.T(ctx, "request.state.sent", "day", ui.Date(ctx, *r.SentAt))
	}
	return text.T(ctx, "request.state.asked", "day", ui.Date(ctx, r.AskedAt))
}

func contact(ctx context.Context, c employer.ContactPerson, away []user.StandIn) ui.Person {
	return ui.Person{Name: c.Name, Does: "people.contact_does", Phone: c.Phone, Instead: standinview.Instead(ctx, away)}
}

func placementColour(p placement.Row) ui.Colour {
	if p.Status() == placement.Running {
		return ui.Success
	}
	return ui.Neutral
}

// lead tells what waits, in a sentence.
func lead(ctx context.Context, s Shown) string {
	waiting, _ := s.waiting()
	if len(waiting) > 0 {
		return text.T(ctx, "people.lead_waiting", "n", len(waiting))
	}
	return text.T(ctx, "people.lead")
}
