package calendar_test

import (
	"slices"
	"testing"
	"time"

	"plass/internal/calendar"
	"plass/internal/text"
)

func TestHolidaysOfKnownYears(t *testing.T) {
	t.Parallel()
	for year, want := range map[int][]string{
		2008: {"01-01", "03-20", "03-21", "03-23", "03-24", "05-01", "05-01", "05-11", "05-12", "05-17", "12-25", "12-26"},
		2024: {"01-01", "03-28", "03-29", "03-31", "04-01", "05-01", "05-09", "05-17", "05-19", "05-20", "12-25", "12-26"},
		2025: {"01-01", "04-17", "04-18", "04-20", "04-21", "05-01", "05-17", "05-29", "06-08", "06-09", "12-25", "12-26"},
		2026: {"01-01", "04-02", "04-03", "04-05", "04-06", "05-01", "05-14", "05-17", "05-24", "05-25", "12-25", "12-26"},
		2027: {"01-01", "03-25", "03-26", "03-28", "03-29", "05-01", "05-06", "05-16", "05-17", "05-17", "12-25", "12-26"},
	} {
		var got []string
		for _, h := range calendar.Holidays(year) {
			if h.Day.Year() != year {
				t.Errorf("%s is not in %d", h.Day, year)
			}
			got = append(got, h.Day.Format("01-02"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
}

func TestEasterAtItsExtremes(t *testing.T) {
	t.Parallel()
	for _, sunday := range []string{"1961-04-02", "2000-04-23", "2038-04-25", "2019-04-21", "2285-03-22"} {
		if h, ok := calendar.HolidayOn(day(t, sunday)); !ok || h.Key != "calendar.easter_sunday" {
			t.Errorf("%s: %+v, want Easter Sunday", sunday, h)
		}
	}
	for year := 1950; year <= 2200; year++ {
		for _, h := range calendar.Holidays(year) {
			if h.Key == "calendar.easter_sunday" && h.Day.Weekday() != time.Sunday {
				t.Errorf("Easter Sunday of %d is a %s", year, h.Day.Weekday())
			}
		}
	}
}

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-09-07T10:00:00+02:00", 2, "2026-09-09"}, // Monday to Wednesday
		{"2026-09-11T15:55:00+02:00", 2, "2026-09-15"}, // Friday to Tuesday
		{"2026-09-12T12:00:00+02:00", 2, "2026-09-15"}, // Saturday to Tuesday
		{"2026-04-01T09:00:00+02:00", 2, "2026-04-08"}, // over Easter
		{"2026-04-30T09:00:00+02:00", 2, "2026-05-05"}, // over the first of May and a weekend
		{"2026-12-23T09:00:00+01:00", 2, "2026-12-28"}, // Christmas Eve is a working day
		{"2026-12-30T09:00:00+01:00", 2, "2027-01-04"}, // into the next year
		{"2026-09-13T23:30:00Z", 1, "2026-09-15"},      // already Monday in Oslo
		{"2026-09-12T12:00:00+02:00", 0, "2026-09-12"},
	} {
		if got := calendar.WorkingDays(moment(t, c.from), c.n); !got.Equal(day(t, c.want)) {
			t.Errorf("WorkingDays(%s, %d) = %s, want %s", c.from, c.n, got.Format(time.DateOnly), c.want)
		}
	}
}

func TestHolidaysHaveNames(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs {
		for _, h := range calendar.Holidays(2026) {
			if text.In(lang, h.Key) == h.Key {
				t.Errorf("%s has no name in %s", h.Key, lang)
			}
		}
	}
}
