// Package job puts work in the queue, to be done once the transaction has been committed.
//
// Its arguments hold ids only: the queue is nobody's tenant, and the worker reads the rest
// as the tenant the work is for.
package job

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"
)

// Schema is where the queue's tables are.
const Schema = "river"

// A Notice is the letter about something a person has been told.
type Notice struct {
	Tenant uuid.UUID `json:"tenant"`
	Notice uuid.UUID `json:"notice"`
}

// Kind names the work in the queue.
func (Notice) Kind() string { return "notice" }

// Party is something to tell one party to a placement or a presentation: whoever tells it may not
// know who that is. What and Link are what the notice says and where it leads.
type Party struct {
	Tenant uuid.UUID      `json:"tenant"`
	About  uuid.UUID      `json:"about"` // a placement, or a presentation
	Party  string         `json:"party"`
	By     uuid.UUID      `json:"by"` // the membership that tells it, and is not told
	What   string         `json:"what"`
	Link   string         `json:"link"`
	Args   map[string]any `json:"args"` // codes and times; never a name
	At     time.Time      `json:"at"`   // when it was told
}

// Kind names the work in the queue.
func (Party) Kind() string { return "party" }

// A LoginCode is the letter with a code to log in with. The code is of no tenant.
type LoginCode struct {
	Code uuid.UUID `json:"code"`
	Lang string    `json:"lang"` // of the browser that asked
}

// Kind names the work in the queue.
func (LoginCode) Kind() string { return "login_code" }

// An Import is a spreadsheet to be brought in.
type Import struct {
	Tenant uuid.UUID `json:"tenant"`
	Import uuid.UUID `json:"import"`
}

// Kind names the work in the queue.
func (Import) Kind() string { return "import" }

// InsertOpts has it tried once: who brings it in sees how it went, and tries again.
func (Import) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: 1} }

// Nightly is a look at what is due, in every tenant. It is put in the queue every few minutes,
// not at night alone: what is due is decided by the database's clock.
type Nightly struct{}

// Kind names the work in the queue.
func (Nightly) Kind() string { return "nightly" }

// InsertOpts keep one look from waiting behind another.
func (Nightly) InsertOpts() river.InsertOpts {
	return river.InsertOpts{
		MaxAttempts: 1, // the next look comes soon
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
		}},
	}
}

var queue = func() *river.Client[pgx.Tx] {
	client, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: Schema})
	if err != nil {
		panic(err) // the settings above are wrong
	}
	return client
}()

// Insert puts work in the queue. It is done if, and after, tx is committed.
//
// Nobody's own role comes to the queue, which holds the work of all tenants; tx becomes
// the one that does while the work is put there.
func Insert(ctx context.Context, tx pgx.Tx, work ...river.JobArgs) error {
	if len(work) == 0 {
		return nil
	}
	all := make([]river.InsertManyParams, len(work))
	for i, w := range work {
		all[i].Args = w
	}
	if _, err := tx.Exec(ctx, `SET LOCAL ROLE plass_jobs`); err != nil {
		return fmt.Errorf("come to the queue: %w", err)
	}
	_, err := queue.InsertManyTx(ctx, tx, all)
	if _, back := tx.Exec(ctx, `SET LOCAL ROLE NONE`); err == nil {
		err = back
	}
	if err != nil {
		return fmt.Errorf("put %s in the queue: %w", work[0].Kind(), err)
	}
	return nil
}
