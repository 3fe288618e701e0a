package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"plass/internal/form"
	"plass/internal/text"
)

// Date writes a day in a sentence: "1. september 2023".
func Date(ctx context.Context, t time.Time) string {
	t = t.In(form.Oslo)
	return text.T(ctx, "ui.date", "day", t.Day(), "month", Month(ctx, t.Month()), "year", t.Year())
}

// DayMonth writes a day of this year: "1. september".
func DayMonth(ctx context.Context, t time.Time) string {
	t = t.In(form.Oslo)
	return text.T(ctx, "ui.day_month", "day", t.Day(), "month", Month(ctx, t.Month()))
}

// WeekdayDate writes a day with its name: "fredag 1. september 2023".
func WeekdayDate(ctx context.Context, t time.Time) string {
	return Weekday(ctx, t) + " " + Date(ctx, t)
}

// ShortDate writes a day in a table: "01.09.2023".
func ShortDate(t time.Time) string { return t.In(form.Oslo).Format("02.01.2006") }

// ShortDateOr is like [ShortDate], with other words for no day.
func ShortDateOr(ctx context.Context, t *time.Time, label string) string {
	if t == nil {
		return words(ctx, label)
	}
	return ShortDate(*t)
}

// Clock writes a time of day: "kl. 14.00".
func Clock(ctx context.Context, t time.Time) string {
	return text.T(ctx, "ui.clock", "hour", t.In(form.Oslo).Format("15"), "minute", t.In(form.Oslo).Format("04"))
}

// DateTime writes a moment: "1. september 2023 kl. 14.00".
func DateTime(ctx context.Context, t time.Time) string { return Date(ctx, t) + " " + Clock(ctx, t) }

// Appointment writes a moment to meet at: "fredag 1. september kl. 14.00".
func Appointment(ctx context.Context, t time.Time) string {
	return Weekday(ctx, t) + " " + DayMonth(ctx, t) + " " + Clock(ctx, t)
}

// Relative writes a moment by its distance from now: "i dag kl. 14.00", "i morgen kl. 9.00", else as an appointment.
func Relative(ctx context.Context, now, t time.Time) string {
	switch days(now, t) {
	case 0:
		return text.T(ctx, "ui.today") + " " + Clock(ctx, t)
	case 1:
		return text.T(ctx, "ui.tomorrow") + " " + Clock(ctx, t)
	case -1:
		return text.T(ctx, "ui.yesterday") + " " + Clock(ctx, t)
	}
	return Appointment(ctx, t)
}

// days counts the midnights in Oslo between two moments.
func days(from, to time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(form.Oslo).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

// Period writes from one day to another; without an end it says since when.
func Period(ctx context.Context, from time.Time, to *time.Time) string {
	if to == nil {
		return text.T(ctx, "ui.from", "from", Date(ctx, from))
	}
	if from.Year() == to.Year() {
		return text.T(ctx, "ui.period", "from", DayMonth(ctx, from), "to", Date(ctx, *to))
	}
	return text.T(ctx, "ui.period", "from", Date(ctx, from), "to", Date(ctx, *to))
}

// Days writes a number of days: "1 dag", "9 dager".
func Days(ctx context.Context, n int) string { return text.T(ctx, "ui.days", "n", n) }

// Weekday writes the name of the day: "mandag".
func Weekday(ctx context.Context, t time.Time) string {
	return text.T(ctx, "ui.weekday."+strconv.Itoa(int(t.In(form.Oslo).Weekday())))
}

// Month writes the name of the month: "september".
func Month(ctx context.Context, m time.Month) string {
	return text.T(ctx, "ui.month."+strconv.Itoa(int(m)))
}

// Capital begins words as a sentence begins: "Fredag 1. september".
func Capital(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// Phone writes a telephone number as it is read aloud: "22 22 22 22". A number from abroad stays as it is.
func Phone(number string) string {
	bare := dialled(number)
	national := strings.TrimPrefix(bare, "+47")
	if len(national) != 8 || strings.HasPrefix(national, "+") {
		return number
	}
	return national[:2] + " " + national[2:4] + " " + national[4:6] + " " + national[6:]
}

// dialled leaves only what a telephone dials.
func dialled(number string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, number)
}

// international returns what to dial from anywhere.
func international(number string) string {
	bare := dialled(number)
	if len(bare) == 8 {
		return "+47" + bare
	}
	return bare
}

// Grouped writes digits in groups of three from the right: "456 123 911", "500 000".
func Grouped(digits string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteRune('\u00a0')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Kroner writes an amount: "500 000 kroner".
func Kroner(ctx context.Context, n int) string {
	return text.T(ctx, "ui.kroner", "amount", Grouped(strconv.Itoa(n)))
}

// Percent writes a share: "20 %".
func Percent(n int) string { return fmt.Sprintf("%d\u00a0%%", n) }

func machineTime(t time.Time) string { return t.In(form.Oslo).Format(time.RFC3339) }
