// Package employer holds the employers we work with: their units, their contacts, and their one contact person at Nav.
package employer

import (
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/fault"
	"plass/internal/register"
	"plass/internal/user"
	"plass/internal/wording"
)

// An ID identifies an employer.
type ID struct{ uuid.UUID }

// An Employer is an organisation that takes people in.
type Employer struct {
	ID           ID
	OrgNumber    string
	Name         string // what people call it
	RegisterName string // what the register calls it
	Industry     string
	Address      string
	PostalCode   string
	Place        string
	Employees    *int
	OwnWords     string // what the employer says of itself
	Active       bool   // has had a contact person, and so always has one
	Version      int
}

// MayBecome reports whether the one acting can become the first contact person of the employer.
// An employer that has one is handed over, or taken over.
func (e Employer) MayBecome(who auth.Actor) bool { return !e.Active && who.Is(auth.NavContact) }

// MayAppoint reports whether the one acting can name the first contact person of the employer.
func (e Employer) MayAppoint(who auth.Actor) bool { return !e.Active && who.Is(auth.OfficeLeader) }

// A UnitID identifies a unit.
type UnitID struct{ uuid.UUID }

// A Unit is a part of an employer where people work: a department, a warehouse, a sorting hall.
type Unit struct {
	ID        UnitID
	OrgNumber *string
	Name      string
	Address   string
	ClosedAt  *time.Time
}

// A ContactID identifies a contact.
type ContactID struct{ uuid.UUID }

// A Contact is somebody at the employer whom Nav talks with.
type Contact struct {
	ID     ContactID
	UnitID *UnitID
	Unit   string
	Name   string
	Phone  string
	Email  string
	Roles  []string
	Login  bool // has a membership, and so can log in
}

// ContactRoles are what a contact may be, beside what the tenant has added; each has the text key "contact.role." and the role.
var ContactRoles = []string{"hr", "leader", "site_contact", "union_representative", "safety_delegate"}

// A ContactPerson is the one at Nav who owns the employer, in a time.
type ContactPerson struct {
	Membership uuid.UUID
	Name       string
	Phone      string
	FromAt     time.Time
	ToAt       *time.Time // nil: until somebody takes over
	Acting     bool       // is the one acting, or somebody they stand in for
}

// In reports whether it is the contact person at the moment.
func (c ContactPerson) In(moment time.Time) bool {
	return !moment.Before(c.FromAt) && (c.ToAt == nil || moment.Before(*c.ToAt))
}

// ContactPersons are all an employer has had, the newest first.
type ContactPersons []ContactPerson

// At returns who is contact person at the moment; false for an employer nobody has yet.
func (all ContactPersons) At(moment time.Time) (ContactPerson, bool) {
	i := slices.IndexFunc(all, func(c ContactPerson) bool { return c.In(moment) })
	if i < 0 {
		return ContactPerson{}, false
	}
	return all[i], true
}

// Own reports whether the one acting may change the employer at the moment, as [Owns] asks the database.
func (all ContactPersons) Own(moment time.Time) bool {
	now, ok := all.At(moment)
	return len(all) == 0 || ok && now.Acting
}

// A Row is an employer as the list shows it.
type Row struct {
	ID            ID
	Name          string
	OrgNumber     string
	Place         string
	ContactPerson string // empty: nobody yet
	Mine          bool
	Agreements    int // in force
}

// Key is where the row stands in the list.
func (r Row) Key() string { return searchName(r.Name, r.ID.UUID) }

// A Draft is what it takes to register an employer, or to change what is known of it.
type Draft struct {
	OrgNumber    string
	Name         string
	RegisterName string
	Industry     string
	Address      string
	PostalCode   string
	Place        string
	Employees    *int
	OwnWords     string
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.OrgNumber != "", "org_number", "form.required")
	checkNumber(p, d.OrgNumber)
	p.Unless(d.Name != "", "name", "form.required")
	return p
}

// checkNumber notes what the register says is wrong with the organisation number.
func checkNumber(p fault.Invalid, typed string) {
	_, err := register.ParseNumber(typed)
	if wrong, ok := errors.AsType[*fault.Error](err); ok {
		p.Unless(false, "org_number", wrong.Text.Key, wrong.Text.Args...)
	}
}

// A UnitDraft is what it takes to add a unit.
type UnitDraft struct {
	Name, OrgNumber, Address string
}

// Problems tells what is missing or wrong in the draft.
func (d UnitDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	if d.OrgNumber != "" {
		checkNumber(p, d.OrgNumber)
	}
	return p
}

// A ContactDraft is what it takes to add a contact. Login lets the contact log in with the e-mail address.
type ContactDraft struct {
	Name, Phone, Email string
	Unit               *UnitID
	Roles              []string
	Login              bool
}

// Problems tells what is missing or wrong in the draft.
func (d ContactDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	p.Unless(len(d.Roles) > 0, "roles", "contact.role_required")
	p.Unless(!slices.ContainsFunc(d.Roles, func(r string) bool { return !slices.Contains(ContactRoles, r) && !wording.IsOwn(r) }), "roles", "form.not_a_choice")
	p.Unless(d.Email != "" || !d.Login, "email", "contact.email_for_login")
	p.Unless(d.Email == "" || user.PlausibleEmail(user.NormalEmail(d.Email)), "email", "form.not_an_email")
	p.Unless(d.Phone != "" || d.Email != "", "phone", "contact.reachable")
	return p
}
