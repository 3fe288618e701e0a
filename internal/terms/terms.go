// Package terms is what an agreement says, in thirteen optional parts that cover every partnership model.
//
// A template is a whole document; an agreement keeps only what it says itself, as a sparse document on top.
// Where a term comes from is computed from that, never stored.
package terms

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"plass/internal/fault"
	"plass/internal/text"
)

// Schema is the number of the shape below.
const Schema = 1

// Terms is everything an agreement says. A part that is nil says nothing.
type Terms struct {
	Schema      int          `json:"schema,omitempty"`
	Parties     *Parties     `json:"parties,omitempty"`
	Scope       *Scope       `json:"scope,omitempty"`
	Places      *Places      `json:"places,omitempty"`
	Need        *Need        `json:"need,omitempty"`
	Intake      *Intake      `json:"intake,omitempty"`
	Track       *Track       `json:"track,omitempty"`
	Support     *Support     `json:"support,omitempty"`
	Rhythm      *Rhythm      `json:"rhythm,omitempty"`
	Documents   *Documents   `json:"documents,omitempty"`
	Funding     *Funding     `json:"funding,omitempty"`
	Commitments *Commitments `json:"commitments,omitempty"`
	Outcomes    *Outcomes    `json:"outcomes,omitempty"`
	Information *Information `json:"information,omitempty"`
}

// Words is a sentence: one text in somebody's own words, or one a language in a template.
type Words map[text.Lang]string

// Own returns somebody's own words, the same in every language.
func Own(s string) Words {
	if s == "" {
		return nil
	}
	return Words{"": s}
}

// In returns the words in the language.
func (w Words) In(lang text.Lang) string {
	if own, ok := w[""]; ok {
		return own
	}
	if said, ok := w[lang]; ok {
		return said
	}
	return w[text.Bokmaal]
}

// MarshalJSON writes own words as a plain string.
func (w Words) MarshalJSON() ([]byte, error) {
	if own, ok := w[""]; ok {
		return json.Marshal(own)
	}
	return json.Marshal(map[text.Lang]string(w))
}

// UnmarshalJSON reads a plain string as own words.
func (w *Words) UnmarshalJSON(data []byte) error {
	var own string
	if json.Unmarshal(data, &own) == nil {
		*w = Own(own)
		return nil
	}
	return json.Unmarshal(data, (*map[text.Lang]string)(w))
}

// Parties says who takes part beside the employer and Nav.
type Parties struct {
	Roles []Party `json:"roles"`
}

// A Party takes part in a role.
type Party struct {
	Kind string `json:"kind"` // employer, nav_office, union, adviser
	Does Words  `json:"does"`
}

// Scope says how far the agreement reaches.
type Scope struct {
	Reach   string `json:"reach"`   // local, regional, national
	Offices int    `json:"offices"` // how many Nav offices take part
}

// Places is the promise of places.
type Places struct {
	Lines []Line `json:"lines"`
}

// A Line promises a number of places of a kind.
type Line struct {
	Kind      Kind  `json:"kind"`
	Count     int   `json:"count"`
	Standing  bool  `json:"standing"`         // at all times; else when the employer asks
	Months    *int  `json:"months,omitempty"` // how long a placement lasts; nil: open-ended
	AlarmDays int   `json:"alarm_days"`       // calendar days a place may stand empty before it calls out
	Unit      Words `json:"unit,omitempty"`
}

// A Kind is a kind of place.
type Kind string

// The kinds of places.
const (
	Durable      Kind = "durable"
	WorkTraining Kind = "work_training"
)

// Kinds lists the kinds of places.
var Kinds = []Kind{Durable, WorkTraining}

// Need is what the employer needs, in its own words.
type Need struct {
	Tasks   []Words `json:"tasks,omitempty"`
	Profile Words   `json:"profile,omitempty"`
}

// Intake says how people are found and chosen.
type Intake struct {
	Trigger    string   `json:"trigger"` // vacancy: a place is empty; employer_asks
	Criteria   []Words  `json:"criteria,omitempty"`
	Steps      []string `json:"steps,omitempty"` // parts of the intake meeting: information, tour, talk
	NavPresent bool     `json:"nav_present"`
	AnswerDays int      `json:"answer_days"` // how long an office has to answer
	How        Words    `json:"how,omitempty"`
}

// Track is the phases a placement goes through.
type Track struct {
	Phases []Phase `json:"phases"`
}

// A Phase is a stretch of a placement.
type Phase struct {
	Kind   string `json:"kind"` // practice, course, language, employment
	Months *int   `json:"months,omitempty"`
}

// Support is who helps at the workplace.
type Support struct {
	Buddy *BuddyRule `json:"buddy,omitempty"`
}

