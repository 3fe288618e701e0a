// Package calendar knows days in Norway: which of them people work, which week and month they belong to, and how a calendar program reads them.
package calendar

import "time"

// Oslo is where every clock on the wall hangs.
var Oslo = func() *time.Location {
	l, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err) // the program embeds the zones
	}
	return l
}()

// Day returns the day in Oslo at the moment t, as midnight UTC. That is how the database and the forms give days too, so a day stays itself.
func Day(t time.Time) time.Time {
	y, m, d := t.In(Oslo).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// At returns the moment when the clock in Oslo shows the hour and minute on the day.
func At(day time.Time, hour, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, Oslo)
}

// End returns the moment when the day is over in Oslo. What is due on a day is late from then on.
func End(day time.Time) time.Time { return At(day.AddDate(0, 0, 1), 0, 0) }

// Days returns how many days there are from one day to another; negative when the other comes first.
func Days(from, to time.Time) int { return int(Day(to).Sub(Day(from)) / (24 * time.Hour)) }

// Monday returns the first day of the week that the day belongs to.
func Monday(day time.Time) time.Time {
	d := Day(day)
	return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
}

// Week returns the number of the week that the day belongs to.
func Week(day time.Time) int {
	_, week := Day(day).ISOWeek()
	return week
}

// AddMonths returns the day n months later, or the last one of that month when it has no such day.
func AddMonths(day time.Time, n int) time.Time {
	d := Day(day)
	later := d.AddDate(0, n, 0)
	if later.Day() != d.Day() {
		return later.AddDate(0, 0, -later.Day())
	}
	return later
}

// LastOf returns the last day of something that begins on the day and lasts n months.
func LastOf(start time.Time, n int) time.Time {
	end := AddMonths(start, n)
	if end.Day() != Day(start).Day() { // the month is too short to have such a day, so all of it belongs
		return end
	}
	return end.AddDate(0, 0, -1)
}
