// Package tenant holds the partnership areas that are responsible for the data, and the offices inside them.
package tenant

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/db"
)

// An OfficeID identifies an office.
type OfficeID struct{ uuid.UUID }

// An Office is a Nav office inside a tenant.
type Office struct {
	ID   OfficeID
	Name string
}

// Found makes a tenant and the membership of its first administrator, who makes the rest.
func Found(ctx context.Context, tx *db.DoorTx, name, administrator, email string) (tenant uuid.UUID, err error) {
	tenant = db.NewSecretID()
	if err := db.Exec(ctx, tx, `INSERT INTO tenants (id, name, created_at) VALUES (@id, @name, @now)`,
		db.Args{"id": tenant, "name": name, "now": tx.Now}); err != nil {
		return tenant, err
	}
	return tenant, db.Exec(ctx, tx, `
		INSERT INTO memberships (tenant_id, id, email, role, name, from_at) VALUES (@tenant, @id, @email, 'administrator', @name, @now)`,
		db.Args{"tenant": tenant, "id": db.NewSecretID(), "email": email, "name": administrator, "now": tx.Now})
}

// AddOffice makes an office.
func AddOffice(ctx context.Context, tx *db.Tx, name string) (OfficeID, error) {
	id := OfficeID{db.NewID()}
	return id, db.Exec(ctx, tx, `INSERT INTO offices (id, name) VALUES (@id, @name)`, db.Args{"id": id, "name": name})
}

const offices = `SELECT id, name FROM offices ORDER BY name COLLATE "nb-NO-x-icu"`

// Offices returns every office, by name.
func Offices(ctx context.Context, tx *db.Tx) ([]Office, error) {
	return db.All[Office](ctx, tx, offices, nil)
}

// AskOffices asks for every office, by name.
func AskOffices(b *db.Batch) *[]Office { return db.AskAll[Office](b, offices, nil) }
