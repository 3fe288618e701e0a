package calendar

import (
	"slices"
	"time"
)

// A Holiday is a public holiday and the key of its name.
type Holiday struct {
	Day time.Time
	Key string
}

// Holidays returns the public holidays of the year in order. Two may fall on one day, as in 2008 and 2027.
func Holidays(year int) []Holiday {
	on := func(m time.Month, d int) time.Time { return time.Date(year, m, d, 0, 0, 0, 0, time.UTC) }
	easter := easterSunday(year)
	all := []Holiday{
		{on(time.January, 1), "calendar.new_year"},
		{easter.AddDate(0, 0, -3), "calendar.maundy_thursday"},
		{easter.AddDate(0, 0, -2), "calendar.good_friday"},
		{easter, "calendar.easter_sunday"},
		{easter.AddDate(0, 0, 1), "calendar.easter_monday"},
		{on(time.May, 1), "calendar.labour_day"},
		{on(time.May, 17), "calendar.constitution_day"},
		{easter.AddDate(0, 0, 39), "calendar.ascension_day"},
		{easter.AddDate(0, 0, 49), "calendar.whit_sunday"},
		{easter.AddDate(0, 0, 50), "calendar.whit_monday"},
		{on(time.December, 25), "calendar.christmas_day"},
		{on(time.December, 26), "calendar.boxing_day"},
	}
	slices.SortStableFunc(all, func(a, b Holiday) int { return a.Day.Compare(b.Day) })
	return all
}

// HolidayOn returns the public holiday on the day, if it is one.
func HolidayOn(day time.Time) (Holiday, bool) {
	d := Day(day)
	for _, h := range Holidays(d.Year()) {
		if h.Day.Equal(d) {
			return h, true
		}
	}
	return Holiday{}, false
}

// Works reports whether offices are open on the day: Monday to Friday, public holidays apart.
func Works(day time.Time) bool {
	weekday := Day(day).Weekday()
	_, holiday := HolidayOn(day)
	return weekday != time.Saturday && weekday != time.Sunday && !holiday
}

// WorkingDays returns the nth working day after the day of from. With no days it is the day itself.
func WorkingDays(from time.Time, n int) time.Time {
	day := Day(from)
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if Works(day) {
			n--
		}
	}
	return day
}

// easterSunday follows the rule of 1582: the Sunday after the first full moon of the church on or after 21 March
// (the method Meeus gives in Astronomical Algorithms, chapter 8).
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
