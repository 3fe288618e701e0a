// Package seatview shows the places that were promised, seat by seat and over time.
package seatview

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

// A View is the board as somebody looks at it.
type View struct {
	Boards []seat.Board
	Form   *form.Form // asks for another day
	Day    time.Time
	Today  time.Time
	Known  time.Time    // before it, the one looking sees nobody
	Mine   bool         // only the employers of the one looking
	Only   *One         // only this one
	Rows   []seat.Board // of a board that is folded: those on this page
	First  string       // the address of the first page; empty: this is it
	Next   string       // the address of the next page; empty: this is the last
}

// One is an employer, a framework or an agreement, whose places alone are shown.
type One struct {
	Field string // of the address
	ID    uuid.UUID
	Name  *string // once the batch has been sent
}

// partner reports whether an employer is looking at its own places.
func partner(ctx context.Context) bool { return auth.From(ctx).Side() == auth.PartnerSide }

// address returns the board on the day, for the same employers.
func (v View) address(ctx context.Context, day time.Time) string {
	q := url.Values{}
	if !day.Equal(v.Today) {
		q.Set("day", day.Format(time.DateOnly))
	}
	return v.with(ctx, q)
}

// of returns the board on the same day, for mine or for all.
func (v View) of(ctx context.Context, whose string) string {
	q := url.Values{"show": {whose}}
	if !v.Day.Equal(v.Today) {
		q.Set("day", v.Day.Format(time.DateOnly))
	}
	return route.Seats + "?" + q.Encode()
}

func (v View) with(ctx context.Context, q url.Values) string {
	base := route.Seats
	if partner(ctx) {
		base = route.OurPlaces
	}
	switch {
	case v.Only != nil:
		q.Set(v.Only.Field, v.Only.ID.String())
	case partner(ctx):
	case v.Mine:
		q.Set("show", "mine")
	default:
		q.Set("show", "all")
	}
	if len(q) == 0 {
		return base
	}
	return base + "?" + q.Encode()
}

// days are the days one step away: the firsts of months behind and ahead that the one looking can see.
func (v View) days() []time.Time {
	first := time.Date(v.Day.Year(), v.Day.Month(), 1, 0, 0, 0, 0, time.UTC)
	var days []time.Time
	for _, months := range []int{-12, -6, -3, -1, 0, 1, 2, 3, 6} {
		if d := first.AddDate(0, months, 0); !d.Equal(v.Day) && (!d.Before(v.Known) || v.Known.Before(first.AddDate(-1, 0, 1))) {
			days = append(days, d)
		}
	}
	return days
}

// kindLook returns what the seats of the kind look like.
func kindLook(k terms.Kind) string {
	if k == terms.Durable {
		return "durable"
	}
	return "training"
}

// look returns what the seat looks like and where it leads.
func look(ctx context.Context, v View, b seat.Board, s seat.Seat) ui.SeatLook {
	l := ui.SeatLook{Kind: kindLook(b.Line.Kind), State: string(s.State), Late: s.Alarm, Label: label(ctx, v, b, s)}
	switch s.State {
	case seat.Filled:
		l.Text, l.Named = s.Stay.Name, partner(ctx) && s.Stay.Name != ""
		l.Href = placement(ctx, *s.Stay)
	case seat.Reserved:
		if s.Stay != nil {
			l.Text, l.Href = s.Stay.FromOn.Format("2.1."), placement(ctx, *s.Stay)
		}
	case seat.Vacant:
		l.Text = emptyFor(s)
		if v.mayAsk(ctx, b) {
			l.Href = ask(ctx, b)
		}
	}
	return l
}

// emptyFor returns the number of days the seat has been empty: "9", or "83+" when it is longer than is known.
func emptyFor(s seat.Seat) string {
	if s.Longer {
		return strconv.Itoa(s.EmptyDays) + "+"
	}
	return strconv.Itoa(s.EmptyDays)
}

