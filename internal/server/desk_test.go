package server_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

func TestWhoIsMyContact(t *testing.T) {
	t.Parallel()
	w := newWorld(t, withRegister(t))
	astrid := w.as(w.Administrator)
	want(t, w.as(w.HR).get(route.OurFinder+"?q=2609"), 200, "Ingen svarer for postnummer 2609 i Lillehammer ennå", "Spør kontaktpersonen")
	form := astrid.get(route.NewDesk)
	for about, c := range map[string]struct {
		says   string
		fields []string
	}{
		"nowhere":         {"Skriv minst én kommune", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.Contact.Membership.String()}},
		"no municipality": {"kjenner ikke kommunen «Atlantis»", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.Contact.Membership.String(), "municipalities", "Gjøvik\nAtlantis"}},
		"two of the name": {"kjenner ikke kommunen «Våler»", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.Contact.Membership.String(), "municipalities", "Våler"}},
		"0000":            {"«0000» er ikke et postnummer", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.Contact.Membership.String(), "postcodes", "0000"}},
		"backwards":       {"«2629-2600» er ikke et postnummer", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.Contact.Membership.String(), "postcodes", "2629-2600"}},
		"an employer":     {"Velg et av alternativene", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.HR.Membership.String(), "postcodes", "2600"}},
		"order":           {"Datoen kan ikke være før", []string{"name", "Dalen", "purpose", "Hjelp", "contact", w.Contact.Membership.String(), "postcodes", "2600", "to_on", "2026-01-01"}},
	} {
		t.Log(about)
		want(t, form.submit(route.Desks, c.fields...), 422, c.says)
	}
	want(t, form.submit(route.Desks, "name", "Dalen", "purpose", "Hjelper bedrifter", "contact", w.Contact.Membership.String(), "municipalities", "Lillehammer, 3407", "postcodes", "2600-2629"), 200, "Kontaktpunktet er laget", "Lillehammer, Gjøvik", "2600–2629")
	want(t, astrid.get(route.NewDesk).submit(route.Desks, "name", "Dalen", "purpose", "x", "contact", w.Contact.Membership.String(), "postcodes", "2700"), 409, "allerede et kontaktpunkt med dette navnet")
	want(t, w.as(w.Leader).get(route.NewDesk).submit(route.Desks, "name", "Marked", "purpose", "Resten", "contact", w.Liaison.Membership.String(), "rest", "all"), 200, "Kontaktpunktet er laget")
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator laget kontaktpunktet «Dalen».")

	for _, who := range []auth.Actor{w.Administrator, w.Leader, w.Contact, w.Liaison, w.Auditor} {
		want(t, w.as(who).get(route.ContactFinder+"?q=2609"), 200, "Nora Kontakt", "Fordi postnummer 2609 hører til Dalen.")
	}
	hr := w.as(w.HR)
	want(t, hr.get(route.OurFinder+"?q=2609"), 200, "Nora Kontakt", "Fordi postnummer 2609 hører til Dalen.", "Marked svarer der ingen andre gjør det: Lisa Kontor")
	want(t, hr.get(route.OurFinder+"?q=3405"), 200, "Nora Kontakt", "Lillehammer (3405)")
	want(t, hr.get(route.OurFinder+"?q=Kautokeino"), 200, "Lisa Kontor", "Ingen har egen kontakt for Guovdageaidnu / Kautokeino (5612). Dette er markedskontakten for resten.")
	want(t, hr.get(route.OurFinder+"?q=2670"), 200, "Lisa Kontor", "Skriv navnet på kommunen også")
	want(t, hr.get(route.OurFinder+"?q=1400"), 200, "Lisa Kontor", "postnummer 1400 i Nordre Follo")
	want(t, astrid.get(route.NewDesk).submit(route.Desks, "name", "Follo", "purpose", "Hjelper bedrifter", "contact", w.Leader.Membership.String(), "municipalities", "Nordre Follo"), 200, "Kontaktpunktet er laget")
	want(t, hr.get(route.OurFinder+"?q=1400"), 200, "Lars Leder", "Fordi postnummer 1400 i Nordre Follo hører til Follo.")
	want(t, hr.get(route.OurFinder+"?q=Atlantis"), 200, "Vi fant ingen kommune som passer til «Atlantis»", "Lisa Kontor")
	several := hr.get(route.OurFinder + "?q=Lille")
	want(t, several, 200, "3 kommuner passer til «Lille»")
	want(t, hr.get(several.link("Lillehammer (3405)")), 200, "Nora Kontakt")
	want(t, hr.get(route.OurFinder), 200, "Kommune eller postnummer")
	for typed, says := range map[string]string{"0000": "fire siffer", "12": "fire siffer", "": "Må fylles ut", "x": "minst to bokstaver"} {
		want(t, hr.get(route.OurFinder+"?q="+typed), 422, says)
	}
	want(t, hr.get(route.OurFinder+"?municipality=9999"), 422, "Ingen kommune har dette nummeret")
	for _, who := range []auth.Actor{w.Union, w.Buddy} {
		want(t, w.as(who).get(route.OurFinder), 403)
	}
	for _, who := range []auth.Actor{w.Contact, w.Liaison, w.Auditor} {
		want(t, w.as(who).post(route.Desks, "name", "x"), 403)
	}
	want(t, hr.get(route.Desks), 404)

	// Another tenant's desks are its own.
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator}))
	want(t, stranger.get(route.ContactFinder+"?q=2609"), 200, "Ingen svarer for postnummer 2609")
	at := route.Desk(uuid.MustParse(w.only(`SELECT id::text FROM desks WHERE name = 'Dalen'`)))
	want(t, stranger.get(at), 404)
	want(t, stranger.post(at+"/ending"), 404)

	// The contact leaves: the next in line answers, until the desk has another.
	w.do(w.Leader, func(ctx context.Context, tx *db.Tx) error {
		return db.Exec(ctx, tx, `UPDATE memberships SET to_at = @now WHERE id = @id`, db.Args{"id": w.Contact.Membership, "now": tx.Now})
	})
	want(t, hr.get(route.OurFinder+"?q=2609"), 200, "Dalen har ingen kontakt akkurat nå", "Lisa Kontor")
	want(t, astrid.get(route.Desks), 200, "Kontakten har sluttet")
	page := astrid.get(at)
	want(t, page, 200, "Nora Kontakt har sluttet")
	want(t, page.submit(at+"/contact", "contact", w.Contact.Membership.String()), 422)
	want(t, page.submit(at+"/contact", "contact", w.Leader.Membership.String()), 200, "Kontaktpunktet har fått ny kontakt")
	want(t, hr.get(route.OurFinder+"?q=2609"), 200, "Lars Leder")

	// It ends: today is its last day.
	want(t, astrid.get(at).submit(at+"/ending"), 200, "Kontaktpunktet er avsluttet")
	w.clock(dbtest.Now.AddDate(0, 0, 1))
	want(t, w.as(w.HR).get(route.OurFinder+"?q=2609"), 200, "Lisa Kontor")
	want(t, w.as(w.Administrator).post(at+"/ending"), 409, "Kontaktpunktet er avsluttet")
	want(t, w.as(w.Administrator).get(route.Desks), 200, "Avsluttet")
}
