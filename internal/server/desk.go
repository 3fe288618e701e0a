package server

import (
	"net/http"
	"time"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/desk"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/user"
	"plass/templates/deskview"
)

// findContact says who answers employers in a municipality or at a postcode. A place is nobody's secret, so it stands in the address.
func (s *Server) findContact(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Asked(r)
	typed, number := f.TextUpTo("q", 80), f.TextUpTo("municipality", 4)
	v := deskview.Finding{Form: f}
	if f.Failed() || !r.URL.Query().Has("q") && number == "" {
		return page(deskview.Finder(v)), f.Check()
	}
	b := db.NewBatch(tx)
	standing := desk.AskStanding(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	a := desk.Find(typed, number, *standing)
	if a.Problem != "" {
		f.Unless(false, "q", a.Problem)
		return page(deskview.Finder(v)), f.Check()
	}
	v.Answer = &a
	if a.Postcode != "" && (a.Best == nil || a.Best.Why != desk.ByPostcode) {
		return s.findAt(v, *standing), nil
	}
	if a.Municipality != nil && typed == "" {
		f.Set("q", a.Municipality.Said())
	}
	return page(deskview.Finder(v)), nil
}

// findAt asks the register where the postcode lies, once the transaction is over. When it does not answer, what is known stands.
func (s *Server) findAt(v deskview.Finding, desks []desk.Desk) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		number, err := s.register.MunicipalityOf(r.Context(), v.Answer.Postcode)
		if err != nil {
			s.log.Info("register", "error", err)
		}
		if m, ok := desk.ByNumber(number); ok {
			also := v.Answer.AlsoNumber
			a := desk.At(v.Answer.Postcode, m, desks)
			a.AlsoNumber, v.Answer = also, &a
		}
		page(deskview.Finder(v)).ServeHTTP(w, r)
	})
}

// listDesks shows the desks, those that have ended last.
func (s *Server) listDesks(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	all := desk.Ask(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(deskview.List(*all, tx.Today())), nil
}

// newDesk asks what it takes to make a desk.
func (s *Server) newDesk(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Filled(map[string]string{"agreement": r.URL.Query().Get("agreement"), "from_on": tx.Today().Format(time.DateOnly)})
	v, err := making(r, tx, f)
	if err != nil {
		return nil, err
	}
	return page(deskview.New(v)), nil
}

// making reads what the form of a desk needs: who can be its contact, and the agreement that it comes from.
func making(r *http.Request, tx *db.Tx, f *form.Form) (deskview.Making, error) {
	v := deskview.Making{Form: f}
	if f.Value("agreement") != "" {
		id := form.ID[agreement.ID](f, "agreement")
		if f.Failed() {
			return v, notFound()
		}
		a, err := desk.From(r.Context(), tx, id)
		if err != nil {
			return v, err
		}
		v.Agreement = &a
	}
	b := db.NewBatch(tx)
	contacts := desk.AskContacts(b)
	err := b.Send(r.Context())
	v.Contacts = *contacts
	return v, err
}

// makeDesk makes the desk.
func (s *Server) makeDesk(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	v, err := making(r, tx, f)
	if err != nil {
		return nil, err
	}
	d := desk.Draft{Name: f.TextUpTo("name", 120), Purpose: f.TextUpTo("purpose", 300), Contact: picked(f, v.Contacts),
		Municipalities: f.TextUpTo("municipalities", 8000), Postcodes: f.TextUpTo("postcodes", 8000), FromOn: f.Date("from_on"), ToOn: f.DateOrNone("to_on")}
	if f.Value("rest") != "" {
		d.Rest = f.Pick("rest", deskview.Rests()...)
	}
	if v.Agreement != nil {
		d.Agreement = &v.Agreement.ID
	}
	if err := f.Check(d); err != nil {
		return page(deskview.New(v)), err
	}
	if _, err := desk.Make(r.Context(), tx, d); err != nil {
		return page(deskview.New(v)), noted(f, err)
	}
	return done(route.Desks, "said.desk_made"), nil
}

// picked reads which of the colleagues was chosen.
func picked(f *form.Form, from []user.Member) user.MembershipID {
	var ids []string
	for _, m := range from {
		ids = append(ids, m.ID.String())
	}
	if f.Pick("contact", ids...) == "" {
		return user.MembershipID{}
	}
	return form.ID[user.MembershipID](f, "contact")
}

// showDesk asks for another contact, or to end the desk.
func (s *Server) showDesk(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theDesk(r, tx)
	if err != nil {
		return nil, err
	}
	v.Form = form.Filled(map[string]string{"contact": v.Desk.ContactID.String()})
	return page(deskview.Show(v)), nil
}

func theDesk(r *http.Request, tx *db.Tx) (deskview.Shown, error) {
	v := deskview.Shown{Today: tx.Today()}
	id, err := pathID[desk.ID](r, "desk")
	if err != nil {
		return v, err
	}
	if v.Desk, err = desk.Get(r.Context(), tx, id); err != nil {
		return v, err
	}
	b := db.NewBatch(tx)
	contacts := desk.AskContacts(b)
	err = b.Send(r.Context())
	v.Contacts = *contacts
	return v, err
}

// appointAtDesk gives the desk another contact.
func (s *Server) appointAtDesk(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theDesk(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	who := picked(f, v.Contacts)
	if err := f.Check(); err != nil {
		return page(deskview.Show(v)), err
	}
	if err := desk.Appoint(r.Context(), tx, v.Desk, who); err != nil {
		return page(deskview.Show(v)), noted(f, err)
	}
	return done(route.Desk(v.Desk.ID), "said.desk_appointed"), nil
}

// endDesk ends the desk with the day that it is.
func (s *Server) endDesk(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theDesk(r, tx)
	if err != nil {
		return nil, err
	}
	if err := desk.End(r.Context(), tx, v.Desk, tx.Today()); err != nil {
		v.Form = form.Filled(map[string]string{"contact": v.Desk.ContactID.String()})
		return page(deskview.Show(v)), noted(v.Form, err)
	}
	return done(route.Desks, "said.desk_ended"), nil
}
