// Package standing counts how far a partnership has come towards its end.
package standing

import (
	"context"
	"time"

	"plass/internal/advice"
	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/hire"
	"plass/internal/placement"
	"plass/internal/terms"
)

// Counts is how far it has come.
type Counts struct {
	Wanted  int // people asked for
	Hired   int
	Running int // placements that are not over
	Ended   int // placements that are
	Job     int // those of them that ended with a job; Nav alone knows
	Advised int // advice meetings held
	Advice  int // those not called off
}

// Ask asks for the counts of the agreement, as far as the side of the one acting may know them.
func Ask(b *db.Batch, tx *db.Tx, id agreement.ID) *Counts {
	job, right := `0`, ``
	if tx.Actor.Side() == auth.NavSide { // the employer has no grant to ask how a placement ended; its policy hides mistakes
		job, right = `count(*) FILTER (WHERE p.outcome IN ('job_here', 'job_elsewhere', 'temporary_job', 'apprentice', 'own_business'))`, ` AND p.misregistered_at IS NULL`
	}
	return db.AskOne[Counts](b, `
		SELECT (SELECT coalesce(sum(count), 0) FROM requests WHERE agreement_id = @id)::int AS wanted,
			(SELECT count(*) FROM hires WHERE agreement_id = @id AND misregistered_at IS NULL)::int AS hired,
			p.running, p.ended, p.job, a.advised, a.advice
		FROM (SELECT count(*) FILTER (WHERE p.ended_on IS NULL)::int AS running, count(*) FILTER (WHERE p.ended_on IS NOT NULL)::int AS ended, (`+job+`)::int AS job
				FROM placements p WHERE p.agreement_id = @id`+right+`) p,
			(SELECT count(*) FILTER (WHERE held_at IS NOT NULL)::int AS advised, count(*)::int AS advice FROM advice WHERE agreement_id = @id AND cancelled_at IS NULL) a`,
		db.Args{"id": id})
}

// An Ended is a placement that is over, as the rows behind the count show it to Nav.
type Ended struct {
	ID      placement.ID
	Name    string
	Unit    string
	EndedOn time.Time
	Outcome placement.Outcome
}

// Rows are what the counts count.
type Rows struct {
	Agreement agreement.Agreement
	Terms     terms.Terms
	Counts    Counts
	Hires     []hire.Hire
	Advice    []advice.Meeting
	Ended     []Ended
	Today     time.Time
}

// Of returns how far the agreement has come, with the rows.
func Of(ctx context.Context, tx *db.Tx, id agreement.ID) (r Rows, err error) {
	r.Today = tx.Today()
	if r.Agreement, err = agreement.Get(ctx, tx, id); err != nil {
		return r, err
	}
	if r.Terms, err = r.Agreement.Terms(); err != nil {
		return r, err
	}
	b := db.NewBatch(tx)
	counts, hires, meetings, ended := Ask(b, tx, id), hire.AskOfAgreement(b, tx, id), advice.AskOfAgreement(b, id), &[]Ended{}
	if tx.Actor.Side() == auth.NavSide {
		ended = db.AskAll[Ended](b, `
			SELECT p.id, coalesce(c.first_name || ' ' || c.last_name, '') AS name, u.name AS unit, p.ended_on, p.outcome
			FROM placements p JOIN units u ON u.id = p.unit_id LEFT JOIN candidates c ON c.id = p.candidate_id
			WHERE p.agreement_id = @id AND p.ended_on IS NOT NULL AND p.misregistered_at IS NULL ORDER BY p.ended_on DESC, p.id`, db.Args{"id": id})
	}
	err = b.Send(ctx)
	r.Counts, r.Hires, r.Advice, r.Ended = *counts, *hires, *meetings, *ended
	return r, err
}
