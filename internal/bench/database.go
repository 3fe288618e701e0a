package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"plass/internal/db/setup"
	"plass/internal/pg"
	"plass/migrations"
)

// ready returns the database of the size, and fills it the first time. One with another schema, or filled in another way, is replaced.
func ready(ctx context.Context, out io.Writer, server *pg.Server, size int, secrets string) (setup.Database, error) {
	d := setup.Database{Secrets: secrets, Migrations: migrations.Files}
	mark, err := fingerprint()
	if err != nil {
		return d, err
	}
	name := fmt.Sprintf("bench_%d_%s", size, mark)
	d.URL = server.URL("postgres", name)
	if err := replace(ctx, server, name, fmt.Sprintf("^bench_%d(_|$)", size)); err != nil {
		return d, err
	}
	if err := d.Prepare(ctx); err != nil {
		return d, err
	}
	if err := d.Migrate(ctx); err != nil {
		return d, err
	}
	conn, err := pgx.Connect(ctx, d.URL)
	if err != nil {
		return d, err
	}
	defer func() { _ = conn.Close(ctx) }()
	began := time.Now()
	if err := fill(ctx, conn, size); err != nil {
		return d, err
	}
	var bytes int64
	if err := conn.QueryRow(ctx, `SELECT pg_database_size(current_database())`).Scan(&bytes); err != nil {
		return d, err
	}
	fmt.Fprintf(out, "%d placements of %d tenants: filled or found in %s, %d MB\n", size, tenants, time.Since(began).Round(time.Second), bytes>>20)
	return d, quiet(ctx, conn)
}

// fingerprint tells one schema and one way to fill it from others.
func fingerprint() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(migrations.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(migrations.Files, path)
		h.Write(data)
		return err
	})
	fmt.Fprint(h, statements, tenants, perEmployer, own)
	return fmt.Sprintf("%x", h.Sum(nil)[:4]), err
}

// replace makes the database, and drops those of the same size that were made otherwise.
func replace(ctx context.Context, server *pg.Server, name, like string) error {
	conn, err := pgx.Connect(ctx, server.URL("postgres", "postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, _ := conn.Query(ctx, `SELECT datname FROM pg_database WHERE datname ~ $1`, like) // Collect returns the error
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	there := false
	for _, other := range found {
		if there = there || other == name; other == name {
			continue
		}
		if _, err := conn.Exec(ctx, `DROP DATABASE `+pgx.Identifier{other}.Sanitize()+` WITH (FORCE)`); err != nil {
			return err
		}
	}
	if !there {
		_, err = conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize())
	}
	return err
}

// quiet marks what the program sees to once a day as seen to, and empties the queue: what is measured is the pages.
// The next meetings of the one who drives them are in the four weeks to come.
func quiet(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `
		UPDATE meetings m SET at = date_trunc('day', now()) + (1 + get_byte(decode(left(m.id::text, 2), 'hex'), 0) % 28) * interval '1 day' + interval '10 hours'
		FROM contact_persons c JOIN memberships d ON d.id = c.membership_id AND d.email = '`+driver+`'
		WHERE m.tenant_id = c.tenant_id AND m.employer_id = c.employer_id AND m.held_at IS NULL;
		INSERT INTO alarms (tenant_id, kind, about, since)
		SELECT t.id, kind, '00000000-0000-0000-0000-000000000000', business_day() + day
		FROM tenants t, unnest(ARRAY['empty_seats', 'meetings_ahead', 'tidy']) kind, generate_series(0, 1) day
		ON CONFLICT DO NOTHING;
		TRUNCATE river.river_job`)
	return err
}

// master returns the process of the server.
func master(ctx context.Context, conn *pgx.Conn) (pid int, err error) {
	var folder string
	if err := conn.QueryRow(ctx, `SHOW data_directory`).Scan(&folder); err != nil {
		return 0, err
	}
	f, err := os.Open(filepath.Join(folder, "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	first, err := bufio.NewReader(f).ReadString('\n')
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(first))
}
