package terms

// Commitments is what the sides have bound themselves to.
type Commitments struct {
	FollowUp       Words                   `json:"follow_up,omitempty"`
	Promises       []Promise               `json:"promises,omitempty"`
	Anchoring      []Anchor                `json:"anchoring,omitempty"`
	AnchoringFirst bool                    `json:"anchoring_first,omitempty"` // nothing is in force before it is recorded
	Branches       map[string][]BranchStep `json:"branches,omitempty"`        // by way of ending, one of Branches
}

// A Promise is what one side has said to another that it will do, or that it does not promise.
type Promise struct {
	By          string  `json:"by"` // one of Sides
	To          string  `json:"to"`
	What        Words   `json:"what"`
	Strength    string  `json:"strength"`              // one of Strengths
	When        Trigger `json:"when"`                  // what makes it due
	Acknowledge bool    `json:"acknowledge,omitempty"` // the participant says before the start that it is understood
	Evidence    Words   `json:"evidence,omitempty"`    // what shows that it was kept
}

// A Trigger is what makes a promise due, and how long after.
type Trigger struct {
	Kind    string `json:"kind"`              // one of TriggerKinds
	Days    int    `json:"days,omitempty"`    // after it
	Percent int    `json:"percent,omitempty"` // of the period, after which those without are listed
}

// What promises are made of; text keys "terms.side.", "terms.strength." and "terms.promise_when.".
var (
	Sides        = []string{"employer", "nav", "participant", "broker", "municipality", "everybody"}
	Strengths    = []string{"guarantee", "conditional", "intention", "no_promise"}
	TriggerKinds = []string{"always", "start", "end", "excellent", "in_period", "when_needed"}
)

// An Anchor is a body at the workplace and how far it is taken with.
type Anchor struct {
	Body   string `json:"body"`
	Degree string `json:"degree"`
}

// A BranchStep is something to do when a placement ends in a way.
type BranchStep struct {
	What  Words  `json:"what"`
	Kind  string `json:"kind,omitempty"` // attest: it is done when the attest is signed
	Owner string `json:"owner"`          // nav, employer, participant
	Days  int    `json:"days"`           // after the end; negative: before it
}

// AttestStep is the kind of a step that is done when the attest is signed.
const AttestStep = "attest"

// Branches are the ways a placement can end, in the order they are shown.
var Branches = []string{"good", "bad", "no_show", "more_support"}
