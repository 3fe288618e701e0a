// Package modelview shows templates: the library of partnership models, and the tenant's own.
package modelview

import (
	"context"
	"slices"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/model"
	"plass/internal/tenant"
	"plass/internal/text"
	"plass/templates/ui"
)

// Shown is what the page of a template shows.
type Shown struct {
	Template model.Template
	Own      *model.Own     // when it is one of the tenant's own
	Mine     []employer.Row // that the reader can start an agreement with
	Offices  []tenant.Office
	Form     *form.Form // of the copy
	Today    time.Time
}

// ended reports whether it can be chosen no more.
func (s Shown) ended() bool { return s.Own != nil && s.Own.EndedAt != nil }

// made tells who made the template, when, and for whom.
func (s Shown) made(ctx context.Context) string {
	whose := text.T(ctx, "template.everybodys")
	if s.Own.OfficeID != nil {
		whose = s.Own.Office
	}
	return text.T(ctx, "template.made", "name", s.Own.MadeBy, "day", ui.Date(ctx, s.Own.MadeAt), "no", s.Own.Number, "whose", whose)
}

func (s Shown) offices() []ui.Choice { return officeChoices(s.Offices) }

func officeChoices(offices []tenant.Office) []ui.Choice {
	var all []ui.Choice
	for _, o := range offices {
		all = append(all, ui.Choice{Value: o.ID.String(), Label: o.Name})
	}
	return all
}

// Adding is a file on its way to being a template.
type Adding struct {
	Own   []model.Own // those that it can take the place of
	Form  *form.Form
	Flaws []model.Flaw
}

func (a Adding) instead(ctx context.Context) []ui.Choice {
	var all []ui.Choice
	for _, o := range a.Own {
		all = append(all, ui.Choice{Value: o.Key, Label: text.T(ctx, "template.next_number", "name", o.Name.In(text.From(ctx)), "no", o.Number+1)})
	}
	return all
}

// Saving is a concluded agreement on its way to being a template.
type Saving struct {
	Agreement agreement.Agreement
	Form      *form.Form
}

func may(ctx context.Context, resource string, op auth.Op) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: resource, Op: op})
}

// endingIn returns the models that run to the end, by name.
func endingIn(ctx context.Context, all []model.Template, end string) []model.Template {
	var some []model.Template
	for _, t := range all {
		if whole := t.Whole(); whole.End() == end {
			some = append(some, t)
		}
	}
	slices.SortFunc(some, func(a, b model.Template) int {
		return text.Compare(a.Name.In(text.From(ctx)), b.Name.In(text.From(ctx)))
	})
	return some
}
