// Package promise is the book of promises: what each side has said to another that it will do, or that it does not
// promise, when it is due, and whether it was kept. Both sides read the same list.
package promise

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/placement"
	"plass/internal/terms"
)

// An ID identifies a promise.
type ID struct{ uuid.UUID }

// A Promise is what one side has said to another, as it stands now. Those of a placement are given anew with each; the
// rest are the agreement's own.
type Promise struct {
	ID            ID
	EmployerID    employer.ID
	Employer      string
	AgreementID   agreement.ID
	VersionID     agreement.VersionID
	PlacementID   *placement.ID
	Name          string // of the participant, as the one looking may know it
	Unit          string
	StartsOn      *time.Time // of the placement
	LastOn        *time.Time // as it is meant to be, or as it became
	BySide        string     // one of terms.Sides
	ToSide        string
	What          terms.Words
	Strength      string // one of terms.Strengths
	DueWhen       string // one of terms.TriggerKinds
	Days          int
	Percent       int
	Asks          terms.Words // what shows that it was kept
	ToRead        bool        // the participant says before the start that it is understood
	NeededBecause string      // what is needed just now, of what is promised when it is needed
	DueOn         *time.Time
	ListedOn      *time.Time // from then on it is listed as long as it has not been kept
	ReadAt        *time.Time
	ReadOn        *time.Time
	ReadWay       *string // read, or told
	ReadBy        string  // who wrote down that it was told
	Settled       *string
	SettledAt     *time.Time
	SettledBy     string
	Why           string
	Evidence      string
	OfferID       *OfferID // the offer that kept it
	Version       int
}

// A Status is what a promise is just now; it follows from the facts and the day.
type Status string

// The statuses. Each has the text key "promise.status." and the status.
const (
	Open   Status = "open"
	Due    Status = "due" // the day has come, and nobody has said whether it was kept
	Kept   Status = "kept"
	Broken Status = "broken"
	Waived Status = "waived"
	Lapsed Status = "lapsed" // what it hung on did not come, or a newer text of the agreement does not have it
)

// Status returns what the promise is on the day. An offer of a job that has not come in time is a promise broken,
// whether anybody has said why or not.
func (p Promise) Status(today time.Time) Status {
	switch {
	case p.Settled != nil:
		return Status(*p.Settled)
	case p.DueOn == nil || today.Before(*p.DueOn):
		return Open
	case p.OfOffer() && today.After(*p.DueOn):
		return Broken
	}
	return Due
}

// OfOffer reports whether it is an offer of a job that keeps the promise: a permanent one to somebody who excels,
// or a relevant one within the period.
func (p Promise) OfOffer() bool {
	return p.DueWhen == "excellent" || p.DueWhen == "in_period" && p.Percent > 0
}

// Unexplained reports whether the day went by without an offer, and nobody has said why.
func (p Promise) Unexplained(today time.Time) bool {
	return p.Settled == nil && p.Status(today) == Broken
}

// Unread reports whether the participant has still to say that it is understood.
func (p Promise) Unread() bool { return p.ToRead && p.ReadAt == nil && p.Settled == nil }

// Settleable reports whether it is something that can be kept or broken: what is not promised cannot.
func (p Promise) Settleable() bool {
	return p.Strength != "no_promise" && (p.DueWhen != "when_needed" || p.NeededBecause != "")
}

// sideOf is the side that somebody in the role speaks for; empty for those who speak for none.
func sideOf(who auth.Actor) string {
	switch who.Role {
	case auth.NavContact:
		return "nav"
	case auth.EmployerContact:
		return "employer"
	case auth.Candidate:
		return "participant"
	}
	return ""
}

// Given reports whether the one acting is on the side that promised.
func (p Promise) Given(who auth.Actor) bool { return is(p.BySide, who) }

// is reports whether the side is the one acting, or everybody.
func is(side string, who auth.Actor) bool {
	own := sideOf(who)
	return own != "" && (side == own || side == "everybody")
}

