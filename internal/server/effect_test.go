package server_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/model"
	"plass/templates/ui"
)

// TestMoneyForResults: nobody verifies their own, the cap holds, the list is frozen, and the file is no formula.
func TestMoneyForResults(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("effektkontrakt")
	w.whole = m.Whole()
	w.sign(m.Key)
	page, people, eva := w.frozen(12)
	nora, leader := w.as(w.Contact), w.as(w.Leader)
	someone, _ := w.candidate("Una", "Evaluert")
	want(t, w.as(eva).post(page+"/people", "candidate", someone.String()), 403, "Den som kontrollerer resultatene, setter ingen på listen.")
	freeze := nora.get(page)
	if _, shown := freeze.form(page + "/freezes"); shown {
		t.Error("the list can be frozen with nobody new on it")
	}
	want(t, nora.post(page+"/freezes"), 409, "Ingen venter på å bli fryst")

	// Nobody is added by the side: a new freeze asks why.
	late, _ := w.candidate("Bo", "Sen")
	want(t, w.as(w.Liaison).get(page).submit(page+"/people", "candidate", late.String()), 200, "Ved neste frysing")
	latePage := page + "/people/" + w.only(`SELECT id::text FROM effect_people WHERE candidate_id = $1`, late.UUID)
	want(t, nora.post(latePage+"/result", claim...), 409, "Listen må være fryst")
	want(t, nora.get(page).submit(page+"/freezes", "reason", ""), 422, "Skriv hvorfor listen utvides")
	want(t, nora.get(page).submit(page+"/freezes", "reason", "Én flyttet hit."), 200, "Én flyttet hit.")
	want(t, nora.post(latePage+"/removal"), 409, "Listen er fryst")
	want(t, w.as(w.Liaison).post(page+"/people", "candidate", late.String()), 409, "står på listen allerede")

	// A claim has to last, and to be shown.
	form := nora.get(people[0])
	for _, c := range []struct {
		says   string
		fields []string
	}{
		{"Resultatet skal vare i minst 26 uker", []string{"began_on", "2026-01-01", "reached_on", "2026-02-27", "evidence", "Avtale", "source", "provider"}},
		{"Datoen kan ikke være fram i tid", []string{"began_on", "2025-01-01", "reached_on", "2026-12-01", "evidence", "Avtale", "source", "provider"}},
		{"Hva viser det?", []string{"began_on", "2025-01-01", "reached_on", "2026-02-01", "evidence", "", "source", "provider"}},
	} {
		want(t, form.submit(people[0]+"/result", c.fields...), 422, c.says)
	}
	want(t, w.as(w.Liaison).post(people[0]+"/result", claim...), 403)
	for i, p := range people {
		fields := claim
		if i == 1 {
			fields = append(slices.Clone(claim[:4]), "evidence", "=HYPERLINK(\"http://example.com\")", "source", "contact_person")
		}
		want(t, nora.get(p).submit(p+"/result", fields...), 200, "Resultatet er meldt")
	}
	want(t, nora.post(people[0]+"/result", claim...), 409)

	// The verifier is the evaluator, and never the contact person, the claimant or a leader.
	verdict := []string{"verdict", "verified", "why", "Så lønnsslippene."}
	for _, who := range []auth.Actor{w.Contact, w.Leader, w.Liaison} {
		want(t, w.as(who).post(people[0]+"/verdict", verdict...), 403, "Bare evaluatoren")
	}
	want(t, w.as(w.Auditor).post(people[0]+"/verdict", verdict...), 403)
	want(t, w.as(w.HR).get(page), 404)
	seen := w.as(eva).get(page)
	want(t, seen, 200, "1 · AP", "13 · BS")
	lacks(t, seen, "Prøve0", "Ada")
	want(t, w.as(eva).get(people[0]).submit(people[0]+"/verdict", "verdict", "verified", "why", ""), 422)
	for i, p := range people {
		said := verdict
		if i == 11 {
			said = []string{"verdict", "refused", "why", "Bare 20 uker."}
		}
		want(t, w.as(eva).get(p).submit(p+"/verdict", said...), 200, "Kontrollen er lagret")
		if i == 1 {
			want(t, nora.get(page+"/payer"), 200, "færre enn 5", "For få til å vises")
			want(t, nora.get("/effects"), 200, "færre enn 5")
		}
		if i == 7 { // eight, and the five others
			want(t, nora.get(page+"/payer"), 200, "Kontrollerte resultater 8", ui.Percent(61))
			want(t, nora.get("/effects"), 200, ui.Percent(61))
		}
	}
	want(t, w.as(eva).post(people[0]+"/verdict", "verdict", "refused", "why", "Angret"), 409)
	want(t, nora.get(people[11]), 200, "Ikke godtatt", "Meld et resultat") // what was refused can be claimed anew

	// Eleven at 100 000 meet a cap of 1 000 000.
	before := nora.get(page)
	drafted := before.submit(page + "/payments")
	want(t, drafted, 200, "Utbetaling 1: "+ui.Kroner(context.Background(), 1000000), "11 resultater")
	before.submit(page + "/payments") // the same form again
	want(t, nora.post(page+"/payments"), 409, "Ingen kontrollerte resultater venter")
	payment := page + "/payments/" + w.only(`SELECT id::text FROM effect_payments`)
	want(t, nora.post(payment+"/approval"), 403, "Bare en leder")
	want(t, nora.post(payment+"/paid", "paid_on", on(0)), 409, "En leder må godkjenne")
	want(t, leader.get(page).submit(payment+"/approval"), 200, "Godkjent av Lars Leder")
	want(t, leader.post(payment+"/approval"), 409)
	want(t, nora.get(page).submit(payment+"/paid", "paid_on", on(1)), 422)
	want(t, nora.get(page).submit(payment+"/paid", "paid_on", on(-3)), 422, "før utbetalingen ble godkjent")
	want(t, nora.get(page).submit(payment+"/paid", "paid_on", on(0)), 200, "notert som betalt")
	// That eleven of thirteen reached it would tell of the two who did not.
	told := nora.get(page + "/payer")
	want(t, told, 200, "13", "For få til å vises")
	lacks(t, told, "Kontrollerte resultater 11", ui.Percent(84))
	want(t, nora.get("/effects"), 200, "Jobb i minst 50 prosent stilling i minst 26 uker", "For få til å vises")
	lacks(t, nora.get("/effects"), ui.Percent(84))

	// The cap is reached: a twelfth result is verified, and nothing more is paid.
	want(t, nora.get(people[11]).submit(people[11]+"/result", claim...), 200)
	want(t, w.as(eva).get(people[11]).submit(people[11]+"/verdict", verdict...), 200)
	want(t, nora.get(page), 200, "Taket i avtalen er nådd")
	want(t, nora.post(page+"/payments"), 409, "Taket i avtalen er nådd")

	file := nora.get(page + "/evidence.csv")
	if file.Status != 200 || !strings.Contains(file.Header.Get("Content-Type"), "text/csv") || !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("the evidence answers %d %v", file.Status, file.Header)
	}
	if !strings.Contains(file.Body, `"'=HYPERLINK(`) || strings.Contains(file.Body, `;"=HYPERLINK`) || !strings.Contains(file.Body, "Eva Luator") || strings.Contains(file.Body, "Prøve0") {
		t.Errorf("the evidence is\n%s", file.Body)
	}

	foreign := newWorldIn(t, w.world)
	for _, path := range []string{page, people[0], page + "/payer", page + "/evidence.csv"} {
		want(t, foreign.as(foreign.Contact).get(path), 404)
	}
}

