package server

import (
	"net/http"

	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/route"
	"plass/internal/settle"
	"plass/templates/questionview"
)

func (s *Server) myQuestions(r *http.Request, tx *db.Tx) (http.Handler, error) {
	questions, err := nomination.MyQuestions(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	return page(questionview.List(questions, tx.Today())), nil
}

// myQuestion reads a question, what the person says of themselves, and what they have opened with a yes.
func myQuestion(r *http.Request, tx *db.Tx) (questionview.Shown, error) {
	id, err := pathID[nomination.ID](r, "nomination")
	if err != nil {
		return questionview.Shown{}, err
	}
	b := db.NewBatch(tx)
	question := nomination.AskMyQuestion(b, id)
	me := candidate.AskMyself(b)
	opened := nomination.AskDisclosures(b, id)
	err = b.Send(r.Context())
	return questionview.Shown{Question: *question, Me: *me, Opened: *opened, Form: form.Blank(), Today: tx.Today()}, err
}

func (s *Server) showMyQuestion(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := myQuestion(r, tx)
	if err != nil {
		return nil, err
	}
	return page(questionview.Show(shown)), nil
}

func (s *Server) answerMyQuestion(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := myQuestion(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Form = f
	id := shown.Question.ID
	if f.Pick("answer", "yes", "no") == "no" {
		if err := nomination.SayNo(r.Context(), tx, id, ""); err != nil {
			return nil, err
		}
		return done(route.MyYes, "said.no_said"), nil
	}
	yes := nomination.Yes{Fields: f.Picks("fields", nomination.Fields...), Buddy: f.Picks("buddy", nomination.BuddyFields...)}
	if err := f.Check(yes); err != nil {
		return page(questionview.Show(shown)), err
	}
	if err := nomination.SayYes(r.Context(), tx, id, yes); err != nil {
		return nil, err
	}
	return done(route.My("questions", id), "said.yes_said"), nil
}

func (s *Server) withdrawMyYes(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[nomination.ID](r, "nomination")
	if err != nil {
		return nil, err
	}
	if err := settle.Withdraw(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.MyYes, "said.yes_taken_back"), nil
}
