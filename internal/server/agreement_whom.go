package server

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

func setPositive(f *form.Form, field string, n int) {
	if n > 0 {
		f.Set(field, strconv.Itoa(n))
	}
}

func fillAim(f *form.Form, t terms.Terms, lang text.Lang) {
	o := or(t.Outcomes)
	f.Set("aim", o.Aim.In(lang))
	f.Set("end", t.End())
	f.SetAll("counts", o.Counts)
	f.Set("checkpoints", strings.Join(inWords(o.Checkpoints), "\n"))
	for i, target := range o.Targets {
		f.Set(nth("metric", i), target.Metric)
		setPositive(f, nth("percent", i), target.Percent)
		setPositive(f, nth("count", i), target.Count)
		setPositive(f, nth("of", i), target.Of)
	}
	f.Set("rows", strconv.Itoa(max(1, len(o.Targets))))
}

func readAim(f *form.Form, t *terms.Terms, lang text.Lang) {
	f.Require("aim")
	o := or(t.Outcomes)
	o.Aim = o.Aim.Said(lang, f.TextUpTo("aim", 2000))
	if end := f.Pick("end", terms.Ends...); end != t.End() {
		o.End = end // what is silent stays silent
	}
	o.Counts = f.Picks("counts", terms.OutcomeKinds...)
	o.Checkpoints = numbers(f, "checkpoints", 260, "agreement.f.checkpoints_wrong")
	o.Targets = nil
	for i := range agreementview.Rows(f, "rows") {
		if untouched(f, i, "metric", "percent", "count", "of") {
			continue
		}
		o.Targets = append(o.Targets, terms.Target{Metric: f.Pick(nth("metric", i), terms.Metrics...), Percent: or(f.IntOrNone(nth("percent", i), 1, 100)),
			Count: or(f.IntOrNone(nth("count", i), 1, 9999)), Of: or(f.IntOrNone(nth("of", i), 1, 9999))})
	}
	t.Outcomes = &o
	f.Unless(t.End() != terms.ResultEnd || or(t.Funding).Payable != nil, "end", "terms.problem.result")
	f.Unless(t.End() != terms.CharterEnd || !t.Binds(), "end", "terms.problem.charter")
}

func fillParties(f *form.Form, t terms.Terms, lang text.Lang) {
	parties, scope := or(t.Parties), or(t.Scope)
	roles := parties.Roles
	for i, role := range roles {
		f.Set(nth("kind", i), role.Kind)
		f.Set(nth("name", i), role.Name)
		f.Set(nth("does", i), role.Does.In(lang))
		setPositive(f, nth("most", i), role.Most)
		f.Set(nth("from_on", i), role.FromOn)
		f.Set(nth("to_on", i), role.ToOn)
	}
	f.Set("rows", strconv.Itoa(max(1, len(roles))))
	f.Set("coordinator", parties.Coordinator)
	for i, kind := range t.Signing() {
		f.Set(nth("sign", i), kind)
	}
	f.Set("reach", scope.Reach)
	f.Set("where", scope.Where.In(lang))
	setPositive(f, "offices", scope.Offices)
	setPositive(f, "units", scope.Units)
}

func readParties(f *form.Form, t *terms.Terms, lang text.Lang) {
	parties := or(t.Parties)
	before := parties.Roles
	parties.Roles = nil
	for i := range agreementview.Rows(f, "rows") {
		if f.Bool(nth("remove", i)) || untouched(f, i, "kind", "name", "does", "most", "from_on", "to_on") {
			continue
		}
		f.Require(nth("does", i))
		var role terms.Party
		if i < len(before) {
			role = before[i]
		}
		role.Kind, role.Name = f.Pick(nth("kind", i), terms.PartyKinds...), f.TextUpTo(nth("name", i), 120)
		role.Does = role.Does.Said(lang, f.TextUpTo(nth("does", i), 1000))
		role.Most = or(f.IntOrNone(nth("most", i), 1, 999))
		role.FromOn, role.ToOn = dayText(f.DateOrNone(nth("from_on", i))), dayText(f.DateOrNone(nth("to_on", i)))
		f.Unless(role.FromOn == "" || role.ToOn == "" || role.FromOn <= role.ToOn, nth("to_on", i), "form.order")
		parties.Roles = append(parties.Roles, role)
	}
	parties.Coordinator, parties.Signing = optional(f, "coordinator", terms.PartyKinds), readSigning(f)
	readScope(f, t, lang)
	if t.Parties = nil; len(parties.Roles)+len(parties.Signing) > 0 || parties.Coordinator != "" {
		t.Parties = &parties
	}
}

