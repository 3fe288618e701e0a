package employer

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/user"
)

func plausible(email string) bool { return user.PlausibleEmail(user.NormalEmail(email)) }

const columns = `id, org_number, name, register_name, industry, address, postal_code, place, employees, own_words, active, version`

const get = `SELECT ` + columns + ` FROM employers WHERE id = @id`

// Get returns the employer.
func Get(ctx context.Context, tx *db.Tx, id ID) (Employer, error) {
	return db.One[Employer](ctx, tx, get, db.Args{"id": id})
}

// Ask asks for the employer.
func Ask(b *db.Batch, id ID) *Employer { return db.AskOne[Employer](b, get, db.Args{"id": id}) }

// Lock returns the employer and keeps others from changing it until the transaction is over.
func Lock(ctx context.Context, tx *db.Tx, id ID) (Employer, error) {
	return db.One[Employer](ctx, tx, get+` FOR UPDATE`, db.Args{"id": id})
}

// A Filter narrows a list of employers.
type Filter struct {
	Mine       bool   // those of the one acting, and of those they stand in for
	Unassigned bool   // those nobody is contact person of yet
	After      string // the name the last page ended with
}

// PageSize is how many rows a page of a list shows.
const PageSize = 50

// List returns a page of the employers, by name, and one row more when there is a next page.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Row, error) {
	return db.All[Row](ctx, tx, `
		WITH page AS (
			SELECT e.id, e.name, e.org_number, e.place, e.search_name, c.membership_id
			FROM employers e
			LEFT JOIN contact_persons c ON c.employer_id = e.id AND c.from_at <= business_now() AND c.to_at > business_now()
			WHERE e.search_name > @after
			AND (NOT @mine OR c.membership_id IN (SELECT acting_as()))
			AND (NOT @unassigned OR c.membership_id IS NULL)
			ORDER BY e.search_name LIMIT @limit)
		SELECT p.id, p.name, p.org_number, p.place, coalesce(m.name, '') AS contact_person,
			coalesce(p.membership_id = current_membership(), false) AS mine,
			(SELECT count(*) FROM agreements a WHERE a.employer_id = p.id AND a.concluded_at IS NOT NULL
				AND a.starts_on <= business_day() AND coalesce(a.ends_on, 'infinity') >= business_day())::int AS agreements
		FROM page p LEFT JOIN memberships m ON m.id = p.membership_id
		ORDER BY p.search_name`,
		db.Args{"after": form.Fold(f.After), "mine": f.Mine, "unassigned": f.Unassigned, "limit": PageSize + 1})
}

// Create registers an employer. Nobody is its contact person until somebody becomes it.
func Create(ctx context.Context, tx *db.Tx, d Draft) (ID, error) {
	id := ID{db.NewID()}
	err := db.Exec(ctx, tx, `
		INSERT INTO employers (id, org_number, name, register_name, industry, address, postal_code, place, employees, own_words, search_name, made_at)
		VALUES (@id, @org_number, @name, @register_name, @industry, @address, @postal_code, @place, @employees, @own_words, @search_name, @now)`,
		db.Args{"id": id, "org_number": digits(d.OrgNumber), "name": d.Name, "register_name": d.RegisterName, "industry": d.Industry,
			"address": d.Address, "postal_code": d.PostalCode, "place": d.Place, "employees": d.Employees, "own_words": d.OwnWords,
			"search_name": searchName(d.Name, id.UUID), "now": tx.Now})
	if err != nil {
		return id, err
	}
	return id, event.Record(ctx, tx, event.EmployerRegistered, event.About{Employer: id.UUID})
}

// Change saves what is known of the employer, if nobody has changed it since version.
// The organisation number stays: another number is another employer.
func Change(ctx context.Context, tx *db.Tx, id ID, version int, d Draft) error {
	e, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := MustOwn(ctx, tx, id); err != nil {
		return err
	}
	if e.Version != version {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	err = db.Exec(ctx, tx, `
		UPDATE employers SET name = @name, industry = @industry, address = @address, postal_code = @postal_code, place = @place,
			employees = @employees, own_words = @own_words, search_name = @search_name, version = version + 1
		WHERE id = @id`,
		db.Args{"id": id, "name": d.Name, "industry": d.Industry, "address": d.Address, "postal_code": d.PostalCode, "place": d.Place,
			"employees": d.Employees, "own_words": d.OwnWords, "search_name": searchName(d.Name, id.UUID)})
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.EmployerChanged, event.About{Employer: id.UUID})
}

// searchName makes names that are alike differ, so that pages of a list never skip one.
func searchName(name string, id uuid.UUID) string { return form.Fold(name) + " " + id.String() }

func digits(typed string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, typed)
}

const unitColumns = `id, org_number, name, address, closed_at`

// AskUnits asks for the units of the employer that are open, by name.
func AskUnits(b *db.Batch, id ID) *[]Unit {
	return db.AskAll[Unit](b, units, db.Args{"id": id})
}

// Units returns the units of the employer that are open, by name.
func Units(ctx context.Context, tx *db.Tx, id ID) ([]Unit, error) {
	return db.All[Unit](ctx, tx, units, db.Args{"id": id})
}

const units = `SELECT ` + unitColumns + ` FROM units WHERE employer_id = @id AND closed_at IS NULL ORDER BY name COLLATE "nb-NO-x-icu"`

