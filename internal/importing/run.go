package importing

import (
	"context"
	"errors"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/job"
	"plass/internal/seal"
)

// Run does an import that is in the queue, all of it or nothing, as whoever started it and with no more rights than theirs.
// What they can do something about is told on the page of the import; the rest is returned too.
func Run(ctx context.Context, pool *db.Pool, keys *seal.Keyring, j job.Import) error {
	r := runner{pool, j}
	who, file, err := r.who(ctx)
	if err != nil {
		return err
	}
	if err := r.note(ctx, Running, 0, ""); err != nil {
		return err
	}
	err = pool.As(ctx, who, func(tx *db.Tx) error {
		// The imports of a tenant take turns: two of the same file at once would each see that nothing of it is there.
		if _, err := db.Value[bool](ctx, tx, `SELECT pg_advisory_xact_lock(hashtextextended(@turn, 0)) IS NOT NULL`, db.Args{"turn": "imports " + j.Tenant.String()}); err != nil {
			return err
		}
		i, err := Get(ctx, tx, r.id())
		if err != nil || i.State != Running {
			return err // somebody was quicker
		}
		content, err := Content(ctx, tx, keys, r.id())
		if err != nil {
			return err
		}
		plan, err := Look(ctx, tx, content)
		if err != nil {
			return err
		}
		if !plan.Ready() {
			return fault.New(fault.Conflict, "import.changed_meanwhile")
		}
		told := 0
		err = bring(ctx, tx, plan, file, func(rows int) {
			if rows-told >= 100 {
				told = rows
				_ = r.note(ctx, Running, rows, "") // a look at how far it is, no more
			}
		})
		if err != nil {
			return err
		}
		return brought(ctx, tx, r.id(), plan.Totals)
	})
	if err == nil {
		return nil
	}
	told, failed := "import.failed_here", err
	if refusal, ok := errors.AsType[*fault.Error](err); ok {
		told, failed = "import.changed_meanwhile", nil
		if refusal.Kind != fault.Conflict {
			told = refusal.Text.Key
		}
	}
	return errors.Join(failed, r.note(context.WithoutCancel(ctx), Failed, 0, told))
}
