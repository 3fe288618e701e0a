package server

import (
	"slices"
	"strconv"

	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

var people = []string{"participant", "buddy", "employer", "nav"}

func fillRhythm(f *form.Form, t terms.Terms, _ text.Lang) {
	for i, s := range t.Series() {
		f.Set(nth("kind", i), s.Kind)
		f.Set(nth("every_weeks", i), strconv.Itoa(s.EveryWeeks))
		setPositive(f, nth("least_year", i), s.LeastYear)
		f.SetAll(nth("needed", i), s.Needed)
		f.SetAll(nth("welcome", i), s.Welcome)
	}
	f.Set("rows", strconv.Itoa(max(1, len(t.Series()))))
}

func readRhythm(f *form.Form, t *terms.Terms, _ text.Lang) {
	var series []terms.Series
	for i := range agreementview.Rows(f, "rows") {
		needed, welcome := f.Picks(nth("needed", i), people...), f.Picks(nth("welcome", i), people...)
		if f.Bool(nth("remove", i)) || untouched(f, i, "kind", "every_weeks", "least_year") && len(needed)+len(welcome) == 0 {
			continue
		}
		if len(needed) == 0 {
			f.Add(fault.Of(nth("needed", i), "form.choose"))
		}
		series = append(series, terms.Series{
			Kind: f.Pick(nth("kind", i), "status", "evaluation"), EveryWeeks: f.Int(nth("every_weeks", i), 1, 52), LeastYear: or(f.IntOrNone(nth("least_year", i), 1, 52)),
			Needed: needed, Welcome: slices.DeleteFunc(slices.Clone(welcome), func(w string) bool { return slices.Contains(needed, w) }),
		})
	}
	if t.Rhythm = nil; len(series) > 0 {
		t.Rhythm = &terms.Rhythm{Series: series}
	}
}

func fillDocuments(f *form.Form, t terms.Terms, lang text.Lang) {
	d := or(t.Documents)
	setBool(f, "plan", d.PlanBeforeStart)
	setBool(f, "record", d.LearningRecord)
	setBool(f, "attest", d.Attest)
	f.Set("goals", terms.InLines(d.LearningGoals, lang))
	f.Set("goal_kinds", terms.InLines(d.GoalKinds, lang))
	f.Set("tests", terms.InLines(d.Tests, lang))
	f.Set("papers", terms.InLines(d.Papers, lang))
}

func readDocuments(f *form.Form, t *terms.Terms, lang text.Lang) {
	d := or(t.Documents)
	d.PlanBeforeStart, d.LearningRecord, d.Attest = f.Bool("plan"), f.Bool("record"), f.Bool("attest")
	d.LearningGoals = terms.SaidLines(d.LearningGoals, lang, f.Lines("goals"))
	d.GoalKinds = terms.SaidLines(d.GoalKinds, lang, f.Lines("goal_kinds"))
	d.Tests, d.Papers = terms.SaidLines(d.Tests, lang, f.Lines("tests")), terms.SaidLines(d.Papers, lang, f.Lines("papers"))
	t.Documents = &d
}
