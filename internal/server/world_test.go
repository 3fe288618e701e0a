package server_test

import (
	"context"
	"testing"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/register/local"
	"plass/internal/server"
)

// A world is a site with one tenant: an office with its people, and an employer with a contact person.
type world struct {
	*site
	Administrator, Leader, Contact, Liaison, Auditor auth.Actor
	Employer                                         employer.ID
	HR, Union, Buddy                                 auth.Actor
}

// newWorld returns a world that was made through what the pages do.
func newWorld(t testing.TB, change ...func(*server.Config)) *world {
	t.Helper()
	s := newSite(t, change...)
	w := &world{site: s, Administrator: dbtest.Actor(t, s.pool, auth.Actor{Role: auth.Administrator, Name: "Astrid Administrator"})}
	tenant := w.Administrator.Tenant
	w.Leader = dbtest.Actor(t, s.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: tenant, Name: "Lars Leder"})
	office := w.Leader.Office
	w.Contact = dbtest.Actor(t, s.pool, auth.Actor{Role: auth.NavContact, Tenant: tenant, Office: office, Name: "Nora Kontakt"})
	w.Liaison = dbtest.Actor(t, s.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: tenant, Office: office, Name: "Lisa Kontor"})
	w.Auditor = dbtest.Actor(t, s.pool, auth.Actor{Role: auth.Auditor, Tenant: tenant, Name: "Rune Revisor"})
	w.Employer = w.employer("Fjord Gjenvinning", string(local.Glor))
	w.HR = w.partner(w.Employer, auth.EmployerContact, "Hanne Personal")
	w.Union = w.partner(w.Employer, auth.UnionRepresentative, "Ulf Tillitsvalgt")
	w.Buddy = w.partner(w.Employer, auth.Buddy, "Frida Fadder")
	return w
}

// employer registers an employer, whose contact person w.Contact becomes.
func (w *world) employer(name, orgNumber string) (id employer.ID) {
	w.t.Helper()
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if id, err = employer.Create(ctx, tx, employer.Draft{OrgNumber: orgNumber, Name: name}); err != nil {
			return err
		}
		return employer.BecomeContactPerson(ctx, tx, id)
	})
	return id
}

// partner lets somebody in at the employer.
func (w *world) partner(at employer.ID, role auth.Role, name string) auth.Actor {
	w.t.Helper()
	return dbtest.Actor(w.t, w.pool, auth.Actor{Role: role, Tenant: w.Contact.Tenant, Employer: at.UUID, Name: name})
}

// candidate registers somebody whom w.Liaison follows up, and who can log in.
func (w *world) candidate(first, last string) (id candidate.ID, who auth.Actor) {
	w.t.Helper()
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = candidate.Create(ctx, tx, candidate.Draft{FirstName: first, LastName: last, Phone: "90000000", Strengths: "Møter tidlig og holder orden."})
		return err
	})
	return id, dbtest.Actor(w.t, w.pool, auth.Actor{Role: auth.Candidate, Tenant: w.Contact.Tenant, Candidate: id.UUID, Office: w.Liaison.Office, Name: first + " " + last})
}

// do does something as who, for what the test itself is not about.
func (s *site) do(who auth.Actor, what func(context.Context, *db.Tx) error) {
	s.t.Helper()
	ctx := context.Background()
	if err := s.pool.As(ctx, who, func(tx *db.Tx) error { return what(ctx, tx) }); err != nil {
		s.t.Fatalf("as %s: %v", who.Role, err)
	}
}

// end takes somebody's membership away.
func (s *site) end(who auth.Actor) {
	s.t.Helper()
	s.sql(`UPDATE memberships SET to_at = $2 WHERE id = $1`, who.Membership, dbtest.Now)
}

// email returns the address of somebody's account.
func (s *site) email(who auth.Actor) (email string) {
	s.t.Helper()
	if err := dbtest.Admin(s.t, s.pool).QueryRow(context.Background(), `SELECT email FROM memberships WHERE id = $1`, who.Membership).Scan(&email); err != nil {
		s.t.Fatalf("ask for the address of %s: %v", who.Role, err)
	}
	return email
}

// sql runs a statement before which there are no walls, for what no page does.
func (s *site) sql(statement string, args ...any) {
	s.t.Helper()
	if _, err := dbtest.Admin(s.t, s.pool).Exec(context.Background(), statement, args...); err != nil {
		s.t.Fatalf("%s: %v", statement, err)
	}
}
