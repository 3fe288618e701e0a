package server_test

import (
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

// TestAnOfferWithinThePeriod: when so much of it has gone by, those without are listed, and a relevant offer takes them off.
func TestAnOfferWithinThePeriod(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("fretex")
	p.begin()
	p.days(55) // of 92: 60 percent have gone by on the 56th day
	want(t, w.as(w.Contact).get(w.as(w.Contact).get(p.book).link("Uten jobbtilbud ennå")), 200, "Ingen venter på et tilbud.")
	lacks(t, w.as(w.Contact).get(route.Today), "lovede jobbtilbudet")
	p.days(56)
	for _, who := range []auth.Actor{w.Contact, w.HR} {
		list, today := route.NoOfferYet, route.Today
		if who.Role == auth.EmployerContact {
			list, today = route.OurNoOfferYet, route.Now
		}
		want(t, w.as(who).get(today), 200, "Én deltaker har ikke fått det lovede jobbtilbudet ennå.", list)
		want(t, w.as(who).get(list), 200, "Ada", "60 %", "01.06.2026")
	}
	offers := route.Placement(p.of.ID, "offers")
	form := w.as(w.Contact).get(offers)
	want(t, form.submit(offers, "what", "Sjåfør", "offered_by", "Bilringen", "form", "permanent", "relevant", "no"), 200, "Sjåfør hos Bilringen")
	want(t, w.as(w.HR).get(route.OurNoOfferYet), 200, "Ada")
	want(t, w.as(w.Contact).get(offers).submit(offers, "what", "Butikk", "offered_by", "Nabobutikken", "form", "temporary", "relevant", "yes", "relevant_because", "Målet er butikk", "percent", "50"), 200, "Holdt")
	want(t, w.as(w.HR).get(route.OurNoOfferYet), 200, "Ingen venter på et tilbud.")
	want(t, w.as(w.Union).get("/partner"+p.book), 200, "Tar selv ansvar for å søke")
	lacks(t, w.as(w.Union).get("/partner"+p.book), "Ada", "Nabobutikken")
}

func TestTheParticipantAnswersAnOffer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("fretex")
	p.begin()
	offers := route.Placement(p.of.ID, "offers")
	w.as(w.Contact).get(offers).submit(offers, "what", "Butikk", "offered_by", "Nabobutikken", "form", "temporary", "relevant", "no", "percent", "50")
	ada := w.as(p.of.Self)
	mine := ada.get(route.MyPromises)
	want(t, mine, 200, "Du har fått et jobbtilbud", "Butikk hos Nabobutikken", "Du har ikke svart ennå.", "du svarer bare én gang")
	want(t, ada.get(route.MyPlan), 200, "Du har fått et jobbtilbud", "Se tilbudet og svar")
	answer := route.My("placements", p.of.ID, "offers", w.only(`SELECT id::text FROM job_offers`), "answer")
	want(t, ada.post(answer, "answer", "kanskje"), 422)
	want(t, mine.submit(answer, "answer", "yes"), 200, "Takk for svaret.", "Du sa ja.")
	want(t, ada.post(answer, "answer", "no"), 409, "Svaret er alt skrevet ned.")
	lacks(t, ada.get(route.MyPromises), "Ja, jeg vil ha jobben", "Du har fått et jobbtilbud")
	lacks(t, ada.get(route.MyPlan), "Du har fått et jobbtilbud")
	want(t, w.as(w.Contact).get(offers), 200, "Deltakeren sa ja.")
	want(t, w.as(w.Contact).get(route.Notices), 200, "Deltakeren har svart på et jobbtilbud.")
	want(t, w.as(w.HR).get(route.Partner("placements", p.of.ID, "offers")), 200, "Deltakeren sa ja.")

	// Somebody else's offer is nobody's to answer.
	w.as(w.Contact).get(offers).submit(offers, "what", "Lager", "offered_by", "Bilringen", "form", "temporary", "relevant", "no")
	other := strings.Replace(answer, w.only(`SELECT id::text FROM job_offers WHERE answer IS NOT NULL`), w.only(`SELECT id::text FROM job_offers WHERE answer IS NULL`), 1)
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Candidate, Tenant: w.Contact.Tenant}))
	want(t, stranger.post(other, "answer", "no"), 404)
	want(t, ada.get(route.MyPromises).submit(other, "answer", "no"), 200, "Du sa nei.")
}
