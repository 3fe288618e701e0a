// Package meetingview shows meetings: who comes, what was said, and what was agreed.
package meetingview

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/form"
	"plass/internal/meeting"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/address"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Shown is all that the page of a meeting shows.
type Shown struct {
	Meeting     meeting.Meeting
	Who         string // the person it is about; empty to those who may not know
	Buddy       string // who follows them, if anybody
	Now         time.Time
	Today       time.Time
	MayWrite    bool // calls, moves and writes the minutes
	Asked       []meeting.Person
	Scores      []meeting.Score
	Agreed      string
	Judgement   string         // of an evaluation
	Todos       []meeting.Todo // agreed at this meeting
	Before      []meeting.Todo // agreed before, and not done
	Next        *meeting.Meeting
	Notes       []meeting.Note
	Minutes     *form.Form
	Answer      *form.Form
	Note        *form.Form
	Differences []ui.Difference // what was typed beside what somebody else has saved meanwhile
}

// Spare is how many empty lines the minutes have for more to do.
const Spare = 2

// title names the meeting: "Statusmøte med Ada".
func (s Shown) title(ctx context.Context) string {
	if s.Who == "" || isCandidate(ctx) {
		return s.kind(ctx)
	}
	return text.T(ctx, "meeting.with", "kind", s.kind(ctx), "name", s.Who)
}

// kind names what sort of meeting it is, and nobody.
func (s Shown) kind(ctx context.Context) string {
	return text.T(ctx, "meeting.kind."+string(s.Meeting.Kind))
}

// lead says when and where: "Torsdag 26. mars kl. 09.00, Papirsortering."
func lead(ctx context.Context, m meeting.Meeting) string {
	return text.T(ctx, "meeting.lead", "when", ui.Capital(ui.Appointment(ctx, m.At)), "place", m.Place)
}

// crumbs are the pages above a meeting, and the meeting itself when the page is below it.
func (s Shown) crumbs(ctx context.Context, below bool) []layout.Crumb {
	var crumbs []layout.Crumb
	who := s.Who
	if who == "" {
		who = text.T(ctx, "placement.somebody")
	}
	switch auth.From(ctx).Side() {
	case auth.CandidateSide:
		crumbs = []layout.Crumb{{To: route.MyMeetings, Label: "layout.place.my_meetings"}}
	case auth.NavSide:
		crumbs = []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(s.Meeting.EmployerID), Label: s.Meeting.Employer}, {To: s.subject(ctx), Label: who}}
	default:
		crumbs = []layout.Crumb{{To: route.OurPeople, Label: "layout.place.our_people"}, {To: s.subject(ctx), Label: who}}
	}
	if below {
		crumbs = append(crumbs, layout.Crumb{To: address.Meeting(ctx, s.Meeting.ID), Label: "meeting.kind." + string(s.Meeting.Kind)})
	}
	return crumbs
}

// subject is the page of the placement, or the presentation, that the meeting is about.
func (s Shown) subject(ctx context.Context) string {
	if s.Meeting.PlacementID != nil {
		return address.Placement(ctx, s.Meeting.PlacementID)
	}
	if isNav(ctx) {
		return route.Under("/presentations", s.Meeting.PresentationID)
	}
	return route.Partner("presentations", s.Meeting.PresentationID)
}

// Party names a party at a meeting of the kind. The reader's own is "du".
func Party(ctx context.Context, kind meeting.Kind, party string) string {
	switch {
	case party == "participant" && isCandidate(ctx):
		return text.T(ctx, "party.you")
	case party == "participant" && kind == meeting.Intake:
		return text.T(ctx, "party.candidate")
	}
	return text.T(ctx, "party."+party)
}

// own is which party the reader is.
func own(ctx context.Context) string {
	switch auth.From(ctx).Role {
	case auth.Candidate:
		return "participant"
	case auth.Buddy:
		return "buddy"
	case auth.EmployerContact:
		return "employer"
	}
	return "nav"
}

// mine returns what the reader has been asked; false when they were not.
func (s Shown) mine(ctx context.Context) (meeting.Person, bool) {
	for _, p := range s.Asked {
		if p.Party == own(ctx) {
			return p, true
		}
	}
	return meeting.Person{}, false
}

// mayAnswer reports whether the reader can say whether they come.
func (s Shown) mayAnswer(ctx context.Context) bool {
	_, asked := s.mine(ctx)
	return asked && s.Meeting.Open() && s.Now.Before(s.Meeting.At) && (!isNav(ctx) || s.MayWrite)
}

// answerKey is the text key of what somebody has answered.
func answerKey(p meeting.Person) string {
	if p.Answer == nil {
		return "meeting.no_answer"
	}
	return "meeting.answer." + *p.Answer
}

