package promise_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/promise"
	"plass/internal/terms"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// TestDueDays at the ends of months, where periods are shorter than their number.
func TestDueDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		start  string
		months int
		kind   string
		days   int
		want   string
	}{
		{"2026-01-31", 0, "start", 14, "2026-02-14"},
		{"2026-01-31", 1, "end", 0, "2026-02-28"},
		{"2026-01-29", 1, "end", 1, "2026-03-01"},
		{"2027-11-30", 3, "in_period", 0, "2028-02-29"},
		{"2027-11-29", 3, "end", 7, "2028-03-06"},
		{"2026-08-31", 6, "end", -7, "2027-02-21"},
		{"2026-03-02", 3, "always", 5, ""},
		{"2026-03-02", 3, "when_needed", 5, ""},
		{"2026-03-02", 3, "excellent", 0, ""},
	} {
		d := promise.Dates{StartsOn: day(c.start)}
		if c.months > 0 {
			last := calendar.LastOf(d.StartsOn, c.months)
			d.LastOn = &last
		}
		said := terms.Promise{Strength: "guarantee", When: terms.Trigger{Kind: c.kind, Days: c.days}}
		got := ""
		if due := d.Due(said); due != nil {
			got = due.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%+v is due %q", c, got)
		}
		said.Strength = "no_promise"
		if due := d.Due(said); due != nil {
			t.Errorf("%+v is not promised, and due %v", c, due)
		}
	}
}

// TestListedWhenSoMuchHasGoneBy: the first day on which a count, day by day, says so, and the page that shows how much says the same.
func TestListedWhenSoMuchHasGoneBy(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := day("2026-01-01").AddDate(0, 0, rapid.IntRange(0, 1500).Draw(t, "start"))
		last := calendar.LastOf(start, rapid.IntRange(1, 24).Draw(t, "months"))
		percent := rapid.IntRange(1, 100).Draw(t, "percent")
		d := promise.Dates{StartsOn: start, LastOn: &last}
		listed := d.Listed(terms.Promise{Strength: "guarantee", When: terms.Trigger{Kind: "in_period", Percent: percent}})
		if listed == nil {
			t.Fatal("never listed")
		}
		all := 0
		for at := start; !at.After(last); at = at.AddDate(0, 0, 1) {
			all++
		}
		gone, naive := 0, start
		for 100*gone < percent*all {
			gone, naive = gone+1, naive.AddDate(0, 0, 1)
		}
		if !listed.Equal(naive) {
			t.Fatalf("%d %% of %s to %s: listed %s, counted %s", percent, start, last, listed, naive)
		}
		if before := listed.AddDate(0, 0, -1); d.Passed(*listed) < percent || d.Passed(before) >= percent {
			t.Fatalf("%d %% have gone by the day before %d %%, and %d %% on the day", d.Passed(before), percent, d.Passed(*listed))
		}
		if due := d.Due(terms.Promise{Strength: "guarantee", When: terms.Trigger{Kind: "in_period"}}); !due.Equal(last) || listed.After(last.AddDate(0, 0, 1)) {
			t.Fatalf("due %s, and listed %s", due, listed)
		}
	})
	if got := (promise.Dates{StartsOn: day("2026-01-31")}).Listed(terms.Promise{When: terms.Trigger{Kind: "in_period", Percent: 60}}); got != nil {
		t.Errorf("a period without an end lists somebody on %v", got)
	}
}

// TestStatusFollowsTheDay: an offer that has not come is a promise broken the day after; what somebody has to say something of waits.
func TestStatusFollowsTheDay(t *testing.T) {
	t.Parallel()
	due, kept := day("2026-05-31"), "kept"
	for _, c := range []struct {
		p    promise.Promise
		on   string
		want promise.Status
	}{
		{promise.Promise{DueWhen: "excellent"}, "2026-06-30", promise.Open},
		{promise.Promise{DueWhen: "excellent", DueOn: &due}, "2026-05-30", promise.Open},
		{promise.Promise{DueWhen: "excellent", DueOn: &due}, "2026-05-31", promise.Due},
		{promise.Promise{DueWhen: "excellent", DueOn: &due}, "2026-06-01", promise.Broken},
		{promise.Promise{DueWhen: "in_period", Percent: 60, DueOn: &due}, "2026-06-01", promise.Broken},
		{promise.Promise{DueWhen: "in_period", DueOn: &due}, "2026-06-01", promise.Due},
		{promise.Promise{DueWhen: "end", DueOn: &due}, "2026-06-30", promise.Due},
		{promise.Promise{DueWhen: "excellent", DueOn: &due, Settled: &kept}, "2026-06-30", promise.Kept},
	} {
		if got := c.p.Status(day(c.on)); got != c.want {
			t.Errorf("%s, %d %%, on %s: %s, want %s", c.p.DueWhen, c.p.Percent, c.on, got, c.want)
		}
	}
}

// TestWhoSaysHowItWent: those who were promised it and Nav; those who promised it only that it was kept; and Nav alone lets it go.
func TestWhoSaysHowItWent(t *testing.T) {
	t.Parallel()
	today, kept := day("2026-05-31"), "kept"
	for _, c := range []struct {
		by, to, when string
		settled      *string
		who          auth.Role
		want         int
	}{
		{"employer", "participant", "start", nil, auth.EmployerContact, 1},
		{"nav", "employer", "always", nil, auth.EmployerContact, 2},
		{"everybody", "everybody", "always", nil, auth.EmployerContact, 2},
		{"broker", "participant", "in_period", nil, auth.EmployerContact, 0},
		{"broker", "participant", "in_period", nil, auth.NavContact, 3},
		{"nav", "employer", "always", nil, auth.NavContact, 3},
		{"nav", "employer", "always", &kept, auth.NavContact, 3},
		{"nav", "employer", "always", &kept, auth.EmployerContact, 0},
		{"nav", "employer", "always", nil, auth.UnionRepresentative, 0},
		{"nav", "employer", "always", nil, auth.OfficeLeader, 0},
		{"employer", "participant", "always", nil, auth.Candidate, 0}, // said to all, not to one
		{"nav", "employer", "when_needed", nil, auth.NavContact, 0},   // nobody has needed it
	} {
		p := promise.Promise{BySide: c.by, ToSide: c.to, DueWhen: c.when, Settled: c.settled, Strength: "guarantee"}
		if got := len(p.Answers(auth.Actor{Role: c.who}, today)); got != c.want {
			t.Errorf("%+v: %d answers, want %d", c, got, c.want)
		}
		p.Strength = "no_promise"
		if got := p.Answers(auth.Actor{Role: c.who}, today); got != nil {
			t.Errorf("%+v is not promised, and can be %v", c, got)
		}
	}
}
