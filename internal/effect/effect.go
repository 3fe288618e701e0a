// Package effect holds contracts that pay by results: a frozen list of people, results that an evaluator verifies,
// and money that a leader approves.
package effect

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/user"
)

// A PersonID identifies somebody on a list.
type PersonID struct{ uuid.UUID }

// A ResultID identifies a result that was claimed.
type ResultID struct{ uuid.UUID }

// A PaymentID identifies a payment.
type PaymentID struct{ uuid.UUID }

// A Contract is an agreement that pays by results.
type Contract struct {
	Agreement agreement.Agreement
	Payable   terms.Payable
	Parties   map[string]string // names, by one of Kinds
	Evaluator *Evaluator
	People    []Person
	Freezes   []Freeze
	Payments  []Payment
}

// Kinds are the parties that have a name of their own in a contract; text keys "effect.party." and the kind.
var Kinds = []string{"payer", "provider", "investor"}

// An Evaluator verifies results.
type Evaluator struct {
	MembershipID user.MembershipID
	Name         string
	Office       string
}

// A Person is on the list, or to be at the next freeze. The name is what the one looking may know.
type Person struct {
	ID         PersonID
	Number     int
	Initials   string
	Name       string
	EnrolledAt time.Time
	FrozenAt   *time.Time
	FreezeNo   *int
	ResultID   *ResultID
	BeganOn    *time.Time
	ReachedOn  *time.Time
	Evidence   *string
	Source     *string
	ClaimedBy  *string
	ClaimedAt  *time.Time
	Verdict    *string
	Why        *string
	JudgedBy   *string
	JudgedAt   *time.Time
	PaymentID  *PaymentID
}

// MayClaim reports whether a result can be claimed: the list is frozen, and none is claimed that was not refused.
func (p Person) MayClaim() bool {
	return p.FrozenAt != nil && (p.ResultID == nil || p.Verdict != nil && *p.Verdict == "refused")
}

// Waits reports whether a result waits for the evaluator.
func (p Person) Waits() bool { return p.ResultID != nil && p.Verdict == nil }

// Verified reports whether the result is verified.
func (p Person) Verified() bool { return p.Verdict != nil && *p.Verdict == "verified" }

// State is how it stands with the person; text keys "effect.state." and the state.
func (p Person) State() string {
	switch {
	case p.FrozenAt == nil:
		return "enrolled"
	case p.ResultID == nil:
		return "on_list"
	case p.Verdict == nil:
		return "claimed"
	case p.PaymentID != nil:
		return "in_payment"
	}
	return *p.Verdict
}

// A Freeze is a list that was closed.
type Freeze struct {
	Number   int
	People   int
	Reason   string
	FrozenBy string
	FrozenAt time.Time
}

// A Payment is money for results, in whole kroner.
type Payment struct {
	ID         PaymentID
	Results    int
	UnitPrice  int
	Amount     int
	DraftedID  user.MembershipID
	DraftedBy  string
	DraftedAt  time.Time
	ApprovedBy *string
	ApprovedAt *time.Time
	PaidOn     *time.Time
}

// Counts is how far a contract has come.
type Counts struct {
	Enrolled, Claimed, Verified, Unpaid int
	Committed                           int // kroner in payments, approved or not
	Paid                                int // kroner paid
	PaidFor                             int // results that they were paid for
}

// Counts counts the contract's own rows.
func (c Contract) Counts() (n Counts) {
	for _, p := range c.People {
		if p.FrozenAt != nil {
			n.Enrolled++
		}
		if p.Waits() {
			n.Claimed++
		}
		if p.Verified() {
			n.Verified++
			if p.PaymentID == nil {
				n.Unpaid++
			}
		}
	}
	for _, p := range c.Payments {
		n.Committed += p.Amount
		if p.PaidOn != nil {
			n.Paid += p.Amount
			n.PaidFor += p.Results
		}
	}
	return n
}

// Due returns what is to be paid for verified results that are in no payment: so many times the unit price, up to what is
// left of the cap.
func (c Contract) Due() int {
	n := c.Counts()
	return max(0, min(n.Unpaid*c.Payable.UnitPrice, c.Payable.Most-n.Committed))
}

// Open returns how many wait for the next freeze.
func (c Contract) Open() (n int) {
	for _, p := range c.People {
		if p.FrozenAt == nil {
			n++
		}
	}
	return n
}

// Find returns the person on the list.
func (c Contract) Find(id PersonID) (Person, bool) {
	i := slices.IndexFunc(c.People, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, false
	}
	return c.People[i], true
}

// Least is the smallest number that a payer is shown: fewer could be told apart.
const Least = 5

// Hidden reports whether the number is too small to show to a payer.
func Hidden(n int) bool { return 0 < n && n < Least }

// Tells reports whether a payer is shown a part of a number that they are shown: the rest, which they then have by subtraction, is
// not too small either.
func Tells(part, of int) bool { return !Hidden(part) && !Hidden(of-part) }

// A Claim is what it takes to claim a result.
type Claim struct {
	BeganOn   time.Time
	ReachedOn time.Time
	Evidence  string
	Source    string // who says so, one of Sources
	Weeks     int    // how long it has to last
	Today     time.Time
}

// Sources are who can say that a result is reached; text keys "effect.source." and the source.
var Sources = []string{"provider", "contact_person"}

// Problems tells what is missing or wrong in the claim.
func (c Claim) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(slices.Contains(Sources, c.Source), "source", "form.choose")
	p.Unless(c.Evidence != "", "evidence", "form.required")
	p.Unless(!c.ReachedOn.After(c.Today), "reached_on", "form.in_the_future")
	both := !c.BeganOn.IsZero() && !c.ReachedOn.IsZero()
	p.Unless(!both || !c.ReachedOn.Before(c.BeganOn.AddDate(0, 0, 7*c.Weeks)), "reached_on", "effect.too_short", "n", c.Weeks)
	return p
}

// A Row is a contract beside others that pay for the same.
type Row struct {
	AgreementID agreement.ID
	Title       string
	EmployerID  employer.ID
	Employer    string
	Provider    string
	Payable     terms.Payable
	Enrolled    int
	Verified    int
}

// A Known is a candidate whom the one acting can put on the list.
type Known struct {
	ID   candidate.ID
	Name string
}
