package promiseview

import (
	"context"
	"time"

	"plass/internal/auth"
	"plass/internal/event"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/ui"
)

// who tells who has promised whom, as the reader reads it: "Arbeidsgiveren lover deltakeren".
func who(ctx context.Context, p promise.Promise) string {
	return between(ctx, p.Strength, p.BySide, p.ToSide)
}

// between tells how firmly one side has promised another something.
func between(ctx context.Context, strength, by, to string) string {
	from, whom := text.T(ctx, "terms.side."+by), text.T(ctx, "promise.to."+to)
	switch {
	case by == to:
		whom = text.T(ctx, "promise.to.each_other")
	case isCandidate(ctx) && by == "participant":
		from = text.T(ctx, "promise.by_you")
	case isCandidate(ctx) && to == "participant":
		whom = text.T(ctx, "promise.to_you")
	}
	return text.T(ctx, "promise.who."+strength, "by", from, "to", whom)
}

// when tells when it is due, or what makes it so.
func when(ctx context.Context, p promise.Promise) string {
	switch {
	case p.Settled != nil:
		return ""
	case p.DueOn != nil:
		return text.T(ctx, "promise.due_on", "day", ui.Date(ctx, *p.DueOn))
	case p.Strength == "no_promise":
		return ""
	}
	return text.T(ctx, "promise.when."+p.DueWhen)
}

// whose tells whom in which placement it is about; empty for what is the agreement's own.
func whose(ctx context.Context, p promise.Promise) string {
	if p.PlacementID == nil || isCandidate(ctx) {
		return ""
	}
	name := p.Name
	if name == "" {
		name = text.T(ctx, "placement.somebody")
	}
	return text.T(ctx, "promise.whose", "name", name, "unit", p.Unit)
}

// about tells whom a promise is about, on pages that do not say so already.
type about func(context.Context, promise.Promise) string

func nobodys(context.Context, promise.Promise) string { return "" }

// first is the page at which the reader arrives.
func first(ctx context.Context) string {
	if isNav(ctx) {
		return route.Today
	}
	return route.Now
}

// how tells who said how it went, and when.
func how(ctx context.Context, p promise.Promise) string {
	if p.SettledAt == nil {
		return ""
	}
	key := "promise.said." + *p.Settled
	by := p.SettledBy
	if by == event.ThePerson {
		by = text.T(ctx, "terms.side.participant")
		if isCandidate(ctx) {
			by = text.T(ctx, "promise.by_you")
		}
	}
	if by == "" {
		by = text.T(ctx, "event.nobody")
	}
	return text.T(ctx, key, "name", by, "day", ui.Date(ctx, *p.SettledAt))
}

// read tells that what has to be understood before the start is, and how.
func read(ctx context.Context, p promise.Promise) string {
	switch {
	case !p.ToRead:
		return ""
	case p.ReadOn == nil:
		return text.T(ctx, "promise.not_read")
	case p.ReadBy != "":
		return text.T(ctx, "promise.told_by", "name", p.ReadBy, "day", ui.Date(ctx, *p.ReadOn))
	}
	return text.T(ctx, "promise.read_on", "day", ui.Date(ctx, *p.ReadOn))
}

// state is the tag of a promise.
func state(p promise.Promise, today time.Time) (ui.Colour, string) {
	status := p.Status(today)
	colour := map[promise.Status]ui.Colour{promise.Open: ui.Info, promise.Due: ui.Warning, promise.Kept: ui.Success, promise.Broken: ui.Danger,
		promise.Waived: ui.Neutral, promise.Lapsed: ui.Neutral}[status]
	if p.Strength == "no_promise" && status == promise.Open {
		return ui.Neutral, "terms.strength.no_promise"
	}
	return colour, "promise.status." + string(status)
}

// offered tells an offer in a sentence: "Butikkmedarbeider hos Fåberg Dagligvare, fast jobb, 80 %. Tilbudt 3. mars 2026."
func offered(ctx context.Context, o promise.Offer) string {
	return text.T(ctx, "offer.said", "what", o.What, "by", o.OfferedBy, "form", text.T(ctx, "offer.form_of."+o.Form), "percent", ui.Percent(o.Percent), "day", ui.Date(ctx, o.OfferedOn))
}

// answerKey is the text key of what the person answered.
func answerKey(ctx context.Context, o promise.Offer) string {
	mine := auth.From(ctx).Is(auth.Candidate)
	switch {
	case o.Answer == nil && mine:
		return "offer.my_no_answer"
	case o.Answer == nil:
		return "offer.no_answer"
	case mine:
		return "offer.my_answer." + *o.Answer
	}
	return "offer.answer." + *o.Answer
}

// plainKey is how what has to be understood is put in plain words.
func plainKey(p promise.Promise) string {
	switch {
	case p.BySide == "participant":
		return "own"
	case p.Strength == "no_promise" || p.Strength == "conditional":
		return p.Strength
	}
	return "promised"
}
