package server

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"plass/internal/access"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/meeting"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/templates/meetingview"
	"plass/templates/placementview"
)

// showMeeting shows a meeting: who comes, the minutes to write on its day, and what was shared.
func (s *Server) showMeeting(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.theMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	return page(meetingview.Show(shown)), nil
}

// theMeeting reads what the page of a meeting shows, and writes who at Nav looked.
func (s *Server) theMeeting(r *http.Request, tx *db.Tx) (meetingview.Shown, error) {
	id, err := pathID[meeting.ID](r, "meeting")
	if err != nil {
		return meetingview.Shown{}, err
	}
	b, nav := db.NewBatch(tx), tx.Actor.Side() == auth.NavSide
	m, who, asked := meeting.Ask(b, id), meeting.AskWho(b, tx, id), meeting.AskPeople(b, id)
	scores, agreed, todos := meeting.AskScores(b, id), meeting.AskAgreed(b, tx, id), meeting.AskTodos(b, id)
	grounds := &[]candidate.Ground{}
	if nav {
		grounds = candidate.AskGroundOfMeeting(b, id.UUID)
	}
	if err := b.Send(r.Context()); err != nil {
		return meetingview.Shown{}, err
	}
	shown := meetingview.Shown{Meeting: *m, Who: who.Name, Now: tx.Now, Today: tx.Today(), Asked: *asked, Scores: *scores, Agreed: agreed.Agreed, Judgement: agreed.Judgement,
		Todos: *todos, Answer: form.Blank(), Note: form.Blank(), MayWrite: tx.Actor.Is(auth.EmployerContact)}
	if nav {
		if err := looked(r.Context(), tx, *grounds, openedBy(*m)); err != nil {
			return shown, err
		}
	}
	if err := s.around(r, tx, &shown); err != nil {
		return shown, err
	}
	shown.Minutes = filledMinutes(shown)
	return shown, nil
}

// openedBy is the page that whoever opens a meeting has opened, as the person it is about reads it.
func openedBy(m meeting.Meeting) access.Page {
	if m.PlacementID == nil {
		return access.PresentationPage
	}
	return access.PlacementPage
}

// around reads what a meeting's page tells of its placement: who follows the participant, what was agreed before, and what comes next.
func (s *Server) around(r *http.Request, tx *db.Tx, shown *meetingview.Shown) error {
	b, m := db.NewBatch(tx), shown.Meeting
	contacts := &[]employer.ContactPerson{}
	if tx.Actor.Is(auth.NavContact) {
		contacts = employer.AskContactPerson(b, m.EmployerID)
	}
	p, open, series := &placement.Placement{}, &[]meeting.Todo{}, &[]meeting.Meeting{}
	var notes meeting.Sealed
	if m.PlacementID != nil {
		p, open, series = placement.Ask(b, tx, *m.PlacementID), meeting.AskOpenTodos(b, *m.PlacementID), meeting.AskOfPlacement(b, *m.PlacementID)
		if tx.Actor.Side() == auth.NavSide {
			notes = meeting.AskNotes(b, *m.PlacementID)
		}
	}
	if err := b.Send(r.Context()); err != nil {
		return err
	}
	shown.Buddy = p.Buddy
	shown.MayWrite = shown.MayWrite || len(*contacts) > 0 && (*contacts)[0].Acting
	shown.Before = slices.DeleteFunc(*open, func(t meeting.Todo) bool { return t.MeetingID == m.ID })
	for _, next := range *series {
		if next.Open() && next.At.After(m.At) {
			shown.Next = &next
			break
		}
	}
	if m.PlacementID == nil || tx.Actor.Side() != auth.NavSide {
		return nil
	}
	all, err := notes.Open(s.keys)
	shown.Notes = slices.DeleteFunc(all, func(n meeting.Note) bool { return n.Meeting == nil || *n.Meeting != m.ID })
	return err
}

// answerMeeting says whether the one acting comes.
func (s *Server) answerMeeting(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.theMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Answer = f
	said := f.Pick("said", meeting.Answers...)
	var rather *time.Time
	if said == "other_time" {
		at := f.Moment("day", "clock")
		rather = &at
	}
	if err := f.Check(); err != nil {
		return page(meetingview.Show(shown)), err
	}
	err = meeting.Answer(r.Context(), tx, shown.Meeting.ID, said, rather)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(meetingview.Show(shown)), f.Check()
	}
	if err != nil {
		return nil, err
	}
	if tx.Actor.Side() == auth.CandidateSide {
		return done(route.MyMeetings, "said.answered"), nil
	}
	return done(ofMeeting(tx, shown.Meeting.ID), "said.answered"), nil
}

// moveForm asks for another time or place.
func (s *Server) moveForm(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.openMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	at := shown.Meeting.At
	if shown.Meeting.AskedFor != nil {
		at = *shown.Meeting.AskedFor
	}
	return page(meetingview.Move(shown, filledTime(shown.Meeting, at))), nil
}

