// Package advice holds meetings at which Nav advises an employer on how it recruits: they belong to an agreement, and to no person.
package advice

import (
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/employer"
	"plass/internal/fault"
)

// An ID identifies an advice meeting.
type ID struct{ uuid.UUID }

// A Meeting is one at which Nav advises, or will.
type Meeting struct {
	ID          ID
	EmployerID  employer.ID
	Employer    string
	AgreementID agreement.ID
	Agreement   string
	At          time.Time
	Place       string
	About       string
	Units       []string // the units that are advised; none: the whole employer
	Advised     string
	HeldAt      *time.Time
	HeldBy      string
	CancelledAt *time.Time
}

// Open reports whether the meeting has neither been held nor called off.
func (m Meeting) Open() bool { return m.HeldAt == nil && m.CancelledAt == nil }

// MayHold reports whether it can be said what was advised: from the hour of the meeting on.
func (m Meeting) MayHold(now time.Time) bool { return m.Open() && !now.Before(m.At) }

// A Draft is what it takes to arrange a meeting. What was held lately can be written down too.
type Draft struct {
	At    time.Time
	Place string
	About string
	Units []employer.UnitID
	Now   time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Place != "", "place", "form.required")
	p.Unless(d.About != "", "about", "form.required")
	p.Unless(d.At.IsZero() || d.At.After(d.Now.AddDate(0, 0, -31)), "day", "advice.too_old")
	p.Unless(d.At.Before(d.Now.AddDate(1, 0, 0)), "day", "advice.too_far")
	return p
}
