package dbtest

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"

	"plass/internal/pg"
)

// template returns the name of a database to clone. It is made once for each history
// of migrations, however many test binaries ask at once.
var template = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	d, err := in("postgres")
	if err != nil {
		return "", err
	}
	history, err := d.Fingerprint()
	if err != nil {
		return "", err
	}
	name := "template_" + history

	conn, err := pgx.Connect(ctx, d.URL)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx) // releases the lock
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(1)`); err != nil {
		return "", err
	}
	var made bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&made)
	if err != nil || made {
		return name, err
	}
	return name, makeTemplate(ctx, conn, name)
})

func makeTemplate(ctx context.Context, conn *pgx.Conn, name string) error {
	draft := name + "_draft" // a half-made one is not taken for a template
	for _, sql := range []string{`DROP DATABASE IF EXISTS ` + draft + ` WITH (FORCE)`, `CREATE DATABASE ` + draft} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	d, err := in(draft)
	if err != nil {
		return err
	}
	if err := d.Prepare(ctx); err != nil {
		return err
	}
	if err := d.Migrate(ctx); err != nil {
		return err
	}
	// What has a connection cannot be cloned.
	for _, sql := range []string{`ALTER DATABASE ` + draft + ` ALLOW_CONNECTIONS false`, `ALTER DATABASE ` + draft + ` RENAME TO ` + name} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// sweep drops the databases of tests that were killed, and templates nobody has needed for long.
func sweep(s *pg.Server) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.URL("postgres", "postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, _ := conn.Query(ctx, `
		SELECT datname FROM pg_database d, pg_stat_file('base/' || d.oid || '/PG_VERSION', true) f
		WHERE datname LIKE 'test\_%' AND f.modification < now() - interval '2 hours'
		OR datname LIKE 'template\_%' AND f.modification < now() - interval '14 days'`)
	old, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("look for left-over test databases: %w", err)
	}
	for _, name := range old {
		_, _ = conn.Exec(ctx, `DROP DATABASE IF EXISTS `+name) // somebody else may sweep too, or use it yet
	}
	return nil
}
