// Package draft keeps what somebody has typed and not yet sent, sealed, for the form of one page.
package draft

import (
	"context"
	"net/url"
	"time"

	"plass/internal/db"
	"plass/internal/seal"
)

// A Draft is what somebody has typed in the form of a page.
type Draft struct {
	SavedAt time.Time
	Fields  url.Values
}

// purpose binds what is sealed to whose it is and to its page.
func purpose(tx *db.Tx, page string) string {
	return "draft " + tx.Actor.Membership.String() + " " + page
}

// Keep keeps what the one acting has typed so far, in place of what was kept for the page before.
func Keep(ctx context.Context, tx *db.Tx, keys *seal.Keyring, page string, fields url.Values) error {
	return db.Exec(ctx, tx, `
		INSERT INTO drafts (address, fields, saved_at) VALUES (@page, @fields, @now)
		ON CONFLICT (tenant_id, membership_id, address) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at`,
		db.Args{"page": page, "fields": keys.Seal([]byte(fields.Encode()), purpose(tx, page)), "now": tx.Now})
}

// Find returns the draft of the one acting for the page; nil if there is none.
func Find(ctx context.Context, tx *db.Tx, keys *seal.Keyring, page string) (*Draft, error) {
	type row struct {
		Fields  []byte
		SavedAt time.Time
	}
	rows, err := db.All[row](ctx, tx, `SELECT fields, saved_at FROM drafts WHERE address = @page`, db.Args{"page": page})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	typed, err := keys.Open(rows[0].Fields, purpose(tx, page))
	if err != nil {
		return nil, err
	}
	fields, err := url.ParseQuery(string(typed))
	return &Draft{rows[0].SavedAt, fields}, err
}

// Drop throws the draft for the page away: it was sent, or is not wanted.
func Drop(ctx context.Context, tx *db.Tx, page string) error {
	_, err := db.Touch(ctx, tx, `DELETE FROM drafts WHERE address = @page`, db.Args{"page": page})
	return err
}
