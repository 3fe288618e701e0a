package user

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
)

// A StandInID identifies a window in which somebody stands in.
type StandInID struct{ uuid.UUID }

// A StandIn is somebody who does another's work for a time.
type StandIn struct {
	ID     StandInID
	For    string
	ByID   MembershipID
	By     string
	Phone  string // of who stands in
	FromAt time.Time
	ToAt   time.Time
	Mine   bool // somebody stands in for the one acting, and not the other way about
}

// In reports whether somebody stands in at the moment.
func (s StandIn) In(moment time.Time) bool {
	return !moment.Before(s.FromAt) && moment.Before(s.ToAt)
}

// LastDay returns the last day of the window.
func (s StandIn) LastDay() time.Time { return db.Day(s.ToAt.Add(-time.Microsecond)) }

// A StandInDraft is what it takes to name a stand-in, in days: both are counted in.
// For is who is away: somebody of an office leader's own office, or, left out, the one acting.
type StandInDraft struct {
	For      MembershipID
	By       MembershipID
	From, To time.Time
	Today    time.Time
}

// longestStandIn is for how many days somebody can stand in. Who is away for longer hands over.
const longestStandIn = 366

// Problems tells what is missing or wrong in the draft.
func (d StandInDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(!d.To.Before(d.From), "to", "form.order")
	p.Unless(!d.To.Before(d.Today), "to", "form.in_the_past")
	p.Unless(d.To.Before(d.From.AddDate(0, 0, longestStandIn)), "to", "stand_in.too_long")
	return p
}

