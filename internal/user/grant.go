package user

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/tenant"
	"plass/internal/text"
)

// NavRoles are the roles at Nav, each of which takes two people to give.
var NavRoles = []auth.Role{auth.Administrator, auth.OfficeLeader, auth.NavContact, auth.OfficeLiaison, auth.Auditor}

// OfOffice reports whether somebody has the role at an office.
func OfOffice(r auth.Role) bool {
	return r == auth.OfficeLeader || r == auth.NavContact || r == auth.OfficeLiaison
}

// A GrantID identifies a role that somebody has proposed.
type GrantID struct{ uuid.UUID }

// A Grant is a role at Nav that one person has proposed and another lets be, or not.
type Grant struct {
	ID         GrantID
	Email      string
	Name       string
	Phone      string
	Role       auth.Role
	OfficeID   *uuid.UUID
	Office     string
	ProposedBy uuid.UUID
	Proposer   string
	ProposedAt time.Time
	Mine       bool // the one acting proposed it, and can take it back
	MayLetBe   bool // the one acting is the second person that it takes
	Stale      bool // who proposed it has no longer the role: it can only be declined
}

const grants = `
	SELECT g.id, g.email, g.name, g.phone, g.role, g.office_id, coalesce(o.name, '') AS office, g.proposed_by, p.name AS proposer, g.proposed_at,
		g.proposed_by = current_membership() AS mine, may_let_be(g.proposed_by, g.email) AS may_let_be, NOT still_proposes(g.proposed_by) AS stale
	FROM role_grants g JOIN memberships p ON p.id = g.proposed_by LEFT JOIN offices o ON o.id = g.office_id WHERE g.decision IS NULL`

// AskGrants asks for the roles that wait for a second person, the oldest first.
func AskGrants(b *db.Batch) *[]Grant {
	return db.AskAll[Grant](b, grants+` ORDER BY g.proposed_at, g.id`, nil)
}

// A GrantDraft is what it takes to propose a role.
type GrantDraft struct {
	Email, Name, Phone string
	Role               auth.Role
	Office             *tenant.OfficeID // of the roles that are at an office
}

// Problems tells what is missing or wrong in the draft.
func (d GrantDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	p.Unless(PlausibleEmail(NormalEmail(d.Email)), "email", "user.email_wrong")
	p.Unless(!OfOffice(d.Role) || d.Office != nil, "office", "user.office_needed")
	p.Unless(OfOffice(d.Role) || d.Office == nil, "office", "user.no_office")
	return p
}

// Propose proposes the role, and tells those who may let it be. Until one of them does, nothing has changed.
func Propose(ctx context.Context, tx *db.Tx, d GrantDraft) (GrantID, error) {
	id := GrantID{db.NewSecretID()}
	if err := d.Problems().Problem(); err != nil {
		return id, err
	}
	d.Email = NormalEmail(d.Email)
	if tx.Actor.Is(auth.OfficeLeader) && (d.Office == nil || d.Office.UUID != tx.Actor.Office) {
		return id, fault.Of("office", "user.own_office")
	}
	has, err := db.Value[bool](ctx, tx, `
		SELECT EXISTS (SELECT FROM memberships m WHERE m.email = @email AND m.role = @role AND m.office_id IS NOT DISTINCT FROM @office AND m.to_at > @now)`,
		db.Args{"email": d.Email, "role": d.Role, "office": d.Office, "now": tx.Now})
	if err != nil {
		return id, err
	}
	if has {
		return id, fault.Of("email", "user.has_role")
	}
	b := db.NewBatch(tx)
	// What fell away keeps nobody from proposing the same.
	b.Do(lapse+` AND email = @email AND role = @role AND office_id IS NOT DISTINCT FROM @office`,
		db.Args{"now": tx.Now, "email": d.Email, "role": d.Role, "office": d.Office})
	b.Do(`INSERT INTO role_grants (id, email, name, phone, role, office_id, proposed_at) VALUES (@id, @email, @name, @phone, @role, @office, @now)`,
		db.Args{"id": id, "email": d.Email, "name": d.Name, "phone": d.Phone, "role": d.Role, "office": d.Office, "now": tx.Now})
	event.Write(b, tx, event.RoleProposed, event.About{Args: map[string]any{"name": d.Name, "role": Called(d.Role)}})
	second := AskSeconds(b, d.Email)
	if err := b.Send(ctx); err != nil {
		return id, err
	}
	to := make([]uuid.UUID, len(*second))
	for i, m := range *second {
		to[i] = m.ID.UUID
	}
	return id, notice.Tell(ctx, tx, notice.RoleProposed, route.NavPeople, map[string]any{"name": d.Name, "role": Called(d.Role), "by": tx.Actor.Name}, to...)
}

