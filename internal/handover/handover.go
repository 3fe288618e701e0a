// Package handover moves an employer with all its open work from one contact person to another, in one action,
// and tells everybody concerned who is new.
//
// Open work belongs to the employer, not to a member, so nothing can be left behind: agreements, requests, meetings,
// placements and inquiries follow by themselves. What moved is counted and kept.
package handover

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/user"
	"plass/internal/wording"
)

// Work is how much open work an employer has.
type Work struct {
	Agreements int `json:"agreements"`
	Requests   int `json:"requests"`
	Meetings   int `json:"meetings"`
	Placements int `json:"placements"`
	Inquiries  int `json:"inquiries"`
}

const work = `
	SELECT (SELECT count(*) FROM agreements WHERE employer_id = @id AND coalesce(ends_on, 'infinity') >= business_day())::int AS agreements,
		(SELECT count(*) FROM requests WHERE employer_id = @id AND closed_at IS NULL)::int AS requests,
		(SELECT count(*) FROM meetings WHERE employer_id = @id AND held_at IS NULL AND cancelled_at IS NULL)::int AS meetings,
		(SELECT count(*) FROM placements WHERE employer_id = @id AND ended_on IS NULL AND misregistered_at IS NULL)::int AS placements,
		(SELECT count(*) FROM inquiries WHERE employer_id = @id AND closed_at IS NULL)::int AS inquiries`

// AskWork asks how much open work the employer has, for showing before anything is moved.
func AskWork(b *db.Batch, id employer.ID) *Work { return db.AskOne[Work](b, work, db.Args{"id": id}) }

// A Draft is what it takes to hand an employer over, or to take it over: then To is the one acting.
// From is who the reader saw as contact person; when it has become somebody else meanwhile, nothing is moved.
type Draft struct {
	From   user.MembershipID
	To     user.MembershipID
	Reason string
	Note   string
}

// Reasons are why an employer changes hands, beside those of the tenant's own; text keys "handover.reason." and the reason.
var Reasons = []string{"new_job", "leave", "load", "closer", "asked"}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(slices.Contains(Reasons, d.Reason) || wording.IsOwn(d.Reason), "reason", "form.choose")
	return p
}

// Gives reports whether the one acting can hand the employer of the contact person over. Any other contact person can take it over.
func Gives(who auth.Actor, from employer.ContactPerson) bool {
	return from.Acting || who.Is(auth.OfficeLeader)
}

// Employer hands the employer over. The contact person and office leaders hand over; any contact person takes over.
func Employer(ctx context.Context, tx *db.Tx, id employer.ID, d Draft) error {
	if err := d.Problems().Problem(); err != nil {
		return err
	}
	e, err := employer.Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	now, err := db.One[employer.ContactPerson](ctx, tx, `
		SELECT c.membership_id AS membership, m.name, m.phone, c.from_at, NULL::timestamptz AS to_at, c.membership_id IN (SELECT * FROM acting_as()) AS acting
		FROM contact_persons c JOIN memberships m ON m.id = c.membership_id
		WHERE c.employer_id = @id AND c.from_at <= @now AND c.to_at > @now`, db.Args{"id": id, "now": tx.Now})
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Conflict, "handover.nobody_yet")
	}
	if err != nil {
		return err
	}
	if seen := d.From.UUID; seen != uuid.Nil && seen != now.Membership {
		return fault.New(fault.Conflict, "handover.changed", "name", now.Name)
	}
	successor, err := db.One[user.Member](ctx, tx, `
		SELECT id, role, name, phone FROM memberships WHERE id = @id AND role = 'nav_contact' AND from_at <= @now AND to_at > @now`,
		db.Args{"id": d.To, "now": tx.Now})
	if fault.Is(err, fault.NotFound) {
		return fault.Of("to", "form.not_a_choice")
	}
	if err != nil {
		return err
	}
	if successor.ID.UUID == now.Membership {
		return fault.Of("to", "handover.same")
	}
	if takes := tx.Actor.Is(auth.NavContact) && d.To.UUID == tx.Actor.Membership; !takes && !Gives(tx.Actor, now) {
		return fault.New(fault.Forbidden, "employer.not_yours")
	}
	concerned, err := db.All[Concerned](ctx, tx, concerned, db.Args{"id": id})
	if err != nil {
		return err
	}
	if err := move(ctx, tx, id, now, successor, d); err != nil {
		return err
	}
	return tell(ctx, tx, e, now, successor, concerned)
}

