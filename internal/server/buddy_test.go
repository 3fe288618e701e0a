package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/register/local"
	"plass/internal/route"
	"plass/internal/start"
)

func TestAnEmployerKeepsItsOwnBuddies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	other := w.employer("Alliansen", string(local.Alliance))
	var theirs employer.UnitID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		theirs, err = employer.AddUnit(ctx, tx, other, employer.UnitDraft{Name: "Lager"})
		return err
	})
	hr := w.as(w.HR)
	want(t, hr.get("/partner/buddies"), 200, "Ingen faddere er lagt til ennå.")
	empty := hr.get("/partner/buddies/new").submit("/partner/buddies", "name", "", "phone", "", "most", "12", "unit", theirs.String())
	want(t, empty, 422, "Navn: Må fylles ut.", "Telefon: Må fylles ut.", "Skriv et helt tall fra 1 til 9.", "Velg et av alternativene i listen.", `value="12"`)
	if n := w.rows(w.Contact, "buddies"); n != 0 {
		t.Errorf("%d buddies, want none", n)
	}
	pool := hr.get("/partner/buddies/new").submit("/partner/buddies", "name", "Ola Fadder", "phone", "90000011", "most", "2", "unit", a.Unit.String())
	want(t, pool, 200, "Fadderen er lagt til.", "Ola Fadder", "90 00 00 11", "Papirsortering", "0 av 2", "Ledig", "Ikke ennå", "Én fadder. Én kan følge en deltaker til.")

	// Nav lets a buddy in; the employer cannot.
	nav := w.as(w.Contact)
	lacks(t, hr.get("/partner/buddies/new"), `name="email"`)
	want(t, hr.get("/partner/buddies").get(pool.link("Ola Fadder")), 200, "Ta ut fadderen")
	base := route.Employer(w.Employer)
	one := nav.get(nav.get(base + "/buddies").link("Ola Fadder"))
	want(t, one, 200, "Gi innlogging")
	want(t, one.submit(one.Path+"/login", "email", "ola@"), 422, "Skriv en e-postadresse")
	want(t, one.submit(one.Path+"/login", "email", "ola@fjord.example"), 200, "Fadderen kan logge inn nå.", "kan logge inn med e-posten sin")
	if n := w.count(`SELECT count(*) FROM memberships WHERE email = 'ola@fjord.example' AND role = 'buddy' AND to_at = 'infinity'`); n != 1 {
		t.Errorf("%d memberships for the buddy, want 1", n)
	}
	want(t, nav.get(base+"/buddies/new").submit(base+"/buddies", "name", "Per Prøve", "phone", "90000012", "email", "ola@fjord.example"), 409, "har allerede innlogging")
	want(t, nav.get(base+"/buddies/new").submit(base+"/buddies", "name", "Per Prøve", "phone", "90000012", "email", "per@fjord.example"), 200, "2 faddere.")

	// Another contact person can look, and no more.
	stranger := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office})
	want(t, stranger.get(base+"/buddies"), 200, "Ola Fadder")
	lacks(t, stranger.get(base+"/buddies"), "Legg til fadder")
	want(t, stranger.post(base+"/buddies", "name", "Inger", "phone", "90000013", "most", "1"), 403, "Bare kontaktpersonen")
	want(t, w.as(w.Union).get("/partner/buddies"), 403)

	// Who leaves no longer logs in.
	out := hr.get(pool.link("Ola Fadder"))
	want(t, out.submit(out.Path+"/leaving"), 200, "Fadderen er tatt ut.", "Én fadder.")
	if n := w.count(`SELECT count(*) FROM memberships WHERE email = 'ola@fjord.example' AND to_at = 'infinity'`); n != 0 {
		t.Error("somebody who is no buddy any more can log in as one")
	}
	want(t, hr.get(out.Path), 404)
}

func TestABuddyFollowsNoMoreThanTheirMost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	one, oneSelf := w.helper(a, "Bente Én", 1)
	two, _ := w.helper(a, "Tore To", 2)
	w.place(a, "Ada", "Prøve", one, oneSelf)
	hr := w.as(w.HR)
	pool := hr.get("/partner/buddies")
	want(t, pool, 200, "1 av 1", "Følger så mange som avtalt", "0 av 2", "2 faddere. Én kan følge en deltaker til.")

	of, _ := w.candidate("Bo", "Prøve")
	p := w.chosen(a, of)
	err := w.pool.As(t.Context(), w.Contact, func(tx *db.Tx) error {
		_, err := start.Placement(t.Context(), tx, p, start.Draft{StartsOn: tx.Today(), Buddy: &one, Today: tx.Today(), OverBecause: "Vi har plass."})
		return err
	})
	if p, ok := errors.AsType[fault.Invalid](err); !ok || p["buddy"].Key != "buddy.at_most" {
		t.Errorf("a buddy at the most got another: %v", err)
	}
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		_, err := start.Placement(ctx, tx, p, start.Draft{StartsOn: tx.Today(), Buddy: &two, Today: tx.Today()})
		return err
	})
	pool = hr.get("/partner/buddies")
	want(t, pool, 200, "1 av 1", "1 av 2")

	// Whoever follows somebody keeps the room for them, and stays.
	bente := hr.get(pool.link("Bente Én"))
	want(t, bente, 200, "Bente Én følger noen nå.")
	want(t, hr.post(bente.Path+"/leaving"), 409, "Bente Én følger noen nå.")
	tore := hr.get(pool.link("Tore To"))
	want(t, tore.submit(tore.Path, "most", "0"), 422, "Skriv et helt tall fra 1 til 9.")
	want(t, tore.submit(tore.Path, "most", "1"), 200, "Lagret.", "Følger så mange som avtalt")
}

