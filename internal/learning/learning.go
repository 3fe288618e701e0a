// Package learning keeps what there is to learn in a placement, what the participant has done of it, and the buddy's tick.
package learning

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/terms"
)

// A GoalID identifies something to learn.
type GoalID struct{ uuid.UUID }

// A Goal is something to learn, with how far it has come as each of the two says.
type Goal struct {
	ID     GoalID
	Title  terms.Words
	Says   int // the participant's highest level, 0 for none
	Ticked int // the highest level a buddy has ticked
	Times  int // how often it has been written about
}

// Levels are how well somebody can do a thing; text keys "learning.level.1" to 3.
const Levels = 3

// An EntryID identifies an entry in the log.
type EntryID struct{ uuid.UUID }

// An Entry is something the participant has done.
type Entry struct {
	ID          EntryID
	GoalID      GoalID
	Goal        terms.Words
	OnDay       time.Time
	What        string
	Level       int
	WrittenAt   time.Time
	TickedAt    *time.Time
	TickedBy    string
	TickedLevel *int
}

// A Draft is what it takes to write an entry.
type Draft struct {
	Goal  GoalID
	OnDay time.Time
	What  string
	Level int
	Today time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(!d.OnDay.After(d.Today), "on_day", "form.in_the_future")
	p.Unless(d.What != "", "what", "form.required")
	p.Unless(1 <= d.Level && d.Level <= Levels, "level", "form.choose")
	return p
}

// AskGoals asks for what there is to learn in the placement.
func AskGoals(b *db.Batch, of placement.ID) *[]Goal {
	return db.AskAll[Goal](b, `
		SELECT g.id, g.title, coalesce(max(e.level), 0) AS says, coalesce(max(e.ticked_level), 0) AS ticked, count(e.id)::int AS times
		FROM learning_goals g LEFT JOIN learning_entries e ON e.goal_id = g.id
		WHERE g.placement_id = @id AND g.removed_at IS NULL GROUP BY g.id, g.title, g.position ORDER BY g.position, g.id`, db.Args{"id": of})
}

// AskEntries asks for the log of the placement, the newest first.
func AskEntries(b *db.Batch, of placement.ID) *[]Entry {
	return db.AskAll[Entry](b, `
		SELECT e.id, e.goal_id, g.title AS goal, e.on_day, e.what, e.level, e.written_at, e.ticked_at, e.ticked_by, e.ticked_level
		FROM learning_entries e JOIN learning_goals g ON g.id = e.goal_id
		WHERE e.placement_id = @id ORDER BY e.on_day DESC, e.id DESC`, db.Args{"id": of})
}

// A GoalDraft is what it takes to add something to learn.
type GoalDraft struct{ Title string }

// Problems tells what is missing or wrong in the draft.
func (d GoalDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Title != "", "title", "form.required")
	return p
}

// mayPlan refuses everybody but the employer's own contacts and the contact person at Nav, and all once the placement is over.
func mayPlan(ctx context.Context, tx *db.Tx, of placement.ID) error {
	p, err := placement.Get(ctx, tx, of)
	switch {
	case err != nil:
		return err
	case p.Status() == placement.Ended:
		return fault.New(fault.Conflict, "placement.over")
	case tx.Actor.Side() == auth.NavSide:
		return employer.MustOwn(ctx, tx, p.EmployerID)
	case !tx.Actor.Is(auth.EmployerContact):
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	return nil
}

// Plan adds something to learn to a placement that is not over.
func Plan(ctx context.Context, tx *db.Tx, of placement.ID, d GoalDraft) error {
	if err := mayPlan(ctx, tx, of); err != nil {
		return err
	}
	return AddGoals(ctx, tx, of, terms.Own(d.Title))
}

// AddGoals adds things to learn, after those that are there.
func AddGoals(ctx context.Context, tx *db.Tx, of placement.ID, titles ...terms.Words) error {
	b := db.NewBatch(tx)
	for _, title := range titles {
		b.Do(`
			INSERT INTO learning_goals (id, placement_id, title, position)
			SELECT @id, @placement, @title, coalesce(max(position), 0) + 1 FROM learning_goals WHERE placement_id = @placement`,
			db.Args{"id": db.NewID(), "placement": of, "title": title})
	}
	return b.Send(ctx)
}

// RemoveGoal takes something off the list. What was written about it stays in the log.
func RemoveGoal(ctx context.Context, tx *db.Tx, of placement.ID, goal GoalID) error {
	if err := mayPlan(ctx, tx, of); err != nil {
		return err
	}
	return db.Exec(ctx, tx, `UPDATE learning_goals SET removed_at = @now WHERE id = @id AND placement_id = @placement AND removed_at IS NULL`,
		db.Args{"id": goal, "placement": of, "now": tx.Now})
}

// Write adds an entry to the participant's own log.
func Write(ctx context.Context, tx *db.Tx, of placement.ID, d Draft) error {
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	if d.OnDay.Before(p.StartsOn) || p.EndedOn != nil && d.OnDay.After(*p.EndedOn) {
		return fault.Of("on_day", "plan.outside")
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO learning_entries (id, placement_id, goal_id, on_day, what, level, written_at) VALUES (@id, @placement, @goal, @on_day, @what, @level, @now)`,
		db.Args{"id": db.NewID(), "placement": of, "goal": d.Goal, "on_day": d.OnDay, "what": d.What, "level": d.Level, "now": tx.Now}); err != nil {
		return err
	}
	if err := notice.TellParty(ctx, tx, notice.LearningToTick, route.Partner("placements", of, "learning"), nil, notice.Buddy, of.UUID); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.LearningWritten, event.About{Employer: p.EmployerID.UUID, Placement: of.UUID})
}

// Tick says, as the buddy or another at the employer, how well the participant did it.
func Tick(ctx context.Context, tx *db.Tx, of placement.ID, entry EntryID, level int) error {
	if !tx.Actor.Is(auth.Buddy, auth.EmployerContact) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	if level < 1 || level > Levels {
		return fault.Of("level", "form.choose")
	}
	if err := db.Exec(ctx, tx, `
		UPDATE learning_entries SET ticked_at = @now, ticked_by = @by, ticked_level = @level WHERE id = @id AND placement_id = @placement`,
		db.Args{"id": entry, "placement": of, "now": tx.Now, "by": tx.Actor.Name, "level": level}); err != nil {
		return err
	}
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.LearningTicked, event.About{Employer: p.EmployerID.UUID, Placement: of.UUID})
}
