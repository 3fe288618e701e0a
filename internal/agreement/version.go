package agreement

import (
	"fmt"
	"slices"
	"time"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/fault"
	"plass/internal/terms"
)

// An Act is what made a version of an agreement.
type Act string

// The acts. Each has the text key "change.act." and the act. The parties sign the first five.
const (
	Made        Act = "made"
	Extend      Act = "extend"
	Shorten     Act = "shorten"
	Change      Act = "change"    // of what a part of the terms says
	Join        Act = "join"      // a framework, and say what it said
	Option      Act = "option"    // an extension that was agreed on beforehand
	Followed    Act = "framework" // the framework was changed, and this agreement with it
	End         Act = "end"
	Annul       Act = "annul"
	Misregister Act = "misregister"
)

// Acts are those that somebody can do to a signed agreement, beside changing a part of the text.
var Acts = []Act{Extend, Option, Shorten, Join, End, Annul, Misregister}

// Signed reports whether the parties sign what the act makes.
func (a Act) Signed() bool { return slices.Contains([]Act{Made, Extend, Shorten, Change, Join}, a) }

// A Version is what an agreement says from a day on, and the act that made it.
type Version struct {
	ID          VersionID
	Number      int
	Edition     int
	Act         Act
	Part        terms.Part // of a change: which part
	Reason      string
	FrameworkID *ID // of going under a framework: which
	Own         []byte
	Signed      []byte     `db:"-"`
	FromOn      *time.Time // nil until it is signed
	EndsOn      *time.Time
	ReviewOn    *time.Time
	MadeBy      string
	MadeAt      time.Time
	SignedAt    *time.Time
	WithdrawnAt *time.Time
}

// Pending reports whether the parties have yet to sign the version.
func (v Version) Pending() bool { return v.SignedAt == nil && v.WithdrawnAt == nil }

// Text returns what a signature on the version stands on.
func (v Version) Text() Text { return Text{v.ID, v.Edition} }

// Versions are all versions of an agreement, the newest first.
type Versions []Version

// Proposed returns the change that the parties have yet to sign; nil when there is none.
func (all Versions) Proposed() *Version {
	i := slices.IndexFunc(all, func(v Version) bool { return v.Number > 1 && v.Pending() })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// Bound returns the text that the parties have put their names to, or are to.
func (all Versions) Bound(a Agreement) Text {
	for _, v := range all {
		if v.SignedAt != nil && v.Act.Signed() {
			return v.Text()
		}
	}
	return a.Text()
}

// In returns the version with the number, which was signed.
func (all Versions) In(number int) (Version, error) {
	i := slices.IndexFunc(all, func(v Version) bool { return v.Number == number && v.SignedAt != nil })
	if i < 0 {
		return Version{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return all[i], nil
}

// Before returns the version that was in force until this one; nil for the first.
func (all Versions) Before(v Version) *Version {
	for i := range all {
		if all[i].Number < v.Number && all[i].SignedAt != nil {
			return &all[i]
		}
	}
	return nil
}

// TermsOf returns all the version says.
func (a Agreement) TermsOf(v Version) (terms.Terms, error) {
	if v.Signed != nil {
		return terms.Decode(v.Signed)
	}
	if v.SignedAt != nil {
		return terms.Terms{}, fmt.Errorf("version %s: its text is not read", v.ID)
	}
	return a.with(v.Own)
}

// A Text is an edition of a version, as the parties read and sign it.
type Text struct {
	VersionID VersionID
	Edition   int
}

// Text returns what a signature on the agreement's newest version stands on, changes that wait apart.
func (a Agreement) Text() Text { return Text{a.VersionID, a.Edition} }

// MayChange reports whether the one acting can do something to the signed agreement. That it is their own is asked of the database.
func (a Agreement) MayChange(who auth.Actor, today time.Time) bool {
	return who.Is(auth.NavContact) && a.Concluded() && !a.Over(today)
}

// NextOption returns the last day that the next option extends the agreement to; nil when none is left.
func (a Agreement) NextOption(all Versions) *time.Time {
	used := 0
	for _, v := range all {
		if v.Act == Option && v.SignedAt != nil {
			used++
		}
	}
	if a.EndsOn == nil || used >= len(a.Options) {
		return nil
	}
	last := calendar.LastOf(a.EndsOn.AddDate(0, 0, 1), a.Options[used])
	return &last
}

// A ChangeDraft is what it takes to do something to a signed agreement.
type ChangeDraft struct {
	Act      Act
	Part     terms.Part
	Reason   string
	EndsOn   *time.Time // of an extension, a shortening or an end
	ReviewOn *time.Time
	Terms    *terms.Terms // of a change
	Under    *ID          // the framework to go under
}

// Problems tells what is missing or wrong in the draft for the agreement as it is today.
func (d ChangeDraft) Problems(a Agreement, today time.Time) fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Reason != "", "reason", "form.required")
	switch d.Act {
	case Extend:
		p.Unless(d.EndsOn == nil || a.EndsOn != nil && d.EndsOn.After(*a.EndsOn), "ends_on", "change.not_later")
		p.Unless(a.EndsOn != nil, "ends_on", "change.open_already")
	case Join:
		p.Unless(d.Under != nil, "framework", "form.choose")
	case Option:
		p.Unless(d.EndsOn != nil, "reason", "change.no_option")
	case Shorten, End:
		p.Unless(d.EndsOn != nil, "ends_on", "form.required")
		if d.EndsOn != nil {
			p.Unless(!d.EndsOn.Before(today), "ends_on", "change.in_the_past")
			p.Unless(!d.EndsOn.Before(a.StartsOn), "ends_on", "form.order")
			p.Unless(a.EndsOn == nil || d.EndsOn.Before(*a.EndsOn), "ends_on", "change.not_earlier")
		}
	}
	p.Unless(d.ReviewOn == nil || d.ReviewOn.After(today), "review_on", "form.order")
	return p
}

// fill returns own and the dates that the new version begins with.
func (d ChangeDraft) fill(a Agreement) (own []byte, endsOn, reviewOn *time.Time, err error) {
	own, endsOn, reviewOn = a.Own, a.EndsOn, a.ReviewOn
	if d.Terms != nil {
		if own, err = a.OwnOf(*d.Terms); err != nil {
			return nil, nil, nil, fmt.Errorf("agreement %s: %w", a.ID, err)
		}
	}
	switch d.Act {
	case Extend, Option, Shorten, End:
		endsOn = d.EndsOn
		if d.ReviewOn != nil || endsOn != nil { // what ends is not looked at again, unless somebody says so
			reviewOn = d.ReviewOn
		}
	}
	return own, endsOn, reviewOn, nil
}
