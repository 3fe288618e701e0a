package server

import (
	"net/http"

	"plass/internal/access"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/settle"
	"plass/templates/presentationview"
	"plass/templates/requestview"
)

// nominate names a person for a request, who is asked.
func (s *Server) nominate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[request.ID](r, "request")
	if err != nil {
		return nil, err
	}
	shown, err := theRequest(r, tx, id)
	if err != nil {
		return nil, err
	}
	switch {
	case shown.Request.ClosedAt != nil:
		return nil, fault.New(fault.Conflict, "request.closed")
	case !shown.MayNominate():
		return nil, fault.New(fault.Forbidden, "request.other_office")
	}
	f := form.Posted(r)
	shown.Nominate = f
	d := nomination.Draft{
		Candidate: form.ID[candidate.ID](f, "candidate"), Meets: f.Picks("meets", shown.Request.Criteria...),
		Note: f.TextUpTo("note", 1000), AnswerBy: f.Date("answer_by"), Today: tx.Today(),
	}
	if err := f.Check(d); err != nil {
		return page(requestview.Show(shown)), err
	}
	_, err = nomination.Nominate(r.Context(), tx, id, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(requestview.Show(shown)), f.Check()
	}
	if err != nil {
		noteRefusal(f, err)
		return page(requestview.Show(shown)), err
	}
	return done(route.Request(id), "said.nominated"), nil
}

// answerForm is where Nav writes down what a person answered in a talk.
func (s *Server) answerForm(r *http.Request, tx *db.Tx) (http.Handler, error) {
	n, c, err := asked(r, tx)
	if err != nil {
		return nil, err
	}
	return page(presentationview.Answer(form.Blank(), n, c)), nil
}

// asked returns the nomination and the person it is of, whose profile the page shows; that leaves its line.
func asked(r *http.Request, tx *db.Tx) (n nomination.Nomination, c candidate.Candidate, err error) {
	id, err := pathID[nomination.ID](r, "nomination")
	if err != nil {
		return n, c, err
	}
	if n, err = nomination.Get(r.Context(), tx, id); err != nil {
		return n, c, err
	}
	c, _, err = candidate.Look(r.Context(), tx, n.CandidateID, access.PresentationPage)
	return n, c, err
}

func (s *Server) writeAnswer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	n, c, err := asked(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	way := f.Pick("way", nomination.Ways...)
	said := f.Pick("answer", "yes", "no")
	again := page(presentationview.Answer(f, n, c))
	yes := nomination.Yes{Fields: f.Picks("fields", nomination.Fields...), Buddy: f.Picks("buddy", nomination.BuddyFields...), Way: way}
	if said == "no" {
		yes.Fields, yes.Buddy = nil, nil
	}
	if err := f.Check(yes); err != nil {
		return again, err
	}
	if said == "no" {
		err = nomination.SayNo(r.Context(), tx, n.ID, way)
	} else {
		err = nomination.SayYes(r.Context(), tx, n.ID, yes)
	}
	if err != nil {
		noteRefusal(f, err)
		return again, err
	}
	return done(route.Request(n.RequestID), "said.answer_written"), nil
}

// takeBack takes the yes back for a person who has told Nav so.
func (s *Server) takeBack(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[nomination.ID](r, "nomination")
	if err != nil {
		return nil, err
	}
	n, err := nomination.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	if err := settle.Withdraw(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.Request(n.RequestID), "said.yes_withdrawn"), nil
}

// previewNomination shows what the employer will see, before anybody is presented: the rows that were
// opened at the yes, in the employer's own template.
func (s *Server) previewNomination(r *http.Request, tx *db.Tx) (http.Handler, error) {
	n, _, err := asked(r, tx)
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	opened := nomination.AskDisclosures(b, n.ID)
	req := request.Ask(b, n.RequestID)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	if n.Answer == nil || *n.Answer != "yes" || n.WithdrawnAt != nil {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return page(presentationview.BeforePresenting(n, *req, nomination.ProfileOf(*opened, "employer"), tx.Now)), nil
}

// present shows somebody who has said yes to the employer.
func (s *Server) present(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[nomination.ID](r, "nomination")
	if err != nil {
		return nil, err
	}
	presentation, err := nomination.Present(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	return done(route.Presentation(presentation), "said.presented"), nil
}
