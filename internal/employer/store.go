package employer

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/register"
)

const columns = `id, org_number, name, register_name, industry, address, postal_code, place, employees, own_words, active, version`

const get = `SELECT ` + columns + ` FROM employers WHERE id = @id`

// Get returns the employer.
func Get(ctx context.Context, tx *db.Tx, id ID) (Employer, error) {
	return db.One[Employer](ctx, tx, get, db.Args{"id": id})
}

// WithNumber returns the employer that has the organisation number.
func WithNumber(ctx context.Context, tx *db.Tx, number register.Number) (Employer, error) {
	return db.One[Employer](ctx, tx, `SELECT `+columns+` FROM employers WHERE org_number = @number`, db.Args{"number": string(number)})
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
	After      string // the key of the row that the last page ended with
}

// PageSize is how many rows a page of a list shows.
const PageSize = 50

// List returns a page of the employers, by name, and one row more when there is a next page.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Row, error) {
	return db.All[Row](ctx, tx, `
		WITH page AS (
			SELECT e.id, e.name, e.org_number, e.place, e.search_name, c.membership_id
			FROM employers e
			LEFT JOIN contact_persons c ON c.employer_id = e.id AND c.from_at <= @now AND c.to_at > @now
			WHERE e.search_name COLLATE "nb-NO-x-icu" > @after
			AND (NOT @mine OR c.membership_id IN (SELECT * FROM acting_as()))
			AND (NOT @unassigned OR c.membership_id IS NULL)
			ORDER BY e.search_name COLLATE "nb-NO-x-icu" LIMIT @limit)
		SELECT p.id, p.name, p.org_number, p.place, coalesce(m.name, '') AS contact_person,
			coalesce(p.membership_id = current_membership(), false) AS mine,
			(SELECT count(*) FROM agreements a WHERE a.employer_id = p.id AND a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL
				AND a.starts_on <= @today AND coalesce(a.ends_on, 'infinity') >= @today)::int AS agreements
		FROM page p LEFT JOIN memberships m ON m.id = p.membership_id
		ORDER BY p.search_name COLLATE "nb-NO-x-icu"`,
		db.Args{"after": form.Fold(f.After), "mine": f.Mine, "unassigned": f.Unassigned, "limit": PageSize + 1, "now": tx.Now, "today": tx.Today()})
}

// Create registers an employer. Nobody is its contact person until somebody becomes it.
func Create(ctx context.Context, tx *db.Tx, d Draft) (ID, error) {
	id := ID{db.NewID()}
	b := db.NewBatch(tx)
	Write(b, tx, id, d)
	return id, b.Send(ctx)
}

// Write is [Create] in the round trip of what else is written.
func Write(b *db.Batch, tx *db.Tx, id ID, d Draft) {
	b.Do(`
		INSERT INTO employers (id, org_number, name, register_name, industry, address, postal_code, place, employees, own_words, search_name, made_at)
		VALUES (@id, @org_number, @name, @register_name, @industry, @address, @postal_code, @place, @employees, @own_words, @search_name, @now)`,
		db.Args{"id": id, "org_number": digits(d.OrgNumber), "name": d.Name, "register_name": d.RegisterName, "industry": d.Industry,
			"address": d.Address, "postal_code": d.PostalCode, "place": d.Place, "employees": d.Employees, "own_words": d.OwnWords,
			"search_name": searchName(d.Name, id.UUID), "now": tx.Now})
	event.Write(b, tx, event.EmployerRegistered, event.About{Employer: id.UUID})
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
