package buddy

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
)

// A Training is a session that buddies have taken, with a participant or among themselves.
type Training struct {
	ID          uuid.UUID
	OnDay       time.Time
	Title       string
	Buddies     []string
	PlacementID *uuid.UUID
}

// A TrainingDraft is what it takes to record a session. With a placement it counts for the participant too.
type TrainingDraft struct {
	OnDay     time.Time
	Title     string
	Buddies   []ID
	Placement *uuid.UUID
	Today     time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d TrainingDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Title != "", "title", "form.required")
	p.Unless(len(d.Buddies) > 0, "buddies", "training.nobody")
	p.Unless(!d.OnDay.After(d.Today), "on_day", "form.in_the_future")
	return p
}

// Train records a session: every buddy there is trained on the day, and the participant has taken it too.
func Train(ctx context.Context, tx *db.Tx, of employer.ID, d TrainingDraft) error {
	if err := mayRun(ctx, tx, of); err != nil {
		return err
	}
	id := db.NewID()
	if err := db.Exec(ctx, tx, `INSERT INTO trainings (id, employer_id, on_day, title) VALUES (@id, @employer, @on_day, @title)`,
		db.Args{"id": id, "employer": of, "on_day": d.OnDay, "title": d.Title}); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	for _, buddy := range d.Buddies {
		b.Do(`INSERT INTO training_people (training_id, employer_id, buddy_id, placement_id) VALUES (@training, @employer, @buddy, @placement)`,
			db.Args{"training": id, "employer": of, "buddy": buddy, "placement": d.Placement})
	}
	if err := b.Send(ctx); err != nil {
		return err
	}
	about := event.About{Employer: of.UUID, Args: map[string]any{"title": d.Title}}
	if d.Placement != nil {
		about.Placement = *d.Placement
	}
	return event.Record(ctx, tx, event.TrainingHeld, about)
}

// A participant knows the own buddy only: a session taken with another is theirs all the same.
const trainings = `
	SELECT t.id, t.on_day, t.title, coalesce(array_agg(b.name ORDER BY b.name COLLATE "nb-NO-x-icu") FILTER (WHERE b.name IS NOT NULL), '{}') AS buddies,
		max(tp.placement_id::text)::uuid AS placement_id
	FROM trainings t JOIN training_people tp ON tp.training_id = t.id LEFT JOIN buddies b ON b.id = tp.buddy_id`

// AskTrainings asks for the sessions at the employer, the newest first.
func AskTrainings(b *db.Batch, of employer.ID) *[]Training {
	return db.AskAll[Training](b, trainings+` WHERE t.employer_id = @id GROUP BY t.id, t.on_day, t.title ORDER BY t.on_day DESC, t.id DESC`, db.Args{"id": of})
}

// AskTrainingsOf asks for the sessions that count for the participant of the placement.
func AskTrainingsOf(b *db.Batch, placement uuid.UUID) *[]Training {
	return db.AskAll[Training](b, trainings+` WHERE tp.placement_id = @id GROUP BY t.id, t.on_day, t.title ORDER BY t.on_day, t.id`, db.Args{"id": placement})
}
