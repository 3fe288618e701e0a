package agreement

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/fault"
	"plass/internal/terms"
)

// A Party signs: a kind of party of the terms, with "nav" for Nav.
type Party string

// The parties that sign for themselves in the program. The contact person writes down what the others have signed.
const (
	EmployerParty Party = "employer"
	UnionParty    Party = "union"
	NavParty      Party = "nav"
)

// Signers returns who signs, in their order: Nav last.
func Signers(t terms.Terms) []Party {
	var all []Party
	for _, kind := range t.Signing() {
		if kind == "nav_office" {
			kind = string(NavParty)
		}
		all = append(all, Party(kind))
	}
	return all
}

// A Signature is one party's word for the text as it was at a version.
type Signature struct {
	ID        uuid.UUID
	Party     Party
	Name      string
	OnBehalf  string // why somebody at Nav wrote it down, one of Behalves; empty: the party signed itself
	VersionID VersionID
	Edition   int
	SignedAt  time.Time
}

// Behalves are the reasons for which a contact person writes down what a party has signed; text keys "agreement.behalf." and the reason.
var Behalves = []string{"on_paper", "in_meeting", "by_mail", "no_login"}

// Signatures are all that have been given, those of earlier texts too.
type Signatures []Signature

// Of returns the party's signature on the text.
func (s Signatures) Of(p Party, on Text) (Signature, bool) {
	for _, given := range s {
		if given.Party == p && given.On(on) {
			return given, true
		}
	}
	return Signature{}, false
}

// On reports whether the signature stands on the text.
func (s Signature) On(t Text) bool { return s.VersionID == t.VersionID && s.Edition == t.Edition }

// Standing returns the signatures on the text.
func (s Signatures) Standing(on Text) Signatures {
	var standing Signatures
	for _, given := range s {
		if given.On(on) {
			standing = append(standing, given)
		}
	}
	return standing
}

// Next returns whose turn it is; empty when everybody has signed the text.
func (s Signatures) Next(order []Party, on Text) Party {
	i := slices.IndexFunc(order, func(p Party) bool { _, signed := s.Of(p, on); return !signed })
	if i < 0 {
		return ""
	}
	return order[i]
}

// sideOf returns the party that somebody in the role signs for; empty for those who sign for nobody.
func sideOf(who auth.Actor) Party {
	switch who.Role {
	case auth.EmployerContact:
		return EmployerParty
	case auth.UnionRepresentative:
		return UnionParty
	case auth.NavContact:
		return NavParty
	}
	return ""
}

// A Signing is a text that waits for signatures: the draft that was offered, or a change of what is signed.
type Signing struct {
	Text
	Change *Version // nil: the agreement itself
	Order  []Party
	Given  Signatures
}

// Next returns whose turn it is.
func (s Signing) Next() Party { return s.Given.Next(s.Order, s.Text) }

// May reports whether it is the turn of the one acting. That a contact person is the employer's own
// is asked of the database, by the operation.
func (s Signing) May(who auth.Actor) bool { return s.Next() == sideOf(who) && sideOf(who) != "" }

// MayFor reports whether the one acting can write down that the next party has signed.
func (s Signing) MayFor(who auth.Actor) bool {
	return who.Is(auth.NavContact) && s.Next() != "" && s.Next() != NavParty
}

// Signing returns what waits for signatures; nil when nothing does.
func (a Agreement) Signing(versions Versions, given Signatures) (*Signing, error) {
	change := versions.Proposed()
	if a.Concluded() && change == nil || a.OfferedAt == nil || a.Lapsed || a.AnnulledAt != nil || a.MisregisteredAt != nil {
		return nil, nil
	}
	next := a.next(change)
	whole, err := a.TermsOf(next)
	return &Signing{next.Text(), change, Signers(whole), given}, err
}

// A BehalfDraft is what it takes to write down that a party has signed elsewhere.
type BehalfDraft struct {
	Party  Party
	Name   string // who signed
	Reason string
}

// Problems tells what is missing or wrong in the draft.
func (d BehalfDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	p.Unless(slices.Contains(Behalves, d.Reason), "reason", "form.choose")
	return p
}
