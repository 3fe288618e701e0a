package server

import (
	"net/http"

	"plass/internal/access"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/hire"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/route"
	"plass/internal/settle"
	"plass/templates/peopleview"
	"plass/templates/presentationview"
)

// showPresentation shows how it goes with somebody who has been presented.
func (s *Server) showPresentation(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	return page(presentationview.Show(shown)), nil
}

// thePresentation reads what the page of a presentation shows, with blank forms, and writes who looked.
func thePresentation(r *http.Request, tx *db.Tx) (presentationview.Shown, error) {
	id, err := pathID[nomination.PresentationID](r, "presentation")
	if err != nil {
		return presentationview.Shown{}, err
	}
	first := db.NewBatch(tx)
	p, ground := nomination.AskPresentation(first, id), candidate.AskGroundOfPresentation(first, id.UUID)
	c := candidate.AskOfPresentation(first, id.UUID)
	if err := first.Send(r.Context()); err != nil {
		return presentationview.Shown{}, err
	}
	b := db.NewBatch(tx)
	access.Write(b, tx, ground.CandidateID.UUID, access.PresentationPage, ground.Reason()) // what cannot be written is not shown
	shown := presentationview.Shown{Presentation: *p, Candidate: *c, Now: tx.Now,
		Meetings: meeting.AskOfPresentation(b, id), Units: employer.AskUnits(b, p.EmployerID), Contacts: employer.AskContacts(b, p.EmployerID),
		Hires: hire.AskOfPresentation(b, tx, id), Undoing: hire.AskUndoing(b, id), Wrong: form.Blank()}
	contact := employer.AskContactPerson(b, p.EmployerID)
	if err := b.Send(r.Context()); err != nil {
		return shown, err
	}
	shown.Mine = len(*contact) > 0 && (*contact)[0].Acting
	shown.Call = form.Filled(map[string]string{"clock": "10:00", "nav": "on"})
	shown.Call.SetAll("parts", meeting.Parts)
	shown.Choice = form.Blank()
	if p.UnitID != nil {
		shown.Choice.Set("unit", p.UnitID.String())
	}
	return shown, nil
}

// previewPresentation shows what the employer sees, read just now with the employer's own database role.
func (s *Server) previewPresentation(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	var theirs peopleview.Presented
	err = s.pool.AsShownTo(r.Context(), tx, shown.Presentation.EmployerID.UUID, func(partner *db.Tx) (err error) {
		theirs, err = presented(r.Context(), partner, shown.Presentation.ID)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return page(presentationview.NotShown(shown)), nil
	}
	if err != nil {
		return nil, err
	}
	return page(presentationview.Preview(shown, theirs)), nil
}

// writeEmployerAnswer writes down what the employer said on the phone.
func (s *Server) writeEmployerAnswer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	if err := employer.MustOwn(r.Context(), tx, shown.Presentation.EmployerID); err != nil {
		return nil, err
	}
	f := form.Posted(r)
	said := f.Pick("answer", nomination.Answers...)
	if err := f.Check(); err != nil {
		return page(presentationview.Show(shown)), err
	}
	if err := nomination.Answer(r.Context(), tx, shown.Presentation.ID, said); err != nil {
		return nil, err
	}
	return done(route.Presentation(shown.Presentation.ID), "said.employer_answered"), nil
}

// callIntake calls the meeting at which the employer and the person meet.
func (s *Server) callIntake(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Call = f
	c := meeting.Calling{At: f.Moment("day", "clock"), Place: f.TextUpTo("place", 200), Kind: meeting.Intake,
		Parts: f.Picks("parts", meeting.Parts...), Nav: f.Bool("nav"), Now: tx.Now}
	if err := f.Check(c); err != nil {
		return page(presentationview.Show(shown)), err
	}
	if _, err := meeting.CallIntake(r.Context(), tx, shown.Presentation.ID, c); err != nil {
		noteRefusal(f, err)
		return page(presentationview.Show(shown)), err
	}
	return done(route.Presentation(shown.Presentation.ID), "said.intake_called"), nil
}

// choose records what was settled after the meeting.
func (s *Server) choose(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Choice = f
	var unit *employer.UnitID
	if f.Pick("choice", "chosen", "not_chosen") == "chosen" {
		var known []string
		for _, u := range *shown.Units {
			known = append(known, u.ID.String())
		}
		f.Pick("unit", known...)
		unit = form.IDOrNone[employer.UnitID](f, "unit")
	}
	if err := f.Check(); err != nil {
		return page(presentationview.Show(shown)), err
	}
	err = settle.Presentation(r.Context(), tx, shown.Presentation.ID, unit)
	if err != nil && !shown.Presentation.MayAnswer() { // settled: there is no form to show again
		return nil, err
	}
	if err != nil {
		noteRefusal(f, err)
		return page(presentationview.Show(shown)), err
	}
	if unit == nil { // whoever chose does not need to know the person any more
		return done(route.Employer(shown.Presentation.EmployerID), "said.not_chosen"), nil
	}
	return done(route.Presentation(shown.Presentation.ID), "said.chosen"), nil
}
