package agreementview

import (
	"context"
	"strings"

	"plass/internal/terms"
	"plass/internal/text"
)

func sayParties(ctx context.Context, t terms.Terms) []Paragraph {
	var words, points []string
	if t.Scope != nil {
		words = append(words, text.T(ctx, "terms.reach."+t.Scope.Reach), text.T(ctx, "terms.offices", "n", t.Scope.Offices))
	}
	if t.Parties != nil {
		for _, role := range t.Parties.Roles {
			points = append(points, role.Does.In(text.From(ctx)))
		}
	}
	if len(words)+len(points) == 0 {
		return nil
	}
	return []Paragraph{{Words: strings.Join(words, " "), Points: points}}
}

func sayPlaces(ctx context.Context, t terms.Terms) []Paragraph {
	if len(t.Lines()) == 0 {
		return []Paragraph{{Words: text.T(ctx, "terms.places.none")}}
	}
	var points []string
	for _, l := range t.Lines() {
		point := SayLine(ctx, l)
		if l.Standing {
			point += " " + text.T(ctx, "terms.places.alarm", "n", l.AlarmDays)
		}
		points = append(points, point)
	}
	return []Paragraph{{Points: points}}
}

// SayLine tells what a line promises: "3 varige plasser til enhver tid, uten sluttdato."
func SayLine(ctx context.Context, l terms.Line) string {
	promise, length := "terms.places.on_request", text.T(ctx, "terms.places.open_ended")
	if l.Standing {
		promise = "terms.places.standing"
	}
	if l.Months != nil {
		length = text.T(ctx, "terms.places.months", "n", *l.Months)
	}
	places := text.T(ctx, "terms.places."+string(l.Kind), "n", l.Count)
	return text.T(ctx, "terms.places.line", "promise", text.T(ctx, promise, "places", places), "length", length)
}

func sayIntake(ctx context.Context, i *terms.Intake) []Paragraph {
	if i == nil {
		return nil
	}
	words := []string{text.T(ctx, "terms.trigger."+i.Trigger)}
	if how := i.How.In(text.From(ctx)); how != "" {
		words = append(words, how)
	}
	if len(i.Steps) > 0 {
		words = append(words, text.T(ctx, "terms.intake.steps", "steps", and(ctx, named(ctx, "terms.step", i.Steps))))
	}
	if i.NavPresent {
		words = append(words, text.T(ctx, "terms.intake.nav_present"))
	}
	words = append(words, text.T(ctx, "terms.intake.answer_days", "n", i.AnswerDays))
	return list("terms.intake.criteria", []Paragraph{{Words: strings.Join(words, " ")}}, in(ctx, i.Criteria))
}

func sayTrack(ctx context.Context, t *terms.Track) []Paragraph {
	if t == nil {
		return nil
	}
	var points []string
	for _, p := range t.Phases {
		phase := text.T(ctx, "terms.phase."+p.Kind)
		if p.Months == nil {
			points = append(points, text.T(ctx, "terms.track.open", "phase", phase))
		} else {
			points = append(points, text.T(ctx, "terms.track.phase", "phase", phase, "n", *p.Months))
		}
	}
	return list("", nil, points)
}

func sayBuddies(ctx context.Context, b terms.BuddyRule) []Paragraph {
	if !b.Needed {
		return []Paragraph{{Words: text.T(ctx, "terms.buddies.not_needed")}}
	}
	words := []string{text.T(ctx, "terms.buddies.needed")}
	if b.Pool > 0 {
		words = append(words, text.T(ctx, "terms.buddies.pool", "n", b.Pool))
	}
	if b.Training {
		words = append(words, text.T(ctx, "terms.buddies.training"))
	}
	if b.Together {
		words = append(words, text.T(ctx, "terms.buddies.together"))
	}
	return []Paragraph{{Words: strings.Join(words, " ")}}
}

func sayRhythm(ctx context.Context, series []terms.Series) []Paragraph {
	if len(series) == 0 {
		return []Paragraph{{Words: text.T(ctx, "terms.rhythm.none")}}
	}
	var points []string
	for _, s := range series {
		meeting, every := text.T(ctx, "terms.series."+s.Kind), "terms.rhythm.every"
		if s.EveryWeeks == 2 {
			every = "terms.rhythm.every_second"
		}
		point := text.T(ctx, every, "meeting", meeting, "n", s.EveryWeeks)
		if len(s.Needed) > 0 {
			point += " " + text.T(ctx, "terms.rhythm.needed", "people", and(ctx, named(ctx, "terms.role", s.Needed)))
		}
		if len(s.Welcome) > 0 {
			point += " " + text.T(ctx, "terms.rhythm.welcome", "people", and(ctx, named(ctx, "terms.role", s.Welcome)))
		}
		points = append(points, point)
	}
	return []Paragraph{{Points: points}}
}

func sayDocuments(ctx context.Context, d *terms.Documents) []Paragraph {
	if d == nil {
		d = &terms.Documents{}
	}
	var words []string
	if d.PlanBeforeStart {
		words = append(words, text.T(ctx, "terms.documents.plan"))
	}
	if d.LearningRecord {
		words = append(words, text.T(ctx, "terms.documents.record"))
	}
	if d.Attest {
		words = append(words, text.T(ctx, "terms.documents.attest"))
	}
	if len(words) == 0 {
		words = append(words, text.T(ctx, "terms.documents.none"))
	}
	return list("terms.documents.goals", []Paragraph{{Words: strings.Join(words, " ")}}, in(ctx, d.LearningGoals))
}

func sayFunding(ctx context.Context, f *terms.Funding) []Paragraph {
	if f == nil {
		return nil
	}
	var points []string
	for _, l := range f.Lines {
		points = append(points, l.Instrument.In(text.From(ctx))+": "+text.T(ctx, "terms.payer."+l.Payer)+".")
	}
	return list("", nil, points)
}

func sayInformation(ctx context.Context, i *terms.Information) []Paragraph {
	if i == nil {
		return nil
	}
	return []Paragraph{{Words: text.T(ctx, "terms.information."+i.View) + " " + text.T(ctx, "terms.information.weeks", "n", i.AccessWeeks)}}
}

// sayStep tells what is done, by whom and when: "Skriv og signer attesten. Arbeidsgiveren, innen 7 dager."
func sayStep(ctx context.Context, s terms.Step) string {
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
