package server

import (
	"net/http"
	"time"

	"plass/internal/advice"
	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/templates/adviceview"
)

// newAdvice asks when, where and on what Nav will advise.
func (s *Server) newAdvice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, err := advised(r, tx)
	if err != nil {
		return nil, err
	}
	day := tx.Today().AddDate(0, 0, 7)
	for !calendar.Works(day) {
		day = day.AddDate(0, 0, 1)
	}
	return page(adviceview.New(a, form.Filled(map[string]string{"day": day.Format(time.DateOnly), "clock": "10:00"}))), nil
}

// advised reads the agreement that the meeting is of, and the units that can be advised.
func advised(r *http.Request, tx *db.Tx) (a adviceview.Arranging, err error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return a, err
	}
	if a.Agreement, err = agreement.Get(r.Context(), tx, id); err != nil {
		return a, err
	}
	if err = employer.MustOwn(r.Context(), tx, a.Agreement.EmployerID); err != nil {
		return a, err
	}
	a.Units, err = employer.Units(r.Context(), tx, a.Agreement.EmployerID)
	return a, err
}

// arrangeAdvice makes the meeting.
func (s *Server) arrangeAdvice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, err := advised(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := advice.Draft{At: f.Moment("day", "clock"), Place: f.TextUpTo("place", 200), About: f.TextUpTo("about", 500), Now: tx.Now}
	picked := f.Picks("units", a.UnitIDs()...)
	for _, u := range a.Units {
		for _, p := range picked {
			if u.ID.String() == p {
				d.Units = append(d.Units, u.ID)
				break
			}
		}
	}
	if err := f.Check(d); err != nil {
		return page(adviceview.New(a, f)), err
	}
	id, err := advice.Arrange(r.Context(), tx, a.Agreement.ID, d)
	if err != nil {
		noteRefusal(f, err)
		return page(adviceview.New(a, f)), err
	}
	return done(route.Under(route.Advice, id), "said.advice_arranged"), nil
}

// theAdvice reads the meeting in the address, with a blank form.
func theAdvice(r *http.Request, tx *db.Tx) (a adviceview.Shown, err error) {
	id, err := pathID[advice.ID](r, "advice")
	if err != nil {
		return a, err
	}
	if a.Meeting, err = advice.Get(r.Context(), tx, id); err != nil {
		return a, err
	}
	a.Now, a.Form = tx.Now, form.Blank()
	if tx.Actor.Side() == auth.NavSide {
		err = employer.MustOwn(r.Context(), tx, a.Meeting.EmployerID)
		a.Mine = err == nil
		if fault.Is(err, fault.Forbidden) {
			err = nil
		}
	}
	return a, err
}

// showAdvice shows the meeting, on both sides.
func (s *Server) showAdvice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, err := theAdvice(r, tx)
	if err != nil {
		return nil, err
	}
	return page(adviceview.Show(a)), nil
}

// holdAdvice writes down what was advised.
func (s *Server) holdAdvice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, err := theAdvice(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	a.Form = f
	words := f.TextUpTo("advised", 2000)
	f.Require("advised")
	if err := f.Check(); err != nil && a.Mine && a.Meeting.Open() {
		return page(adviceview.Show(a)), err
	}
	if err := advice.Hold(r.Context(), tx, a.Meeting.ID, words); err != nil && !a.Meeting.Open() {
		return nil, err
	} else if err != nil {
		noteRefusal(f, err)
		return page(adviceview.Show(a)), err
	}
	return done(route.Under(route.Advice, a.Meeting.ID), "said.advice_held"), nil
}

// cancelAdvice calls the meeting off.
func (s *Server) cancelAdvice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[advice.ID](r, "advice")
	if err != nil {
		return nil, err
	}
	if err := advice.Cancel(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.Under(route.Advice, id), "said.advice_cancelled"), nil
}
