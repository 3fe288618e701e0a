package server

import (
	"net/http"

	"github.com/a-h/templ"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/today"
	"plass/templates/todayview"
	"plass/templates/ui"
)

func (s *Server) showToday(r *http.Request, tx *db.Tx) (http.Handler, error) {
	who := r.URL.Query().Get("who")
	f := today.Filter{StandIn: who == "stand-in", Office: who == "office" && tx.Actor.Is(auth.OfficeLeader)}
	l, err := today.ForNav(r.Context(), tx, f)
	if err != nil {
		return nil, err
	}
	return page(todayview.Nav(l, f)), nil
}

func (s *Server) showNow(r *http.Request, tx *db.Tx) (http.Handler, error) {
	l, err := today.ForPartner(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	contact := employer.AskOurContactPerson(b, employer.ID{UUID: tx.Actor.Employer})
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	var extra templ.Component // a buddy's own card
	return page(todayview.Partner(l, contactCard(*contact), extra)), nil
}

// contactCard returns how to reach the contact person; empty when nobody is yet.
func contactCard(found []employer.ContactPerson) ui.Person {
	if len(found) == 0 {
		return ui.Person{}
	}
	return ui.Person{Name: found[0].Name, Does: "now.contact_person_does", Phone: found[0].Phone}
}
