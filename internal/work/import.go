package work

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"plass/internal/importing"
	"plass/internal/job"
	"plass/internal/seal"
)

// BringIn does the imports in the queue.
func (w *Work) BringIn(keys *seal.Keyring) {
	river.AddWorker(w.workers, &importer{work: w, keys: keys})
}

// An importer does imports. It is a worker of its own since they may take longer than a letter.
type importer struct {
	river.WorkerDefaults[job.Import]
	work *Work
	keys *seal.Keyring
}

// Timeout is when an import is given up.
func (*importer) Timeout(*river.Job[job.Import]) time.Duration { return 10 * time.Minute }

// Work does an import.
func (i *importer) Work(ctx context.Context, j *river.Job[job.Import]) error {
	return importing.Run(ctx, i.work.pool, i.keys, j.Args)
}
