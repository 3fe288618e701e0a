package server

import (
	"net/http"

	"github.com/google/uuid"

	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/learningview"
	"plass/templates/meetingview"
	"plass/templates/planview"
	"plass/templates/ui"
)

// showMyPlan shows a participant the plan, and somebody without a placement what happens now.
func (s *Server) showMyPlan(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	mine, questions, meetings, contacts := placement.AskMine(b, tx), nomination.AskMyQuestions(b), meeting.AskMine(b), candidate.AskMyContacts(b)
	promises, offers := promise.AskMine(b, tx), promise.AskMyOffers(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	current, ok := now(*mine)
	if !ok {
		return page(planview.NoPlacement(planview.Waiting{Questions: *questions, Meetings: *meetings, People: toCall(*questions, *contacts), Now: tx.Now})), nil
	}
	w, err := thePlan(r, tx, current.ID)
	if err != nil {
		return nil, err
	}
	return page(planview.Mine(w, planview.Waiting{Questions: *questions, Now: tx.Now, ToRead: len(promise.Unread(*promises)) > 0, ToAnswer: len(promise.Unanswered(*offers)) > 0}, learningview.Goals(w.Goals, text.T(r.Context(), "learning.by_me")))), nil
}

// now returns the placement that somebody is in, or that comes first; else the last one they were in.
func now(mine []placement.Placement) (placement.Placement, bool) {
	for i := len(mine) - 1; i >= 0; i-- {
		if mine[i].Status() != placement.Ended {
			return mine[i], true
		}
	}
	if len(mine) == 0 {
		return placement.Placement{}, false
	}
	return mine[0], true
}

// toCall lists those at Nav whom somebody without a placement can call, each once.
func toCall(questions []nomination.Question, contacts []candidate.Contact) []ui.Person {
	var people []ui.Person
	known := map[string]bool{"": true}
	add := func(name, phone, does string) {
		if !known[name] {
			known[name] = true
			people = append(people, ui.Person{Name: name, Phone: phone, Does: does})
		}
	}
	for _, c := range contacts {
		add(c.Name, c.Phone, "plan.does.follows_up")
	}
	for _, q := range questions {
		add(q.AskedBy, q.AskedPhone, "plan.does.asked")
	}
	return people
}

// printMyPlan shows the participant's plan on one sheet.
func (s *Server) printMyPlan(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	mine := placement.AskMine(b, tx)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	current, ok := now(*mine)
	if !ok {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	w, err := thePlan(r, tx, current.ID)
	if err != nil {
		return nil, err
	}
	return s.paper(planview.Sheet(w, route.MyPlan), "plan"), nil
}

// listMyMeetings shows a candidate their meetings, with an answer for each.
func (s *Server) listMyMeetings(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	meetings, answers := meeting.AskMine(b), meeting.AskMyAnswers(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	said := map[meeting.ID]meeting.Person{}
	for _, a := range *answers {
		said[a.MeetingID] = a
	}
	var ahead, held []meeting.Meeting
	for _, m := range *meetings {
		if m.Open() && (m.At.After(tx.Now) || db.Day(m.At).Equal(tx.Today())) {
			ahead = append(ahead, m)
		} else {
			held = append([]meeting.Meeting{m}, held...)
		}
	}
	return page(meetingview.Mine(ahead, held, said, tx.Now)), nil
}

// finishMyTodo says that something the participant had to do is done.
func (s *Server) finishMyTodo(r *http.Request, tx *db.Tx) (http.Handler, error) {
	todo, err := pathID[struct{ uuid.UUID }](r, "todo")
	if err != nil {
		return nil, err
	}
	if err := meeting.Finish(r.Context(), tx, todo.UUID); err != nil {
		return nil, err
	}
	return done(route.MyMeetings, "said.todo_done"), nil
}
