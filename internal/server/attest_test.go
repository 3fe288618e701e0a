package server_test

import (
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/register/local"
	"plass/internal/route"
)

func TestTheAttestIsDraftedFromWhatWasTicked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	second := w.employer("Alliansen", string(local.Alliance))
	two := w.arrange(second, w.partner(second, auth.EmployerContact, "Siri Personal"), "ia_vikar", "Lager", nil)
	for _, c := range []struct {
		a              arrangement
		tasks, learned string
		write          func(stay)
	}{
		{one, "Møte til rett tid\nSortere papir og papp", "Sortere papir og papp", func(s stay) {
			w.learned(s, "Kom halv åtte", 0, 2, 0) // written, and not ticked
			w.learned(s, "Sorterte papp", 1, 2, 3)
		}},
		{two, "Løfte og flytte varer trygt\nSamarbeide i skiftet", "Løfte og flytte varer trygt\nSamarbeide i skiftet", func(s stay) {
			w.learned(s, "Flyttet ti paller", 0, 3, 2)
			w.learned(s, "Hjalp Per", 2, 1, 1)
		}},
	} {
		w.clock(dbtest.Now)
		id, self := w.helper(c.a, "Frida Fadder", 1)
		s := w.place(c.a, "Ada", "Prøve", id, self)
		c.write(s)
		w.ends(s, "completed")
		hr := w.as(c.a.HR)
		draft := hr.get(w.attestOf(s))
		f, ok := draft.form(w.attestOf(s))
		if !ok || f.Get("tasks") != c.tasks || f.Get("learned") != c.learned || f.Get("name") != "Ada Prøve" || f.Get("words") != "" || f.Get("lang") != "nb" {
			t.Errorf("the draft says %v", f)
		}
		want(t, draft, 200, "2. mars til 16. mars 2026")
		want(t, hr.get(route.Now), 200, "Ada Prøve")
	}
}

// drafted is a world with an attest that waits for w.HR.
func drafted(t *testing.T) (w *world, s stay, attest string) {
	t.Helper()
	w = newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 1)
	s = w.place(a, "Ada", "Prøve", id, self)
	w.learned(s, "Sorterte papp", 1, 2, 3)
	w.ends(s, "completed")
	return w, s, w.attestOf(s)
}

func TestAnAttestIsEditedSignedAndStays(t *testing.T) {
	t.Parallel()
	w, s, attest := drafted(t)
	hr, ada, nora := w.as(w.HR), w.as(s.Self), w.as(w.Contact)
	mine := strings.Replace(attest, "/partner/", "/my/", 1)
	want(t, ada.get(mine), 404) // not before it is signed
	want(t, nora.get(route.Placement(s.ID, "attest")), 200, "Dette er et utkast.", "Sortere papir og papp", "Ikke signert")
	edit := hr.get(attest)
	want(t, edit.submit(attest, "name", " ", "lang", "xx"), 422, "Fullt navn: Må fylles ut.", "Velg et av alternativene i listen.")
	want(t, edit.submit(attest, "words", strings.Repeat("å", 2001)), 422, "Skriv høyst 2000 tegn.")
	preview := edit.submit(attest, "words", "Ada er til å stole på.", "lang", "nn")
	want(t, preview, 200, "Attesten er lagret.", "har arbeidd hos Fjord Gjenvinning, avdeling Papirsortering, frå 2. mars 2026 til 16. mars 2026", "Lært og stadfesta", "Ada er til å stole på.", "Teksten kan ikke endres mer.")

	// Nobody else edits or signs.
	for who, status := range map[auth.Actor]int{w.Buddy: 403, w.Union: 403, s.Self: 404, w.Contact: 404} {
		want(t, w.as(who).post(attest+"/signature", "title", "Sjef", "_version", "2"), status)
	}
	want(t, preview.submit(attest+"/signature", "title", ""), 422, "Stillingen din: Må fylles ut.")
	signed := preview.submit(attest+"/signature", "title", "Personalleder")
	want(t, signed, 200, "Attesten er signert. Deltakeren har fått den.", "Hanne Personal", "Personalleder", "Fingeravtrykk")

	// Signed once, and as it is from then on.
	want(t, hr.post(attest+"/signature", "title", "Sjef", "_version", "2"), 409, "Attesten er signert og kan ikke endres.")
	want(t, hr.post(attest, "name", "Ada", "lang", "nb", "_version", "3"), 409, "Attesten er signert og kan ikke endres.")
	if _, err := dbtest.Admin(t, w.pool).Exec(t.Context(), `UPDATE attests SET words = 'Noe annet'`); err == nil || !strings.Contains(err.Error(), "is signed") {
		t.Errorf("the database let a signed attest change: %v", err)
	}
	if _, err := dbtest.Admin(t, w.pool).Exec(t.Context(), `DELETE FROM attests`); err == nil {
		t.Error("the database let a signed attest go")
	}
	paper := ada.get(mine)
	want(t, paper, 200, `<html lang="nn"`, "Ada er til å stole på.", "Signert 16. mars 2026", "Personalleder, Fjord Gjenvinning", "Fingeravtrykk")
	want(t, nora.get(route.Placement(s.ID, "attest")), 200, "Ada er til å stole på.", "Personalleder")
	want(t, hr.get(attest+"/paper"), 200, "Ada er til å stole på.")
	_, other := w.candidate("Bo", "Prøve")
	want(t, w.as(other).get(mine), 404)
	want(t, w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant}).get(route.Placement(s.ID, "attest")), 404)
}