func move(ctx context.Context, tx *db.Tx, id employer.ID, from employer.ContactPerson, to user.Member, d Draft) error {
	moved, err := db.One[Work](ctx, tx, work, db.Args{"id": id})
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `
		UPDATE contact_persons SET during = tstzrange(lower(during), greatest(@now, lower(during) + interval '1 microsecond'))
		WHERE employer_id = @id AND to_at > @now`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	at := tx.Now
	if !from.FromAt.Before(at) {
		at = from.FromAt.Add(time.Microsecond)
	}
	if err := employer.Assign(ctx, tx, id, to.ID.UUID, at, d.Reason, d.Note); err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO handovers (id, employer_id, from_id, to_id, at, reason, note, moved) VALUES (@id, @employer, @from, @to, @now, @reason, @note, @moved)`,
		db.Args{"id": db.NewID(), "employer": id, "from": from.Membership, "to": to.ID, "now": tx.Now, "reason": d.Reason, "note": d.Note, "moved": moved}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.HandedOver, event.About{Employer: id.UUID, Args: map[string]any{"from": from.Name, "to": to.Name}})
}

// tell tells the new and the former contact person, and everybody concerned who uses the program.
func tell(ctx context.Context, tx *db.Tx, e employer.Employer, from employer.ContactPerson, to user.Member, concerned []Concerned) error {
	args := map[string]any{"employer": e.Name, "from": from.Name, "to": to.Name, "phone": to.Phone}
	if err := notice.Tell(ctx, tx, notice.HandedOver, route.Employer(e.ID), args, to.ID.UUID, from.Membership); err != nil {
		return err
	}
	for _, c := range concerned {
		if c.Membership == nil {
			continue
		}
		if err := notice.Tell(ctx, tx, notice.NewContactPerson, c.link(), args, *c.Membership); err != nil {
			return err
		}
	}
	return nil
}

// A Handover is an employer having changed hands.
type Handover struct {
	At     time.Time
	From   string
	To     string
	Reason string
	Note   string
	Moved  Work
}

// AskOfEmployer asks for the handovers of the employer, the newest first.
func AskOfEmployer(b *db.Batch, id employer.ID) *[]Handover {
	return db.AskAll[Handover](b, `
		SELECT h.at, f.name AS from, t.name AS to, h.reason, h.note, h.moved
		FROM handovers h JOIN memberships f ON f.id = h.from_id JOIN memberships t ON t.id = h.to_id
		WHERE h.employer_id = @id ORDER BY h.at DESC`, db.Args{"id": id})
}

// A Shift is a new contact person, as the history of an agreement tells of it.
type Shift struct {
	At     time.Time
	From   string
	To     string
	By     string
	Reason string // empty for those who are not to know it
}

// AskShifts asks who took over from whom as contact person while an agreement was in force, the newest first.
// Why it happened is for those who read handovers: to everybody else a person's leave is not told. The names are those of the
// trail, since an employer knows its contact persons of today and tomorrow only.
func AskShifts(b *db.Batch, who auth.Actor, id employer.ID, since, until *time.Time) *[]Shift {
	reason, why := `''`, ``
	if who.Role.May(auth.Cell{Resource: "handover", Op: auth.Read}) {
		reason, why = `coalesce(h.reason, '')`, `LEFT JOIN handovers h ON h.employer_id = e.employer_id AND h.at = e.at`
	}
	return db.AskAll[Shift](b, `
		SELECT e.at, e.args->>'from' AS from, e.args->>'to' AS to, e.actor AS by, `+reason+` AS reason
		FROM contact_persons c JOIN events e ON e.employer_id = c.employer_id AND e.at = c.from_at `+why+`
		WHERE c.employer_id = @id AND e.what = @what AND c.from_at >= coalesce(@since::timestamptz, 'infinity') AND c.from_at < coalesce(@until::date + 1, 'infinity')
		ORDER BY e.at DESC, e.id DESC`, db.Args{"id": id, "what": event.HandedOver, "since": since, "until": until})
}
