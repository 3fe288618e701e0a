// Package promiseview shows the book of promises: what each side has promised, when it is due, and whether it was kept.
package promiseview

import (
	"context"
	"slices"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/event"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/address"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A List is all that the book of an agreement shows.
type List struct {
	Agreement agreement.Agreement
	Terms     terms.Terms
	Promises  []promise.Promise
	Today     time.Time
}

// waits are those that somebody has to say something of now.
func (l List) waits() []promise.Promise {
	return l.those(func(p promise.Promise) bool { return p.Settled == nil && p.Status(l.Today) != promise.Open })
}

// stands are those that hold, and of which nothing has to be said yet.
func (l List) stands() []promise.Promise {
	return l.those(func(p promise.Promise) bool { return p.Status(l.Today) == promise.Open })
}

// settled are those of which it has been said how they went.
func (l List) settled() []promise.Promise {
	return l.those(func(p promise.Promise) bool { return p.Settled != nil })
}

func (l List) those(are func(promise.Promise) bool) []promise.Promise {
	return slices.DeleteFunc(slices.Clone(l.Promises), func(p promise.Promise) bool { return !are(p) })
}

// ofEach are what the agreement promises each who begins.
func (l List) ofEach() []terms.Promise {
	return slices.DeleteFunc(slices.Clone(l.Terms.Promises()), func(p terms.Promise) bool { return !l.Terms.OfEach(p) })
}

// lists reports whether the agreement promises an offer within the period, so that there is a list of those it has not come to.
func (l List) lists() bool {
	return slices.ContainsFunc(l.Terms.Promises(), func(p terms.Promise) bool { return p.When.Percent > 0 })
}

// A Shown is all that the page of a promise shows.
type Shown struct {
	Promise     promise.Promise
	Offer       *promise.Offer // that kept it
	Today       time.Time
	May         bool // the one acting is at the employer, the participant, or the employer's contact person
	Form        *form.Form
	Need        *form.Form
	Differences []ui.Difference // what was typed beside what somebody else has saved meanwhile
}

// answers are what the reader can say.
func (s Shown) answers(ctx context.Context) []promise.Status {
	if !s.May {
		return nil
	}
	return s.Promise.Answers(auth.From(ctx), s.Today)
}

// failed returns the form of the page in which something is wrong, if there is one.
func (s Shown) failed() *form.Form {
	if s.Need.Failed() {
		return s.Need
	}
	return s.Form
}

// A Telling is what the page shows that asks who told a participant.
type Telling struct {
	Placement placement.Placement
	Unread    []promise.Promise
	Form      *form.Form
}

// An Offering is what the page of a placement's offers shows.
type Offering struct {
	Placement placement.Placement
	Offers    []promise.Offer
	Promises  []promise.Promise
	Today     time.Time
	Form      *form.Form
}

// promised are the promises that an offer can keep, and that nobody has kept.
func (o Offering) promised() []promise.Promise {
	return slices.DeleteFunc(slices.Clone(o.Promises), func(p promise.Promise) bool { return !p.OfOffer() || p.Settled != nil })
}

// Book is the address of the book of the agreement, on the reader's side.
func Book(ctx context.Context, id agreement.ID) string {
	if isNav(ctx) {
		return route.Agreement(id, "promises")
	}
	return route.Partner("agreements", id, "promises")
}

// to is the page of the promise on the reader's side.
func to(ctx context.Context, id promise.ID, parts ...string) string {
	switch auth.From(ctx).Side() {
	case auth.NavSide:
		return route.Promise(id, parts...)
	case auth.CandidateSide:
		return route.My("promises", id, parts...)
	}
	return route.Partner("promises", id, parts...)
}

// waiting is the address of the list of those without an offer, on the reader's side.
func waiting(ctx context.Context) string {
	if isNav(ctx) {
		return route.NoOfferYet
	}
	return route.OurNoOfferYet
}

func isNav(ctx context.Context) bool { return auth.From(ctx).Side() == auth.NavSide }

func isCandidate(ctx context.Context) bool { return auth.From(ctx).Side() == auth.CandidateSide }

// above are the pages above one of the agreement's.
func above(ctx context.Context, of agreement.Agreement) []layout.Crumb {
	if isNav(ctx) {
		return []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(of.EmployerID), Label: of.Employer}, {To: route.Agreement(of.ID), Label: of.Title}}
	}
	return []layout.Crumb{{To: route.OurAgreements, Label: "layout.place.our_agreements"}, {To: route.Partner("agreements", of.ID), Label: of.Title}}
}

// aboveOne are the pages above a promise.
func aboveOne(ctx context.Context, p promise.Promise) []layout.Crumb {
	if isCandidate(ctx) {
		return []layout.Crumb{{To: route.MyPromises, Label: "promise.mine"}}
	}
	book := layout.Crumb{To: Book(ctx, p.AgreementID), Label: "promise.book"}
	if isNav(ctx) {
		return []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(p.EmployerID), Label: p.Employer}, book}
	}
	return []layout.Crumb{{To: route.OurAgreements, Label: "layout.place.our_agreements"}, book}
}

// aboveOffers are the pages above a placement's.
func aboveOffers(ctx context.Context, p placement.Placement) []layout.Crumb {
	name := p.Name
	if name == "" {
		name = text.T(ctx, "placement.somebody")
	}
	crumbs := []layout.Crumb{{To: route.OurPeople, Label: "layout.place.our_people"}}
	if isNav(ctx) {
		crumbs = []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(p.EmployerID), Label: p.Employer}}
	}
	return append(crumbs, layout.Crumb{To: address.Placement(ctx, p.ID), Label: name})
}

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

// mine are those of the placement, or the agreement's own, that the participant reads.
func mine(all []promise.Promise, by func(promise.Promise) bool) []promise.Promise {
	return slices.DeleteFunc(slices.Clone(all), func(p promise.Promise) bool { return p.Unread() || !by(p) })
}

// given reports whether the participant alone has promised it.
func given(p promise.Promise) bool { return p.BySide == "participant" }

// got reports whether it is promised the participant.
func got(p promise.Promise) bool { return !given(p) }

// unreadOf gathers what is still to be understood by placement.
func unreadOf(all []promise.Promise) [][]promise.Promise {
	var groups [][]promise.Promise
	for _, p := range promise.Unread(all) {
		n := len(groups)
		if p.PlacementID == nil {
			continue
		}
		if n > 0 && *groups[n-1][0].PlacementID == *p.PlacementID {
			groups[n-1] = append(groups[n-1], p)
			continue
		}
		groups = append(groups, []promise.Promise{p})
	}
	return groups
}

// Differ sets what was typed beside what somebody else has saved meanwhile.
func Differ(ctx context.Context, typed *form.Form, p promise.Promise) []ui.Difference {
	var list []ui.Difference
	note := func(label, yours, theirs string) {
		if yours != theirs {
			list = append(list, ui.Difference{Label: label, Before: yours, After: theirs})
		}
	}
	saved := text.T(ctx, "promise.status.open")
	if p.Settled != nil {
		saved = text.T(ctx, "promise.status."+*p.Settled)
	}
	note("promise.how_it_went", text.T(ctx, "promise.status."+typed.Value("said")), saved)
	note("promise.evidence", typed.Value("evidence"), p.Evidence)
	note("promise.why", typed.Value("why"), p.Why)
	return list
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
