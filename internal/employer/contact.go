package employer

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/user"
)

// AskContacts asks for the contacts of the employer, by name.
func AskContacts(b *db.Batch, id ID) *[]Contact {
	return db.AskAll[Contact](b, contacts, db.Args{"id": id})
}

// Contacts returns the contacts of the employer, by name.
func Contacts(ctx context.Context, tx *db.Tx, id ID) ([]Contact, error) {
	return db.All[Contact](ctx, tx, contacts, db.Args{"id": id})
}

const contacts = `
	SELECT c.id, c.unit_id, coalesce(u.name, '') AS unit, c.name, c.phone, c.email, c.roles, c.membership_id IS NOT NULL AS login
	FROM employer_contacts c LEFT JOIN units u ON u.id = c.unit_id
	WHERE c.employer_id = @id AND c.ended_at IS NULL ORDER BY c.name COLLATE "nb-NO-x-icu"`

// AddContact adds a contact to the employer, and lets the contact in when the draft says so.
func AddContact(ctx context.Context, tx *db.Tx, id ID, d ContactDraft) (ContactID, error) {
	contact := ContactID{db.NewID()}
	if err := MustOwn(ctx, tx, id); err != nil {
		return contact, err
	}
	if err := checkUnit(ctx, tx, id, d.Unit); err != nil {
		return contact, err
	}
	var membership *uuid.UUID
	if d.Login {
		role := auth.EmployerContact
		if !slices.Contains(d.Roles, "hr") && !slices.Contains(d.Roles, "leader") && !slices.Contains(d.Roles, "site_contact") {
			role = auth.UnionRepresentative // sees the agreement, never a person
		}
		m, err := user.Add(ctx, tx, user.Draft{Email: d.Email, Name: d.Name, Phone: d.Phone, Role: role, Employer: &id.UUID})
		if err != nil {
			return contact, err
		}
		membership = &m.UUID
	}
	b := db.NewBatch(tx)
	WriteContact(b, tx, id, contact, d, membership)
	return contact, b.Send(ctx)
}

// WriteContact writes the contact and what lets it log in, if anything, in the round trip of what else is written. Who may has been asked.
func WriteContact(b *db.Batch, tx *db.Tx, id ID, contact ContactID, d ContactDraft, membership *uuid.UUID) {
	b.Do(`
		INSERT INTO employer_contacts (id, employer_id, unit_id, membership_id, name, phone, email, roles)
		VALUES (@id, @employer, @unit, @membership, @name, @phone, @email, @roles)`,
		db.Args{"id": contact, "employer": id, "unit": d.Unit, "membership": membership,
			"name": d.Name, "phone": d.Phone, "email": user.NormalEmail(d.Email), "roles": d.Roles})
	event.Write(b, tx, event.ContactAdded, event.About{Employer: id.UUID, Args: map[string]any{"contact": d.Name}})
}

// checkUnit refuses a unit that is closed, or another employer's.
func checkUnit(ctx context.Context, tx *db.Tx, id ID, unit *UnitID) error {
	if unit == nil {
		return nil
	}
	open, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM units WHERE id = @unit AND employer_id = @id AND closed_at IS NULL)`,
		db.Args{"unit": unit, "id": id})
	if err == nil && !open {
		err = fault.Of("unit", "form.not_a_choice")
	}
	return err
}

// RemoveContact ends the contact, and with it the right to log in.
func RemoveContact(ctx context.Context, tx *db.Tx, id ID, contact ContactID) error {
	if err := MustOwn(ctx, tx, id); err != nil {
		return err
	}
	type ended struct {
		Name         string
		MembershipID *user.MembershipID
	}
	c, err := db.One[ended](ctx, tx, `
		UPDATE employer_contacts SET ended_at = @now WHERE id = @contact AND employer_id = @id AND ended_at IS NULL RETURNING name, membership_id`,
		db.Args{"id": id, "contact": contact, "now": tx.Now})
	if err != nil {
		return err
	}
	if c.MembershipID != nil {
		if err := user.End(ctx, tx, *c.MembershipID); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.ContactRemoved, event.About{Employer: id.UUID, Args: map[string]any{"contact": c.Name}})
}
