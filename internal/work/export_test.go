package work

import (
	"context"

	"plass/internal/job"
)

// Look runs every look once, as the queue has it done every few minutes.
func (w *Work) Look(ctx context.Context) error { return w.lookAtAll(ctx, job.Nightly{}) }
