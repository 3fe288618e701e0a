package week

import (
	"context"
	"slices"
	"time"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/terms"
)

const history = `
	SELECT id, from_on, days, percent, reason, made_name, made_at, undone_at, undone_name FROM week_patterns
	WHERE placement_id = @id ORDER BY from_on, made_at, id`

// Ask asks for the patterns of the placement.
func Ask(b *db.Batch, of placement.ID) *History {
	return (*History)(db.AskAll[Pattern](b, history, db.Args{"id": of}))
}

// Begin gives a new placement the weeks that the agreement speaks of.
func Begin(ctx context.Context, tx *db.Tx, p placement.Placement, whole terms.Terms) error {
	b := db.NewBatch(tx)
	for _, agreed := range Agreed(whole.Track, p.StartsOn, p.EndsOn) {
		write(b, tx, p.ID, agreed)
	}
	return b.Send(ctx)
}

func write(b *db.Batch, tx *db.Tx, of placement.ID, p Pattern) {
	b.Do(`INSERT INTO week_patterns (id, placement_id, from_on, days, percent, reason, made_by, made_name, made_at)
		VALUES (@id, @placement, @from, @days, @percent, @reason, current_membership(), @name, @now)`,
		db.Args{"id": db.NewID(), "placement": of, "from": p.FromOn, "days": p.Days, "percent": p.Percent, "reason": p.Reason, "name": tx.Actor.Name, "now": tx.Now})
}

// Share shares the weeks of a placement that is not over otherwise from a day on, if nobody has since version.
// What was to begin on the same day is taken back.
func Share(ctx context.Context, tx *db.Tx, of placement.ID, version int, c Change) error {
	p, h, err := lock(ctx, tx, of, version)
	if err != nil {
		return err
	}
	if holds := h.On(c.FromOn); holds != nil && holds.same(c.Days, c.Percent) {
		return fault.Of("from_on", "week.same")
	}
	b := db.NewBatch(tx)
	if i := slices.IndexFunc(h, func(p Pattern) bool { return p.UndoneAt == nil && p.FromOn.Equal(c.FromOn) }); i >= 0 {
		takeBack(b, tx, h[i].ID)
	}
	write(b, tx, of, Pattern{FromOn: c.FromOn, Days: c.Days, Percent: c.Percent, Reason: c.Reason})
	event.Write(b, tx, event.WeekChanged, about(p, c.FromOn, c.Reason))
	if err := b.Send(ctx); err != nil {
		return err
	}
	return tell(ctx, tx, of, notice.WeekChanged, c.FromOn)
}

// Undo takes back a pattern that has not begun: what comes before it goes on, and what the agreement says begins again.
func Undo(ctx context.Context, tx *db.Tx, of placement.ID, id ID) error {
	p, h, err := lock(ctx, tx, of, -1)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(h, func(p Pattern) bool { return p.ID == id })
	if i < 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	if !h[i].MayUndo(tx.Today()) {
		return fault.New(fault.Conflict, "week.begun")
	}
	b := db.NewBatch(tx)
	takeBack(b, tx, id)
	if agreed := h.replaced(h[i].FromOn); agreed != nil {
		write(b, tx, of, *agreed)
	}
	event.Write(b, tx, event.WeekUndone, about(p, h[i].FromOn, ""))
	if err := b.Send(ctx); err != nil {
		return err
	}
	return tell(ctx, tx, of, notice.WeekUndone, h[i].FromOn)
}

// lock returns the placement and its patterns to the contact person, and keeps others from changing them. A version below zero is any.
func lock(ctx context.Context, tx *db.Tx, of placement.ID, version int) (placement.Placement, History, error) {
	p, err := placement.LockOwn(ctx, tx, of)
	if err != nil {
		return p, nil, err
	}
	if !p.MayChange(tx.Actor) {
		return p, nil, fault.New(fault.Conflict, "placement.over")
	}
	all, err := db.All[Pattern](ctx, tx, history, db.Args{"id": of})
	h := History(all)
	if err == nil && version >= 0 && h.Version() != version {
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return p, h, err
}

func takeBack(b *db.Batch, tx *db.Tx, id ID) {
	b.Do(`UPDATE week_patterns SET undone_at = @now, undone_by = current_membership(), undone_name = @name WHERE id = @id`,
		db.Args{"id": id, "name": tx.Actor.Name, "now": tx.Now})
}

func about(p placement.Placement, from time.Time, reason string) event.About {
	return event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: p.ID.UUID,
		Args: map[string]any{"day": from.Format(time.DateOnly), "reason": reason}}
}

func tell(ctx context.Context, tx *db.Tx, of placement.ID, what notice.Kind, from time.Time) error {
	args := map[string]any{"day": from.Format(time.DateOnly)}
	for _, to := range []struct{ party, link string }{
		{notice.Participant, route.MyPlan}, {notice.Employer, route.Partner("placements", of)}, {notice.Buddy, route.Partner("placements", of)},
	} {
		if err := notice.TellParty(ctx, tx, what, to.link, args, to.party, of.UUID); err != nil {
			return err
		}
	}
	return nil
}
