package server

import (
	"net/http"

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
	if id := form.IDOrNone[employer.ID](v.Form, "employer"); id != nil && !v.Form.Failed() {
		v.Employer, filter.Employer = employer.Ask(b, *id), &id.UUID
	} else {
		show := v.Form.Value("show")
		v.Mine = show == "mine" || show == "" && tx.Actor.Is(auth.NavContact)
		filter.Mine = v.Mine
	}
	boards := seat.Ask(b, tx, filter)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	v.Boards = boards.Boards()
	return page(seatview.Board(v)), nil
}

// showOurSeats shows an employer its places; to those who are to see no person, how many there are.
func (s *Server) showOurSeats(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v := seating(r, tx)
	b := db.NewBatch(tx)
	boards := seat.Ask(b, tx, seat.Filter{Day: v.Day})
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	v.Boards = boards.Boards()
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
