package work_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/meeting"
	"plass/internal/work"
)

// on returns three in the morning so many days after [dbtest.Now].
func on(days int) time.Time { return calendar.At(db.Day(dbtest.Now).AddDate(0, 0, days), 3, 0) }

func TestEmptySeatsCallOutOnTheirDay(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	for _, c := range []struct {
		day, want int
		why       string
	}{
		{0, 0, "the places are new"},
		{7, 0, "training places may be empty for seven days"},
		{8, 1, "training places have been empty for more than seven"},
		{8, 1, "the night is run twice"},
		{9, 1, "they have been called out for"},
		{30, 1, "lasting places may be empty for thirty days"},
		{31, 2, "lasting places have been empty for more than thirty"},
		{90, 2, "they have been called out for"},
	} {
		look(t, pool, on(c.day))
		if got := w.notices(w.contact, "seat_empty"); got != c.want {
			t.Errorf("day %d: told %d times, want %d: %s", c.day, got, c.want, c.why)
		}
	}
	if got := w.notices(w.hr, "seat_empty"); got != 0 {
		t.Errorf("the employer is told %d times that its own places are empty", got)
	}
}

func TestNightsThatWereMissed(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	one, other := newTown(t, pool), newTown(t, pool)
	look(t, pool, on(3))
	look(t, pool, on(60)) // and nothing in between
	look(t, pool, on(61))
	for _, w := range []*town{one, other} {
		if got := w.notices(w.contact, "seat_empty"); got != 2 {
			t.Errorf("told %d times, want once for each line", got)
		}
	}
}

func TestAPlaceThatIsEmptyAgain(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	last := db.Day(dbtest.Now).AddDate(0, 0, 20)
	w.stay(dbtest.Now, w.lines[1].ID, &last) // day 7 to day 20
	for _, c := range []struct{ day, want int }{
		{8, 1},  // the other place was never filled
		{28, 1}, // empty since day 21: seven days
		{29, 2}, // and now longer
		{30, 2},
	} {
		look(t, pool, on(c.day))
		if got := w.notices(w.contact, "seat_empty"); got != c.want {
			t.Errorf("day %d: told %d times, want %d", c.day, got, c.want)
		}
	}
}

func TestATenantThatFailsStopsNobody(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	good, bad := newTown(t, pool), newTown(t, pool)
	w := work.New(pool.At(on(8)), slog.New(slog.DiscardHandler))
	w.Regularly("count", func(_ context.Context, tx *db.Tx) error {
		if tx.Actor.Tenant == bad.contact.Tenant {
			return errors.New("gone")
		}
		return nil
	})
	w.LookAfter()
	if err := w.Look(context.Background()); err == nil || !strings.Contains(err.Error(), bad.contact.Tenant.String()) {
		t.Errorf("looked and said %v, want which tenant failed", err)
	}
	if got := good.notices(good.contact, "seat_empty"); got != 1 {
		t.Errorf("told %d times, want 1", got)
	}
}

func TestMeetingsNobodySaysAnythingAbout(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	_, shown := w.guest(dbtest.Now, w.lines[0].ID)
	m := w.intake(dbtest.Now, shown) // a day later
	due := dbtest.Now.Add(48 * time.Hour)
	both := func(what string, want int) {
		t.Helper()
		for _, who := range []auth.Actor{w.contact, w.hr} {
			if got := w.notices(who, "meeting_overdue"); got != want {
				t.Errorf("%s: %s is told %d times, want %d", what, who.Role, got, want)
			}
		}
	}
	look(t, pool, due.Add(-time.Minute))
	both("within a day", 0)
	look(t, pool, due.Add(time.Minute))
	look(t, pool, due.Add(2*time.Minute))
	look(t, pool, due.Add(50*time.Hour))
	both("after a day", 1)
	w.as(w.contact, due.Add(51*time.Hour), func(ctx context.Context, tx *db.Tx) error {
		called, err := meeting.Get(ctx, tx, m)
		if err != nil {
			return err
		}
		return meeting.Move(ctx, tx, m, called.Version, meeting.Calling{At: tx.Now.Add(24 * time.Hour), Place: "Møterom 3", Now: tx.Now})
	})
	look(t, pool, due.Add(98*time.Hour))
	both("a day after it was moved to", 1)
	look(t, pool, due.Add(100*time.Hour))
	both("more than a day after it was moved to", 2)
}

