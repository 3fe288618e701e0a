// Package candidate holds the people Nav follows up: what they can do, what they want, and what they need at work.
package candidate

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/user"
)

// An ID identifies a candidate. It never leaves the Nav side.
type ID struct{ uuid.UUID }

// A Candidate is a person, seen by what they bring.
type Candidate struct {
	ID          ID
	FirstName   string
	LastName    string
	Phone       string
	Email       string
	OfficeID    uuid.UUID
	Office      string
	Strengths   string
	Wishes      string
	Languages   string
	NeedsAtWork string // work facts: what, when, how long; never why
	Login       bool   // can log in
	Version     int
}

// Name returns the whole name.
func (c Candidate) Name() string { return c.FirstName + " " + c.LastName }

// A Row is a candidate as the list shows it.
type Row struct {
	ID        ID
	FirstName string
	LastName  string
	Office    string
	Placed    bool // in a place now, or about to be
	Asked     int  // questions waiting for an answer
}

// Name returns the whole name.
func (r Row) Name() string { return r.FirstName + " " + r.LastName }

// A Draft is what it takes to register a candidate, or to change what is known.
type Draft struct {
	FirstName, LastName, Phone, Email         string
	Strengths, Wishes, Languages, NeedsAtWork string
	Login                                     bool
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.FirstName != "", "first_name", "form.required")
	p.Unless(d.LastName != "", "last_name", "form.required")
	p.Unless(d.Phone != "" || d.Email != "", "phone", "contact.reachable")
	p.Unless(d.Email == "" || user.PlausibleEmail(user.NormalEmail(d.Email)), "email", "form.not_an_email")
	p.Unless(d.Email != "" || !d.Login, "email", "contact.email_for_login")
	return p
}

const columns = `c.id, c.first_name, c.last_name, c.phone, c.email, c.office_id, o.name AS office, c.strengths, c.wishes, c.languages, c.needs_at_work,
	EXISTS (SELECT FROM memberships m WHERE m.candidate_id = c.id AND m.to_at > business_now()) AS login, c.version`

const get = `SELECT ` + columns + ` FROM candidates c JOIN offices o ON o.id = c.office_id WHERE c.id = @id`

// Get returns the candidate to somebody at Nav who needs to know the person; to others it is not found.
func Get(ctx context.Context, tx *db.Tx, id ID) (Candidate, error) {
	return db.One[Candidate](ctx, tx, get, db.Args{"id": id})
}

// Ask asks for the candidate.
func Ask(b *db.Batch, id ID) *Candidate { return db.AskOne[Candidate](b, get, db.Args{"id": id}) }

// AskOfPresentation asks for the candidate who is presented.
func AskOfPresentation(b *db.Batch, presentation uuid.UUID) *Candidate {
	return db.AskOne[Candidate](b, `SELECT `+columns+` FROM presentations p JOIN candidates c ON c.id = p.candidate_id JOIN offices o ON o.id = c.office_id
		WHERE p.id = @id`, db.Args{"id": presentation})
}

