package candidate

import (
	"context"

	"plass/internal/db"
	"plass/internal/fault"
)

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
