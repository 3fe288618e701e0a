package server_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/db/dbtest"
	"plass/internal/importing"
	"plass/internal/job"
	"plass/internal/route"
)

// meanwhile does the statement, and has the acts begin before it is over: it is, once all of them wait for it or for each other.
func (w *world) meanwhile(statement string, acts ...func()) {
	w.t.Helper()
	ctx := context.Background()
	first, err := dbtest.Admin(w.t, w.pool).Begin(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := first.Exec(ctx, statement); err != nil {
		w.t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, act := range acts {
		all.Go(act)
	}
	waiting := 0
	for since := time.Now(); waiting < len(acts) && time.Since(since) < time.Minute; time.Sleep(5 * time.Millisecond) {
		if err := first.QueryRow(ctx, `SELECT count(*) FROM (SELECT pg_stat_clear_snapshot()) c, pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting); err != nil {
			w.t.Error(err)
			break
		}
	}
	if waiting < len(acts) {
		w.t.Errorf("%d of %d wait", waiting, len(acts))
	}
	if err := first.Commit(ctx); err != nil {
		w.t.Error(err)
	}
	all.Wait()
}

// TestAnAgreementDoesNotEndBeforeSomebodyWhoIsBeingMoved: what stands in the way is looked for when nobody can be placed any more.
func TestAnAgreementDoesNotEndBeforeSomebodyWhoIsBeingMoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Lager", nil)
	by, who := w.helper(a, "Frida Fadder", 2)
	w.place(a, "Amina", "Deltaker", by, who)
	w.sql(`UPDATE placements SET ends_on = '2026-05-31'`)
	at := "/agreements/" + a.Line.AgreementID.String() + "/changes/end"
	looked := w.as(w.Contact).get(at).submit(at, "ends_on", "2026-06-30", "reason", "Vi flytter")
	want(t, looked, 200, "Ja, ")
	var answered reply
	w.meanwhile(`WITH held AS (SELECT id FROM place_lines FOR UPDATE) UPDATE placements SET ends_on = '2026-09-30' WHERE (SELECT count(*) FROM held) > 0`, func() {
		answered = looked.submit(at, "sure", "yes")
	})
	want(t, answered, 409, "kan ikke gjøres ennå", "En periode varer lenger enn 30. juni 2026.")
}

// TestTwoOfTheSameFileAtOnce bring it in once.
func TestTwoOfTheSameFileAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const file = "Organisasjonsnummer;Navn på avtalen;Mal;Gjelder fra;Signert dato;Signert for arbeidsgiveren av;Signert for Nav av\n" +
		"352601810;Plasser på lageret;GLØR;01.01.2026;2025-12-15;Siri Sol;Per Før\n"
	var acts []func()
	for _, name := range []string{"a.csv", "b.csv"} {
		preview := w.as(w.Contact).upload(name, []byte(file))
		want(t, preview, 200, "Alt er klart")
		want(t, preview.submit(preview.Path+"/start"), 200)
		id := uuid.MustParse(strings.TrimPrefix(preview.Path, "/imports/"))
		acts = append(acts, func() {
			if err := importing.Run(context.Background(), w.pool, w.config.Keys, job.Import{Tenant: w.Contact.Tenant, Import: id}); err != nil {
				t.Error(err)
			}
		})
	}
	w.meanwhile(`LOCK TABLE agreements IN EXCLUSIVE MODE`, acts...)
	if n := w.rowsOf("agreements"); n != 1 {
		t.Errorf("there are %d agreements, want 1", n)
	}
}

// TestAnOfferKeepsNoPromiseThatIsBeingSettled by the other side.
func TestAnOfferKeepsNoPromiseThatIsBeingSettled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("kiwi")
	p.begin()
	offers := route.Placement(p.of.ID, "offers")
	form := w.as(w.Contact).get(offers)
	var answered reply
	w.meanwhile(`UPDATE promises SET settled = 'waived', settled_at = made_at, settled_by = 'Hanne HR', why = 'Ada vil studere', version = version + 1
		WHERE due_when = 'excellent' AND placement_id IS NOT NULL`, func() {
		answered = form.submit(offers, "what", "Butikkmedarbeider", "form", "permanent", "relevant", "no", "percent", "80")
	})
	want(t, answered, 200, "fast jobb, 80 %")
	if n := w.count(`SELECT count(*) FROM promises WHERE due_when = 'excellent' AND settled = 'waived'`); n != 1 {
		t.Errorf("%d promises are let go, want 1", n)
	}
}
