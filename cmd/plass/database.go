package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"plass/internal/db/setup"
	"plass/internal/pg"
	"plass/migrations"
)

// migrate brings the database up to date, or takes back the last migration.
func migrate(ctx context.Context, getenv func(string) string, out io.Writer, down bool) error {
	cfg, err := readConfig(getenv, migrating)
	if err != nil {
		return err
	}
	database, closeIt, err := cfg.open(ctx)
	if err != nil {
		return err
	}
	defer closeIt()
	if down {
		if err := database.Down(ctx, 1); err != nil {
			return err
		}
		fmt.Fprintln(out, "the last migration is taken back")
		return nil
	}
	if err := prepare(ctx, database); err != nil {
		return err
	}
	fmt.Fprintln(out, "the database is up to date")
	return nil
}

func prepare(ctx context.Context, database setup.Database) error {
	if err := database.Prepare(ctx); err != nil {
		return err
	}
	return database.Migrate(ctx)
}

// open returns the database, and what closes it. Without DATABASE_URL it is on the private server,
// where the demo world has a database of its own.
func (c config) open(ctx context.Context) (setup.Database, func(), error) {
	database := setup.Database{URL: c.database, Migrations: migrations.Files}
	if c.database != "" {
		database.Secrets = c.secrets()
		return database, func() {}, nil
	}
	server, err := pg.Start(filepath.Join(c.data, "postgres"))
	if err != nil {
		return database, nil, err
	}
	closeIt := func() { _ = server.Stop() } // it stays if somebody else uses it, and is adopted next time
	name := "plass"
	if c.mode == demonstrating {
		name = "demo"
	}
	if err := create(ctx, server.URL("postgres", "postgres"), name); err != nil {
		closeIt()
		return database, nil, err
	}
	database.URL = server.URL("postgres", name)
	return database, closeIt, nil
}

func create(ctx context.Context, url, name string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var made bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&made); err != nil || made {
		return err
	}
	_, err = conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize())
	return err
}
