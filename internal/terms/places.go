package terms

// Places is the promise of places.
type Places struct {
	Lines []Line `json:"lines"`
}

// A Line promises a number of places of a kind.
type Line struct {
	Kind      Kind    `json:"kind"`
	Name      Words   `json:"name,omitempty"` // what the parties call them
	Count     int     `json:"count"`
	Least     int     `json:"least,omitempty"` // of a round: no fewer than this; 0: it does not say
	Rule      Rule    `json:"rule"`
	Months    *int    `json:"months,omitempty"`     // how long a placement lasts; nil: open-ended
	AlarmDays int     `json:"alarm_days,omitempty"` // calendar days a standing place may be empty before it calls out
	Quotas    []Quota `json:"quotas,omitempty"`     // how the places are shared among parties
	Unit      Words   `json:"unit,omitempty"`
	Role      string  `json:"role,omitempty"` // the id of the work role that it came from
}

// Shared returns how many of the places are shared among parties.
func (l Line) Shared() (n int) {
	for _, q := range l.Quotas {
		n += q.Count
	}
	return n
}

// A Quota is a party's share of a line's places.
type Quota struct {
	Party Words `json:"party"`
	Count int   `json:"count"`
}

// A Kind is a kind of place.
type Kind string

// The kinds of places.
const (
	Durable      Kind = "durable"
	WorkTraining Kind = "work_training"
	Temporary    Kind = "temporary" // a job for a time, with a wage
	Education    Kind = "education" // a place in a course or a class
)

// Job is what somebody is wanted for when no place is promised: a job at once. It is no kind of place.
const Job Kind = "job"

// Kinds lists the kinds of places; text keys "seat.kind." and the kind.
var Kinds = []Kind{Durable, WorkTraining, Temporary, Education}

// A Rule is when the places of a line are there.
type Rule string

// The rules.
const (
	Standing  Rule = "standing"   // at all times
	OnRequest Rule = "on_request" // when the employer asks
	PerIntake Rule = "per_intake" // in each round
	UpTo      Rule = "up_to"      // as many as this, and no promise of any
	Total     Rule = "total"      // so many in all, as long as the agreement lasts
)

// Rules lists the rules; text keys "terms.rule." and the rule.
var Rules = []Rule{Standing, OnRequest, PerIntake, UpTo, Total}
