package setup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/db/setup"
	"plass/internal/pg"
	"plass/internal/secret"
	"plass/migrations"
)

func run(t *testing.T, url string, sql ...string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	for _, s := range sql {
		if _, err := conn.Exec(ctx, s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestDownAndUpAgain(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	if err := d.Down(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(ctx); err == nil || !strings.Contains(err.Error(), "run plass migrate") {
		t.Errorf("Check one step down = %v, want that a migration is pending", err)
	}
	if err := d.Down(ctx, setup.All); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(ctx, d.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	var left string
	err = conn.QueryRow(ctx, `
		SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '') FROM pg_class c
		WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S') AND relname <> 'schema_migrations'`).Scan(&left)
	if err != nil || left != "" {
		t.Errorf("after the last step down there is %q, %v; want nothing", left, err)
	}
	if err := d.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(ctx); err != nil {
		t.Errorf("after up again: %v", err)
	}
}

func TestCheckRefusesWhatIsNotReady(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	empty := dbtest.Empty(t)
	if err := empty.Check(ctx); err == nil || !strings.Contains(err.Error(), "not migrated") {
		t.Errorf("Check of an empty database = %v, want that it is not migrated", err)
	}

	d := dbtest.New(t)
	older := d
	older.Migrations = fstest.MapFS{"000001_first.up.sql": {Data: []byte(`SELECT 1`)}}
	if err := older.Check(ctx); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("Check by an older program = %v, want a refusal", err)
	}
	run(t, d.URL, `UPDATE schema_migrations SET dirty = true`, `GRANT TRUNCATE ON accounts TO plass_door`, `DELETE FROM river.river_migration WHERE version > 4`)
	err := d.Check(ctx)
	for _, want := range []string{"half-way", "truncate", "queue"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check = %v, want all that is wrong, %q among it", err, want)
		}
	}
}

func TestConnectAsEachSide(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.New(t)
	pool, err := d.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := pool.Ping(ctx); err != nil {
		t.Error(err)
	}
	err = pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		return mustBe(ctx, t, tx, "plass_door")
	})
	if err != nil {
		t.Error(err)
	}
	someone := auth.SystemOf([16]byte{1})
	err = pool.As(ctx, someone, func(tx *db.Tx) error {
		return mustBe(ctx, t, tx, "plass_worker")
	})
	if err != nil {
		t.Error(err)
	}
	queue, err := d.ConnectJobs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer queue.Close()
	if err := mustBe(ctx, t, queue, "plass_jobs"); err != nil {
		t.Error(err)
	}
	if _, err := queue.Exec(ctx, `SELECT count(*) FROM employers`); err == nil {
		t.Error("the queue's connection reads employers")
	}
}

type queryRower interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

func mustBe(ctx context.Context, t *testing.T, tx queryRower, want string) error {
	t.Helper()
	var got string
	err := tx.QueryRow(ctx, `SELECT current_user`).Scan(&got)
	if got != want {
		t.Errorf("works as %s, want %s", got, want)
	}
	return err
}

// guarded returns a server of its own that lets nobody but its administrator in without a password.
func guarded(t *testing.T) *pg.Server {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "plass-setup")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s, err := pg.Start(filepath.Join(dir, "postgres"), pg.ForTests)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop() })
	run(t, s.URL("postgres", "postgres"),
		`COPY (VALUES ('local all postgres trust'), ('local all chief trust'), ('local all nobody trust'), ('local all all scram-sha-256')) TO '`+hba(t, s)+`'`,
		`SELECT pg_reload_conf()`)
	return s
}

func hba(t *testing.T, s *pg.Server) (file string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.URL("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, `SHOW hba_file`).Scan(&file); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestPrepareAServerWithPasswords goes the whole way of a server that is somebody else's.
func TestPrepareAServerWithPasswords(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := guarded(t)
	run(t, s.URL("postgres", "postgres"), `CREATE ROLE nobody LOGIN`, `CREATE DATABASE plass OWNER nobody`)
	d := setup.Database{URL: s.URL("nobody", "plass"), Secrets: filepath.Join(t.TempDir(), "secrets"), Migrations: migrations.Files}

	// Somebody who may not make roles is told what an administrator has to run, and it is enough.
	refusal, ok := errors.AsType[*setup.ForAdministrator](d.Prepare(ctx))
	if !ok {
		t.Fatalf("Prepare without rights = %v, want what an administrator has to run", d.Prepare(ctx))
	}
	for r := range strings.FieldsSeq("plass_nav plass_door plass_worker") {
		password, err := secret.Read(d.Secrets, r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(refusal.Error(), password) {
			t.Errorf("the statements show the password of %s", r)
		}
	}
	run(t, s.URL("postgres", "plass"), refusal.SQL...)
	for _, step := range []func(context.Context) error{d.Prepare, d.Migrate, d.Check, d.Prepare, d.Migrate} {
		if err := step(ctx); err != nil {
			t.Fatal(err)
		}
	}

	// The passwords count: with another one there is no way in, and preparing again mends it.
	if err := os.WriteFile(filepath.Join(d.Secrets, "plass_nav"), []byte("wrong"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(ctx); err == nil || !strings.Contains(err.Error(), "password authentication failed") {
		t.Errorf("Check with a wrong password = %v, want a refusal", err)
	}
	chief := d
	chief.URL = s.URL("postgres", "plass")
	if err := chief.Prepare(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(ctx); err != nil {
		t.Error(err)
	}

	// A runtime role that has become a superuser is not let in.
	run(t, chief.URL, `ALTER ROLE plass_nav SUPERUSER`)
	if err := d.Check(ctx); err == nil || !strings.Contains(err.Error(), "plass_nav is a superuser") {
		t.Errorf("Check with a superuser = %v, want a refusal that names it", err)
	}
}

// TestPrepareManyAtOnce has several databases of a new server prepared at the same time.
func TestPrepareManyAtOnce(t *testing.T) {
	t.Parallel()
	s := guarded(t)
	var names []string
	for i := range 6 {
		names = append(names, fmt.Sprintf("plass%d", i))
		run(t, s.URL("postgres", "postgres"), `CREATE DATABASE `+names[i])
	}
	var wait sync.WaitGroup
	for _, name := range names {
		wait.Go(func() {
			d := setup.Database{URL: s.URL("postgres", name), Migrations: migrations.Files}
			if err := d.Prepare(context.Background()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	wait.Wait()
}

// TestPrepareByWhoeverMayMakeRoles needs no superuser.
func TestPrepareByWhoeverMayMakeRoles(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := guarded(t)
	run(t, s.URL("postgres", "postgres"), `CREATE ROLE chief LOGIN CREATEROLE`, `CREATE DATABASE plass OWNER chief`)
	d := setup.Database{URL: s.URL("chief", "plass"), Secrets: filepath.Join(t.TempDir(), "secrets"), Migrations: migrations.Files}
	for _, step := range []func(context.Context) error{d.Prepare, d.Migrate, d.Check} {
		if err := step(ctx); err != nil {
			t.Fatal(err)
		}
	}
}
