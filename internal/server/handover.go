package server

import (
	"net/http"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/handoverview"
)

// offerHandover shows what moves and who is told, before anything is done.
func (s *Server) offerHandover(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return nil, err
	}
	o, err := offer(r, tx, id)
	if err != nil {
		return nil, err
	}
	if !o.Employer.Active {
		return page(handoverview.Nobody(o)), nil
	}
	o.Form = form.Blank()
	return page(handoverview.Page(o)), nil
}

// offer reads what there is to hand over, as the one acting meets it.
func offer(r *http.Request, tx *db.Tx, id employer.ID) (handoverview.Offer, error) {
	b := db.NewBatch(tx)
	e := employer.Ask(b, id)
	now := employer.AskContactPerson(b, id)
	colleagues := user.AskWithRole(b, auth.NavContact)
	work := handover.AskWork(b, id)
	concerned := handover.AskConcerned(b, id)
	if err := b.Send(r.Context()); err != nil {
		return handoverview.Offer{}, err
	}
	o := handoverview.Offer{Employer: *e, Colleagues: *colleagues, Work: *work, Concerned: *concerned}
	if from, ok := employer.ContactPersons(*now).At(tx.Now); ok {
		o.From, o.Gives = from, handover.Gives(tx.Actor, from)
	}
	return o, nil
}

// handOver does it.
func (s *Server) handOver(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return nil, err
	}
	o, err := offer(r, tx, id)
	if err != nil {
		return nil, err
	}
	if !o.Employer.Active {
		return page(handoverview.Nobody(o)), fault.New(fault.Conflict, "handover.nobody_yet")
	}
	f := form.Posted(r)
	o.Form = f
	d := handover.Draft{From: form.ID[user.MembershipID](f, "from"), Reason: f.Pick("reason", text.Choices(r.Context(), "handover.reason", handover.Reasons...)...), Note: f.TextUpTo("note", 1000)}
	said := "said.handed_over"
	if o.Gives {
		d.To = form.ID[user.MembershipID](f, "to")
	} else {
		d.To, said = user.MembershipID{UUID: tx.Actor.Membership}, "said.taken_over"
	}
	if err := f.Check(d); err != nil {
		return page(handoverview.Page(o)), err
	}
	err = handover.Employer(r.Context(), tx, id, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(handoverview.Page(o)), f.Check()
	}
	if fault.Is(err, fault.Conflict) {
		// Somebody else became contact person meanwhile: shown as it is now, with what was typed.
		if fresh, unread := offer(r, tx, id); unread == nil {
			o = fresh
		}
		o.Form, o.Changed = f, true
		return page(handoverview.Page(o)), err
	}
	if err != nil {
		return nil, err
	}
	return done(route.Employer(id), said), nil
}
