package employer

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/user"
)

const contactPerson = `
	SELECT c.membership_id AS membership, m.name, m.phone, c.from_at, nullif(c.to_at, 'infinity') AS to_at,
		c.membership_id IN (SELECT * FROM acting_as()) AS acting
	FROM contact_persons c JOIN memberships m ON m.id = c.membership_id
	WHERE c.employer_id = @id`

// AskContactPerson asks for the contact person now: one row, or none for an employer nobody has yet.
func AskContactPerson(b *db.Batch, id ID) *[]ContactPerson {
	return db.AskAll[ContactPerson](b, contactPerson+` AND c.from_at <= business_now() AND c.to_at > business_now()`, db.Args{"id": id})
}

// AskOurContactPerson is [AskContactPerson] for those at the employer, who know nothing of stand-ins.
func AskOurContactPerson(b *db.Batch, id ID) *[]ContactPerson {
	return db.AskAll[ContactPerson](b, `
		SELECT c.membership_id AS membership, m.name, m.phone, c.from_at, NULL::timestamptz AS to_at, false AS acting
		FROM contact_persons c JOIN memberships m ON m.id = c.membership_id
		WHERE c.employer_id = @id AND c.from_at <= business_now() AND c.to_at > business_now()`, db.Args{"id": id})
}

// AskContactPersons asks for everybody who has been contact person, the newest first.
func AskContactPersons(b *db.Batch, id ID) *[]ContactPerson {
	return db.AskAll[ContactPerson](b, contactPerson+` ORDER BY c.from_at DESC`, db.Args{"id": id})
}

// BecomeContactPerson makes the one acting the first contact person of the employer, which is active from then on.
// An employer that has one is handed over, or taken over, by package handover.
func BecomeContactPerson(ctx context.Context, tx *db.Tx, id ID) error {
	return Appoint(ctx, tx, id, user.MembershipID{UUID: tx.Actor.Membership})
}

// Appoint makes somebody the first contact person of the employer: a contact person themselves, an office leader any of them.
func Appoint(ctx context.Context, tx *db.Tx, id ID, to user.MembershipID) error {
	e, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if e.Active {
		return fault.New(fault.Conflict, "constraint.contact_persons_one")
	}
	if !e.MayAppoint(tx.Actor) && (!e.MayBecome(tx.Actor) || to.UUID != tx.Actor.Membership) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	first, err := db.One[user.Member](ctx, tx, `
		SELECT id, role, name, phone FROM memberships WHERE id = @id AND role = 'nav_contact' AND from_at <= @now AND to_at > @now`,
		db.Args{"id": to, "now": tx.Now})
	if fault.Is(err, fault.NotFound) {
		return fault.Of("to", "form.not_a_choice")
	}
	if err != nil {
		return err
	}
	if err := Assign(ctx, tx, id, to.UUID, tx.Now, "", ""); err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE employers SET active = true WHERE id = @id`, db.Args{"id": id}); err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.Appointed, route.Employer(id), map[string]any{"employer": e.Name, "name": tx.Actor.Name}, to.UUID); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.ContactPersonCame, event.About{Employer: id.UUID, Args: map[string]any{"name": first.Name}})
}

// Assign writes that the membership is contact person from a moment on.
func Assign(ctx context.Context, tx *db.Tx, id ID, membership uuid.UUID, from time.Time, reason, note string) error {
	return db.Exec(ctx, tx, assign, db.Args{"id": db.NewID(), "employer": id, "membership": membership, "from": from, "reason": reason, "note": note})
}

const assign = `
	INSERT INTO contact_persons (id, employer_id, membership_id, during, reason, note)
	VALUES (@id, @employer, @membership, tstzrange(@from, NULL), @reason, @note)`

// WriteFirst makes somebody the first contact person of the employer as [Appoint] does, in the round trip of what else is written.
// Who may has been asked, and whoever comes is told by the one who calls.
func WriteFirst(b *db.Batch, tx *db.Tx, id ID, to uuid.UUID, name string) {
	b.Do(assign, db.Args{"id": db.NewID(), "employer": id, "membership": to, "from": tx.Now, "reason": "", "note": ""})
	b.Do(`UPDATE employers SET active = true WHERE id = @id`, db.Args{"id": id})
	event.Write(b, tx, event.ContactPersonCame, event.About{Employer: id.UUID, Args: map[string]any{"name": name}})
}

// Owns reports whether the one acting is contact person of the employer now, or stands in for who is.
// An employer nobody has yet is everybody's.
func Owns(ctx context.Context, tx *db.Tx, id ID) (bool, error) {
	return db.Value[bool](ctx, tx, `
		SELECT NOT EXISTS (SELECT FROM contact_persons WHERE employer_id = @id)
			OR EXISTS (SELECT FROM contact_persons WHERE employer_id = @id AND membership_id IN (SELECT * FROM acting_as())
				AND from_at <= business_now() AND to_at > business_now())`, db.Args{"id": id})
}

// MustOwn refuses everybody but the contact person of the employer, and whoever stands in.
func MustOwn(ctx context.Context, tx *db.Tx, id ID) error {
	owns, err := Owns(ctx, tx, id)
	if err == nil && !owns {
		err = fault.New(fault.Forbidden, "employer.not_yours")
	}
	return err
}
