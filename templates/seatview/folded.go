package seatview

import (
	"context"
	"slices"
	"strconv"

	"plass/internal/seat"
	"plass/internal/text"
	"plass/templates/ui"
)

// How much a board shows seat by seat and over time. A larger one is folded: a row for each line, and the rest behind it.
const (
	mostLines = 30
	mostSeats = 150
)

// FoldedRows is how many lines a page of a folded board shows.
const FoldedRows = 50

// Folded reports whether the board is too large to show seat by seat.
func (v View) Folded() bool {
	seats := 0
	for _, b := range v.Boards {
		seats += len(b.Seats)
	}
	return len(v.Boards) > mostLines || seats > mostSeats
}

// A run is seats beside each other that look alike.
type run struct {
	X, Width string
	Look     string // the id of its pattern
}

// seatStep is how wide a seat is drawn in a row, with the gap to the next.
const seatStep = 14

// runs returns the seats of the board as they are drawn in a row.
func runs(b seat.Board) []run {
	var all []run
	for from := 0; from < len(b.Seats); {
		to, look := from, drawn(b, b.Seats[from])
		for to < len(b.Seats) && drawn(b, b.Seats[to]) == look {
			to++
		}
		all = append(all, run{strconv.Itoa(from * seatStep), strconv.Itoa((to - from) * seatStep), patternID(look)})
		from = to
	}
	return all
}

// drawn returns what the seat looks like in a row.
func drawn(b seat.Board, s seat.Seat) ui.SeatLook {
	return ui.SeatLook{Kind: kindLook(b.Line.Kind), State: string(s.State), Late: s.Alarm}
}

// only returns the board of the line's agreement alone, on the same day.
func (v View) only(ctx context.Context, b seat.Board) string {
	v.Only = &One{Field: "agreement", ID: b.Line.AgreementID}
	return v.address(ctx, v.Day)
}

// about names the line: whose it is where there are many, its agreement, and what kind of places.
func (v View) about(ctx context.Context, b seat.Board) string {
	if partner(ctx) || v.Only != nil {
		return b.Line.Agreement
	}
	return b.Line.Employer + ": " + b.Line.Agreement
}

// standing tells how the places of the line stand, in a sentence or two.
func standing(ctx context.Context, b seat.Board) string {
	words := count(ctx, b)
	if b.Vacant > 0 {
		words += " " + text.T(ctx, "seat.longest", "n", b.Vacant, "days", longest(ctx, b))
	}
	return words
}

// what names the kind of places, and what the parties call them.
func what(ctx context.Context, b seat.Board) string {
	if name := b.Line.Name.In(text.From(ctx)); name != "" {
		return name
	}
	return text.T(ctx, "terms.kinds."+string(b.Line.Kind))
}

// late reports whether a place of the line has been vacant for longer than was agreed.
func late(b seat.Board) bool {
	return slices.ContainsFunc(b.Seats, func(s seat.Seat) bool { return s.Alarm })
}

// patterns are what seats can look like in a row.
func patterns() []ui.SeatLook {
	var all []ui.SeatLook
	for _, kind := range []string{"durable", "training"} {
		for _, state := range []seat.State{seat.Filled, seat.Reserved, seat.Vacant, seat.Closed} {
			all = append(all, ui.SeatLook{Kind: kind, State: string(state)})
		}
		all = append(all, ui.SeatLook{Kind: kind, State: string(seat.Vacant), Late: true})
	}
	return all
}

func radius(l ui.SeatLook) string {
	if l.Kind == "durable" {
		return "3"
	}
	return "6"
}

// patternID names the pattern that seats with the look are drawn with.
func patternID(l ui.SeatLook) string {
	if l.Late {
		return l.Kind + "-" + l.State + "-late"
	}
	return l.Kind + "-" + l.State
}
