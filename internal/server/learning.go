package server

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"plass/internal/access"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/learning"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/templates/learningview"
)

// theLearning reads what the learning of the placement in the address is shown from, with a blank form.
func theLearning(r *http.Request, tx *db.Tx) (learningview.Shown, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return learningview.Shown{}, err
	}
	return learningOf(r.Context(), tx, id)
}

func learningOf(ctx context.Context, tx *db.Tx, id placement.ID) (learningview.Shown, error) {
	b := db.NewBatch(tx)
	p := placement.Ask(b, tx, id)
	s := learningview.Shown{Goals: learning.AskGoals(b, id), Entries: learning.AskEntries(b, id), Form: form.Blank()}
	err := b.Send(ctx)
	s.Placement = *p
	return s, err
}

// showLearning shows Nav what somebody learns, and writes who looked.
func (s *Server) showLearning(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theLearning(r, tx)
	if err != nil {
		return nil, err
	}
	if _, err := look(r.Context(), tx, shown.Placement.ID); err != nil {
		return nil, err
	}
	return page(learningview.ForNav(shown)), nil
}

// look writes that the actor opened a page about the person in the placement, to whoever needs to know the person.
func look(ctx context.Context, tx *db.Tx, id placement.ID) (placement.OfCandidate, error) {
	of, err := placement.CandidateOf(ctx, tx, id)
	if err != nil {
		return of, err
	}
	_, _, err = candidate.Look(ctx, tx, of.CandidateID, access.PlacementPage)
	return of, err
}

func (s *Server) partnerLearning(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theLearning(r, tx)
	if err != nil {
		return nil, err
	}
	return page(learningview.Ours(shown)), nil
}

// tickLearning says how well the participant did something: one tap.
func (s *Server) tickLearning(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theLearning(r, tx)
	if err != nil {
		return nil, err
	}
	entry, err := pathID[learning.EntryID](r, "entry")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	level := f.Int("level", 1, learning.Levels)
	if err := f.Check(); err != nil {
		return page(learningview.Ours(shown)), err
	}
	if err := learning.Tick(r.Context(), tx, shown.Placement.ID, entry, level); err != nil {
		return nil, err
	}
	return done(route.Partner("placements", shown.Placement.ID, "learning"), "said.ticked"), nil
}

func (s *Server) addGoal(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theLearning(r, tx)
	if err != nil {
		return nil, err
	}
	shown.Form = form.Posted(r)
	d := learning.GoalDraft{Title: shown.Form.TextUpTo("title", 120)}
	if err := shown.Form.Check(d); err != nil {
		return page(learningview.Ours(shown)), err
	}
	if err := learning.Plan(r.Context(), tx, shown.Placement.ID, d); err != nil {
		return nil, err
	}
	return done(route.Partner("placements", shown.Placement.ID, "learning"), "said.goal_added"), nil
}

func (s *Server) removeGoal(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	goal, err := pathID[learning.GoalID](r, "goal")
	if err != nil {
		return nil, err
	}
	if err := learning.RemoveGoal(r.Context(), tx, id, goal); err != nil {
		return nil, err
	}
	return done(route.Partner("placements", id, "learning"), "said.goal_removed"), nil
}

// wantHelp tells the contact person that a buddy needs help.
func (s *Server) wantHelp(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	if err := placement.WantHelp(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.Now, "said.help_wanted"), nil
}

// myLearning shows the participant the learning of the placement they are in, or were in last.
func (s *Server) myLearning(r *http.Request, tx *db.Tx) (http.Handler, error) {
	mine, err := myPlacements(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	if len(mine) == 0 {
		return page(learningview.MineEmpty()), nil
	}
	at := mine[0]
	for _, p := range mine {
		if p.Status() != placement.Ended {
			at = p
			break
		}
	}
	return showMine(r, tx, mine, at.ID)
}

func myPlacements(ctx context.Context, tx *db.Tx) ([]placement.Placement, error) {
	b := db.NewBatch(tx)
	mine := placement.AskMine(b, tx)
	err := b.Send(ctx)
	return *mine, err
}

// myLearningAt shows the participant the learning of one placement.
func (s *Server) myLearningAt(r *http.Request, tx *db.Tx) (http.Handler, error) {
	mine, err := myPlacements(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	return showMine(r, tx, mine, id)
}

func showMine(r *http.Request, tx *db.Tx, mine []placement.Placement, id placement.ID) (http.Handler, error) {
	shown, err := learningOf(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	shown.Form.Set("on_day", tx.Today().Format("2006-01-02"))
	return page(learningview.Mine(shown, except(mine, id), tx.Today())), nil
}

func except(mine []placement.Placement, id placement.ID) []placement.Placement {
	var others []placement.Placement
	for _, p := range mine {
		if p.ID != id {
			others = append(others, p)
		}
	}
	return others
}

// writeLearning adds an entry to the participant's own log.
func (s *Server) writeLearning(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := theLearning(r, tx)
	if err != nil {
		return nil, err
	}
	mine, err := myPlacements(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Form = f
	var goals []string
	for _, g := range *shown.Goals {
		goals = append(goals, g.ID.String())
	}
	again := page(learningview.Mine(shown, except(mine, shown.Placement.ID), tx.Today()))
	picked, _ := uuid.Parse(f.Pick("goal", goals...)) // what is no goal has been noted
	d := learning.Draft{Goal: learning.GoalID{UUID: picked}, What: f.TextUpTo("what", 500), OnDay: f.Date("on_day"), Today: tx.Today()}
	if f.Pick("level", "1", "2", "3") != "" {
		d.Level = f.Int("level", 1, learning.Levels)
	}
	if err := f.Check(d); err != nil {
		return again, err
	}
	if err := learning.Write(r.Context(), tx, shown.Placement.ID, d); err != nil {
		if wrong, ok := problems(err); ok {
			f.Add(wrong)
			return again, err
		}
		return nil, err
	}
	return done(route.My("placements", shown.Placement.ID, "learning"), "said.learning_written"), nil
}

// learningRecord prints all the learning of a placement, to the participant and to those at the employer.
func (s *Server) learningRecord(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	p := placement.Ask(b, tx, id)
	d := learningview.Documentation{Goals: learning.AskGoals(b, id), Entries: learning.AskEntries(b, id), Trainings: buddy.AskTrainingsOf(b, id.UUID), Now: tx.Now}
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	d.Placement = *p
	d.Back = route.MyPapers
	if tx.Actor.Candidate == uuid.Nil {
		d.Back = route.Partner("placements", id, "learning")
	}
	return s.paper(learningview.Record(d), "dokumentasjon"), nil
}

// notFound is said of what is not there, and of what is somebody else's.
func notFound() error { return fault.New(fault.NotFound, "fault.not_found") }
