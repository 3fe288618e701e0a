// Package candidate holds the people Nav follows up: what they can do, what they want, and what they need at work.
package candidate

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/access"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/seal"
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
func List(ctx context.Context, tx *db.Tx, after string) ([]Row, error) {
	return db.All[Row](ctx, tx, `
		WITH page AS (
			SELECT id, first_name, last_name, office_id, search_name FROM candidates
			WHERE search_name > @after ORDER BY search_name LIMIT @limit)
		SELECT c.id, c.first_name, c.last_name, o.name AS office,
			EXISTS (SELECT FROM placements p WHERE p.candidate_id = c.id AND p.misregistered_at IS NULL
				AND coalesce(p.ended_on, p.ends_on, 'infinity') >= business_day()) AS placed,
			(SELECT count(*) FROM nominations n WHERE n.candidate_id = c.id AND n.answer IS NULL AND n.withdrawn_at IS NULL)::int AS asked
		FROM page c JOIN offices o ON o.id = c.office_id ORDER BY c.search_name`,
		db.Args{"after": form.Fold(after), "limit": PageSize + 1})
}

// Open returns the candidate's page and writes who looked and why. Whoever has no relation gives a reason,
// which makes one for an hour.
func Open(ctx context.Context, tx *db.Tx, id ID, page access.Page, why access.Reason, ownWords string) (Candidate, error) {
	c, err := Get(ctx, tx, id)
	if fault.Is(err, fault.NotFound) && slices.Contains(access.Reasons, why) {
		if why == access.Other && ownWords == "" {
			return c, fault.Of("own_words", "access.own_words_required")
		}
		// Only a whole name leads here, so only a person who is in the list of names can be opened.
		err = db.Exec(ctx, tx, `
			INSERT INTO relations (id, candidate_id, kind, membership_id, from_at, to_at)
			SELECT @id, candidate_id, 'opening', current_membership(), @now, @now::timestamptz + interval '60 minutes'
			FROM candidate_names WHERE candidate_id = @candidate`,
			db.Args{"id": db.NewSecretID(), "candidate": id, "now": tx.Now})
		if err == nil {
			c, err = Get(ctx, tx, id)
		}
	}
	if err != nil {
		return c, err
	}
	return c, access.Log(ctx, tx, id.UUID, page, why, ownWords)
}

// A Background is why somebody was outside work, as Nav has written it.
type Background struct {
	Body      string
	WrittenBy string
	WrittenAt time.Time
}

// ReadBackground returns the background to the person's follow-up contact, and writes that it was read.
func ReadBackground(ctx context.Context, tx *db.Tx, keys *seal.Keyring, id ID) (Background, error) {
	type row struct {
		Body      []byte
		WrittenBy string
		WrittenAt time.Time
	}
	follows, err := follows(ctx, tx, id)
	if err != nil {
		return Background{}, err
	}
	if !follows {
		return Background{}, fault.New(fault.NotFound, "fault.not_found")
	}
	if err := access.Log(ctx, tx, id.UUID, access.BackgroundPage, access.FollowUp, ""); err != nil {
		return Background{}, err
	}
	rows, err := db.All[row](ctx, tx, `
		SELECT b.body, m.name AS written_by, b.written_at FROM candidate_background b JOIN memberships m ON m.id = b.written_by
		WHERE b.candidate_id = @id`, db.Args{"id": id})
	if err != nil || len(rows) == 0 {
		return Background{}, err
	}
	body, err := keys.Open(rows[0].Body, id.String())
	return Background{string(body), rows[0].WrittenBy, rows[0].WrittenAt}, err
}

// follows reports whether the one acting is the person's follow-up contact.
func follows(ctx context.Context, tx *db.Tx, id ID) (bool, error) {
	return db.Value[bool](ctx, tx, `
		SELECT EXISTS (SELECT FROM relations WHERE candidate_id = @id AND kind = 'follow_up' AND membership_id IN (SELECT acting_as())
			AND from_at <= business_now() AND to_at > business_now())`, db.Args{"id": id})
}

// WriteBackground saves the background, sealed.
func WriteBackground(ctx context.Context, tx *db.Tx, keys *seal.Keyring, id ID, body string) error {
	sealed := keys.Seal([]byte(body), id.String())
	return db.Exec(ctx, tx, `
		INSERT INTO candidate_background (candidate_id, body, written_by, written_at) VALUES (@id, @body, current_membership(), @now)
		ON CONFLICT (tenant_id, candidate_id) DO UPDATE SET body = excluded.body, written_by = excluded.written_by, written_at = excluded.written_at`,
		db.Args{"id": id, "body": sealed, "now": tx.Now})
}

// Me is what the person acting reads and writes about themselves.
type Me struct {
	ID          ID
	FirstName   string
	LastName    string
	Phone       string
	Strengths   string
	Wishes      string
	Languages   string
	NeedsAtWork string
	Version     int
}

const me = `SELECT id, first_name, last_name, phone, strengths, wishes, languages, needs_at_work, version FROM candidates WHERE id = current_candidate()`

// Myself returns the person acting.
func Myself(ctx context.Context, tx *db.Tx) (Me, error) { return db.One[Me](ctx, tx, me, nil) }

// AskMyself asks for the person acting.
func AskMyself(b *db.Batch) *Me { return db.AskOne[Me](b, me, nil) }

// ChangeMyself saves what the person says of themselves.
func ChangeMyself(ctx context.Context, tx *db.Tx, version int, d Draft) error {
	n, err := db.Touch(ctx, tx, `
		UPDATE candidates SET phone = @phone, strengths = @strengths, wishes = @wishes, languages = @languages, needs_at_work = @needs_at_work, version = version + 1
		WHERE id = current_candidate() AND version = @version`,
		db.Args{"version": version, "phone": d.Phone, "strengths": d.Strengths, "wishes": d.Wishes, "languages": d.Languages, "needs_at_work": d.NeedsAtWork})
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return err
}
