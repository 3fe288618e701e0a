package server_test

import (
	"fmt"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
)

// TestInsightCountsPlaces as the board does, and every number opens exactly its rows.
func TestInsightCountsPlaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	leader := w.as(w.Leader)
	want(t, leader.get("/insight"), 200, "Det er ingenting å telle ennå.")
	unit := w.unit(w.Employer, "Papirsortering")
	lines := w.linesOf(w.agreed(w.Employer, w.HR, "glor")) // three lasting places and two for training since 2 February; today is 2 March
	w.seated(lines[0], unit, w.HR, sitting{first: "Anna", last: "A", from: "2026-03-02"})
	for _, who := range []auth.Actor{w.Leader, w.Contact, w.Liaison, w.Administrator, w.Auditor} {
		page := w.as(who).get("/insight")
		want(t, page, 200, "5 Tilbudte plasser", "1 Besatte plasser", "144 Tomme dager", "1 av 5", "20 %", "Fjord Gjenvinning") // 5 places, 29 days, less the one taken today
	}
	want(t, w.as(w.HR).get("/insight"), 404)
	for _, by := range []string{"employer", "office", "model"} {
		page := leader.get("/insight?by=" + by)
		for _, m := range []string{"offered", "filled", "empty_days"} {
			to := ""
			for _, link := range page.links() {
				if strings.HasPrefix(link, "/insight/rows") && strings.Contains(link, "what="+m) && strings.Contains(link, "of=") {
					to = link
				}
			}
			rows := leader.get(to)
			n := strings.Count(rows.Body, "<tr>")
			if expected := map[string]int{"offered": 5, "filled": 1, "empty_days": 5}[m]; n != expected {
				t.Errorf("%s by %s opens %d rows, want %d: %s", m, by, n, expected, rows.text())
			}
		}
	}
	want(t, leader.get("/insight/rows?what=filled"), 200, "Varig plass 1: ")
	want(t, leader.get("/insight/rows?what=nothing"), 404)
	want(t, leader.get("/insight/rows?what=filled&of=00000000-0000-0000-0000-000000000000"), 404)
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Name: "En Annen"}))
	want(t, stranger.get("/insight"), 200, "Det er ingenting å telle ennå.")
}

// TestFewPersonsAreHidden on the page, and on the page of their rows.
func TestFewPersonsAreHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	unit := w.unit(w.Employer, "Papirsortering")
	lines := w.linesOf(w.agreed(w.Employer, w.HR, "glor"))
	begin := func(n int) {
		of := w.seated(lines[n%2], unit, w.HR, sitting{first: fmt.Sprint("Person ", n), last: "A", from: "2026-03-02"})
		w.sql(`UPDATE placements SET begun_at = $2 WHERE id = $1`, of, dbtest.Now)
	}
	for n := range 4 {
		begin(n)
	}
	leader := w.as(w.Leader)
	want(t, leader.get("/insight"), 200, "skjult Har begynt", "færre enn fem")
	hidden := leader.get("/insight/rows?what=started")
	want(t, hidden, 200, "færre enn fem")
	if n := strings.Count(hidden.Body, "<tr>"); n != 0 {
		t.Errorf("a hidden number opens %d rows", n)
	}
	begin(4)
	want(t, leader.get("/insight"), 200, "5 Har begynt")
	shown := leader.get("/insight/rows?what=started")
	want(t, shown, 200, "Begynte i en plass", "2. mars 2026")
	if n := strings.Count(shown.Body, "<tr>"); n != 5 {
		t.Errorf("five people are %d rows", n)
	}
	if strings.Contains(shown.Body, "Person ") {
		t.Error("the rows name somebody")
	}
}
