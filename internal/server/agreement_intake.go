package server

import (
	"cmp"
	"strconv"

	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

func fillIntake(f *form.Form, t terms.Terms, lang text.Lang) {
	intake, cohort := or(t.Intake), or(or(t.Intake).Cohort)
	f.Set("mode", cmp.Or(intake.Mode, terms.Modes[0]))
	f.Set("trigger", intake.Trigger)
	f.Set("how", intake.How.In(lang))
	f.Set("criteria", terms.InLines(intake.Criteria, lang))
	f.Set("gate", intake.Gate.In(lang))
	f.SetAll("parts", intake.Parts)
	setBool(f, "nav_present", intake.NavPresent)
	setPositive(f, "answer_days", intake.AnswerDays)
	setPositive(f, "least", cohort.Least)
	setPositive(f, "most", cohort.Most)
	setPositive(f, "least_year", cohort.LeastYear)
	setPositive(f, "most_year", cohort.MostYear)
	setPositive(f, "rounds", cohort.Rounds)
	for i, step := range intake.Steps {
		f.Set(nth("step", i), step.Kind)
		for n, who := range step.Acts {
			if n < len(agreementview.ActFields) {
				f.Set(nth(agreementview.ActFields[n], i), who)
			}
		}
		f.Set(nth("decides", i), step.Decides)
	}
	f.Set("rows", strconv.Itoa(max(1, len(intake.Steps))))
}

func readIntake(f *form.Form, t *terms.Terms, lang text.Lang) {
	intake := or(t.Intake)
	if mode := f.Pick("mode", terms.Modes...); mode != cmp.Or(intake.Mode, terms.Modes[0]) {
		intake.Mode = mode // what is silent stays silent
	}
	intake.Trigger = f.Pick("trigger", terms.Triggers...)
	intake.Criteria = terms.SaidLines(intake.Criteria, lang, f.Lines("criteria"))
	intake.Gate = intake.Gate.Said(lang, f.TextUpTo("gate", 500))
	intake.Parts = f.Picks("parts", terms.IntakeParts...)
	intake.NavPresent = f.Bool("nav_present")
	intake.AnswerDays = or(f.IntOrNone("answer_days", 1, 60))
	intake.How = intake.How.Said(lang, f.TextUpTo("how", 2000))
	intake.Cohort = readCohort(f)
	intake.Steps = nil
	for i := range agreementview.Rows(f, "rows") {
		if f.Bool(nth("remove", i)) || untouched(f, i, append([]string{"step", "decides"}, agreementview.ActFields...)...) {
			continue
		}
		step := terms.Step{Kind: f.Pick(nth("step", i), terms.StepKinds...), Decides: optional(f, nth("decides", i), terms.Actors)}
		for n, field := range agreementview.ActFields {
			switch {
			case n == 0:
				step.Acts = append(step.Acts, f.Pick(nth(field, i), terms.Actors...))
			case f.Text(nth(field, i)) != "":
				step.Acts = append(step.Acts, f.Pick(nth(field, i), terms.Actors...))
			}
		}
		intake.Steps = append(intake.Steps, step)
	}
	t.Intake = &intake
}

// readCohort reads how many begin together; nothing when nobody has said.
func readCohort(f *form.Form) *terms.Cohort {
	c := terms.Cohort{Least: or(f.IntOrNone("least", 1, 999)), Most: or(f.IntOrNone("most", 1, 999)),
		LeastYear: or(f.IntOrNone("least_year", 1, 9999)), MostYear: or(f.IntOrNone("most_year", 1, 9999)), Rounds: or(f.IntOrNone("rounds", 1, 999))}
	f.Unless(c.Most == 0 || c.Least <= c.Most, "most", "terms.problem.least")
	f.Unless(c.MostYear == 0 || c.LeastYear <= c.MostYear, "most_year", "terms.problem.least")
	if c == (terms.Cohort{}) {
		return nil
	}
	return &c
}
