package proof_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"plass/internal/db/dbtest"
	"plass/internal/mail"
	"plass/internal/work"
)

// works has the letters written and the codes sent, as a program of its own does.
func (w *world) works(t *testing.T) {
	t.Helper()
	sender, err := mail.Open(w.outbox.URL(), "Plass <ikke-svar@plass.example>")
	if err != nil {
		t.Fatal(err)
	}
	program := work.New(w.pool, slog.New(slog.NewTextHandler(io.Discard, nil)))
	program.SendCodes(w.keys, sender, w.http.URL)
	program.SendLetters(sender, w.http.URL)
	program.ReachParties()
	queue, err := dbtest.Of(t, w.pool).ConnectJobs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(queue.Close)
	if err := program.Start(context.Background(), queue); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := program.Stop(ctx); err != nil {
			t.Errorf("stop the work: %v", err)
		}
	})
}

// idle waits until nothing is left to do.
func (w *world) idle(t *testing.T) {
	t.Helper()
	left := 0
	for range 300 {
		if err := dbtest.Admin(t, w.pool).QueryRow(t.Context(), `SELECT count(*) FROM river.river_job WHERE state IN ('available', 'running', 'pending', 'retryable')`).Scan(&left); err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatalf("%d jobs are never done", left)
}
