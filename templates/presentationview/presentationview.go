// Package presentationview shows Nav how it goes between a person and an employer: what the employer sees, answers and chooses.
package presentationview

import (
	"context"
	"slices"
	"time"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/hire"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/candidateview"
	"plass/templates/layout"
	"plass/templates/ui"
)

// Shown is what the page of a presentation shows, with its two forms.
type Shown struct {
	Presentation nomination.Presentation
	Candidate    candidate.Candidate
	Meetings     *[]meeting.Meeting
	Units        *[]employer.Unit
	Contacts     *[]employer.Contact
	Mine         bool // the one reading is contact person of the employer
	Now          time.Time
	Call         *form.Form
	Choice       *form.Form
	Hires        *[]hire.Hire
	Undoing      *[]hire.Undoing // what follows when the hire is taken back
	Wrong        *form.Form      // why a hire is taken back
}

// HireWords tells what job it is: "fast jobb, 80 prosent".
func HireWords(ctx context.Context, h hire.Hire) string {
	words := text.T(ctx, "hire.job."+h.Form)
	if h.Percent != nil {
		words += ", " + text.T(ctx, "hire.of_full", "percent", *h.Percent)
	}
	return words
}

// undoing tells what follows when the hire is taken back, and what stays as it is.
func (s Shown) undoing(ctx context.Context) []string {
	name, employer := s.Candidate.FirstName, s.Presentation.Employer
	follows := []string{
		text.T(ctx, "hire.wrong_means.told", "name", name, "employer", employer),
		text.T(ctx, "hire.wrong_means.opens", "name", name, "employer", employer),
		text.T(ctx, "hire.wrong_means.name"),
	}
	for _, u := range *s.Undoing {
		switch {
		case u.Reopens:
			follows = append(follows, "hire.wrong_means.request")
		case u.Ended:
			follows = append(follows, "hire.wrong_means.request_stays")
		}
		if u.Meetings > 0 {
			follows = append(follows, text.T(ctx, "hire.wrong_means.meetings", "n", u.Meetings))
		}
	}
	return follows
}

func (s Shown) mayUpdate(ctx context.Context) bool {
	return s.Mine && s.Presentation.WithdrawnAt == nil && auth.From(ctx).Role.May(auth.Cell{Resource: "presentation", Op: auth.Update})
}

// mayCall reports whether an intake can be called: the employer wants to meet, and no meeting waits.
func (s Shown) mayCall() bool {
	for _, m := range *s.Meetings {
		if m.Open() {
			return false
		}
	}
	return s.Presentation.MayMeet()
}

// met reports whether they have met.
func (s Shown) met() bool {
	for _, m := range *s.Meetings {
		if m.HeldAt != nil {
			return true
		}
	}
	return false
}

func (s Shown) unitChoices() []ui.Choice {
	var choices []ui.Choice
	for _, u := range *s.Units {
		choices = append(choices, ui.Choice{Value: u.ID.String(), Label: u.Name})
	}
	return choices
}

// toCall returns the employer's contacts who may speak of a person: those who only speak for the staff never do.
func (s Shown) toCall() []employer.Contact {
	return slices.DeleteFunc(slices.Clone(*s.Contacts), func(c employer.Contact) bool {
		return !slices.ContainsFunc([]string{"hr", "leader", "site_contact"}, func(role string) bool { return slices.Contains(c.Roles, role) })
	})
}

// failed returns the form that was refused; nil if none was.
func (s Shown) failed() *form.Form {
	for _, f := range []*form.Form{s.Call, s.Choice, s.Wrong} {
		if f.Failed() {
			return f
		}
	}
	return nil
}

func crumbs(more ...layout.Crumb) []layout.Crumb {
	return append([]layout.Crumb{{To: route.Candidates, Label: "candidate.list"}, {To: route.Requests, Label: "request.list"}}, more...)
}

func (s Shown) crumb() layout.Crumb {
	return layout.Crumb{To: route.Presentation(s.Presentation.ID), Label: s.Candidate.Name()}
}

// FieldChoices returns what a person can open to an employer, each with the very text that would be read.
// What nothing is written in cannot be opened.
func FieldChoices(ctx context.Context, fields []string, values map[string]string) []ui.Choice {
	var choices []ui.Choice
	for _, field := range fields {
		if values[field] != "" {
			choices = append(choices, ui.Choice{Value: field, Label: text.T(ctx, "disclosure.field."+field), Hint: values[field]})
		}
	}
	return choices
}

func values(c candidate.Candidate) map[string]string { return candidateview.Values(c) }
