package meeting

import (
	"context"
	"time"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/placement"
	"plass/internal/seal"
)

// A Note is Nav's own about a placement.
type Note struct {
	Body    string
	Author  string
	At      time.Time
	Meeting *ID // the meeting it was written at, if any
}

// WriteNote saves a note for Nav alone, sealed.
func WriteNote(ctx context.Context, tx *db.Tx, keys *seal.Keyring, of placement.ID, at *ID, body string) error {
	if body == "" {
		return fault.Of("note", "form.required")
	}
	return db.Exec(ctx, tx, `INSERT INTO nav_notes (id, placement_id, meeting_id, body, author, at) VALUES (@id, @placement, @meeting, @body, @author, @now)`,
		db.Args{"id": db.NewID(), "placement": of, "meeting": at, "body": keys.Seal([]byte(body), of.String()), "author": tx.Actor.Name, "now": tx.Now})
}

// Sealed are notes on their way from the database.
type Sealed struct {
	of   placement.ID
	rows *[]sealedNote
}

type sealedNote struct {
	Body      []byte
	Author    string
	At        time.Time
	MeetingID *ID
}

// AskNotes asks for Nav's notes about the placement, the newest first; they come to those who need to know the person.
func AskNotes(b *db.Batch, of placement.ID) Sealed {
	return Sealed{of, db.AskAll[sealedNote](b, `SELECT body, author, at, meeting_id FROM nav_notes WHERE placement_id = @id ORDER BY at DESC, id DESC`, db.Args{"id": of})}
}

// Open returns the notes, once the batch has been sent.
func (s Sealed) Open(keys *seal.Keyring) ([]Note, error) {
	notes := make([]Note, len(*s.rows))
	for i, r := range *s.rows {
		body, err := keys.Open(r.Body, s.of.String())
		if err != nil {
			return nil, err
		}
		notes[i] = Note{string(body), r.Author, r.At, r.MeetingID}
	}
	return notes, nil
}