// label says the same as the seat looks, in a sentence.
func label(ctx context.Context, v View, b seat.Board, s seat.Seat) string {
	args := []any{"kind", text.T(ctx, "seat.kind."+string(b.Line.Kind)), "no", s.No}
	key := "seat.label." + string(s.State)
	if s.Stay != nil {
		args = append(args, "name", s.Stay.Name, "day", ui.Date(ctx, s.Stay.FromOn))
		if s.Stay.Name == "" {
			key += "_nameless"
		}
	}
	switch {
	case s.State == seat.Reserved && s.Stay == nil:
		key = "seat.label.held"
	case s.State == seat.Vacant:
		do := ""
		if v.mayAsk(ctx, b) {
			do = text.T(ctx, askLabel(ctx)) + "."
		}
		args = append(args, "n", s.EmptyDays, "days", s.EmptyDays, "do", do)
		if s.Longer {
			key = "seat.label.vacant_long"
		} else if s.EmptyDays == 0 {
			key = "seat.label.vacant_new"
		}
	}
	words := strings.TrimSpace(text.T(ctx, key, args...))
	if s.Alarm {
		words = text.T(ctx, "seat.label.late", "label", words)
	}
	return words
}

// mayAsk reports whether the one looking can ask for somebody to the line. Another day is only to look at.
func (v View) mayAsk(ctx context.Context, b seat.Board) bool {
	who := auth.From(ctx)
	return v.Day.Equal(v.Today) && who.Role.May(auth.Cell{Resource: "request", Op: auth.Create}) && (b.Mine || who.Side() == auth.PartnerSide)
}

func ask(ctx context.Context, b seat.Board) string {
	base := route.Requests
	if partner(ctx) {
		base = route.PartnerRequests
	}
	return base + "/new?line=" + b.Line.ID.String()
}

func askLabel(ctx context.Context) string {
	if partner(ctx) {
		return "seat.ask_partner"
	}
	return "seat.ask"
}

// placement returns the page of the stay, when the one looking has one.
func placement(ctx context.Context, s seat.Stay) string {
	switch who := auth.From(ctx); {
	case partner(ctx):
		return route.Partner("placements", s.PlacementID)
	case s.Name != "" && who.Role.May(auth.Cell{Resource: "placement", Op: auth.Read}):
		return route.Placement(s.PlacementID)
	}
	return ""
}

// here tells who is in the places of the board.
func here(ctx context.Context, b seat.Board) []string {
	var all []string
	for _, s := range b.Seats {
		if s.State != seat.Filled {
			continue
		}
		name := s.Stay.Name
		if name == "" {
			name = text.T(ctx, "seat.somebody")
		}
		if s.Stay.ToOn == nil {
			all = append(all, text.T(ctx, "seat.here.open", "name", name, "from", ui.ShortDate(s.Stay.FromOn)))
		} else {
			all = append(all, text.T(ctx, "seat.here.until", "name", name, "from", ui.ShortDate(s.Stay.FromOn), "to", ui.ShortDate(*s.Stay.ToOn)))
		}
	}
	return all
}

// longest tells how long the place that has been vacant the longest has been so.
func longest(ctx context.Context, b seat.Board) string {
	most, found := seat.Seat{}, false
	for _, s := range b.Seats {
		if s.State == seat.Vacant && (!found || s.EmptyDays > most.EmptyDays) {
			most, found = s, true
		}
	}
	switch {
	case !found:
		return "–"
	case most.Longer:
		return text.T(ctx, "seat.more_than", "days", ui.Days(ctx, most.EmptyDays))
	}
	return ui.Days(ctx, most.EmptyDays)
}

// agreements groups the boards by agreement, in their order.
func (v View) agreements() [][]seat.Board {
	var groups [][]seat.Board
	for i, b := range v.Boards {
		if i == 0 || v.Boards[i-1].Line.AgreementID != b.Line.AgreementID {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], b)
	}
	return groups
}

// count tells how many of the places are filled.
func count(ctx context.Context, b seat.Board) string {
	return text.T(ctx, "seat.count", "filled", b.Filled, "n", b.Offered())
}
