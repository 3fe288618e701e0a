package terms

import "slices"

// Funding is who pays for what.
type Funding struct {
	Lines   []FundingLine `json:"lines,omitempty"`
	Payable *Payable      `json:"payable,omitempty"`
}

// A FundingLine is one instrument and its payer.
type FundingLine struct {
	Instrument Words  `json:"instrument"`
	Payer      string `json:"payer"` // one of Payers
	Percent    *int   `json:"percent,omitempty"`
	Months     *int   `json:"months,omitempty"`
	For        Words  `json:"for,omitempty"`      // whom, or what, it can be used for
	Case       string `json:"case,omitempty"`     // its number where it is applied for
	ClaimBy    string `json:"claim_by,omitempty"` // the last day to claim it, as 2027-06-01
}

// A Payable is a result that is paid for when somebody else than the contact person has verified it.
type Payable struct {
	Metric     Words  `json:"metric"`
	Weeks      int    `json:"weeks"`      // how long the result has to last
	UnitPrice  int    `json:"unit_price"` // whole kroner for each
	Most       int    `json:"most"`       // whole kroner in all
	VerifiedBy string `json:"verified_by"`
}

// Payers are who can pay; text keys "terms.payer." and the payer.
var Payers = []string{"nav", "employer", "municipality", "county", "state", "fund", "investor", "other"}

// Verifiers returns the kinds of party that can verify a result: all but Nav, whose case it is.
func Verifiers() []string {
	return slices.DeleteFunc(slices.Clone(PartyKinds), func(kind string) bool { return kind == "nav_office" })
}
