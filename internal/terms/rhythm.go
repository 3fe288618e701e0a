package terms

// Rhythm is how often people meet.
type Rhythm struct {
	Series []Series `json:"series"`
}

// A Series is meetings of one kind at an interval.
type Series struct {
	Kind       string   `json:"kind"` // status, evaluation
	EveryWeeks int      `json:"every_weeks"`
	LeastYear  int      `json:"least_year,omitempty"` // how many are held in twelve months at least; 0: it does not say
	Needed     []string `json:"needed"`               // participant, buddy, employer, nav
	Welcome    []string `json:"welcome,omitempty"`
}

// Documents is what is written, and when.
type Documents struct {
	PlanBeforeStart bool    `json:"plan_before_start"`
	LearningRecord  bool    `json:"learning_record"`
	Attest          bool    `json:"attest"`
	LearningGoals   []Words `json:"learning_goals,omitempty"`
	GoalKinds       []Words `json:"goal_kinds,omitempty"` // what a plan has goals for
	Tests           []Words `json:"tests,omitempty"`      // what is tested, and by whom
	Papers          []Words `json:"papers,omitempty"`     // other papers somebody ends up with
}
