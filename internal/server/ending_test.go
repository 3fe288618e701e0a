package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/register/local"
	"plass/internal/route"
	"plass/internal/terms"
)

// participantStep gives the good branch a step of the participant's own.
func participantStep(whole *terms.Terms) {
	whole.Commitments.Branches["good"] = append(whole.Commitments.Branches["good"], terms.BranchStep{What: terms.Own("Send attesten til to arbeidsgivere"), Owner: "participant", Days: 10})
}

func TestTheEndOpensWhatWasAgreed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", participantStep)
	second := w.employer("Alliansen", string(local.Alliance))
	two := w.arrange(second, w.partner(second, auth.EmployerContact, "Siri Personal"), "ia_vikar", "Lager", nil)
	for _, c := range []struct {
		a              arrangement
		outcome, day   string
		steps, others  []string
		due            string
		employer, mine []string
	}{
		{one, "job_elsewhere", "2026-03-16", []string{"Skriv og signer attesten", "Snakk om jobb her eller referanse til en annen arbeidsgiver", "Avtal veien videre med deltakeren", "Send attesten til to arbeidsgivere"},
			[]string{"Lag en ny plan sammen med deltakeren", "Ring deltakeren samme dag"}, "frist 26. mars 2026",
			[]string{"Snakk om jobb her", "Send attesten til to arbeidsgivere"}, []string{"Send attesten til to arbeidsgivere"}},
		{two, "moved_on", "2026-03-13", []string{"Hold møte med deltakeren og arbeidsgiveren om hva som skjedde", "Skriv og signer attesten for det som er gjort", "Lag en ny plan sammen med deltakeren"},
			[]string{"Gi deltakeren dokumentasjonen av opplæringen", "Avtal veien videre"}, "frist 27. mars 2026",
			[]string{"Skriv og signer attesten for det som er gjort"}, nil},
	} {
		w.clock(dbtest.Now)
		id, self := w.helper(c.a, "Frida Fadder", 1)
		s := w.place(c.a, "Ada", "Prøve", id, self)
		w.clock(dbtest.Now.AddDate(0, 0, 14))
		open := w.count(`SELECT count(*) FROM meetings WHERE placement_id = $1 AND cancelled_at IS NULL AND at > '2026-03-17'`, s.ID)

		nora := w.as(w.Contact)
		to := route.Placement(s.ID, "ending")
		ask := nora.get(to)
		want(t, ask, 200, c.steps...)
		want(t, ask, 200, c.others...)
		want(t, ask, 200, "Jobb et annet sted", "Møtte ikke", "Bare Nav", "Et utkast til attest blir laget", "Ja, avslutt perioden", "Behold perioden", `value="2026-03-16"`)
		if open < 2 {
			t.Fatalf("%d meetings ahead: the rhythm made none", open)
		}
		if !strings.Contains(ask.text(), "I dag er det") {
			t.Error("the page does not say how many meetings are called off")
		}
		want(t, ask.submit(to, "last_day", "2026-03-17"), 422, "Velg ett av alternativene.", "Datoen kan ikke være fram i tid.")
		want(t, ask.submit(to, "outcome", "fired", "last_day", "2026-03-01"), 422, "Velg ett av alternativene.", "Siste dag kan ikke være før første dag.")
		ask.submit(to, "outcome", c.outcome, "last_day", c.day)

		// Exactly the steps of the branch, and the others' lists are closed.
		ended := nora.get(to)
		want(t, ended, 200, c.steps...)
		want(t, ended, 200, c.due, "Perioden til Ada Prøve er avsluttet")
		lacks(t, ended, c.others...)
		if n := w.count(`SELECT count(*) FROM checklist_items WHERE placement_id = $1`, s.ID); n != len(c.steps) {
			t.Errorf("%s: %d steps, want %d", c.outcome, n, len(c.steps))
		}
		if n := w.count(`SELECT count(*) FROM meetings WHERE placement_id = $1 AND cancelled_at IS NULL AND at > '2026-03-17'`, s.ID); n != 0 {
			t.Errorf("%s: %d meetings stand after the end", c.outcome, n)
		}
		ours := w.as(c.a.HR).get(route.Partner("placements", s.ID, "ending"))
		want(t, ours, 200, c.employer...)
		lacks(t, ours, "Resultat", "Avtal veien videre", "Hold møte med deltakeren")
		papers := w.as(s.Self).get(route.MyPapers)
		want(t, papers, 200, c.mine...)
		want(t, papers, 200, "Attesten er ikke signert ennå.")
		lacks(t, papers, "Skriv og signer attesten")

		// Ended once; nothing can be ended twice.
		want(t, nora.post(to, "outcome", "completed", "last_day", c.day), 409, "Perioden er avsluttet.")
	}
}