// readSigning reads who signs, in order; nothing when it is only the employer and then Nav.
func readSigning(f *form.Form) (kinds []string) {
	for i := range agreementview.Signers {
		if f.Text(nth("sign", i)) == "" {
			continue
		}
		kind := f.Pick(nth("sign", i), terms.PartyKinds...)
		f.Unless(!slices.Contains(kinds, kind), nth("sign", i), "agreement.f.sign_twice")
		kinds = append(kinds, kind)
	}
	last := len(kinds) - 1
	f.Unless(last < 0 || kinds[last] == "nav_office" && slices.Contains(kinds, "employer"), nth("sign", max(0, last)), "terms.problem.nav_last")
	if slices.Equal(kinds, terms.Terms{}.Signing()) {
		return nil
	}
	return kinds
}

func readScope(f *form.Form, t *terms.Terms, lang text.Lang) {
	s := or(t.Scope)
	s.Reach, s.Where = optional(f, "reach", terms.Reaches), s.Where.Said(lang, f.TextUpTo("where", 300))
	s.Offices, s.Units = or(f.IntOrNone("offices", 1, 9999)), or(f.IntOrNone("units", 1, 9999))
	f.Unless(s.Reach != "" || len(s.Where) == 0 && s.Offices == 0 && s.Units == 0 && !s.Framework, "reach", "form.choose")
	if t.Scope = nil; s.Reach != "" {
		t.Scope = &s
	}
}

// dayText is the day as the terms have it; empty when there is none.
func dayText(day *time.Time) string {
	if day == nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

func fillNeed(f *form.Form, t terms.Terms, lang text.Lang) {
	n := or(t.Need)
	f.Set("profile", n.Profile.In(lang))
	f.Set("tasks", terms.InLines(n.Tasks, lang))
	f.Set("skills", terms.InLines(n.Skills, lang))
	f.Set("language", n.Language)
	setNumber(f, "percent", n.Percent)
	f.Set("gate", n.Gate.In(lang))
}

func readNeed(f *form.Form, t *terms.Terms, lang text.Lang) {
	n := or(t.Need)
	n.Profile = n.Profile.Said(lang, f.TextUpTo("profile", 2000))
	n.Tasks, n.Skills = terms.SaidLines(n.Tasks, lang, f.Lines("tasks")), terms.SaidLines(n.Skills, lang, f.Lines("skills"))
	n.Language = ""
	if f.Text("language") != "" {
		n.Language = f.Pick("language", terms.Levels...)
	}
	n.Percent = f.IntOrNone("percent", 1, 100)
	n.Gate = n.Gate.Said(lang, f.TextUpTo("gate", 500))
	if t.Need = nil; len(n.Profile)+len(n.Tasks)+len(n.Skills)+len(n.Gate) > 0 || n.Language != "" || n.Percent != nil {
		t.Need = &n
	}
}

func fillInformation(f *form.Form, t terms.Terms, lang text.Lang) {
	i := or(t.Information)
	f.Set("view", i.View)
	setPositive(f, "access_weeks", i.AccessWeeks)
	f.Set("nav_keeps", terms.InLines(i.NavKeeps, lang))
}

func readInformation(f *form.Form, t *terms.Terms, lang text.Lang) {
	i := or(t.Information)
	i.View, i.AccessWeeks = f.Pick("view", terms.Views...), f.Int("access_weeks", 1, 52)
	i.NavKeeps = terms.SaidLines(i.NavKeeps, lang, f.Lines("nav_keeps"))
	t.Information = &i
}