// NameStandIn lets somebody do the work of who is away in a window of days, and tells them.
func NameStandIn(ctx context.Context, tx *db.Tx, d StandInDraft) error {
	if err := d.Problems().Problem(); err != nil {
		return err
	}
	if d.For.UUID == uuid.Nil {
		d.For.UUID = tx.Actor.Membership
	}
	away, err := db.One[Member](ctx, tx, `
		SELECT `+columns+` FROM memberships m
		WHERE m.id = @for AND (m.id = current_membership() OR acting_role() = 'office_leader' AND m.office_id = current_office()
			AND m.role IN ('nav_contact', 'office_liaison', 'office_leader'))`+working, db.Args{"for": d.For})
	if fault.Is(err, fault.NotFound) {
		return fault.Of("for", "form.not_a_choice")
	}
	if err != nil {
		return err
	}
	// Two forms of the same person wait for each other, so that neither misses the other's window.
	if err := db.Exec(ctx, tx, `SELECT FROM memberships WHERE id = @for FOR UPDATE`, db.Args{"for": d.For}); err != nil {
		return err
	}
	by, err := db.One[Member](ctx, tx, `
		SELECT `+columns+` FROM memberships m
		WHERE m.id = @by AND m.id <> @for AND m.role IN ('nav_contact', 'office_liaison', 'office_leader')`+working, db.Args{"by": d.By, "for": d.For})
	if fault.Is(err, fault.NotFound) {
		return fault.Of("by", "form.not_a_choice")
	}
	if err != nil {
		return err
	}
	s, err := db.All[window](ctx, tx, `
		SELECT i.name, s.from_at, s.to_at FROM stand_ins s JOIN memberships i ON i.id = s.stand_in_id
		WHERE s.membership_id = @for AND s.to_at > @from::date::timestamp AT TIME ZONE 'Europe/Oslo'
		AND s.from_at < (@to::date + 1)::timestamp AT TIME ZONE 'Europe/Oslo' AND s.to_at > @now ORDER BY s.from_at LIMIT 1`,
		db.Args{"for": d.For, "from": d.From, "to": d.To, "now": tx.Now})
	if err != nil {
		return err
	}
	if len(s) > 0 {
		return fault.Of("from", "stand_in.taken", "name", s[0].Name)
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO stand_ins (id, membership_id, stand_in_id, from_at, to_at, made_at)
		VALUES (@id, @for, @by, @from::date::timestamp AT TIME ZONE 'Europe/Oslo', (@to::date + 1)::timestamp AT TIME ZONE 'Europe/Oslo', @now)`,
		db.Args{"id": db.NewID(), "for": d.For, "by": d.By, "from": d.From, "to": d.To, "now": tx.Now}); err != nil {
		return err
	}
	return tellStandIn(ctx, tx, away, by, d)
}

type window struct {
	Name   string
	FromAt time.Time
	ToAt   time.Time
}

// tellStandIn tells who stands in, and writes it in the story of every employer of who is away.
func tellStandIn(ctx context.Context, tx *db.Tx, away, by Member, d StandInDraft) error {
	days := map[string]any{"name": away.Name, "by": by.Name, "from": d.From.Format(time.DateOnly), "to": d.To.Format(time.DateOnly)}
	if err := notice.Tell(ctx, tx, notice.StandInNamed, route.StandIns, days, by.ID.UUID); err != nil {
		return err
	}
	type row struct{ EmployerID uuid.UUID }
	mine, err := db.All[row](ctx, tx, `
		SELECT employer_id FROM contact_persons WHERE membership_id = @away AND from_at <= @now AND to_at > @now`, db.Args{"away": away.ID, "now": tx.Now})
	if err != nil {
		return err
	}
	for _, m := range mine {
		if err := event.Record(ctx, tx, event.StandInNamed, event.About{Employer: m.EmployerID, Args: days}); err != nil {
			return err
		}
	}
	return nil
}

// EndStandIn ends a window of the one acting before its time, or, by an office leader, of somebody of the own office.
func EndStandIn(ctx context.Context, tx *db.Tx, id StandInID) error {
	return db.Exec(ctx, tx, `
		UPDATE stand_ins SET to_at = greatest(@now, from_at + interval '1 microsecond')
		WHERE id = @id AND to_at > @now AND (membership_id = current_membership()
			OR acting_role() = 'office_leader' AND membership_id IN (SELECT id FROM memberships WHERE office_id = current_office()))`, db.Args{"id": id, "now": tx.Now})
}

// AskStandIns asks for the windows that concern the one acting and are not over: those who stand in for them, and those they stand in for.
func AskStandIns(b *db.Batch) *[]StandIn {
	return db.AskAll[StandIn](b, `
		SELECT s.id, a.name AS for, s.stand_in_id AS by_id, i.name AS by, i.phone, s.from_at, s.to_at, coalesce(s.membership_id = current_membership(), false) AS mine
		FROM stand_ins s JOIN memberships a ON a.id = s.membership_id JOIN memberships i ON i.id = s.stand_in_id
		WHERE (s.membership_id = current_membership() OR s.stand_in_id = current_membership()) AND s.to_at > business_now()
		ORDER BY s.from_at, s.id`, nil)
}

// AskOfficeStandIns asks an office leader for the other windows of the office that are not over; everybody else for none.
func AskOfficeStandIns(b *db.Batch) *[]StandIn {
	return db.AskAll[StandIn](b, `
		SELECT s.id, a.name AS for, s.stand_in_id AS by_id, i.name AS by, i.phone, s.from_at, s.to_at, false AS mine
		FROM stand_ins s JOIN memberships a ON a.id = s.membership_id JOIN memberships i ON i.id = s.stand_in_id
		WHERE acting_role() = 'office_leader' AND a.office_id = current_office() AND a.id <> current_membership() AND i.id <> current_membership()
		AND s.to_at > business_now() ORDER BY s.from_at, s.id`, nil)
}

// AskOffice asks an office leader for those of the office who can be away; everybody else for none.
func AskOffice(b *db.Batch) *[]Member {
	return db.AskAll[Member](b, `
		SELECT `+columns+` FROM memberships m
		WHERE acting_role() = 'office_leader' AND m.office_id = current_office() AND m.id <> current_membership()
		AND m.role IN ('nav_contact', 'office_liaison', 'office_leader')`+working+` ORDER BY m.name COLLATE "nb-NO-x-icu"`, nil)
}

// A Colleague is somebody who can stand in for another.
type Colleague struct {
	Member
	Office string
}

// AskColleagues asks who can stand in for the one acting: those of the same role first, by name.
func AskColleagues(b *db.Batch) *[]Colleague {
	return db.AskAll[Colleague](b, `
		SELECT `+columns+`, coalesce(o.name, '') AS office FROM memberships m LEFT JOIN offices o ON o.id = m.office_id
		WHERE m.id <> current_membership() AND m.role IN ('nav_contact', 'office_liaison', 'office_leader')`+working+`
		ORDER BY m.role <> acting_role(), m.name COLLATE "nb-NO-x-icu"`, nil)
}

// AskStandInOf asks who stands in just now for the contact person of the placement's employer; as a rule nobody.
func AskStandInOf(b *db.Batch, placement uuid.UUID) *[]StandIn {
	return db.AskAll[StandIn](b, standInNow+`(SELECT employer_id FROM placements WHERE id = @placement)`+inOrder, db.Args{"placement": placement})
}

// AskStandInAt asks who stands in just now for the contact person of the employer; as a rule nobody.
func AskStandInAt(b *db.Batch, employer uuid.UUID) *[]StandIn {
	return db.AskAll[StandIn](b, standInNow+`@employer`+inOrder, db.Args{"employer": employer})
}

const standInNow = `
	SELECT s.id, a.name AS for, s.stand_in_id AS by_id, i.name AS by, i.phone, s.from_at, s.to_at, coalesce(s.membership_id = current_membership(), false) AS mine
	FROM contact_persons c JOIN stand_ins s ON s.membership_id = c.membership_id
	JOIN memberships a ON a.id = s.membership_id JOIN memberships i ON i.id = s.stand_in_id
	WHERE c.from_at <= business_now() AND c.to_at > business_now() AND s.from_at <= business_now() AND s.to_at > business_now()
	AND c.employer_id = `

const inOrder = ` ORDER BY s.from_at, s.id`
