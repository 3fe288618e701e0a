package server

import (
	"net/http"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/templates/promiseview"
)

// newOffer asks what somebody in a placement has been offered, and writes who at Nav looked.
func (s *Server) newOffer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	o, err := theOffers(r, tx)
	if err != nil {
		return nil, err
	}
	if tx.Actor.Side() == auth.NavSide {
		if _, err := look(r.Context(), tx, o.Placement.ID); err != nil {
			return nil, err
		}
	}
	return page(promiseview.NewOffer(o)), nil
}

// theOffers reads what has been offered in the placement in the address, with a form for one more.
func theOffers(r *http.Request, tx *db.Tx) (promiseview.Offering, error) {
	var o promiseview.Offering
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return o, err
	}
	if o.Placement, err = placement.Get(r.Context(), tx, id); err != nil {
		return o, err
	}
	if tx.Actor.Side() == auth.NavSide {
		if err := employer.MustOwn(r.Context(), tx, o.Placement.EmployerID); err != nil {
			return o, err
		}
	}
	b := db.NewBatch(tx)
	offers, all := promise.AskOffers(b, id), promise.AskOfPlacement(b, tx, id)
	err = b.Send(r.Context())
	o.Offers, o.Promises, o.Today = *offers, *all, tx.Today()
	o.Form = form.Filled(map[string]string{"offered_by": o.Placement.Employer, "offered_on": tx.Today().Format("2006-01-02"), "percent": "100"})
	return o, err
}

// recordOffer writes an offer down, and keeps the promises that it keeps.
func (s *Server) recordOffer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	o, err := theOffers(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	o.Form = f
	d := promise.OfferDraft{OfferedBy: f.TextUpTo("offered_by", 120), What: f.TextUpTo("what", 120), Form: f.Pick("form", promise.Forms...), Percent: f.Int("percent", 1, 100),
		OfferedOn: f.Date("offered_on"), Relevant: f.Pick("relevant", "yes", "no") == "yes", RelevantBecause: f.TextUpTo("relevant_because", 500),
		Started: o.Placement.StartsOn, Today: tx.Today()}
	nudgeAbout(f, "relevant_because")
	if err := f.Check(d); err != nil {
		return page(promiseview.NewOffer(o)), err
	}
	if err := promise.Record(r.Context(), tx, o.Placement.ID, d); err != nil {
		return nil, err
	}
	return done(placementOf(tx, o.Placement.ID), "said.offer_recorded"), nil
}

// answerOffer writes down what the person answered.
func (s *Server) answerOffer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	o, err := theOffers(r, tx)
	if err != nil {
		return nil, err
	}
	id, err := pathID[promise.OfferID](r, "offer")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	answer := f.Pick("answer", "yes", "no")
	if err := f.Check(); err != nil {
		noteRefusal(o.Form, err)
		return page(promiseview.NewOffer(o)), err
	}
	if err := promise.Answer(r.Context(), tx, o.Placement.ID, id, answer); err != nil {
		return nil, err
	}
	return done(placementOf(tx, o.Placement.ID), "said.offer_answered"), nil
}

// answerMyOffer writes down what the participant answers to a job that was offered.
func (s *Server) answerMyOffer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	of, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	id, err := pathID[promise.OfferID](r, "offer")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	answer := f.Pick("answer", "yes", "no")
	if err := f.Check(); err != nil {
		return nil, err
	}
	if err := promise.Answer(r.Context(), tx, of, id, answer); err != nil {
		return nil, err
	}
	return done(route.MyPromises, "said.my_offer_answered"), nil
}

// placementOf is the page of the placement on the side of the one acting.
func placementOf(tx *db.Tx, id placement.ID) string {
	if tx.Actor.Side() == auth.NavSide {
		return route.Placement(id)
	}
	return route.Partner("placements", id)
}
