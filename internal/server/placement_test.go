package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/buddy"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/terms"
)

// counted is how many rows the statement counts, seen from behind the walls.
func (w *world) counted(sql string, args ...any) (n int) {
	w.t.Helper()
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// placementOf returns the placement that a page shows.
func placementOf(p reply) string { return strings.TrimPrefix(p.Path, "/placements/") }

func TestAPlacementBeginsWithItsWholeSeries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		template string
		starts   time.Time
		ends     string
		last     string
		every    int
		words    []string
	}{
		{"ia_vikar", calendar.Day(time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC)), "agreed", "2026-06-15", 2, []string{"Statusmøte hver 2. uke", "6 møter blir laget", "3 ting å lære", "Planen må lages"}},
		{"ia_vikar", calendar.Day(time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)), "agreed", "2027-02-28", 2, []string{"6 møter blir laget"}},
		{"glor", calendar.Day(time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC)), "open", "", 4, []string{"Statusmøte hver 4. uke", "13 møter blir laget"}},
		{"glor", calendar.Day(time.Date(2026, 3, 9, 0, 0, 0, 0, time.UTC)), "own", "2026-05-31", 4, []string{"2 møter blir laget"}},
	} {
		t.Run(c.template+" "+c.ends+" "+c.starts.Format(time.DateOnly), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.arrange(w.Employer, w.HR, c.template, "Sorteringen", nil)
			id, _ := w.helper(a, "Frida Fadder", 2)
			of, _ := w.candidate("Ada", "Prøve")
			presentation := w.chosen(a, of)

			nora := w.as(w.Contact)
			form := nora.get("/presentations/" + presentation.String() + "/placement")
			want(t, form, 200, "Avtal oppstart for Ada Prøve", "Dette skjer når du avtaler oppstarten")
			fields := []string{"starts_on", c.starts.Format(time.DateOnly), "ends", c.ends, "ends_on", "", "buddy", id.String()}
			if c.ends == "own" {
				fields[5] = c.last
			}
			again := form.submit("/presentations/"+presentation.String()+"/placement", append(fields[:6:6], "buddy", "")...)
			want(t, again, 422, append(c.words, "Avtalen sier at deltakeren skal ha en fadder")...)

			shown := again.submit("/presentations/"+presentation.String()+"/placement", fields...)
			want(t, shown, 200, "Oppstarten er avtalt", "Ada Prøve", "Planlagt", "Frida Fadder")

			var last *time.Time
			if c.last != "" {
				day, _ := time.Parse(time.DateOnly, c.last)
				last = &day
			}
			w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
				p, err := placement.Get(ctx, tx, placement.ID{UUID: uuid.MustParse(placementOf(shown))})
				if err != nil {
					return err
				}
				if got := fmt.Sprint(p.EndsOn); got != fmt.Sprint(last) {
					t.Errorf("ends on %v, want %v", got, last)
				}
				return nil
			})
			days := series(t, w, placementOf(shown))
			until := c.starts.AddDate(1, 0, 0)
			if last != nil {
				until = *last
			}
			var expected []time.Time
			for day := c.starts.AddDate(0, 0, 7*c.every); !day.After(until); day = day.AddDate(0, 0, 7*c.every) {
				expected = append(expected, day)
			}
			if len(days) != len(expected) {
				t.Fatalf("%d meetings: %v, want %d", len(days), days, len(expected))
			}
			for i, at := range days {
				if !calendar.Works(calendar.Day(at)) || calendar.Day(at).Before(expected[i]) || calendar.Days(expected[i], at) > 5 {
					t.Errorf("meeting %d is %v, want a working day from %v on", i+1, at, expected[i])
				}
				want(t, shown, 200, at.In(calendar.Oslo).Format("02.01.2006"))
			}
			want(t, nora.get("/presentations/"+presentation.String()+"/placement"), 303)
			want(t, nora.get("/placements"), 200, "Ada Prøve", "Sorteringen")
		})
	}
}

