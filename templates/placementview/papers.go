package placementview

import (
	"context"

	"plass/internal/auth"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/address"
	"plass/templates/ui"
)

// A Paper is a document that somebody is to have of the placement, or that is there already.
type Paper struct {
	What   string // a text key, or the agreement's own words
	State  string // text key "placement.paper_state." and the state
	When   string
	Signs  string // who signs, or makes it so
	To     string // where it is; empty: nowhere to go
	Colour ui.Colour
}

// The states of a paper.
const (
	paperDone    = "done"
	paperMissing = "missing" // its day has come
	paperWaits   = "waits"   // for somebody to sign, or to go on
	paperLater   = "later"
	paperAgreed  = "agreed" // the agreement says so, and Plass does not follow it
)

var paperColours = map[string]ui.Colour{paperDone: ui.Success, paperMissing: ui.Danger, paperWaits: ui.Warning, paperLater: ui.Neutral, paperAgreed: ui.Neutral}

// papers returns the documents of the placement: those the agreement asks for, and those that are there without.
func (s Shown) papers(ctx context.Context) []Paper {
	all := s.planPaper(ctx)
	all = append(all, s.recordPaper(ctx)...)
	all = append(all, s.attestPaper(ctx)...)
	for _, words := range s.Documents.Papers {
		all = append(all, Paper{What: words.In(text.From(ctx)), State: paperAgreed, When: text.T(ctx, "placement.paper_when.end"), Signs: text.T(ctx, "placement.paper_signs.unsaid")})
	}
	for i := range all {
		all[i].Colour = paperColours[all[i].State]
	}
	return all
}

func (s Shown) planPaper(ctx context.Context) []Paper {
	if s.Plan == nil && !s.Documents.PlanBeforeStart {
		return nil
	}
	p := Paper{What: "placement.paper.plan", Signs: text.T(ctx, "placement.paper_signs.plan"), State: paperWaits, When: text.T(ctx, "placement.paper_when.before", "day", ui.Date(ctx, s.Placement.StartsOn))}
	switch {
	case s.Plan != nil:
		p.State, p.When, p.To = paperDone, text.T(ctx, "placement.paper_when.made", "day", ui.Date(ctx, s.Plan.MadeAt)), address.Placement(ctx, s.Placement.ID, "plan", "print")
	case !s.Today.Before(s.Placement.StartsOn):
		p.State = paperMissing
	}
	return []Paper{p}
}

// recordPaper is the documentation of what was learned: it grows with the log, and is whole when all goals are confirmed or the placement is over.
func (s Shown) recordPaper(ctx context.Context) []Paper {
	confirmed := 0
	for _, g := range s.Goals {
		if g.Ticked > 0 {
			confirmed++
		}
	}
	if !s.Documents.LearningRecord && confirmed == 0 {
		return nil
	}
	p := Paper{What: "placement.paper.record", Signs: text.T(ctx, "placement.paper_signs.record"), To: address.Placement(ctx, s.Placement.ID, "learning"),
		When: text.T(ctx, "placement.paper_when.confirmed", "n", confirmed, "of", len(s.Goals)), State: paperWaits}
	switch {
	case confirmed > 0 && (confirmed == len(s.Goals) || s.Placement.Status() == placement.Ended):
		p.State = paperDone
	case s.Placement.Status() == placement.Ended:
		p.State = paperMissing
	case s.Placement.Status() == placement.Planned:
		p.State = paperLater
	}
	return []Paper{p}
}

func (s Shown) attestPaper(ctx context.Context) []Paper {
	if len(s.Attests) == 0 {
		if !s.Documents.Attest || s.Placement.Status() == placement.Ended && s.Placement.BegunAt == nil {
			return nil // nobody was there to be told of
		}
		p := Paper{What: "placement.paper.attest", Signs: text.T(ctx, "placement.paper_signs.attest"), State: paperLater, When: text.T(ctx, "placement.paper_when.end")}
		if last := lastDay(s.Placement); last != nil {
			p.When = text.T(ctx, "placement.paper_when.after", "day", ui.Date(ctx, *last))
		}
		if s.Placement.Status() == placement.Ended {
			p.State = paperMissing
		}
		return []Paper{p}
	}
	a := s.Attests[0]
	p := Paper{What: "placement.paper.attest", State: paperWaits, Signs: text.T(ctx, "placement.paper_signs.attest"), When: text.T(ctx, "placement.attest_waits", "day", ui.Date(ctx, a.DraftedAt))}
	if a.SignedAt != nil {
		p.State, p.Signs, p.When = paperDone, a.Signer, text.T(ctx, "placement.attest_signed", "day", ui.Date(ctx, *a.SignedAt), "who", a.Signer)
	}
	if auth.From(ctx).Side() == auth.NavSide {
		p.To = address.Placement(ctx, s.Placement.ID, "attest")
	} else {
		p.To = route.Partner("attests", a.ID)
	}
	return []Paper{p}
}
