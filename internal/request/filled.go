package request

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
)

// filling counts those of the request who have been placed or hired.
const filling = `(SELECT count(*) FROM nominations n WHERE n.request_id = r.id AND (
	EXISTS (SELECT FROM placements p WHERE p.nomination_id = n.id AND p.misregistered_at IS NULL)
	OR EXISTS (SELECT FROM hires h WHERE h.nomination_id = n.id AND h.misregistered_at IS NULL)))`

// CloseFilled ends the request of the nomination when as many have been placed or hired as were wanted, and returns it if it did.
func CloseFilled(ctx context.Context, tx *db.Tx, nomination uuid.UUID) ([]ID, error) {
	type row struct{ ID ID }
	rows, err := db.All[row](ctx, tx, `
		UPDATE requests r SET closed_at = @now
		WHERE r.id = (SELECT request_id FROM nominations WHERE id = @nomination) AND r.closed_at IS NULL
		AND r.count <= `+filling+`
		RETURNING r.id`, db.Args{"nomination": nomination, "now": tx.Now})
	closed := make([]ID, len(rows))
	for i, r := range rows {
		closed[i] = r.ID
	}
	return closed, err
}

// An Opened is a request that is open again, and when it had been closed.
type Opened struct {
	ID         ID
	EmployerID employer.ID
	ClosedAt   time.Time
}

// unfilled are the requests that [CloseFilled] closed, under an agreement that is still in force. Whoever closes one by hand does
// so for a reason of their own.
const unfilled = `
	SELECT r.id, r.employer_id, r.closed_at FROM requests r JOIN agreements a ON a.id = r.agreement_id
	WHERE a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL AND coalesce(a.ends_on, 'infinity') >= business_day()
	AND r.closed_at IN (
		SELECT made_at FROM placements p JOIN nominations n ON n.id = p.nomination_id WHERE n.request_id = r.id
		UNION ALL
		SELECT made_at FROM hires h JOIN nominations n ON n.id = h.nomination_id WHERE n.request_id = r.id)`

// Reopens finds the request r of the nomination of if it opens again when that nomination has come to nothing.
const Reopens = unfilled + ` AND r.id = of.request_id AND r.count >= ` + filling

// OpenUnfilled opens the request of the nomination again when it was closed because it was filled, and no longer is, and returns it.
func OpenUnfilled(ctx context.Context, tx *db.Tx, nomination uuid.UUID) ([]Opened, error) {
	// First held, so that of two who come to nothing at once the second sees the first.
	if err := db.Exec(ctx, tx, `SELECT FROM requests WHERE id = (SELECT request_id FROM nominations WHERE id = @nomination) FOR UPDATE`,
		db.Args{"nomination": nomination}); err != nil {
		return nil, err
	}
	return db.All[Opened](ctx, tx, `
		WITH was AS (`+unfilled+` AND r.id = (SELECT request_id FROM nominations WHERE id = @nomination) AND r.count > `+filling+`)
		UPDATE requests r SET closed_at = NULL FROM was WHERE r.id = was.id RETURNING was.id, was.employer_id, was.closed_at`,
		db.Args{"nomination": nomination})
}
