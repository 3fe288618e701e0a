// Package agreement manages what an employer and Nav have promised each other, from draft to force.
package agreement

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/model"
	"plass/internal/terms"
)

// An ID identifies an agreement.
type ID struct{ uuid.UUID }

// A VersionID identifies a version of an agreement's terms.
type VersionID struct{ uuid.UUID }

// An Agreement binds an employer and Nav from the day both have signed.
type Agreement struct {
	ID              ID
	Number          string // what people say on the phone
	EmployerID      employer.ID
	Employer        string
	Title           string
	Template        string
	TemplateNo      int
	StartsOn        time.Time
	EndsOn          *time.Time // nil: open-ended
	ReviewOn        *time.Time // the day an open-ended agreement is looked at again
	OfferedAt       *time.Time
	ConcludedAt     *time.Time
	AnnulledAt      *time.Time
	MisregisteredAt *time.Time
	Lapsed          bool // a draft that nobody has touched for as long as the tenant says
	Version         int  // counts what is done to it; a form that was opened at another is stale
	VersionID       VersionID
	VersionNo       int
	Edition         int    // of the version's text; a signature stands on one
	Own             []byte // what the agreement says itself
	Signed          []byte // all it says, once everybody has signed
	Options         []int  // months that it can be extended by, each in its turn, as agreed beforehand
	EndsItself      bool   // at its last day, and nobody is reminded
	FrameworkID     *ID    // the framework it stands under
	Framework       string // its title
	Inherited       []byte // what the framework says just now
	Base            []byte // what the template says, when it is one of the tenant's own
	BaseName        terms.Words
}

// A Status is what an agreement is just now; it follows from the facts and the day.
type Status string

// The statuses. Each has the text key "agreement.status." and the status.
const (
	Drafted       Status = "draft"
	Offered       Status = "offered"
	Coming        Status = "coming"
	InForce       Status = "in_force"
	Ended         Status = "ended"
	Annulled      Status = "annulled"
	Misregistered Status = "misregistered"
	Lapsed        Status = "lapsed" // a draft that nobody touched
)

// Status returns what the agreement is on the day.
func (a Agreement) Status(today time.Time) Status {
	switch {
	case a.MisregisteredAt != nil:
		return Misregistered
	case a.AnnulledAt != nil:
		return Annulled
	case a.Lapsed:
		return Lapsed
	case a.ConcludedAt == nil && a.OfferedAt == nil:
		return Drafted
	case a.ConcludedAt == nil:
		return Offered
	case today.Before(a.StartsOn):
		return Coming
	case a.EndsOn != nil && today.After(*a.EndsOn):
		return Ended
	}
	return InForce
}

// Concluded reports whether both parties have signed.
func (a Agreement) Concluded() bool { return a.ConcludedAt != nil }

// Over reports whether nothing more can be done to the agreement.
func (a Agreement) Over(today time.Time) bool {
	return slices.Contains([]Status{Ended, Annulled, Misregistered}, a.Status(today))
}

// Terms returns all the agreement says: the signed document, or what it stands on with what the draft says itself on top.
func (a Agreement) Terms() (terms.Terms, error) {
	if a.Signed != nil {
		return terms.Decode(a.Signed)
	}
	return a.with(a.Own)
}

// Without returns all the draft would say if the template spoke in the part again.
func (a Agreement) Without(p terms.Part) (terms.Terms, error) {
	own, err := p.Forget(a.Own)
	if err != nil {
		return terms.Terms{}, fmt.Errorf("agreement %s: %w", a.ID, err)
	}
	return a.with(own)
}

// with returns what the agreement stands on with what own says on top.
func (a Agreement) with(own []byte) (terms.Terms, error) {
	base, err := a.base()
	if err != nil {
		return terms.Terms{}, err
	}
	whole, err := terms.Merge(base, own)
	if err != nil {
		return terms.Terms{}, fmt.Errorf("agreement %s: %w", a.ID, err)
	}
	return terms.Decode(whole)
}

// base returns what the agreement stands on: the template, and what the framework hands down on top of it.
func (a Agreement) base() ([]byte, error) {
	whole := a.Base
	if whole == nil {
		template, ok := model.Find(a.Template)
		if !ok {
			return nil, fmt.Errorf("agreement %s: no template %q", a.ID, a.Template)
		}
		whole = template.Terms
	}
	said, err := terms.Decode(whole)
	if err != nil {
		return nil, fmt.Errorf("agreement %s: %w", a.ID, err)
	}
	if whole = said.Encode(); a.Inherited == nil { // as the terms of an agreement are written
		return whole, nil
	}
	return terms.Inherit(whole, a.Inherited)
}

