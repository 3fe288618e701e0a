package server_test

import (
	"testing"

	"plass/internal/route"
)

func TestTheOwnPageLeadsToQuestionsAndProfile(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	links := func(p reply) {
		t.Helper()
		for words, to := range map[string]string{"Skriv om deg selv": route.MyProfile, "Spørsmål til deg": route.MyYes} {
			if got := p.link(words); got != to {
				t.Errorf("%q leads to %s", words, got)
			}
		}
	}
	page := m.as(adaAs).get(route.MyPlan)
	links(page)
	lacks(t, page, "spørsmål å svare på")

	_, presentation := m.met(ada, adaAs)
	m.begun(presentation, m.unit(m.Employer, "Verksted"))
	placed := m.as(adaAs).get(route.MyPlan)
	want(t, placed, 200, "Planen min")
	links(placed)
	lacks(t, placed, "Nav spør deg", "spørsmål å svare på")
	asked := m.as(m.Contact).get("/requests/new?line="+m.Line.ID.String()).submit("/requests", "count", "1")
	m.Request = asked.Path
	asked.submit(m.Request+"/sending", "offices", m.Liaison.Office.String())
	m.as(m.Liaison).get(m.Request).submit(m.Request+"/nominations", "candidate", ada.String())
	open := m.only(`SELECT id::text FROM nominations WHERE answer IS NULL`)
	card := m.as(adaAs).get(route.MyPlan)
	want(t, card, 200, "Nav spør deg", "Du har ett spørsmål å svare på.", "Nav vil presentere deg for Fjord Gjenvinning.", "/my/questions/"+open)
}
