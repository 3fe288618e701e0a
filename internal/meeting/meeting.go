// Package meeting holds the meetings of the partnership: the intake where people meet, and the series that
// follows a placement so that nobody is alone. What is written at a meeting is a draft until it is shared.
package meeting

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/calendar"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/placement"
)

// An ID identifies a meeting.
type ID struct{ uuid.UUID }

// A Kind is what a meeting is for. Each has the text key "meeting.kind." and the kind.
type Kind string

// The kinds of meetings.
const (
	Intake     Kind = "intake" // information, tour and talk, before anybody is chosen
	Start      Kind = "start"
	StatusKind Kind = "status"
	Evaluation Kind = "evaluation"
	End        Kind = "end"
)

// Parts are what an intake can hold; text keys "meeting.part." and the part.
var Parts = []string{"information", "tour", "talk"}

// Parties are who can be at a meeting; text keys "party." and the party.
var Parties = []string{"participant", "buddy", "employer", "nav", "union"}

// A Meeting is a time and a place where people talk.
type Meeting struct {
	ID             ID
	EmployerID     employer.ID
	Employer       string
	PresentationID *nomination.PresentationID
	PlacementID    *placement.ID
	Kind           Kind
	At             time.Time
	Place          string
	Parts          []string
	FromRhythm     bool
	AskedFor       *time.Time // another time somebody would rather have
	AskedBy        string
	Sequence       int // counts moves, for calendars
	HeldAt         *time.Time
	CancelledAt    *time.Time
	SharedAt       *time.Time
	Version        int
	SilenceDays    int // how many days may go by before it is overdue
}

// A Status is what a meeting is at a moment.
type Status string

// The statuses. Each has the text key "meeting.status." and the status.
const (
	Called    Status = "called"
	OtherTime Status = "other_time" // somebody has asked for another time
	Overdue   Status = "overdue"    // its time is past and nobody has said that it was held
	Held      Status = "held"
	Shared    Status = "shared"
	Cancelled Status = "cancelled"
)

// Status returns what the meeting is now.
func (m Meeting) Status(now time.Time) Status {
	switch {
	case m.CancelledAt != nil:
		return Cancelled
	case m.SharedAt != nil:
		return Shared
	case m.HeldAt != nil:
		return Held
	case m.AskedFor != nil:
		return OtherTime
	case now.After(m.At.Add(time.Duration(m.SilenceDays) * 24 * time.Hour)):
		return Overdue
	}
	return Called
}

// Open reports whether the meeting is still to be held.
func (m Meeting) Open() bool { return m.HeldAt == nil && m.CancelledAt == nil }

// MayHold reports whether somebody can write what was said: not before its day.
func (m Meeting) MayHold(now time.Time) bool {
	return m.CancelledAt == nil && m.SharedAt == nil && !calendar.Day(now).Before(calendar.Day(m.At))
}

// A Person is a party to a meeting, and what it has answered.
type Person struct {
	MeetingID ID
	Party     string
	Needed    bool
	Answer    *string // comes, other_time, cannot
	Attended  *bool
}

// Themes are the four questions of a status meeting; text keys "theme." and the theme. Answers go from 1 to 5.
var Themes = []string{"attendance", "tasks", "cooperation", "wellbeing"}

// A Score is the answer to one of them at one meeting.
type Score struct {
	MeetingID ID
	Theme     string
	Score     int
	At        time.Time
}

// Excellent is what an evaluation came to of somebody who excels; promises can hang on it.
const Excellent = "excellent"

// Judgements are what an evaluation can come to; text keys "judgement." and the judgement.
var Judgements = []string{Excellent, "good", "needs_more"}

// A Todo is something somebody has said they will do.
type Todo struct {
	ID        uuid.UUID
	MeetingID ID
	Who       string
	What      string
	DueOn     *time.Time
	DoneAt    *time.Time
}

// A Calling is what it takes to call a meeting.
type Calling struct {
	At    time.Time
	Place string
	Kind  Kind
	Parts []string
	Nav   bool // Nav has to be there
	Now   time.Time
}

// Problems tells what is missing or wrong.
func (c Calling) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(c.At.IsZero() || c.At.After(c.Now), "day", "form.in_the_past")
	p.Unless(c.Place != "", "place", "form.required")
	for _, part := range c.Parts {
		p.Unless(slices.Contains(Parts, part), "parts", "form.not_a_choice")
	}
	return p
}

// Minutes are what was said at a meeting. Shared, they can be read by everybody who was asked to it.
type Minutes struct {
	Attended  []string       // parties
	Scores    map[string]int // by theme; only a status meeting or an evaluation has them
	Agreed    string
	Judgement string // of an evaluation, one of Judgements
	Todos     []Todo
	Share     bool
}

// Problems tells what is missing or wrong. A draft may have holes; what is shared may not.
func (m Minutes) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(len(m.Attended) > 0, "attended", "meeting.attended_required")
	for _, party := range m.Attended {
		p.Unless(slices.Contains(Parties, party), "attended", "form.not_a_choice")
	}
	p.Unless(m.Judgement == "" || slices.Contains(Judgements, m.Judgement), "judgement", "form.not_a_choice")
	for theme, score := range m.Scores {
		p.Unless(slices.Contains(Themes, theme) && 1 <= score && score <= 5, "score."+theme, "form.not_a_choice")
	}
	return p
}

// Series returns when meetings of a rhythm fall from start to last, both counted in: every so many weeks at nine,
// on a day when people work. Without an end it reaches a year ahead, and is continued by [Continue].
func Series(start time.Time, last *time.Time, everyWeeks int) []time.Time {
	end := start.AddDate(1, 0, 0)
	if last != nil {
		end = *last
	}
	var at []time.Time
	for day := start.AddDate(0, 0, 7*everyWeeks); !day.After(end); day = day.AddDate(0, 0, 7*everyWeeks) {
		works := day
		for !calendar.Works(works) {
			works = works.AddDate(0, 0, 1)
		}
		at = append(at, calendar.At(works, 9, 0))
	}
	return at
}
