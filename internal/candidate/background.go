package candidate

import (
	"context"
	"time"

	"plass/internal/access"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/seal"
)

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
		SELECT EXISTS (SELECT FROM relations WHERE candidate_id = @id AND kind = 'follow_up' AND membership_id IN (SELECT * FROM acting_as())
			AND from_at <= business_now() AND to_at > business_now())`, db.Args{"id": id})
}

// WriteBackground saves the background, sealed, if nobody has written since the one at seen was read; zero is none.
func WriteBackground(ctx context.Context, tx *db.Tx, keys *seal.Keyring, id ID, seen time.Time, body string) error {
	follows, err := follows(ctx, tx, id)
	if err == nil && !follows {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return err
	}
	n, err := db.Touch(ctx, tx, `
		INSERT INTO candidate_background (candidate_id, body, written_by, written_at) VALUES (@id, @body, current_membership(), @now)
		ON CONFLICT (tenant_id, candidate_id) DO UPDATE SET body = excluded.body, written_by = excluded.written_by, written_at = excluded.written_at
		WHERE candidate_background.written_at = @seen`,
		db.Args{"id": id, "body": keys.Seal([]byte(body), id.String()), "now": tx.Now, "seen": seen})
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return err
}
