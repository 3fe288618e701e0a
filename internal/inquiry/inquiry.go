// Package inquiry lets anybody at Nav ask about an employer. It lands with the contact person, with a deadline,
// and is not closed before somebody has said what happens next.
package inquiry

import (
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
)

// An ID identifies an inquiry.
type ID struct{ uuid.UUID }

// An Inquiry is a question about an employer.
type Inquiry struct {
	ID            ID
	EmployerID    employer.ID
	Employer      string
	ContactPerson string // who it lies with now; empty: nobody yet
	Mine          bool   // lies with the one acting, or with somebody they stand in for
	AskedBy       string
	AskedByPhone  string
	Subject       string
	Body          string
	AskedAt       time.Time
	DueOn         time.Time
	Answer        string
	NextStep      string
	ClosedAt      *time.Time
	ClosedBy      string
}

// Open reports whether the inquiry still waits for an answer.
func (q Inquiry) Open() bool { return q.ClosedAt == nil }

// Late reports whether the answer came, or is yet to come, after the last day for it.
func (q Inquiry) Late(today time.Time) bool {
	if q.ClosedAt != nil {
		today = db.Day(*q.ClosedAt)
	}
	return today.After(q.DueOn)
}

// MayClose reports whether the one acting can answer the inquiry. One that lies with nobody is everybody's.
func (q Inquiry) MayClose() bool { return q.Open() && (q.Mine || q.ContactPerson == "") }

// A Draft is what it takes to ask.
type Draft struct{ Subject, Body string }

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Subject != "", "subject", "form.required")
	return p
}

// An Answer is what it takes to close an inquiry.
type Answer struct {
	Body     string
	NextStep string // what happens next: nobody who asks is left wondering
}

// Problems tells what is missing or wrong in the answer.
func (a Answer) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(a.NextStep != "", "next_step", "inquiry.next_step_required")
	return p
}
