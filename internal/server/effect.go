package server

import (
	"context"
	"net/http"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/effect"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/user"
	"plass/templates/effectview"
)

// theEffect reads what the page of a contract shows, with blank forms.
func theEffect(r *http.Request, tx *db.Tx) (e effectview.Shown, err error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return e, err
	}
	if e.Contract, err = effect.Of(r.Context(), tx, id); err != nil {
		return e, err
	}
	e.Own, err = employer.Owns(r.Context(), tx, e.Contract.Agreement.EmployerID)
	if err != nil {
		return e, err
	}
	e.Own = e.Own && tx.Actor.Is(auth.NavContact)
	b := db.NewBatch(tx)
	known, members := &[]effect.Known{}, &[]effect.Member{}
	if e.Own || tx.Actor.Is(auth.OfficeLiaison) {
		known = effect.AskKnown(b, id)
	}
	if tx.Actor.Is(auth.OfficeLeader) {
		members = effect.AskEvaluators(b, e.Contract.Agreement.EmployerID)
	}
	if err := b.Send(r.Context()); err != nil {
		return e, err
	}
	e.Known, e.Members, e.Today = *known, *members, tx.Today()
	e.Parties, e.Evaluator, e.Enrol, e.Freeze, e.Paid = form.Filled(e.Contract.Parties), form.Blank(), form.Blank(), form.Blank(),
		form.Filled(map[string]string{"paid_on": tx.Today().Format(time.DateOnly)})
	return e, nil
}

// showEffect shows how a contract that pays by results stands.
func (s *Server) showEffect(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEffect(r, tx)
	if err != nil {
		return nil, err
	}
	return page(effectview.Show(e)), nil
}

// effectAct does something to a contract with a form of its page: what is wrong is said there, and what was typed stays.
func effectAct(said string, into func(*effectview.Shown) **form.Form, do func(context.Context, *db.Tx, effectview.Shown, *form.Form) error) act {
	return func(r *http.Request, tx *db.Tx) (http.Handler, error) {
		e, err := theEffect(r, tx)
		if err != nil {
			return nil, err
		}
		f := form.Posted(r)
		if into != nil {
			*into(&e) = f
		}
		err = do(r.Context(), tx, e, f)
		if p, ok := problems(err); ok {
			f.Add(p)
			return page(effectview.Show(e)), f.Check()
		}
		if err != nil {
			return nil, err
		}
		return done(route.Agreement(e.Contract.Agreement.ID, "effect"), said), nil
	}
}

func (s *Server) nameEffectParties() act {
	return effectAct("said.effect_parties", func(e *effectview.Shown) **form.Form { return &e.Parties },
		func(ctx context.Context, tx *db.Tx, e effectview.Shown, f *form.Form) error {
			names := map[string]string{}
			for _, kind := range effect.Kinds {
				names[kind] = f.TextUpTo(kind, 200)
			}
			if err := f.Check(); err != nil {
				return err
			}
			return effect.NameParties(ctx, tx, e.Contract.Agreement.ID, names)
		})
}

func (s *Server) nameEvaluator() act {
	return effectAct("said.evaluator_named", func(e *effectview.Shown) **form.Form { return &e.Evaluator },
		func(ctx context.Context, tx *db.Tx, e effectview.Shown, f *form.Form) error {
			if !tx.Actor.Is(auth.OfficeLeader) {
				return fault.New(fault.Forbidden, "effect.leader_names")
			}
			var known []string
			for _, m := range e.Members {
				known = append(known, m.ID.String())
			}
			f.Pick("evaluator", known...)
			if err := f.Check(); err != nil {
				return err
			}
			return effect.NameEvaluator(ctx, tx, e.Contract.Agreement.ID, form.ID[user.MembershipID](f, "evaluator"))
		})
}

func (s *Server) enrolInEffect() act {
	return effectAct("said.effect_enrolled", func(e *effectview.Shown) **form.Form { return &e.Enrol },
		func(ctx context.Context, tx *db.Tx, e effectview.Shown, f *form.Form) error {
			who := form.ID[candidate.ID](f, "candidate")
			if err := f.Check(); err != nil {
				return err
			}
			return effect.Enrol(ctx, tx, e.Contract.Agreement.ID, who)
		})
}

func (s *Server) freezeEffect() act {
	return effectAct("said.effect_frozen", func(e *effectview.Shown) **form.Form { return &e.Freeze },
		func(ctx context.Context, tx *db.Tx, e effectview.Shown, f *form.Form) error {
			reason := f.TextUpTo("reason", 500)
			if err := f.Check(); err != nil {
				return err
			}
			return effect.FreezeList(ctx, tx, e.Contract.Agreement.ID, reason)
		})
}

func (s *Server) draftPayment() act {
	return effectAct("said.payment_drafted", nil, func(ctx context.Context, tx *db.Tx, e effectview.Shown, _ *form.Form) error {
		return effect.DraftPayment(ctx, tx, e.Contract.Agreement.ID)
	})
}

// onPayment acts on the payment in the address.
func onPayment(said string, into func(*effectview.Shown) **form.Form, do func(context.Context, *db.Tx, agreement.ID, effect.PaymentID, *form.Form) error) act {
	return func(r *http.Request, tx *db.Tx) (http.Handler, error) {
		id, err := pathID[effect.PaymentID](r, "payment")
		if err != nil {
			return nil, err
		}
		return effectAct(said, into, func(ctx context.Context, tx *db.Tx, e effectview.Shown, f *form.Form) error {
			return do(ctx, tx, e.Contract.Agreement.ID, id, f)
		})(r, tx)
	}
}

func (s *Server) approvePayment() act {
	return onPayment("said.payment_approved", nil, func(ctx context.Context, tx *db.Tx, id agreement.ID, p effect.PaymentID, _ *form.Form) error {
		return effect.Approve(ctx, tx, id, p)
	})
}

func (s *Server) notePaid() act {
	return onPayment("said.payment_paid", func(e *effectview.Shown) **form.Form { return &e.Paid },
		func(ctx context.Context, tx *db.Tx, id agreement.ID, p effect.PaymentID, f *form.Form) error {
			day := f.Date("paid_on")
			if err := f.Check(); err != nil {
				return err
			}
			return effect.Paid(ctx, tx, id, p, day)
		})
}
