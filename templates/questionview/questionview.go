// Package questionview shows candidates the questions they are asked, what they say of themselves, and who has looked.
package questionview

import (
	"context"
	"slices"
	"strings"
	"time"

	"plass/internal/access"
	"plass/internal/candidate"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/candidateview"
	"plass/templates/ui"
)

// Shared are the texts that an employer can be let see; Fields are all that the person can change.
var (
	Shared = candidateview.Shared
	Fields = append([]string{"phone"}, Shared...)
)

// Values returns what the person says of themselves as a form shows it.
func Values(me candidate.Me) map[string]string {
	return map[string]string{"phone": me.Phone, "strengths": me.Strengths, "wishes": me.Wishes, "languages": me.Languages, "needs_at_work": me.NeedsAtWork}
}

// Shown is what the page of a question shows.
type Shown struct {
	Question nomination.Question
	Me       candidate.Me
	Opened   []nomination.Disclosure
	Form     *form.Form
	Today    time.Time
}

// fields returns what can be opened to the recipient: a box each, with the very text that they would read.
func (s Shown) fields(ctx context.Context, fields []string) []ui.Choice {
	values := Values(s.Me)
	values["phone"] = ui.Phone(values["phone"])
	var choices []ui.Choice
	for _, field := range fields {
		if values[field] != "" {
			choices = append(choices, ui.Choice{Value: field, Label: text.T(ctx, "myself."+field), Hint: values[field]})
		}
	}
	return choices
}

// missing reports whether there is something to tell that is not written yet.
func (s Shown) missing() bool {
	values := Values(s.Me)
	return slices.ContainsFunc(Shared, func(field string) bool { return values[field] == "" })
}

// where is the place the question is about.
func where(q nomination.Question) string {
	words := q.Employer
	if q.Unit != "" {
		words += ", " + q.Unit
	}
	if q.Place != "" {
		words += ", " + q.Place
	}
	return words
}

func what(ctx context.Context, q nomination.Question) string {
	words := text.T(ctx, "question.kind."+string(q.Kind))
	if q.Months != nil {
		words += ", " + text.T(ctx, "request.months", "n", *q.Months)
	}
	return words
}

// split parts the questions into those that wait for an answer and the others.
func split(all []nomination.Question) (open, rest []nomination.Question) {
	for _, q := range all {
		if q.Open() {
			open = append(open, q)
		} else {
			rest = append(rest, q)
		}
	}
	return open, rest
}

// status is how a question stands, to the person it was put to.
func status(q nomination.Question) (ui.Colour, string) {
	switch {
	case q.WithdrawnAt != nil:
		return ui.Neutral, "question.status.withdrawn"
	case q.Lapsed() && (q.Answer == nil || *q.Answer == "yes"):
		return ui.Neutral, "question.status.closed"
	case q.Answer == nil:
		return ui.Info, "question.status.open"
	case *q.Answer == "no":
		return ui.Neutral, "question.status.no"
	case q.Placed && q.Kind == terms.Job:
		return ui.Success, "question.status.hired"
	case q.Placed:
		return ui.Success, "question.status.placed"
	case q.Presented:
		return ui.Success, "question.status.presented"
	}
	return ui.Success, "question.status.yes"
}

// Looked tells in a sentence that somebody opened a page about the person, and why.
func Looked(ctx context.Context, o access.Opening) string {
	key := "access.looked"
	if o.Office == "" {
		key = "access.looked_no_office"
	}
	why := text.T(ctx, "access.reason."+string(o.Reason))
	if o.Reason == access.Other {
		why = text.T(ctx, "access.reason.other", "words", o.OwnWords)
	}
	return text.T(ctx, key, "name", o.Name, "office", o.Office, "page", text.T(ctx, "access.page."+string(o.Page)), "why", why)
}

// A Recipient is an employer that the person has opened something to.
type Recipient struct {
	Question nomination.Question
	Employer []nomination.Disclosure
	Buddy    []nomination.Disclosure
}

// ToWhom gathers what the person has opened, by the question they said yes to.
func ToWhom(opened []nomination.Disclosure, questions []nomination.Question) []Recipient {
	var all []Recipient
	for _, q := range questions {
		r := Recipient{Question: q}
		for _, d := range opened {
			switch {
			case d.NominationID != q.ID:
			case d.Recipient == "buddy":
				r.Buddy = append(r.Buddy, d)
			default:
				r.Employer = append(r.Employer, d)
			}
		}
		if len(r.Employer)+len(r.Buddy) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// inOrder returns the disclosures in the order people read them, the name first.
func inOrder(opened []nomination.Disclosure) []nomination.Disclosure {
	order := append([]string{"first_name", "full_name"}, nomination.Fields...)
	return slices.SortedStableFunc(slices.Values(opened), func(a, b nomination.Disclosure) int {
		return slices.Index(order, a.Field) - slices.Index(order, b.Field)
	})
}

func of(opened []nomination.Disclosure, recipient string) []nomination.Disclosure {
	var own []nomination.Disclosure
	for _, d := range opened {
		if d.Recipient == recipient {
			own = append(own, d)
		}
	}
	return own
}

// title says what the page is: a question while it is open, else where it was about.
func title(ctx context.Context, q nomination.Question) string {
	if q.Open() {
		return text.T(ctx, "question.title", "employer", q.Employer)
	}
	return q.Employer
}

// lead says who asks, or what the answer was.
func lead(ctx context.Context, q nomination.Question) string {
	_, key := status(q)
	if q.Open() {
		return text.T(ctx, "question.lead", "name", q.AskedBy)
	}
	return text.T(ctx, "question.answered."+strings.TrimPrefix(key, "question.status."), "employer", q.Employer)
}
