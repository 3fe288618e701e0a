package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/job"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/terms"
)

// weekly has an agreement say how the weeks of its only phase are shared.
func weekly(days ...terms.Days) func(*terms.Terms) {
	return func(t *terms.Terms) { t.Track = &terms.Track{Phases: []terms.Phase{{Kind: "practice", Days: days}}} }
}

// reached tells the parties what waits in the queue to be told.
func (w *world) reached(what string) {
	w.t.Helper()
	rows, err := dbtest.Admin(w.t, w.pool).Query(context.Background(), `SELECT args FROM river.river_job WHERE kind = 'party' AND args->>'what' = $1`, what)
	if err != nil {
		w.t.Fatal(err)
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowTo[job.Party])
	if err != nil {
		w.t.Fatal(err)
	}
	w.do(auth.SystemOf(w.Contact.Tenant), func(ctx context.Context, tx *db.Tx) error {
		for _, j := range waiting {
			if err := notice.Reach(ctx, tx, j); err != nil {
				return err
			}
		}
		return nil
	})
}

// one returns the only value of a query from behind the walls.
func (w *world) one(sql string, args ...any) (value string) {
	w.t.Helper()
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), sql, args...).Scan(&value); err != nil {
		w.t.Fatal(err)
	}
	return value
}

// TestTheWeekChangesMidway as the contact person writes it, and everybody in the placement reads it.
func TestTheWeekChangesMidway(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		template, unit string
		days           []terms.Days
		first          string
		count, more    string
		from, says     string
		then           string // what is left once that is taken back
	}{
		{"ia_vikar", "Lageret", []terms.Days{{Kind: "practice", Count: 3}, {Kind: "study", Count: 2}}, "3 dager arbeidstrening og 2 dager studier",
			"4", "1", "2026-04-30", "Fra 30. april 2026: 4 dager arbeidstrening og én dag studier.", "Nå: 3 dager arbeidstrening og 2 dager studier."},
		{"glor", "Sorteringen", []terms.Days{{Kind: "practice", Count: 2}}, "2 dager arbeidstrening",
			"5", "2", "2026-03-31", "Fra 31. mars 2026: 5 dager arbeidstrening og 2 dager studier.", "Nå: 2 dager arbeidstrening."},
	} {
		t.Run(c.template, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.arrange(w.Employer, w.HR, c.template, c.unit, weekly(c.days...))
			id, frida := w.helper(a, "Frida Fadder", 1)
			s := w.place(a, "Ada", "Prøve", id, frida)
			nora, address := w.as(w.Contact), "/placements/"+s.ID.String()
			want(t, nora.get(address), 200, "Nå: "+c.first+".", "Endre uka")
			want(t, w.as(w.HR).get("/partner"+address), 200, "Nå: "+c.first+".")
			lacks(t, w.as(w.HR).get("/partner"+address), "Endre uka")
			want(t, w.as(s.Self).get(route.MyPlan), 200, "Uka di", "Nå: "+c.first+".")

			form, twice, old := nora.get(address+"/week"), nora.get(address+"/week"), nora.get(address+"/week")
			want(t, form, 200, "Dette skjer når du lagrer", "Fra 2. mars 2026: "+c.first)
			fields := []string{"from_on", c.from, "kind.0", "practice", "count.0", c.count, "kind.1", "study", "count.1", c.more, "reason", "Eksamen nærmer seg"}
			shown := form.submit(address+"/week", fields...)
			want(t, shown, 200, "Den nye uka er lagret", c.says, "Eksamen nærmer seg", "Avtalen sier det.", "endret uka fra")
			stood, _ := form.form(address + "/week")
			for i := 0; i < len(fields); i += 2 {
				stood.Set(fields[i], fields[i+1])
			}
			form.send("POST", address+"/week", stood) // the same sheet once more
			if n := w.counted(`SELECT count(*) FROM week_patterns WHERE placement_id = $1 AND reason <> ''`, s.ID); n != 1 {
				t.Errorf("sent twice, the change is %d rows", n)
			}
			stale := twice.submit(address+"/week", "from_on", "2026-03-16", "reason", "Noe annet")
			want(t, stale, 409, "To tekster", "Noe annet", strings.TrimSuffix(c.says, "."))
			want(t, old.submit(address+"/week", "from_on", "2026-02-01", "reason", ""), 422, "Dagen er før første dag", "Må fylles ut.")

			w.reached("week_changed")
			for _, p := range []reply{w.as(s.Self).get("/notices"), w.as(w.HR).get("/notices"), w.as(frida).get("/notices")} {
				want(t, p, 200, "Uka blir delt på en annen måte fra")
			}
			for _, p := range []reply{w.as(w.HR).get("/partner" + address), w.as(frida).get("/partner" + address), w.as(s.Self).get(route.MyPlan),
				w.as(s.Self).get(route.MyPlan + "/print"), nora.get(address + "/plan/print")} {
				want(t, p, 200, c.says)
			}
			action := address + "/week/" + w.one(`SELECT id::text FROM week_patterns WHERE placement_id = $1 AND reason <> ''`, s.ID) + "/undoing"
			want(t, w.as(w.HR).post("/partner"+action), 404)
			want(t, shown.submit(action), 200, "Endringen er tatt tilbake", c.then, "Gjelder ikke. Nora Kontakt tok det tilbake")
			want(t, nora.post(action), 409, "gjelder allerede, eller den er tatt tilbake")

			// The day comes, and it is too late to take it back.
			want(t, nora.get(address+"/week").submit(address+"/week", fields...), 200, c.says)
			from, _ := time.Parse(time.DateOnly, c.from)
			w.clock(from.Add(9 * time.Hour))
			begun := w.as(w.Contact).get(address)
			want(t, begun, 200, "Nå: "+strings.TrimPrefix(c.says[strings.Index(c.says, ": ")+2:], " "))
			lacks(t, begun, "Ta tilbake")
			action = address + "/week/" + w.one(`SELECT id::text FROM week_patterns WHERE placement_id = $1 AND reason <> '' AND undone_at IS NULL`, s.ID) + "/undoing"
			want(t, w.as(w.Contact).post(action), 409, "gjelder allerede")
		})
	}
}

