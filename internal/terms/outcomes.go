package terms

// Outcomes is what the partnership is for.
type Outcomes struct {
	Aim         Words    `json:"aim"`
	End         string   `json:"end,omitempty"`         // one of Ends; a placement when it is silent
	Counts      []string `json:"counts,omitempty"`      // what counts as reached, some of OutcomeKinds
	Targets     []Target `json:"targets,omitempty"`     //
	Checkpoints []int    `json:"checkpoints,omitempty"` // weeks after the end at which somebody asks how it goes
}

// A Target is how many are to come how far.
type Target struct {
	Metric  string `json:"metric"`            // one of Metrics
	Percent int    `json:"percent,omitempty"` // of those it is counted among; 0: Count says
	Count   int    `json:"count,omitempty"`
	Of      int    `json:"of,omitempty"` // nine of ten
}

// What a partnership can run to.
const (
	PlacementEnd = "placement" // the end of most: a placement that ends with an outcome
	HireEnd      = "hire"      // somebody gets a job
	AdviceEnd    = "advice"    // Nav has advised the employer on how it recruits
	ContactEnd   = "contact"   // an employer has found its contact at Nav
	CharterEnd   = "charter"   // an entry in a network, with no duties
	ResultEnd    = "result"    // a verified result has been paid
)

// What outcomes are made of; text keys "terms.end.", "terms.counts." and "terms.metric.".
var (
	Ends         = []string{PlacementEnd, HireEnd, AdviceEnd, ContactEnd, CharterEnd, ResultEnd}
	OutcomeKinds = []string{"job_here", "job_elsewhere", "temporary_job", "own_business", "study", "apprenticeship", "on_call", "substitute", "certificate"}
	Metrics      = []string{"offer", "job", "permanent_job", "completed", "certificate", "job_or_study"}
)

// Information is what the employer gets to know.
type Information struct {
	View        string  `json:"view"` // one of Views
	AccessWeeks int     `json:"access_weeks"`
	NavKeeps    []Words `json:"nav_keeps,omitempty"` // what is Nav's to handle, and never the employer's to know
}

// Views are what an employer can be shown; text keys "terms.information." and the view.
var Views = []string{"blank_sheet", "work_profile"}
