package server

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"plass/internal/attest"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/ending"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/templates/endingview"
	"plass/templates/layout"
)

// showEnding asks how a placement ended; of one that is over it tells.
func (s *Server) showEnding(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	of, err := look(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	p, err := placement.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	if p.Status() == placement.Ended {
		return s.showEnded(r.Context(), tx, p, of)
	}
	coming, err := theEnding(r.Context(), tx, p)
	if err != nil {
		return nil, err
	}
	coming.Form.Set("last_day", tx.Today().Format("2006-01-02"))
	return page(endingview.End(coming)), nil
}

// theEnding reads what will happen when the contact person ends the placement, with a blank form.
func theEnding(ctx context.Context, tx *db.Tx, p placement.Placement) (endingview.Coming, error) {
	if err := employer.MustOwn(ctx, tx, p.EmployerID); err != nil {
		return endingview.Coming{}, err
	}
	ahead, err := ending.Look(ctx, tx, p)
	return endingview.Coming{Placement: p, Ahead: ahead, Crumbs: aboveForNav(p), Form: form.Blank()}, err
}

// aboveForNav lists the pages above one that is below a placement.
func aboveForNav(p placement.Placement) []layout.Crumb {
	return []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(p.EmployerID), Label: p.Employer}, {To: route.Placement(p.ID), Label: p.Name}}
}

// aboveForPartner lists the same for those at the employer.
func aboveForPartner(p placement.Placement) []layout.Crumb {
	return []layout.Crumb{{To: route.OurPeople, Label: "layout.place.our_people"}, {To: route.Partner("placements", p.ID), Label: p.Name}}
}

// showEnded tells Nav how the placement ended, and why to those who need to know the person.
func (s *Server) showEnded(ctx context.Context, tx *db.Tx, p placement.Placement, of placement.OfCandidate) (http.Handler, error) {
	e := endingview.Ended{Placement: p, Crumbs: aboveForNav(p), Base: route.Placement(p.ID), Attest: route.Placement(p.ID, "attest"),
		Learning: route.Placement(p.ID, "learning"), Today: tx.Today()}
	if of.Outcome != nil && of.Branch != nil {
		e.Outcome, e.Branch = *of.Outcome, *of.Branch
	}
	if err := askEnded(ctx, tx, &e); err != nil {
		return nil, err
	}
	var err error
	e.Reason, err = ending.Reason(ctx, tx, s.keys, p.ID)
	return page(endingview.Show(e)), err
}

func askEnded(ctx context.Context, tx *db.Tx, e *endingview.Ended) error {
	b := db.NewBatch(tx)
	e.Checklist, e.Attests = ending.AskChecklist(b, e.Placement.ID), attest.AskOfPlacement(b, e.Placement.ID)
	return b.Send(ctx)
}

func (s *Server) endPlacement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	p, err := placement.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	coming, err := theEnding(r.Context(), tx, p)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	coming.Form = f
	d := ending.Draft{Outcome: placement.Outcome(f.Text("outcome")), LastDay: f.Date("last_day"), Reason: f.TextUpTo("reason", 1000),
		Started: p.StartsOn, Today: tx.Today()}
	if err := f.Check(d); err != nil {
		return page(endingview.End(coming)), err
	}
	if err := ending.Placement(r.Context(), tx, s.keys, id, d); err != nil {
		noteRefusal(f, err)
		return page(endingview.End(coming)), err
	}
	return done(route.Placement(id), "said.placement_ended"), nil
}

// partnerEnding shows those at the employer what was agreed for the end, and the papers. How it ended, and why, is not theirs.
func (s *Server) partnerEnding(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	p, err := placement.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	if p.Status() != placement.Ended {
		return nil, notFound()
	}
	e := endingview.Ended{Placement: p, Crumbs: aboveForPartner(p), Base: route.Partner("placements", id),
		Record: route.Partner("placements", id, "learning-record"), Learning: route.Partner("placements", id, "learning"), Today: tx.Today()}
	if err := askEnded(r.Context(), tx, &e); err != nil {
		return nil, err
	}
	for _, a := range *e.Attests {
		e.Attest = route.Partner("attests", a.ID)
	}
	return page(endingview.Show(e)), nil
}

// finishStep says that a step of the checklist is done, on any of the three sides.
func (s *Server) finishStep(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	item, err := pathID[struct{ uuid.UUID }](r, "item")
	if err != nil {
		return nil, err
	}
	if tx.Actor.Side() == auth.NavSide {
		p, err := placement.Get(r.Context(), tx, id)
		if err != nil {
			return nil, err
		}
		if err := employer.MustOwn(r.Context(), tx, p.EmployerID); err != nil {
			return nil, err
		}
	}
	if err := ending.Finish(r.Context(), tx, id, item.UUID); err != nil {
		return nil, err
	}
	to := map[auth.Side]string{auth.NavSide: route.Placement(id, "ending"), auth.PartnerSide: route.Partner("placements", id, "ending"), auth.CandidateSide: route.MyPapers}
	return done(to[tx.Actor.Side()], "said.step_done"), nil
}

// myPapers shows the participant the papers that are theirs to keep.
func (s *Server) myPapers(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	mine, signed, steps := placement.AskMine(b, tx), attest.AskMine(b), ending.AskMine(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	papers := make([]endingview.Paper, len(*mine))
	for i, p := range *mine {
		papers[i].Placement = p
		for _, a := range *signed {
			if a.PlacementID == p.ID {
				papers[i].Attest = &a
			}
		}
		for _, step := range *steps {
			if step.PlacementID == p.ID {
				papers[i].Steps = append(papers[i].Steps, step.Item)
			}
		}
	}
	return page(endingview.Papers(papers, tx.Today())), nil
}
