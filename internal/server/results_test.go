package server_test

import (
	"fmt"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/insight"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/terms"
)

// TestTheEmployersOwnResults are what happened, and tell of what became of people only where they are many.
func TestTheEmployersOwnResults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as(w.HR)
	want(t, hr.get("/partner/results"), 200, "Det er ingenting å vise ennå.")
	want(t, hr.get("/partner/results/print?year=2026"), 404)
	want(t, hr.get(route.Now), 200, "Resultatene deres")
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", func(whole *terms.Terms) {
		for i := range whole.Places.Lines {
			whole.Places.Lines[i].Count = 30
		}
		whole.Commitments = nil
	})
	n := 0
	leave := func(year int, outcomes ...string) {
		for _, outcome := range outcomes {
			of := w.seated(a.Line, a.Unit, w.HR, sitting{first: fmt.Sprint("Person", n), last: "A", from: "2026-03-02"})
			n++
			w.sql(`UPDATE placements SET begun_at = $2, starts_on = make_date($3, 2, 1), ends_on = NULL WHERE id = $1`, of, dbtest.Now, year)
			if outcome != "" {
				w.sql(`UPDATE placements SET ended_on = make_date($3, 3, 1), ended_at = $2, outcome = $4, branch = $5 WHERE id = $1`, of, dbtest.Now, year, outcome, placement.Outcome(outcome).Branch())
			}
		}
	}
	leave(2025, "studies", "job_elsewhere", "temporary_job", "apprentice", "own_business", "job_here", "more_support", "moved_on", "completed", "more_support", "completed")
	leave(2026, "studies", "job_here", "")
	w.sql(`INSERT INTO promises (tenant_id, id, employer_id, agreement_id, version_id, by_side, to_side, what, strength, due_when, position, due_on, settled, settled_at, settled_by)
		SELECT a.tenant_id, gen_random_uuid(), a.employer_id, a.id, v.id, 'employer', 'nav', '{"nb":"Gi opplæring."}', 'guarantee', 'always', d.n, d.due, d.settled, d.at, d.who
		FROM agreements a JOIN agreement_versions v ON v.agreement_id = a.id,
			(VALUES (90, date '2025-05-01', 'kept', $1::timestamptz, 'Nora'), (91, '2025-06-01', NULL, NULL, ''), (92, '2026-02-01', 'kept', $1, 'Nora'), (93, '2026-09-01', NULL, NULL, '')) d (n, due, settled, at, who)`, dbtest.Now)
	w.do(auth.SystemOf(w.Contact.Tenant), insight.Reckon)
	w.do(auth.SystemOf(w.Contact.Tenant), insight.Reckon) // as often as one likes

	page := hr.get("/partner/results")
	want(t, page, 200, "2026, til og med 2. mars 2026", "3 personer begynte i en plass hos Fjord Gjenvinning.", "Én person fikk jobb hos Fjord Gjenvinning.", "2 personer ble ferdige", "fordi de det gjelder er så få",
		"11 personer begynte i en plass", "5 av 11 gikk videre til", "2 av løftene deres forfalt. Holdte løfter: 1.", "Ett av løftene deres forfalt. Holdte løfter: 1.")
	lacks(t, page, "Person0", "Mer støtte først")
	sheet := hr.get("/partner/results/print?year=2025")
	want(t, sheet, 200, "Plasser og resultater i 2025", "5 av 11 gikk videre til", "Fjord Gjenvinning")
	lacks(t, sheet, "3 personer begynte")

	// A union representative is told of no few people, a buddy of nothing, and another employer only of its own.
	union := w.as(w.Union).get("/partner/results")
	want(t, union, 200, "fordi det gjelder færre enn fem")
	lacks(t, union, "3 personer begynte", "Én person fikk jobb")
	want(t, w.as(w.Buddy).get("/partner/results"), 403)
	neighbour := w.partner(w.employer("Nabo AS", "310000019"), auth.EmployerContact, "Nils Nabo")
	want(t, w.as(neighbour).get("/partner/results"), 200, "Det er ingenting å vise ennå.")
	want(t, w.as(w.Contact).get("/partner/results"), 404)
}
