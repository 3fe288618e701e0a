package meeting

import (
	"context"

	"plass/internal/db"
	"plass/internal/placement"
)

// Refit makes the meetings of the rhythm fit a placement that was changed: those after its last day are cancelled, those that
// a longer stay wants are made, and those to come move along to another unit. What was moved by hand stays where it was put.
func Refit(ctx context.Context, tx *db.Tx, p placement.Placement, unitBefore string) error {
	if p.EndsOn != nil {
		if err := Trim(ctx, tx, p.ID, *p.EndsOn); err != nil {
			return err
		}
	}
	if p.Unit != unitBefore {
		_, err := db.Touch(ctx, tx, `
			UPDATE meetings SET place = @unit, sequence = sequence + 1
			WHERE placement_id = @id AND from_rhythm AND moved_at IS NULL AND held_at IS NULL AND cancelled_at IS NULL AND at > @now AND place = @before`,
			db.Args{"id": p.ID, "unit": p.Unit, "before": unitBefore, "now": tx.Now})
		if err != nil {
			return err
		}
	}
	_, err := Fill(ctx, tx, p)
	return err
}
