// Package setup makes a database ready for Plass: its roles, its tables and its walls.
//
// One role owns the tables and migrates. The program works as others, one for each side,
// which own nothing and which row-level security binds.
package setup

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"

	"plass/internal/auth"
)

// The database roles that are nobody's login.
const (
	owner = "plass_owner" // owns the tables
	jobs  = "plass_jobs"  // may touch the queue
)

// roleOf names the database role in which each side works.
var roleOf = map[auth.Side]string{
	auth.NavSide:       "plass_nav",
	auth.PartnerSide:   "plass_partner",
	auth.BrokerSide:    "plass_broker",
	auth.CandidateSide: "plass_candidate",
	auth.System:        worker,
}

const (
	door   = "plass_door"
	worker = "plass_worker"
)

// runtime lists the roles the program logs in as. Each may become plass_jobs to put work in the queue.
var runtime = []string{"plass_nav", "plass_partner", "plass_broker", "plass_candidate", door, worker}

// A Database is where Plass keeps its rows, and what is needed to come to it.
type Database struct {
	URL        string // of whoever may migrate; only the place is used when the program works
	Secrets    string // the folder of the runtime roles' passwords; empty where the server trusts them
	Migrations fs.FS  // the history of the schema
}

// lock is the advisory lock under which a database is prepared and migrated.
const lock = 0x706c617373 // "plass"

// alone does the work on a connection of the administrator while nobody else does the like.
func (d Database) alone(ctx context.Context, work func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, d.URL)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx)) // releases the lock
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(lock)); err != nil {
		return fmt.Errorf("wait for others who prepare the database: %w", err)
	}
	return work(conn)
}
