package server

import (
	"context"
	"net/http"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/tenant"
	"plass/internal/user"
	"plass/templates/administrationview"
)

// showAdministration shows what there is to administer, what waits for a second person, and what has been changed.
func (s *Server) showAdministration(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	grants, events := user.AskGrants(b), event.AskOfTenant(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(administrationview.Home(*grants, *events)), nil
}

// listOffices shows the offices, and asks for another.
func (s *Server) listOffices(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := offices(r, tx)
	if err != nil {
		return nil, err
	}
	return page(administrationview.Offices(v)), nil
}

func offices(r *http.Request, tx *db.Tx) (administrationview.OfficeList, error) {
	b := db.NewBatch(tx)
	all := tenant.AskStaffed(b)
	err := b.Send(r.Context())
	return administrationview.OfficeList{Offices: *all, Form: form.Blank()}, err
}

// addOffice makes an office.
func (s *Server) addOffice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := offices(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	name := f.TextUpTo("name", 120)
	f.Require("name")
	if err := f.Check(); err != nil {
		return page(administrationview.Offices(v)), err
	}
	if _, err := tenant.AddOffice(r.Context(), tx, name); err != nil {
		return page(administrationview.Offices(v)), noted(f, err)
	}
	return done(route.Offices, "said.office_added"), event.Record(r.Context(), tx, event.OfficeAdded, event.About{Args: map[string]any{"office": name}})
}

// editOffice asks for another name, or to close it.
func (s *Server) editOffice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theOffice(r, tx)
	if err != nil {
		return nil, err
	}
	v.Form = form.Filled(map[string]string{"name": v.Office.Name})
	return page(administrationview.EditOffice(v)), nil
}

// theOffice reads the office in the address.
func theOffice(r *http.Request, tx *db.Tx) (administrationview.OfficePage, error) {
	id, err := pathID[tenant.OfficeID](r, "office")
	if err != nil {
		return administrationview.OfficePage{}, err
	}
	list, err := offices(r, tx)
	if err != nil {
		return administrationview.OfficePage{}, err
	}
	for _, o := range list.Offices {
		if o.ID == id {
			return administrationview.OfficePage{Office: o, Form: form.Blank()}, nil
		}
	}
	return administrationview.OfficePage{}, notFound()
}

// renameOffice gives the office another name.
func (s *Server) renameOffice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theOffice(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	name := f.TextUpTo("name", 120)
	f.Require("name")
	if err := f.Check(); err != nil {
		return page(administrationview.EditOffice(v)), err
	}
	if err := tenant.Rename(r.Context(), tx, v.Office.ID, name); err != nil {
		return page(administrationview.EditOffice(v)), noted(f, err)
	}
	return done(route.Offices, "said.office_renamed"), event.Record(r.Context(), tx, event.OfficeRenamed, event.About{Args: map[string]any{"was": v.Office.Name, "office": name}})
}

// closeOffice closes the office once nobody works there.
func (s *Server) closeOffice(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theOffice(r, tx)
	if err != nil {
		return nil, err
	}
	if err := tenant.Close(r.Context(), tx, v.Office.ID); err != nil {
		v.Form = form.Filled(map[string]string{"name": v.Office.Name})
		return page(administrationview.EditOffice(v)), noted(v.Form, err)
	}
	return done(route.Offices, "said.office_closed"), event.Record(r.Context(), tx, event.OfficeClosed, event.About{Args: map[string]any{"office": v.Office.Name}})
}

// listNavPeople shows who has which role at Nav, and what waits for a second person.
func (s *Server) listNavPeople(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	people, grants, seconds := user.AskPeople(b), user.AskGrants(b), user.AskSeconds(b, "")
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(administrationview.People(administrationview.Staff{People: *people, Grants: *grants, Seconds: *seconds})), nil
}

// newPerson asks whom to give a role.
func (s *Server) newPerson(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := inviting(r, tx)
	if err != nil {
		return nil, err
	}
	return page(administrationview.Invite(v)), nil
}

