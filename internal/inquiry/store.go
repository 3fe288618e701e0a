package inquiry

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/tenant"
)

const columns = `q.id, q.employer_id, e.name AS employer, coalesce(o.name, '') AS contact_person,
	coalesce(p.membership_id IN (SELECT * FROM acting_as()), false) AS mine, a.name AS asked_by, a.phone AS asked_by_phone,
	q.subject, q.body, q.asked_at, q.due_on, q.answer, q.next_step, q.closed_at, coalesce(c.name, '') AS closed_by`

const from = ` FROM inquiries q JOIN employers e ON e.id = q.employer_id JOIN memberships a ON a.id = q.asked_by
	LEFT JOIN memberships c ON c.id = q.closed_by
	LEFT JOIN contact_persons p ON p.employer_id = q.employer_id AND p.from_at <= business_now() AND p.to_at > business_now()
	LEFT JOIN memberships o ON o.id = p.membership_id`

// most is how many inquiries a list of closed ones goes back.
const most = 50

// AskOne asks for the inquiry.
func AskOne(b *db.Batch, id ID) *Inquiry {
	return db.AskOne[Inquiry](b, `SELECT `+columns+from+` WHERE q.id = @id`, db.Args{"id": id})
}

// Get returns the inquiry.
func Get(ctx context.Context, tx *db.Tx, id ID) (Inquiry, error) {
	return db.One[Inquiry](ctx, tx, `SELECT `+columns+from+` WHERE q.id = @id`, db.Args{"id": id})
}

// AskOfEmployer asks for the open inquiries about the employer, the one due first first.
func AskOfEmployer(b *db.Batch, id employer.ID) *[]Inquiry {
	return db.AskAll[Inquiry](b, `SELECT `+columns+from+` WHERE q.employer_id = @id AND q.closed_at IS NULL ORDER BY q.due_on, q.id`, db.Args{"id": id})
}

// AskMine asks for the open inquiries that lie with the one acting, or with somebody they stand in for, the one due first first.
func AskMine(b *db.Batch) *[]Inquiry {
	return db.AskAll[Inquiry](b, `SELECT `+columns+from+` WHERE q.closed_at IS NULL AND p.membership_id IN (SELECT * FROM acting_as()) ORDER BY q.due_on, q.id`, nil)
}

// AskUnassigned asks for the open inquiries about employers nobody is contact person of yet, the one due first first.
func AskUnassigned(b *db.Batch) *[]Inquiry {
	return db.AskAll[Inquiry](b, `SELECT `+columns+from+` WHERE q.closed_at IS NULL AND p.id IS NULL ORDER BY q.due_on, q.id`, nil)
}

// AskAsked asks for what the one acting has asked: what is open, the one due first first, and then what was answered last.
func AskAsked(b *db.Batch) *[]Inquiry {
	return db.AskAll[Inquiry](b, `SELECT `+columns+from+` WHERE q.asked_by = current_membership()
		ORDER BY q.closed_at DESC NULLS FIRST, q.due_on, q.id LIMIT @most`, db.Args{"most": most})
}

// Ask asks, on behalf of the one acting, whoever is contact person of the employer, and who stands in for them.
// When nobody is, the leaders are told that it lies unassigned.
func Ask(ctx context.Context, tx *db.Tx, of employer.ID, d Draft) (ID, error) {
	id := ID{db.NewID()}
	if err := d.Problems().Problem(); err != nil {
		return id, err
	}
	first := db.NewBatch(tx)
	e, to, days := employer.Ask(first, of), askConcerned(first, tx, of), tenant.AskInquiryDays(first)
	if err := first.Send(ctx); err != nil {
		return id, err
	}
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO inquiries (id, employer_id, asked_by, subject, body, asked_at, due_on) VALUES (@id, @employer, current_membership(), @subject, @body, @now, @due_on)`,
		db.Args{"id": id, "employer": of, "subject": d.Subject, "body": d.Body, "now": tx.Now, "due_on": Due(tx, days.Value)})
	event.Write(b, tx, event.InquiryCame, event.About{Employer: of.UUID, Args: map[string]any{"subject": d.Subject}})
	if err := b.Send(ctx); err != nil {
		return id, err
	}
	ids := make([]uuid.UUID, len(*to))
	for i, m := range *to {
		ids[i] = m.ID
	}
	return id, notice.Tell(ctx, tx, notice.InquiryCame, route.Inquiry(id), map[string]any{"employer": e.Name, "name": tx.Actor.Name}, ids...)
}

type member struct{ ID uuid.UUID }

// askConcerned asks whom an inquiry lands with.
func askConcerned(b *db.Batch, tx *db.Tx, of employer.ID) *[]member {
	return db.AskAll[member](b, `
		WITH owner AS (SELECT membership_id FROM contact_persons WHERE employer_id = @employer AND from_at <= @now AND to_at > @now)
		SELECT membership_id AS id FROM owner
		UNION
		SELECT id FROM memberships WHERE role = 'office_leader' AND from_at <= @now AND to_at > @now AND NOT EXISTS (SELECT FROM owner)`,
		db.Args{"employer": of, "now": tx.Now})
}

// Due returns the last day for the answer to what is asked now, when there are so many working days for it.
func Due(tx *db.Tx, days int) time.Time { return calendar.WorkingDays(tx.Today(), days) }

// Close answers, says what happens next, and tells whoever asked.
func Close(ctx context.Context, tx *db.Tx, id ID, a Answer) error {
	if err := a.Problems().Problem(); err != nil {
		return err
	}
	asker, err := db.Value[uuid.UUID](ctx, tx, `SELECT asked_by FROM inquiries WHERE id = @id FOR UPDATE`, db.Args{"id": id})
	if err != nil {
		return err
	}
	q, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := employer.MustOwn(ctx, tx, q.EmployerID); err != nil {
		return err
	}
	if !q.Open() {
		return fault.New(fault.Conflict, "inquiry.closed_already", "name", q.ClosedBy)
	}
	if err := db.Exec(ctx, tx, `
		UPDATE inquiries SET answer = @answer, next_step = @next_step, closed_at = @now, closed_by = current_membership() WHERE id = @id`,
		db.Args{"id": id, "answer": a.Body, "next_step": a.NextStep, "now": tx.Now}); err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.InquiryClosed, route.Inquiry(id), map[string]any{"employer": q.Employer, "name": tx.Actor.Name}, asker); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.InquiryClosed, event.About{Employer: q.EmployerID.UUID, Args: map[string]any{"subject": q.Subject}})
}
