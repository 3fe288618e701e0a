package server_test

import (
	"slices"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/model"
	"plass/internal/notice"
	"plass/internal/route"
)

// TestThoseConcernedAreToldOfResults: each step, to those whom it concerns and nobody else, and what waits stands in the evaluator's list.
func TestThoseConcernedAreToldOfResults(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("effektkontrakt")
	w.whole = m.Whole()
	w.sign(m.Key)
	page := w.path + "/effect"
	nora, lars := w.as(w.Contact), w.as(w.Leader)
	second := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Liv Leder"})
	far := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Contact.Tenant, Name: "Fjern Leder"})

	ada, _ := w.candidate("Ada", "Prøve")
	bo, _ := w.candidate("Bo", "Prøve")
	for _, who := range []string{ada.String(), bo.String()} {
		want(t, w.as(w.Liaison).get(page).submit(page+"/people", "candidate", who), 200)
	}
	want(t, nora.get(page).submit(page+"/freezes"), 200)
	first := page + "/people/" + w.only(`SELECT id::text FROM effect_people WHERE number = 1`)
	other := page + "/people/" + w.only(`SELECT id::text FROM effect_people WHERE number = 2`)
	want(t, nora.get(first).submit(first+"/result", claim...), 200) // nobody is to verify it yet
	want(t, lars.get("/notices"), 200, "Et resultat hos Fjord Gjenvinning venter på kontroll, og ingen evaluator er pekt ut.", "er fryst med 2 personer")

	eva := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Contact.Tenant, Name: "Eva Luator"})
	want(t, lars.get(page).submit(page+"/evaluator", "evaluator", eva.Membership.String()), 200)
	want(t, w.as(eva).get(route.Today), 200, "Du er pekt ut til å kontrollere resultatene i avtalen med Fjord Gjenvinning.", "Ett resultat venter på at du kontrollerer det.", page)
	want(t, nora.get(other).submit(other+"/result", claim...), 200)
	want(t, w.as(eva).get(route.Today), 200, "2 resultater venter på at du kontrollerer dem.")
	lacks(t, nora.get(route.Today), "venter på at du kontrollerer")
	lacks(t, w.as(w.Liaison).get(route.Today), "venter på at du kontrollerer")
	want(t, w.as(eva).get(first).submit(first+"/verdict", "verdict", "verified", "why", "Så lønnsslippene."), 200)
	want(t, w.as(eva).get(other).submit(other+"/verdict", "verdict", "refused", "why", "Bare 20 uker."), 200)
	want(t, w.as(eva).get(route.Today), 200, "Ingenting venter på deg.")
	want(t, nora.get(page).submit(page+"/payments"), 200)
	payment := page + "/payments/" + w.only(`SELECT id::text FROM effect_payments`)
	want(t, lars.get(page).submit(payment+"/approval"), 200)
	want(t, nora.get(page).submit(payment+"/paid"), 200)

	kinds := []notice.Kind{notice.EffectFrozen, notice.EvaluatorNamed, notice.EvaluatorWanted, notice.ResultClaimed, notice.ResultVerified,
		notice.ResultRefused, notice.PaymentDrafted, notice.PaymentApproved, notice.PaymentPaid}
	told := w.told(kinds...)
	for _, c := range []struct {
		who  auth.Actor
		want []notice.Kind
	}{
		{w.Contact, []notice.Kind{notice.ResultVerified, notice.ResultRefused, notice.PaymentApproved}},
		{eva, []notice.Kind{notice.EvaluatorNamed, notice.ResultClaimed, notice.PaymentPaid}},
		{w.Leader, []notice.Kind{notice.EffectFrozen, notice.EvaluatorWanted, notice.PaymentDrafted, notice.PaymentPaid}},
		{second, []notice.Kind{notice.EffectFrozen, notice.EvaluatorWanted, notice.PaymentDrafted, notice.PaymentPaid}},
		{far, nil}, {w.Liaison, nil}, {w.HR, nil}, {w.Auditor, nil}, {w.Administrator, nil},
	} {
		var expected []string
		for _, kind := range c.want {
			expected = append(expected, string(kind)+" "+page)
		}
		if got := told[c.who.Membership]; !slices.Equal(got, expected) {
			t.Errorf("%s is told %v, want %v", c.who.Name, got, expected)
		}
	}
	want(t, nora.get("/notices"), 200, "Et resultat hos Fjord Gjenvinning ble ikke godtatt. Les hvorfor.", "er godkjent og kan betales")
	want(t, w.as(eva).send("GET", "/notices", nil, "Accept-Language", "nn"), 200, "Ei utbetaling for resultat hos Fjord Gjenvinning er betalt.")
	want(t, w.as(eva).send("GET", "/notices", nil, "Accept-Language", "en"), 200, "A result at Fjord Gjenvinning waits for you to check it.")
}