// OwnOf returns what whole says beside what the agreement stands on.
func (a Agreement) OwnOf(whole terms.Terms) ([]byte, error) {
	base, err := a.base()
	if err != nil {
		return nil, err
	}
	before, err := a.with(a.Own)
	if err != nil {
		return nil, err
	}
	return terms.OwnOf(base, a.Own, before.Encode(), whole.Encode())
}

// Origin returns where the part comes from.
func (a Agreement) Origin(p terms.Part) terms.Origin {
	from := p.Origin(a.Own)
	if from == terms.FromTemplate && a.FrameworkID != nil && p.HandedDown() {
		return terms.Inherited
	}
	return from
}

// MayEdit reports whether the text can be changed as a draft. After the last signature only named changes are left.
func (a Agreement) MayEdit(who auth.Actor) bool {
	return who.Is(auth.NavContact) && !a.Concluded() && !a.Lapsed
}

// A Draft is what it takes to make an agreement.
type Draft struct {
	Template    string
	Title       string
	StartsOn    time.Time
	EndsOn      *time.Time
	ReviewOn    *time.Time
	Options     []int
	FrameworkID *ID // it stands under
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Template != "", "template", "form.choose")
	p.Unless(d.Title != "", "title", "form.required")
	p.Unless(!d.StartsOn.IsZero(), "starts_on", "form.required")
	p.Unless(d.EndsOn == nil || !d.EndsOn.Before(d.StartsOn), "ends_on", "form.order")
	p.Unless(d.ReviewOn == nil || d.ReviewOn.After(d.StartsOn), "review_on", "form.order")
	p.Unless(len(d.Options) == 0 || d.EndsOn != nil, "options", "agreement.options_need_end")
	return p
}

// An Anchoring is somebody at the workplace having been told, asked or having agreed.
type Anchoring struct {
	ID         uuid.UUID
	Body       string
	Degree     string
	HappenedOn time.Time
	Note       string
	RecordedBy string
	RecordedAt time.Time
}

// Bodies and Degrees are what an anchoring is of; text keys "anchoring.body." and "anchoring.degree.".
var (
	Bodies  = []string{"working_environment_committee", "union", "safety_delegate", "staff", "leaders"}
	Degrees = []string{"informed", "consulted", "agreed"}
)

// BodiesField names the bodies that can be asked for now, in the form of an agreement's anchoring.
const BodiesField = "_bodies"

// BodiesOf returns the bodies that can be asked for, and those that are asked for although they no longer can be chosen.
func BodiesOf(known []string, asked []terms.Anchor) []string {
	all := slices.Clone(known)
	for _, a := range asked {
		if !slices.Contains(all, a.Body) {
			all = append(all, a.Body)
		}
	}
	return all
}

// Anchored reports whether what the agreement asks of a body at the workplace has been recorded, or more.
func Anchored(asked terms.Anchor, recorded []Anchoring) bool {
	return slices.ContainsFunc(recorded, func(r Anchoring) bool {
		return r.Body == asked.Body && slices.Index(Degrees, r.Degree) >= slices.Index(Degrees, asked.Degree)
	})
}

// Recordable returns the bodies and degrees that somebody in the role records: a union representative those of the
// colleagues, and only what they themselves have had a say in.
func Recordable(who auth.Actor) (bodies, degrees []string) {
	if who.Is(auth.UnionRepresentative) {
		return []string{"union", "safety_delegate", "staff"}, []string{"consulted", "agreed"}
	}
	return Bodies, Degrees
}

// An AnchoringDraft is what it takes to record an anchoring.
type AnchoringDraft struct {
	Body, Degree, Note string
	HappenedOn         time.Time
	Today              time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d AnchoringDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(!d.HappenedOn.After(d.Today), "happened_on", "form.in_the_future")
	return p
}

// A Row is an agreement as a list shows it.
type Row struct {
	ID          ID
	Number      string
	EmployerID  employer.ID
	Employer    string
	Title       string
	StartsOn    time.Time
	EndsOn      *time.Time
	OfferedAt   *time.Time
	ConcludedAt *time.Time
	AnnulledAt  *time.Time
	Lapsed      bool
	FrameworkID *ID
}

// Status returns what the agreement is on the day.
func (r Row) Status(today time.Time) Status {
	return Agreement{StartsOn: r.StartsOn, EndsOn: r.EndsOn, OfferedAt: r.OfferedAt, ConcludedAt: r.ConcludedAt, AnnulledAt: r.AnnulledAt, Lapsed: r.Lapsed}.Status(today)
}
