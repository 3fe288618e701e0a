package desk

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/user"
)

const list = `
	SELECT d.id, d.name, d.purpose, d.membership_id AS contact_id, m.name AS contact, m.phone, m.to_at > business_now() AS works,
		d.municipalities, d.postcodes, d.rest, d.agreement, d.from_on, d.to_on, d.made_at
	FROM desks d JOIN memberships m ON m.id = d.membership_id`

const standing = ` WHERE d.from_on <= business_day() AND coalesce(d.to_on, 'infinity') >= business_day()`

// Get returns the desk.
func Get(ctx context.Context, tx *db.Tx, id ID) (Desk, error) {
	return db.One[Desk](ctx, tx, list+` WHERE d.id = @id`, db.Args{"id": id})
}

// Ask asks for every desk, those that stand first, by name.
func Ask(b *db.Batch) *[]Desk {
	return db.AskAll[Desk](b, list+` ORDER BY coalesce(d.to_on, 'infinity') < business_day(), d.name COLLATE "nb-NO-x-icu", d.made_at DESC, d.id`, nil)
}

// AskStanding asks for the desks that stand today.
func AskStanding(b *db.Batch) *[]Desk {
	return db.AskAll[Desk](b, list+standing+` ORDER BY d.made_at DESC, d.id`, nil)
}

// AskContacts asks for those who can be the contact of a desk, by name.
func AskContacts(b *db.Batch) *[]user.Member {
	return db.AskAll[user.Member](b, `
		SELECT id, role, name, phone FROM memberships
		WHERE role IN ('office_leader', 'nav_contact', 'office_liaison') AND from_at <= business_now() AND to_at > business_now()
		ORDER BY name COLLATE "nb-NO-x-icu", id`, nil)
}

// From returns the agreement that a desk is to come from: one that is concluded, and there for employers to find their contact.
func From(ctx context.Context, tx *db.Tx, id agreement.ID) (agreement.Agreement, error) {
	a, err := agreement.Get(ctx, tx, id)
	if err != nil {
		return a, err
	}
	whole, err := a.Terms()
	if err == nil && (!a.Concluded() || a.Over(tx.Today()) || whole.End() != terms.ContactEnd) {
		err = fault.New(fault.Conflict, "desk.not_agreed")
	}
	return a, err
}

// Make makes the desk.
func Make(ctx context.Context, tx *db.Tx, d Draft) (ID, error) {
	id := ID{db.NewID()}
	if err := d.Problems().Problem(); err != nil {
		return id, err
	}
	title := ""
	if d.Agreement != nil {
		a, err := From(ctx, tx, *d.Agreement)
		if err != nil {
			return id, err
		}
		title = a.Title
	}
	in, _ := numbers(d.Municipalities)
	codes, _ := ranges(d.Postcodes)
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO desks (id, name, purpose, membership_id, municipalities, postcodes, rest, agreement_id, agreement, from_on, to_on, made_at)
		VALUES (@id, @name, @purpose, @contact, @municipalities, @postcodes, @rest, @agreement, @title, @from_on, @to_on, @now)`,
		db.Args{"id": id, "name": d.Name, "purpose": d.Purpose, "contact": d.Contact, "municipalities": in, "postcodes": codes, "rest": d.Rest,
			"agreement": d.Agreement, "title": title, "from_on": d.FromOn, "to_on": d.ToOn, "now": tx.Now})
	event.Write(b, tx, event.DeskMade, event.About{Args: map[string]any{"desk": d.Name}})
	return id, b.Send(ctx)
}

// Appoint gives the desk another contact.
func Appoint(ctx context.Context, tx *db.Tx, d Desk, who user.MembershipID) error {
	if d.Over(tx.Today()) {
		return fault.New(fault.Conflict, "desk.over")
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE desks SET membership_id = @who WHERE id = @id`, db.Args{"id": d.ID, "who": who})
	event.Write(b, tx, event.DeskAppointed, event.About{Args: map[string]any{"desk": d.Name}})
	return b.Send(ctx)
}

// End ends the desk: the day is the last on which it stands.
func End(ctx context.Context, tx *db.Tx, d Desk, last time.Time) error {
	if d.Over(tx.Today()) {
		return fault.New(fault.Conflict, "desk.over")
	}
	if last.Before(d.FromOn) {
		last = d.FromOn
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE desks SET to_on = @last WHERE id = @id`, db.Args{"id": d.ID, "last": last})
	event.Write(b, tx, event.DeskEnded, event.About{Args: map[string]any{"desk": d.Name, "to": last.Format(time.DateOnly)}})
	return b.Send(ctx)
}
