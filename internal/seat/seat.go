// Package seat counts how the promised places are filled, on any day. No counter is stored:
// everything follows from the lines of the agreements and the dates of the placements.
package seat

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/terms"
)

// A LineID identifies a place line.
type LineID struct{ uuid.UUID }

// A Line is a promise of places of a kind, in force from a day.
type Line struct {
	ID          LineID
	EmployerID  uuid.UUID
	Employer    string
	AgreementID uuid.UUID
	Agreement   string
	Kind        terms.Kind
	Name        terms.Words // what the parties call it
	RoleID      *uuid.UUID  // the work role that it came from
	Count       int
	Rule        terms.Rule
	Months      *int
	AlarmDays   int
	FromOn      time.Time
	ToOn        *time.Time
	Earlier     []Stretch `db:"-"` // what it promised before, the first first
}

// A Stretch is how many places a line promised until a day.
type Stretch struct {
	Count  int
	LastOn time.Time
}

// Whole puts the stretches of each line together: a line is as it stands on the day, from its first day to its last.
func Whole(stretches []Line, day time.Time) []Line {
	of, order := map[LineID][]Line{}, []LineID{}
	for _, s := range stretches {
		if of[s.ID] == nil {
			order = append(order, s.ID)
		}
		of[s.ID] = append(of[s.ID], s)
	}
	lines := make([]Line, len(order))
	for i, id := range order {
		slices.SortFunc(of[id], func(a, b Line) int { return a.FromOn.Compare(b.FromOn) })
		line := of[id][0]
		for _, next := range of[id][1:] {
			if next.FromOn.After(day) {
				line.ToOn = next.ToOn
				continue
			}
			next.Earlier = append(line.Earlier, Stretch{line.Count, next.FromOn.AddDate(0, 0, -1)})
			next.FromOn = line.FromOn
			line = next
		}
		lines[i] = line
	}
	return lines
}

// A Stay is a placement as the board needs it.
type Stay struct {
	PlacementID uuid.UUID
	LineID      LineID
	Name        string // as the one looking may know it; may be empty
	FromOn      time.Time
	ToOn        *time.Time // the last day; nil: open-ended
	Begun       bool
}

// covers reports whether the stay takes a place on the day.
func (s Stay) covers(day time.Time) bool {
	return !day.Before(s.FromOn) && (s.ToOn == nil || !day.After(*s.ToOn))
}

// Occupied returns how many places the stays take on the day.
func Occupied(stays []Stay, day time.Time) int {
	n := 0
	for _, s := range stays {
		if s.covers(day) {
			n++
		}
	}
	return n
}

// Most returns the most places the stays take on any one day from from to to; nil is for ever.
func Most(stays []Stay, from time.Time, to *time.Time) int {
	most := Occupied(stays, from)
	for _, s := range stays { // it can only grow where somebody starts
		if s.FromOn.After(from) && (to == nil || !s.FromOn.After(*to)) {
			most = max(most, Occupied(stays, s.FromOn))
		}
	}
	return most
}

// EmptySince returns the first day of the stretch, up to and with today, in which fewer than k places were taken:
// the day place k became empty. It asks only about a day on which place k is empty.
func EmptySince(l Line, stays []Stay, k int, today time.Time) time.Time {
	since := l.FromOn
	for _, e := range l.Earlier {
		if e.Count < k { // place k was not there yet
			since = e.LastOn.AddDate(0, 0, 1)
		}
	}
	for _, s := range stays {
		if s.ToOn == nil || !s.ToOn.Before(today) {
			continue
		}
		if Occupied(stays, *s.ToOn) >= k && !s.ToOn.Before(since) {
			since = s.ToOn.AddDate(0, 0, 1)
		}
	}
	return since
}

// A State is what a seat is just now.
type State string

// The states. Each has the text key "seat.state." and the state.
const (
	Filled   State = "filled"
	Reserved State = "reserved"
	Vacant   State = "vacant"
	Closed   State = "closed"
)