func TestStepsAreDoneByTheirOwners(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", participantStep)
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.clock(dbtest.Now.AddDate(0, 0, 14))
	nora, ada := w.as(w.Contact), w.as(s.Self)
	to := route.Placement(s.ID, "ending")
	nora.get(to).submit(to, "outcome", "completed")

	step := func(what string) (item string) {
		if err := dbtest.Admin(t, w.pool).QueryRow(t.Context(), `SELECT id FROM checklist_items WHERE words_in(what, 'nb') = $1`, what).Scan(&item); err != nil {
			t.Fatalf("step %s: %v", what, err)
		}
		return item
	}
	sign, own, talk := step("Skriv og signer attesten"), step("Send attesten til to arbeidsgivere"), step("Avtal veien videre med deltakeren")
	want(t, nora.get(to), 200, "4 punkter er ikke gjort.")
	ours := route.Partner("placements", s.ID, "ending")
	want(t, w.as(w.HR).get(ours).submit(route.Partner("placements", s.ID, "checklist", sign)), 200, "Krysset av.", "gjort 16. mars 2026 av Hanne Personal")
	want(t, w.as(w.HR).post(route.Partner("placements", s.ID, "checklist", talk)), 404)
	want(t, w.as(w.HR).post(route.Partner("placements", s.ID, "checklist", own)), 403)
	want(t, ada.get(route.MyPapers).submit(route.My("placements", s.ID, "checklist", own)), 200, "gjort 16. mars 2026 av Ada Prøve")
	want(t, ada.post(route.My("placements", s.ID, "checklist", sign)), 404)
	want(t, nora.get(to).submit(route.Placement(s.ID, "checklist", talk)), 200, "gjort 16. mars 2026 av Nora Kontakt", "Ett punkt er ikke gjort.")
	want(t, w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant}).post(route.Placement(s.ID, "checklist", talk)), 403)
	w.clock(dbtest.Now.AddDate(0, 0, 30))
	want(t, w.as(w.Contact).get(to), 200, "Over fristen")
}

func TestWhoNeverCameIsEndedWithoutAttest(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.sql(`UPDATE placements SET begun_at = NULL WHERE id = $1`, s.ID)
	nora := w.as(w.Contact)
	to := route.Placement(s.ID, "ending")
	ask := nora.get(to)
	want(t, ask, 200, "Perioden har ikke begynt.", "Møtte ikke")
	lacks(t, ask, "Jobb et annet sted", "Et utkast til attest")
	want(t, ask.submit(to, "outcome", "completed"), 409, "Perioden har ikke begynt.")
	ask.submit(to, "outcome", "no_show")
	want(t, nora.get(to), 200, "Ring deltakeren samme dag", "Det er ikke laget noen attest")
	if n := w.count(`SELECT count(*) FROM attests`); n != 0 {
		t.Errorf("%d attests for somebody who never came", n)
	}
}

func TestOnlyTheContactPersonEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	to := route.Placement(s.ID, "ending")
	want(t, w.as(w.Liaison).get(to), 403, "Bare kontaktpersonen")
	want(t, w.as(w.Liaison).post(to, "outcome", "completed", "last_day", "2026-03-02"), 403)
	want(t, w.as(w.HR).post(to, "outcome", "completed", "last_day", "2026-03-02"), 404)
	want(t, w.as(auth.Actor{Role: auth.NavContact}).post(to, "outcome", "completed", "last_day", "2026-03-02"), 404)
	want(t, w.as(w.HR).get(route.Partner("placements", s.ID, "ending")), 404)
}

// why is a word that stands in the reason and nowhere else.
const why = "Hemmelighetsordet"

