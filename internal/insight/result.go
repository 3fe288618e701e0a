package insight

import (
	"context"
	"time"

	"plass/internal/db"
)

// A Result is what became of an employer's places in a year, as the employer tells others of it.
type Result struct {
	Year         int
	Began        int  // people who began in a place
	Finished     int  // whose time was over
	Hired        int  // who got a job with the employer
	WentOn       *int // of those whose time was over, to something else; nil: that would tell of few
	PromisesDue  int  // that the employer gave
	PromisesKept int
	ReckonedOn   time.Time
}

// Few reports whether the numbers of people are so small that only those who took part in it all may read them.
func (r Result) Few() bool {
	return few(r.Began) || few(r.Finished) || few(r.Hired)
}

// AskResults asks for the results of the employer acting, the newest year first.
func AskResults(b *db.Batch) *[]Result {
	return db.AskAll[Result](b, `
		SELECT year, began, finished, hired, went_on, promises_due, promises_kept, reckoned_on FROM employer_results
		WHERE employer_id = current_employer() ORDER BY year DESC`, nil)
}

// Reckon counts the results of every employer and year anew.
func Reckon(ctx context.Context, tx *db.Tx) error {
	b, args := db.NewBatch(tx), db.Args{"today": tx.Today(), "few": Few}
	b.Do(`DELETE FROM employer_results`, nil)
	b.Do(`
		INSERT INTO employer_results (employer_id, year, began, finished, hired, went_on, promises_due, promises_kept, reckoned_on)
		WITH stays AS (
			SELECT * FROM placements WHERE misregistered_at IS NULL AND begun_at IS NOT NULL),
		jobs AS ( -- somebody who gets a job once, and has it written down twice, is one
			SELECT employer_id, candidate_id, min(on_day) AS on_day FROM (
				SELECT employer_id, candidate_id, ended_on AS on_day FROM stays WHERE outcome = 'job_here'
				UNION ALL
				SELECT employer_id, candidate_id, starts_on FROM hires WHERE misregistered_at IS NULL) j
			WHERE on_day <= @today GROUP BY employer_id, candidate_id),
		facts AS (
			SELECT employer_id, starts_on AS on_day, 1 AS began, 0 AS finished, 0 AS here, 0 AS went_on, 0 AS hired, 0 AS due, 0 AS kept FROM stays WHERE starts_on <= @today
			UNION ALL
			SELECT employer_id, ended_on, 0, 1, (outcome = 'job_here')::int, (outcome IN ('job_elsewhere', 'temporary_job', 'apprentice', 'own_business', 'studies'))::int, 0, 0, 0
				FROM stays WHERE ended_on <= @today
			UNION ALL
			SELECT employer_id, on_day, 0, 0, 0, 0, 1, 0, 0 FROM jobs
			UNION ALL
			SELECT employer_id, on_day, 0, 0, 0, 0, 0, 1, (settled = 'kept')::int FROM (
				SELECT employer_id, coalesce(settled, '') AS settled, coalesce(due_on, (settled_at AT TIME ZONE 'Europe/Oslo')::date) AS on_day FROM promises
				WHERE by_side = 'employer' AND strength <> 'no_promise' AND (due_when <> 'when_needed' OR needed_because <> '')) p
			WHERE on_day <= @today AND settled NOT IN ('waived', 'lapsed')),
		years AS (
			SELECT employer_id, extract(year FROM on_day)::int AS year, sum(began) AS began, sum(finished) AS finished, sum(here) AS here, sum(went_on) AS went_on,
				sum(hired) AS hired, sum(due) AS due, sum(kept) AS kept
			FROM facts GROUP BY employer_id, year)
		SELECT employer_id, year, began, finished, hired,
			CASE WHEN went_on BETWEEN 1 AND @few - 1 OR finished - went_on BETWEEN 1 AND @few - 1 OR finished - went_on - here BETWEEN 1 AND @few - 1 THEN NULL ELSE went_on END,
			due, kept, @today
		FROM years`, args)
	return b.Send(ctx)
}
