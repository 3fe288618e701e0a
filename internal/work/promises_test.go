package work_test

import (
	"context"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/terms"
)

// TestPromisesCallOutOnTheirDay: whoever is without the offer that was promised when so much of the period has gone by, and what is due, once each.
func TestPromisesCallOutOnTheirDay(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	first := db.Day(dbtest.Now).AddDate(0, 0, 7)
	last := first.AddDate(0, 0, 9) // ten days
	_, of := w.stay(dbtest.Now, w.lines[1].ID, &last)
	w.as(w.contact, dbtest.Now, func(ctx context.Context, tx *db.Tx) error {
		p, err := placement.Get(ctx, tx, of)
		if err != nil {
			return err
		}
		return promise.Make(ctx, tx, p, terms.Terms{Commitments: &terms.Commitments{Promises: []terms.Promise{
			{By: "employer", To: "participant", Strength: "guarantee", What: terms.Own("Et tilbud"), When: terms.Trigger{Kind: "in_period", Percent: 60}},
		}}})
	})
	for _, c := range []struct{ day, listed, due int }{{12, 0, 0}, {13, 1, 0}, {13, 1, 0}, {16, 1, 1}, {17, 1, 1}, {40, 1, 1}} {
		look(t, pool, on(c.day))
		for kind, want := range map[string]int{"promise_listed": c.listed, "promise_today": c.due} {
			if got := w.notices(w.contact, kind); got != want {
				t.Errorf("day %d: told %d times of %s, want %d", c.day, got, kind, want)
			}
		}
	}
	other := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: w.contact.Tenant})
	if got := w.notices(other, "promise_today"); got != 0 {
		t.Errorf("a colleague is told %d times", got)
	}
}
