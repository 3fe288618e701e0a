package setup_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
)

func TestIDsOfEveryTypeComeBackAsTheyWent(t *testing.T) {
	pool := dbtest.NewPool(t)
	nav := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	type row struct {
		Plain uuid.UUID
		Ours  employer.ID
		Maybe *employer.ID
		None  *employer.ID
		All   []uuid.UUID
		Words string
	}
	plain, ours := db.NewID(), employer.ID{UUID: db.NewSecretID()}
	err := pool.ReadAs(context.Background(), nav, func(tx *db.Tx) error {
		got, err := db.One[row](context.Background(), tx, `
			SELECT @plain::uuid AS plain, @ours::uuid AS ours, @maybe::uuid AS maybe, @none::uuid AS none, @all::uuid[] AS all, (@plain::uuid)::text AS words`,
			db.Args{"plain": plain, "ours": ours, "maybe": &ours, "none": (*employer.ID)(nil), "all": []uuid.UUID{plain, ours.UUID}})
		if err != nil {
			return err
		}
		if got.Plain != plain || got.Ours != ours || got.Maybe == nil || *got.Maybe != ours || got.None != nil || got.Words != plain.String() {
			t.Errorf("came back as %+v", got)
		}
		if len(got.All) != 2 || got.All[0] != plain || got.All[1] != ours.UUID {
			t.Errorf("the list came back as %v", got.All)
		}
		nothing, err := db.Value[employer.ID](context.Background(), tx, `SELECT NULL::uuid`, nil)
		if nothing.UUID != uuid.Nil {
			t.Errorf("nothing came back as %s", nothing)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