// Answers are what the one acting can say of the promise: the side that receives it, and Nav, that it was kept or broken;
// the side that gave it, that it was kept, and how that is seen; and the contact person that it is let go. What has been
// said can be put right by the contact person. That a contact person is the employer's own is asked of the database, by the operation.
func (p Promise) Answers(who auth.Actor, today time.Time) []Status {
	nav := who.Is(auth.NavContact)
	switch {
	case !p.Settleable() || p.Status(today) == Lapsed:
		return nil
	case p.Settled != nil && !nav:
		return nil
	case who.Is(auth.Candidate) && p.PlacementID == nil: // said of one, not of all
		return nil
	case nav:
		return []Status{Kept, Broken, Waived}
	case is(p.ToSide, who):
		return []Status{Kept, Broken}
	case is(p.BySide, who) && p.Unexplained(today):
		return []Status{Kept, Broken}
	case is(p.BySide, who):
		return []Status{Kept}
	}
	return nil
}

// MayNeed reports whether the one acting can say that what is promised when it is needed, is needed now.
func (p Promise) MayNeed(who auth.Actor) bool {
	return p.DueWhen == "when_needed" && p.NeededBecause == "" && p.Settled == nil && p.Strength != "no_promise" && who.Is(auth.NavContact, auth.EmployerContact)
}

// A Draft is what it takes to say whether a promise was kept.
type Draft struct {
	Said     Status
	Why      string
	Evidence string
	Given    bool // whoever says it has given the promise
}

// Problems tells what is missing or wrong.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Said != Broken || d.Why != "", "why", "promise.problem.why_broken")
	p.Unless(d.Said != Waived || d.Why != "", "why", "promise.problem.why_waived")
	p.Unless(d.Said != Kept || !d.Given || d.Evidence != "", "evidence", "promise.problem.evidence")
	return p
}

// Dates are the days of what a promise hangs on: a placement's first and last. No last day is open-ended.
type Dates struct {
	StartsOn time.Time
	LastOn   *time.Time
}

// Due returns the day on which a promise of a placement is due; nil when it has none yet. What hangs on an evaluation has none
// before it is held.
func (d Dates) Due(p terms.Promise) *time.Time {
	var day *time.Time
	switch p.When.Kind {
	case "start":
		day = &d.StartsOn
	case "end", "in_period":
		day = d.LastOn
	}
	if day == nil || p.Strength == "no_promise" {
		return nil
	}
	due := day.AddDate(0, 0, p.When.Days)
	return &due
}

// Listed returns the first day on which so many percent of the period have gone by; nil for a promise that lists nobody,
// and for a period without an end.
func (d Dates) Listed(p terms.Promise) *time.Time {
	if p.When.Percent == 0 || p.When.Kind != "in_period" || d.LastOn == nil {
		return nil
	}
	after := (d.length()*p.When.Percent + 99) / 100
	day := d.StartsOn.AddDate(0, 0, after)
	return &day
}

// length counts the days of the period, the first and the last among them.
func (d Dates) length() int { return int(d.LastOn.Sub(d.StartsOn)/(24*time.Hour)) + 1 }

// Passed returns how many percent of the period have gone by on the day.
func (d Dates) Passed(today time.Time) int {
	if d.LastOn == nil || today.Before(d.StartsOn) {
		return 0
	}
	gone := int(today.Sub(d.StartsOn) / (24 * time.Hour))
	return min(100, 100*gone/d.length())
}

// Dates returns the days of the placement that the promise is of.
func (p Promise) Dates() Dates {
	if p.StartsOn == nil {
		return Dates{}
	}
	return Dates{*p.StartsOn, p.LastOn}
}

// said is the promise as the terms say it.
func (p Promise) said() terms.Promise {
	return terms.Promise{By: p.BySide, To: p.ToSide, What: p.What, Strength: p.Strength, Evidence: p.Asks,
		When: terms.Trigger{Kind: p.DueWhen, Days: p.Days, Percent: p.Percent}}
}

// Unread returns those that the participant has still to read and understand.
func Unread(list []Promise) []Promise {
	return slices.DeleteFunc(slices.Clone(list), func(p Promise) bool { return !p.Unread() })
}
