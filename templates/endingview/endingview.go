// Package endingview ends placements, and shows what was agreed for the way they ended.
package endingview

import (
	"context"
	"time"

	"plass/internal/attest"
	"plass/internal/ending"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Coming is a placement that somebody is about to end.
type Coming struct {
	Placement placement.Placement
	Ahead     ending.Ahead
	Crumbs    []layout.Crumb
	Form      *form.Form
}

// outcomes returns the ways the placement can end, each with the list that opens. Somebody who never began did not come.
func (c Coming) outcomes(ctx context.Context) []ui.Choice {
	var list []ui.Choice
	for _, o := range placement.Outcomes {
		if c.Placement.Status() == placement.Planned && o != "no_show" {
			continue
		}
		list = append(list, ui.Choice{Value: string(o), Label: text.T(ctx, "outcome."+string(o)), Hint: text.T(ctx, "outcome.hint."+string(o))})
	}
	return list
}

// consequences lists what happens whatever the outcome.
func (c Coming) consequences(ctx context.Context) []string {
	list := []string{text.T(ctx, "ending.then_checklist")}
	if c.Ahead.Meetings > 0 {
		list = append(list, text.T(ctx, "ending.then_meetings", "n", c.Ahead.Meetings))
	}
	if c.Ahead.Attest() && c.Placement.Status() != placement.Planned {
		list = append(list, text.T(ctx, "ending.then_attest", "employer", c.Placement.Employer))
	}
	list = append(list, text.T(ctx, "ending.then_seat"))
	if c.Ahead.Standing {
		list = append(list, text.T(ctx, "ending.then_alarm", "n", c.Ahead.AlarmDays))
	}
	return append(list, text.T(ctx, "ending.then_access", "employer", c.Placement.Employer), text.T(ctx, "ending.then_told", "employer", c.Placement.Employer))
}

// A branch is what the agreement holds for one kind of ending.
type branch struct {
	Name  string
	Steps []terms.BranchStep
}

// branches returns the lists of the agreement that can open now, in their order.
func (c Coming) branches() []branch {
	var list []branch
	for _, name := range terms.Branches {
		if c.Placement.Status() == placement.Planned && name != "no_show" {
			continue
		}
		var steps []terms.BranchStep
		if c.Ahead.Terms.Commitments != nil {
			steps = c.Ahead.Terms.Commitments.Branches[name]
		}
		list = append(list, branch{name, steps})
	}
	return list
}

// due says when a step falls due, counted from the last day.
func due(ctx context.Context, days int) string {
	switch {
	case days == 0:
		return text.T(ctx, "ending.due_same_day")
	case days < 0:
		return text.T(ctx, "ending.due_before", "n", -days)
	}
	return text.T(ctx, "ending.due_after", "n", days)
}

// An Ended is a placement that is over, as one side sees it. Outcome and reason are Nav's.
type Ended struct {
	Placement placement.Placement
	Crumbs    []layout.Crumb
	Outcome   placement.Outcome
	Branch    string
	Reason    string
	Checklist *[]ending.Item
	Attests   *[]attest.Attest
	Base      string // the address above /checklist
	Attest    string // the address of the attest
	Record    string // the address of the learning record; empty: not to be shown
	Learning  string
	Today     time.Time
}

// left counts the steps that are not done.
func (e Ended) left() int {
	n := 0
	for _, i := range *e.Checklist {
		if i.DoneAt == nil {
			n++
		}
	}
	return n
}

func late(i ending.Item, today time.Time) bool { return i.DoneAt == nil && i.DueOn.Before(today) }

// state says when a step falls due, or when it was done and by whom.
func state(ctx context.Context, i ending.Item) string {
	if i.DoneAt != nil {
		return text.T(ctx, "checklist.done_by", "day", ui.Date(ctx, *i.DoneAt), "name", i.DoneBy)
	}
	return text.T(ctx, "checklist.due", "day", ui.Date(ctx, i.DueOn))
}

// last returns the last day of the placement: the one it had, or the one it is to have.
func last(p placement.Placement) *time.Time {
	if p.EndedOn != nil {
		return p.EndedOn
	}
	return p.EndsOn
}