// A Seat is one place of a line, as the board shows it.
type Seat struct {
	No        int // from 1
	State     State
	Stay      *Stay // who is in it, or will be
	EmptyDays int   // of a vacant or reserved seat: days since it became empty
	Longer    bool  // it has been empty for longer than that; how long, the one looking does not know
	Alarm     bool  // it has been empty longer than the agreement says
}

// A Bar is one stay on the time strip, in a lane of its own.
type Bar struct {
	Stay Stay
	Lane int
}

// A Board is how one line stands on a day.
type Board struct {
	Line     Line
	Day      time.Time
	Known    time.Time // the day from which it is known who was here
	Mine     bool      // the one looking is the employer's contact person, or stands in
	Seats    []Seat
	Stays    []Stay // the first first
	Filled   int
	Reserved int
	Vacant   int
}

// Offered returns how many places the line promises on the day of the board. More may be filled.
func (b Board) Offered() int {
	if b.Line.Open(b.Day) {
		return b.Line.Count
	}
	return 0
}

// Open reports whether the line is in force on the day.
func (l Line) Open(day time.Time) bool {
	return !day.Before(l.FromOn) && (l.ToOn == nil || !day.After(*l.ToOn))
}

// On returns how the line stands on the day, with its stays, which are known from a day on. Held is how many
// further places are kept for people the employer has said yes to meeting.
func On(l Line, stays []Stay, held int, known, today time.Time) Board {
	board := Board{Line: l, Day: today, Known: known, Stays: sorted(stays)}
	here, coming := now(board.Stays, today)
	seen := l
	if known.After(l.FromOn) {
		seen.FromOn = known // before it, somebody may have been here
	}
	places := max(l.Count, len(here))
	board.Seats = make([]Seat, 0, places)
	for no := 1; no <= places; no++ {
		seat := Seat{No: no, State: Vacant}
		switch {
		case no <= len(here):
			seat.State, seat.Stay = Filled, &here[no-1]
			board.Filled++
		case !l.Open(today):
			seat.State = Closed
		default:
			since := EmptySince(seen, stays, no, today)
			seat.EmptyDays, seat.Longer = days(since, today), since.Equal(known) && known.After(l.FromOn)
			switch next := no - len(here) - 1; {
			case next < len(coming):
				seat.State, seat.Stay = Reserved, &coming[next]
				board.Reserved++
			case next < len(coming)+held:
				seat.State = Reserved
				board.Reserved++
			default:
				seat.Alarm = l.Rule == terms.Standing && seat.EmptyDays > l.AlarmDays
				board.Vacant++
			}
		}
		board.Seats = append(board.Seats, seat)
	}
	return board
}

// now returns who is in a place today and who is to come, in the order they are given in.
func now(stays []Stay, today time.Time) (here, coming []Stay) {
	for _, s := range stays {
		if s.covers(today) {
			here = append(here, s)
		} else if s.FromOn.After(today) {
			coming = append(coming, s)
		}
	}
	return here, coming
}

func sorted(stays []Stay) []Stay {
	return slices.SortedFunc(slices.Values(stays), func(a, b Stay) int {
		if c := a.FromOn.Compare(b.FromOn); c != 0 {
			return c
		}
		return slices.Compare(a.PlacementID[:], b.PlacementID[:])
	})
}

// Bars puts each stay in the first lane that is free when it starts.
func (b Board) Bars() []Bar {
	var bars []Bar
	var free []*time.Time // the last day taken in each lane; nil: for ever
	for _, s := range b.Stays {
		lane := slices.IndexFunc(free, func(last *time.Time) bool { return last != nil && last.Before(s.FromOn) })
		if lane < 0 {
			lane = len(free)
			free = append(free, nil)
		}
		free[lane] = s.ToOn
		bars = append(bars, Bar{s, lane})
	}
	return bars
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }
