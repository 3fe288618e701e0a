// Package weekview tells how the weeks of a placement are shared, now and from the days on which that changes.
package weekview

import (
	"context"
	"strings"
	"time"

	"plass/internal/placement"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/week"
	"plass/templates/layout"
	"plass/templates/ui"
)

// Parts is how many things a week can be shared between in the form.
const Parts = 3

// An Editing is what the form that shares the weeks otherwise shows.
type Editing struct {
	Placement   placement.Placement
	Weeks       week.History
	Today       time.Time
	Above       []layout.Crumb
	Differences []ui.Difference
}

// shared tells how a week is shared: "3 dager arbeidstrening og 2 dager studier, 60 prosent stilling".
func shared(ctx context.Context, p week.Pattern) string {
	var days []string
	for _, d := range p.Days {
		days = append(days, text.T(ctx, "week.days", "n", d.Count, "what", text.T(ctx, "week.of."+d.Kind)))
	}
	said := strings.Join(days, ", ")
	if last := len(days) - 1; last > 0 {
		said = text.T(ctx, "terms.and", "first", strings.Join(days[:last], ", "), "last", days[last])
	}
	switch {
	case p.Percent == nil && said == "":
		return text.T(ctx, "week.unsaid")
	case p.Percent == nil:
		return said
	case said == "":
		return text.T(ctx, "week.percent", "n", *p.Percent)
	}
	return said + ", " + text.T(ctx, "week.percent", "n", *p.Percent)
}

// Say tells a pattern as a sentence: "Fra 1. mars 2027: 3 dager arbeidstrening og 2 dager studier."
func Say(ctx context.Context, p week.Pattern) string {
	return text.T(ctx, "week.from", "day", ui.Date(ctx, p.FromOn), "week", shared(ctx, p))
}

// Says tells all patterns that hold, or are to.
func Says(ctx context.Context, h week.History) string {
	var all []string
	for _, p := range h {
		if p.UndoneAt == nil {
			all = append(all, Say(ctx, p))
		}
	}
	return strings.Join(all, " ")
}

// Told reports whether there is anything to tell on the day: a pattern that holds, or one that is to come.
func Told(h week.History, today time.Time) bool { return h.On(today) != nil || h.Next(today) != nil }

// within is the history as far as the placement lasts.
func within(h week.History, p placement.Placement) week.History {
	if p.EndedOn != nil {
		return h.Within(p.EndedOn)
	}
	return h.Within(p.EndsOn)
}

// by tells who made a pattern, and why.
func by(ctx context.Context, p week.Pattern) string {
	if p.Agreed() {
		return text.T(ctx, "week.by_agreement")
	}
	return text.T(ctx, "week.by", "name", p.MadeName, "day", ui.Date(ctx, p.MadeAt), "reason", p.Reason)
}

// now tells how the week is shared today.
func now(ctx context.Context, h week.History, today time.Time) string {
	p := h.On(today)
	if p == nil {
		return ""
	}
	if until := h.Until(*p); until != nil {
		return text.T(ctx, "week.now_until", "week", shared(ctx, *p), "day", ui.Date(ctx, *until))
	}
	return text.T(ctx, "week.now", "week", shared(ctx, *p))
}

// lead says whose weeks they are, and the period.
func lead(ctx context.Context, e Editing) string {
	name := e.Placement.Name
	if name == "" {
		name = text.T(ctx, "placement.somebody")
	}
	return text.T(ctx, "week.lead", "name", name, "employer", e.Placement.Employer, "period", ui.Period(ctx, e.Placement.StartsOn, e.Placement.EndsOn))
}

// days tells which days a change can be from.
func days(ctx context.Context, p placement.Placement) string {
	if p.EndsOn == nil {
		return text.T(ctx, "week.from_hint_open", "first", ui.Date(ctx, p.StartsOn))
	}
	return text.T(ctx, "week.from_hint", "first", ui.Date(ctx, p.StartsOn), "last", ui.Date(ctx, *p.EndsOn))
}

// choices are what a week can hold.
func choices(ctx context.Context) []ui.Choice {
	all := make([]ui.Choice, len(terms.PhaseKinds))
	for i, kind := range terms.PhaseKinds {
		all[i] = ui.Choice{Value: kind, Label: ui.Capital(text.T(ctx, "week.of."+kind))}
	}
	return all
}
