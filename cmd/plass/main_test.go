package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plass/internal/db/dbtest"
)

func TestMigrateADatabaseOfSomebodyElses(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.Empty(t)
	settings := env(map[string]string{"DATABASE_URL": d.URL, "PLASS_DATA": t.TempDir()})
	var out bytes.Buffer
	for _, args := range []string{"migrate", "migrate", "migrate down", "migrate"} {
		if err := run(ctx, strings.Fields(args), settings, &out); err != nil {
			t.Fatalf("plass %s: %v", args, err)
		}
	}
	if err := d.Check(ctx); err != nil {
		t.Error(err)
	}
	secrets, err := os.ReadDir(filepath.Join(settings("PLASS_DATA"), "secrets"))
	if err != nil || len(secrets) != 6 {
		t.Errorf("%d secrets, %v; want one for each runtime role", len(secrets), err)
	}
}

func TestUnknownCommands(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"dance"}, {"migrate", "sideways"}, {"version", "2"}, {"migrate", "down", "all"}} {
		err := run(context.Background(), args, env(nil), io.Discard)
		if err == nil || !strings.Contains(err.Error(), "plass migrate") {
			t.Errorf("plass %v: %v, want what can be done", args, err)
		}
	}
	var out bytes.Buffer
	if err := run(context.Background(), []string{"version"}, env(nil), &out); err != nil || !strings.HasPrefix(out.String(), "plass ") {
		t.Errorf("plass version: %q, %v", out.String(), err)
	}
}

func TestStopAnswersRequestsInHand(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	begun, addr, done := make(chan bool), make(chan string, 1), make(chan error, 1)
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun <- true
		<-ctx.Done() // answers only after it is told to stop
		_, _ = io.WriteString(w, "ferdig")
	})
	go func() { done <- listen(ctx, "127.0.0.1:0", slow, func(a net.Addr) { addr <- a.String() }) }()
	answer := make(chan string, 1)
	go func() {
		reply, err := http.Get("http://" + <-addr)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer reply.Body.Close()
		body, _ := io.ReadAll(reply.Body)
		answer <- string(body)
	}()
	<-begun
	stop()
	if got := <-answer; got != "ferdig" {
		t.Errorf("the request in hand got %q", got)
	}
	if err := <-done; err != nil {
		t.Errorf("listen: %v", err)
	}
}

func TestMigrateOnThePrivateServer(t *testing.T) {
	t.Parallel()
	data, err := os.MkdirTemp("/tmp", "plass") // short enough for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	if err := os.Chmod(data, 0o755); err != nil { // run by root, Postgres is another user
		t.Fatal(err)
	}
	var out bytes.Buffer
	for range 2 {
		if err := run(context.Background(), []string{"migrate"}, env(map[string]string{"PLASS_DATA": data}), &out); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := net.Dial("unix", filepath.Join(data, "postgres", "s", ".s.PGSQL.5432")); err == nil {
		t.Error("the private server is left running")
	}
}
