package work_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/mail"
	"plass/internal/mail/sink"
	"plass/internal/notice"
	"plass/internal/work"
)

// post has letters sent to where a test can read them.
func post(t *testing.T, pool *db.Pool, at time.Time) *sink.Sink {
	t.Helper()
	box, err := sink.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	by, err := mail.Open(box.URL(), "Plass <ikke-svar@plass.example>")
	if err != nil {
		t.Fatal(err)
	}
	w := work.New(pool.At(at), slog.New(slog.DiscardHandler))
	w.SendLetters(by, "https://plass.example")
	w.ReachParties()
	begin(t, pool, w)
	return box
}

func address(who auth.Actor) string { return who.Account.String() + "@plass.example" }

func TestAMailSaysOnlyThatSomethingIsNew(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	if _, err := dbtest.Admin(t, pool).Exec(ctx, `UPDATE memberships SET lang = 'nn' WHERE id = $1`, w.hr.Membership); err != nil {
		t.Fatal(err)
	}
	box := post(t, pool, dbtest.Now)
	want := map[string]string{address(w.hr): "Noko nytt i Plass", address(w.contact): "Noe nytt i Plass"}
	for to, subject := range want { // the agreement was offered and signed
		letters := box.Await(to, 1, 20*time.Second)
		if len(letters) == 0 {
			t.Fatalf("no letter to %s", to)
		}
		m := letters[0]
		if m.Subject != subject || !strings.Contains(m.Text, "https://plass.example/notices\n") {
			t.Errorf("the letter says %q and %q", m.Subject, m.Text)
		}
		for _, name := range []string{"Fjord", "Nora", "Kontakt", "Hanne", "Personal", "avtale", "Plasser", "Nav"} {
			if bytes.Contains(m.Raw, []byte(name)) {
				t.Errorf("the letter has %q:\n%s", name, m.Raw)
			}
		}
	}
}

func TestEachNoticeIsOneLetter(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	sender := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	told := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: sender.Tenant})
	left := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: sender.Tenant})
	admin := dbtest.Admin(t, pool)
	tell := func(at time.Time) {
		t.Helper()
		if err := pool.At(at).As(ctx, sender, func(tx *db.Tx) error {
			return notice.Tell(ctx, tx, notice.HelpWanted, "/today", nil, told.Membership, left.Membership)
		}); err != nil {
			t.Fatal(err)
		}
	}
	tell(dbtest.Now)
	tell(dbtest.Now.Add(-8 * 24 * time.Hour)) // old: nobody wants to hear of it by mail any more
	if _, err := admin.Exec(ctx, `UPDATE memberships SET to_at = $2 WHERE id = $1`, left.Membership, dbtest.Now); err != nil {
		t.Fatal(err)
	}
	var id string
	if err := admin.QueryRow(ctx, `SELECT id::text FROM notices WHERE membership_id = $1 AND at = $2`, told.Membership, dbtest.Now).Scan(&id); err != nil {
		t.Fatal(err)
	}
	// The same work a second time, as when the program is stopped between the mail server's answer and the mark.
	if _, err := admin.Exec(ctx, `
		INSERT INTO river.river_job (args, kind, max_attempts, queue, state, priority, scheduled_at)
		SELECT args, kind, max_attempts, queue, state, priority, now() + interval '3 seconds' FROM river.river_job WHERE args->>'notice' = $1`, id); err != nil {
		t.Fatal(err)
	}
	box := post(t, pool, dbtest.Now.Add(time.Hour))
	letters := box.Await(address(told), 2, 7*time.Second)
	if len(letters) != 1 || letters[0].ID != id+"@plass.example" {
		t.Errorf("%d letters, want the one with the notice's id", len(letters))
	}
	if got := box.To(address(left)); len(got) != 0 {
		t.Errorf("%d letters to somebody who has left", len(got))
	}
	var mailed int
	if err := admin.QueryRow(ctx, `SELECT count(*) FROM notices WHERE mailed_at IS NOT NULL`).Scan(&mailed); err != nil || mailed != 1 {
		t.Errorf("%d notices are marked as mailed (%v), want 1", mailed, err)
	}
}

func TestAServerThatIsAway(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	pool := dbtest.NewPool(t)
	sender := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact})
	told := dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Tenant: sender.Tenant})
	by, err := mail.Open("smtp://127.0.0.1:1?tls=none", "ikke-svar@plass.example")
	if err != nil {
		t.Fatal(err)
	}
	log := &journal{}
	w := work.New(pool, slog.New(slog.NewTextHandler(log, nil)))
	w.SendLetters(by, "https://plass.example")
	begin(t, pool, w)
	if err := pool.As(ctx, sender, func(tx *db.Tx) error {
		return notice.Tell(ctx, tx, notice.HelpWanted, "/today", nil, told.Membership)
	}); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if strings.Contains(log.String(), "attempt=1") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if said := log.String(); !strings.Contains(said, "work failed") || strings.Contains(said, told.Account.String()) {
		t.Errorf("the log tells %q, want a failure without the address", said)
	}
	var state string
	admin := dbtest.Admin(t, pool)
	for range 100 {
		if err := admin.QueryRow(ctx, `SELECT state FROM river.river_job WHERE kind = 'notice'`).Scan(&state); err != nil {
			t.Fatal(err)
		}
		if slices.Contains([]string{"retryable", "available"}, state) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the letter is %s, want it tried again", state)
}

func TestPartiesAreReached(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	ada, of := w.stay(dbtest.Now, w.lines[0].ID, nil)
	other, _ := w.guest(dbtest.Now, w.lines[0].ID)
	post(t, pool, dbtest.Now.Add(26*time.Hour))
	await := func(who auth.Actor, what string, want int) {
		t.Helper()
		got := 0
		for range 200 {
			if got = w.notices(who, what); got >= want {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if got != want {
			t.Errorf("%s is told of %s %d times, want %d", who.Role, what, got, want)
		}
	}
	await(ada, "placement_agreed", 1)
	await(ada, "meeting_called", 1) // to the intake
	await(w.hr, "placement_agreed", 1)
	await(w.hr, "meeting_called", 1)
	await(other, "placement_agreed", 0)
	var frida int
	admin := dbtest.Admin(t, pool)
	for range 200 {
		if err := admin.QueryRow(context.Background(), `
			SELECT count(*) FROM notices n JOIN memberships m ON m.id = n.membership_id WHERE m.role = 'buddy' AND n.what = 'placement_agreed'
			AND n.link = '/partner/placements/' || $1`, of.String()).Scan(&frida); err != nil {
			t.Fatal(err)
		}
		if frida > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if frida != 1 {
		t.Errorf("the buddy is told %d times, want once", frida)
	}
}

func TestWhatComesLateIsNoNews(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	ada, _ := w.stay(dbtest.Now, w.lines[0].ID, nil)
	post(t, pool, dbtest.Now.Add(9*24*time.Hour))
	for range 200 {
		if w.notices(ada, "placement_agreed") > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if got := w.notices(ada, "placement_agreed"); got != 1 {
		t.Fatalf("told %d times, want 1", got)
	}
	w.as(ada, dbtest.Now, func(ctx context.Context, tx *db.Tx) error {
		if tx.Actor.Unread != 1 { // the question, which was asked directly
			t.Errorf("%d notices are news, want 1", tx.Actor.Unread)
		}
		return nil
	})
}
