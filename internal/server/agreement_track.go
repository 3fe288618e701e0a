package server

import (
	"strconv"

	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

func fillTrack(f *form.Form, t terms.Terms, lang text.Lang) {
	track := or(t.Track)
	for i, p := range track.Phases {
		f.Set(nth("kind", i), p.Kind)
		f.Set(nth("name", i), p.Name.In(lang))
		setNumber(f, nth("at_least", i), p.AtLeast)
		setNumber(f, nth("weeks", i), p.Weeks)
		setNumber(f, nth("months", i), p.Months)
		setNumber(f, nth("percent", i), p.Percent)
		f.Set(nth("parallel", i), p.Parallel)
		f.Set(nth("opens_at", i), p.OpensAt)
		f.Set(nth("gate", i), p.Gate.In(lang))
		for n, d := range p.Days {
			if n < len(dayFields) {
				f.Set(nth(dayFields[n].kind, i), d.Kind)
				f.Set(nth(dayFields[n].count, i), strconv.Itoa(d.Count))
			}
		}
	}
	f.Set("rows", strconv.Itoa(max(1, len(track.Phases))))
	setPositive(f, "extend_months", track.ExtendMonths)
}

// dayFields are the fields for how a week is shared in a phase: between two things.
var dayFields = []struct{ kind, count string }{{"day_kind", "day_count"}, {"more_kind", "more_count"}}

func readTrack(f *form.Form, t *terms.Terms, lang text.Lang) {
	track := or(t.Track)
	before := track.Phases
	track.Phases = nil
	for i := range agreementview.Rows(f, "rows") {
		if f.Bool(nth("remove", i)) || untouched(f, i, "kind", "name", "weeks", "months", "at_least", "percent", "gate", "day_kind", "day_count") {
			continue
		}
		var p terms.Phase
		if i < len(before) {
			p = before[i]
		}
		p.Kind = f.Pick(nth("kind", i), terms.PhaseKinds...)
		p.Weeks, p.Months, p.Percent = f.IntOrNone(nth("weeks", i), 1, 520), f.IntOrNone(nth("months", i), 1, 120), f.IntOrNone(nth("percent", i), 1, 100)
		f.Unless(p.Weeks == nil || p.Months == nil, nth("months", i), "agreement.f.weeks_or_months")
		p.Name, p.AtLeast = p.Name.Said(lang, f.TextUpTo(nth("name", i), 120)), f.IntOrNone(nth("at_least", i), 1, 120)
		f.Unless(p.AtLeast == nil || p.Months != nil && *p.AtLeast <= *p.Months, nth("at_least", i), "agreement.f.at_least_wrong")
		p.Parallel, p.OpensAt = optional(f, nth("parallel", i), terms.PhaseKinds), optional(f, nth("opens_at", i), terms.GateKinds)
		p.Gate = p.Gate.Said(lang, f.TextUpTo(nth("gate", i), 300))
		p.Days = readDays(f, i)
		track.Phases = append(track.Phases, p)
	}
	track.ExtendMonths = or(f.IntOrNone("extend_months", 1, 60))
	if t.Track = nil; len(track.Phases) > 0 || track.ExtendMonths > 0 {
		t.Track = &track
	}
}

func readDays(f *form.Form, i int) []terms.Days {
	var days []terms.Days
	sum := 0
	for _, d := range dayFields {
		if f.Text(nth(d.kind, i)) == "" && f.Text(nth(d.count, i)) == "" {
			continue
		}
		n := f.Int(nth(d.count, i), 1, 7)
		sum += n
		days = append(days, terms.Days{Kind: f.Pick(nth(d.kind, i), terms.PhaseKinds...), Count: n})
	}
	f.Unless(sum <= 7, nth("day_count", i), "terms.problem.week", "n", sum)
	return days
}

// optional is one of the choices, or none.
func optional(f *form.Form, field string, choices []string) string {
	if f.Text(field) == "" {
		return ""
	}
	return f.Pick(field, choices...)
}
