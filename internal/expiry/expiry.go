// Package expiry reminds contact persons of agreements that run out or are to be looked at again, and of drafts that nobody touches.
// Every reminder is due on a day, and is given once that day has come, however many nights were missed.
package expiry

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/alarm"
	"plass/internal/db"
	"plass/internal/notice"
	"plass/internal/route"
)

// A due is an agreement that somebody is to be reminded of.
type due struct {
	ID         agreement.ID
	EmployerID uuid.UUID
	Employer   string
	Title      string
	Day        time.Time // the day it is about
	DueOn      time.Time
}

// Remind gives the reminders whose day has come. Of several that are due for the same day only one is given.
func Remind(ctx context.Context, tx *db.Tx) error {
	for _, r := range []struct {
		what  notice.Kind
		query string
	}{
		{notice.AgreementExpires, expiring},
		{notice.ReviewDue, reviews},
		{notice.ClaimDue, claims},
		{notice.DraftLapses, lapsing},
	} {
		all, err := db.All[due](ctx, tx, r.query, db.Args{"today": tx.Today()})
		if err != nil {
			return err
		}
		if err := remind(ctx, tx, r.what, all); err != nil {
			return err
		}
	}
	return nil
}

// The offsets are the tenant's. Months are counted back from the last day, so that the 31st of a month has its day in each.
// What was due before the agreement was signed, nobody is told.
const expiring = `
	SELECT a.id, a.employer_id, e.name AS employer, a.title, a.ends_on AS day, (a.ends_on - o)::date AS due_on
	FROM agreements a JOIN employers e ON e.id = a.employer_id, unnest(string_to_array(setting('agreement.expiry_offsets'), ', ')::interval[]) o
	WHERE a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL AND NOT a.ends_itself
	AND a.ends_on >= @today AND (a.ends_on - o)::date BETWEEN (a.concluded_at AT TIME ZONE 'Europe/Oslo')::date AND @today
	ORDER BY a.id, due_on`

// An open-ended agreement is looked at again every year, also where nobody has said when.
const reviews = `
	SELECT a.id, a.employer_id, e.name AS employer, a.title, r.day, r.day - o AS due_on
	FROM agreements a JOIN employers e ON e.id = a.employer_id,
		LATERAL (SELECT coalesce(a.review_on, (a.starts_on + interval '1 year')::date) AS day) r, unnest(ARRAY[14, 0]) o
	WHERE a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL AND a.ends_on IS NULL AND r.day - o <= @today
	ORDER BY a.id, due_on`

// What is paid for by others must be claimed by a day. The version that is in force says which.
const claims = `
	SELECT a.id, a.employer_id, e.name AS employer, a.title, c.day, c.day - 14 AS due_on
	FROM agreements a JOIN employers e ON e.id = a.employer_id
		JOIN LATERAL (SELECT terms FROM agreement_versions v WHERE v.agreement_id = a.id AND v.signed_at IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true,
		LATERAL (SELECT DISTINCT (l ->> 'claim_by')::date AS day FROM jsonb_array_elements(v.terms #> '{funding,lines}') l WHERE l ->> 'claim_by' <> '') c
	WHERE a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL
	AND c.day >= @today AND c.day - 14 <= @today
	ORDER BY a.id, due_on`

const lapsing = `
	SELECT a.id, a.employer_id, e.name AS employer, a.title, lapses_on(a.touched_at) AS day, lapses_on(a.touched_at) - o AS due_on
	FROM agreements a JOIN employers e ON e.id = a.employer_id, unnest(ARRAY[7, 1]) o
	WHERE a.concluded_at IS NULL AND lapses_on(a.touched_at) > @today AND lapses_on(a.touched_at) - o <= @today
	ORDER BY a.id, due_on`

func remind(ctx context.Context, tx *db.Tx, what notice.Kind, all []due) error {
	alarms, of := make([]alarm.Alarm, len(all)), map[alarm.Alarm]due{}
	for i, d := range all {
		alarms[i] = alarm.Alarm{About: d.ID.UUID, Since: d.DueOn}
		of[alarms[i]] = d
	}
	raised, err := alarm.Raise(ctx, tx, string(what), alarms...)
	if err != nil {
		return err
	}
	told := map[alarm.Alarm]bool{}
	for _, a := range raised {
		d := of[a]
		about := alarm.Alarm{About: a.About, Since: d.Day}
		if told[about] {
			continue
		}
		told[about] = true
		owners, err := notice.ContactPersonOf(ctx, tx, d.EmployerID)
		if err != nil {
			return err
		}
		args := map[string]any{"title": d.Title, "employer": d.Employer, "day": d.Day.Format(time.DateOnly)}
		if err := notice.Tell(ctx, tx, what, route.Agreement(d.ID), args, owners...); err != nil {
			return err
		}
	}
	return nil
}
