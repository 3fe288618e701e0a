package terms

// Need is what the employer needs, in its own words.
type Need struct {
	Tasks    []Words `json:"tasks,omitempty"`
	Profile  Words   `json:"profile,omitempty"`
	Skills   []Words `json:"skills,omitempty"`
	Language string  `json:"language,omitempty"` // a level of the European framework: B2
	Percent  *int    `json:"percent,omitempty"`  // of a full post
	Gate     Words   `json:"gate,omitempty"`     // what has to be so before anybody is asked for
}

// Levels are the levels of the European framework for languages.
var Levels = []string{"A1", "A2", "B1", "B2", "C1", "C2"}

// Intake says how people are found and chosen.
type Intake struct {
	Mode       string   `json:"mode,omitempty"` // one of Modes; rolling when it is silent
	Trigger    string   `json:"trigger"`        // one of Triggers
	Cohort     *Cohort  `json:"cohort,omitempty"`
	Criteria   []Words  `json:"criteria,omitempty"`
	Gate       Words    `json:"gate,omitempty"` // what a person has done before entering
	Steps      []Step   `json:"steps,omitempty"`
	Parts      []string `json:"parts,omitempty"` // of the intake meeting, some of IntakeParts
	NavPresent bool     `json:"nav_present"`
	AnswerDays int      `json:"answer_days"` // how long an office has to answer
	How        Words    `json:"how,omitempty"`
}

// A Cohort is people who begin together.
type Cohort struct {
	Least     int `json:"least,omitempty"` // people in a round; 0: it does not say
	Most      int `json:"most,omitempty"`
	LeastYear int `json:"least_year,omitempty"` // people in a year
	MostYear  int `json:"most_year,omitempty"`
	Rounds    int `json:"rounds,omitempty"` // how many have been held
}

// A Step is one on the way from being nominated to being chosen.
type Step struct {
	Kind    string   `json:"kind"`    // one of StepKinds
	Acts    []string `json:"acts"`    // kinds of party, or participant
	Decides string   `json:"decides"` // who says yes; empty: nobody, it is for knowing each other
}

// What an intake is made of; text keys "terms.mode.", "terms.trigger.", "terms.intake_part." and "terms.step_kind.".
var (
	Modes       = []string{"rolling", "cohort"}
	Triggers    = []string{"vacancy", "employer_asks", "round", "announcement", "own_wish", "tasks_found", "new_unit", "none"}
	IntakeParts = []string{"information", "tour", "talk"}
	StepKinds   = []string{"nominate", "short_interview", "interview", "speed_interview", "mapping", "panel", "placement_conference",
		"external_routine", "application", "vouching", "test"}
)
