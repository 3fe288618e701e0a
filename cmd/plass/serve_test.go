package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/mail"
)

// freeAddr returns an address nobody listens on just now.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// aSite answers with the number of tenants, which takes the door's connection.
func aSite(_ context.Context, p *program) (http.Handler, error) {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := p.pool.AtTheDoor(r.Context(), db.Caller{}, func(tx *db.DoorTx) error {
			var n int
			err := tx.QueryRow(r.Context(), `SELECT count(*) FROM tenants`).Scan(&n)
			fmt.Fprintf(w, "%d tenants", n)
			return err
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}), nil
}

func TestDemoServesTheSite(t *testing.T) {
	t.Parallel()
	d := dbtest.Empty(t)
	settings := map[string]string{"DATABASE_URL": d.URL, "PLASS_DATA": t.TempDir(), "PLASS_ADDR": freeAddr(t)}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	said, done := make(shout, 9), make(chan error, 1)
	go func() { done <- run(ctx, []string{"demo"}, env(settings), said) }()
	await(t, said, done)
	reply, err := http.Get("http://" + settings["PLASS_ADDR"] + "/nothing/here")
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusNotFound || reply.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("a page that is not there: %s, %v", reply.Status, reply.Header)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("demo: %v", err)
	}
}

// A shout tells when something is written.
type shout chan string

func (s shout) Write(line []byte) (int, error) {
	s <- string(line)
	return len(line), nil
}

func TestServe(t *testing.T) {
	t.Parallel()
	d := dbtest.Empty(t)
	settings := map[string]string{
		"DATABASE_URL": d.URL, "PLASS_DATA": t.TempDir(), "PLASS_ADDR": freeAddr(t),
		"PLASS_KEY": someKey, "PLASS_SMTP": "smtps://mail.example",
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	if err := serve(ctx, env(settings), io.Discard, serving, aSite); err == nil {
		t.Fatal("served from an empty database")
	}
	if err := run(ctx, []string{"migrate"}, env(settings), io.Discard); err != nil {
		t.Fatal(err)
	}
	said, done := make(shout, 9), make(chan error, 1)
	go func() { done <- serve(ctx, env(settings), said, serving, aSite) }()
	mustAnswer(t, said, done, settings["PLASS_ADDR"])
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("serve: %v", err)
		}
	case <-time.After(grace):
		t.Error("told to stop, it goes on")
	}
}

func TestDemoPreparesItsDatabaseAndKeepsItsMails(t *testing.T) {
	t.Parallel()
	d := dbtest.Empty(t)
	settings := map[string]string{"DATABASE_URL": d.URL, "PLASS_DATA": t.TempDir(), "PLASS_ADDR": freeAddr(t), "PLASS_SMTP": "smtps://real.example"}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	said, done := make(shout, 9), make(chan error, 1)
	go func() {
		done <- serve(ctx, env(settings), said, demonstrating, func(ctx context.Context, p *program) (http.Handler, error) {
			if err := p.mail.Send(ctx, mail.Mail{To: "kari@plass.example", Subject: "Hei", Text: "Hei"}); err != nil {
				return nil, err
			}
			if got := len(p.outbox.Mails()); got != 1 {
				t.Errorf("%d mails in the outbox, want 1", got)
			}
			return aSite(ctx, p)
		})
	}()
	mustAnswer(t, said, done, settings["PLASS_ADDR"])
	stop()
	if err := <-done; err != nil {
		t.Errorf("demo: %v", err)
	}
}

func mustAnswer(t *testing.T, said shout, done <-chan error, addr string) {
	t.Helper()
	if line := await(t, said, done); !strings.Contains(line, "http://"+addr) {
		t.Errorf("it says %q, want where it is", line)
	}
	reply, err := http.Get("http://" + addr)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if body, err := io.ReadAll(reply.Body); err != nil || string(body) != "0 tenants" {
		t.Errorf("it answers %q, %v", body, err)
	}
}

// await returns the first thing the program says.
func await(t *testing.T, said shout, done <-chan error) string {
	t.Helper()
	select {
	case line := <-said:
		return line
	case err := <-done:
		t.Fatalf("it stopped: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("it never said it was ready")
	}
	return ""
}
