package server_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/terms"
)

func TestTheLastPlaceGoesToOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Sorteringen", func(whole *terms.Terms) {
		whole.Places.Lines[1].Count = 1
		whole.Support.Buddy.Needed = false
	})
	const many = 20
	var ids []nomination.PresentationID
	for i := range many {
		of, _ := w.candidate(fmt.Sprintf("Ada%d", i), "Prøve")
		ids = append(ids, w.chosen(a, of))
	}
	for round := range 100 {
		var wg sync.WaitGroup
		won, refused := make([]placement.ID, 0, many), 0
		var mu sync.Mutex
		begin := make(chan struct{})
		for _, id := range ids {
			wg.Go(func() {
				<-begin
				var p placement.ID
				err := w.pool.As(context.Background(), w.Contact, func(tx *db.Tx) (err error) {
					p, err = start.Placement(context.Background(), tx, id, start.Draft{StartsOn: tx.Today(), Today: tx.Today()})
					return err
				})
				mu.Lock()
				defer mu.Unlock()
				if problem, full := errors.AsType[fault.Invalid](err); full && problem["over_because"].Key == "placement.no_place" {
					refused++
				} else if err == nil {
					won = append(won, p)
				} else {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		close(begin)
		wg.Wait()
		if len(won) != 1 || refused != many-1 {
			t.Fatalf("round %d: %d start and %d are refused, want 1 and %d", round, len(won), refused, many-1)
		}
		w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error { return placement.Misregister(ctx, tx, won[0], "Ny runde") })
	}
}

func TestAPlaceLineIsLockedUntilTheStartIsDecided(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Sorteringen", nil)
	ctx := context.Background()
	locked, release, second := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	first := make(chan error, 1)
	free := sync.OnceFunc(func() { close(release) })
	defer free() // or the pool waits for the first for ever when the test fails
	go func() {
		first <- w.pool.As(ctx, w.Contact, func(tx *db.Tx) error {
			_, _, err := seat.Lock(ctx, tx, a.Line.ID)
			close(locked)
			<-release
			return err
		})
	}()
	<-locked
	go func() {
		second <- w.pool.As(ctx, w.Contact, func(tx *db.Tx) error {
			_, _, err := seat.Lock(ctx, tx, a.Line.ID)
			return err
		})
	}()
	admin := dbtest.Admin(t, w.pool)
	for waiting := 0; waiting == 0; {
		if err := admin.QueryRow(ctx, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%place_lines%FOR UPDATE%'`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-second:
			t.Fatalf("the second did not wait: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
	free()
	for _, done := range []chan error{first, second} {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
