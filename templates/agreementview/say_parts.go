package agreementview

import (
	"context"
	"time"

	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

func sayParties(ctx context.Context, t terms.Terms) []Paragraph {
	var words, points sentences
	if s := t.Scope; s != nil {
		words.say("reach", text.T(ctx, "terms.reach."+s.Reach))
		if s.Offices > 0 {
			words.say("offices", text.T(ctx, "terms.offices", "n", s.Offices))
		}
		if s.Units > 0 {
			words.say("units", text.T(ctx, "terms.units", "n", s.Units))
		}
		words.say("where", sentence(ctx, s.Where))
	}
	if t.Parties != nil {
		for _, role := range t.Parties.Roles {
			points.say("parties", sayParty(ctx, role))
		}
	}
	if t.Parties != nil && t.Parties.Coordinator != "" {
		words.say("coordinator", ui.Capital(text.T(ctx, "terms.coordinator", "party", text.T(ctx, "terms.actor."+t.Parties.Coordinator))))
	}
	if len(words)+len(points) == 0 {
		return nil
	}
	return []Paragraph{{Words: words, Points: points}}
}

// sayParty tells who takes part with what, and from when: "Eid kommune: tar imot seks. Med fra 1. januar 2027."
func sayParty(ctx context.Context, p terms.Party) string {
	words := p.Does.In(text.From(ctx))
	if p.Name != "" {
		words = p.Name + ": " + words
	}
	if p.Most > 0 {
		words += " " + text.T(ctx, "terms.party_most", "n", p.Most)
	}
	from, to := dayOf(ctx, p.FromOn), dayOf(ctx, p.ToOn)
	switch {
	case from != "" && to != "":
		words += " " + text.T(ctx, "terms.party_from_to", "from", from, "to", to)
	case from != "":
		words += " " + text.T(ctx, "terms.party_from", "from", from)
	case to != "":
		words += " " + text.T(ctx, "terms.party_to", "to", to)
	}
	return words
}

func dayOf(ctx context.Context, written string) string {
	day, err := time.Parse(time.DateOnly, written)
	if err != nil {
		return ""
	}
	return ui.Date(ctx, day)
}

func sayAim(ctx context.Context, o terms.Outcomes) []Paragraph {
	var counts, points sentences
	counts.say("counts", named(ctx, "terms.counts", o.Counts)...)
	all := list("terms.outcomes.counts", said(ctx, "aim", o.Aim), counts)
	for _, t := range o.Targets {
		points.say("targets", SayTarget(ctx, t))
	}
	for _, weeks := range o.Checkpoints {
		points.say("checkpoints", text.T(ctx, "terms.outcomes.checkpoint", "n", weeks))
	}
	return list("terms.outcomes.targets", all, points)
}

// SayTarget tells how many are to come how far: "70 prosent får tilbud om jobb."
func SayTarget(ctx context.Context, t terms.Target) string {
	metric := text.T(ctx, "terms.metric."+t.Metric)
	switch {
	case t.Percent > 0:
		return text.T(ctx, "terms.outcomes.percent", "n", t.Percent, "metric", metric)
	case t.Of > 0:
		return text.T(ctx, "terms.outcomes.of", "count", t.Count, "of", t.Of, "metric", metric)
	}
	return text.T(ctx, "terms.outcomes.count", "count", t.Count, "metric", metric)
}

func sayPlaces(ctx context.Context, t terms.Terms) []Paragraph {
	var none, points sentences
	if len(t.Lines()) == 0 && t.Scope != nil && t.Scope.Framework {
		none.say("places.none", text.T(ctx, "terms.places.in_locals"))
		return none.paragraph()
	}
	if len(t.Lines()) == 0 {
		none.say("places.none", text.T(ctx, "terms.places.none"))
		return none.paragraph()
	}
	for _, l := range t.Lines() {
		point := SayLine(ctx, l)
		if l.Rule == terms.Standing {
			point += " " + text.T(ctx, "terms.places.alarm", "n", l.AlarmDays)
		}
		for _, q := range l.Quotas {
			point += " " + text.T(ctx, "terms.places.quota", "party", q.Party.In(text.From(ctx)), "n", q.Count)
		}
		points.say("places", point)
	}
	return []Paragraph{{Points: points}}
}

// SayLine tells what a line promises: "3 varige plasser til enhver tid, uten sluttdato."
func SayLine(ctx context.Context, l terms.Line) string {
	places := text.T(ctx, "terms.places."+string(l.Kind), "n", l.Count)
	if l.Least > 0 && l.Least < l.Count {
		places = text.T(ctx, "terms.places.least", "least", l.Least, "places", places)
	}
	promise := text.T(ctx, "terms.places."+string(l.Rule), "places", places)
	promise = ui.Capital(promise)
	line := promise + "."
	switch {
	case l.Months != nil:
		line = text.T(ctx, "terms.places.line", "promise", promise, "length", text.T(ctx, "terms.places.months", "n", *l.Months))
	case l.Kind == terms.Durable:
		line = text.T(ctx, "terms.places.line", "promise", promise, "length", text.T(ctx, "terms.places.open_ended"))
	}
	if name := l.Name.In(text.From(ctx)); name != "" {
		line = name + ": " + line
	}
	return line
}

func sayNeed(ctx context.Context, n terms.Need) []Paragraph {
	all := said(ctx, "profile", n.Profile)
	var words sentences
	if n.Language != "" {
		words.say("language", text.T(ctx, "terms.need.language", "level", n.Language))
	}
	if n.Percent != nil {
		words.say("percent", text.T(ctx, "terms.need.percent", "n", *n.Percent))
	}
	words.say("need_gate", sentence(ctx, n.Gate))
	all = append(all, words.paragraph()...)
	return list("terms.need.skills", list("terms.need.tasks", all, points(ctx, "tasks", n.Tasks)), points(ctx, "skills", n.Skills))
}

func sayIntake(ctx context.Context, i *terms.Intake) []Paragraph {
	if i == nil {
		return nil
	}
	var words, steps sentences
	words.say("trigger", text.T(ctx, "terms.trigger."+i.Trigger))
	if c := i.Cohort; c != nil {
		words = append(words, sayCohort(ctx, *c)...)
	}
	words.say("how", sentence(ctx, i.How))
	if gate := sentence(ctx, i.Gate); gate != "" {
		words.say("intake_gate", text.T(ctx, "terms.intake.gate", "gate", gate))
	}
	if len(i.Parts) > 0 {
		words.say("intake_parts", text.T(ctx, "terms.intake.parts", "parts", and(ctx, named(ctx, "terms.intake_part", i.Parts))))
	}
	if i.NavPresent {
		words.say("nav_present", text.T(ctx, "terms.intake.nav_present"))
	}
	if i.AnswerDays > 0 {
		words.say("answer_days", text.T(ctx, "terms.intake.answer_days", "n", i.AnswerDays))
	}
	all := list("terms.intake.criteria", words.paragraph(), points(ctx, "criteria", i.Criteria))
	for _, step := range i.Steps {
		say, who := "terms.intake.step", and(ctx, named(ctx, "terms.actor", step.Acts))
		if step.Decides != "" {
			say = "terms.intake.step_decides"
		}
		steps.say("steps", text.T(ctx, say, "step", text.T(ctx, "terms.step_kind."+step.Kind), "who", who, "decides", text.T(ctx, "terms.actor."+step.Decides)))
	}
	return list("terms.intake.steps", all, steps)
}

func sayCohort(ctx context.Context, c terms.Cohort) (words sentences) {
	switch {
	case c.Least > 0 && c.Most > c.Least:
		words.say("cohort", text.T(ctx, "terms.cohort.between", "least", c.Least, "most", c.Most))
	case c.Most > 0 && c.Least == c.Most:
		words.say("cohort", text.T(ctx, "terms.cohort.exactly", "n", c.Most))
	case c.Most > 0:
		words.say("cohort", text.T(ctx, "terms.cohort.up_to", "n", c.Most))
	default:
		words.say("cohort", text.T(ctx, "terms.cohort.together"))
	}
	switch {
	case c.LeastYear > 0 && c.MostYear > c.LeastYear:
		words.say("cohort_year", text.T(ctx, "terms.cohort.year_between", "least", c.LeastYear, "most", c.MostYear))
	case c.MostYear > 0:
		words.say("cohort_year", text.T(ctx, "terms.cohort.year", "n", c.MostYear))
	}
	if c.Rounds > 0 {
		words.say("cohort_rounds", text.T(ctx, "terms.cohort.rounds", "n", c.Rounds))
	}
	return words
}
