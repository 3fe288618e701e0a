// Package inquiry lets anybody at Nav ask about an employer. It lands with the contact person, with a deadline,
// and is not closed before somebody has said what happens next.
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
)

// workingDays is how long the contact person has to answer (rules, 5.3).
const workingDays = 2

// An ID identifies an inquiry.
type ID struct{ uuid.UUID }

// An Inquiry is a question about an employer.
type Inquiry struct {
	ID         ID
	EmployerID employer.ID
	Employer   string
	AskedBy    string
	Subject    string
	Body       string
	AskedAt    time.Time
	DueOn      time.Time
	NextStep   string
	ClosedAt   *time.Time
	ClosedBy   string
}

// A Draft is what it takes to ask.
type Draft struct{ Subject, Body string }

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Subject != "", "subject", "form.required")
	return p
}

const columns = `q.id, q.employer_id, e.name AS employer, a.name AS asked_by, q.subject, q.body, q.asked_at, q.due_on, q.next_step, q.closed_at, coalesce(c.name, '') AS closed_by`

const from = ` FROM inquiries q JOIN employers e ON e.id = q.employer_id JOIN memberships a ON a.id = q.asked_by LEFT JOIN memberships c ON c.id = q.closed_by`

// Get returns the inquiry.
func Get(ctx context.Context, tx *db.Tx, id ID) (Inquiry, error) {
	return db.One[Inquiry](ctx, tx, `SELECT `+columns+from+` WHERE q.id = @id`, db.Args{"id": id})
}

// AskOfEmployer asks for the open inquiries about the employer, the one due first first.
func AskOfEmployer(b *db.Batch, id employer.ID) *[]Inquiry {
	return db.AskAll[Inquiry](b, `SELECT `+columns+from+` WHERE q.employer_id = @id AND q.closed_at IS NULL ORDER BY q.due_on, q.id`, db.Args{"id": id})
}

// Ask asks, on behalf of the one acting, whoever is contact person of the employer.
func Ask(ctx context.Context, tx *db.Tx, of employer.ID, d Draft) (ID, error) {
	id := ID{db.NewID()}
	e, err := employer.Get(ctx, tx, of)
	if err != nil {
		return id, err
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO inquiries (id, employer_id, asked_by, subject, body, asked_at, due_on) VALUES (@id, @employer, current_membership(), @subject, @body, @now, @due_on)`,
		db.Args{"id": id, "employer": of, "subject": d.Subject, "body": d.Body, "now": tx.Now, "due_on": calendar.WorkingDays(tx.Today(), workingDays)}); err != nil {
		return id, err
	}
	owners, err := notice.ContactPersonOf(ctx, tx, of.UUID)
	if err != nil {
		return id, err
	}
	if err := notice.Tell(ctx, tx, notice.InquiryCame, route.Inquiry(id), map[string]any{"employer": e.Name, "name": tx.Actor.Name}, owners...); err != nil {
		return id, err
	}
	return id, event.Record(ctx, tx, event.InquiryCame, event.About{Employer: of.UUID, Args: map[string]any{"subject": d.Subject}})
}

// Close says what happens next, and tells whoever asked.
func Close(ctx context.Context, tx *db.Tx, id ID, nextStep string) error {
	if nextStep == "" {
		return fault.Of("next_step", "inquiry.next_step_required")
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
	if q.ClosedAt != nil {
		return fault.New(fault.Conflict, "inquiry.closed_already")
	}
	if err := db.Exec(ctx, tx, `UPDATE inquiries SET next_step = @next_step, closed_at = @now, closed_by = current_membership() WHERE id = @id`,
		db.Args{"id": id, "next_step": nextStep, "now": tx.Now}); err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.InquiryClosed, route.Inquiry(id), map[string]any{"employer": q.Employer}, asker); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.InquiryClosed, event.About{Employer: q.EmployerID.UUID, Args: map[string]any{"subject": q.Subject}})
}
