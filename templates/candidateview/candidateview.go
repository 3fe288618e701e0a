// Package candidateview shows candidates to those at Nav who need to know them.
package candidateview

import (
	"context"
	"time"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/event"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/templates/ui"
)

// Most is how many characters each text about a person has room for.
const Most = 1000

// Shared are the fields that an employer can be let see; Fields are all that can be changed.
var (
	Shared = []string{"strengths", "wishes", "languages", "needs_at_work"}
	Fields = append([]string{"first_name", "last_name", "phone", "email"}, Shared...)
)

// Values returns the fields of the candidate as a form shows them.
func Values(c candidate.Candidate) map[string]string {
	return map[string]string{"first_name": c.FirstName, "last_name": c.LastName, "phone": c.Phone, "email": c.Email,
		"strengths": c.Strengths, "wishes": c.Wishes, "languages": c.Languages, "needs_at_work": c.NeedsAtWork}
}

// Shown is what the page of a candidate shows.
type Shown struct {
	Candidate   candidate.Candidate
	Ground      candidate.Ground
	Now         time.Time
	Nominations *[]nomination.Nomination
	Placements  *[]placement.Row
	Events      *[]event.Event
}

// canRegister reports whether the one reading can register candidates.
func canRegister(ctx context.Context) bool { return may(ctx, "candidate_identity", auth.Create) }

func may(ctx context.Context, resource string, op auth.Op) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: resource, Op: op})
}

// follows reports whether the one reading follows the person up, and so reads the background.
func (s Shown) follows() bool { return s.Ground.Kind == "follow_up" }

// nudged reports whether the writer has been asked to look again at private words, or has done so.
func nudged(f *form.Form) bool {
	for _, name := range f.Problems() {
		if f.Problem(name).Key == "nudge.question" {
			return true
		}
	}
	return f.Bool("looked_again")
}

// Status returns what a nomination is just now, in a word and a colour.
func Status(n nomination.Nomination) (ui.Colour, string) {
	switch {
	case n.WithdrawnAt != nil:
		return ui.Neutral, "nomination.status.withdrawn"
	case n.Presented != nil:
		return ui.Success, "nomination.status.presented"
	case n.Answer == nil:
		return ui.Info, "nomination.status.asked"
	case *n.Answer == "yes":
		return ui.Success, "nomination.status.yes"
	}
	return ui.Neutral, "nomination.status.no"
}

func placementStatus(p placement.Row) ui.Colour {
	if p.Status() == placement.Running {
		return ui.Success
	}
	return ui.Neutral
}

func period(ctx context.Context, p placement.Row) string {
	last := p.EndsOn
	if p.EndedOn != nil {
		last = p.EndedOn
	}
	return ui.Period(ctx, p.StartsOn, last)
}
