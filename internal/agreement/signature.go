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
	AtVersion int
	SignedAt  time.Time
}

// Behalves are the reasons for which a contact person writes down what a party has signed; text keys "agreement.behalf." and the reason.
var Behalves = []string{"on_paper", "in_meeting", "by_mail", "no_login"}

// Signatures are all that have been given, those of earlier texts too.
type Signatures []Signature

// Of returns the party's signature on the text as it is.
func (s Signatures) Of(p Party, version int) (Signature, bool) {
	for _, given := range s {
		if given.Party == p && given.AtVersion == version {
			return given, true
		}
	}
	return Signature{}, false
}

// Standing returns the signatures on the text as it is.
func (s Signatures) Standing(version int) Signatures {
	var standing Signatures
	for _, given := range s {
		if given.AtVersion == version {
			standing = append(standing, given)
		}
	}
	return standing
}

// Next returns whose turn it is; empty when everybody has signed the text as it is.
func (s Signatures) Next(order []Party, version int) Party {
	i := slices.IndexFunc(order, func(p Party) bool { _, signed := s.Of(p, version); return !signed })
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

// MaySign reports whether it is the turn of the one acting. That a contact person is the employer's own
// is asked of the database, by the operation.
func (a Agreement) MaySign(who auth.Actor, given Signatures, order []Party) bool {
	next := given.Next(order, a.Version)
	return !a.Concluded() && a.OfferedAt != nil && next != "" && next == sideOf(who)
}

// MaySignFor reports whether the one acting can write down that the next party has signed.
func (a Agreement) MaySignFor(who auth.Actor, given Signatures, order []Party) bool {
	next := given.Next(order, a.Version)
	return !a.Concluded() && a.OfferedAt != nil && who.Is(auth.NavContact) && next != "" && next != NavParty
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
