package seatview

import (
	"context"
	"fmt"
	"time"

	"plass/internal/seat"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

// Heights of the strip, in pixels.
const (
	stripHead = 20
	laneStep  = 16
	barHeight = 11
)

// A strip is a line over time: twelve months back, or as far as is known, and six forward.
type strip struct {
	from, to time.Time
	Lanes    int
	Bars     []bar
	Gaps     []bar
}

// A bar is a stretch of time in a lane; across is in percent of the strip.
type bar struct {
	X, Width string
	Y        int
	Class    string
	Words    string
}

// A tick is where a month begins.
type tick struct {
	X     string
	Label string // empty for most months
}

// span returns the time that every strip of the board shows, with nothing on it.
func (v View) span() strip {
	first := time.Date(v.Day.Year(), v.Day.Month(), 1, 0, 0, 0, 0, time.UTC)
	s := strip{from: first.AddDate(-1, 0, 0), to: first.AddDate(0, 7, 0)}
	if v.Known.After(s.from) {
		s.from = v.Known
	}
	return s
}

// ticks returns where the months of the span begin.
func ticks(ctx context.Context, v View) []tick {
	s, all := v.span(), []tick(nil)
	for month := time.Date(s.from.Year(), s.from.Month(), 1, 0, 0, 0, 0, time.UTC); month.Before(s.to); month = month.AddDate(0, 1, 0) {
		if month.Before(s.from) {
			continue
		}
		t := tick{X: s.x(month)}
		if month.Month()%3 == 1 {
			t.Label = text.T(ctx, fmt.Sprintf("seat.month.%d", int(month.Month())))
			if month.Month() == time.January {
				t.Label = fmt.Sprint(month.Year())
			}
		}
		all = append(all, t)
	}
	return all
}

// over returns the board's line over time.
func (v View) over(ctx context.Context, b seat.Board) strip {
	s, today := v.span(), v.Today
	s.Lanes = b.Line.Count
	bars := b.Bars()
	for _, held := range bars {
		if s.seen(held.Stay.FromOn, held.Stay.ToOn) {
			s.Lanes = max(s.Lanes, held.Lane+1)
		}
	}
	for lane := range b.Line.Count {
		if s.seen(b.Line.FromOn, b.Line.ToOn) {
			s.Gaps = append(s.Gaps, s.bar(b.Line.FromOn, b.Line.ToOn, lane, "strip__gap"))
		}
	}
	for _, held := range bars {
		if !s.seen(held.Stay.FromOn, held.Stay.ToOn) {
			continue
		}
		class := "strip__bar"
		if b.Line.Kind == terms.WorkTraining {
			class += " strip__bar--training"
		}
		words := stayWords(ctx, held.Stay)
		yesterday := today.AddDate(0, 0, -1)
		switch from, to := held.Stay.FromOn, held.Stay.ToOn; {
		case from.After(today):
			s.add(from, to, held.Lane, class+" strip__bar--ahead", words)
		case to == nil || to.After(today): // until now, and from now on
			s.add(from, &yesterday, held.Lane, class, words)
			s.add(today, to, held.Lane, class+" strip__bar--ahead", words)
		default:
			s.add(from, to, held.Lane, class, words)
		}
	}
	return s
}

func stayWords(ctx context.Context, s seat.Stay) string {
	name := s.Name
	if name == "" {
		name = text.T(ctx, "seat.somebody")
	}
	return text.T(ctx, "seat.bar", "name", name, "period", ui.Period(ctx, s.FromOn, s.ToOn))
}

// seen reports whether any of the stretch is on the strip.
func (s *strip) seen(from time.Time, to *time.Time) bool {
	return from.Before(s.to) && (to == nil || !to.Before(s.from))
}

// add puts a stretch of a stay on the strip, if any of it can be seen.
func (s *strip) add(from time.Time, to *time.Time, lane int, class, words string) {
	if s.seen(from, to) && (to == nil || !to.Before(from)) {
		b := s.bar(from, to, lane, class)
		b.Words = words
		s.Bars = append(s.Bars, b)
	}
}

func (s *strip) bar(from time.Time, to *time.Time, lane int, class string) bar {
	if from.Before(s.from) {
		from = s.from
	}
	end := s.to
	if to != nil && to.AddDate(0, 0, 1).Before(end) {
		end = to.AddDate(0, 0, 1) // the last day is whole
	}
	return bar{X: s.x(from), Width: percent(s.share(end) - s.share(from)), Y: stripHead + lane*laneStep, Class: class}
}

func (s *strip) share(day time.Time) float64 {
	return 100 * day.Sub(s.from).Hours() / s.to.Sub(s.from).Hours()
}

// x returns where the day is.
func (s *strip) x(day time.Time) string { return percent(s.share(day)) }

func percent(share float64) string { return fmt.Sprintf("%.2f%%", share) }

// height is how tall the strip is.
func (s strip) height() int { return stripHead + s.Lanes*laneStep }

// shows reports whether the day is on the strip.
func (s strip) shows(day time.Time) bool { return !day.Before(s.from) && day.Before(s.to) }

// stripLabel says what the strip is of, for those who do not see it.
func stripLabel(ctx context.Context, b seat.Board, s strip) string {
	return text.T(ctx, "seat.strip", "kind", text.T(ctx, "terms.kinds."+string(b.Line.Kind)), "employer", b.Line.Employer,
		"from", ui.Date(ctx, s.from), "to", ui.Date(ctx, s.to.AddDate(0, 0, -1)))
}