func filledTime(m meeting.Meeting, at time.Time) *form.Form {
	at = at.In(form.Oslo)
	return form.Filled(map[string]string{"day": at.Format(time.DateOnly), "clock": at.Format("15:04"), "place": m.Place, form.VersionField: strconv.Itoa(m.Version)})
}

// openMeeting is like theMeeting, for those who call, move and cancel, and refuses a meeting that is over.
func (s *Server) openMeeting(r *http.Request, tx *db.Tx) (meetingview.Shown, error) {
	shown, err := s.theMeeting(r, tx)
	switch {
	case err != nil:
	case !shown.MayWrite:
		err = fault.New(fault.Forbidden, "employer.not_yours")
	case !shown.Meeting.Open():
		err = fault.New(fault.Conflict, "meeting.over")
	}
	return shown, err
}

var timeLabels = map[string]string{"day": "meeting.day", "clock": "meeting.clock", "place": "meeting.place"}

// moveMeeting gives the meeting another time or place.
func (s *Server) moveMeeting(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.openMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	c := meeting.Calling{At: f.Moment("day", "clock"), Place: f.TextUpTo("place", 200), Now: tx.Now}
	if err := f.Check(c); err != nil {
		return page(meetingview.Move(shown, f)), err
	}
	err = meeting.Move(r.Context(), tx, shown.Meeting.ID, f.Version(), c)
	if isStale(err) {
		shown.Differences = stale(f, filledTime(shown.Meeting, shown.Meeting.At), timeLabels, nil)
		f.Set(form.VersionField, strconv.Itoa(shown.Meeting.Version))
		return page(meetingview.Move(shown, f)), err
	}
	if err != nil {
		return nil, err
	}
	return done(ofMeeting(tx, shown.Meeting.ID), "said.meeting_moved"), nil
}

func (s *Server) cancelForm(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.openMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	return page(meetingview.Cancel(shown, form.Blank())), nil
}

// cancelMeeting calls a meeting off.
func (s *Server) cancelMeeting(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.openMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	f.Require("because")
	because := f.TextUpTo("because", 500)
	nudgeAbout(f, "because")
	if err := f.Check(); err != nil {
		return page(meetingview.Cancel(shown, f)), err
	}
	if err := meeting.Cancel(r.Context(), tx, shown.Meeting.ID, because); err != nil {
		return nil, err
	}
	return done(ofMeeting(tx, shown.Meeting.ID), "said.meeting_cancelled"), nil
}

// writeMeetingNote keeps a note from the meeting that only Nav reads.
func (s *Server) writeMeetingNote(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.theMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	if shown.Meeting.PlacementID == nil {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	f := form.Posted(r)
	shown.Note = f
	f.Require("note")
	body := f.TextUpTo("note", 2000)
	if err := f.Check(); err != nil {
		return page(meetingview.Show(shown)), err
	}
	if err := meeting.WriteNote(r.Context(), tx, s.keys, *shown.Meeting.PlacementID, &shown.Meeting.ID, body); err != nil {
		return nil, err
	}
	return done(route.Meeting(shown.Meeting.ID), "said.note_saved"), nil
}

// besides are the kinds of meetings that can be called beside the rhythm.
var besides = []meeting.Kind{meeting.Start, meeting.StatusKind, meeting.Evaluation, meeting.End}

// newMeeting asks for what it takes to call a meeting in a placement.
func (s *Server) newMeeting(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := s.planOf(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Filled(map[string]string{"kind": string(meeting.StatusKind), "clock": "09:00", "place": w.Placement.Unit})
	return callForm(r, tx, w.Placement, f), nil
}

func callForm(r *http.Request, tx *db.Tx, p placement.Placement, f *form.Form) http.Handler {
	return page(meetingview.Call(f, ofPlacement(tx, p.ID, "meetings", "new"), ofPlacement(tx, p.ID), placementview.Crumbs(r.Context(), p, true), besides))
}

// callMeeting calls a meeting beside the rhythm.
func (s *Server) callMeeting(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := s.planOf(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	kinds := make([]string, len(besides))
	for i, k := range besides {
		kinds[i] = string(k)
	}
	c := meeting.Calling{Kind: meeting.Kind(f.Pick("kind", kinds...)), At: f.Moment("day", "clock"), Place: f.TextUpTo("place", 200), Nav: f.Bool("nav"), Now: tx.Now}
	if err := f.Check(c); err != nil {
		return callForm(r, tx, w.Placement, f), err
	}
	id, err := meeting.Call(r.Context(), tx, w.Placement.ID, c)
	if err != nil {
		noteRefusal(f, err)
		return callForm(r, tx, w.Placement, f), err
	}
	return done(ofMeeting(tx, id), "said.meeting_called"), nil
}

// ofMeeting is the page of the meeting on the side of the one acting.
func ofMeeting(tx *db.Tx, id meeting.ID) string {
	switch tx.Actor.Side() {
	case auth.NavSide:
		return route.Meeting(id)
	case auth.CandidateSide:
		return route.My("meetings", id)
	}
	return route.Partner("meetings", id)
}
