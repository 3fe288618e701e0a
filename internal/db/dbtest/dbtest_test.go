package dbtest_test

import (
	"context"
	"testing"

	"plass/internal/db"
	"plass/internal/db/dbtest"
)

func TestEachHasItsOwn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	one, other := dbtest.NewPool(t), dbtest.NewPool(t)
	err := one.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		if !tx.Now.Equal(dbtest.Now) {
			t.Errorf("it is %v, want %v", tx.Now, dbtest.Now)
		}
		_, err := tx.Exec(ctx, `INSERT INTO tenants (id, name) VALUES (gen_random_uuid(), 'Nav Prøve')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		pool *db.Pool
		want int
	}{{one, 1}, {other, 0}} {
		var got int
		if err := dbtest.Admin(t, c.pool).QueryRow(ctx, `SELECT count(*) FROM tenants`).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("%d tenants, want %d", got, c.want)
		}
	}
}
