// Package hire holds jobs that people got: what a partnership that runs to hires ends in, without a seat, a plan or a buddy.
package hire

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/nomination"
)

// An ID identifies a hire.
type ID struct{ uuid.UUID }

// A Hire is a job somebody got. The name is what the one looking may know.
type Hire struct {
	ID             ID
	PresentationID nomination.PresentationID
	EmployerID     employer.ID
	AgreementID    agreement.ID
	Unit           string
	Form           string
	Percent        *int
	StartsOn       time.Time
	EndsOn         *time.Time
	MadeAt         time.Time
	Name           string
}

// Forms are the forms of a job; text keys "hire.form." and the form.
var Forms = []string{"permanent", "temporary", "substitute", "on_call", "apprentice"}

// A Draft is what it takes to say that somebody got the job.
type Draft struct {
	Form     string
	Percent  *int // of a full post; a job on call may have none
	StartsOn time.Time
	EndsOn   *time.Time
	Unit     *employer.UnitID
	Today    time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(slices.Contains(Forms, d.Form), "form", "form.choose")
	p.Unless(d.Percent != nil || d.Form == "on_call", "percent", "hire.percent_required")
	p.Unless(d.Percent == nil || 1 <= *d.Percent && *d.Percent <= 100, "percent", "form.not_between", "low", 1, "high", 100)
	p.Unless(!d.StartsOn.After(d.Today.AddDate(1, 0, 0)), "starts_on", "hire.too_far")
	p.Unless(d.EndsOn == nil || d.Form != "permanent", "ends_on", "hire.permanent_has_no_end")
	p.Unless(d.EndsOn == nil || d.StartsOn.IsZero() || !d.EndsOn.Before(d.StartsOn), "ends_on", "form.order")
	return p
}
