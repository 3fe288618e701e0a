package server

import (
	"net/http"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
	"plass/templates/ui"
)

// differs tells what the act would have the agreement say.
func differs(r *http.Request, a agreement.Agreement, before terms.Terms, d agreement.ChangeDraft) []ui.Compared {
	now := agreement.Version{EndsOn: a.EndsOn, ReviewOn: a.ReviewOn}
	if d.Terms != nil {
		return agreementview.Compare(r.Context(), before, *d.Terms)
	}
	if d.Act == agreement.Join || d.Act == agreement.Annul || d.Act == agreement.Misregister {
		return nil
	}
	return agreementview.CompareDates(r.Context(), nil, now, agreement.Version{EndsOn: d.EndsOn, ReviewOn: d.ReviewOn})
}

// localsOf tells what a change of the framework does to each agreement under it, sentence by sentence.
func localsOf(r *http.Request, tx *db.Tx, framework agreement.Agreement, d agreement.ChangeDraft, changes []ui.Compared) ([]agreementview.Local, error) {
	if d.Terms == nil {
		return nil, nil
	}
	b := db.NewBatch(tx)
	locals := agreement.AskLocals(b, framework.ID)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	var all []agreementview.Local
	for _, a := range *locals {
		before, err := a.Terms()
		if err != nil {
			return nil, err
		}
		after, err := a.Under(*d.Terms)
		if err != nil {
			return nil, err
		}
		all = append(all, agreementview.LocalOf(r.Context(), a, changes, before, after))
	}
	return all, nil
}

// listLocals shows the agreements under the framework, and how the places of all of them stand.
func (s *Server) listLocals(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	a, rows, alone := agreement.Ask(b, id), agreement.AskUnder(b, id), agreement.AskAlone(b, id)
	places := seat.Ask(b, tx, seat.Filter{Framework: &id.UUID})
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	after := form.Asked(r).Text("after")
	shown, last := pageOf(afterRow(*rows, func(l agreement.Row) bool { return l.ID.String() == after }), agreement.PageSize)
	p := agreementview.Framework{Agreement: *a, Rows: shown, First: firstPage(r, after), Boards: places.Boards(), Today: tx.Today(),
		Next: nextPage(r, last, func(l agreement.Row) string { return l.ID.String() })}
	if tx.Actor.Is(auth.NavContact) {
		p.MayMake = a.MayChange(tx.Actor, tx.Today()) && employer.MustOwn(r.Context(), tx, a.EmployerID) == nil
	}
	if p.MayMake {
		p.Alone = *alone
	}
	return page(agreementview.Locals(p)), nil
}

// liftAgreement makes a draft of a framework that says what the agreement says, its places apart.
func (s *Server) liftAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	a, err := agreement.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	framework, err := agreement.Lift(r.Context(), tx, a, text.T(r.Context(), "framework.lifted", "title", a.Title))
	if err != nil {
		return nil, err
	}
	return done(route.Agreement(framework), "said.lifted"), nil
}
