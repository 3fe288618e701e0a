// Package week holds how the weeks of a placement are shared: three days of practice and two of study, from a day on until the next pattern begins.
package week

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/calendar"
	"plass/internal/fault"
	"plass/internal/terms"
)

// An ID identifies a pattern.
type ID struct{ uuid.UUID }

// A Pattern is how a week is shared, from a day on. With neither days nor a percentage it says that nothing is agreed from then on.
type Pattern struct {
	ID         ID
	FromOn     time.Time
	Days       []terms.Days
	Percent    *int   // of a full post
	Reason     string // everybody in the placement reads it; empty: the agreement said so
	MadeName   string
	MadeAt     time.Time
	UndoneAt   *time.Time
	UndoneName *string
}

// Agreed reports whether it is what the agreement said when the placement was made.
func (p Pattern) Agreed() bool { return p.Reason == "" }

// MayUndo reports whether the pattern can be taken back: somebody made it, and it has not begun.
func (p Pattern) MayUndo(today time.Time) bool {
	return p.UndoneAt == nil && !p.Agreed() && p.FromOn.After(today)
}

// same reports whether a week is shared alike.
func (p Pattern) same(days []terms.Days, percent *int) bool {
	alike := (p.Percent == nil) == (percent == nil) && (percent == nil || *p.Percent == *percent)
	return alike && slices.Equal(p.Days, days)
}

// A History is all patterns of a placement, those that were taken back too, by the day they are from and then by when they were made.
type History []Pattern

// On returns the pattern that holds on the day; nil when nothing is said of it.
func (h History) On(day time.Time) *Pattern {
	var holds *Pattern
	for i, p := range h {
		if p.UndoneAt == nil && !p.FromOn.After(day) {
			holds = &h[i]
		}
	}
	return holds
}

// Next returns the first pattern that begins after the day; nil when there is none.
func (h History) Next(day time.Time) *Pattern {
	for i, p := range h {
		if p.UndoneAt == nil && p.FromOn.After(day) {
			return &h[i]
		}
	}
	return nil
}

// Coming returns the patterns that begin after the day.
func (h History) Coming(day time.Time) []Pattern {
	return slices.DeleteFunc(slices.Clone(h), func(p Pattern) bool { return p.UndoneAt != nil || !p.FromOn.After(day) })
}

// Until returns the last day that the pattern holds, as far as another follows it; nil when none does.
func (h History) Until(p Pattern) *time.Time {
	next := h.Next(p.FromOn)
	if next == nil {
		return nil
	}
	last := next.FromOn.AddDate(0, 0, -1)
	return &last
}

// replaced returns what the agreement said from the day, if something else was put in its place.
func (h History) replaced(day time.Time) *Pattern {
	i := slices.IndexFunc(h, func(p Pattern) bool { return p.Agreed() && p.UndoneAt != nil && p.FromOn.Equal(day) })
	if i < 0 {
		return nil
	}
	return &h[i]
}

// Within returns the history without what was to begin after the last day.
func (h History) Within(last *time.Time) History {
	if last == nil {
		return h
	}
	return slices.DeleteFunc(slices.Clone(h), func(p Pattern) bool { return p.FromOn.After(*last) })
}

// Version counts what was done to the history, so that nobody changes what they have not seen.
func (h History) Version() int {
	n := len(h)
	for _, p := range h {
		if p.UndoneAt != nil {
			n++
		}
	}
	return n
}

// A Change is what it takes to share the weeks otherwise from a day on.
type Change struct {
	FromOn  time.Time
	Days    []terms.Days
	Percent *int
	Reason  string
	First   time.Time  // of the placement
	Last    *time.Time // nil: open-ended
}

// Problems tells what is missing or wrong in the change.
func (c Change) Problems() fault.Invalid {
	p := fault.Invalid{}
	sum, seen := 0, map[string]bool{}
	for _, d := range c.Days {
		sum += d.Count
		p.Unless(!seen[d.Kind], "kind.0", "week.twice")
		seen[d.Kind] = true
	}
	p.Unless(sum > 0, "count.0", "form.required")
	p.Unless(sum <= 7, "count.0", "terms.problem.week", "n", sum)
	p.Unless(c.Percent == nil || 1 <= *c.Percent && *c.Percent <= 100, "percent", "form.not_between", "low", 1, "high", 100)
	p.Unless(c.FromOn.IsZero() || !c.FromOn.Before(c.First), "from_on", "week.before_start")
	p.Unless(c.Last == nil || !c.FromOn.After(*c.Last), "from_on", "week.after_end")
	p.Unless(c.Reason != "", "reason", "form.required")
	return p
}

// Agreed returns the patterns that the phases of an agreement give a placement from its first day on. A later phase has a day of its own
// only when all before it have a length and nothing has to be reached first.
func Agreed(track *terms.Track, first time.Time, last *time.Time) []Pattern {
	if track == nil {
		return nil
	}
	var all []Pattern
	from := calendar.Day(first)
	for _, phase := range track.Phases {
		if last != nil && from.After(*last) {
			break
		}
		days := phase.Days
		if days == nil {
			days = []terms.Days{}
		}
		p := Pattern{FromOn: from, Days: days, Percent: phase.Percent}
		before := Pattern{}
		if len(all) > 0 {
			before = all[len(all)-1]
		}
		if !before.same(p.Days, p.Percent) {
			all = append(all, p)
		}
		switch {
		case phase.OpensAt != "" || phase.Gate != nil:
			return all
		case phase.Weeks != nil:
			from = from.AddDate(0, 0, 7**phase.Weeks)
		case phase.Months != nil && phase.AtLeast == nil:
			from = calendar.LastOf(from, *phase.Months).AddDate(0, 0, 1)
		default:
			return all
		}
	}
	return all
}
