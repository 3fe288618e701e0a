package placement

import (
	"context"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
)

// WantHelp tells the contact person at Nav that somebody close to the participant needs help.
func WantHelp(ctx context.Context, tx *db.Tx, id ID) error {
	if !tx.Actor.Is(auth.Buddy, auth.EmployerContact) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	p, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	owners, err := notice.ContactPersonOf(ctx, tx, p.EmployerID.UUID)
	if err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.HelpWanted, route.Placement(id), map[string]any{"name": tx.Actor.Name, "employer": p.Employer}, owners...); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.HelpWanted, event.About{Employer: p.EmployerID.UUID, Placement: id.UUID})
}