func TestWhyItEndedNeverReachesTheEmployer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.learned(s, "Sorterte papp", 1, 2, 2)
	w.clock(dbtest.Now.AddDate(0, 0, 14))
	nora := w.as(w.Contact)
	to := route.Placement(s.ID, "ending")
	nora.get(to).submit(to, "outcome", "moved_on", "reason", why+" og litt til.")
	want(t, nora.get(to), 200, why, "Går videre til noe annet")
	want(t, w.as(w.Liaison).get(to), 200, why) // follows the person up
	want(t, w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant}).get(to), 404)
	if n := w.count(`SELECT count(*) FROM ending_reasons WHERE position($1::bytea IN body) > 0`, []byte(why)); n != 0 {
		t.Error("the reason is readable in the database")
	}

	attest := w.attestOf(s)
	for _, who := range []auth.Actor{w.HR, self, w.Union} {
		c := w.as(who)
		for _, path := range []string{route.Now, route.OurPeople, route.Partner("placements", s.ID), route.Partner("placements", s.ID, "ending"), route.Partner("placements", s.ID, "learning"),
			route.Partner("placements", s.ID, "learning-record"), attest, attest + "/signature", attest + "/paper", "/partner/buddies"} {
			lacks(t, c.get(path), why, "moved_on", "Går videre", s.Candidate.String())
		}
	}
	for _, path := range []string{route.MyPapers, route.MyLearning, route.My("papers", s.ID, "learning-record")} {
		lacks(t, w.as(s.Self).get(path), why)
	}
}

// attestOf returns the address of the attest of the placement, at the employer.
func (w *world) attestOf(s stay) string {
	w.t.Helper()
	var id string
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), `SELECT id FROM attests WHERE placement_id = $1`, s.ID).Scan(&id); err != nil {
		w.t.Fatalf("the attest of %s: %v", s.ID, err)
	}
	return "/partner/attests/" + id
}

// ends ends the placement two weeks after the start.
func (w *world) ends(s stay, outcome string) {
	w.t.Helper()
	w.clock(dbtest.Now.AddDate(0, 0, 14))
	to := route.Placement(s.ID, "ending")
	w.as(w.Contact).get(to).submit(to, "outcome", outcome, "last_day", "2026-03-16")
}

func TestAccessEndsWhenItShouldAndThePapersStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.learned(s, "Sorterte papp", 1, 2, 3)
	w.ends(s, "completed")
	attest := w.attestOf(s)
	hr := w.as(w.HR)
	hr.get(attest+"/signature").submit(attest+"/signature", "title", "Personalleder")
	mine := strings.Replace(attest, "/partner/", "/my/", 1)
	learningPage := route.Partner("placements", s.ID, "learning")
	end := time.Date(2026, 3, 16, 12, 0, 0, 0, time.UTC)
	var presentation string
	if err := dbtest.Admin(t, w.pool).QueryRow(t.Context(), `SELECT '/partner/presentations/' || presentation_id FROM placements WHERE id = $1`, s.ID).Scan(&presentation); err != nil {
		t.Fatal(err)
	}

	for _, c := range []struct {
		days              int
		buddy, hr, attest int
	}{{0, 200, 200, 200}, {1, 404, 200, 200}, {83, 404, 200, 200}, {84, 404, 404, 404}, {400, 404, 404, 404}} {
		w.clock(end.AddDate(0, 0, c.days))
		want(t, w.as(self).get(learningPage), c.buddy)
		if c.buddy == 404 {
			lacks(t, w.as(self).get(route.Now), "Ada")
		}
		hr := w.as(w.HR)
		want(t, hr.get(learningPage), c.hr)
		want(t, hr.get(presentation), c.hr)
		want(t, hr.get(attest), c.attest)
		want(t, hr.get(attest+"/paper"), c.attest)
		ada := w.as(s.Self)
		want(t, ada.get(route.MyPapers), 200, "Attesten din. Signert av Hanne Personal 16. mars 2026.", "Fjord Gjenvinning")
		want(t, ada.get(mine), 200, "Ada Prøve har arbeidet hos Fjord Gjenvinning", "Fingeravtrykk")
		want(t, ada.get(route.My("papers", s.ID, "learning-record")), 200, "Sorterte papp", "Kan det alene (Frida Fadder)")
	}
}

func TestTheSeatIsEmptyAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", func(whole *terms.Terms) {
		whole.Places.Lines = whole.Places.Lines[1:]
		whole.Places.Lines[0].Count = 1
	})
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	want(t, w.as(w.Contact).get(route.Placement(s.ID, "ending")), 200, "Du får beskjed når plassen har stått ledig i mer enn 7 dager.")
	w.ends(s, "completed")
	w.clock(dbtest.Now.AddDate(0, 0, 22))
	lacks(t, w.as(w.Contact).get(route.Today), "stått ledig")
	w.clock(dbtest.Now.AddDate(0, 0, 23))
	want(t, w.as(w.Contact).get(route.Today), 200, "Fjord Gjenvinning: En arbeidstreningsplass har stått ledig i 8 dager.")
}