func TestAStaleAttestShowsBothTexts(t *testing.T) {
	t.Parallel()
	w, _, attest := drafted(t)
	one, two := w.as(w.HR), w.as(w.partner(w.Employer, auth.EmployerContact, "Kari Kollega"))
	first, second := one.get(attest), two.get(attest)
	toSign := two.get(attest + "/signature")
	want(t, first.submit(attest, "words", "Rolig og nøyaktig."), 200, "Rolig og nøyaktig.")
	again := second.submit(attest, "words", "Presis og blid.", "lang", "en")
	want(t, again, 409, "En kollega har lagret en annen tekst", "Rolig og nøyaktig.", "Presis og blid.", "Bokmål", "English")
	want(t, toSign.submit(attest+"/signature", "title", "Leder"), 409, "Les den en gang til", "Rolig og nøyaktig.")
	want(t, again.submit(attest), 200, "Presis og blid.", "worked at Fjord Gjenvinning")
}

func TestATamperedAttestIsShownAsNotGenuine(t *testing.T) {
	t.Parallel()
	w, s, attest := drafted(t)
	hr := w.as(w.HR)
	hr.get(attest+"/signature").submit(attest+"/signature", "title", "Personalleder")
	mine := strings.Replace(attest, "/partner/", "/my/", 1)
	pages := func(check func(reply)) {
		check(w.as(w.HR).get(attest))
		check(w.as(w.HR).get(attest + "/paper"))
		check(w.as(s.Self).get(mine))
		check(w.as(w.Contact).get(route.Placement(s.ID, "attest")))
	}
	pages(func(p reply) {
		want(t, p, 200, "Fingeravtrykk", "Personalleder, Fjord Gjenvinning")
		lacks(t, p, "ikke ekte")
	})
	w.sql(`ALTER TABLE attests DISABLE TRIGGER attests_stay`)
	w.sql(`UPDATE attests SET learned = 'Kjøre fly'`)
	pages(func(p reply) {
		want(t, p, 200, "Denne attesten er ikke ekte.")
		lacks(t, p, "Fingeravtrykk", "Personalleder, Fjord Gjenvinning")
	})
	want(t, w.as(s.Self).get(route.MyPapers), 200, "Denne attesten er ikke ekte.")
}

func TestAnEmptyAttestIsNotSigned(t *testing.T) {
	t.Parallel()
	w, _, attest := drafted(t)
	hr := w.as(w.HR)
	preview := hr.get(attest).submit(attest, "tasks", "", "learned", "", "words", "")
	want(t, preview.submit(attest+"/signature", "title", "Leder"), 409, "Attesten er tom.")
}
