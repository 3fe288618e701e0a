package setup

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/golang-migrate/migrate/v4"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// RiverSchema is where the queue's own tables are.
const RiverSchema = "river"

// All is every step of [Database.Down].
const All = -1

// Migrate brings the schema, and the queue's, up to date. It does so as the owner of the tables.
func (d Database) Migrate(ctx context.Context) error {
	return d.alone(ctx, func(*pgx.Conn) error {
		if err := d.step(ctx, (*migrate.Migrate).Up); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		if err := d.migrateQueue(ctx); err != nil {
			return fmt.Errorf("migrate the queue: %w", err)
		}
		return nil
	})
}

// Down takes back the last steps of the schema, or [All]. The queue stays.
func (d Database) Down(ctx context.Context, steps int) error {
	return d.alone(ctx, func(*pgx.Conn) error {
		err := d.step(ctx, func(m *migrate.Migrate) error {
			if steps == All {
				return m.Down()
			}
			return m.Steps(-steps)
		})
		if err != nil {
			return fmt.Errorf("migrate down: %w", err)
		}
		return nil
	})
}

func (d Database) step(ctx context.Context, do func(*migrate.Migrate) error) error {
	cfg, err := d.ownerConfig()
	if err != nil {
		return err
	}
	files, err := iofs.New(d.Migrations, ".")
	if err != nil {
		return err
	}
	target, err := migratepgx.WithInstance(stdlib.OpenDB(*cfg), &migratepgx.Config{})
	if err != nil {
		return err
	}
	m, err := migrate.NewWithInstance("iofs", files, "pgx5", target)
	if err != nil {
		return errors.Join(err, target.Close())
	}
	stop := context.AfterFunc(ctx, func() { m.GracefulStop <- true })
	defer stop()
	err = do(m)
	if errors.Is(err, migrate.ErrNoChange) {
		err = nil
	}
	_, closed := m.Close() // an open connection would keep the database from being a template
	return errors.Join(err, closed)
}

func (d Database) migrateQueue(ctx context.Context) error {
	cfg, err := d.ownerConfig()
	if err != nil {
		return err
	}
	poolConfig, err := pgxpool.ParseConfig(d.URL)
	if err != nil {
		return err
	}
	poolConfig.ConnConfig = cfg
	pool, err := pgxpool.NewWithConfig(ctx, poolConfig)
	if err != nil {
		return err
	}
	defer pool.Close()
	m, err := queueMigrator(pool)
	if err != nil {
		return err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	_, err = pool.Exec(ctx, grants)
	return err
}

// grants open the queue to plass_jobs, and let the program see which migrations are done.
const grants = `
	GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA river TO plass_jobs;
	GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA river TO plass_jobs;
	GRANT SELECT ON schema_migrations TO plass_worker`

func queueMigrator(pool *pgxpool.Pool) (*rivermigrate.Migrator[pgx.Tx], error) {
	return rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{
		Schema: RiverSchema,
		Logger: slog.New(slog.DiscardHandler),
	})
}

// ownerConfig connects as the administrator, who then is the owner of the tables.
func (d Database) ownerConfig() (*pgx.ConnConfig, error) {
	cfg, err := pgx.ParseConfig(d.URL)
	if err != nil {
		return nil, err
	}
	cfg.RuntimeParams["role"] = owner
	cfg.RuntimeParams["search_path"] = "public"
	cfg.RuntimeParams["application_name"] = "plass migrate"
	return cfg, nil
}

// Fingerprint tells two histories of a database apart: it changes with all that Prepare and Migrate do.
func (d Database) Fingerprint() (string, error) {
	h := sha256.New()
	fmt.Fprint(h, needs("", ""), grants)
	queue, err := queueMigrator(nil)
	if err != nil {
		return "", err
	}
	for _, m := range queue.AllVersions() {
		fmt.Fprint(h, m.SQLUp)
	}
	err = fs.WalkDir(d.Migrations, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		sql, err := fs.ReadFile(d.Migrations, path)
		fmt.Fprint(h, path, string(sql))
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)[:8]), err
}

// newest returns the version of the last migration.
func newest(files fs.FS) (uint, error) {
	s, err := iofs.New(files, ".")
	if err != nil {
		return 0, err
	}
	defer s.Close()
	return last(s)
}

func last(s source.Driver) (uint, error) {
	v, err := s.First()
	for err == nil {
		var next uint
		if next, err = s.Next(v); err == nil {
			v = next
		}
	}
	if errors.Is(err, os.ErrNotExist) {
		return v, nil
	}
	return 0, err
}
