package terms

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
	For        Words  `json:"for,omitempty"` // whom, or what, it can be used for
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
