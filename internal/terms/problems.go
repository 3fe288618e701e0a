package terms

import (
	"fmt"
	"slices"
	"time"

	"plass/internal/fault"
)

// Problems tells what could not be kept if it were signed, each by where it stands: "kind.0" of the lines,
// "needed.1" of the meetings, "track.0.kind" of the rest.
func (t Terms) Problems() fault.Invalid {
	p := fault.Invalid{}
	for i, l := range t.Lines() {
		l.problems(p, i)
	}
	for i, s := range t.Series() {
		p.Unless(1 <= s.EveryWeeks && s.EveryWeeks <= 52, fmt.Sprintf("every_weeks.%d", i), "form.not_between", "low", 1, "high", 52)
		p.Unless(len(s.Needed) > 0, fmt.Sprintf("needed.%d", i), "form.choose")
	}
	t.intakeProblems(p)
	t.trackProblems(p)
	t.promiseProblems(p)
	if f := t.Funding; f != nil {
		for i, l := range f.Lines {
			p.Unless(slices.Contains(Payers, l.Payer), fmt.Sprintf("payer.%d", i), "form.not_a_choice")
			_, err := time.Parse(time.DateOnly, l.ClaimBy)
			p.Unless(l.ClaimBy == "" || err == nil, fmt.Sprintf("claim_by.%d", i), "form.not_a_date")
		}
		if pay := f.Payable; pay != nil {
			p.Unless(pay.UnitPrice > 0 && pay.Most >= pay.UnitPrice, "payable.most", "terms.problem.cap")
			p.Unless(slices.Contains(Verifiers(), pay.VerifiedBy), "payable.verified_by", "terms.problem.verifier")
		}
	}
	if s := t.Scope; s != nil {
		p.Unless(slices.Contains(Reaches, s.Reach), "reach", "form.not_a_choice")
	}
	if r := t.Parties; r != nil {
		for i, role := range r.Roles {
			p.Unless(slices.Contains(PartyKinds, role.Kind), fmt.Sprintf("parties.%d", i), "form.not_a_choice")
			p.Unless(role.FromOn == "" || role.ToOn == "" || role.FromOn <= role.ToOn, fmt.Sprintf("to_on.%d", i), "form.order")
		}
		n := len(r.Signing)
		p.Unless(n == 0 || r.Signing[n-1] == "nav_office" && slices.Contains(r.Signing, "employer"), "signing", "terms.problem.nav_last")
	}
	if o := t.Outcomes; o != nil {
		for i, target := range o.Targets {
			p.Unless(slices.Contains(Metrics, target.Metric), fmt.Sprintf("metric.%d", i), "form.choose")
			p.Unless(target.Percent > 0 || target.Count > 0, fmt.Sprintf("percent.%d", i), "terms.problem.target")
			p.Unless(target.Of == 0 || target.Count <= target.Of, fmt.Sprintf("of.%d", i), "terms.problem.least")
		}
	}
	p.Unless(slices.Contains(Ends, t.End()), "end", "form.not_a_choice")
	p.Unless(t.End() != ResultEnd || t.Funding != nil && t.Funding.Payable != nil, "end", "terms.problem.result")
	p.Unless(t.End() != CharterEnd || !t.Binds(), "end", "terms.problem.charter")
	p.Unless(t.Information == nil || slices.Contains(Views, t.Information.View), "view", "form.not_a_choice")
	return p
}

func (l Line) problems(p fault.Invalid, i int) {
	n := func(field string) string { return fmt.Sprintf("%s.%d", field, i) }
	p.Unless(slices.Contains(Kinds, l.Kind), n("kind"), "form.not_a_choice")
	p.Unless(slices.Contains(Rules, l.Rule), n("rule"), "form.not_a_choice")
	p.Unless(1 <= l.Count && l.Count <= 999, n("count"), "form.not_between", "low", 1, "high", 999)
	p.Unless(0 <= l.Least && l.Least <= l.Count, n("least"), "terms.problem.least")
	p.Unless(l.Rule != Standing || 1 <= l.AlarmDays && l.AlarmDays <= 365, n("alarm_days"), "form.not_between", "low", 1, "high", 365)
	p.Unless(l.Months == nil || 1 <= *l.Months && *l.Months <= 120, n("months"), "form.not_between", "low", 1, "high", 120)
	shared := l.Shared()
	p.Unless(shared <= l.Count, n("quotas"), "terms.problem.quota", "shared", shared, "count", l.Count)
}

func (t Terms) intakeProblems(p fault.Invalid) {
	i := t.Intake
	if i == nil {
		return
	}
	p.Unless(i.Mode == "" || slices.Contains(Modes, i.Mode), "mode", "form.not_a_choice")
	p.Unless(slices.Contains(Triggers, i.Trigger), "trigger", "form.not_a_choice")
	for n, step := range i.Steps {
		p.Unless(slices.Contains(StepKinds, step.Kind) && len(step.Acts) > 0, fmt.Sprintf("step.%d", n), "form.not_a_choice")
	}
	if c := i.Cohort; c != nil {
		p.Unless(c.Most == 0 || c.Least <= c.Most, "cohort", "terms.problem.least")
	}
}

func (t Terms) trackProblems(p fault.Invalid) {
	if t.Track == nil {
		return
	}
	for i, phase := range t.Track.Phases {
		n := func(field string) string { return fmt.Sprintf("track.%d.%s", i, field) }
		p.Unless(slices.Contains(PhaseKinds, phase.Kind), n("kind"), "form.not_a_choice")
		days := 0
		for _, d := range phase.Days {
			days += d.Count
		}
		p.Unless(days <= 7, n("days"), "terms.problem.week", "n", days)
		p.Unless(phase.AtLeast == nil || phase.Months != nil && *phase.AtLeast <= *phase.Months, n("at_least"), "terms.problem.least")
		p.Unless(phase.OpensAt == "" || slices.Contains(GateKinds, phase.OpensAt), n("opens_at"), "form.not_a_choice")
		p.Unless(phase.OpensAt != "evaluation" || t.Evaluates(), n("opens_at"), "terms.problem.gate")
		p.Unless(phase.OpensAt != "test" || t.Documents != nil && len(t.Documents.Tests) > 0, n("opens_at"), "terms.problem.gate")
	}
}

// Evaluates reports whether anybody ever evaluates.
func (t Terms) Evaluates() bool {
	return slices.ContainsFunc(t.Series(), func(s Series) bool { return s.Kind == "evaluation" })
}

func (t Terms) promiseProblems(p fault.Invalid) {
	for i, promise := range t.Promises() {
		n := func(field string) string { return fmt.Sprintf("%s.%d", field, i) }
		p.Unless(slices.Contains(Sides, promise.By), n("by"), "form.not_a_choice")
		p.Unless(slices.Contains(Sides, promise.To), n("to"), "form.not_a_choice")
		p.Unless(slices.Contains(Strengths, promise.Strength), n("strength"), "form.not_a_choice")
		p.Unless(slices.Contains(TriggerKinds, promise.When.Kind), n("when"), "terms.problem.trigger")
		p.Unless(promise.When.Kind != "excellent" || t.Evaluates(), n("when"), "terms.problem.evaluation")
	}
}