// Create registers a candidate with the office of the one acting, who follows the person up.
func Create(ctx context.Context, tx *db.Tx, d Draft) (ID, error) {
	id := ID{db.NewSecretID()}
	if !tx.Actor.Is(auth.OfficeLiaison) {
		return id, fault.New(fault.Forbidden, "fault.forbidden")
	}
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO candidates (id, first_name, last_name, phone, email, office_id, strengths, wishes, languages, needs_at_work, search_name, made_at)
		VALUES (@id, @first_name, @last_name, @phone, @email, current_office(), @strengths, @wishes, @languages, @needs_at_work, @search_name, @now)`,
		db.Args{"id": id, "first_name": d.FirstName, "last_name": d.LastName, "phone": d.Phone, "email": user.NormalEmail(d.Email),
			"strengths": d.Strengths, "wishes": d.Wishes, "languages": d.Languages, "needs_at_work": d.NeedsAtWork,
			"search_name": form.Fold(d.FirstName + " " + d.LastName), "now": tx.Now})
	b.Do(`INSERT INTO relations (id, candidate_id, kind, membership_id, from_at) VALUES (@id, @candidate, 'follow_up', current_membership(), @now)`,
		db.Args{"id": db.NewSecretID(), "candidate": id, "now": tx.Now})
	b.Do(`INSERT INTO relations (id, candidate_id, kind, office_id, from_at) VALUES (@id, @candidate, 'office', current_office(), @now)`,
		db.Args{"id": db.NewSecretID(), "candidate": id, "now": tx.Now})
	b.Do(`INSERT INTO candidate_names (candidate_id, search_name, office_id) VALUES (@id, @search_name, current_office())`,
		db.Args{"id": id, "search_name": form.Fold(d.FirstName + " " + d.LastName)})
	if err := b.Send(ctx); err != nil {
		return id, err
	}
	if d.Login {
		if _, err := user.Add(ctx, tx, user.Draft{Email: d.Email, Name: d.FirstName + " " + d.LastName, Phone: d.Phone, Role: auth.Candidate, Candidate: &id.UUID}); err != nil {
			return id, err
		}
	}
	return id, event.Record(ctx, tx, event.CandidateAdded, event.About{Candidate: id.UUID})
}

// Change saves what is known of the candidate, if nobody has changed it since version.
func Change(ctx context.Context, tx *db.Tx, id ID, version int, d Draft) error {
	n, err := db.Touch(ctx, tx, `
		UPDATE candidates SET first_name = @first_name, last_name = @last_name, phone = @phone, email = @email, strengths = @strengths,
			wishes = @wishes, languages = @languages, needs_at_work = @needs_at_work, search_name = @search_name, version = version + 1
		WHERE id = @id AND version = @version`,
		db.Args{"id": id, "version": version, "first_name": d.FirstName, "last_name": d.LastName, "phone": d.Phone, "email": user.NormalEmail(d.Email),
			"strengths": d.Strengths, "wishes": d.Wishes, "languages": d.Languages, "needs_at_work": d.NeedsAtWork,
			"search_name": form.Fold(d.FirstName + " " + d.LastName)})
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	if err := db.Exec(ctx, tx, `UPDATE candidate_names SET search_name = @search_name WHERE candidate_id = @id`,
		db.Args{"id": id, "search_name": form.Fold(d.FirstName + " " + d.LastName)}); err != nil {
		return err
	}
	c, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if d.Login && !c.Login {
		if _, err := user.Add(ctx, tx, user.Draft{Email: d.Email, Name: c.Name(), Phone: d.Phone, Role: auth.Candidate, Candidate: &id.UUID}); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.CandidateChanged, event.About{Candidate: id.UUID})
}

// PageSize is how many rows a page of a list shows.
const PageSize = 50

// List returns a page of the candidates whom the one acting needs to know, by name, and one row more when there is a next page.
// The page begins after the candidate given: an address holds an id, never a name.
func List(ctx context.Context, tx *db.Tx, after *ID) ([]Row, error) {
	return db.All[Row](ctx, tx, `
		WITH page AS (
			SELECT id, first_name, last_name, office_id, search_name FROM candidates
			WHERE @after::uuid IS NULL OR (search_name COLLATE "nb-NO-x-icu", id) > (SELECT search_name COLLATE "nb-NO-x-icu", id FROM candidates WHERE id = @after)
			ORDER BY search_name COLLATE "nb-NO-x-icu", id LIMIT @limit)
		SELECT c.id, c.first_name, c.last_name, o.name AS office, `+standing+`
		FROM page c JOIN offices o ON o.id = c.office_id ORDER BY c.search_name COLLATE "nb-NO-x-icu", c.id`,
		db.Args{"after": after, "limit": PageSize + 1})
}

// standing is whether a candidate is placed, and how many questions wait for an answer.
const standing = `
			EXISTS (SELECT FROM placements p WHERE p.candidate_id = c.id AND p.misregistered_at IS NULL
				AND coalesce(p.ended_on, p.ends_on, 'infinity') >= business_day()) AS placed,
			(SELECT count(*) FROM nominations n WHERE n.candidate_id = c.id AND n.answer IS NULL AND n.withdrawn_at IS NULL)::int AS asked`

// AskOfOffice asks for the candidates of the office of the one acting whom they know, by name: those the office can nominate.
func AskOfOffice(b *db.Batch) *[]Row {
	return db.AskAll[Row](b, `
		SELECT c.id, c.first_name, c.last_name, o.name AS office, `+standing+`
		FROM candidates c JOIN offices o ON o.id = c.office_id WHERE c.office_id = current_office()
		ORDER BY c.search_name COLLATE "nb-NO-x-icu", c.id LIMIT 500`, nil)
}
