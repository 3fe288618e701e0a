package start

import (
	"context"

	"plass/internal/db"
	"plass/internal/meeting"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/route"
)

// Change changes a placement that is not over, makes its meetings fit, and tells everybody in it.
func Change(ctx context.Context, tx *db.Tx, id placement.ID, version int, c placement.Change) error {
	before, err := placement.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := placement.Apply(ctx, tx, id, version, c); err != nil {
		return err
	}
	p, err := placement.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := meeting.Refit(ctx, tx, p, before.Unit); err != nil {
		return err
	}
	if err := promise.Refit(ctx, tx, p); err != nil {
		return err
	}
	for _, to := range []struct{ party, link string }{
		{notice.Participant, route.MyPlan}, {notice.Employer, route.Partner("placements", id)}, {notice.Buddy, route.Partner("placements", id)},
	} {
		if err := notice.TellParty(ctx, tx, notice.PlacementChanged, to.link, nil, to.party, id.UUID); err != nil {
			return err
		}
	}
	return nil
}
