package terms

// Track is the phases a placement goes through.
type Track struct {
	Phases       []Phase `json:"phases"`
	ExtendMonths int     `json:"extend_months,omitempty"` // how much longer it can be made; 0: it does not say
}

// A Phase is a stretch of a placement. With neither weeks nor months it has no agreed end.
type Phase struct {
	Kind     string `json:"kind"` // one of PhaseKinds
	Name     Words  `json:"name,omitempty"`
	Weeks    *int   `json:"weeks,omitempty"`
	Months   *int   `json:"months,omitempty"`
	AtLeast  *int   `json:"at_least,omitempty"` // months, when Months is the most
	Days     []Days `json:"days,omitempty"`     // how a week is shared
	Percent  *int   `json:"percent,omitempty"`  // of a full post
	Parallel string `json:"parallel,omitempty"` // another kind of phase that goes on beside it
	Gate     Words  `json:"gate,omitempty"`     // what has to be reached before the next one
	OpensAt  string `json:"opens_at,omitempty"` // where it is judged, one of GateKinds
}

// Days is how many days of a week go to something.
type Days struct {
	Kind  string `json:"kind"` // one of PhaseKinds
	Count int    `json:"count"`
}

// PhaseKinds are the kinds of phases; text keys "terms.phase." and the kind.
var PhaseKinds = []string{"practice", "course", "language", "language_practice", "employment", "study", "guidance", "permanent", "inside", "network"}

// Support is who helps at the workplace.
type Support struct {
	Buddy   *BuddyRule `json:"buddy,omitempty"`
	Helpers []Helper   `json:"helpers,omitempty"`
}

// A BuddyRule says what is asked of buddies.
type BuddyRule struct {
	Needed   bool `json:"needed"`
	Pool     int  `json:"pool,omitempty"` // how many buddies the employer keeps ready
	Training bool `json:"training"`       // a buddy is trained before anybody starts
	Together bool `json:"together"`       // buddy and participant take a session together
}

// A Helper is somebody beside the buddy.
type Helper struct {
	Kind  string `json:"kind"` // one of HelperKinds
	Needs bool   `json:"needed"`
	Bears string `json:"bears,omitempty"` // the kind of party that bears the time and the cost
}

// HelperKinds are the kinds of helpers; text keys "terms.helper." and the kind.
var HelperKinds = []string{"mentor", "line_manager", "site_contact", "broker", "guide", "teacher", "project_leader", "organiser"}

// GateKinds are where it is judged that a phase is over; text keys "terms.gate." and the kind.
var GateKinds = []string{"evaluation", "test", "decision"}
