package server_test

import (
	"context"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/register/local"
	"plass/internal/route"
)

func TestALeaderNamesTheFirstContactPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nils := w.colleague("Nils Nummer To")
	lars := w.as(w.Leader)
	for _, c := range []struct {
		number string
		to     auth.Actor
	}{{string(local.Alliance), nils}, {string(local.Slow), w.Contact}} {
		var id employer.ID
		w.do(w.Leader, func(ctx context.Context, tx *db.Tx) (err error) {
			id, err = employer.Create(ctx, tx, employer.Draft{OrgNumber: c.number, Name: "Åpne Dører " + c.to.Name})
			return err
		})
		made := lars.get(route.Employer(id))
		want(t, made, 200, "Velg kontaktperson", "Hvem skal være kontaktperson?", "Nils Nummer To, ")
		lacks(t, made, "Bli kontaktperson")
		to := made.Path + "/contact-person"
		want(t, made.submit(to), 422, "Velg ett av alternativene.")
		for _, wrong := range []auth.Actor{w.Leader, w.Liaison, w.HR, dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})} {
			want(t, made.submit(to, "to", wrong.Membership.String()), 422, "Velg et av alternativene i listen.")
		}
		// A contact person names nobody but themselves, and a liaison nobody.
		want(t, w.as(w.Liaison).post(to, "to", nils.Membership.String()), 403)
		named := made.submit(to, "to", c.to.Membership.String())
		want(t, named, 200, "Kontaktpersonen er valgt og har fått beskjed", c.to.Name)
		lacks(t, named, "Velg kontaktperson")
		if n := w.count(`SELECT count(*) FROM notices WHERE membership_id = $1 AND what = 'appointed' AND link = $2`, c.to.Membership, made.Path); n != 1 {
			t.Errorf("%s is told %d times", c.to.Name, n)
		}
		want(t, lars.post(to, "to", w.Contact.Membership.String()), 409)
		if n := w.count(`SELECT count(*) FROM contact_persons WHERE membership_id = $1 AND '/employers/' || employer_id = $2`, c.to.Membership, made.Path); n != 1 {
			t.Errorf("%s is contact person %d times", c.to.Name, n)
		}
	}
}

func TestALeaderEndsAStandInOfTheOwnOffice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nils := w.colleague("Nils Nummer To")
	w.as(w.Contact).get(route.StandIns).submit(route.StandIns, "by", nils.Membership.String(), "from", "2026-03-02", "to", "2026-03-06")
	w.as(w.Liaison).get(route.StandIns).submit(route.StandIns, "by", nils.Membership.String(), "from", "2026-03-02", "to", "2026-03-06")
	if err := w.owner(nils, w.Employer); err != nil {
		t.Fatal(err)
	}
	end := "/stand-ins/" + w.only(`SELECT id::text FROM stand_ins WHERE membership_id = $1`, w.Contact.Membership) + "/ending"
	lars := w.as(w.Leader)
	page := lars.get(route.StandIns)
	want(t, page, 200, "Nils Nummer To er stedfortreder for Nora Kontakt", "Nils Nummer To er stedfortreder for Lisa Kontor", "Avslutt nå")
	ended := page.submit(end)
	want(t, ended, 200, "Tilgangen er avsluttet", "Nils Nummer To er stedfortreder for Lisa Kontor")
	lacks(t, ended, "for Nora Kontakt")
	if err := w.owner(nils, w.Employer); err == nil {
		t.Error("the stand-in still owns the employer after the end")
	}
	want(t, lars.post(end), 404)
}

func TestALeaderNamesAStandInForSomebodyWhoIsIll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nils := w.colleague("Nils Nummer To")
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Name: "Else Annetkontor"})
	w.clock(dbtest.Now)
	lars := w.as(w.Leader)
	form := lars.get(route.StandIns)
	want(t, form, 200, "Hvem er borte?", "Jeg selv", "Nora Kontakt", "Lisa Kontor")
	days := []string{"from", "2026-03-02", "to", "2026-03-04", "by", nils.Membership.String(), "for"}
	for about, who := range map[string]string{"another office's": elsewhere.Membership.String(), "an employer's": w.HR.Membership.String(), "the stand-in": nils.Membership.String(), "nobody": ""} {
		if p := form.submit(route.StandIns, append(days, who)...); p.Status != 422 {
			t.Errorf("%s: %d", about, p.Status)
		}
	}
	named := form.submit(route.StandIns, append(days, w.Contact.Membership.String())...)
	want(t, named, 200, "Stedfortrederen er valgt", "Nils Nummer To er stedfortreder for Nora Kontakt 2. mars til 4. mars 2026.")
	want(t, w.as(w.Contact).get(route.StandIns), 200, "Nils Nummer To gjør oppgavene dine nå", "Avslutt nå")
	want(t, w.as(nils).get(route.StandIns), 200, "Du gjør oppgavene til Nora Kontakt nå")
	if err := w.owner(nils, w.Employer); err != nil {
		t.Error(err)
	}
	w.clock(time.Date(2026, time.March, 5, 12, 0, 0, 0, time.UTC))
	if err := w.owner(nils, w.Employer); err == nil {
		t.Error("the window does not close")
	}
	// For themselves as before, and nobody but a leader for others.
	want(t, w.as(w.Leader).get(route.StandIns).submit(route.StandIns, "from", "2026-03-06", "to", "2026-03-06", "by", nils.Membership.String(), "for", w.Leader.Membership.String()), 200, "Nils Nummer To tar over oppgavene dine")
	nora := w.as(w.Contact).get(route.StandIns)
	lacks(t, nora, "Hvem er borte?")
	nora.submit(route.StandIns, "from", "2026-03-07", "to", "2026-03-07", "by", nils.Membership.String(), "for", w.Liaison.Membership.String())
	if n := w.count(`SELECT count(*) FROM stand_ins WHERE membership_id = $1`, w.Liaison.Membership); n != 0 {
		t.Error("a contact person names a stand-in for somebody else")
	}
}
