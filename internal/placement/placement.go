// Package placement holds people in places: since when, until when, with whom, and what became of it.
// Somebody is placed by package start and leaves by package ending.
package placement

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/seat"
	"plass/internal/terms"
)

// An ID identifies a placement. It is what the employer knows a participant by.
type ID struct{ uuid.UUID }

// A Placement is a person in a place. It holds nothing the employer may not see; the name is what the one looking may know.
type Placement struct {
	ID             ID
	PresentationID nomination.PresentationID
	NominationID   nomination.ID
	EmployerID     employer.ID
	Employer       string
	AgreementID    agreement.ID
	Agreement      string
	VersionID      agreement.VersionID
	LineID         *seat.LineID // nil: no place is promised
	Kind           terms.Kind
	UnitID         employer.UnitID
	Unit           string
	BuddyID        *buddy.ID
	Buddy          string
	BuddyPhone     string
	Name           string // whole to Nav and, from the start on, to the employer; the first name to the buddy
	StartsOn       time.Time
	EndsOn         *time.Time // nil: open-ended
	BegunAt        *time.Time
	EndedOn        *time.Time
	Version        int
}

// A Status is what a placement is just now; it follows from the facts and the day.
type Status string

// The statuses. Each has the text key "placement.status." and the status.
const (
	Planned Status = "planned"
	Running Status = "running"
	Ended   Status = "ended"
)

// Status returns what the placement is.
func (p Placement) Status() Status {
	switch {
	case p.EndedOn != nil:
		return Ended
	case p.BegunAt != nil:
		return Running
	}
	return Planned
}

// MayBegin reports whether the one acting can say that the participant has started.
func (p Placement) MayBegin(who auth.Actor, today time.Time) bool {
	return p.Status() == Planned && !today.Before(p.StartsOn) && who.Is(auth.NavContact)
}

// MayChange reports whether dates, unit and buddy can still be changed.
func (p Placement) MayChange(who auth.Actor) bool {
	return p.Status() != Ended && who.Is(auth.NavContact)
}

// An Outcome is how a placement ended.
type Outcome string

// Outcomes are the ways a placement can end, each with the branch whose checklist opens. Text keys "outcome." and the outcome.
var Outcomes = []Outcome{"job_here", "job_elsewhere", "temporary_job", "apprentice", "own_business", "studies", "completed", "more_support", "moved_on", "no_show"}

// Branch returns the branch of the agreement that the outcome opens.
func (o Outcome) Branch() string {
	switch o {
	case "more_support", "no_show":
		return string(o)
	case "moved_on":
		return "bad"
	}
	return "good"
}

// Valid reports whether the outcome is one of [Outcomes].
func (o Outcome) Valid() bool { return slices.Contains(Outcomes, o) }

// A Result is how a placement ended, as Nav and the person know it.
type Result struct {
	Outcome Outcome
	Branch  string
}

// A Row is a placement as a list shows it.
type Row struct {
	ID       ID
	Employer string
	Unit     string
	Kind     terms.Kind
	Name     string
	StartsOn time.Time
	EndsOn   *time.Time
	BegunAt  *time.Time
	EndedOn  *time.Time
}

// Status returns what the placement is.
func (r Row) Status() Status { return Placement{BegunAt: r.BegunAt, EndedOn: r.EndedOn}.Status() }

// A Change is what can be changed of a placement that is not over.
type Change struct {
	EndsOn      *time.Time
	Unit        employer.UnitID
	Buddy       *buddy.ID
	Reason      string
	OverBecause string    // why there shall be more people than places, when a longer stay makes it so
	From        time.Time // the day it began
	Today       time.Time
}

// Problems tells what is missing or wrong in the change.
func (c Change) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(c.EndsOn == nil || !c.EndsOn.Before(c.From), "ends_on", "form.order")
	p.Unless(c.EndsOn == nil || !c.EndsOn.Before(c.Today), "ends_on", "form.in_the_past")
	p.Unless(c.Reason != "", "reason", "form.required")
	return p
}

// An OfCandidate tells Nav whose placement it is.
type OfCandidate struct {
	CandidateID candidate.ID
	Outcome     *Outcome
	Branch      *string
}
