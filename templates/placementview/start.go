package placementview

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/buddy"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/seat"
	"plass/internal/text"
	"plass/templates/ui"
)

// A Beginning is what the form that places somebody knows of the place.
type Beginning struct {
	Presentation nomination.Presentation
	Name         string
	Agreement    agreement.Agreement
	Line         seat.Line
	Rule         placement.StartRule
	Rhythms      []meeting.Rhythm
	Buddies      []buddy.Buddy
	Goals        int // things to learn that the agreement names
	Full         bool
	StartsOn     time.Time // what the consequences are counted from; zero when the form has no day
	LastOn       *time.Time
	Agreed       *time.Time // the last day that the agreement's own length gives
}

// buddies lists the pool with how free and how trained each is.
func buddies(ctx context.Context, pool []buddy.Buddy, needsTraining bool) []ui.Choice {
	var choices []ui.Choice
	for _, b := range pool {
		key := "buddy.choice"
		switch {
		case !b.Free():
			key = "buddy.choice.full"
		case b.TrainedOn == nil && needsTraining:
			key = "buddy.choice.untrained"
		case b.TrainedOn != nil:
			key = "buddy.choice.trained"
		}
		day := ""
		if b.TrainedOn != nil {
			day = ui.ShortDate(*b.TrainedOn)
		}
		choices = append(choices, ui.Choice{Value: b.ID.String(), Label: text.T(ctx, key, "name", b.Name, "follows", b.Follows, "most", b.Most, "day", day)})
	}
	return choices
}

// ends lists how long somebody can stay: as agreed, to another day, or without an end.
func (g Beginning) ends(ctx context.Context) []ui.Choice {
	var choices []ui.Choice
	if g.Line.Months != nil {
		agreed := ui.Choice{Value: EndsAgreed, Label: text.T(ctx, "start.ends.agreed", "n", *g.Line.Months)}
		if g.Agreed != nil {
			agreed.Hint = text.T(ctx, "start.ends.agreed_last", "day", ui.Date(ctx, *g.Agreed))
		}
		choices = append(choices, agreed)
	}
	return append(choices, ui.Choice{Value: EndsOpen, Label: text.T(ctx, "start.ends.open")}, ui.Choice{Value: EndsOwn, Label: text.T(ctx, "start.ends.own")})
}

// How long somebody can stay.
const (
	EndsAgreed = "agreed"
	EndsOpen   = "open"
	EndsOwn    = "own"
)

// series returns the days of the meetings that will be made.
func (g Beginning) series() (days []time.Time, kinds []meeting.Kind) {
	if g.StartsOn.IsZero() {
		return nil, nil
	}
	for _, r := range g.Rhythms {
		for _, at := range meeting.Series(g.StartsOn, g.LastOn, r.EveryWeeks) {
			days, kinds = append(days, at), append(kinds, r.Kind)
		}
	}
	return days, kinds
}

// means lists what will happen.
func (g Beginning) means(ctx context.Context) []string {
	var list []string
	days, _ := g.series()
	for _, r := range g.Rhythms {
		list = append(list, text.T(ctx, "start.means.rhythm", "n", r.EveryWeeks, "kind", text.T(ctx, "meeting.kinds."+string(r.Kind))))
	}
	if len(days) > 0 {
		list = append(list, text.T(ctx, "start.means.meetings", "n", len(days)))
	}
	if g.Goals > 0 {
		list = append(list, text.T(ctx, "start.means.goals", "n", g.Goals))
	}
	list = append(list, text.T(ctx, "start.means.seat"), text.T(ctx, "start.means.name", "employer", g.Presentation.Employer), text.T(ctx, "start.means.told"))
	if g.Rule.PlanNeeded {
		list = append(list, text.T(ctx, "start.means.plan"))
	}
	return list
}

// untrained tells that some buddies have to be trained first.
func (g Beginning) untrained() bool {
	for _, b := range g.Buddies {
		if b.TrainedOn == nil && g.Rule.TrainingNeeded {
			return true
		}
	}
	return false
}

// An Editing is what the form that changes a placement knows.
type Editing struct {
	Placement   placement.Placement
	Rule        placement.StartRule
	Units       []employer.Unit
	Buddies     []buddy.Buddy
	Differences []ui.Difference
}

func (e Editing) units() []ui.Choice {
	var choices []ui.Choice
	for _, u := range e.Units {
		if u.ClosedAt == nil || u.ID == e.Placement.UnitID {
			choices = append(choices, ui.Choice{Value: u.ID.String(), Label: u.Name})
		}
	}
	return choices
}

// over reports whether the form asks why there shall be more people than places.
func over(f *form.Form) bool {
	return f.Problem("over_because").Key != "" || f.Value("over_because") != ""
}
