package employer

import (
	"context"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
)

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
	b := db.NewBatch(tx)
	WriteUnit(b, tx, id, unit, d)
	return unit, b.Send(ctx)
}

// WriteUnit is [AddUnit] in the round trip of what else is written. Who may has been asked.
func WriteUnit(b *db.Batch, tx *db.Tx, id ID, unit UnitID, d UnitDraft) {
	var number *string
	if n := digits(d.OrgNumber); n != "" {
		number = &n
	}
	b.Do(`
		INSERT INTO units (id, employer_id, org_number, name, address) VALUES (@id, @employer, @org_number, @name, @address)`,
		db.Args{"id": unit, "employer": id, "org_number": number, "name": d.Name, "address": d.Address})
	event.Write(b, tx, event.UnitAdded, event.About{Employer: id.UUID, Args: map[string]any{"unit": d.Name}})
}

// ChangeUnit gives the unit another name and address. One that is closed stays as it was. The number is the register's, and stays too.
func ChangeUnit(ctx context.Context, tx *db.Tx, id ID, unit UnitID, d UnitDraft) error {
	if err := MustOwn(ctx, tx, id); err != nil {
		return err
	}
	before, err := db.One[Unit](ctx, tx, `
		SELECT `+unitColumns+` FROM units WHERE id = @unit AND employer_id = @id AND closed_at IS NULL FOR UPDATE`, db.Args{"id": id, "unit": unit})
	if err != nil {
		return err
	}
	if before.Name == d.Name && before.Address == d.Address {
		return nil
	}
	if err := db.Exec(ctx, tx, `UPDATE units SET name = @name, address = @address WHERE id = @unit`,
		db.Args{"unit": unit, "name": d.Name, "address": d.Address}); err != nil {
		return err
	}
	about := event.About{Employer: id.UUID, Args: map[string]any{"unit": before.Name, "name": d.Name}}
	if before.Name == d.Name {
		return event.Record(ctx, tx, event.UnitMoved, about)
	}
	return event.Record(ctx, tx, event.UnitRenamed, about)
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
