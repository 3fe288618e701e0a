// Package alarm remembers what the program has called out for, so that a night that is run twice calls out once,
// and a night that was missed is made up for.
package alarm

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
)

// An Alarm is about something, since a day. The same thing with another day is another alarm.
type Alarm struct {
	About uuid.UUID
	Since time.Time
}

// Raise returns those of the alarms that had not been raised before, and remembers them.
func Raise(ctx context.Context, tx *db.Tx, kind string, all ...Alarm) ([]Alarm, error) {
	about, since := make([]string, len(all)), make([]time.Time, len(all))
	for i, a := range all {
		about[i], since[i] = a.About.String(), a.Since
	}
	return db.All[Alarm](ctx, tx, `
		INSERT INTO alarms (kind, about, since, raised_at)
		SELECT DISTINCT @kind, a.about::uuid, a.since, @now::timestamptz FROM unnest(@about::text[], @since::date[]) a (about, since)
		ON CONFLICT DO NOTHING RETURNING about, since`,
		db.Args{"kind": kind, "about": about, "since": since, "now": tx.Now})
}

// FirstToday reports whether what is called kind has not been done today, and remembers that it has been now.
func FirstToday(ctx context.Context, tx *db.Tx, kind string) (bool, error) {
	raised, err := Raise(ctx, tx, kind, Alarm{uuid.Nil, tx.Today()})
	return len(raised) == 1, err
}
