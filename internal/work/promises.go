package work

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/alarm"
	"plass/internal/db"
	"plass/internal/notice"
	"plass/internal/promise"
)

// promisesDue tells both sides of promises whose day has come, and of those who are still without the offer they were promised when
// so much of the period has gone by; each once for its day, a missed night notwithstanding.
func promisesDue(ctx context.Context, tx *db.Tx) error {
	b := db.NewBatch(tx)
	due, listed := promise.AskDue(b, tx), promise.AskWaiting(b, tx)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, call := range []struct {
		what notice.Kind
		list []promise.Promise
		day  func(promise.Promise) *time.Time
	}{
		{notice.PromiseToday, *due, func(p promise.Promise) *time.Time { return p.DueOn }},
		{notice.PromiseListed, *listed, func(p promise.Promise) *time.Time { return p.ListedOn }},
	} {
		all, of := make([]alarm.Alarm, len(call.list)), map[uuid.UUID]promise.Promise{}
		for i, p := range call.list {
			all[i], of[p.ID.UUID] = alarm.Alarm{About: p.ID.UUID, Since: *call.day(p)}, p
		}
		raised, err := alarm.Raise(ctx, tx, string(call.what), all...)
		if err != nil {
			return err
		}
		for _, a := range raised {
			if err := of[a.About].Tell(ctx, tx, call.what); err != nil {
				return err
			}
		}
	}
	return nil
}
