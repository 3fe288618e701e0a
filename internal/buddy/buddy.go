// Package buddy holds the colleagues who help somebody new: who they are, when they were trained, and how many they follow.
package buddy

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/user"
)

// An ID identifies a buddy.
type ID struct{ uuid.UUID }

// A Buddy is a colleague in the employer's pool.
type Buddy struct {
	ID        ID
	Name      string
	Phone     string
	UnitID    *employer.UnitID
	Unit      string
	Most      int        // how many they follow at the most
	Follows   int        // how many they follow now, or have said yes to following
	TrainedOn *time.Time // the last training; nil: none yet
	Login     bool
}

// Free reports whether the buddy can follow one more.
func (b Buddy) Free() bool { return b.Follows < b.Most }

// A Draft is what it takes to add a buddy. With an e-mail address the buddy can log in.
type Draft struct {
	Name, Phone, Email string
	Unit               *employer.UnitID
	Most               int
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	p.Unless(d.Phone != "", "phone", "form.required")
	p.Unless(d.Email == "" || user.PlausibleEmail(user.NormalEmail(d.Email)), "email", "form.not_an_email")
	return p
}

const pool = `
	SELECT b.id, b.name, b.phone, b.unit_id, coalesce(u.name, '') AS unit, b.most, b.membership_id IS NOT NULL AS login,
		(SELECT count(*) FROM placements p WHERE p.buddy_id = b.id AND p.misregistered_at IS NULL
			AND coalesce(p.ended_on, p.ends_on, 'infinity') >= business_day())::int AS follows,
		(SELECT max(t.on_day) FROM training_people tp JOIN trainings t ON t.id = tp.training_id WHERE tp.buddy_id = b.id AND t.on_day <= business_day()) AS trained_on
	FROM buddies b LEFT JOIN units u ON u.id = b.unit_id`

// AskPool asks for the employer's buddies, by name.
func AskPool(b *db.Batch, of employer.ID) *[]Buddy {
	return db.AskAll[Buddy](b, pool+` WHERE b.employer_id = @id AND b.left_on IS NULL ORDER BY b.name COLLATE "nb-NO-x-icu"`, db.Args{"id": of})
}

// Lock returns the buddy of the employer and keeps others from giving them somebody until the transaction is over.
func Lock(ctx context.Context, tx *db.Tx, of employer.ID, id ID) (Buddy, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT most FROM buddies WHERE id = @id AND employer_id = @of AND left_on IS NULL FOR UPDATE`, db.Args{"id": id, "of": of}); err != nil {
		return Buddy{}, err
	}
	return db.One[Buddy](ctx, tx, pool+` WHERE b.id = @id`, db.Args{"id": id})
}

// Add adds a buddy to the employer's pool. Nav, who may let people in, lets the buddy in when there is an address.
func Add(ctx context.Context, tx *db.Tx, of employer.ID, d Draft) (ID, error) {
	id := ID{db.NewID()}
	var membership *uuid.UUID
	if d.Email != "" && tx.Actor.Side() == auth.NavSide {
		m, err := user.Add(ctx, tx, user.Draft{Email: d.Email, Name: d.Name, Phone: d.Phone, Role: auth.Buddy, Employer: &of.UUID})
		if err != nil {
			return id, err
		}
		membership = &m.UUID
	}
	args := db.Args{"id": id, "employer": of, "unit": d.Unit, "name": d.Name, "phone": d.Phone, "most": d.Most}
	if tx.Actor.Side() == auth.NavSide {
		args["membership"] = membership
		return id, db.Exec(ctx, tx, `
			INSERT INTO buddies (id, employer_id, unit_id, membership_id, name, phone, most) VALUES (@id, @employer, @unit, @membership, @name, @phone, @most)`, args)
	}
	return id, db.Exec(ctx, tx, `
		INSERT INTO buddies (id, employer_id, unit_id, name, phone, most) VALUES (@id, @employer, @unit, @name, @phone, @most)`, args)
}

// Leave takes the buddy out of the pool. Whoever follows somebody is not let go.
func Leave(ctx context.Context, tx *db.Tx, of employer.ID, id ID) error {
	b, err := Lock(ctx, tx, of, id)
	if err != nil {
		return err
	}
	if b.Follows > 0 {
		return fault.New(fault.Conflict, "buddy.follows_somebody")
	}
	return db.Exec(ctx, tx, `UPDATE buddies SET left_on = @today WHERE id = @id`, db.Args{"id": id, "today": tx.Today()})
}

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
}

// Problems tells what is missing or wrong in the draft.
func (d TrainingDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Title != "", "title", "form.required")
	p.Unless(len(d.Buddies) > 0, "buddies", "form.choose")
	return p
}

// Train records a session: every buddy there is trained on the day, and the participant has taken it too.
func Train(ctx context.Context, tx *db.Tx, of employer.ID, d TrainingDraft) error {
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

const trainings = `
	SELECT t.id, t.on_day, t.title, array_agg(b.name ORDER BY b.name) AS buddies, max(tp.placement_id::text)::uuid AS placement_id
	FROM trainings t JOIN training_people tp ON tp.training_id = t.id JOIN buddies b ON b.id = tp.buddy_id`

// AskTrainings asks for the sessions at the employer, the newest first.
func AskTrainings(b *db.Batch, of employer.ID) *[]Training {
	return db.AskAll[Training](b, trainings+` WHERE t.employer_id = @id GROUP BY t.id, t.on_day, t.title ORDER BY t.on_day DESC`, db.Args{"id": of})
}

// AskTrainingsOf asks for the sessions that count for the participant of the placement.
func AskTrainingsOf(b *db.Batch, placement uuid.UUID) *[]Training {
	return db.AskAll[Training](b, trainings+` WHERE tp.placement_id = @id GROUP BY t.id, t.on_day, t.title ORDER BY t.on_day`, db.Args{"id": placement})
}
