// Package requestview shows requests for candidates: to the contact person who sends them, and to the offices that answer.
package requestview

import (
	"context"
	"strconv"
	"strings"
	"time"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/tenant"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

// Day writes a day as a date field holds it.
func Day(t time.Time) string { return t.Format(time.DateOnly) }

// Asking is what the form for asking needs: the place, or the agreement that asks by its need, and the units;
// or the places and the agreements to choose among.
type Asking struct {
	Line   *seat.Line
	Need   *request.Need
	Units  []employer.Unit
	Boards []seat.Board
	Needs  []request.Need
	Today  time.Time
}

// Known reports whether it is known what somebody is wanted for.
func (a Asking) Known() bool { return a.Line != nil || a.Need != nil }

// Kinds returns what somebody can be wanted for under the agreement.
func (a Asking) Kinds() []string {
	var all []string
	for _, k := range a.Need.Kinds() {
		all = append(all, string(k))
	}
	return all
}

// Employer returns whom somebody is wanted for.
func (a Asking) Employer() string {
	if a.Need != nil {
		return a.Need.Employer
	}
	return a.Line.Employer
}

// What tells what somebody is wanted under: the promised place, or the agreement.
func (a Asking) What(ctx context.Context) string {
	if a.Need != nil {
		return a.Need.Agreement
	}
	return LineWords(ctx, *a.Line)
}

// Open returns the boards of lines that are in force.
func (a Asking) Open() []seat.Board {
	var open []seat.Board
	for _, b := range a.Boards {
		if b.Offered() > 0 {
			open = append(open, b)
		}
	}
	return open
}

// UnitChoices returns the units as choices.
func (a Asking) UnitChoices() []ui.Choice {
	var choices []ui.Choice
	for _, u := range a.Units {
		choices = append(choices, ui.Choice{Value: u.ID.String(), Label: u.Name})
	}
	return choices
}

// Shown is what the page of a request shows, with its three forms.
type Shown struct {
	Request     request.Request
	Offices     []request.Office
	Nominations []nomination.Nomination
	Candidates  []candidate.Row
	AllOffices  []tenant.Office
	Today       time.Time
	Office      tenant.OfficeID // of the one reading
	Liaison     bool            // the one reading is a liaison
	Sending     *form.Form
	Nominate    *form.Form
	None        *form.Form
}

// MaySend reports whether the one reading can send the request to offices.
func (s Shown) MaySend() bool {
	return s.Request.Mine && s.Request.SentAt == nil && s.Request.ClosedAt == nil
}

// ours returns the office of the one reading, when it has the request.
func (s Shown) ours() *request.Office {
	for i, o := range s.Offices {
		if o.OfficeID == s.Office {
			return &s.Offices[i]
		}
	}
	return nil
}

// MayNominate reports whether the one reading can name people for the request.
func (s Shown) MayNominate() bool {
	return s.Liaison && s.ours() != nil && s.Request.ClosedAt == nil
}

// free returns the candidates of the office that have not been named for the request, and the one that was just chosen.
func (s Shown) free(ctx context.Context) []ui.Choice {
	named := map[candidate.ID]bool{}
	for _, n := range s.Nominations {
		named[n.CandidateID] = true
	}
	var choices []ui.Choice
	for _, c := range s.Candidates {
		if named[c.ID] && !s.Nominate.Has("candidate", c.ID.String()) {
			continue
		}
		label := c.Name()
		if c.Placed {
			label += " – " + text.T(ctx, "candidate.placed")
		}
		choices = append(choices, ui.Choice{Value: c.ID.String(), Label: label})
	}
	return choices
}

func (s Shown) officeChoices() []ui.Choice {
	var choices []ui.Choice
	for _, o := range s.AllOffices {
		choices = append(choices, ui.Choice{Value: o.ID.String(), Label: o.Name})
	}
	return choices
}

func criteriaChoices(criteria []string) []ui.Choice {
	var choices []ui.Choice
	for _, c := range criteria {
		choices = append(choices, ui.Choice{Value: c, Label: c})
	}
	return choices
}

// step returns how far the request has come: asked, sent, answered, closed.
func (s Shown) step() int {
	switch {
	case s.Request.ClosedAt != nil:
		return 4
	case s.Request.SentAt == nil:
		return 1
	case answered(s.Offices) < len(s.Offices):
		return 2
	}
	return 3
}

func (s Shown) steps(ctx context.Context) []ui.Step {
	steps := []ui.Step{{Label: "request.step.asked", Note: ui.DayMonth(ctx, s.Request.AskedAt)}, {Label: "request.step.sent"}, {Label: "request.step.answered"}, {Label: "request.step.presented"}}
	if s.Request.SentAt != nil {
		steps[1].Note = ui.DayMonth(ctx, *s.Request.SentAt)
	}
	return steps
}

func answered(offices []request.Office) int {
	n := 0
	for _, o := range offices {
		if o.AnsweredAt != nil {
			n++
		}
	}
	return n
}

// SendingForm returns the form for sending, filled in from what the agreement says of finding people, or with the tenant's own days to answer.
func SendingForm(t terms.Terms, lang text.Lang, today time.Time, days int) *form.Form {
	criteria := []string{}
	if t.Intake != nil {
		if t.Intake.AnswerDays > 0 {
			days = min(max(t.Intake.AnswerDays, 2), 31)
		}
		for _, c := range t.Intake.Criteria {
			criteria = append(criteria, c.In(lang))
		}
	}
	return form.Filled(map[string]string{"criteria": strings.Join(criteria, "\n"), "due_on": Day(today.AddDate(0, 0, days))})
}

// Wanted tells what is wanted, in a sentence: "2 til arbeidstrening fra 1. mars".
func Wanted(ctx context.Context, r request.Request) string {
	return text.T(ctx, "request.wanted."+string(r.Kind), "n", r.Count, "day", ui.DayMonth(ctx, r.WantedFrom))
}

// stands tells in a sentence how the request stands.
func stands(ctx context.Context, r request.Request, offices []request.Office, today time.Time, reader auth.Actor) string {
	var of []request.Office
	for _, o := range offices {
		if o.RequestID == r.ID {
			of = append(of, o)
		}
	}
	if r.SentAt == nil {
		return text.T(ctx, "request.stands.unsent", "name", r.AskedBy)
	}
	if !r.Mine {
		for _, o := range of {
			if o.OfficeID.UUID == reader.Office && o.AnsweredAt != nil {
				return text.T(ctx, "request.stands.we_answered")
			}
		}
	}
	if answered(of) == len(of) {
		return text.T(ctx, "request.stands.all_answered")
	}
	key := "request.stands.waiting"
	switch late, none := r.DueOn.Before(today), answered(of) == 0 && len(of) > 1; {
	case late && none:
		key = "request.stands.late_none"
	case none:
		key = "request.stands.waiting_none"
	case late:
		key = "request.stands.late"
	}
	return text.T(ctx, key, "day", ui.DayMonth(ctx, *r.DueOn), "answered", answered(of), "n", len(of))
}

// split parts the requests into those of the reader's own employers and those sent to the reader's office.
func split(all []request.Request) (mine, sent []request.Request) {
	for _, r := range all {
		if r.Mine {
			mine = append(mine, r)
		} else {
			sent = append(sent, r)
		}
	}
	return mine, sent
}

// yes returns those who have said yes and not taken it back.
func (s Shown) yes() []nomination.Nomination {
	var yes []nomination.Nomination
	for _, n := range s.Nominations {
		if n.Answer != nil && *n.Answer == "yes" && n.WithdrawnAt == nil {
			yes = append(yes, n)
		}
	}
	return yes
}

// named returns those whom the office of the one reading has named.
func (s Shown) named() []nomination.Nomination {
	if !s.Liaison || s.ours() == nil {
		return nil
	}
	return s.Nominations
}

// LineWords tells what a place line promises: "2 arbeidstreningsplasser i 3 måneder".
func LineWords(ctx context.Context, l seat.Line) string {
	words := text.T(ctx, "request.line."+string(l.Kind), "n", l.Count)
	if l.Months != nil {
		words += ", " + text.T(ctx, "request.months", "n", *l.Months)
	}
	return words
}

// boardWords tells how a place line is filled just now.
func boardWords(ctx context.Context, b seat.Board) string {
	if b.Vacant == 0 {
		return LineWords(ctx, b.Line) + ". " + text.T(ctx, "request.vacant_none")
	}
	return LineWords(ctx, b.Line) + ". " + text.T(ctx, "request.vacant", "n", b.Vacant)
}

// failed returns the form that was refused, so that the page's title says so; nil if none was.
func (s Shown) failed() *form.Form {
	for _, f := range []*form.Form{s.Sending, s.Nominate, s.None} {
		if f != nil && f.Failed() {
			return f
		}
	}
	return nil
}

func askedBy(ctx context.Context, r request.Request) string {
	key := "request.by_nav"
	if r.ByEmployer {
		key = "request.by_employer"
	}
	return text.T(ctx, key, "name", r.AskedBy, "day", ui.Date(ctx, r.AskedAt))
}

// columns are those of the table of offices. The contact person meets those who have said yes, and so can count them.
func columns(s Shown) []string {
	if s.Request.Mine {
		return []string{"candidate.office", "request.answer", ">nomination.yes_count"}
	}
	return []string{"candidate.office", "request.answer"}
}

func lateness(s Shown) ui.Colour {
	if s.Request.DueOn.Before(s.Today) {
		return ui.Warning
	}
	return ui.Info
}

func saidYes(ctx context.Context, n nomination.Nomination) string {
	return text.T(ctx, "nomination.way."+*n.AnswerWay, "day", ui.Date(ctx, *n.AnsweredAt))
}

func itoa(n int) string { return strconv.Itoa(n) }