func inviting(r *http.Request, tx *db.Tx) (administrationview.Inviting, error) {
	b := db.NewBatch(tx)
	all, seconds := tenant.AskOffices(b), user.AskSeconds(b, "")
	err := b.Send(r.Context())
	v := administrationview.Inviting{Offices: *all, Seconds: *seconds, Roles: user.NavRoles, Form: form.Blank()}
	if tx.Actor.Is(auth.OfficeLeader) { // for the own office alone
		v.Offices, v.Roles = nil, nil
		for _, o := range *all {
			if o.ID.UUID == tx.Actor.Office {
				v.Offices = append(v.Offices, o)
			}
		}
		for _, role := range user.NavRoles {
			if user.OfOffice(role) {
				v.Roles = append(v.Roles, role)
			}
		}
		v.Form.Set("office", tx.Actor.Office.String())
	}
	return v, err
}

// proposeRole proposes the role; it waits for a second person.
func (s *Server) proposeRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := inviting(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	var roles, known []string
	for _, role := range v.Roles {
		roles = append(roles, string(role))
	}
	for _, o := range v.Offices {
		known = append(known, o.ID.String())
	}
	d := user.GrantDraft{Name: f.TextUpTo("name", 200), Email: f.TextUpTo("email", 254), Phone: f.TextUpTo("phone", 40), Role: auth.Role(f.Pick("role", roles...))}
	if f.Value("office") != "" {
		f.Pick("office", known...)
		d.Office = form.IDOrNone[tenant.OfficeID](f, "office")
	}
	if d.Role == "" {
		d.Office = nil // which of the two it is cannot be told yet
	}
	if err := f.Check(d); err != nil {
		return page(administrationview.Invite(v)), err
	}
	if _, err := user.Propose(r.Context(), tx, d); err != nil {
		return page(administrationview.Invite(v)), noted(f, err)
	}
	return done(route.NavPeople, "said.role_proposed"), nil
}

// letRoleBe is the second person's yes.
func (s *Server) letRoleBe(r *http.Request, tx *db.Tx) (http.Handler, error) {
	return s.decided(r, tx, "said.role_approved", user.LetBe)
}

// declineRole is the second person's no.
func (s *Server) declineRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	return s.decided(r, tx, "said.role_declined", user.Decline)
}

// takeRoleBack withdraws what the one acting has proposed.
func (s *Server) takeRoleBack(r *http.Request, tx *db.Tx) (http.Handler, error) {
	return s.decided(r, tx, "said.role_withdrawn", user.TakeBack)
}

// askToTakeAway asks whether somebody's role is to end.
func (s *Server) askToTakeAway(r *http.Request, tx *db.Tx) (http.Handler, error) {
	c, err := thePerson(r, tx)
	if err != nil {
		return nil, err
	}
	return page(administrationview.TakeAway(c, form.Blank())), nil
}

func thePerson(r *http.Request, tx *db.Tx) (user.Colleagueship, error) {
	id, err := pathID[user.MembershipID](r, "membership")
	if err != nil {
		return user.Colleagueship{}, err
	}
	c, err := user.GetPerson(r.Context(), tx, id)
	if err == nil && !c.MayEnd(tx.Actor) {
		err = fault.New(fault.Forbidden, "user.not_yours_to_end")
	}
	return c, err
}

// takeAway ends somebody's role: the next request made with it is nobody's.
func (s *Server) takeAway(r *http.Request, tx *db.Tx) (http.Handler, error) {
	c, err := thePerson(r, tx)
	if err != nil {
		return nil, err
	}
	if err := user.TakeAway(r.Context(), tx, c.ID); err != nil {
		f := form.Blank()
		return page(administrationview.TakeAway(c, f)), noted(f, err)
	}
	return done(route.NavPeople, "said.role_ended"), nil
}

// decided does what the one acting says to the proposal in the address.
func (s *Server) decided(r *http.Request, tx *db.Tx, said string, do func(context.Context, *db.Tx, user.GrantID) error) (http.Handler, error) {
	id, err := pathID[user.GrantID](r, "grant")
	if err != nil {
		return nil, err
	}
	return done(route.NavPeople, said), do(r.Context(), tx, id)
}
