// Package tenant holds the partnership areas that are responsible for the data, and the offices inside them.
package tenant

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/fault"
)

// An OfficeID identifies an office.
type OfficeID struct{ uuid.UUID }

// An Office is a Nav office inside a tenant.
type Office struct {
	ID   OfficeID
	Name string
}

// An Administrator is one of the first people of a tenant.
type Administrator struct{ Name, Email string }

// Found makes a tenant and the memberships of its first two administrators, who make the rest: one proposes, the other lets it be.
func Found(ctx context.Context, tx *db.DoorTx, name string, first, second Administrator) (tenant uuid.UUID, err error) {
	tenant = db.NewSecretID()
	if err := db.Exec(ctx, tx, `INSERT INTO tenants (id, name, created_at) VALUES (@id, @name, @now)`,
		db.Args{"id": tenant, "name": name, "now": tx.Now}); err != nil {
		return tenant, err
	}
	for _, a := range []Administrator{first, second} {
		if err := db.Exec(ctx, tx, `
			INSERT INTO memberships (tenant_id, id, email, role, name, from_at) VALUES (@tenant, @id, @email, 'administrator', @name, @now)`,
			db.Args{"tenant": tenant, "id": db.NewSecretID(), "email": a.Email, "name": a.Name, "now": tx.Now}); err != nil {
			return tenant, err
		}
	}
	return tenant, nil
}

// AddOffice makes an office.
func AddOffice(ctx context.Context, tx *db.Tx, name string) (OfficeID, error) {
	id := OfficeID{db.NewID()}
	return id, db.Exec(ctx, tx, `INSERT INTO offices (id, name) VALUES (@id, @name)`, db.Args{"id": id, "name": name})
}

const offices = `SELECT id, name FROM offices WHERE closed_at IS NULL ORDER BY name COLLATE "nb-NO-x-icu"`

// Offices returns every office that is open, by name.
func Offices(ctx context.Context, tx *db.Tx) ([]Office, error) {
	return db.All[Office](ctx, tx, offices, nil)
}

// AskOffices asks for every office that is open, by name.
func AskOffices(b *db.Batch) *[]Office { return db.AskAll[Office](b, offices, nil) }

// A Staffed is an office with how many work there.
type Staffed struct {
	ID       OfficeID
	Name     string
	People   int
	ClosedAt *time.Time
}

// AskStaffed asks for every office, the closed ones last.
func AskStaffed(b *db.Batch) *[]Staffed {
	return db.AskAll[Staffed](b, `
		SELECT o.id, o.name, o.closed_at, (SELECT count(*)::int FROM memberships m WHERE m.office_id = o.id AND m.to_at > business_now()) AS people
		FROM offices o ORDER BY o.closed_at IS NOT NULL, o.name COLLATE "nb-NO-x-icu"`, nil)
}

// Rename gives the office another name.
func Rename(ctx context.Context, tx *db.Tx, id OfficeID, name string) error {
	return db.Exec(ctx, tx, `UPDATE offices SET name = @name WHERE id = @id`, db.Args{"id": id, "name": name})
}

// Close closes the office, once nobody works there. What has been done there stays.
func Close(ctx context.Context, tx *db.Tx, id OfficeID) error {
	if _, err := db.Value[string](ctx, tx, `SELECT name FROM offices WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return err
	}
	busy, err := db.Value[int](ctx, tx, `
		SELECT (SELECT count(*) FROM memberships WHERE office_id = @id AND to_at > @now)::int
			+ (SELECT count(*) FROM role_grants WHERE office_id = @id AND decision IS NULL)::int`, db.Args{"id": id, "now": tx.Now})
	if err != nil {
		return err
	}
	if busy > 0 {
		return fault.New(fault.Conflict, "office.somebody_works_there", "n", busy)
	}
	return db.Exec(ctx, tx, `UPDATE offices SET closed_at = coalesce(closed_at, @now) WHERE id = @id`, db.Args{"id": id, "now": tx.Now})
}
