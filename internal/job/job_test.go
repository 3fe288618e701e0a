package job_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/job"
)

func count(t *testing.T, pool *db.Pool) (n int) {
	t.Helper()
	err := dbtest.Admin(t, pool).QueryRow(context.Background(), `SELECT count(*) FROM river.river_job`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEverySideInserts(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	first := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	actors := []auth.Actor{first, auth.SystemOf(first.Tenant)}
	for _, role := range []auth.Role{auth.EmployerContact, auth.Candidate} {
		actors = append(actors, dbtest.Actor(t, pool, auth.Actor{Tenant: first.Tenant, Role: role}))
	}
	for i, who := range actors {
		err := pool.As(ctx, who, func(tx *db.Tx) error {
			before, err := db.Value[string](ctx, tx, `SELECT current_user::text`, nil)
			if err != nil {
				return err
			}
			if err := job.Insert(ctx, tx, job.Notice{Tenant: who.Tenant, Notice: uuid.New()}); err != nil {
				return err
			}
			after, err := db.Value[string](ctx, tx, `SELECT current_user::text`, nil)
			if after != before {
				t.Errorf("%s works on as %s, was %s", who.Side(), after, before)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", who.Side(), err)
		}
		if got := count(t, pool); got != i+1 {
			t.Errorf("after %s there are %d jobs, want %d", who.Side(), got, i+1)
		}
	}
	err := pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		return job.Insert(ctx, tx, job.Notice{Tenant: first.Tenant, Notice: uuid.New()})
	})
	if err != nil || count(t, pool) != len(actors)+1 {
		t.Errorf("the door: %v, %d jobs", err, count(t, pool))
	}
}

func TestNothingIsLeftOfWhatFails(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	regret := errors.New("regret")
	err := pool.As(ctx, who, func(tx *db.Tx) error {
		if err := job.Insert(ctx, tx, job.Notice{Tenant: who.Tenant, Notice: uuid.New()}); err != nil {
			return err
		}
		return regret
	})
	if !errors.Is(err, regret) {
		t.Fatal(err)
	}
	if got := count(t, pool); got != 0 {
		t.Errorf("%d jobs of a transaction that failed, want none", got)
	}
}

func TestNoSideReadsTheQueue(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	first := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	for _, role := range []auth.Role{auth.NavContact, auth.Buddy, auth.Candidate} {
		who := dbtest.Actor(t, pool, auth.Actor{Tenant: first.Tenant, Role: role})
		err := pool.ReadAs(ctx, who, func(tx *db.Tx) error {
			_, err := db.Value[int](ctx, tx, `SELECT count(*)::int FROM river.river_job`, nil)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s reads the queue: %v, want permission denied", role, err)
		}
	}
}

func TestOneLookAtATime(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	for range 3 {
		if err := pool.As(ctx, who, func(tx *db.Tx) error { return job.Insert(ctx, tx, job.Nightly{}) }); err != nil {
			t.Fatal(err)
		}
	}
	if got := count(t, pool); got != 1 {
		t.Errorf("%d looks wait, want 1", got)
	}
}
