// Package employer holds the employers we work with: their units, their contacts, and their one contact person at Nav.
package employer

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/fault"
	"plass/internal/register"
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

// ContactRoles are what a contact may be; each has the text key "contact.role." and the role.
var ContactRoles = []string{"hr", "leader", "site_contact", "union_representative", "safety_delegate"}

// A ContactPerson is the one at Nav who owns the employer, in a time.
type ContactPerson struct {
	Membership uuid.UUID
	Name       string
	Phone      string
	FromAt     time.Time
	ToAt       *time.Time // nil: until somebody takes over
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
	_, err := register.ParseNumber(d.OrgNumber)
	p.Unless(err == nil, "org_number", "employer.org_number_wrong")
	p.Unless(d.Name != "", "name", "form.required")
	return p
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
		_, err := register.ParseNumber(d.OrgNumber)
		p.Unless(err == nil, "org_number", "employer.org_number_wrong")
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
	p.Unless(!slices.ContainsFunc(d.Roles, func(r string) bool { return !slices.Contains(ContactRoles, r) }), "roles", "form.not_a_choice")
	p.Unless(d.Email != "" || !d.Login, "email", "contact.email_for_login")
	p.Unless(d.Email == "" || plausible(d.Email), "email", "form.not_an_email")
	p.Unless(d.Phone != "" || d.Email != "", "phone", "contact.reachable")
	return p
}