// TestTheDatabaseKeepsVerifiersApart: what the pages refuse, the database refuses too, for the same person in another role as well.
func TestTheDatabaseKeepsVerifiersApart(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("groruddalen")
	w.whole = m.Whole()
	w.sign(m.Key)
	page, people, _ := w.frozen(1)
	nora := w.as(w.Contact)
	want(t, nora.get(people[0]).submit(people[0]+"/result", claim...), 200)
	leader := w.as(w.Leader)
	want(t, leader.get(page).submit(page+"/evaluator", "evaluator", w.Contact.Membership.String()), 422)
	want(t, nora.post(page+"/evaluator", "evaluator", w.Liaison.Membership.String()), 403, "Bare en leder")

	twin := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Contact.Tenant, Name: "Nora Kontakt"})
	w.sql(`UPDATE memberships SET email = (SELECT email FROM memberships WHERE id = $2) WHERE id = $1`, twin.Membership, w.Contact.Membership)
	refused := func(what, constraint, statement string, args ...any) {
		t.Helper()
		_, err := dbtest.Admin(t, w.pool).Exec(context.Background(), statement, args...)
		if err == nil || !strings.Contains(err.Error(), constraint) {
			t.Errorf("%s: %v, want %s", what, err, constraint)
		}
	}
	refused("the contact person in another role evaluates", "evaluator is the contact", `INSERT INTO effect_evaluators (tenant_id, id, agreement_id, employer_id, membership_id, named_by)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, $1, $2 FROM effect_results`, twin.Membership, w.Leader.Membership)
	refused("the claimant judges", "evaluator alone judges", `UPDATE effect_results SET verdict = 'verified', why = 'Jo', judged_by = claimed_by, judged_at = $1`, dbtest.Now)
	refused("a liaison judges", "evaluator alone judges", `UPDATE effect_results SET verdict = 'verified', why = 'Jo', judged_by = $2, judged_at = $1`, dbtest.Now, w.Liaison.Membership)
	refused("a frozen person is moved", "frozen list", `DELETE FROM effect_people`)
	refused("somebody enters by the side door", "side door", `INSERT INTO effect_people (tenant_id, id, agreement_id, employer_id, candidate_id, number, initials, enrolled_by, freeze_id)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, candidate_id, 99, 'X', enrolled_by, freeze_id FROM effect_people`)
	refused("more than the cap", "more than the cap", `INSERT INTO effect_payments (tenant_id, id, agreement_id, employer_id, results, unit_price, amount, drafted_by)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, 1000, 1000000, 999999999, claimed_by FROM effect_results`)
	w.sql(`INSERT INTO effect_payments (tenant_id, id, agreement_id, employer_id, results, unit_price, amount, drafted_by)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, 1, 1, 1, $1 FROM effect_results`, w.Leader.Membership)
	refused("the author approves", "a leader who did not write it", `UPDATE effect_payments SET approved_by = drafted_by, approved_at = $1`, dbtest.Now)
	refused("a contact person approves", "a leader who did not write it", `UPDATE effect_payments SET approved_by = $2, approved_at = $1`, dbtest.Now, w.Contact.Membership)
}
