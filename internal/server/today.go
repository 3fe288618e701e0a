package server

import (
	"context"
	"net/http"
	"slices"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/learning"
	"plass/internal/today"
	"plass/internal/user"
	"plass/templates/buddyview"
	"plass/templates/standinview"
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
	contact, away := employer.AskOurContactPerson(b, employer.ID{UUID: tx.Actor.Employer}), user.AskStandInAt(b, tx.Actor.Employer)
	if !tx.Actor.Is(auth.Buddy) {
		if err := b.Send(r.Context()); err != nil {
			return nil, err
		}
		return page(todayview.Partner(l, contactCard(r.Context(), *contact, *away), nil)), nil
	}
	followed := learning.AskFollowed(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	// What waits for a tick stands on the card.
	l.Items = slices.DeleteFunc(l.Items, func(i today.Item) bool { return i.What == today.LearningToTick })
	nav := contactCard(r.Context(), *contact, *away)
	return page(todayview.Partner(l, nav, buddyview.Cards(*followed, nav, tx.Now))), nil
}

// contactCard returns how to reach the contact person, and who stands in just now; empty when nobody is yet.
func contactCard(ctx context.Context, found []employer.ContactPerson, away []user.StandIn) ui.Person {
	if len(found) == 0 {
		return ui.Person{}
	}
	return ui.Person{Name: found[0].Name, Does: "now.contact_person_does", Phone: found[0].Phone, Instead: standinview.Instead(ctx, away)}
}
