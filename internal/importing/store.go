package importing

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/job"
	"plass/internal/seal"
	"plass/internal/sheet"
)

const columns = `i.id, i.membership_id, m.name AS by, i.file, i.line_count AS lines, i.state, i.progress, i.failure,
	i.employers, i.units, i.contacts, i.agreements, i.read_at, i.beat_at, i.done_at`

const from = ` FROM imports i JOIN memberships m ON m.id = i.membership_id`

// Get returns the import.
func Get(ctx context.Context, tx *db.Tx, id ID) (Import, error) {
	return db.One[Import](ctx, tx, `SELECT `+columns+from+` WHERE i.id = @id`, db.Args{"id": id})
}

// most is how many imports the list shows.
const most = 100

// List returns the imports that the one acting may know of, the newest first.
func List(ctx context.Context, tx *db.Tx) ([]Import, error) {
	return db.All[Import](ctx, tx, `SELECT `+columns+from+` WHERE i.state <> 'gone' ORDER BY i.read_at DESC, i.id DESC LIMIT @most`, db.Args{"most": most})
}

// Open reads a file that may be brought in. What is wrong with the file as such is a [fault.Invalid] of the field "file".
func Open(data []byte) (sheet.Sheet, error) {
	s, err := sheet.Read(data, isHeading)
	if err == nil {
		_, err = understand(s)
	}
	return s, err
}

// Keep keeps what was read of the file, sealed, until it is done or thrown away, or is a day old.
func Keep(ctx context.Context, tx *db.Tx, keys *seal.Keyring, file string, s sheet.Sheet) (ID, error) {
	id := ID{db.NewID()}
	t, err := understand(s)
	if err != nil {
		return id, err
	}
	content, err := pack(s)
	if err != nil {
		return id, err
	}
	var office *uuid.UUID
	if tx.Actor.Office != uuid.Nil {
		office = &tx.Actor.Office
	}
	return id, db.Exec(ctx, tx, `
		INSERT INTO imports (id, office_id, file, line_count, content, read_at) VALUES (@id, @office, @file, @lines, @content, @now)`,
		db.Args{"id": id, "office": office, "file": file, "lines": len(t.rows()), "content": keys.Seal(content, purpose(id)), "now": tx.Now})
}

// purpose binds what is sealed to its row.
func purpose(id ID) string { return "imports.content " + id.String() }

func pack(s sheet.Sheet) ([]byte, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if err := json.NewEncoder(w).Encode(s); err != nil {
		return nil, err
	}
	err := w.Close()
	return packed.Bytes(), err
}

// Content returns what was read of the file.
func Content(ctx context.Context, tx *db.Tx, keys *seal.Keyring, id ID) (s sheet.Sheet, err error) {
	sealed, err := db.Value[[]byte](ctx, tx, `SELECT content FROM imports WHERE id = @id AND content IS NOT NULL`, db.Args{"id": id})
	if err != nil {
		return s, err
	}
	packed, err := keys.Open(sealed, purpose(id))
	if err != nil {
		return s, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return s, err
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(plain, &s)
}

// lock returns the import of the one acting, and keeps others from starting it meanwhile.
func lock(ctx context.Context, tx *db.Tx, id ID) (Import, error) {
	if _, err := db.Value[string](ctx, tx, `SELECT file FROM imports WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Import{}, err
	}
	i, err := Get(ctx, tx, id)
	if err == nil && !i.MayDo(tx.Actor) {
		err = fault.New(fault.Forbidden, "fault.forbidden")
	}
	return i, err
}

// Start puts the import in the queue.
func Start(ctx context.Context, tx *db.Tx, id ID) error {
	i, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	switch {
	case i.State == Done:
		return fault.New(fault.Conflict, "import.done_already")
	case i.Working(tx.Now):
		return fault.New(fault.Conflict, "import.working_already")
	case !i.Waiting(tx.Now):
		return fault.New(fault.Conflict, "import.gone_already")
	}
	if err := db.Exec(ctx, tx, `UPDATE imports SET state = 'queued', progress = 0, failure = '', beat_at = @now WHERE id = @id`,
		db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	return job.Insert(ctx, tx, job.Import{Tenant: tx.Actor.Tenant, Import: id.UUID})
}

// Discard throws the file away.
func Discard(ctx context.Context, tx *db.Tx, id ID) error {
	i, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if i.State == Done || i.Working(tx.Now) {
		return fault.New(fault.Conflict, "import.done_already")
	}
	return db.Exec(ctx, tx, `UPDATE imports SET state = 'gone', content = NULL WHERE id = @id`, db.Args{"id": id})
}

// Tidy throws away what was read of files a day ago.
func Tidy(ctx context.Context, tx *db.Tx) error {
	_, err := db.Touch(ctx, tx, `
		UPDATE imports SET state = 'gone', content = NULL WHERE content IS NOT NULL AND read_at <= @late AND coalesce(beat_at <= @silent, true)`,
		db.Args{"late": tx.Now.Add(-kept), "silent": tx.Now.Add(-silence)})
	return err
}

// brought marks the import as done, as part of doing it.
func brought(ctx context.Context, tx *db.Tx, id ID, t Totals) error {
	return db.Exec(ctx, tx, `
		UPDATE imports SET state = 'done', content = NULL, done_at = @now, employers = @employers, units = @units, contacts = @contacts, agreements = @agreements
		WHERE id = @id`,
		db.Args{"id": id, "now": tx.Now, "employers": t.Employers, "units": t.Units, "contacts": t.Contacts, "agreements": t.Agreements})
}

// A runner is the program itself, at work on an import beside the transaction that does it.
type runner struct {
	pool *db.Pool
	job  job.Import
}

func (r runner) id() ID { return ID{r.job.Import} }

// note writes, at once and for everybody to see, how far the import has come.
func (r runner) note(ctx context.Context, state State, rows int, failure string) error {
	return r.pool.As(ctx, auth.SystemOf(r.job.Tenant), func(tx *db.Tx) error {
		_, err := db.Touch(ctx, tx, `
			UPDATE imports SET state = @state, progress = @rows, failure = @failure, beat_at = @now WHERE id = @id AND state IN ('queued', 'running')`,
			db.Args{"id": r.id(), "state": state, "rows": rows, "failure": failure, "now": tx.Now})
		return err
	})
}

// who returns the actor whose import it is.
func (r runner) who(ctx context.Context) (who auth.Actor, file string, err error) {
	type owner struct {
		Membership uuid.UUID
		Account    *uuid.UUID
		Role       auth.Role
		File       string
	}
	err = r.pool.As(ctx, auth.SystemOf(r.job.Tenant), func(tx *db.Tx) error {
		o, err := db.One[owner](ctx, tx, `
			SELECT m.id AS membership, m.account_id AS account, m.role, i.file`+from+` WHERE i.id = @id`, db.Args{"id": r.id()})
		if err != nil {
			return fmt.Errorf("whose import %s is: %w", r.id(), err)
		}
		who, file = auth.Actor{Tenant: r.job.Tenant, Membership: o.Membership, Role: o.Role}, o.File
		if o.Account != nil {
			who.Account = *o.Account
		}
		return nil
	})
	return who, file, err
}
