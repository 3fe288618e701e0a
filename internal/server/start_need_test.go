package server_test

import (
	"testing"

	"plass/internal/route"
	"plass/internal/terms"
)

// TestNoMoreInAYearThanAgreed holds where places are promised too, and whoever says why can place one more.
func TestNoMoreInAYearThanAgreed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Lager", func(whole *terms.Terms) {
		whole.Intake.Cohort = &terms.Cohort{MostYear: 1}
		whole.Places.Lines[1].Count = 5
	})
	by, _ := w.helper(a, "Frida Fadder", 5)
	start := func(name, from string, fields ...string) reply {
		who, _ := w.candidate(name, "Prøve")
		at := route.Presentation(w.chosen(a, who)) + "/placement"
		return w.as(w.Contact).get(at).submit(at, append(fields, "starts_on", from, "buddy", by.String())...)
	}
	want(t, start("Ada", "2026-03-16"), 200, "Oppstarten er avtalt")
	want(t, start("Bo", "2026-12-31"), 422, "Avtalen sier at høyst én begynner i året, og noen begynner i 2026 allerede.", "Hvorfor skal det være flere enn avtalt?")
	want(t, start("Cato", "2027-01-04"), 200, "Oppstarten er avtalt")
	want(t, start("Dina", "2026-04-01", "over_because", "Vi ble enige om én til."), 200, "Oppstarten er avtalt")
}

// TestTwoStartsWithoutAPlaceAtOnce exceed no number that the agreement says, nor its end that is being changed.
func TestTwoStartsWithoutAPlaceAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "naeroy", "Lager", func(whole *terms.Terms) {
		if whole.Intake == nil {
			whole.Intake = &terms.Intake{Trigger: "none"}
		}
		whole.Intake.Cohort = &terms.Cohort{MostYear: 1}
	})
	by, _ := w.helper(a, "Frida Fadder", 3)
	fields := []string{"starts_on", on(7), "ends", "own", "ends_on", on(60), "buddy", by.String()}
	answers := make([]reply, 2)
	var acts []func()
	for i, name := range []string{"Ada", "Bo"} {
		who, _ := w.candidate(name, "Prøve")
		at := route.Presentation(w.chosen(a, who))
		form := w.as(w.Contact).get(at + "/placement")
		acts = append(acts, func() { answers[i] = form.submit(at+"/placement", fields...) })
	}
	w.meanwhile(`SELECT FROM agreements FOR UPDATE`, acts...)
	first, second := answers[0], answers[1]
	if first.Status != 200 {
		first, second = second, first
	}
	want(t, first, 200, "Oppstarten er avtalt")
	want(t, second, 422, "Avtalen sier at høyst én begynner i året", "Hvorfor skal det være flere enn avtalt?")
	if n := w.count(`SELECT count(*) FROM placements`); n != 1 {
		t.Errorf("%d placements, want 1", n)
	}
	action := second.Path
	var over reply
	w.meanwhile(`UPDATE agreements SET ends_on = '2026-04-01'`, func() { over = second.submit(action, append(fields, "over_because", "Vi ble enige om én til.")...) })
	want(t, over, 422, "avtalen")
	short := []string{"starts_on", on(7), "ends", "own", "ends_on", on(20), "buddy", by.String(), "over_because", "Vi ble enige om én til."}
	want(t, over.submit(action, short...), 200, "Oppstarten er avtalt")

	at := "/agreements/" + a.Line.AgreementID.String() + "/changes/end"
	want(t, w.as(w.Contact).get(at).submit(at, "ends_on", on(10), "reason", "Nå"), 200, "2 perioder varer lenger enn")
}
