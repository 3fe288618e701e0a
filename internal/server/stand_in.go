package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/user"
	"plass/templates/standinview"
)

// standIns shows who does whose work, and asks for another.
func (s *Server) standIns(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := absence(r, tx)
	if err != nil {
		return nil, err
	}
	p.Form = form.Blank()
	return page(standinview.Page(p)), nil
}

// absence reads the windows that concern the one acting.
func absence(r *http.Request, tx *db.Tx) (standinview.Absence, error) {
	b := db.NewBatch(tx)
	windows := user.AskStandIns(b)
	colleagues, office, others := user.AskColleagues(b), user.AskOffice(b), user.AskOfficeStandIns(b)
	err := b.Send(r.Context())
	return standinview.Absence{Now: tx.Now, Me: user.MembershipID{UUID: tx.Actor.Membership}, Role: tx.Actor.Role, Windows: *windows, Colleagues: *colleagues,
		Office: *office, OfficeWindows: *others}, err
}

// nameStandIn lets a colleague stand in for a time.
func (s *Server) nameStandIn(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := absence(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	p.Form = f
	away := p.Me
	if len(p.Office) > 0 {
		away = form.ID[user.MembershipID](f, "for")
	}
	d := user.StandInDraft{For: away, By: form.ID[user.MembershipID](f, "by"), From: f.Date("from"), To: f.Date("to"), Today: tx.Today()}
	if err := f.Check(d); err != nil {
		return page(standinview.Page(p)), err
	}
	err = user.NameStandIn(r.Context(), tx, d)
	if wrong, ok := problems(err); ok {
		f.Add(wrong)
		return page(standinview.Page(p)), f.Check()
	}
	if err != nil {
		return nil, err
	}
	return done(route.StandIns, "said.stand_in_named"), nil
}

// endStandIn ends a window before its time.
func (s *Server) endStandIn(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[user.StandInID](r, "standin")
	if err != nil {
		return nil, err
	}
	if err := user.EndStandIn(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.StandIns, "said.stand_in_ended"), nil
}
