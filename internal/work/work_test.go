package work_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/job"
	"plass/internal/work"
)

// A journal is a log that can be read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(line)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func begin(t *testing.T, pool *db.Pool, w *work.Work) {
	t.Helper()
	ctx := context.Background()
	queue, err := dbtest.Of(t, pool).ConnectJobs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(queue.Close)
	if err := w.Start(ctx, queue); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		if err := w.Stop(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
}

func wait[T any](t *testing.T, what string, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(20 * time.Second):
		t.Fatalf("waited in vain for %s", what)
	}
	return v
}

func TestWorkOnceCommitted(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact})
	log := &journal{}
	w := work.New(pool, slog.New(slog.NewTextHandler(log, nil)))
	done := make(chan job.Notice, 10)
	work.Add(w, func(ctx context.Context, n job.Notice) error {
		return pool.As(ctx, auth.SystemOf(n.Tenant), func(*db.Tx) error {
			done <- n
			return errors.New("the mail server is away")
		})
	})
	begin(t, pool, w)

	n := job.Notice{Tenant: who.Tenant, Notice: uuid.New()}
	err := pool.As(ctx, who, func(tx *db.Tx) error {
		if err := job.Insert(ctx, tx, n); err != nil {
			return err
		}
		select {
		case <-done:
			t.Error("worked before the transaction was committed")
		case <-time.After(300 * time.Millisecond):
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := wait(t, "the work", done); got != n {
		t.Errorf("worked on %v, want %v", got, n)
	}
	wait(t, "another try", done)
	if text := log.String(); !strings.Contains(text, "the mail server is away") || strings.Contains(text, n.Notice.String()) {
		t.Errorf("the log tells %q, want what failed, without its arguments", text)
	}
}

func TestLookAtEveryTenant(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	good := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact}).Tenant
	bad := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact}).Tenant
	log := &journal{}
	w := work.New(pool, slog.New(slog.NewTextHandler(log, nil)))
	seen := make(chan uuid.UUID, 10)
	w.Regularly("count the seats", func(ctx context.Context, tx *db.Tx) error {
		if tx.Actor.Tenant == bad {
			return errors.New("the seats are gone")
		}
		return nil
	})
	w.Regularly("look at the clock", func(ctx context.Context, tx *db.Tx) error {
		if !tx.Now.Equal(dbtest.Now) {
			t.Errorf("it is %v, want %v", tx.Now, dbtest.Now)
		}
		seen <- tx.Actor.Tenant
		return nil
	})
	begin(t, pool, w)
	both := map[uuid.UUID]bool{wait(t, "a tenant", seen): true, wait(t, "another tenant", seen): true}
	if !both[good] || !both[bad] {
		t.Errorf("looked at %v, want %v and %v", both, good, bad)
	}
	for range 100 {
		if strings.Contains(log.String(), "count the seats in tenant "+bad.String()) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the log tells %q, want which look failed in which tenant", log)
}
