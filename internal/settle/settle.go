// Package settle settles what came of presenting somebody: chosen, not chosen, taken back, or nobody wanted any more.
// What was called and opened for a place that did not become theirs is called off and closed with it.
package settle

import (
	"context"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/hire"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/request"
)

// Presentation records what Nav and the employer settled: somebody is chosen for the unit, or for none.
func Presentation(ctx context.Context, tx *db.Tx, id nomination.PresentationID, unit *employer.UnitID) error {
	if err := nomination.Choose(ctx, tx, id, unit); err != nil || unit != nil {
		return err
	}
	return meeting.CallOff(ctx, tx, id)
}

// Hire says that somebody got the job: a meeting that was left is called off.
func Hire(ctx context.Context, tx *db.Tx, id nomination.PresentationID, d hire.Draft) error {
	if _, err := hire.Make(ctx, tx, id, d); err != nil {
		return err
	}
	return meeting.CallOff(ctx, tx, id)
}

// Withdraw takes the yes back.
func Withdraw(ctx context.Context, tx *db.Tx, id nomination.ID) error {
	type row struct{ ID nomination.PresentationID }
	shown, err := db.All[row](ctx, tx, `SELECT id FROM presentations WHERE nomination_id = @id`, db.Args{"id": id})
	if err != nil {
		return err
	}
	for _, p := range shown { // first, while the person who withdraws still meets the meeting
		if err := meeting.CallOff(ctx, tx, p.ID); err != nil {
			return err
		}
	}
	return nomination.Withdraw(ctx, tx, id)
}

// Request ends the request: nobody more is wanted, and those who were not presented yet will not be.
func Request(ctx context.Context, tx *db.Tx, id request.ID) error {
	if err := request.Close(ctx, tx, id); err != nil {
		return err
	}
	return nomination.Lapse(ctx, tx, id)
}
