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

// Ask asks for one buddy of the employer.
func Ask(b *db.Batch, of employer.ID, id ID) *Buddy {
	return db.AskOne[Buddy](b, pool+` WHERE b.id = @id AND b.employer_id = @of AND b.left_on IS NULL`, db.Args{"id": id, "of": of})
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
	if err := mayRun(ctx, tx, of); err != nil {
		return id, err
	}
	if err := db.Exec(ctx, tx, `INSERT INTO buddies (id, employer_id, unit_id, name, phone, most) VALUES (@id, @employer, @unit, @name, @phone, @most)`,
		db.Args{"id": id, "employer": of, "unit": d.Unit, "name": d.Name, "phone": d.Phone, "most": d.Most}); err != nil {
		return id, err
	}
	if err := event.Record(ctx, tx, event.BuddyAdded, event.About{Employer: of.UUID, Args: map[string]any{"name": d.Name}}); err != nil {
		return id, err
	}
	if d.Email != "" && tx.Actor.Side() == auth.NavSide {
		return id, LetIn(ctx, tx, of, id, d.Email)
	}
	return id, nil
}

// mayRun refuses everybody but the employer's own contacts and its contact person at Nav.
func mayRun(ctx context.Context, tx *db.Tx, of employer.ID) error {
	if tx.Actor.Side() == auth.NavSide {
		return employer.MustOwn(ctx, tx, of)
	}
	if !tx.Actor.Is(auth.EmployerContact) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	return nil
}

// LetIn lets a buddy log in with the address. Nav alone lets people in.
func LetIn(ctx context.Context, tx *db.Tx, of employer.ID, id ID, email string) error {
	if !user.PlausibleEmail(user.NormalEmail(email)) {
		return fault.Of("email", "form.not_an_email")
	}
	if err := mayRun(ctx, tx, of); err != nil {
		return err
	}
	b, err := Lock(ctx, tx, of, id)
	if err != nil || b.Login {
		return err
	}
	m, err := user.Add(ctx, tx, user.Draft{Email: email, Name: b.Name, Phone: b.Phone, Role: auth.Buddy, Employer: &of.UUID})
	if err != nil {
		return err
	}
	return db.Exec(ctx, tx, `UPDATE buddies SET membership_id = @membership WHERE id = @id`, db.Args{"id": id, "membership": m})
}

// Change saves what is known of the buddy. Whoever follows somebody keeps room for them.
func Change(ctx context.Context, tx *db.Tx, of employer.ID, id ID, d Draft) error {
	if err := mayRun(ctx, tx, of); err != nil {
		return err
	}
	b, err := Lock(ctx, tx, of, id)
	if err != nil {
		return err
	}
	if d.Most < b.Follows {
		return fault.Of("most", "buddy.follows_more", "n", b.Follows)
	}
	return db.Exec(ctx, tx, `UPDATE buddies SET name = @name, phone = @phone, unit_id = @unit, most = @most WHERE id = @id`,
		db.Args{"id": id, "name": d.Name, "phone": d.Phone, "unit": d.Unit, "most": d.Most})
}

// Leave takes the buddy out of the pool, and the right to log in with it. Whoever follows somebody is not let go.
func Leave(ctx context.Context, tx *db.Tx, of employer.ID, id ID) error {
	if err := mayRun(ctx, tx, of); err != nil {
		return err
	}
	b, err := Lock(ctx, tx, of, id)
	if err != nil {
		return err
	}
	if b.Follows > 0 {
		return fault.New(fault.Conflict, "buddy.follows_somebody")
	}
	membership, err := db.Value[*user.MembershipID](ctx, tx, `UPDATE buddies SET left_on = @today WHERE id = @id RETURNING membership_id`,
		db.Args{"id": id, "today": tx.Today()})
	if err != nil {
		return err
	}
	if membership != nil {
		if err := user.End(ctx, tx, *membership); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.BuddyLeft, event.About{Employer: of.UUID, Args: map[string]any{"name": b.Name}})
}