// TestAWeekThatCannotBe is refused with a sentence, and what was typed stays.
func TestAWeekThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", weekly(terms.Days{Kind: "practice", Count: 3}, terms.Days{Kind: "study", Count: 2}))
	id, frida := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, frida)
	nora, address := w.as(w.Contact), "/placements/"+s.ID.String()+"/week"
	form := nora.get(address)
	right := map[string]string{"from_on": "2026-03-16", "kind.0": "practice", "count.0": "4", "kind.1": "study", "count.1": "1", "percent": "", "reason": "Ny klasse"}
	for _, c := range []struct{ name, field, value, says string }{
		{"over seven days", "count.0", "7", "8"},
		{"eight of one", "count.0", "8", "fra 1 til 7"},
		{"no day", "from_on", "", "Må fylles ut."},
		{"31 April", "from_on", "2026-04-31", "Skriv en dato som finnes"},
		{"before the start", "from_on", "2026-03-01", "Dagen er før første dag i perioden"},
		{"after the end", "from_on", "2026-06-02", "Dagen er etter siste dag i perioden"},
		{"the same twice", "kind.1", "practice", "valgt det samme to ganger"},
		{"no such thing", "kind.0", "sleep", "Velg et av alternativene"},
		{"more than whole", "percent", "101", "fra 1 til 100"},
		{"no reason", "reason", "", "Må fylles ut."},
		{"health", "reason", "Diagnosen er avklart", "Jeg har lest teksten på nytt"},
		{"nothing new", "count.0", "3", ""},
	} {
		fields := []string{}
		for field, value := range right {
			if field == c.field {
				value = c.value
			}
			if c.name == "nothing new" && field == "count.1" {
				value = "2"
			}
			fields = append(fields, field, value)
		}
		refused := form.submit(address, fields...)
		if c.says == "" {
			c.says = "Uka er allerede slik"
		}
		if refused.Status != 422 || !strings.Contains(refused.text(), c.says) || c.field != "from_on" && !strings.Contains(refused.Body, `value="2026-03-16"`) {
			t.Errorf("%s: %d %s", c.name, refused.Status, refused.text())
		}
	}
	if n := w.counted(`SELECT count(*) FROM week_patterns WHERE placement_id = $1`, s.ID); n != 1 {
		t.Errorf("%d patterns after refusals, want 1", n)
	}
	want(t, nora.get("/placements/"+s.ID.String()+"/week"), 200)
	want(t, w.as(w.Leader).get(address), 403)
	want(t, w.as(w.HR).get(address), 404)
}
