package db_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/fault"
)

func TestTenantsNeverMeet(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	ours := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	hr := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact})
	theirs := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: hr.Tenant})

	for _, c := range []struct {
		who  auth.Actor
		want int
	}{{ours, 0}, {theirs, 1}, {hr, 1}, {auth.SystemOf(hr.Tenant), 1}, {auth.SystemOf(ours.Tenant), 0}} {
		err := pool.ReadAs(ctx, c.who, func(tx *db.Tx) error {
			got, err := db.Value[int](ctx, tx, `SELECT count(*)::int FROM employers`, nil)
			if got != c.want {
				t.Errorf("a %s of tenant %s sees %d employers, want %d", c.who.Role, c.who.Tenant, got, c.want)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", c.who.Role, err)
		}
	}

	err := pool.As(ctx, ours, func(tx *db.Tx) error {
		return db.Exec(ctx, tx, `UPDATE employers SET name = 'Vår' WHERE id = @id`, db.Args{"id": hr.Employer})
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("writing to another tenant's employer: %v, want not found", err)
	}
	err = pool.As(ctx, ours, func(tx *db.Tx) error {
		return db.Exec(ctx, tx, `
			INSERT INTO employers (tenant_id, id, org_number, name, search_name) VALUES (@tenant, @id, '999999999', 'Vår', 'vår')`,
			db.Args{"tenant": hr.Tenant, "id": uuid.New()})
	})
	if err == nil || !strings.Contains(err.Error(), "42501") {
		t.Errorf("putting an employer into another tenant: %v, want permission denied", err)
	}
}

func TestActorIsWhoTheMembershipSays(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	nav := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Name: "Ola"})
	hr := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact, Tenant: nav.Tenant, Name: "Anne"})
	candidate := dbtest.Actor(t, pool, auth.Actor{Role: auth.Candidate, Tenant: nav.Tenant, Office: nav.Office, Name: "Kari"})
	for _, want := range []auth.Actor{nav, hr, candidate} {
		session := auth.Actor{Tenant: want.Tenant, Account: want.Account, Membership: want.Membership, Role: want.Role}
		err := pool.ReadAs(ctx, session, func(tx *db.Tx) error {
			got := tx.Actor
			if got.Name != want.Name || got.TenantName != "Nav Prøve" || got.Office != want.Office || got.Employer != want.Employer || got.Candidate != want.Candidate {
				t.Errorf("%s is %+v, want %+v", want.Role, got, want)
			}
			if !tx.Now.Equal(dbtest.Now) {
				t.Errorf("it is %v, want %v", tx.Now, dbtest.Now)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", want.Role, err)
		}
	}
}

func TestNobodyElseActs(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	other := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	hr := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact, Tenant: who.Tenant})
	ended := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact, Tenant: who.Tenant, Employer: hr.Employer})
	_, err := dbtest.Admin(t, pool).Exec(ctx, `UPDATE memberships SET to_at = $2 WHERE id = $1`, ended.Membership, dbtest.Now)
	if err != nil {
		t.Fatal(err)
	}
	anotherRole, anotherAccount, anotherTenant := hr, who, who
	anotherRole.Role = auth.Buddy
	anotherAccount.Account = other.Account
	anotherTenant.Tenant = other.Tenant
	for about, a := range map[string]auth.Actor{
		"nobody":                      {},
		"a membership that has ended": ended,
		"another role than one's own": anotherRole,
		"another's membership":        anotherAccount,
		"another tenant":              anotherTenant,
		"a partner as Nav":            {Tenant: hr.Tenant, Account: hr.Account, Membership: hr.Membership, Role: auth.NavContact},
	} {
		err := pool.ReadAs(ctx, a, func(*db.Tx) error {
			t.Errorf("%s gets in", about)
			return nil
		})
		if !fault.Is(err, fault.Unknown) {
			t.Errorf("%s: %v, want unknown", about, err)
		}
	}
	before := pool.At(dbtest.Now.Add(-time.Second))
	if err := before.ReadAs(ctx, ended, func(*db.Tx) error { return nil }); err != nil {
		t.Errorf("the second before the end: %v", err)
	}
}

func TestReadAsCannotWrite(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	err := pool.ReadAs(ctx, who, func(tx *db.Tx) error {
		return db.Exec(ctx, tx, `UPDATE memberships SET name = 'Ny'`, nil)
	})
	if err == nil || !strings.Contains(err.Error(), "25006") {
		t.Errorf("a write while reading: %v, want a refusal", err)
	}
}

func TestWhatCommitRefusesIsAConflict(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	const employer = `INSERT INTO employers (id, org_number, name, search_name, active) VALUES (@id, '999999999', 'Uten', 'uten', true)`
	args := db.Args{"id": uuid.New()}
	finished := false
	err := pool.As(ctx, who, func(tx *db.Tx) error {
		err := db.Exec(ctx, tx, employer, args)
		finished = err == nil
		return err
	})
	refusal, ok := errors.AsType[*fault.Error](err)
	if !finished || !ok || refusal.Kind != fault.Conflict || refusal.Text.Key != "constraint.contact_persons_always" {
		t.Errorf("an active employer without a contact person: finished %v, %v; want the conflict at commit", finished, err)
	}

	err = pool.As(ctx, who, func(tx *db.Tx) error {
		if err := db.Exec(ctx, tx, employer, args); err != nil {
			return err
		}
		return db.Exec(ctx, tx, `
			INSERT INTO contact_persons (id, employer_id, membership_id, during) VALUES (@id, @id, @who, tstzrange(@now, NULL))`,
			db.Args{"id": args["id"], "who": who.Membership, "now": tx.Now})
	})
	if err != nil {
		t.Errorf("an active employer with its contact person in the same transaction: %v", err)
	}
	err = pool.As(ctx, who, func(tx *db.Tx) error {
		return db.Exec(ctx, tx, `UPDATE contact_persons SET during = tstzrange(lower(during), @until) WHERE id = @id`,
			db.Args{"id": args["id"], "until": tx.Now.Add(time.Hour)})
	})
	if refusal, ok := errors.AsType[*fault.Error](err); !ok || refusal.Text.Key != "constraint.contact_persons_always" {
		t.Errorf("the last contact person ended without a successor: %v, want a refusal", err)
	}
}
