package server

import (
	"strconv"
	"strings"

	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

func fillPlaces(f *form.Form, t terms.Terms, lang text.Lang) {
	for i, l := range t.Lines() {
		f.Set(nth("kind", i), string(l.Kind))
		f.Set(nth("name", i), l.Name.In(lang))
		f.Set(nth("count", i), strconv.Itoa(l.Count))
		setPositive(f, nth("least", i), l.Least)
		f.Set(nth("rule", i), string(l.Rule))
		if l.Rule == terms.Standing {
			f.Set(nth("alarm_days", i), strconv.Itoa(l.AlarmDays))
		}
		setNumber(f, nth("months", i), l.Months)
		var quotas []string
		for _, q := range l.Quotas {
			quotas = append(quotas, q.Party.In(lang)+": "+strconv.Itoa(q.Count))
		}
		f.Set(nth("quotas", i), strings.Join(quotas, "\n"))
	}
	f.Set("rows", strconv.Itoa(max(1, len(t.Lines()))))
}

func readPlaces(f *form.Form, t *terms.Terms, lang text.Lang) {
	before := t.Lines()
	var lines []terms.Line
	for i := range agreementview.Rows(f, "rows") {
		if f.Bool(nth("remove", i)) || untouched(f, i, "kind", "name", "count", "least", "rule", "months", "alarm_days", "quotas") {
			continue
		}
		var l terms.Line
		if i < len(before) {
			l = before[i]
		}
		l.Kind = terms.Kind(f.Pick(nth("kind", i), codes(terms.Kinds)...))
		l.Name = l.Name.Said(lang, f.TextUpTo(nth("name", i), 120))
		l.Count, l.Least = f.Int(nth("count", i), 1, 999), or(f.IntOrNone(nth("least", i), 1, 999))
		l.Rule = terms.Rule(f.Pick(nth("rule", i), codes(terms.Rules)...))
		l.Months = f.IntOrNone(nth("months", i), 1, 120)
		if l.AlarmDays = 0; l.Rule == terms.Standing {
			l.AlarmDays = f.Int(nth("alarm_days", i), 1, 365)
		}
		l.Quotas = readQuotas(f, nth("quotas", i), l.Quotas, lang)
		lines = append(lines, l)
	}
	for i, l := range lines {
		if l.Least > l.Count {
			f.Add(fault.Of(nth("least", i), "terms.problem.least"))
		}
		if shared := l.Shared(); shared > l.Count {
			f.Add(fault.Of(nth("count", i), "terms.problem.quota", "shared", shared, "count", l.Count))
		}
	}
	if t.Places = nil; len(lines) > 0 {
		t.Places = &terms.Places{Lines: lines}
	}
}

// readQuotas reads "Nordbygda: 6", one on each line.
func readQuotas(f *form.Form, field string, before []terms.Quota, lang text.Lang) []terms.Quota {
	var all []terms.Quota
	for i, line := range f.Lines(field) {
		at := strings.LastIndex(line, ":")
		count, err := strconv.Atoi(strings.TrimSpace(line[at+1:]))
		f.Unless(at > 0 && err == nil && count > 0, field, "agreement.f.quotas_wrong")
		var q terms.Quota
		if i < len(before) {
			q = before[i]
		}
		all = append(all, terms.Quota{Party: q.Party.Said(lang, strings.TrimSpace(line[:max(at, 0)])), Count: count})
	}
	return all
}
