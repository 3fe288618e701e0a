package server_test

import (
	"testing"

	"plass/internal/db/dbtest"
	"plass/internal/route"
	"plass/internal/terms"
)

func TestWordsOfATemplateAreReadInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", participantStep)
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	ada, hr := w.as(s.Self), w.as(w.HR)
	learning := route.Partner("placements", s.ID, "learning")
	want(t, hr.get(learning).submit(route.Partner("placements", s.ID, "goals"), "title", "Kjøre truck"), 200, "Sortere papir og papp", "Kjøre truck")
	hr.post("/language", "lang", "en")
	want(t, hr.get(learning), 200, "Sort paper and cardboard", "Kjøre truck")
	frida := w.as(self)
	frida.post("/language", "lang", "nn")
	want(t, frida.get(route.Now), 200, "Jobbe saman med andre")
	ada.post("/language", "lang", "en")
	want(t, ada.get(route.MyPlan), 200, "Arrive on time")

	w.clock(dbtest.Now.AddDate(0, 0, 14))
	to := route.Placement(s.ID, "ending")
	nora := w.as(w.Contact)
	nora.post("/language", "lang", "en")
	nora.get(to).submit(to, "outcome", "completed", "last_day", "2026-03-16")
	want(t, nora.get(to), 200, "Write and sign the reference")
	want(t, w.as(w.Contact).get(to), 200, "Skriv og signer attesten")
	want(t, w.as(w.HR).get(route.Now), 200, "Skriv og signer attesten")
	signs := w.as(w.HR)
	signs.post("/language", "lang", "nn")
	want(t, signs.get(route.Partner("placements", s.ID, "ending")), 200, "Snakk om jobb her eller referanse til ein annan arbeidsgivar")

	// What was done is told in the reader's language too; own words are what they are.
	own := `SELECT id::text FROM checklist_items WHERE words_in(what, 'en') = $1`
	w.as(s.Self).post(route.My("placements", s.ID, "checklist", w.only(own, "Send attesten til to arbeidsgivere")))
	nora.post(route.Placement(s.ID, "checklist", w.only(own, "Agree on the way ahead with the participant")))
	want(t, w.as(w.Contact).get(route.Placement(s.ID)), 200, "Avtal veien videre med deltakeren", "Send attesten til to arbeidsgivere")
	lacks(t, w.as(w.Contact).get(route.Placement(s.ID)), "Agree on the way ahead", "map[")
}

func TestTheSignatureTicksTheStepThatAskedForIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", func(whole *terms.Terms) {
		good := whole.Commitments.Branches["good"]
		for i := range good {
			if good[i].Kind == terms.AttestStep {
				good[i].What = terms.Own("Gi Ada papiret") // whatever it is called
			}
		}
		whole.Commitments.Branches["good"] = append(good, terms.BranchStep{What: terms.Own("Skriv og signer attesten på skjerm"), Owner: "employer", Days: 1})
	})
	id, self := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.learned(s, "Sorterte papp", 1, 2, 3)
	w.ends(s, "completed")
	done := `SELECT count(*) FROM checklist_items WHERE done_at IS NOT NULL AND done_by = 'Hanne Personal' AND words_in(what, 'nb') = $1`
	sign := w.attestOf(s) + "/signature"
	hr := w.as(w.HR)
	hr.get(sign).submit(sign, "title", "")
	if n := w.count(done, "Gi Ada papiret"); n != 0 {
		t.Error("a signature that was refused ticks the step")
	}
	hr.get(sign).submit(sign, "title", "Personalleder")
	if n := w.count(done, "Gi Ada papiret"); n != 1 {
		t.Error("the signature leaves the step that asked for it open")
	}
	if n := w.count(`SELECT count(*) FROM checklist_items WHERE done_at IS NOT NULL`); n != 1 {
		t.Errorf("the signature ticks %d steps, want its own alone", n)
	}
	want(t, w.as(w.Contact).get(route.Placement(s.ID, "ending")), 200, "gjort 16. mars 2026 av Hanne Personal")
}
