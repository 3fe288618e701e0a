package setup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// A Finding is a hole in the walls.
type Finding struct {
	What  string // what is wrong
	Which string // with which table, role, …
}

func (f Finding) String() string { return f.What + ": " + f.Which }

// tenantless lists the tables that rightly belong to no tenant.
var tenantless = []string{"accounts", "login_codes", "parked", "sessions", "setting_definitions", "tenants", "schema_migrations"}

// An Asker is a connection or a transaction.
type Asker interface {
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Audit looks for holes in the walls, as anybody who may connect.
func Audit(ctx context.Context, ask Asker) ([]Finding, error) {
	var found []Finding
	batch := &pgx.Batch{}
	args := pgx.NamedArgs{"runtime": runtime, "tenantless": tenantless}
	for _, c := range checks {
		batch.Queue(common+c.sql, args).Query(func(rows pgx.Rows) error {
			which, err := pgx.CollectRows(rows, pgx.RowTo[string])
			for _, w := range which {
				found = append(found, Finding{c.what, w})
			}
			if err != nil {
				return fmt.Errorf("look for %q: %w", c.what, err)
			}
			return nil
		})
	}
	err := ask.SendBatch(ctx, batch).Close()
	return found, err
}

// Check tells why the program must not serve from the database: it cannot be reached as the runtime roles,
// migrations are pending, or the walls have a hole. It says all of it at once.
func (d Database) Check(ctx context.Context) error {
	conn, err := d.connect(ctx, worker)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	found, err := Audit(ctx, conn)
	if err != nil {
		return err
	}
	var problems []error
	for _, f := range found {
		problems = append(problems, errors.New(f.String()))
	}
	problems = append(problems, d.pending(ctx, conn), d.pendingQueue(ctx))
	for _, r := range runtime {
		c, err := d.connect(ctx, r)
		if err == nil {
			err = c.Close(ctx)
		}
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

func (d Database) connect(ctx context.Context, role string) (*pgx.Conn, error) {
	cfg, err := d.config(role)
	if err != nil {
		return nil, err
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := mustBe(conn, role); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return conn, nil
}

func (d Database) pending(ctx context.Context, conn *pgx.Conn) error {
	want, err := newest(d.Migrations)
	if err != nil {
		return err
	}
	var got uint
	var dirty bool
	err = conn.QueryRow(ctx, `SELECT version, dirty FROM schema_migrations`).Scan(&got, &dirty)
	switch {
	case err != nil:
		return fmt.Errorf("the database is not migrated; run plass migrate: %w", err)
	case dirty:
		return fmt.Errorf("migration %d stopped half-way; see what it did, then run plass migrate", got)
	case got < want:
		return fmt.Errorf("the database is at migration %d of %d; run plass migrate", got, want)
	case got > want:
		return fmt.Errorf("the database is at migration %d, made by a newer program than this, which knows %d", got, want)
	}
	return nil
}

func (d Database) pendingQueue(ctx context.Context) error {
	pool, err := d.ConnectJobs(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	m, err := queueMigrator(pool)
	if err != nil {
		return err
	}
	state, err := m.Validate(ctx, nil)
	if err != nil {
		return fmt.Errorf("the queue is not migrated; run plass migrate: %w", err)
	}
	if !state.OK {
		return fmt.Errorf("the queue is not up to date (%s); run plass migrate", strings.Join(state.Messages, ", "))
	}
	return nil
}