// Called is what the role is called, in every language, as events and notices carry it.
func Called(r auth.Role) map[string]any {
	all := map[string]any{}
	for _, lang := range text.Langs {
		all[string(lang)] = text.In(lang, "role."+string(r))
	}
	return all
}

// AskSeconds asks who may be the second person when the one acting gives somebody with the address a role: nobody when they are alone.
func AskSeconds(b *db.Batch, receiver string) *[]Member {
	return db.AskAll[Member](b, `
		SELECT `+columns+` FROM memberships m JOIN memberships me ON me.id = current_membership()
		WHERE (m.role = 'administrator' OR m.role = 'office_leader' AND me.role = 'administrator')
		AND m.email <> me.email AND m.email <> @receiver AND m.account_id IS DISTINCT FROM coalesce(me.account_id, '00000000-0000-0000-0000-000000000000')`+working+`
		ORDER BY m.role, m.name COLLATE "nb-NO-x-icu"`, db.Args{"receiver": NormalEmail(receiver)})
}

// lapse lets proposals fall away of those who have no longer the role that they proposed them in.
const lapse = `
	UPDATE role_grants SET decision = 'lapsed', decided_by = current_membership(), decided_at = @now WHERE decision IS NULL AND NOT still_proposes(proposed_by)`

// LetBe is the second person's yes: from now on somebody has the role, and meets the tenant the next time they log in.
func LetBe(ctx context.Context, tx *db.Tx, id GrantID) error {
	g, err := decide(ctx, tx, id, "approved")
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO memberships (id, email, role, name, phone, office_id, from_at) VALUES (@id, @email, @role, @name, @phone, @office, @now)`,
		db.Args{"id": id, "email": g.Email, "role": g.Role, "name": g.Name, "phone": g.Phone, "office": g.OfficeID, "now": tx.Now}); err != nil {
		return err
	}
	args := map[string]any{"name": g.Name, "role": Called(g.Role), "by": tx.Actor.Name, "decision": "approved"}
	if err := event.Record(ctx, tx, event.RoleApproved, event.About{Args: map[string]any{"name": g.Name, "role": Called(g.Role), "proposer": g.Proposer}}); err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.RoleGranted, route.Today, args, id.UUID); err != nil {
		return err
	}
	return notice.Tell(ctx, tx, notice.RoleDecided, route.NavPeople, args, g.ProposedBy)
}

// Decline is the second person's no. Nobody gets anything.
func Decline(ctx context.Context, tx *db.Tx, id GrantID) error {
	g, err := decide(ctx, tx, id, "declined")
	if err != nil {
		return err
	}
	args := map[string]any{"name": g.Name, "role": Called(g.Role), "by": tx.Actor.Name, "decision": "declined"}
	if err := event.Record(ctx, tx, event.RoleDeclined, event.About{Args: map[string]any{"name": g.Name, "role": Called(g.Role)}}); err != nil {
		return err
	}
	return notice.Tell(ctx, tx, notice.RoleDecided, route.NavPeople, args, g.ProposedBy)
}

// TakeBack withdraws what the one acting has proposed.
func TakeBack(ctx context.Context, tx *db.Tx, id GrantID) error {
	g, err := decide(ctx, tx, id, "withdrawn")
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.RoleWithdrawn, event.About{Args: map[string]any{"name": g.Name, "role": Called(g.Role)}})
}

// decide writes what becomes of the proposal, if the one acting may say so.
func decide(ctx context.Context, tx *db.Tx, id GrantID, decision string) (Grant, error) {
	if _, err := db.Touch(ctx, tx, `SELECT FROM role_grants WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Grant{}, err
	}
	lapsed, err := db.Value[bool](ctx, tx, `SELECT decision IS NOT DISTINCT FROM 'lapsed' FROM role_grants WHERE id = @id`, db.Args{"id": id})
	if err != nil {
		return Grant{}, err
	}
	if lapsed {
		return Grant{}, fault.New(fault.Conflict, "user.proposer_left")
	}
	g, err := db.One[Grant](ctx, tx, grants+` AND g.id = @id`, db.Args{"id": id})
	if fault.Is(err, fault.NotFound) {
		return g, fault.New(fault.Conflict, "user.decided_already")
	}
	if err != nil {
		return g, err
	}
	if decision == "withdrawn" && !g.Mine || decision != "withdrawn" && !g.MayLetBe {
		return g, fault.New(fault.Forbidden, "user.takes_another")
	}
	if decision == "approved" && g.Stale {
		return g, fault.New(fault.Conflict, "user.proposer_left")
	}
	return g, db.Exec(ctx, tx, `UPDATE role_grants SET decision = @decision, decided_by = current_membership(), decided_at = @now WHERE id = @id`,
		db.Args{"id": id, "decision": decision, "now": tx.Now})
}

