// Package work does what was put in the queue: it sends what people are to be told,
// and looks every few minutes at what is due.
package work

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"plass/internal/db"
	"plass/internal/job"
)

// wake is how often the program looks at what is due.
const wake = 3 * time.Minute

// Work is what can be done, by the kind of its arguments.
type Work struct {
	pool    *db.Pool
	log     *slog.Logger
	workers *river.Workers
	looks   []look
	doors   []doorLook
	running *river.Client[pgx.Tx]
}

// New returns the work that is done through pool.
func New(pool *db.Pool, log *slog.Logger) *Work {
	w := &Work{pool: pool, log: log, workers: river.NewWorkers()}
	Add(w, w.lookAtAll)
	return w
}

// Add says how work with arguments of type T is done. An error has it tried again later.
func Add[T river.JobArgs](w *Work, do func(ctx context.Context, args T) error) {
	river.AddWorker(w.workers, river.WorkFunc(func(ctx context.Context, j *river.Job[T]) error {
		return do(ctx, j.Args)
	}))
}

// Start begins to work, on connections that see the queue and nothing else.
func (w *Work) Start(ctx context.Context, queue *pgxpool.Pool) error {
	client, err := river.NewClient(riverpgxv5.New(queue), &river.Config{
		Schema:            job.Schema,
		Workers:           w.workers,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
		ErrorHandler:      failures{w.log},
		Logger:            slog.New(quiet{w.log.Handler()}),
		ReindexerSchedule: river.NeverSchedule(), // for the owner of the tables only, who never works
		PeriodicJobs: []*river.PeriodicJob{
			river.NewPeriodicJob(river.PeriodicInterval(wake),
				func() (river.JobArgs, *river.InsertOpts) { return job.Nightly{}, nil },
				&river.PeriodicJobOpts{RunOnStart: true}),
		},
	})
	if err != nil {
		return fmt.Errorf("start to work: %w", err)
	}
	// A program that is told to stop finishes the work it has begun: see Stop.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start to work: %w", err)
	}
	w.running = client
	return nil
}

// Stop waits for the work in hand, and takes on no more. When ctx ends, the work in hand is given up.
func (w *Work) Stop(ctx context.Context) error {
	if err := w.running.Stop(ctx); err == nil {
		return nil
	}
	return w.running.StopAndCancel(context.WithoutCancel(ctx))
}

// failures logs what went wrong, once, without arguments.
type failures struct{ log *slog.Logger }

func (f failures) HandleError(ctx context.Context, j *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "work failed", "kind", j.Kind, "job", j.ID, "attempt", j.Attempt, "error", err)
	return nil
}

func (f failures) HandlePanic(ctx context.Context, j *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "work failed", "kind", j.Kind, "job", j.ID, "attempt", j.Attempt, "panic", value, "trace", trace)
	return nil
}

// quiet leaves out what is not at least a warning.
type quiet struct{ slog.Handler }

func (q quiet) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
