package promise

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/placement"
)

const columns = `r.id, r.employer_id, e.name AS employer, r.agreement_id, r.version_id, r.placement_id, coalesce(u.name, '') AS unit,
	p.starts_on, coalesce(p.ended_on, p.ends_on) AS last_on, r.by_side, r.to_side, r.what, r.strength, r.due_when, r.days, r.percent, r.asks, r.to_read,
	r.needed_because, r.due_on, r.listed_on, r.read_at, r.read_on, r.read_way, r.read_by, r.settled, r.settled_at, r.settled_by, r.why, r.evidence, r.offer_id, r.version`

func get(tx *db.Tx) string {
	name, named := `''`, ``
	if side := tx.Actor.Side(); side != auth.CandidateSide { // the participant's own
		name, named = placement.NameOf(side)
	}
	return `
	SELECT ` + columns + `, coalesce(` + name + `, '') AS name
	FROM promises r JOIN employers e ON e.id = r.employer_id
	LEFT JOIN placements p ON p.id = r.placement_id LEFT JOIN units u ON u.id = p.unit_id` + named
}

// Get returns the promise.
func Get(ctx context.Context, tx *db.Tx, id ID) (Promise, error) {
	return db.One[Promise](ctx, tx, get(tx)+` WHERE r.id = @id`, db.Args{"id": id})
}

// lock returns the promise and keeps others from settling it until the transaction is over.
func lock(ctx context.Context, tx *db.Tx, id ID) (Promise, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT version FROM promises WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Promise{}, err
	}
	return Get(ctx, tx, id)
}

const inOrder = ` ORDER BY r.settled_at DESC NULLS FIRST, r.due_on NULLS LAST, r.placement_id NULLS FIRST, r.position, r.made_at, r.id`

// AskOfAgreement asks for every promise of the agreement: those not settled first, the one due first first.
func AskOfAgreement(b *db.Batch, tx *db.Tx, id agreement.ID) *[]Promise {
	return db.AskAll[Promise](b, get(tx)+` WHERE r.agreement_id = @id`+inOrder, db.Args{"id": id})
}

// AskOfPlacement asks for the promises of the placement.
func AskOfPlacement(b *db.Batch, tx *db.Tx, id placement.ID) *[]Promise {
	return db.AskAll[Promise](b, get(tx)+` WHERE r.placement_id = @id`+inOrder, db.Args{"id": id})
}

// AskMine asks for what is promised to or by the participant acting.
func AskMine(b *db.Batch, tx *db.Tx) *[]Promise { return db.AskAll[Promise](b, get(tx)+inOrder, nil) }

// AskWaiting asks for the promises of an offer that so much of the period has gone by for, and that nobody has kept;
// the one whose period ends first first, and none whose day has come.
func AskWaiting(b *db.Batch, tx *db.Tx) *[]Promise {
	return db.AskAll[Promise](b, get(tx)+` WHERE r.listed_on <= business_day() AND r.due_on >= business_day() AND r.settled IS NULL ORDER BY r.due_on, r.id LIMIT 200`, nil)
}

// AskDue asks for the promises whose day has come, and of which nobody has said how they went.
func AskDue(b *db.Batch, tx *db.Tx) *[]Promise {
	return db.AskAll[Promise](b, get(tx)+` WHERE r.due_on <= business_day() AND r.settled IS NULL AND r.strength <> 'no_promise' ORDER BY r.due_on, r.id`, nil)
}

// AskCame asks for the promises that came due in the days, and for those without a day that were settled in them.
func AskCame(b *db.Batch, tx *db.Tx, from, to time.Time) *[]Promise {
	return db.AskAll[Promise](b, get(tx)+`
		WHERE r.due_on BETWEEN @from AND @to
		OR r.due_on IS NULL AND (r.settled_at AT TIME ZONE 'Europe/Oslo')::date BETWEEN @from AND @to`+inOrder, db.Args{"from": from, "to": to})
}
