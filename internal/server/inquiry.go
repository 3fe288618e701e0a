package server

import (
	"net/http"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/inquiry"
	"plass/internal/route"
	"plass/internal/tenant"
	"plass/templates/inquiryview"
)

// newInquiry asks what somebody wants to know about an employer.
func (s *Server) newInquiry(r *http.Request, tx *db.Tx) (http.Handler, error) {
	q, err := inquirer(r, tx)
	if err != nil {
		return nil, err
	}
	q.Form, err = s.drafted(r, tx, form.Blank())
	return page(inquiryview.New(q)), err
}

// inquirer reads who an inquiry would land with.
func inquirer(r *http.Request, tx *db.Tx) (inquiryview.Asking, error) {
	id, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return inquiryview.Asking{}, err
	}
	b := db.NewBatch(tx)
	e := employer.Ask(b, id)
	now, days := employer.AskContactPerson(b, id), tenant.AskInquiryDays(b)
	if err := b.Send(r.Context()); err != nil {
		return inquiryview.Asking{}, err
	}
	a := inquiryview.Asking{Employer: *e, DueOn: inquiry.Due(tx, days.Value)}
	a.ContactPerson, _ = employer.ContactPersons(*now).At(tx.Now)
	return a, nil
}

// askInquiry sends it to the contact person.
func (s *Server) askInquiry(r *http.Request, tx *db.Tx) (http.Handler, error) {
	of, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := inquiry.Draft{Subject: f.TextUpTo("subject", 200), Body: f.Text("body")}
	if err := f.Check(d); err != nil {
		a, unread := inquirer(r, tx)
		if unread != nil {
			return nil, unread
		}
		a.Form = f
		return page(inquiryview.New(a)), err
	}
	id, err := inquiry.Ask(r.Context(), tx, of, d)
	if err != nil {
		return nil, err
	}
	return done(route.Inquiry(id), "said.inquiry_sent"), nil
}

// listInquiries shows what lies with the one acting, what lies with nobody, and what they have asked.
func (s *Server) listInquiries(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	mine := inquiry.AskMine(b)
	unassigned := inquiry.AskUnassigned(b)
	asked := inquiry.AskAsked(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	l := inquiryview.Inquiries{Today: tx.Today(), Mine: *mine, Unassigned: *unassigned, Asked: *asked, Answers: tx.Actor.Is(auth.NavContact)}
	return page(inquiryview.List(l)), nil
}

// showInquiry shows the question, and its answer.
func (s *Server) showInquiry(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[inquiry.ID](r, "inquiry")
	if err != nil {
		return nil, err
	}
	q, err := inquiry.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	return page(inquiryview.Show(q, tx.Today(), form.Blank())), nil
}

// answerInquiry closes it: nobody who asks is left wondering what happens next.
func (s *Server) answerInquiry(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[inquiry.ID](r, "inquiry")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	a := inquiry.Answer{Body: f.Text("answer"), NextStep: f.Text("next_step")}
	if err = f.Check(a); err == nil {
		err = inquiry.Close(r.Context(), tx, id, a)
	}
	if err == nil {
		return done(route.Inquiry(id), "said.inquiry_closed"), nil
	}
	if _, invalid := problems(err); !invalid && !fault.Is(err, fault.Conflict) {
		return nil, err
	}
	q, unread := inquiry.Get(r.Context(), tx, id)
	if unread != nil {
		return nil, unread
	}
	return page(inquiryview.Show(q, tx.Today(), f)), err
}
