// Package dbtest gives each test a migrated database of its own, on the private server.
package dbtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/db"
	"plass/internal/db/setup"
	"plass/internal/pg"
	"plass/migrations"
)

// Now is the moment at which tests happen: a Monday, ten in the morning in Oslo.
var Now = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// NewPool returns a Pool on a fresh database, connected as the roles the program works as, at [Now].
func NewPool(t testing.TB) *db.Pool {
	t.Helper()
	pool, err := New(t).Connect(context.Background())
	if err != nil {
		t.Fatalf("connect to a test database: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool.At(Now)
}

// New returns a fresh, migrated database. It is dropped when the test ends.
func New(t testing.TB) setup.Database {
	t.Helper()
	template, err := template()
	if err != nil {
		t.Fatalf("make a database for tests: %v", err)
	}
	return fresh(t, " TEMPLATE "+template)
}

// Empty returns a fresh database without anything in it. It is dropped when the test ends.
func Empty(t testing.TB) setup.Database {
	t.Helper()
	return fresh(t, "")
}

// Of returns the database behind the pool.
func Of(t testing.TB, pool *db.Pool) setup.Database {
	t.Helper()
	var name string
	err := pool.AtTheDoor(context.Background(), db.Caller{}, func(tx *db.DoorTx) error {
		return tx.QueryRow(context.Background(), `SELECT current_database()`).Scan(&name)
	})
	if err != nil {
		t.Fatalf("ask which database this is: %v", err)
	}
	d, err := in(name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Admin returns connections to the pool's database before which there are no walls,
// for tests that must see what is behind them.
func Admin(t testing.TB, pool *db.Pool) *pgxpool.Pool {
	t.Helper()
	admin, err := pgxpool.New(context.Background(), Of(t, pool).URL)
	if err != nil {
		t.Fatalf("connect behind the walls: %v", err)
	}
	t.Cleanup(admin.Close)
	return admin
}

func fresh(t testing.TB, like string) setup.Database {
	t.Helper()
	name := fmt.Sprintf("test_%x", [16]byte(uuid.New()))
	if err := administer(`CREATE DATABASE ` + name + like); err != nil {
		t.Fatalf("make a database for tests: %v", err)
	}
	t.Cleanup(func() {
		if err := administer(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	d, err := in(name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// server is the private server of all tests. It is left running for the packages that come after.
var server = sync.OnceValues(func() (*pg.Server, error) {
	dir, err := pg.Folder(os.Getenv)
	if err != nil {
		return nil, err
	}
	s, err := pg.Start(dir+"-test", pg.ForTests)
	if err != nil {
		return nil, err
	}
	return s, sweep(s)
})

func in(database string) (setup.Database, error) {
	s, err := server()
	if err != nil {
		return setup.Database{}, err
	}
	return setup.Database{URL: s.URL("postgres", database), Migrations: migrations.Files}, nil
}

// administer runs a statement outside any test's database.
func administer(sql string) error {
	ctx := context.Background()
	d, err := in("postgres")
	if err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, d.URL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}
