package db_test

import (
	"context"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/fault"
)

func TestWhatIsShownToAnEmployerIsReadBehindItsWalls(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	hr := dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact})
	nav := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: hr.Tenant})
	dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact, Tenant: hr.Tenant}) // another employer of the tenant
	shown := func(sql string) (n int, err error) {
		err = pool.ReadAs(ctx, nav, func(tx *db.Tx) error {
			return pool.AsShownTo(ctx, tx, hr.Employer, func(partner *db.Tx) (err error) {
				if !partner.Now.Equal(dbtest.Now) {
					t.Errorf("it is %v, want %v", partner.Now, dbtest.Now)
				}
				n, err = db.Value[int](ctx, partner, sql, nil)
				return err
			})
		})
		return n, err
	}
	if n, err := shown(`SELECT count(*)::int FROM employers`); n != 1 || err != nil {
		t.Errorf("as shown to an employer there are %d employers, %v; want its own", n, err)
	}
	for sql, code := range map[string]string{
		`SELECT count(*)::int FROM candidates`:           "42501",
		`SELECT count(*)::int FROM candidate_background`: "42501",
		`DELETE FROM requests`:                           "25006",
	} {
		if _, err := shown(sql); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v, want %s", sql, err, code)
		}
	}
	err := pool.ReadAs(ctx, hr, func(tx *db.Tx) error {
		return pool.AsShownTo(ctx, tx, hr.Employer, func(*db.Tx) error { return nil })
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("a partner looks as another: %v, want a refusal", err)
	}
}
