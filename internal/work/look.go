package work

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/job"
)

// A look is something to be seen to in every tenant.
type look struct {
	what string
	do   func(ctx context.Context, tx *db.Tx) error
}

// Regularly has do run every few minutes as the program itself, in a transaction of each tenant.
// It decides by tx.Now what is due, and marks what it has done: it may be run twice, or late.
func (w *Work) Regularly(what string, do func(ctx context.Context, tx *db.Tx) error) {
	w.looks = append(w.looks, look{what, do})
}

// AtTheDoor has do run every few minutes once, for what belongs to no tenant.
func (w *Work) AtTheDoor(what string, do func(ctx context.Context, tx *db.DoorTx) error) {
	w.doors = append(w.doors, doorLook{what, do})
}

type doorLook struct {
	what string
	do   func(ctx context.Context, tx *db.DoorTx) error
}

// lookAtAll runs every look in every tenant. One that fails does not stop the others.
func (w *Work) lookAtAll(ctx context.Context, _ job.Nightly) error {
	tenants, err := w.tenants(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, tenant := range tenants {
		for _, l := range w.looks {
			err := w.pool.As(ctx, auth.SystemOf(tenant), func(tx *db.Tx) error { return l.do(ctx, tx) })
			if err != nil {
				failed = append(failed, fmt.Errorf("%s in tenant %s: %w", l.what, tenant, err))
			}
		}
	}
	for _, l := range w.doors {
		if err := w.pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error { return l.do(ctx, tx) }); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", l.what, err))
		}
	}
	return errors.Join(failed...)
}

func (w *Work) tenants(ctx context.Context) (ids []uuid.UUID, err error) {
	err = w.pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		rows, _ := tx.Query(ctx, `SELECT id FROM tenants ORDER BY id`) // Collect returns the error
		ids, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		return err
	})
	return ids, err
}
