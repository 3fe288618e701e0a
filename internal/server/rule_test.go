package server_test

import (
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

func TestRulesAreDatedAdvice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	table := astrid.get(route.Rules)
	want(t, table, 200, "Høyst 160 400 kroner", "Høyst 154 800 kroner", "31. desember 2025", "Gjelder ikke i dag", "nav.no, Arbeidstrening")

	// The agreement shows what holds for what it says, and nothing else; the employer's page is without it.
	draft := w.drafted(w.Employer, "glor")
	want(t, draft, 200, "Råd om tiltakene", "Arbeidstrening: høyst 12 måneder. Gjelder fra 1. januar 2024. Kilde: nav.no, Arbeidstrening.")
	lacks(t, draft, "Sommerjobb")
	want(t, draft.submit(draft.Path+"/offer"), 200)
	lacks(t, draft.at(w.HR), "Råd om tiltakene", "/administration")

	for about, c := range map[string]struct{ instrument, what, amount, source, from, to, said string }{
		"nothing":           {"", "", "", "", "", "", "Må fylles ut."},
		"no number":         {"mentor", "months_most", "mange", "nav.no", "2026-03-02", "", "tall"},
		"an end before it":  {"mentor", "months_most", "7", "nav.no", "2026-03-02", "2026-03-01", "Datoen kan ikke være før"},
		"no such measure":   {"lottery", "months_most", "7", "nav.no", "2026-03-02", "", "Velg et av alternativene"},
		"without a source":  {"mentor", "months_most", "7", "", "2026-03-02", "", "Må fylles ut."},
		"a day that is not": {"mentor", "months_most", "7", "nav.no", "2026-02-30", "", "Skriv en dato som finnes"},
	} {
		p := table.submit(route.Rules, "instrument", c.instrument, "what", c.what, "amount", c.amount, "source", c.source, "from_on", c.from, "to_on", c.to)
		if p.Status != 422 {
			t.Errorf("%s: %d", about, p.Status)
			continue
		}
		want(t, p, 422, c.said)
	}
	before := w.rows(w.Administrator, "rules")
	fields, _ := table.form(route.Rules)
	for name, value := range map[string]string{"instrument": "work_training", "what": "months_most", "amount": "9", "source": "Rundskriv 4", "from_on": "2026-03-02"} {
		fields.Set(name, value)
	}
	for range 2 { // sent twice, it is there once
		if p := table.send("POST", route.Rules, fields); p.Status != 303 {
			t.Fatalf("add a rule: %d %s", p.Status, p.text())
		}
	}
	if n := w.rows(w.Administrator, "rules"); n != before+1 {
		t.Errorf("%d rules, want %d", n, before+1)
	}
	want(t, astrid.get(route.Rules), 200, "Høyst 9 måneder", "1. mars 2026")
	shown := w.as(w.Contact).get(draft.Path)
	want(t, shown, 200, "Arbeidstrening: høyst 9 måneder. Gjelder fra 2. mars 2026. Kilde: Rundskriv 4.")
	lacks(t, shown, "Arbeidstrening: høyst 12 måneder")
	want(t, astrid.get(route.Rules).submit(route.Rules, "instrument", "work_training", "what", "months_most", "amount", "8", "source", "X", "from_on", "2026-03-02"), 409, "Det finnes allerede en slik regel")
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator la inn regelen «Arbeidstrening: høyst 9 måneder» fra 2. mars 2026.")

	// Another tenant has its own table; and nobody else changes this one.
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator})
	lacks(t, w.as(stranger).get(route.Rules), "Høyst 9 måneder")
	want(t, w.as(stranger).get(route.Rules), 200, "Høyst 160 400 kroner")
	end := route.Rule(uuid.New(), "ending")
	if p := astrid.post(end); p.Status != 404 {
		t.Errorf("a rule that never was: %d", p.Status)
	}
	for _, who := range []auth.Actor{w.Leader, w.Contact, w.Liaison, w.Auditor} {
		want(t, w.as(who).get(route.Rules), 200)
		if p := w.as(who).post(route.Rules, "amount", "1"); p.Status != 403 {
			t.Errorf("a %s adds a rule: %d", who.Role, p.Status)
		}
	}
}

// TestARuleEndsWithItsConsequencesShown: what is advised from then on, before it is done and after.
func TestARuleEndsWithItsConsequencesShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	add := func(what, amount, source, from string) {
		want(t, astrid.get(route.Rules).submit(route.Rules, "instrument", "work_training", "what", what, "amount", amount, "source", source, "from_on", from), 200)
	}
	ending := func(amount string) string {
		return "/administration/rules/" + w.only(`SELECT id::text FROM rules WHERE instrument = 'work_training' AND what = 'months_most' AND amount::text = $1 AND tenant_id = $2`, amount, w.Contact.Tenant) + "/ending"
	}
	add("months_most", "7", "Rundskriv for høsten", "2026-09-01")
	add("months_most", "9", "Rundskriv 4", "2026-03-02")
	table := astrid.get(route.Rules)
	nine := ending("9")
	if _, shown := table.form(nine); shown {
		t.Error("a rule ends before anybody is told what follows")
	}
	asked := table.get(nine)
	want(t, asked, 200, "Arbeidstrening: høyst 9 måneder", "I dag, 2. mars 2026, er den siste dagen", "Fra 3. mars 2026 er det ingen regel for «Arbeidstrening» om «Høyst så mange måneder»",
		"Fra 1. september 2026 er rådet: høyst 7 måneder. Kilde: Rundskriv for høsten.", "De andre grensene for tiltaket gjelder som før: 6 måneder til etter en ny vurdering.")
	lacks(t, asked, "høyst 12 måneder") // which ended the day before
	for _, who := range []auth.Actor{w.Leader, w.Contact, w.Auditor} {
		want(t, w.as(who).get(nine), 403)
		want(t, w.as(who).post(nine), 403)
	}
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator})
	want(t, w.as(stranger).get(nine), 404)
	want(t, astrid.get(ending("7")), 409, "den har ikke begynt å gjelde")
	want(t, astrid.post(ending("12")), 409, "den har en siste dag allerede")
	draft := w.drafted(w.Employer, "glor")
	want(t, draft, 200, "Arbeidstrening: høyst 9 måneder.")
	want(t, asked.submit(nine), 200, "Regelen er avsluttet")
	want(t, w.as(w.Contact).get(draft.Path), 200, "Arbeidstrening: høyst 9 måneder.") // today is the last day
	want(t, astrid.post(nine), 409, "den har en siste dag allerede")
	if n := w.count(`SELECT count(*) FROM events WHERE what = 'rule_ended' AND tenant_id = $1`, w.Contact.Tenant); n != 1 {
		t.Errorf("%d events of one end", n)
	}
	w.clock(dbtest.Now.AddDate(0, 0, 1))
	lacks(t, w.as(w.Contact).get(draft.Path), "høyst 9 måneder", "høyst 12 måneder")
	w.clock(dbtest.Now.AddDate(0, 6, 1))
	want(t, w.as(w.Contact).get(draft.Path), 200, "Arbeidstrening: høyst 7 måneder.")

	// With nothing that follows, that is said.
	astrid = w.as(w.Administrator)
	mentor := "/administration/rules/" + w.only(`SELECT id::text FROM rules WHERE instrument = 'mentor' AND to_on IS NULL AND tenant_id = $1 LIMIT 1`, w.Contact.Tenant) + "/ending"
	alone := astrid.get(mentor)
	want(t, alone, 200, "er det ingen regel for «Tilskudd til mentor»")
	lacks(t, alone, "er rådet:")
}
