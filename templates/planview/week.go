// Package planview shows the plan of a placement: where to be on the first day, whom to call, and what the weeks hold.
package planview

import (
	"context"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"plass/internal/calendar"
	"plass/internal/form"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/text"
	"plass/internal/user"
	"plass/internal/week"
	"plass/templates/standinview"
	"plass/templates/ui"
)

// A Whole is everything a plan is made of.
type Whole struct {
	Placement  placement.Placement
	Now        time.Time
	Today      time.Time
	Plan       *plan.Plan
	People     []plan.Person
	Away       []user.StandIn // who does the contact person's work just now
	Activities []plan.Activity
	Meetings   []meeting.Meeting
	Goals      []learning.Goal
	Weeks      week.History
}

// person is somebody to call; who stands in for the contact person is named with them.
func (w Whole) person(ctx context.Context, p plan.Person) ui.Person {
	call := ui.Person{Name: p.Name, Does: "plan.does." + p.Does, Phone: p.Phone}
	if p.Does == "contact_person" {
		call.Instead = standinview.Instead(ctx, w.Away)
	}
	return call
}

// An Item is something that happens at a time, or on a day, in a plan.
type Item struct {
	At    time.Time
	Timed bool // At is a moment, not a day
	What  string
	Place string
	To    *meeting.ID
}

// items returns all that happens, by time.
func (w Whole) items(ctx context.Context) []Item {
	var all []Item
	for _, m := range w.Meetings {
		if m.CancelledAt == nil {
			all = append(all, Item{m.At, true, text.T(ctx, "meeting.kind."+string(m.Kind)), m.Place, &m.ID})
		}
	}
	for _, a := range w.Activities {
		all = append(all, Item{calendar.At(a.OnDay, 0, 0), false, a.Title, a.Place, nil})
	}
	if w.Plan != nil {
		all = append(all, Item{w.Plan.MeetAt, true, text.T(ctx, "plan.first_day_item"), w.Plan.MeetWhere, nil})
	}
	slices.SortStableFunc(all, func(a, b Item) int { return a.At.Compare(b.At) })
	return all
}

// ahead returns what has not happened yet.
func (w Whole) ahead(ctx context.Context) []Item {
	return slices.DeleteFunc(w.items(ctx), func(i Item) bool {
		if i.Timed {
			return i.At.Before(w.Now)
		}
		return calendar.Day(i.At).Before(w.Today)
	})
}

// A Week is what happens in one week.
type Week struct {
	Monday time.Time
	Items  []Item
}

// weeks gathers items by the week they are in.
func weeks(items []Item) []Week {
	var all []Week
	for _, i := range items {
		monday := calendar.Monday(i.At)
		if len(all) == 0 || !all[len(all)-1].Monday.Equal(monday) {
			all = append(all, Week{Monday: monday})
		}
		all[len(all)-1].Items = append(all[len(all)-1].Items, i)
	}
	return all
}

// name says which week it is: this one, the next, or by its number and first day.
func (w Week) name(ctx context.Context, today time.Time) string {
	switch {
	case w.Monday.Equal(calendar.Monday(today)):
		return text.T(ctx, "plan.this_week")
	case w.Monday.Equal(calendar.Monday(today).AddDate(0, 0, 7)):
		return text.T(ctx, "plan.next_week")
	}
	return text.T(ctx, "plan.week", "number", calendar.Week(w.Monday), "day", ui.DayMonth(ctx, w.Monday))
}

// when says when an item is, within its week.
func (i Item) when(ctx context.Context) string {
	day := ui.Capital(ui.Weekday(ctx, i.At)) + " " + ui.DayMonth(ctx, i.At)
	if i.Timed {
		return day + " " + ui.Clock(ctx, i.At)
	}
	return day
}

// whatAndWhere tells an item without its time: "Statusmøte, Lageret".
func (i Item) whatAndWhere() string {
	if i.Place == "" {
		return i.What
	}
	return i.What + ", " + i.Place
}

// beforeStart reports whether the first day is still to come, or is today.
func (w Whole) beforeStart() bool { return !w.Today.After(w.Placement.StartsOn) }

// next returns the next thing of the plan, as one sentence to its reader; empty when there is nothing.
func (w Whole) next(ctx context.Context) string {
	if w.Plan != nil && w.Plan.MeetAt.After(w.Now) {
		return text.T(ctx, "plan.next.first_day", "when", ui.Capital(ui.Relative(ctx, w.Now, w.Plan.MeetAt)), "whom", w.Plan.MeetWhom, "where", w.Plan.MeetWhere)
	}
	ahead := w.ahead(ctx)
	if len(ahead) == 0 {
		return ""
	}
	i := ahead[0]
	if !i.Timed {
		return text.T(ctx, "plan.next.activity", "when", i.when(ctx), "what", i.What)
	}
	return text.T(ctx, "plan.next.meeting", "when", ui.Capital(ui.Relative(ctx, w.Now, i.At)), "what", lower(i.What), "where", i.Place)
}

// A Waiting is what somebody without a placement is told: what happens now, and whom to call.
type Waiting struct {
	Questions []nomination.Question
	Meetings  []meeting.Meeting
	People    []ui.Person
	Now       time.Time
	ToRead    bool // something has to be read and understood before the start
	ToAnswer  bool // a job has been offered, and not answered
}

// open returns the questions that wait for an answer.
func (w Waiting) open() []nomination.Question {
	return slices.DeleteFunc(slices.Clone(w.Questions), func(q nomination.Question) bool { return !q.Open() })
}

// said returns the questions that were answered with yes, and lead to something still.
func (w Waiting) said() []nomination.Question {
	return slices.DeleteFunc(slices.Clone(w.Questions), func(q nomination.Question) bool {
		return q.Answer == nil || *q.Answer != "yes" || q.WithdrawnAt != nil || q.Placed || q.Lapsed()
	})
}

// ahead returns the meetings that are still to be held.
func (w Waiting) ahead() []meeting.Meeting {
	return slices.DeleteFunc(slices.Clone(w.Meetings), func(m meeting.Meeting) bool { return !m.Open() || m.At.Before(w.Now) })
}

// lower begins words as they stand in a sentence.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

// name returns what the reader may call the participant.
func name(ctx context.Context, p placement.Placement) string {
	if p.Name == "" {
		return text.T(ctx, "placement.somebody")
	}
	return p.Name
}

// until returns the last day, as it became or as it is meant to be.
func until(p placement.Placement) *time.Time {
	if p.EndedOn != nil {
		return p.EndedOn
	}
	return p.EndsOn
}

// failed returns the form in which something is wrong, if one has.
func failed(forms ...*form.Form) *form.Form {
	for _, f := range forms {
		if f.Failed() {
			return f
		}
	}
	return nil
}

// activityLine tells an activity: its day, what it is and where.
func activityLine(ctx context.Context, a plan.Activity) string {
	key := "plan.activity_line"
	if a.Place != "" {
		key = "plan.activity_line_at"
	}
	return text.T(ctx, key, "day", ui.Date(ctx, a.OnDay), "title", a.Title, "place", a.Place)
}
