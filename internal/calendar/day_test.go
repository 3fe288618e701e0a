package calendar_test

import (
	"testing"
	"time"

	"plass/internal/calendar"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDayIsOslos(t *testing.T) {
	t.Parallel()
	for instant, want := range map[string]string{
		"2026-06-30T21:59:59Z":      "2026-06-30",
		"2026-06-30T22:00:00Z":      "2026-07-01", // summer time
		"2026-12-31T22:59:59Z":      "2026-12-31",
		"2026-12-31T23:00:00Z":      "2027-01-01",
		"2026-03-01T00:00:00Z":      "2026-03-01", // a day as forms and the database give it
		"2026-07-01T00:00:00+12:00": "2026-06-30",
	} {
		if got := calendar.Day(moment(t, instant)); !got.Equal(day(t, want)) {
			t.Errorf("Day(%s) = %s, want %s", instant, got.Format(time.DateOnly), want)
		}
	}
}

func TestEndOfDayOnBothSidesOfSummerTime(t *testing.T) {
	t.Parallel()
	for d, want := range map[string]string{
		"2026-10-24": "2026-10-24T22:00:00Z",
		"2026-10-25": "2026-10-25T23:00:00Z", // 25 hours long
		"2027-03-27": "2027-03-27T23:00:00Z",
		"2027-03-28": "2027-03-28T22:00:00Z", // 23 hours long
		"2026-12-31": "2026-12-31T23:00:00Z",
	} {
		if got := calendar.End(day(t, d)); !got.Equal(moment(t, want)) {
			t.Errorf("End(%s) = %s, want %s", d, got.UTC().Format(time.RFC3339), want)
		}
	}
	if got := calendar.Days(day(t, "2026-10-24"), day(t, "2026-10-26")); got != 2 {
		t.Errorf("two days over the long night counted as %d", got)
	}
	if got := calendar.Days(day(t, "2027-03-29"), day(t, "2027-03-27")); got != -2 {
		t.Errorf("two days back over the short night counted as %d", got)
	}
	if got := calendar.At(day(t, "2026-10-25"), 9, 30); !got.Equal(moment(t, "2026-10-25T08:30:00Z")) {
		t.Errorf("half past nine on a winter day is %s", got.UTC())
	}
}

func TestWeeks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day, monday string
		week        int
	}{
		{"2026-12-28", "2026-12-28", 53},
		{"2027-01-03", "2026-12-28", 53}, // a Sunday belongs to the week before
		{"2027-01-04", "2027-01-04", 1},
		{"2028-02-29", "2028-02-28", 9},
	} {
		if got := calendar.Monday(day(t, c.day)); !got.Equal(day(t, c.monday)) {
			t.Errorf("Monday(%s) = %s, want %s", c.day, got.Format(time.DateOnly), c.monday)
		}
		if got := calendar.Week(day(t, c.day)); got != c.week {
			t.Errorf("Week(%s) = %d, want %d", c.day, got, c.week)
		}
	}
}

func TestMonthsAreCalendarMonths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		start  string
		months int
		same   string
		last   string
	}{
		{"2026-09-01", 3, "2026-12-01", "2026-11-30"},
		{"2026-11-15", 3, "2027-02-15", "2027-02-14"},
		{"2026-11-30", 3, "2027-02-28", "2027-02-28"},
		{"2027-11-30", 3, "2028-02-29", "2028-02-29"},
		{"2026-01-31", 1, "2026-02-28", "2026-02-28"},
		{"2026-12-31", 2, "2027-02-28", "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28", "2026-02-28"},
		{"2028-02-29", 12, "2029-02-28", "2029-02-28"},
	} {
		if got := calendar.AddMonths(day(t, c.start), c.months); !got.Equal(day(t, c.same)) {
			t.Errorf("AddMonths(%s, %d) = %s, want %s", c.start, c.months, got.Format(time.DateOnly), c.same)
		}
		if c.months < 0 {
			continue
		}
		if got := calendar.LastOf(day(t, c.start), c.months); !got.Equal(day(t, c.last)) {
			t.Errorf("LastOf(%s, %d) = %s, want %s", c.start, c.months, got.Format(time.DateOnly), c.last)
		}
	}
}
