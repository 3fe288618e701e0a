package tenant_test

import (
	"context"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/tenant"
)

// TestWhatATenantSetsHoldsForItAlone sets a number, and asks for it as every side.
func TestWhatATenantSetsHoldsForItAlone(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	ctx := context.Background()
	astrid := dbtest.Actor(t, pool, auth.Actor{Role: auth.Administrator})
	other := dbtest.Actor(t, pool, auth.Actor{Role: auth.Administrator})
	contact := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: astrid.Tenant})
	hr := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact, Tenant: astrid.Tenant})
	set := func(who auth.Actor, value string) error {
		return pool.As(ctx, who, func(tx *db.Tx) error {
			b := db.NewBatch(tx)
			tenant.Set(b, tx, "access.weeks", value)
			return b.Send(ctx)
		})
	}
	weeks := func(who auth.Actor) (n int) {
		t.Helper()
		if err := pool.ReadAs(ctx, who, func(tx *db.Tx) error {
			b := db.NewBatch(tx)
			value := db.AskOne[tenant.Number](b, `SELECT setting('access.weeks')::int AS value`, nil)
			err := b.Send(ctx)
			n = value.Value
			return err
		}); err != nil {
			t.Fatalf("as %s: %v", who.Role, err)
		}
		return n
	}
	if n := weeks(hr); n != 12 {
		t.Errorf("before anybody has said anything: %d weeks, want 12", n)
	}
	if err := set(astrid, "20"); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[*auth.Actor]int{&astrid: 20, &contact: 20, &hr: 20, &other: 12} {
		if n := weeks(*who); n != want {
			t.Errorf("a %s gets %d weeks, want %d", who.Role, n, want)
		}
	}
	if err := set(contact, "30"); err == nil || weeks(contact) != 20 {
		t.Errorf("a contact person sets what is the administrators' to set: %v", err)
	}
	if err := set(astrid, "12"); err != nil || weeks(hr) != 12 {
		t.Errorf("back to the standard: %v, %d weeks", err, weeks(hr))
	}
}
