package work

import (
	"context"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/job"
	"plass/internal/notice"
)

// ReachParties tells the people whom those who told it may not know.
func (w *Work) ReachParties() {
	Add(w, func(ctx context.Context, p job.Party) error {
		return w.pool.As(ctx, auth.SystemOf(p.Tenant), func(tx *db.Tx) error { return notice.Reach(ctx, tx, p) })
	})
}