func TestSeriesWithoutAnEndGoesOn(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	_, of := w.stay(dbtest.Now, w.lines[0].ID, nil)
	times := func() (at []time.Time) {
		w.as(w.contact, dbtest.Now, func(ctx context.Context, tx *db.Tx) error {
			b := db.NewBatch(tx)
			all := meeting.AskOfPlacement(b, of)
			people := meeting.AskPeopleOfPlacement(b, of)
			if err := b.Send(ctx); err != nil {
				return err
			}
			for _, m := range *all {
				at = append(at, m.At)
			}
			if len(*people) != 4*len(*all) { // participant, employer; buddy and Nav are welcome
				t.Errorf("%d people are asked to %d meetings, want four to each", len(*people), len(*all))
			}
			return nil
		})
		return at
	}
	start := db.Day(dbtest.Now).AddDate(0, 0, 7)
	if got := len(times()); got != 13 { // every fourth week for a year
		t.Fatalf("%d meetings at the start, want 13", got)
	}
	look(t, pool, on(7+26*7-8)) // the last is still six months ahead
	if got := len(times()); got != 13 {
		t.Errorf("%d meetings after a while, want 13", got)
	}
	w.as(w.hr, on(7+30*7), func(ctx context.Context, tx *db.Tx) error { // one is called off, and stays so
		b := db.NewBatch(tx)
		all := meeting.AskOfPlacement(b, of)
		if err := b.Send(ctx); err != nil {
			return err
		}
		return meeting.Cancel(ctx, tx, (*all)[12].ID, "Ferie")
	})
	for range 2 {
		look(t, pool, on(7+32*7))
	}
	look(t, pool, on(7+33*7))
	got := times()
	want := meeting.Series(start, ptr(calendar.AddMonths(db.Day(on(7+32*7)), 12)), 4)
	if len(got) != len(want) {
		t.Fatalf("%d meetings, want %d", len(got), len(want))
	}
	for i := range got {
		if !got[i].Equal(want[i]) {
			t.Errorf("meeting %d is at %v, want %v", i+1, got[i], want[i])
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestWhatIsOldIsThrownAway(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	who := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	admin := dbtest.Admin(t, pool)
	for table, sql := range map[string]string{
		"done": `INSERT INTO done (tenant_id, key, membership_id, body_hash, at)
			SELECT $1, gen_random_uuid(), $2, '', $3::timestamptz - i * interval '1 day' FROM generate_series(6, 8, 2) i`,
		"drafts": `INSERT INTO drafts (tenant_id, membership_id, address, fields, saved_at)
			SELECT $1, $2, '/' || i, '', $3::timestamptz - i * interval '1 month' FROM generate_series(3, 5, 2) i`,
		"sessions": `INSERT INTO sessions (token, data, expiry) SELECT $1::uuid::text || $2::uuid::text || i, '', $3::timestamptz - i * interval '1 hour' FROM generate_series(-1, 48, 49) i`,
		"login_codes": `INSERT INTO login_codes (id, email, network, browser, code, asked_at, expires_at)
			SELECT gen_random_uuid(), $1::uuid::text, $2::uuid::text, '', '', $3::timestamptz - i * interval '1 hour', $3::timestamptz FROM generate_series(1, 25, 24) i`,
	} {
		if _, err := admin.Exec(ctx, sql, who.Tenant, who.Membership, dbtest.Now); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
	look(t, pool, dbtest.Now)
	for _, table := range []string{"done", "drafts", "sessions", "login_codes"} {
		var n int
		if err := admin.QueryRow(ctx, `SELECT count(*) FROM `+table).Scan(&n); err != nil || n != 1 {
			t.Errorf("%s keeps %d rows of two (%v), want the newer", table, n, err)
		}
	}
}
