package login

import (
	"context"

	"plass/internal/db"
	"plass/internal/fault"
)

// InDemo lets in somebody who has proven nothing. Only the demo calls it, and only for those who are known.
func InDemo(ctx context.Context, pool *db.Pool, email string) (p Proof, err error) {
	err = pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		known, err := isKnown(ctx, tx, email)
		if err == nil && !known {
			err = fault.New(fault.NotFound, "demo.nobody")
		}
		if err == nil {
			p, err = enter(ctx, tx, email)
		}
		return err
	})
	return p, err
}