// A Colleagueship is a role that somebody has at Nav, as administrators read it.
type Colleagueship struct {
	ID       MembershipID
	Role     auth.Role
	Name     string
	Email    string
	Phone    string
	OfficeID *uuid.UUID
	Office   string
	FromAt   time.Time
	Owns     int  // how many employers they are contact person of
	Me       bool // the one acting
}

const people = `
	SELECT m.id, m.role, m.name, m.email, m.phone, m.office_id, coalesce(o.name, '') AS office, m.from_at, m.id = current_membership() AS me,
		(SELECT count(*)::int FROM contact_persons c WHERE c.membership_id = m.id AND c.to_at > business_now()) AS owns
	FROM memberships m LEFT JOIN offices o ON o.id = m.office_id
	WHERE m.role IN ('administrator', 'office_leader', 'nav_contact', 'office_liaison', 'auditor')` + working

// AskPeople asks for everybody's role at Nav, those of no office first.
func AskPeople(b *db.Batch) *[]Colleagueship {
	return db.AskAll[Colleagueship](b, people+` ORDER BY coalesce(o.name, '') COLLATE "nb-NO-x-icu", m.name COLLATE "nb-NO-x-icu", m.role`, nil)
}

// GetPerson returns one of them.
func GetPerson(ctx context.Context, tx *db.Tx, id MembershipID) (Colleagueship, error) {
	return db.One[Colleagueship](ctx, tx, people+` AND m.id = @id`, db.Args{"id": id})
}

// MayEnd reports whether the one acting can take the role away: an administrator everybody's but their own, a leader those of the office.
func (c Colleagueship) MayEnd(who auth.Actor) bool {
	return !c.Me && (who.Is(auth.Administrator) || who.Is(auth.OfficeLeader) && c.OfficeID != nil && *c.OfficeID == who.Office)
}

// TakeAway ends somebody's role at Nav. What they proposed and nobody has decided falls away.
func TakeAway(ctx context.Context, tx *db.Tx, id MembershipID) error {
	c, err := GetPerson(ctx, tx, id)
	if err != nil {
		return err
	}
	if !c.MayEnd(tx.Actor) {
		return fault.New(fault.Forbidden, "user.not_yours_to_end")
	}
	if err := End(ctx, tx, id); err != nil {
		return err
	}
	type lapsed struct {
		Name string
		Role auth.Role
	}
	open, err := db.All[lapsed](ctx, tx, lapse+` AND proposed_by = @id RETURNING name, role`, db.Args{"now": tx.Now, "id": id})
	if err != nil {
		return err
	}
	for _, g := range open {
		if err := event.Record(ctx, tx, event.RoleLapsed, event.About{Args: map[string]any{"name": g.Name, "role": Called(g.Role), "proposer": c.Name}}); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.RoleEnded, event.About{Args: map[string]any{"name": c.Name, "role": Called(c.Role)}})
}
