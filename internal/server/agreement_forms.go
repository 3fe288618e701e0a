package server

import (
	"slices"
	"strconv"
	"strings"

	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

// agreementForms are the forms of the parts that can be changed.
var agreementForms = map[terms.Part]agreementForm{
	terms.AimPart:         {fillAim, readAim},
	terms.PartiesPart:     {fillParties, readParties},
	terms.PlacesPart:      {fillPlaces, readPlaces},
	terms.IntakePart:      {fillIntake, readIntake},
	terms.BuddiesPart:     {fillBuddies, readBuddies},
	terms.RhythmPart:      {fillRhythm, readRhythm},
	terms.DocumentsPart:   {fillDocuments, readDocuments},
	terms.FundingPart:     {fillFunding, readFunding},
	terms.FollowUpPart:    {fillFollowUp, readFollowUp},
	terms.PromisesPart:    {fillPromises, readPromises},
	terms.BranchesPart:    {fillBranches, readBranches},
	terms.AnchoringPart:   {fillAnchoring, readAnchoring},
	terms.NeedPart:        {fillNeed, readNeed},
	terms.TrackPart:       {fillTrack, readTrack},
	terms.InformationPart: {fillInformation, readInformation},
}

// nth is the name of a field in a row.
var nth = agreementview.Nth

// or returns a copy of what the pointer points to, or a zero value.
func or[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}

func setNumber(f *form.Form, field string, n *int) {
	if n != nil {
		f.Set(field, strconv.Itoa(*n))
	}
}

// codes are the program's own values as a form has them.
func codes[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

func setBool(f *form.Form, field string, on bool) {
	if on {
		f.Set(field, "on")
	}
}

func fillPlaces(f *form.Form, t terms.Terms, lang text.Lang) {
	for i, l := range t.Lines() {
		f.Set(nth("kind", i), string(l.Kind))
		f.Set(nth("count", i), strconv.Itoa(l.Count))
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
		if f.Bool(nth("remove", i)) || untouched(f, i, "kind", "count", "rule", "months", "alarm_days") {
			continue
		}
		var l terms.Line
		if i < len(before) {
			l = before[i]
		}
		l.Kind = terms.Kind(f.Pick(nth("kind", i), codes(terms.Kinds)...))
		l.Count = f.Int(nth("count", i), 1, 999)
		l.Rule = terms.Rule(f.Pick(nth("rule", i), codes(terms.Rules)...))
		l.Months = f.IntOrNone(nth("months", i), 1, 120)
		if l.AlarmDays = 0; l.Rule == terms.Standing {
			l.AlarmDays = f.Int(nth("alarm_days", i), 1, 365)
		}
		l.Quotas = readQuotas(f, nth("quotas", i), l.Quotas, lang)
		lines = append(lines, l)
	}
	for i, l := range lines {
		if shared := l.Shared(); shared > l.Count {
			f.Add(fault.Of(nth("count", i), "terms.problem.quota", "shared", shared, "count", l.Count))
		}
	}
	if t.Places = nil; len(lines) > 0 {
		t.Places = &terms.Places{Lines: lines}
	}
}

// untouched reports whether nothing is typed in the row.
func untouched(f *form.Form, row int, fields ...string) bool {
	return !slices.ContainsFunc(fields, func(field string) bool { return f.Text(nth(field, row)) != "" })
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

func fillIntake(f *form.Form, t terms.Terms, lang text.Lang) {
	intake := or(t.Intake)
	f.Set("trigger", intake.Trigger)
	f.Set("how", intake.How.In(lang))
	f.Set("criteria", terms.InLines(intake.Criteria, lang))
	f.SetAll("parts", intake.Parts)
	setBool(f, "nav_present", intake.NavPresent)
	if f.Set("answer_days", ""); intake.AnswerDays > 0 {
		f.Set("answer_days", strconv.Itoa(intake.AnswerDays))
	}
}

func readIntake(f *form.Form, t *terms.Terms, lang text.Lang) {
	intake := or(t.Intake)
	intake.Trigger = f.Pick("trigger", terms.Triggers...)
	intake.Criteria = terms.SaidLines(intake.Criteria, lang, f.Lines("criteria"))
	intake.Parts = f.Picks("parts", terms.IntakeParts...)
	intake.NavPresent = f.Bool("nav_present")
	intake.AnswerDays = or(f.IntOrNone("answer_days", 1, 60))
	intake.How = intake.How.Said(lang, f.TextUpTo("how", 2000))
	t.Intake = &intake
}

func fillBuddies(f *form.Form, t terms.Terms, _ text.Lang) {
	b := t.Buddy()
	setBool(f, "needed", b.Needed)
	setBool(f, "training", b.Training)
	setBool(f, "together", b.Together)
	if b.Pool > 0 {
		f.Set("pool", strconv.Itoa(b.Pool))
	}
}

func readBuddies(f *form.Form, t *terms.Terms, _ text.Lang) {
	rule := terms.BuddyRule{Needed: f.Bool("needed"), Training: f.Bool("training"), Together: f.Bool("together")}
	rule.Pool = or(f.IntOrNone("pool", 1, 99))
	support := or(t.Support)
	support.Buddy = &rule
	t.Support = &support
}

var people = []string{"participant", "buddy", "employer", "nav"}

func fillRhythm(f *form.Form, t terms.Terms, _ text.Lang) {
	for i, s := range t.Series() {
		f.Set(nth("kind", i), s.Kind)
		f.Set(nth("every_weeks", i), strconv.Itoa(s.EveryWeeks))
		f.SetAll(nth("needed", i), s.Needed)
		f.SetAll(nth("welcome", i), s.Welcome)
	}
	f.Set("rows", strconv.Itoa(max(1, len(t.Series()))))
}

func readRhythm(f *form.Form, t *terms.Terms, _ text.Lang) {
	var series []terms.Series
	for i := range agreementview.Rows(f, "rows") {
		needed, welcome := f.Picks(nth("needed", i), people...), f.Picks(nth("welcome", i), people...)
		if f.Bool(nth("remove", i)) || untouched(f, i, "kind", "every_weeks") && len(needed)+len(welcome) == 0 {
			continue
		}
		if len(needed) == 0 {
			f.Add(fault.Of(nth("needed", i), "form.choose"))
		}
		least := 0
		if i < len(t.Series()) {
			least = t.Series()[i].LeastYear
		}
		series = append(series, terms.Series{
			Kind: f.Pick(nth("kind", i), "status", "evaluation"), EveryWeeks: f.Int(nth("every_weeks", i), 1, 52), LeastYear: least,
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
}

func readDocuments(f *form.Form, t *terms.Terms, lang text.Lang) {
	d := or(t.Documents)
	d.PlanBeforeStart, d.LearningRecord, d.Attest = f.Bool("plan"), f.Bool("record"), f.Bool("attest")
	d.LearningGoals = terms.SaidLines(d.LearningGoals, lang, f.Lines("goals"))
	t.Documents = &d
}

func fillFunding(f *form.Form, t terms.Terms, lang text.Lang) {
	lines := or(t.Funding).Lines
	for i, l := range lines {
		f.Set(nth("instrument", i), l.Instrument.In(lang))
		f.Set(nth("payer", i), l.Payer)
		setNumber(f, nth("percent", i), l.Percent)
		setNumber(f, nth("months", i), l.Months)
	}
	f.Set("rows", strconv.Itoa(max(1, len(lines))))
}

func readFunding(f *form.Form, t *terms.Terms, lang text.Lang) {
	before := or(t.Funding).Lines
	var lines []terms.FundingLine
	for i := range agreementview.Rows(f, "rows") {
		typed := f.TextUpTo(nth("instrument", i), 200)
		if typed == "" {
			continue
		}
		var l terms.FundingLine
		if i < len(before) {
			l = before[i]
		}
		l.Instrument = l.Instrument.Said(lang, typed)
		l.Payer = f.Pick(nth("payer", i), terms.Payers...)
		l.Percent, l.Months = f.IntOrNone(nth("percent", i), 1, 100), f.IntOrNone(nth("months", i), 1, 120)
		lines = append(lines, l)
	}
	funding := or(t.Funding)
	funding.Lines = lines
	if t.Funding = nil; len(lines) > 0 || funding.Payable != nil {
		t.Funding = &funding
	}
}