// series returns when the open meetings of the placement are.
func series(t *testing.T, w *world, id string) []time.Time {
	t.Helper()
	rows, err := dbtest.Admin(t, w.pool).Query(context.Background(), `SELECT at FROM meetings WHERE placement_id = $1 AND cancelled_at IS NULL ORDER BY at`, id)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var days []time.Time
	for rows.Next() {
		var at time.Time
		if err := rows.Scan(&at); err != nil {
			t.Fatal(err)
		}
		days = append(days, at)
	}
	return days
}

func TestAStartThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", func(whole *terms.Terms) { whole.Places.Lines[0].Count = 1 })
	trained, _ := w.helper(a, "Frida Fadder", 1)
	var untrained buddy.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		untrained, err = buddy.Add(ctx, tx, a.Employer, buddy.Draft{Name: "Ulf Utrent", Phone: "90000011", Most: 2})
		return err
	})
	of, _ := w.candidate("Ada", "Prøve")
	address := "/presentations/" + w.chosen(a, of).String() + "/placement"
	nora := w.as(w.Contact)
	form := nora.get(address)
	want(t, form, 200, "Frida Fadder: følger 0 av 1, opplært 31.01.2026", "Ulf Utrent: følger 0 av 2, ikke opplært ennå")

	for _, c := range []struct{ name, field, value, says string }{
		{"31 February", "starts_on", "2026-02-31", "Skriv en dato som finnes"},
		{"long ago", "starts_on", "2026-02-20", "høyst sju dager tilbake"},
		{"no day", "starts_on", "", "Må fylles ut."},
		{"untrained", "buddy", untrained.String(), "Ulf Utrent har ikke tatt fadderopplæring ennå"},
		{"another's buddy", "buddy", "0198c0de-0000-7000-8000-000000000001", "Velg et av alternativene i listen."},
		{"two megabytes", "over_because", strings.Repeat("a", 600<<10), "Teksten er for lang"},
		{"broken UTF-8", "over_because", "abc\xff", "tegn vi ikke kan lese"},
	} {
		typed := map[string]string{"starts_on": "2026-03-16", "buddy": trained.String(), c.field: c.value}
		refused := form.submit(address, "starts_on", typed["starts_on"], "buddy", typed["buddy"], "over_because", typed["over_because"])
		want(t, refused, 422, c.says)
	}
	both := form.submit(address, "starts_on", "2026-02-31", "ends", "own", "ends_on", "2026-02-01", "buddy", trained.String())
	want(t, both, 422, "Skriv en dato som finnes")
	order := form.submit(address, "starts_on", "2026-03-16", "ends", "own", "ends_on", "2026-03-02", "buddy", trained.String())
	want(t, order, 422, "Datoen kan ikke være før den første datoen.", `value="2026-03-02"`)
	want(t, nora.send("POST", address, values([]string{"starts_on", strings.Repeat("a", 2<<20)})), 413)

	w.sql(`UPDATE agreements SET starts_on = '2026-04-01'`)
	want(t, nora.get(address), 200, "Avtalen gjelder fra 1. april 2026.", `value="2026-04-07"`)
	want(t, form.submit(address, "starts_on", "2026-03-16", "buddy", trained.String()), 422, "før avtalen gjelder")
	w.sql(`UPDATE agreements SET starts_on = '2025-12-02'`)

	want(t, form.submit(address, "starts_on", "2026-03-16", "buddy", trained.String()), 200, "Oppstarten er avtalt")

	// The only place is taken now, and so is the buddy.
	other, _ := w.candidate("Bo", "Prøve")
	address = "/presentations/" + w.chosen(a, other).String() + "/placement"
	form = nora.get(address)
	want(t, form, 200, "Frida Fadder: følger så mange som avtalt (1)", "Hvorfor skal det være flere enn avtalt?")
	want(t, form.submit(address, "starts_on", "2026-04-01", "buddy", trained.String()), 422, "alle er opptatt i denne perioden", "1 plasser")
	full := form.submit(address, "starts_on", "2026-04-01", "buddy", trained.String(), "over_because", "De to deler på en vakt")
	want(t, full, 422, "Frida Fadder følger så mange som avtalt (1)", "De to deler på en vakt")
	w.do(w.HR, func(ctx context.Context, tx *db.Tx) error {
		return buddy.Train(ctx, tx, a.Employer, buddy.TrainingDraft{OnDay: tx.Today(), Title: "Å være fadder", Buddies: []buddy.ID{untrained}})
	})
	want(t, form.submit(address, "starts_on", "2026-04-01", "buddy", untrained.String(), "over_because", "De to deler på en vakt"), 200, "Oppstarten er avtalt")
	if n := w.counted(`SELECT count(*) FROM placements WHERE over_because = 'De to deler på en vakt'`); n != 1 {
		t.Errorf("%d placements say why they are over the places, want 1", n)
	}

	// Afterwards the place is free again, without a reason.
	third, _ := w.candidate("Cleo", "Prøve")
	address = "/presentations/" + w.chosen(a, third).String() + "/placement"
	late := nora.get(address).submit(address, "starts_on", "2026-07-06", "buddy", untrained.String())
	want(t, late, 200, "Oppstarten er avtalt")
}

func TestAStartWaitsForThePlanAndTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	helper, _ := w.helper(a, "Frida Fadder", 1)
	of, ada := w.candidate("Ada", "Prøve")
	address := "/presentations/" + w.chosen(a, of).String() + "/placement"
	nora := w.as(w.Contact)
	shown := nora.get(address).submit(address, "starts_on", "2026-03-16", "buddy", helper.String())
	id := placementOf(shown)
	want(t, shown, 200, "Planen for første dag er ikke laget", "Lag planen")
	lacks(t, shown, "Bekreft oppstart")
	want(t, nora.post("/placements/"+id+"/beginning"), 409, "Lag den først, så kan du bekrefte oppstarten")
	want(t, w.as(ada).get(route.MyPlan), 200, "Mandag 30. mars kl. 09.00 er det statusmøte, Lageret.", "Frida Fadder")

	// The employer makes the plan from its own page.
	hanne := w.as(w.HR)
	plan := hanne.get("/partner/placements/" + id + "/plan")
	want(t, plan, 200, `value="2026-03-16"`, `value="08:00"`, `value="Frida Fadder"`)
	wrong := plan.submit("/partner/placements/"+id+"/plan", "meet_day", "2026-03-17", "meet_where", "", "meet_whom", "")
	want(t, wrong, 422, "Dagen må være første dag i perioden", "Må fylles ut")
	private := plan.submit("/partner/placements/"+id+"/plan", "meet_where", "ved porten", "bring", "Husk diagnosen fra legen")
	want(t, private, 422, "diagnosen", "Jeg har lest teksten på nytt")
	saved := plan.submit("/partner/placements/"+id+"/plan", "meet_clock", "08:00", "meet_where", "ved porten", "meet_whom", "Frida", "bring", "Matpakke")
	want(t, saved, 200, "Planen er lagret", "Alt er klart til oppstarten", "ved porten")

	want(t, nora.post("/placements/"+id+"/beginning"), 409, "fra og med første dag")
	mine := w.as(ada).get(route.MyPlan)
	want(t, mine, 200, "Mandag 16. mars kl. 08.00 møter du Frida, ved porten.", `href="tel:+4790000010"`, "Matpakke", "Uke 14, fra 30. mars")

	w.clock(time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC))
	nora = w.as(w.Contact)
	begun := nora.get("/placements/" + id).submit("/placements/" + id + "/beginning")
	want(t, begun, 200, "Oppstarten er bekreftet", "Pågår")
	want(t, nora.post("/placements/"+id+"/beginning"), 409, "allerede bekreftet")
	want(t, w.as(ada).get(route.MyPlan), 200, "er det statusmøte, Lageret.")

	sheet := w.as(ada).get(route.MyPlan + "/print")
	want(t, sheet, 200, "Planen til Ada Prøve", "Frida Fadder", "90 00 00 10", "Statusmøte", "ved porten")
	for _, at := range series(t, w, id) {
		want(t, sheet, 200, fmt.Sprintf("%d. ", at.In(calendar.Oslo).Day()))
	}
	want(t, nora.get("/placements/"+id+"/plan/print"), 200, "Planen til Ada Prøve")
	want(t, w.as(w.HR).get("/partner/placements/"+id+"/plan/print"), 200, "Planen til Ada Prøve")
}
