package agreementview

import (
	"context"
	"strings"

	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

func sayTrack(ctx context.Context, t *terms.Track) []Paragraph {
	if t == nil {
		return nil
	}
	var points sentences
	for _, p := range t.Phases {
		points.say("phases", sayPhase(ctx, p))
	}
	if t.ExtendMonths > 0 {
		points.say("extend_months", text.T(ctx, "terms.track.extend", "n", t.ExtendMonths))
	}
	return list("", nil, points)
}

func sayPhase(ctx context.Context, p terms.Phase) string {
	lang := text.From(ctx)
	phase := text.T(ctx, "terms.phase."+p.Kind)
	if name := p.Name.In(lang); name != "" {
		phase = name
	}
	var said string
	switch {
	case p.Weeks != nil:
		said = text.T(ctx, "terms.track.weeks", "phase", phase, "n", *p.Weeks)
	case p.Months == nil:
		said = text.T(ctx, "terms.track.open", "phase", phase)
	case p.AtLeast != nil:
		said = text.T(ctx, "terms.track.between", "phase", phase, "least", *p.AtLeast, "n", *p.Months)
	default:
		said = text.T(ctx, "terms.track.phase", "phase", phase, "n", *p.Months)
	}
	if p.Percent != nil {
		said += " " + text.T(ctx, "terms.need.percent", "n", *p.Percent)
	}
	if p.Parallel != "" {
		said += " " + text.T(ctx, "terms.track.parallel", "phase", strings.ToLower(text.T(ctx, "terms.phase."+p.Parallel)))
	}
	var days []string
	for _, d := range p.Days {
		days = append(days, text.T(ctx, "terms.track.days", "n", d.Count, "phase", strings.ToLower(text.T(ctx, "terms.phase."+d.Kind))))
	}
	if len(days) > 0 {
		said += " " + text.T(ctx, "terms.track.week", "days", and(ctx, days))
	}
	if gate := sentence(ctx, p.Gate); gate != "" {
		said += " " + text.T(ctx, "terms.track.gate", "gate", gate)
	}
	return said
}

// sayHelpers tells of the buddies, and of everybody else who helps.
func sayHelpers(ctx context.Context, t terms.Terms) []Paragraph {
	all := sayBuddies(ctx, t)
	var points sentences
	if t.Support != nil {
		for _, h := range t.Support.Helpers {
			say := "terms.helpers.may"
			if h.Needs {
				say = "terms.helpers.needed"
			}
			point := text.T(ctx, say, "helper", text.T(ctx, "terms.helper."+h.Kind))
			if h.Bears != "" {
				point += " " + ui.Capital(text.T(ctx, "terms.helpers.bears", "party", text.T(ctx, "terms.actor."+h.Bears)))
			}
			points.say("helpers", point)
		}
	}
	return list("", all, points)
}

func sayBuddies(ctx context.Context, t terms.Terms) []Paragraph {
	if t.Support == nil || t.Support.Buddy == nil {
		return nil
	}
	b := t.Buddy()
	var words sentences
	if !b.Needed {
		words.say("buddy", text.T(ctx, "terms.buddies.not_needed"))
		return words.paragraph()
	}
	words.say("buddy", text.T(ctx, "terms.buddies.needed"))
	if b.Pool > 0 {
		words.say("pool", text.T(ctx, "terms.buddies.pool", "n", b.Pool))
	}
	if b.Training {
		words.say("training", text.T(ctx, "terms.buddies.training"))
	}
	if b.Together {
		words.say("together", text.T(ctx, "terms.buddies.together"))
	}
	return words.paragraph()
}

func sayRhythm(ctx context.Context, series []terms.Series) []Paragraph {
	var points sentences
	for _, s := range series {
		meeting, every := text.T(ctx, "terms.series."+s.Kind), "terms.rhythm.every"
		if s.EveryWeeks == 2 {
			every = "terms.rhythm.every_second"
		}
		point := text.T(ctx, every, "meeting", meeting, "n", s.EveryWeeks)
		if s.LeastYear > 0 {
			point += " " + text.T(ctx, "terms.rhythm.least_year", "n", s.LeastYear)
		}
		if len(s.Needed) > 0 {
			point += " " + text.T(ctx, "terms.rhythm.needed", "people", and(ctx, named(ctx, "terms.role", s.Needed)))
		}
		if len(s.Welcome) > 0 {
			point += " " + text.T(ctx, "terms.rhythm.welcome", "people", and(ctx, named(ctx, "terms.role", s.Welcome)))
		}
		points.say("series", point)
	}
	return list("", nil, points)
}

func sayDocuments(ctx context.Context, d *terms.Documents) []Paragraph {
	if d == nil {
		return nil
	}
	var words sentences
	if d.PlanBeforeStart {
		words.say("plan", text.T(ctx, "terms.documents.plan"))
	}
	if d.LearningRecord {
		words.say("record", text.T(ctx, "terms.documents.record"))
	}
	if d.Attest {
		words.say("attest", text.T(ctx, "terms.documents.attest"))
	}
	if len(words) == 0 {
		words.say("documents.none", text.T(ctx, "terms.documents.none"))
	}
	all := list("terms.documents.goals", words.paragraph(), points(ctx, "goals", d.LearningGoals))
	all = list("terms.documents.goal_kinds", all, points(ctx, "goal_kinds", d.GoalKinds))
	all = list("terms.documents.tests", all, points(ctx, "tests", d.Tests))
	return list("terms.documents.papers", all, points(ctx, "papers", d.Papers))
}

func sayFunding(ctx context.Context, f *terms.Funding) []Paragraph {
	if f == nil {
		return nil
	}
	var points, payable sentences
	for _, l := range f.Lines {
		point := l.Instrument.In(text.From(ctx)) + ": " + text.T(ctx, "terms.payer."+l.Payer) + "."
		if l.Percent != nil {
			point += " " + text.T(ctx, "terms.funding.percent", "n", *l.Percent)
		}
		if l.Months != nil {
			point += " " + text.T(ctx, "terms.funding.months", "n", *l.Months)
		}
		if whom := sentence(ctx, l.For); whom != "" {
			point += " " + text.T(ctx, "terms.funding.for", "whom", whom)
		}
		if l.Case != "" {
			point += " " + text.T(ctx, "terms.funding.case", "case", l.Case)
		}
		if day := dayOf(ctx, l.ClaimBy); day != "" {
			point += " " + text.T(ctx, "terms.funding.claim_by", "day", day)
		}
		points.say("funding", point)
	}
	if p := f.Payable; p != nil {
		payable.say("payable", text.T(ctx, "terms.funding.payable", "metric", p.Metric.In(text.From(ctx)), "weeks", p.Weeks,
			"price", ui.Kroner(ctx, p.UnitPrice), "most", ui.Kroner(ctx, p.Most), "verifier", text.T(ctx, "terms.actor."+p.VerifiedBy)))
	}
	return append(list("", nil, points), payable.paragraph()...)
}

// sayPromises gathers the promises by who gives them.
func sayPromises(ctx context.Context, promises []terms.Promise) []Paragraph {
	var all []Paragraph
	for _, side := range terms.Sides {
		var points sentences
		for _, p := range promises {
			if p.By == side {
				points.say("promises."+side, SayPromise(ctx, p))
			}
		}
		all = list("terms.side."+side, all, points)
	}
	return all
}

// SayPromise tells what is promised, how firmly, and what makes it due.
func SayPromise(ctx context.Context, p terms.Promise) string {
	said := sentence(ctx, p.What)
	if p.Strength != "guarantee" {
		said += " " + text.T(ctx, "terms.strength_said."+p.Strength)
	}
	return said + promiseRest(ctx, p)
}

// SayPromised is what SayPromise tells, where the words before it say how firmly.
func SayPromised(ctx context.Context, p terms.Promise) string {
	said := sentence(ctx, p.What)
	if p.Strength == "no_promise" {
		said += " " + text.T(ctx, "terms.strength_said.no_promise")
	}
	return said + promiseRest(ctx, p)
}

// promiseRest tells what makes it due, and what shows that it is kept.
func promiseRest(ctx context.Context, p terms.Promise) string {
	var said string
	if key := "terms.promise_when." + p.When.Kind; p.When.Kind != "always" {
		said += " " + text.T(ctx, key)
	}
	if p.When.Days > 0 {
		said += " " + text.T(ctx, "terms.promises.days", "n", p.When.Days)
	}
	if p.When.Percent > 0 {
		said += " " + text.T(ctx, "terms.promises.listed", "n", p.When.Percent)
	}
	if p.Acknowledge {
		said += " " + text.T(ctx, "terms.promises.acknowledge")
	}
	if evidence := sentence(ctx, p.Evidence); evidence != "" {
		said += " " + text.T(ctx, "terms.promises.evidence", "evidence", evidence)
	}
	return said
}

func sayInformation(ctx context.Context, i *terms.Information) []Paragraph {
	if i == nil {
		return nil
	}
	var words sentences
	words.say("view", text.T(ctx, "terms.information."+i.View))
	words.say("access_weeks", text.T(ctx, "terms.information.weeks", "n", i.AccessWeeks))
	return list("terms.information.nav_keeps", words.paragraph(), points(ctx, "nav_keeps", i.NavKeeps))
}

// sayStep tells what is done, by whom and when: "Skriv og signer attesten. Arbeidsgiveren, innen 7 dager."
func sayStep(ctx context.Context, s terms.BranchStep) string {
	when := text.T(ctx, "terms.step.within", "n", s.Days)
	switch {
	case s.Days == 0:
		when = text.T(ctx, "terms.step.same_day")
	case s.Days < 0:
		when = text.T(ctx, "terms.step.before", "n", -s.Days)
	}
	what := strings.TrimSuffix(s.What.In(text.From(ctx)), ".")
	return text.T(ctx, "terms.step.line", "what", what, "owner", text.T(ctx, "terms.owner."+s.Owner), "when", when)
}

// SayAnchor tells how far a body at the workplace is taken with.
func SayAnchor(ctx context.Context, a terms.Anchor) string {
	return text.T(ctx, "terms.anchoring.line", "body", text.T(ctx, "anchoring.body."+a.Body), "degree", text.T(ctx, "terms.anchoring.degree."+a.Degree))
}
