package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/terms"
)

// TestTargetsAreToldWithTheirNumbers in words, each number opening exactly its rows, and small ones hidden with what they could be worked out of.
func TestTargetsAreToldWithTheirNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                   string
		target                 terms.Target
		people, reached        int
		outcome                string // of those who reached it
		says, then             string
		status, reachedMeasure string
	}{
		{"seventy percent are offered a job", terms.Target{Metric: "offer", Percent: 70}, 13, 8, "completed", "70 prosent får tilbud om jobb. Nå: 8 av 13 (62 %) Ikke nådd",
			"Nå: skjult av 14", "Har fått tilbud om jobb", "reached_offer"},
		{"three of four get a job", terms.Target{Metric: "job", Count: 3, Of: 4}, 7, 7, "temporary_job", "3 av 4 får jobb. Nå: 7 av 7 (100 %) Nådd",
			"Nå: skjult av 8", "Har fått jobb etter perioden", "reached_job"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", func(whole *terms.Terms) {
				for i := range whole.Places.Lines {
					whole.Places.Lines[i].Count = 30
				}
				whole.Outcomes = &terms.Outcomes{Targets: []terms.Target{c.target, {Metric: "certificate", Percent: 50}}}
			})
			leader := w.as(w.Leader)
			want(t, leader.get("/insight?by=model"), 200, strings.Split(c.says, " Nå:")[0], "Ingen er ferdige i denne perioden.", "Plass har ingen tall for dette.")
			leave := func(n int, outcome string, offered bool) {
				of := w.seated(a.Line, a.Unit, w.HR, sitting{first: fmt.Sprint("Person", n), last: "A", from: "2026-03-02"})
				w.sql(`UPDATE placements SET begun_at = $2 WHERE id = $1`, of, dbtest.Now)
				if offered {
					w.offered(of)
				}
				w.sql(`UPDATE placements SET ended_on = '2026-03-02', ended_at = $2, outcome = $3, branch = $4 WHERE id = $1`, of, dbtest.Now, outcome, placement.Outcome(outcome).Branch())
			}
			for n := range c.people {
				outcome := c.outcome
				if n >= c.reached {
					outcome = "more_support"
				}
				leave(n, outcome, n < c.reached && c.target.Metric == "offer")
			}
			for _, by := range []string{"employer", "office", "model"} {
				page := leader.get("/insight?by=" + by)
				want(t, page, 200, c.says)
				for measure, n := range map[string]int{c.reachedMeasure: c.reached, "over_" + c.target.Metric: c.people} {
					to := ""
					for _, link := range page.links() {
						if strings.Contains(link, "what="+measure+"&") || strings.HasSuffix(link, "what="+measure) {
							to = link
						}
					}
					rows := leader.get(to)
					want(t, rows, 200)
					if got := strings.Count(rows.Body, "<tr>"); got != n {
						t.Errorf("%s by %s opens %d rows, want %d: %s", measure, by, got, n, rows.text())
					}
					lacks(t, rows, "Person0", "Person1", "Mer støtte først")
				}
			}
			want(t, leader.get("/insight/rows?by=model&what="+c.reachedMeasure), 200, c.status)
			want(t, leader.get("/insight/rows?by=model&what=missed_"+c.target.Metric), 404)
			want(t, leader.get("/insight/rows?what=reached_certificate"), 404)

			// One more who did not reach it is one that nobody may work out.
			if c.reached < c.people {
				w.sql(`UPDATE placements SET outcome = 'completed', branch = 'good' WHERE outcome = 'more_support' AND id IN (SELECT id FROM placements WHERE outcome = 'more_support' LIMIT 1)`)
				w.sql(`INSERT INTO job_offers (tenant_id, id, employer_id, placement_id, offered_by, what, form, percent, offered_on, relevant, recorder, recorded_by)
					SELECT tenant_id, gen_random_uuid(), employer_id, id, 'Andre', 'Renholder', 'temporary', 50, '2026-03-02', true, 'Hanne', made_by FROM placements p
					WHERE outcome = 'completed' AND NOT EXISTS (SELECT FROM job_offers f WHERE f.placement_id = p.id)`)
				c.then = "Nå: skjult av 13"
			} else {
				leave(c.people, "more_support", false)
			}
			hidden := leader.get("/insight?by=employer")
			want(t, hidden, 200, c.then)
			lacks(t, hidden, "what="+c.reachedMeasure)
			rows := leader.get("/insight/rows?by=employer&of=" + w.Employer.String() + "&what=" + c.reachedMeasure)
			want(t, rows, 200, "færre enn fem")
			if n := strings.Count(rows.Body, "<tr>"); n != 0 {
				t.Errorf("a hidden number opens %d rows", n)
			}
			stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Name: "En Annen"}))
			lacks(t, stranger.get("/insight"), "Mål:")
			want(t, w.as(w.Contact).get("/agreements/"+a.Line.AgreementID.String()), 200, "Se hvor langt dere er kommet")
		})
	}
}

// offered has the employer offer a job to somebody in a place.
func (w *world) offered(of placement.ID) {
	w.t.Helper()
	w.do(w.HR, func(ctx context.Context, tx *db.Tx) error {
		return promise.Record(ctx, tx, of, promise.OfferDraft{OfferedBy: "Fjord", What: "Renholder", Form: "temporary", Percent: 80, OfferedOn: tx.Today(), Relevant: true, RelevantBecause: "Målet er renhold."})
	})
}
