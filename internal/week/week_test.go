package week_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plass/internal/calendar"
	"plass/internal/terms"
	"plass/internal/week"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// TestOnePatternHoldsOnADay as a naive reading of the rows has it, whatever was written and taken back, over leap days and the ends of months.
func TestOnePatternHoldsOnADay(t *testing.T) {
	t.Parallel()
	first := day(2027, time.December, 29)
	rapid.Check(t, func(t *rapid.T) {
		var h week.History
		taken := map[time.Time]bool{}
		for i, after := range rapid.SliceOfN(rapid.IntRange(0, 130), 0, 8).Draw(t, "days after the start") {
			p := week.Pattern{FromOn: first.AddDate(0, 0, after), Days: []terms.Days{{Kind: "practice", Count: 1 + i%7}}, MadeAt: first.Add(time.Duration(i) * time.Minute)}
			if taken[p.FromOn] || rapid.Bool().Draw(t, "taken back") {
				p.UndoneAt = &p.MadeAt
			} else {
				taken[p.FromOn] = true
			}
			h = append(h, p)
		}
		slices.SortFunc(h, func(a, b week.Pattern) int { return cmp.Or(a.FromOn.Compare(b.FromOn), a.MadeAt.Compare(b.MadeAt)) })
		for d := first.AddDate(0, 0, -2); d.Before(first.AddDate(0, 0, 140)); d = d.AddDate(0, 0, 1) {
			var want, coming *week.Pattern
			for i := range h {
				switch p := &h[i]; {
				case p.UndoneAt != nil:
				case p.FromOn.After(d):
					if coming == nil || p.FromOn.Before(coming.FromOn) {
						coming = p
					}
				case want == nil || p.FromOn.After(want.FromOn):
					want = p
				}
			}
			if got := h.On(d); got != want {
				t.Fatalf("on %s %v holds, want %v", d.Format(time.DateOnly), got, want)
			}
			if got := h.Next(d); got != coming {
				t.Fatalf("after %s comes %v, want %v", d.Format(time.DateOnly), got, coming)
			}
			if want != nil {
				if until := h.Until(*want); until != nil && d.After(*until) || (until == nil) != (coming == nil) {
					t.Fatalf("%v holds on %s, and until %v", want, d.Format(time.DateOnly), until)
				}
			}
		}
	})
}

// TestPhasesBeginOnTheirDays where the agreement says how long they are, in short months and leap years too.
func TestPhasesBeginOnTheirDays(t *testing.T) {
	t.Parallel()
	shared := func(n int) []terms.Days { return []terms.Days{{Kind: "practice", Count: n}} }
	for _, c := range []struct {
		name  string
		first time.Time
		last  *time.Time
		track []terms.Phase
		want  []time.Time
	}{
		{"no phase", day(2026, 3, 2), nil, nil, nil},
		{"a phase without a week", day(2026, 3, 2), nil, []terms.Phase{{Kind: "practice", Months: new(3)}}, nil},
		{"a month from the 31st", day(2027, 1, 31), nil, []terms.Phase{{Months: new(1), Days: shared(2)}, {Days: shared(3)}}, []time.Time{day(2027, 1, 31), day(2027, 3, 1)}},
		{"a month from the 29th before a leap day", day(2028, 1, 29), nil, []terms.Phase{{Months: new(1), Days: shared(2)}, {Days: shared(3)}}, []time.Time{day(2028, 1, 29), day(2028, 2, 29)}},
		{"a year from a leap day", day(2028, 2, 29), nil, []terms.Phase{{Months: new(12), Days: shared(2)}, {Days: shared(3)}}, []time.Time{day(2028, 2, 29), day(2029, 3, 1)}},
		{"weeks over a leap day", day(2028, 2, 28), nil, []terms.Phase{{Weeks: new(1), Days: shared(2)}, {Days: shared(3)}}, []time.Time{day(2028, 2, 28), day(2028, 3, 6)}},
		{"the same week goes on", day(2026, 3, 2), nil, []terms.Phase{{Weeks: new(4), Days: shared(2)}, {Days: shared(2)}}, []time.Time{day(2026, 3, 2)}},
		{"nothing is said of what follows", day(2026, 3, 2), nil, []terms.Phase{{Weeks: new(4), Days: shared(2)}, {}}, []time.Time{day(2026, 3, 2), day(2026, 3, 30)}},
		{"a gate", day(2026, 3, 2), nil, []terms.Phase{{Weeks: new(4), OpensAt: "decision", Days: shared(2)}, {Percent: new(60)}}, []time.Time{day(2026, 3, 2)}},
		{"at least three months", day(2026, 3, 2), nil, []terms.Phase{{Months: new(6), AtLeast: new(3), Days: shared(2)}, {Percent: new(60)}}, []time.Time{day(2026, 3, 2)}},
		{"over before the next", day(2026, 3, 2), new(day(2026, 3, 29)), []terms.Phase{{Weeks: new(4), Days: shared(2)}, {Percent: new(60)}}, []time.Time{day(2026, 3, 2)}},
	} {
		var got []time.Time
		for _, p := range week.Agreed(&terms.Track{Phases: c.track}, c.first, c.last) {
			got = append(got, p.FromOn)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: from %v, want %v", c.name, got, c.want)
		}
	}
	if got := week.Agreed(nil, calendar.Day(day(2026, 3, 2)), nil); got != nil {
		t.Errorf("an agreement without phases gives %v", got)
	}
}
