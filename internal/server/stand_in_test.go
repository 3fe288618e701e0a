package server_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/inquiry"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/today"
	"plass/internal/user"
)

// day is a day of the spring in which tests happen.
func day(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

func TestAStandInHasTheWindowAndNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	berit := w.colleague("Berit Vikar")
	s := w.takesIn("Siri")
	person := candidate.ID{UUID: s.People[0].Candidate}
	w.clock(dbtest.Now)
	named := w.as(w.Contact).get(route.StandIns).submit(route.StandIns, "by", berit.Membership.String(), "from", "2026-03-28", "to", "30.03.2026")
	want(t, named, 200, "Stedfortrederen er valgt", "Berit Vikar tar over oppgavene dine 28. mars til 30. mars 2026.", "Ta bort")
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) error {
		_, err := inquiry.Ask(ctx, tx, w.Employer, inquiry.Draft{Subject: "Har de plass?"})
		return err
	})

	// The clocks go forward in the night before the 29th: the last day still ends at midnight in Oslo.
	first, last := time.Date(2026, time.March, 27, 23, 0, 0, 0, time.UTC), time.Date(2026, time.March, 30, 22, 0, 0, 0, time.UTC)
	if first != calendar.At(day(time.March, 28), 0, 0).UTC() || last != calendar.At(day(time.March, 31), 0, 0).UTC() {
		t.Fatal("the test has its midnights wrong")
	}
	for _, c := range []struct {
		at   time.Time
		open bool
	}{
		{dbtest.Now, false},
		{first.Add(-time.Second), false}, {first, true}, {first.Add(time.Second), true},
		{last.Add(-time.Second), true}, {last, false}, {last.Add(time.Second), false},
	} {
		pool := w.pool.At(c.at)
		ctx := context.Background()
		err := pool.ReadAs(ctx, berit, func(tx *db.Tx) error {
			owns, err := employer.Owns(ctx, tx, w.Employer)
			if err != nil || owns != c.open {
				t.Errorf("at %s the stand-in owns the employer: %t (%v)", c.at, owns, err)
			}
			known, err := db.Value[int](ctx, tx, `SELECT count(*)::int FROM candidates WHERE id = @id`, db.Args{"id": person})
			if err != nil || (known == 1) != c.open {
				t.Errorf("at %s the stand-in knows %d people (%v)", c.at, known, err)
			}
			list, err := today.ForNav(ctx, tx, today.Filter{StandIn: true})
			if err != nil || (len(list.Items) > 0) != c.open {
				t.Errorf("at %s %d things wait for the stand-in (%v)", c.at, len(list.Items), err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		// The contact person owns it all the while.
		err = pool.ReadAs(ctx, w.Contact, func(tx *db.Tx) error { return employer.MustOwn(ctx, tx, w.Employer) })
		if err != nil {
			t.Errorf("at %s: %v", c.at, err)
		}
	}

	// The same through the front door.
	w.clock(first)
	b := w.as(berit)
	want(t, b.get(route.StandIns), 200, "Du gjør oppgavene til Nora Kontakt nå (28. mars til 30. mars 2026).", "Se listen")
	want(t, b.get(b.get(route.StandIns).link("Se listen Nora Kontakt")), 200, "Fjord Gjenvinning: «Har de plass?»")
	want(t, b.get(route.Employer(w.Employer)), 200, "Berit Vikar", "Stedfortreder til 30. mars 2026", "Siri Prøve", "Nora Kontakt valgte Berit Vikar som stedfortreder fra 28. mars 2026 til 30. mars 2026.")
	want(t, b.get(route.Employer(w.Employer, "edit")), 200)
	w.clock(last)
	b = w.as(berit)
	if p := b.get(route.Employer(w.Employer, "edit")); p.Status != 403 {
		t.Errorf("after the window the stand-in edits: %d", p.Status)
	}
	lacks(t, b.get(route.Employer(w.Employer)), "Stedfortreder til", "Siri Prøve")
	lacks(t, b.get(route.StandIns), "Du gjør oppgavene")

	got := w.told(notice.StandInNamed)
	if len(got) != 1 || len(got[berit.Membership]) != 1 || got[berit.Membership][0] != "stand_in_named "+route.StandIns {
		t.Errorf("told %v, want the stand-in once", got)
	}
}

func TestAStandInEndsEarly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	berit, nils := w.colleague("Berit Vikar"), w.colleague("Nils Nummer To")
	nora := w.as(w.Contact)
	named := nora.get(route.StandIns).submit(route.StandIns, "by", berit.Membership.String(), "from", "2026-03-02", "to", "2026-03-06")
	want(t, named, 200, "Berit Vikar gjør oppgavene dine nå (2. mars til 6. mars 2026).", "Avslutt nå")
	if err := w.owner(berit, w.Employer); err != nil {
		t.Fatal(err)
	}
	var id uuid.UUID
	if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT id FROM stand_ins`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	end := route.StandIn(user.StandInID{UUID: id}, "ending")
	// Nobody but the leader of the office ends another's window, and an unknown one is never found.
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Contact.Tenant, Name: "Else Annetkontor"})
	for _, who := range []auth.Actor{berit, nils, elsewhere, dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})} {
		theirs, never := w.as(who).post(end), w.as(who).post(route.StandIn(uuid.New(), "ending"))
		if theirs.Status != 404 || withoutReference(theirs) != withoutReference(never) {
			t.Errorf("%s ends another's window: %d", who.Name, theirs.Status)
		}
	}
	want(t, named.submit(end), 200, "Tilgangen er avsluttet", "Ingen gjør oppgavene dine nå")
	if err := w.owner(berit, w.Employer); err == nil {
		t.Error("the stand-in still owns the employer after the end")
	}
	// What is over can be named again.
	want(t, nora.get(route.StandIns).submit(route.StandIns, "by", nils.Membership.String(), "from", "2026-03-02", "to", "2026-03-02"), 200, "Nils Nummer To gjør oppgavene dine nå")
}

func TestStandInsRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	berit, nils := w.colleague("Berit Vikar"), w.colleague("Nils Nummer To")
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})
	nora := w.as(w.Contact)
	form := nora.get(route.StandIns)
	want(t, form, 200, "Ingen gjør oppgavene dine nå", "Dette får stedfortrederen", "stenger av seg selv ved midnatt", "Berit Vikar, Kontaktperson i Nav")
	for about, c := range map[string]struct{ by, from, to, said string }{
		"nothing":           {"", "", "", "Må fylles ut."},
		"oneself":           {w.Contact.Membership.String(), "2026-03-03", "2026-03-04", "Velg et av alternativene i listen."},
		"another tenant's":  {stranger.Membership.String(), "2026-03-03", "2026-03-04", "Velg et av alternativene i listen."},
		"an employer's":     {w.HR.Membership.String(), "2026-03-03", "2026-03-04", "Velg et av alternativene i listen."},
		"the wrong order":   {berit.Membership.String(), "2026-03-05", "2026-03-04", "Datoen kan ikke være før den første datoen."},
		"31 February":       {berit.Membership.String(), "2026-02-31", "2026-03-04", "Skriv en dato som finnes"},
		"the past":          {berit.Membership.String(), "2026-02-02", "2026-03-01", "Datoen kan ikke være før i dag."},
		"for ever":          {berit.Membership.String(), "2026-03-03", "2027-03-05", "høyst ett år"},
		"what is no number": {"x", "\xff", "2026-03-04", "Feltet har tegn vi ikke kan lese"},
	} {
		p := form.submit(route.StandIns, "by", c.by, "from", c.from, "to", c.to)
		if p.Status != 422 {
			t.Errorf("%s: %d", about, p.Status)
		}
		want(t, p, 422, c.said, "Du må rette dette før du går videre")
	}
	if n := w.rows(w.Contact, "stand_ins"); n != 0 {
		t.Errorf("%d windows from refused forms", n)
	}

	// Two do not stand in on the same day, and a form sent twice names one.
	fields, _ := form.form(route.StandIns)
	fields.Set("by", berit.Membership.String())
	fields.Set("from", "2026-03-10")
	fields.Set("to", "2026-03-12")
	for range 2 {
		if p := nora.send("POST", route.StandIns, fields); p.Status != 303 {
			t.Errorf("naming a stand-in: %d", p.Status)
		}
	}
	want(t, nora.get(route.StandIns).submit(route.StandIns, "by", nils.Membership.String(), "from", "2026-03-12", "to", "2026-03-20"), 422, "Berit Vikar er allerede stedfortreder disse dagene")
	want(t, nora.get(route.StandIns).submit(route.StandIns, "by", nils.Membership.String(), "from", "2026-03-13", "to", "2026-03-20"), 200, "Nils Nummer To tar over oppgavene dine")
	if n := w.rows(w.Contact, "stand_ins"); n != 2 {
		t.Errorf("%d windows, want 2", n)
	}
	for _, who := range []auth.Actor{w.Administrator, w.Auditor} {
		if p := w.as(who).get(route.StandIns); p.Status != 403 {
			t.Errorf("a %s gets %d", who.Role, p.Status)
		}
	}
}
