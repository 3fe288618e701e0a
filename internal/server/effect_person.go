package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/effect"
	"plass/internal/form"
	"plass/internal/route"
	"plass/templates/effectview"
)

// theEnrolled reads the person on the list in the address.
func theEnrolled(r *http.Request, tx *db.Tx) (p effectview.OfPerson, err error) {
	if p.Shown, err = theEffect(r, tx); err != nil {
		return p, err
	}
	id, err := pathID[effect.PersonID](r, "person")
	if err != nil {
		return p, err
	}
	person, found := p.Contract.Find(id)
	if !found {
		return p, notFound()
	}
	p.Person = person
	p.Evaluates = p.Contract.Evaluator != nil && p.Contract.Evaluator.MembershipID.UUID == tx.Actor.Membership
	p.Form = form.Blank()
	return p, nil
}

// showEffectPerson shows how it stands with somebody on the list, and lets the result be claimed or judged.
func (s *Server) showEffectPerson(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := theEnrolled(r, tx)
	if err != nil {
		return nil, err
	}
	return page(effectview.Of(p)), nil
}

// removeFromEffect takes somebody off a list that is not frozen.
func (s *Server) removeFromEffect(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := theEnrolled(r, tx)
	if err != nil {
		return nil, err
	}
	if err := effect.Remove(r.Context(), tx, p.Contract.Agreement.ID, p.Person.ID); err != nil {
		return nil, err
	}
	return done(route.Agreement(p.Contract.Agreement.ID, "effect"), "said.effect_removed"), nil
}

// claimResult says that somebody has reached the result.
func (s *Server) claimResult(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := theEnrolled(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	p.Form = f
	d := effect.Claim{BeganOn: f.Date("began_on"), ReachedOn: f.Date("reached_on"), Evidence: f.TextUpTo("evidence", 1000),
		Source: f.Pick("source", effect.Sources...), Weeks: p.Contract.Payable.Weeks, Today: tx.Today()}
	if err := f.Check(d); err != nil && p.Own && p.Person.MayClaim() {
		return page(effectview.Of(p)), err
	}
	if err := effect.ClaimResult(r.Context(), tx, p.Contract.Agreement.ID, p.Person.ID, d); err != nil {
		return nil, err
	}
	return done(p.Address(), "said.effect_claimed"), nil
}

// judgeResult has the evaluator verify or refuse.
func (s *Server) judgeResult(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := theEnrolled(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	p.Form = f
	verdict, why := f.Pick("verdict", effect.Verdicts...), f.TextUpTo("why", 1000)
	f.Require("why")
	if err := f.Check(); err != nil && p.Evaluates && p.Person.Waits() {
		return page(effectview.Of(p)), err
	}
	if err := effect.Judge(r.Context(), tx, p.Contract.Agreement.ID, p.Person.ID, verdict, why); err != nil {
		return nil, err
	}
	return done(p.Address(), "said.effect_judged"), nil
}