// AddUnit adds a unit to the employer.
func AddUnit(ctx context.Context, tx *db.Tx, id ID, d UnitDraft) (UnitID, error) {
	unit := UnitID{db.NewID()}
	if err := MustOwn(ctx, tx, id); err != nil {
		return unit, err
	}
	var number *string
	if n := digits(d.OrgNumber); n != "" {
		number = &n
	}
	err := db.Exec(ctx, tx, `
		INSERT INTO units (id, employer_id, org_number, name, address) VALUES (@id, @employer, @org_number, @name, @address)`,
		db.Args{"id": unit, "employer": id, "org_number": number, "name": d.Name, "address": d.Address})
	if err != nil {
		return unit, err
	}
	return unit, event.Record(ctx, tx, event.UnitAdded, event.About{Employer: id.UUID, Args: map[string]any{"unit": d.Name}})
}

// CloseUnit takes the unit out of use. Where people are placed now is not closed.
func CloseUnit(ctx context.Context, tx *db.Tx, id ID, unit UnitID) error {
	if err := MustOwn(ctx, tx, id); err != nil {
		return err
	}
	busy, err := db.Value[bool](ctx, tx, `
		SELECT EXISTS (SELECT FROM placements WHERE unit_id = @unit AND misregistered_at IS NULL AND coalesce(ended_on, ends_on, 'infinity') >= business_day())`,
		db.Args{"unit": unit})
	if err != nil {
		return err
	}
	if busy {
		return fault.New(fault.Conflict, "unit.in_use")
	}
	name, err := db.Value[string](ctx, tx, `
		UPDATE units SET closed_at = @now WHERE id = @unit AND employer_id = @id AND closed_at IS NULL RETURNING name`,
		db.Args{"id": id, "unit": unit, "now": tx.Now})
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.UnitClosed, event.About{Employer: id.UUID, Args: map[string]any{"unit": name}})
}

// AskContacts asks for the contacts of the employer, by name.
func AskContacts(b *db.Batch, id ID) *[]Contact {
	return db.AskAll[Contact](b, `
		SELECT c.id, c.unit_id, coalesce(u.name, '') AS unit, c.name, c.phone, c.email, c.roles, c.membership_id IS NOT NULL AS login
		FROM employer_contacts c LEFT JOIN units u ON u.id = c.unit_id
		WHERE c.employer_id = @id AND c.ended_at IS NULL ORDER BY c.name COLLATE "nb-NO-x-icu"`, db.Args{"id": id})
}

// AddContact adds a contact to the employer, and lets the contact in when the draft says so.
func AddContact(ctx context.Context, tx *db.Tx, id ID, d ContactDraft) (ContactID, error) {
	contact := ContactID{db.NewID()}
	if err := MustOwn(ctx, tx, id); err != nil {
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
	err := db.Exec(ctx, tx, `
		INSERT INTO employer_contacts (id, employer_id, unit_id, membership_id, name, phone, email, roles)
		VALUES (@id, @employer, @unit, @membership, @name, @phone, @email, @roles)`,
		db.Args{"id": contact, "employer": id, "unit": d.Unit, "membership": membership,
			"name": d.Name, "phone": d.Phone, "email": user.NormalEmail(d.Email), "roles": d.Roles})
	if err != nil {
		return contact, err
	}
	return contact, event.Record(ctx, tx, event.ContactAdded, event.About{Employer: id.UUID, Args: map[string]any{"contact": d.Name}})
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

const contactPerson = `
	SELECT c.membership_id AS membership, m.name, m.phone, c.from_at, nullif(c.to_at, 'infinity') AS to_at
	FROM contact_persons c JOIN memberships m ON m.id = c.membership_id
	WHERE c.employer_id = @id`

// AskContactPerson asks for the contact person now: one row, or none for an employer nobody has yet.
func AskContactPerson(b *db.Batch, id ID) *[]ContactPerson {
	return db.AskAll[ContactPerson](b, contactPerson+` AND c.from_at <= business_now() AND c.to_at > business_now()`, db.Args{"id": id})
}

// ContactPersons returns everybody who has been contact person, the newest first.
func ContactPersons(ctx context.Context, tx *db.Tx, id ID) ([]ContactPerson, error) {
	return db.All[ContactPerson](ctx, tx, contactPerson+` ORDER BY c.from_at DESC`, db.Args{"id": id})
}

// BecomeContactPerson makes the one acting the first contact person of the employer, which is active from then on.
// An employer that has one is handed over, or taken over, by package handover.
func BecomeContactPerson(ctx context.Context, tx *db.Tx, id ID) error {
	e, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if e.Active {
		return fault.New(fault.Conflict, "constraint.contact_persons_one")
	}
	if !tx.Actor.Is(auth.NavContact) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	if err := Assign(ctx, tx, id, tx.Actor.Membership, tx.Now, "", ""); err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE employers SET active = true WHERE id = @id`, db.Args{"id": id}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.ContactPersonCame, event.About{Employer: id.UUID, Args: map[string]any{"name": tx.Actor.Name}})
}

// Assign writes that the membership is contact person from a moment on.
func Assign(ctx context.Context, tx *db.Tx, id ID, membership uuid.UUID, from time.Time, reason, note string) error {
	return db.Exec(ctx, tx, `
		INSERT INTO contact_persons (id, employer_id, membership_id, during, reason, note)
		VALUES (@id, @employer, @membership, tstzrange(@from, NULL), @reason, @note)`,
		db.Args{"id": db.NewID(), "employer": id, "membership": membership, "from": from, "reason": reason, "note": note})
}

// Owns reports whether the one acting is contact person of the employer now, or stands in for who is.
// An employer nobody has yet is everybody's.
func Owns(ctx context.Context, tx *db.Tx, id ID) (bool, error) {
	return db.Value[bool](ctx, tx, `
		SELECT NOT EXISTS (SELECT FROM contact_persons WHERE employer_id = @id)
			OR EXISTS (SELECT FROM contact_persons WHERE employer_id = @id AND membership_id IN (SELECT acting_as())
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