// A BuddyRule says what is asked of buddies.
type BuddyRule struct {
	Needed   bool `json:"needed"`
	Pool     int  `json:"pool,omitempty"` // how many buddies the employer keeps ready
	Training bool `json:"training"`       // a buddy is trained before anybody starts
	Together bool `json:"together"`       // buddy and participant take a session together
}

// Rhythm is how often people meet.
type Rhythm struct {
	Series []Series `json:"series"`
}

// A Series is meetings of one kind at an interval.
type Series struct {
	Kind       string   `json:"kind"` // status, evaluation
	EveryWeeks int      `json:"every_weeks"`
	Needed     []string `json:"needed"` // participant, buddy, employer, nav
	Welcome    []string `json:"welcome,omitempty"`
}

// Documents is what is written, and when.
type Documents struct {
	PlanBeforeStart bool    `json:"plan_before_start"`
	LearningRecord  bool    `json:"learning_record"`
	Attest          bool    `json:"attest"`
	LearningGoals   []Words `json:"learning_goals,omitempty"`
}

// Funding is who pays for what.
type Funding struct {
	Lines []FundingLine `json:"lines"`
}

// A FundingLine is one instrument and its payer.
type FundingLine struct {
	Instrument Words  `json:"instrument"`
	Payer      string `json:"payer"`
}

// Commitments is what both sides have bound themselves to.
type Commitments struct {
	FollowUp  Words             `json:"follow_up,omitempty"`
	Employer  []Words           `json:"employer,omitempty"`
	Nav       []Words           `json:"nav,omitempty"`
	Anchoring []Anchor          `json:"anchoring,omitempty"`
	Branches  map[string][]Step `json:"branches,omitempty"` // good, bad, no_show, more_support
}

// An Anchor is a body at the workplace and how far it is taken with.
type Anchor struct {
	Body   string `json:"body"`
	Degree string `json:"degree"`
}

// A Step is something to do when a placement ends in a way.
type Step struct {
	What  Words  `json:"what"`
	Kind  string `json:"kind,omitempty"` // attest: it is done when the attest is signed
	Owner string `json:"owner"`          // nav, employer, participant
	Days  int    `json:"days"`           // after the end; negative: before it
}

// AttestStep is the kind of a step that is done when the attest is signed.
const AttestStep = "attest"

// Outcomes is what the partnership is for.
type Outcomes struct {
	Aim Words `json:"aim"`
}

// Information is what the employer gets to know.
type Information struct {
	View        string `json:"view"` // blank_sheet, work_profile
	AccessWeeks int    `json:"access_weeks"`
}

// Branches are the ways a placement can end, in the order they are shown.
var Branches = []string{"good", "bad", "no_show", "more_support"}

// Decode reads a whole document strictly: a name it does not know is an error.
func Decode(data []byte) (Terms, error) {
	var t Terms
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, fmt.Errorf("terms: %w", err)
	}
	if t.Schema != Schema {
		return t, fmt.Errorf("terms: schema %d, want %d", t.Schema, Schema)
	}
	return t, nil
}

// Encode writes the whole document.
func (t Terms) Encode() []byte {
	t.Schema = Schema
	data, err := json.Marshal(t)
	if err != nil {
		panic(err) // nothing in it can fail
	}
	return data
}

// Lines returns the promised lines; none when places are not promised.
func (t Terms) Lines() []Line {
	if t.Places == nil {
		return nil
	}
	return t.Places.Lines
}

// Buddy returns what is asked of buddies; nothing when the agreement does not say.
func (t Terms) Buddy() BuddyRule {
	if t.Support == nil || t.Support.Buddy == nil {
		return BuddyRule{}
	}
	return *t.Support.Buddy
}

// Series returns how often people meet.
func (t Terms) Series() []Series {
	if t.Rhythm == nil {
		return nil
	}
	return t.Rhythm.Series
}

// Problems tells what could not be kept if it were signed.
func (t Terms) Problems() fault.Invalid {
	p := fault.Invalid{}
	for i, l := range t.Lines() {
		n := func(field string) string { return fmt.Sprintf("%s.%d", field, i) }
		p.Unless(slices.Contains(Kinds, l.Kind), n("kind"), "form.not_a_choice")
		p.Unless(1 <= l.Count && l.Count <= 999, n("count"), "form.not_between", "low", 1, "high", 999)
		p.Unless(1 <= l.AlarmDays && l.AlarmDays <= 365, n("alarm_days"), "form.not_between", "low", 1, "high", 365)
		p.Unless(l.Months == nil || 1 <= *l.Months && *l.Months <= 120, n("months"), "form.not_between", "low", 1, "high", 120)
	}
	for i, s := range t.Series() {
		p.Unless(1 <= s.EveryWeeks && s.EveryWeeks <= 52, fmt.Sprintf("every_weeks.%d", i), "form.not_between", "low", 1, "high", 52)
		p.Unless(len(s.Needed) > 0, fmt.Sprintf("needed.%d", i), "form.choose")
	}
	return p
}
