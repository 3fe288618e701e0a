package server

import (
	"net/http"
	"strconv"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/templates/promiseview"
)

// showBook shows both sides of an agreement the same list: what each has promised, and how it stands.
func (s *Server) showBook(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	a, all := agreement.Ask(b, id), promise.AskOfAgreement(b, tx, id)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	if !a.Concluded() {
		return nil, notFound()
	}
	whole, err := a.Terms()
	if err != nil {
		return nil, err
	}
	return page(promiseview.TheBook(promiseview.List{Agreement: *a, Terms: whole, Promises: *all, Today: tx.Today()})), nil
}

// listWithoutOffer lists those so much of whose period has gone by, and whom the offer that was promised has not come to.
func (s *Server) listWithoutOffer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	waiting := promise.AskWaiting(b, tx)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(promiseview.Waiting(*waiting, tx.Today())), nil
}

// thePromise reads what the page of a promise shows, with blank forms.
func thePromise(r *http.Request, tx *db.Tx) (promiseview.Shown, error) {
	shown := promiseview.Shown{Today: tx.Today(), Need: form.Blank()}
	id, err := pathID[promise.ID](r, "promise")
	if err != nil {
		return shown, err
	}
	if shown.Promise, err = promise.Get(r.Context(), tx, id); err != nil {
		return shown, err
	}
	if of := shown.Promise.PlacementID; of != nil && shown.Promise.OfferID != nil {
		b := db.NewBatch(tx)
		offers := promise.AskOffers(b, *of)
		if err := b.Send(r.Context()); err != nil {
			return shown, err
		}
		for _, o := range *offers {
			if o.ID == *shown.Promise.OfferID {
				shown.Offer = &o
			}
		}
	}
	shown.May = true
	if tx.Actor.Side() == auth.NavSide {
		err := employer.MustOwn(r.Context(), tx, shown.Promise.EmployerID)
		if shown.May = err == nil; err != nil && !fault.Is(err, fault.Forbidden) {
			return shown, err
		}
	}
	shown.Form = form.Filled(map[string]string{form.VersionField: strconv.Itoa(shown.Promise.Version)})
	return shown, nil
}

func (s *Server) showPromise(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePromise(r, tx)
	if err != nil {
		return nil, err
	}
	return page(promiseview.Show(shown)), nil
}

// settlePromise says whether a promise was kept, on any of the three sides.
func (s *Server) settlePromise(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePromise(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Form = f
	d := promise.Draft{Said: promise.Status(f.Pick("said", string(promise.Kept), string(promise.Broken), string(promise.Waived))),
		Why: f.TextUpTo("why", 500), Evidence: f.TextUpTo("evidence", 500), Given: shown.Promise.Given(tx.Actor)}
	nudgeAbout(f, "why", "evidence")
	if err := f.Check(d); err != nil {
		return page(promiseview.Show(shown)), err
	}
	err = promise.Settle(r.Context(), tx, shown.Promise.ID, f.Version(), d)
	if isStale(err) {
		shown.Differences = promiseview.Differ(r.Context(), f, shown.Promise)
		f.Set(form.VersionField, strconv.Itoa(shown.Promise.Version))
		return page(promiseview.Show(shown)), err
	}
	if err != nil {
		noteRefusal(f, err)
		return page(promiseview.Show(shown)), err
	}
	return done(ofPromise(tx, shown.Promise.ID), "said.promise_settled"), nil
}

// needPromise says that what is promised when it is needed, is needed now.
func (s *Server) needPromise(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePromise(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Need = f
	f.Require("because")
	because := f.TextUpTo("because", promise.LongestNeed)
	nudgeAbout(f, "because")
	if err := f.Check(); err != nil {
		return page(promiseview.Show(shown)), err
	}
	id, err := promise.Need(r.Context(), tx, shown.Promise.ID, because)
	if err != nil {
		return nil, err
	}
	return done(ofPromise(tx, id), "said.promise_needed"), nil
}

// ofPromise is the page of the promise on the side of the one acting.
func ofPromise(tx *db.Tx, id promise.ID) string {
	switch tx.Actor.Side() {
	case auth.NavSide:
		return route.Promise(id)
	case auth.CandidateSide:
		return route.My("promises", id)
	}
	return route.Partner("promises", id)
}

// myPromises shows a participant what is promised, what is not, and what has been offered.
func (s *Server) myPromises(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	all, offers := promise.AskMine(b, tx), promise.AskMyOffers(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(promiseview.Mine(*all, *offers, tx.Today())), nil
}

// understand says that the participant has read and understood what has to be understood before the start.
func (s *Server) understand(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	if err := promise.Understand(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.MyPromises, "said.promises_read"), nil
}

// askWhoTold asks who told a participant what has to be understood before the start, and writes who at Nav looked.
func (s *Server) askWhoTold(r *http.Request, tx *db.Tx) (http.Handler, error) {
	t, err := theTelling(r, tx)
	if err != nil {
		return nil, err
	}
	if _, err := look(r.Context(), tx, t.Placement.ID); err != nil {
		return nil, err
	}
	return page(promiseview.AskWhoTold(t)), nil
}

func theTelling(r *http.Request, tx *db.Tx) (promiseview.Telling, error) {
	t := promiseview.Telling{Form: form.Filled(map[string]string{"who": tx.Actor.Name, "on_day": tx.Today().Format("2006-01-02")})}
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return t, err
	}
	if t.Placement, err = placement.Get(r.Context(), tx, id); err != nil {
		return t, err
	}
	if err := employer.MustOwn(r.Context(), tx, t.Placement.EmployerID); err != nil {
		return t, err
	}
	b := db.NewBatch(tx)
	all := promise.AskOfPlacement(b, tx, id)
	err = b.Send(r.Context())
	t.Unread = promise.Unread(*all)
	return t, err
}

// writeTold writes down that somebody has told the participant, who has understood.
func (s *Server) writeTold(r *http.Request, tx *db.Tx) (http.Handler, error) {
	t, err := theTelling(r, tx)
	if err != nil {
		return nil, err
	}
	t.Form = form.Posted(r)
	told := promise.Telling{Who: t.Form.TextUpTo("who", 120), OnDay: t.Form.Date("on_day"), Today: tx.Today()}
	if err := t.Form.Check(told); err != nil {
		return page(promiseview.AskWhoTold(t)), err
	}
	if err := promise.Told(r.Context(), tx, t.Placement.ID, told); err != nil {
		return nil, err
	}
	return done(route.Placement(t.Placement.ID), "said.promises_told"), nil
}
