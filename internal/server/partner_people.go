package server

import (
	"context"
	"net/http"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/user"
	"plass/templates/peopleview"
)

// partnerPeople shows the partner's people: those presented, and those who are there.
func (s *Server) partnerPeople(r *http.Request, tx *db.Tx) (http.Handler, error) {
	of := employer.ID{UUID: tx.Actor.Employer}
	b := db.NewBatch(tx)
	here := placement.AskOfEmployer(b, tx, of)
	contact, away := employer.AskOurContactPerson(b, of), user.AskStandInAt(b, of.UUID)
	presentations, opened, requests := &[]nomination.Presentation{}, &[]nomination.Disclosure{}, &[]request.Request{}
	left := &[]placement.Row{}
	if tx.Actor.Is(auth.EmployerContact) {
		presentations = nomination.AskPresentations(b, of)
		opened = nomination.AskDisclosedToUs(b)
		requests = request.AskOurs(b)
		left = placement.AskEnded(b, tx, of)
	}
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(peopleview.People(peopleview.Shown{Presentations: *presentations, Profiles: nomination.Profiles(*opened),
		Here: *here, Left: *left, Requests: *requests, Contact: *contact, Away: *away, HR: tx.Actor.Is(auth.EmployerContact)})), nil
}

// presented reads what the employer sees of somebody presented to it, with the transaction of a partner.
func presented(ctx context.Context, tx *db.Tx, id nomination.PresentationID) (peopleview.Presented, error) {
	p, err := nomination.GetPresentation(ctx, tx, id)
	if err != nil {
		return peopleview.Presented{}, err
	}
	if p.Choice != nil && *p.Choice == "not_chosen" { // what was opened is closed, and there is nothing left to show
		return peopleview.Presented{}, fault.New(fault.NotFound, "fault.not_found")
	}
	b := db.NewBatch(tx)
	opened := nomination.AskDisclosures(b, p.NominationID)
	meetings := meeting.AskOfPresentation(b, id)
	contact, away := employer.AskOurContactPerson(b, p.EmployerID), user.AskStandInAt(b, p.EmployerID.UUID)
	if err := b.Send(ctx); err != nil {
		return peopleview.Presented{}, err
	}
	return peopleview.Presented{Presentation: p, Profile: nomination.ProfileOf(*opened, "employer"), Meetings: *meetings, Contact: *contact, Away: *away, Now: tx.Now}, nil
}

func (s *Server) partnerPresentation(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[nomination.PresentationID](r, "presentation")
	if err != nil {
		return nil, err
	}
	shown, err := presented(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	return page(peopleview.Presentation(shown)), nil
}

// answerPresentation says what the employer thinks of somebody presented to it.
func (s *Server) answerPresentation(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[nomination.PresentationID](r, "presentation")
	if err != nil {
		return nil, err
	}
	shown, err := presented(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	said := f.Pick("answer", nomination.Answers...)
	if err := f.Check(); err != nil {
		return page(peopleview.Presentation(shown)), err
	}
	if err := nomination.Answer(r.Context(), tx, id, said); err != nil {
		return nil, err
	}
	return done(route.Partner("presentations", id), "said.answered_"+said), nil
}

func (s *Server) partnerRequests(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	requests := request.AskAllOurs(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(peopleview.Requests(*requests)), nil
}

func (s *Server) newPartnerRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Filled(map[string]string{"line": r.URL.Query().Get("line"), "agreement": r.URL.Query().Get("agreement"), "count": "1", "wanted_from": peopleview.Day(tx.Today().AddDate(0, 0, 14))})
	asked, err := asking(r, tx, f)
	if err != nil {
		return nil, err
	}
	return page(peopleview.Ask(f, asked)), nil
}

func (s *Server) createPartnerRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	asked, err := asking(r, tx, f)
	if err != nil {
		return nil, err
	}
	again := page(peopleview.Ask(f, asked))
	if !asked.Known() {
		f.Add(fault.Of("line", "form.choose"))
		return again, f.Check()
	}
	d := requestDraft(f, asked, tx)
	if err := f.Check(d); err != nil {
		return again, err
	}
	if _, err := request.Create(r.Context(), tx, d); err != nil {
		return nil, err
	}
	return done(route.PartnerRequests, "said.we_asked"), nil
}
