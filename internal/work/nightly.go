package work

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/alarm"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/expiry"
	"plass/internal/importing"
	"plass/internal/insight"
	"plass/internal/login"
	"plass/internal/meeting"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/seat"
)

// LookAfter sees to what no page does: it calls out for what is forgotten, makes the next meetings, and throws away what is old.
func (w *Work) LookAfter() {
	w.Daily("empty_seats", emptySeats)
	w.Daily("meetings_ahead", meeting.Continue)
	w.Daily("promises_due", promisesDue)
	w.Daily("expiry", expiry.Remind)
	w.Daily("results", insight.Reckon)
	w.Daily("tidy", tidy)
	w.Regularly("overdue_meetings", overdueMeetings)
	w.Regularly("old_imports", importing.Tidy)
	w.AtTheDoor("tidy_door", login.Tidy)
}

// Daily is like [Work.Regularly], once a day: at the first look after midnight, or whenever the program is there again.
func (w *Work) Daily(what string, do func(ctx context.Context, tx *db.Tx) error) {
	w.Regularly(what, func(ctx context.Context, tx *db.Tx) error {
		first, err := alarm.FirstToday(ctx, tx, what)
		if err != nil || !first {
			return err
		}
		return do(ctx, tx)
	})
}

// emptySeats tells contact persons of places that have been empty for longer than their agreement says, once for each time they stand empty.
func emptySeats(ctx context.Context, tx *db.Tx) error {
	b := db.NewBatch(tx)
	q := seat.Ask(b, tx, seat.Filter{})
	if err := b.Send(ctx); err != nil {
		return err
	}
	lines, all := map[uuid.UUID]seat.Line{}, []alarm.Alarm{}
	for _, board := range q.Boards() {
		lines[board.Line.ID.UUID] = board.Line
		for _, s := range board.Seats {
			if s.Alarm {
				all = append(all, alarm.Alarm{About: board.Line.ID.UUID, Since: tx.Today().AddDate(0, 0, -s.EmptyDays)})
			}
		}
	}
	raised, err := alarm.Raise(ctx, tx, string(notice.SeatEmpty), all...)
	if err != nil {
		return err
	}
	for _, a := range raised {
		l := lines[a.About]
		owners, err := notice.ContactPersonOf(ctx, tx, l.EmployerID)
		if err != nil {
			return err
		}
		args := map[string]any{"employer": l.Employer, "place": l.Kind, "since": a.Since}
		if err := notice.Tell(ctx, tx, notice.SeatEmpty, route.Employer(employer.ID{UUID: l.EmployerID}), args, owners...); err != nil {
			return err
		}
	}
	return nil
}

// overdueMeetings tells the contact person and the employer of meetings that nobody has said anything about a day later, once.
func overdueMeetings(ctx context.Context, tx *db.Tx) error {
	late, err := meeting.Forgotten(ctx, tx)
	if err != nil {
		return err
	}
	all, of := make([]alarm.Alarm, len(late)), map[uuid.UUID]meeting.Meeting{}
	for i, m := range late {
		all[i], of[m.ID.UUID] = alarm.Alarm{About: m.ID.UUID, Since: db.Day(m.At)}, m
	}
	raised, err := alarm.Raise(ctx, tx, meeting.ForgottenAlarm, all...)
	if err != nil {
		return err
	}
	for _, a := range raised {
		m := of[a.About]
		args := map[string]any{"kind": m.Kind, "at": m.At, "employer": m.Employer}
		owners, err := notice.ContactPersonOf(ctx, tx, m.EmployerID.UUID)
		if err != nil {
			return err
		}
		if err := notice.Tell(ctx, tx, notice.MeetingOverdue, route.Meeting(m.ID), args, owners...); err != nil {
			return err
		}
		people, err := notice.EmployerPeople(ctx, tx, m.EmployerID.UUID)
		if err != nil {
			return err
		}
		if err := notice.Tell(ctx, tx, notice.MeetingOverdue, route.Partner("meetings", m.ID), args, people...); err != nil {
			return err
		}
	}
	return nil
}

// tidy throws away the keys of forms that were sent, and the drafts nobody has come back to.
func tidy(ctx context.Context, tx *db.Tx) error {
	b := db.NewBatch(tx)
	b.Do(`DELETE FROM done WHERE at < @now::timestamptz - interval '7 days'`, db.Args{"now": tx.Now})
	b.Do(`DELETE FROM drafts WHERE saved_at < @now::timestamptz - interval '4 months'`, db.Args{"now": tx.Now})
	return b.Send(ctx)
}
