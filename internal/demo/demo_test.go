package demo_test

import (
	"testing"

	"plass/internal/db/dbtest"
	"plass/internal/demo"
	"plass/internal/seal"
)

func TestTheWorldIsMadeOnce(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	keys, err := seal.From("the key of the demo world in the tests")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := demo.Fill(t.Context(), pool, keys); err != nil {
			t.Fatal(err)
		}
	}
	var tenants, running, waiting int
	err = dbtest.Admin(t, pool).QueryRow(t.Context(), `
		SELECT (SELECT count(*) FROM tenants), (SELECT count(*) FROM placements WHERE begun_at IS NOT NULL AND ended_on IS NULL),
			(SELECT count(*) FROM attests WHERE signed_at IS NULL)`).Scan(&tenants, &running, &waiting)
	if err != nil {
		t.Fatal(err)
	}
	if tenants != 2 || running < 5 || waiting < 1 {
		t.Errorf("%d tenants, %d running placements, %d attests waiting", tenants, running, waiting)
	}
}
