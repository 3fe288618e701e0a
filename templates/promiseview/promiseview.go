// Package promiseview shows the book of promises: what each side has promised, when it is due, and whether it was kept.
package promiseview

import (
	"context"
	"slices"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
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