func TestTrainingCountsForBuddyAndParticipant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 2)
	other, _ := w.helper(a, "Tore To", 2)
	s := w.place(a, "Ada", "Prøve", id, self)
	them := w.employer("Alliansen", string(local.Alliance))
	theirs, _ := w.helper(arrangement{Employer: them}, "Fremmed Fadder", 1)

	hr := w.as(w.HR)
	page := hr.get("/partner/trainings/new")
	want(t, page, 200, "Frida Fadder", "Tok fadderopplæring 31. januar 2026.", "Ada Prøve, Papirsortering")
	lacks(t, page, "Fremmed Fadder")
	want(t, page.submit("/partner/trainings", "title", "", "on_day", "2026-03-03"), 422, "Må fylles ut.", "Velg minst én fadder.", "Datoen kan ikke være fram i tid.")
	want(t, page.submit("/partner/trainings", "title", "Løft", "on_day", "2026-02-31", "buddies", theirs.String()), 422, "Skriv en dato som finnes", "Velg et av alternativene i listen.")
	pool := page.submit("/partner/trainings", "title", "Trygge løft", "on_day", "2026-03-02", "buddies", id.String(), "placement", s.ID.String())
	want(t, pool, 200, "Opplæringen er registrert.", "Trygge løft", "Ada Prøve", "02.03.2026", "31.01.2026")
	want(t, page.get("/partner/trainings/new").submit("/partner/trainings", "title", "Fadderkaffe", "on_day", "2026-03-01", "buddies", id.String(), "buddies", other.String()), 200, "Fadderkaffe", "Bare faddere")

	record := w.as(s.Self).get(route.My("papers", s.ID, "learning-record"))
	want(t, record, 200, "2. mars 2026: Trygge løft", "sammen med Frida Fadder", "Ada Prøve")
	lacks(t, record, "Fadderkaffe", "Å være fadder")

	// Another buddy took it with the participant: it counts, though the participant does not know them.
	hr.get("/partner/trainings/new").submit("/partner/trainings", "title", "Truckkjøring", "on_day", "2026-03-02", "buddies", other.String(), "placement", s.ID.String())
	record = w.as(s.Self).get(route.My("papers", s.ID, "learning-record"))
	want(t, record, 200, "2. mars 2026: Truckkjøring")
	lacks(t, record, "Tore To")
}

func TestABuddysCardSaysWhatIsNeededAndAsksForHelp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lager", nil)
	id, self := w.helper(a, "Frida Fadder", 2)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.learned(s, "Plukket tre ordrer", 1, 2, 0)

	frida := w.as(self)
	card := frida.get(route.Now)
	want(t, card, 200, "Du er fadder for Ada", "Lager", "mandag 16. mars kl. 09.00", "Løfte og flytte varer trygt", "Nora Kontakt", "Ada har skrevet om én ting. Er du enig?")
	lacks(t, card, "Prøve", "Møter tidlig", s.Candidate.String())
	want(t, card.submit(route.Partner("placements", s.ID, "help")), 200, "Kontaktpersonen i Nav har fått beskjed")
	want(t, w.as(w.Contact).get(route.Today), 200, "Frida Fadder hos Fjord Gjenvinning trenger hjelp. Ring så snart du kan.")

	// Nobody else's card, and nothing after the end.
	other := w.as(w.Buddy)
	want(t, other.get(route.Now), 200, "Du er ikke fadder for noen akkurat nå.")
	want(t, other.post(route.Partner("placements", s.ID, "help")), 404)
	want(t, w.as(w.Union).post(route.Partner("placements", s.ID, "help")), 403)
}

// count asks a number behind the walls.
func (s *site) count(sql string, args ...any) (n int) {
	s.t.Helper()
	if err := dbtest.Admin(s.t, s.pool).QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		s.t.Fatalf("%s: %v", strings.Fields(sql), err)
	}
	return n
}