func answerColour(p meeting.Person) ui.Colour {
	switch {
	case p.Answer == nil:
		return ui.Neutral
	case *p.Answer == "comes":
		return ui.Success
	}
	return ui.Warning
}

func statusColour(s meeting.Status) ui.Colour {
	switch s {
	case meeting.Shared, meeting.Held:
		return ui.Success
	case meeting.Overdue:
		return ui.Danger
	case meeting.OtherTime:
		return ui.Warning
	case meeting.Cancelled:
		return ui.Neutral
	}
	return ui.Info
}

// scored reports whether the four questions are asked at the meeting.
func scored(m meeting.Meeting) bool {
	return m.Kind == meeting.StatusKind || m.Kind == meeting.Evaluation
}

// judged reports whether somebody says at the meeting what the evaluation came to.
func judged(m meeting.Meeting) bool { return m.Kind == meeting.Evaluation }

// scoreOf returns the answer to one question; 0 for none.
func (s Shown) scoreOf(theme string) int {
	for _, score := range s.Scores {
		if score.Theme == theme {
			return score.Score
		}
	}
	return 0
}

// scale is the five steps, in words.
func scale(ctx context.Context) []ui.Choice {
	var steps []ui.Choice
	for n := 1; n <= 5; n++ {
		steps = append(steps, ui.Choice{Value: fmt.Sprint(n), Label: text.T(ctx, fmt.Sprintf("scale.%d", n))})
	}
	return steps
}

// attendance is who was asked, as choices.
func (s Shown) attendance(ctx context.Context) []ui.Choice {
	var choices []ui.Choice
	for _, p := range s.Asked {
		choices = append(choices, ui.Choice{Value: p.Party, Label: Party(ctx, s.Meeting.Kind, p.Party)})
	}
	return choices
}

// doers are those who can have something to do.
func doers(ctx context.Context) []ui.Choice { return ui.Choices(ctx, "party", Doers...) }

// Doers are the parties that can have something to do.
var Doers = []string{"participant", "buddy", "employer", "nav"}

// TodoField names a field of a line of the minutes.
func TodoField(n int, field string) string { return fmt.Sprintf("todo.%d.%s", n, field) }

// rows counts the lines of the form.
func rows(f *form.Form) int {
	n := 0
	for f.Values(TodoField(n, "what")) != nil {
		n++
	}
	return n
}

// readers says who will read the minutes when they are shared, one sentence for each.
func (s Shown) readers(ctx context.Context) []string {
	name := s.Who
	if name == "" {
		name = text.T(ctx, "placement.somebody")
	}
	list := []string{text.T(ctx, "meeting.share.participant", "name", name)}
	if s.Buddy != "" {
		list = append(list, text.T(ctx, "meeting.share.buddy", "name", s.Buddy))
	}
	return append(list, text.T(ctx, "meeting.share.employer", "employer", s.Meeting.Employer), text.T(ctx, "meeting.share.nav"), text.T(ctx, "meeting.share.stays"))
}

// finishing is where something to do is said to be done.
func finishing(ctx context.Context, of placement.ID, todo uuid.UUID) string {
	if isCandidate(ctx) {
		return route.My("todos", todo, "completion")
	}
	return address.Placement(ctx, of, "todos", todo.String(), "completion")
}

// mayFinish reports whether the reader says when it is done: a participant what is their own to do, and a buddy leaves it to the others.
func mayFinish(ctx context.Context, t meeting.Todo) bool {
	switch auth.From(ctx).Role {
	case auth.Candidate:
		return t.DoneAt == nil && t.Who == "participant"
	case auth.NavContact, auth.EmployerContact:
		return t.DoneAt == nil
	}
	return false
}

func isNav(ctx context.Context) bool { return auth.From(ctx).Side() == auth.NavSide }

func isCandidate(ctx context.Context) bool { return auth.From(ctx).Side() == auth.CandidateSide }

// failed returns the form of the page in which something is wrong, if there is one.
func (s Shown) failed() *form.Form {
	for _, f := range []*form.Form{s.Minutes, s.Answer, s.Note} {
		if f != nil && f.Failed() {
			return f
		}
	}
	return nil
}

// attendedBy lists who was there.
func (s Shown) attendedBy(ctx context.Context) string {
	var there []string
	for _, p := range s.Asked {
		if p.Attended != nil && *p.Attended {
			there = append(there, Party(ctx, s.Meeting.Kind, p.Party))
		}
	}
	return strings.Join(there, ", ")
}

// lowered begins a title as it stands in a sentence.
func lowered(s string) string { return strings.ToLower(s[:1]) + s[1:] }
