// Package auth says who is acting, for which tenant, and what their role lets them do.
package auth

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// A Role is what a membership is trusted to do.
type Role string

// The ten roles of the authorisation matrix.
const (
	Administrator       Role = "administrator"        // runs offices, users and templates; sees no candidate
	OfficeLeader        Role = "office_leader"        // approves, and sees load and silence
	NavContact          Role = "nav_contact"          // the contact person of employers
	OfficeLiaison       Role = "office_liaison"       // answers requests for candidates on behalf of an office
	EmployerContact     Role = "employer_contact"     // HR or another contact at the employer
	Buddy               Role = "buddy"                // the colleague who helps a new participant
	UnionRepresentative Role = "union_representative" // sees the agreement, never a person
	Broker              Role = "broker"               // vouches for and follows up own people
	Candidate           Role = "candidate"            // a candidate, and a participant after the start
	Auditor             Role = "auditor"              // reads what was done, not who it was done to
)

// Roles lists every role, in the order of the matrix.
var Roles = []Role{Administrator, OfficeLeader, NavContact, OfficeLiaison, EmployerContact, Buddy, UnionRepresentative, Broker, Candidate, Auditor}

// A Side is which of the sites, and which of the database's roles, somebody uses.
type Side string

// The sides. System is the program itself, at night and in jobs.
const (
	NavSide       Side = "nav"
	PartnerSide   Side = "partner"
	BrokerSide    Side = "broker"
	CandidateSide Side = "candidate"
	System        Side = "system"
)

// Side returns the side on which the role works.
func (r Role) Side() Side {
	switch r {
	case EmployerContact, Buddy, UnionRepresentative:
		return PartnerSide
	case Broker:
		return BrokerSide
	case Candidate:
		return CandidateSide
	case Administrator, OfficeLeader, NavContact, OfficeLiaison, Auditor:
		return NavSide
	}
	return System
}

// An Actor is whoever the work is done on behalf of.
// Tenant, Account, Membership and Role come from the session; the rest is read when the transaction opens.
type Actor struct {
	Tenant     uuid.UUID
	Account    uuid.UUID
	Membership uuid.UUID
	Role       Role

	Name             string
	TenantName       string
	Office           uuid.UUID // of the Nav side
	OfficeName       string
	Employer         uuid.UUID // of the partner side
	OrganisationName string    // of the partner side: the employer, or the broker
	KeepsWeeks       int       // of the partner side: how long the employer sees somebody after the end
	Candidate        uuid.UUID // of the candidate side
	Unread           int       // how many notices wait; a hundred and more are 100
	Wording          int       // counts what the tenant has said of its own words
}

// Is reports whether a has one of the roles.
func (a Actor) Is(roles ...Role) bool { return slices.Contains(roles, a.Role) }

// Side returns the side the actor works on. An actor without a role is the program itself.
func (a Actor) Side() Side { return a.Role.Side() }

// SystemOf returns the program itself, at work for a tenant.
func SystemOf(tenant uuid.UUID) Actor { return Actor{Tenant: tenant} }

type contextKey struct{}

// With returns ctx carrying the actor.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// From returns the actor in ctx. The zero Actor belongs to no tenant, and no transaction begins for it.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(contextKey{}).(Actor)
	return a
}
