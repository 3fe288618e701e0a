// Package user holds who belongs to a tenant and as what, and who stands in for whom.
package user

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/text"
)

// A MembershipID identifies what one person is in one tenant.
type MembershipID struct{ uuid.UUID }

// A Member is somebody who belongs to the tenant.
type Member struct {
	ID    MembershipID
	Role  auth.Role
	Name  string
	Phone string
}

const columns = `m.id, m.role, m.name, m.phone`

// A Draft is what it takes to let somebody in. Which of the ids is needed follows from the role.
type Draft struct {
	Email, Name, Phone string
	Role               auth.Role
	Office             *uuid.UUID
	Employer           *uuid.UUID
	Candidate          *uuid.UUID
}

// NormalEmail returns the address as it is kept and compared.
func NormalEmail(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// PlausibleEmail reports whether the address has the parts that every address has.
func PlausibleEmail(address string) bool {
	name, host, ok := strings.Cut(address, "@")
	return ok && name != "" && strings.Contains(host, ".") && !strings.ContainsAny(address, " ,;<>\r\n\t") && len(address) <= 254
}

// Add lets somebody in. They meet the tenant the next time they log in with the address.
func Add(ctx context.Context, tx *db.Tx, d Draft) (MembershipID, error) {
	id := MembershipID{db.NewSecretID()}
	return id, db.Exec(ctx, tx, `
		INSERT INTO memberships (id, email, role, name, phone, office_id, employer_id, candidate_id, from_at)
		VALUES (@id, @email, @role, @name, @phone, @office, @employer, @candidate, @now)`,
		db.Args{"id": id, "email": NormalEmail(d.Email), "role": d.Role, "name": d.Name, "phone": d.Phone,
			"office": d.Office, "employer": d.Employer, "candidate": d.Candidate, "now": tx.Now})
}

// End takes the membership away: the next request made with it is nobody's.
// Whoever is contact person of an employer hands it over first.
func End(ctx context.Context, tx *db.Tx, id MembershipID) error {
	owns, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM contact_persons WHERE membership_id = @id AND to_at > @now)`,
		db.Args{"id": id, "now": tx.Now})
	if err != nil {
		return err
	}
	if owns {
		return fault.New(fault.Conflict, "user.still_contact_person")
	}
	return db.Exec(ctx, tx, `UPDATE memberships SET to_at = @now WHERE id = @id AND to_at > @now`, db.Args{"id": id, "now": tx.Now})
}

// Lang returns the language of the one acting.
func Lang(ctx context.Context, tx *db.Tx) (text.Lang, error) {
	return db.Value[text.Lang](ctx, tx, `SELECT lang FROM memberships WHERE id = current_membership()`, nil)
}

// SetLang remembers the language the one acting has chosen.
func SetLang(ctx context.Context, tx *db.Tx, lang string) error {
	return db.Exec(ctx, tx, `UPDATE memberships SET lang = @lang WHERE id = current_membership()`, db.Args{"lang": lang})
}

const working = ` AND m.from_at <= business_now() AND m.to_at > business_now()`

// WithRole returns those who have the role now, by name.
func WithRole(ctx context.Context, tx *db.Tx, role auth.Role) ([]Member, error) {
	return db.All[Member](ctx, tx, `
		SELECT `+columns+` FROM memberships m WHERE m.role = @role`+working+` ORDER BY m.name COLLATE "nb-NO-x-icu"`, db.Args{"role": role})
}

// AskWithRole asks for those who have the role now, by name.
func AskWithRole(b *db.Batch, role auth.Role) *[]Member {
	return db.AskAll[Member](b, `
		SELECT `+columns+` FROM memberships m WHERE m.role = @role`+working+` ORDER BY m.name COLLATE "nb-NO-x-icu"`, db.Args{"role": role})
}

// Somebody is a member as the demo's list of people shows them.
type Somebody struct {
	Name, Email          string
	Role                 auth.Role
	Tenant, Organisation string // the organisation is the employer, the office, or else the tenant
}

// Everybody returns everybody in the tenant, by organisation and role. Only the program itself sees them all.
func Everybody(ctx context.Context, tx *db.Tx) ([]Somebody, error) {
	return db.All[Somebody](ctx, tx, `
		SELECT m.name, m.email, m.role, t.name AS tenant, coalesce(e.name, o.name, t.name) AS organisation
		FROM memberships m JOIN tenants t ON t.id = m.tenant_id
		LEFT JOIN offices o ON o.id = m.office_id LEFT JOIN employers e ON e.id = m.employer_id
		WHERE true`+working+`
		ORDER BY m.employer_id IS NOT NULL, m.role = 'candidate', coalesce(e.name, o.name, '') COLLATE "nb-NO-x-icu", m.role, m.name COLLATE "nb-NO-x-icu"`, nil)
}

// LiaisonsOf returns the liaisons of the office.
func LiaisonsOf(ctx context.Context, tx *db.Tx, office uuid.UUID) ([]Member, error) {
	return db.All[Member](ctx, tx, `
		SELECT `+columns+` FROM memberships m WHERE m.role = 'office_liaison' AND m.office_id = @office`+working,
		db.Args{"office": office})
}

// OfCandidate returns the candidate's own membership; none if the person does not use the program.
func OfCandidate(ctx context.Context, tx *db.Tx, candidate uuid.UUID) ([]Member, error) {
	return db.All[Member](ctx, tx, `SELECT `+columns+` FROM memberships m WHERE m.candidate_id = @candidate`+working, db.Args{"candidate": candidate})
}
