package server

import (
	"net/http"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/seat"
	"plass/templates/seatview"
)

// showSeats shows the places of many employers: those of the one looking, all, or one.
func (s *Server) showSeats(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v := seating(r, tx)
	filter := seat.Filter{Day: v.Day}
	b := db.NewBatch(tx)
	if v.Only = only(b, v.Form, &filter); v.Only == nil {
		show := v.Form.Value("show")
		v.Mine = show == "mine" || show == "" && tx.Actor.Is(auth.NavContact)
		filter.Mine = v.Mine
	}
	boards := seat.Ask(b, tx, filter)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	v.Boards = boards.Boards()
	fold(r, &v)
	return page(seatview.Board(v)), nil
}

// showOurSeats shows an employer its places; to those who are to see no person, how many there are.
func (s *Server) showOurSeats(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v := seating(r, tx)
	filter := seat.Filter{Day: v.Day}
	b := db.NewBatch(tx)
	v.Only = only(b, v.Form, &filter)
	boards := seat.Ask(b, tx, filter)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	v.Boards = boards.Boards()
	fold(r, &v)
	if !tx.Actor.Is(auth.EmployerContact) {
		return page(seatview.Promised(v, tx.Actor.OrganisationName)), nil
	}
	return page(seatview.Ours(v, tx.Actor.OrganisationName)), nil
}

// seating returns the view of the day in the address; today when it names none that can be shown.
func seating(r *http.Request, tx *db.Tx) seatview.View {
	v := seatview.View{Form: form.Asked(r), Today: tx.Today(), Day: tx.Today()}
	if day := v.Form.DateOrNone("day"); day != nil && !v.Form.Failed() {
		v.Day = *day
	}
	v.Known = seat.Known(tx, v.Day)
	if v.Day.Before(v.Known) {
		v.Day = v.Known
	}
	return v
}

// only asks for the employer, the framework or the agreement that the address names, if it names one, and narrows the filter to it.
func only(b *db.Batch, f *form.Form, filter *seat.Filter) *seatview.One {
	if id := form.IDOrNone[employer.ID](f, "employer"); id != nil && !f.Failed() {
		filter.Employer = &id.UUID
		return &seatview.One{Field: "employer", ID: id.UUID, Name: &employer.Ask(b, *id).Name}
	}
	if id := form.IDOrNone[agreement.ID](f, "framework"); id != nil && !f.Failed() {
		filter.Framework = &id.UUID
		return &seatview.One{Field: "framework", ID: id.UUID, Name: &agreement.Ask(b, *id).Title}
	}
	if id := form.IDOrNone[agreement.ID](f, "agreement"); id != nil && !f.Failed() {
		filter.Agreement = &id.UUID
		return &seatview.One{Field: "agreement", ID: id.UUID, Name: &agreement.Ask(b, *id).Title}
	}
	return nil
}

// fold chooses the lines of the page that the address asks for, when the board is too large to show seat by seat.
func fold(r *http.Request, v *seatview.View) {
	if !v.Folded() {
		return
	}
	after := v.Form.Text("after")
	rows, last := pageOf(afterRow(v.Boards, func(b seat.Board) bool { return b.Line.ID.String() == after }), seatview.FoldedRows)
	v.Rows, v.First = rows, firstPage(r, after)
	v.Next = nextPage(r, last, func(b seat.Board) string { return b.Line.ID.String() })
}
