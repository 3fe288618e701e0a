package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/employerview"
)

// newUnit asks for a unit.
func (s *Server) newUnit(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := ownEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	return page(employerview.NewUnit(e, form.Blank())), nil
}

// addUnit adds a unit to the employer.
func (s *Server) addUnit(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := ownEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	again := page(employerview.NewUnit(e, f))
	d := employer.UnitDraft{Name: f.TextUpTo("name", 200), OrgNumber: f.TextUpTo("org_number", 40), Address: f.TextUpTo("address", 400)}
	if err := f.Check(d); err != nil {
		return again, err
	}
	if _, err := employer.AddUnit(r.Context(), tx, e.ID, d); err != nil {
		return again, noted(f, err)
	}
	return done(route.Employer(e.ID), "said.unit.added"), nil
}

// editUnit asks what the unit is called, and where it is.
func (s *Server) editUnit(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, u, err := ownUnit(r, tx)
	if err != nil {
		return nil, err
	}
	return page(employerview.EditUnit(e, u, form.Filled(map[string]string{"name": u.Name, "address": u.Address}))), nil
}

// changeUnit gives the unit another name and address.
func (s *Server) changeUnit(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, u, err := ownUnit(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	again := page(employerview.EditUnit(e, u, f))
	d := employer.UnitDraft{Name: f.TextUpTo("name", 200), Address: f.TextUpTo("address", 400)}
	if err := f.Check(d); err != nil {
		return again, err
	}
	if err := employer.ChangeUnit(r.Context(), tx, e.ID, u.ID, d); err != nil {
		return again, noted(f, err)
	}
	return done(route.Employer(e.ID), "said.unit.changed"), nil
}

// askToCloseUnit tells what closing the unit means.
func (s *Server) askToCloseUnit(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, u, err := ownUnit(r, tx)
	if err != nil {
		return nil, err
	}
	return page(employerview.CloseUnit(e, u, form.Blank())), nil
}

// closeUnit takes the unit out of use.
func (s *Server) closeUnit(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, u, err := ownUnit(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	if err := employer.CloseUnit(r.Context(), tx, e.ID, u.ID); err != nil {
		return page(employerview.CloseUnit(e, u, f)), noted(f, err)
	}
	return done(route.Employer(e.ID), "said.unit.closed"), nil
}

// ownUnit returns the unit in the path, which is open and of the employer in the path.
func ownUnit(r *http.Request, tx *db.Tx) (e employer.Employer, u employer.Unit, err error) {
	if e, err = ownEmployer(r, tx); err != nil {
		return e, u, err
	}
	id, err := pathID[employer.UnitID](r, "unit")
	if err != nil {
		return e, u, err
	}
	units, err := employer.Units(r.Context(), tx, e.ID)
	if err != nil {
		return e, u, err
	}
	u, err = among(units, func(u employer.Unit) bool { return u.ID == id })
	return e, u, err
}

// newContact asks for somebody at the employer.
func (s *Server) newContact(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := ownEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	units, err := employer.Units(r.Context(), tx, e.ID)
	if err != nil {
		return nil, err
	}
	return page(employerview.NewContact(e, units, form.Blank())), nil
}

// addContact adds a contact, who can log in when the form says so.
func (s *Server) addContact(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := ownEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	units, err := employer.Units(r.Context(), tx, e.ID)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	again := page(employerview.NewContact(e, units, f))
	d := employer.ContactDraft{Name: f.TextUpTo("name", 200), Phone: f.TextUpTo("phone", 40), Email: f.TextUpTo("email", 254),
		Unit: form.IDOrNone[employer.UnitID](f, "unit"), Roles: f.Picks("roles", text.Choices(r.Context(), "contact.role", employer.ContactRoles...)...), Login: f.Bool("login")}
	if err := f.Check(d); err != nil {
		return again, err
	}
	if _, err := employer.AddContact(r.Context(), tx, e.ID, d); err != nil {
		return again, noted(f, err)
	}
	return done(route.Employer(e.ID), "said.contact.added"), nil
}

// askToRemoveContact tells what removing the contact means.
func (s *Server) askToRemoveContact(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, c, err := ownContact(r, tx)
	if err != nil {
		return nil, err
	}
	return page(employerview.RemoveContact(e, c, form.Blank())), nil
}

// removeContact ends the contact, and with it the right to log in.
func (s *Server) removeContact(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, c, err := ownContact(r, tx)
	if err != nil {
		return nil, err
	}
	if err := employer.RemoveContact(r.Context(), tx, e.ID, c.ID); err != nil {
		return nil, err
	}
	return done(route.Employer(e.ID), "said.contact.removed"), nil
}

// ownContact returns the contact in the path, of the employer in the path.
func ownContact(r *http.Request, tx *db.Tx) (e employer.Employer, c employer.Contact, err error) {
	if e, err = ownEmployer(r, tx); err != nil {
		return e, c, err
	}
	id, err := pathID[employer.ContactID](r, "contact")
	if err != nil {
		return e, c, err
	}
	contacts, err := employer.Contacts(r.Context(), tx, e.ID)
	if err != nil {
		return e, c, err
	}
	c, err = among(contacts, func(c employer.Contact) bool { return c.ID == id })
	return e, c, err
}
