package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/hire"
	"plass/internal/route"
	"plass/internal/settle"
	"plass/templates/presentationview"
)

// newHire asks for what it takes to say that somebody got the job.
func (s *Server) newHire(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	if shown.Presentation.HireID != nil {
		return seeOther(route.Presentation(shown.Presentation.ID)), nil
	}
	if err := employer.MustOwn(r.Context(), tx, shown.Presentation.EmployerID); err != nil {
		return nil, err
	}
	if !shown.Presentation.MayHire() {
		return nil, fault.New(fault.Conflict, "hire.not_now")
	}
	return page(presentationview.Hire(shown, form.Filled(map[string]string{"percent": "100"}))), nil
}

// makeHire says that somebody got the job.
func (s *Server) makeHire(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := hire.Draft{Form: f.Pick("form", hire.Forms...), StartsOn: f.Date("starts_on"), EndsOn: f.DateOrNone("ends_on"), Today: tx.Today()}
	if f.Value("percent") != "" {
		n := f.Int("percent", 1, 100)
		d.Percent = &n
	}
	if f.Text("unit") != "" {
		var known []string
		for _, u := range *shown.Units {
			known = append(known, u.ID.String())
		}
		f.Pick("unit", known...)
		d.Unit = form.IDOrNone[employer.UnitID](f, "unit")
	}
	again := page(presentationview.Hire(shown, f))
	if err := f.Check(d); err != nil {
		return again, err
	}
	err = settle.Hire(r.Context(), tx, shown.Presentation.ID, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again, f.Check()
	}
	if err != nil {
		noteRefusal(f, err)
		return again, err
	}
	return done(route.Presentation(shown.Presentation.ID), "said.hired"), nil
}

// misregisterHire takes back a hire that was written down by mistake.
func (s *Server) misregisterHire(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := thePresentation(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Wrong = f
	reason := f.TextUpTo("reason", 500)
	f.Require("reason")
	if err := f.Check(); err != nil {
		return page(presentationview.Show(shown)), err
	}
	if err := hire.Misregister(r.Context(), tx, shown.Presentation.ID, reason); err != nil {
		return nil, err
	}
	return done(route.Presentation(shown.Presentation.ID), "said.hire_taken_back"), nil
}
