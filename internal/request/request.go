// Package request asks offices for candidates to a place, on the contact person's or the employer's word.
package request

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/tenant"
	"plass/internal/terms"
	"plass/internal/user"
)

// An ID identifies a request.
type ID struct{ uuid.UUID }

// A Request is somebody wanted for a place.
type Request struct {
	ID          ID
	EmployerID  employer.ID
	Employer    string
	AgreementID agreement.ID
	LineID      *seat.LineID // nil: wanted by the need of the agreement, which promises no number
	Kind        terms.Kind
	Unit        string
	Count       int
	WantedFrom  time.Time
	Message     string
	AskedBy     string
	ByEmployer  bool
	Mine        bool // the one acting is contact person of the employer, or stands in
	AskedAt     time.Time
	Criteria    []string
	DueOn       *time.Time
	SentAt      *time.Time
	ClosedAt    *time.Time
}

// An Office is an office that was asked, and what it answered.
type Office struct {
	RequestID   ID
	OfficeID    tenant.OfficeID
	Name        string
	AnsweredAt  *time.Time
	NoneBecause string
	Nominated   int
}

// A Draft is what it takes to ask for somebody.
type Draft struct {
	Line       seat.LineID  // a promised place; zero: the agreement's need
	Agreement  agreement.ID // without a place
	Kind       terms.Kind   // without a place
	Unit       *employer.UnitID
	Count      int
	WantedFrom time.Time
	Message    string
	Today      time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(!d.WantedFrom.Before(d.Today), "wanted_from", "form.in_the_past")
	return p
}

// A Sending is what it takes to send a request to offices.
type Sending struct {
	Offices  []tenant.OfficeID
	Criteria []string
	DueOn    time.Time
	Today    time.Time
}

// Problems tells what is missing or wrong. Offices have at least two days, and at most thirty-one.
func (s Sending) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(len(s.Offices) > 0, "offices", "request.office_required")
	p.Unless(!s.DueOn.Before(s.Today.AddDate(0, 0, 2)) && !s.DueOn.After(s.Today.AddDate(0, 0, 31)), "due_on", "request.due_between")
	return p
}

const columns = `r.id, r.employer_id, e.name AS employer, r.agreement_id, r.place_line_id AS line_id, coalesce(l.kind, r.kind) AS kind, coalesce(u.name, '') AS unit, r.count, r.wanted_from, r.message,
	coalesce(m.name, '') AS asked_by, coalesce(m.employer_id IS NOT NULL, false) AS by_employer, r.asked_at, `

const mine = `r.employer_id IN (SELECT employer_id FROM contact_persons WHERE membership_id IN (SELECT * FROM acting_as()) AND from_at <= business_now() AND to_at > business_now())`

const navColumns = columns + mine + ` AS mine, r.criteria, r.due_on, r.sent_at, r.closed_at`

// What criteria and deadline Nav gives its offices is Nav's.
const partnerColumns = columns + `false AS mine, '{}'::text[] AS criteria, NULL::date AS due_on, r.sent_at, r.closed_at`

const from = `
	FROM requests r JOIN employers e ON e.id = r.employer_id LEFT JOIN place_lines l ON l.id = r.place_line_id
	LEFT JOIN units u ON u.id = r.unit_id LEFT JOIN memberships m ON m.id = r.asked_by`

// Get returns the request.
func Get(ctx context.Context, tx *db.Tx, id ID) (Request, error) {
	return db.One[Request](ctx, tx, `SELECT `+navColumns+from+` WHERE r.id = @id`, db.Args{"id": id})
}

// Ask asks for the request.
func Ask(b *db.Batch, id ID) *Request {
	return db.AskOne[Request](b, `SELECT `+navColumns+from+` WHERE r.id = @id`, db.Args{"id": id})
}

const open = `r.closed_at IS NULL AND (` + mine + ` OR r.id IN (SELECT request_id FROM request_offices WHERE office_id = current_office()))`

// AskOpen asks for the requests that are open: those of the employers of the one acting, and those sent to their office.
func AskOpen(b *db.Batch) *[]Request {
	return db.AskAll[Request](b, `SELECT `+navColumns+from+`
		WHERE `+open+` ORDER BY r.due_on NULLS FIRST, r.asked_at`, nil)
}

// AskOfEmployer asks for the open requests of the employer.
func AskOfEmployer(b *db.Batch, id employer.ID) *[]Request {
	return db.AskAll[Request](b, `SELECT `+navColumns+from+` WHERE r.closed_at IS NULL AND r.employer_id = @id ORDER BY r.asked_at`, db.Args{"id": id})
}

// AskOurs asks for the open requests of the partner acting.
func AskOurs(b *db.Batch) *[]Request {
	return db.AskAll[Request](b, `SELECT `+partnerColumns+from+` WHERE r.closed_at IS NULL ORDER BY r.asked_at`, nil)
}

// AskAllOurs asks for the requests of the partner acting, the newest first: the open ones, and those closed as lately as they see people after the end.
func AskAllOurs(b *db.Batch) *[]Request {
	return db.AskAll[Request](b, `SELECT `+partnerColumns+from+`
		WHERE coalesce(r.closed_at, 'infinity') > (SELECT business_now() - make_interval(weeks => setting('access.weeks')::int)) ORDER BY r.closed_at IS NOT NULL, r.asked_at DESC`, nil)
}

const offices = `
	SELECT ro.request_id, ro.office_id, o.name, ro.answered_at, ro.none_because,
		(SELECT count(*) FROM nominations n WHERE n.request_id = ro.request_id AND n.office_id = ro.office_id AND n.withdrawn_at IS NULL)::int AS nominated
	FROM request_offices ro JOIN offices o ON o.id = ro.office_id`

// AskOffices asks for the offices that have the request.
func AskOffices(b *db.Batch, id ID) *[]Office {
	return db.AskAll[Office](b, offices+` WHERE ro.request_id = @id ORDER BY o.name COLLATE "nb-NO-x-icu"`, db.Args{"id": id})
}

// AskOfficesOfOpen asks for the offices that have one of the requests of [AskOpen].
func AskOfficesOfOpen(b *db.Batch) *[]Office {
	return db.AskAll[Office](b, offices+` WHERE ro.request_id IN (SELECT r.id FROM requests r WHERE `+open+`)`, nil)
}

// Create asks for somebody. The employer's own wish goes to its contact person; the contact person's own waits to be sent.
func Create(ctx context.Context, tx *db.Tx, d Draft) (ID, error) {
	id := ID{db.NewID()}
	line, err := d.of(ctx, tx)
	if err != nil {
		return id, err
	}
	if tx.Actor.Side() == auth.NavSide {
		if err := employer.MustOwn(ctx, tx, line.EmployerID); err != nil {
			return id, err
		}
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO requests (id, employer_id, agreement_id, place_line_id, kind, unit_id, count, wanted_from, message, asked_by)
		VALUES (@id, @employer, @agreement, @line, nullif(@kind, ''), @unit, @count, @wanted_from, @message, current_membership())`,
		db.Args{"id": id, "employer": line.EmployerID, "agreement": line.AgreementID, "line": d.line(), "kind": d.kind(), "unit": d.Unit,
			"count": d.Count, "wanted_from": d.WantedFrom, "message": d.Message})
	if err != nil {
		return id, err
	}
	if tx.Actor.Side() == auth.PartnerSide {
		owners, err := notice.ContactPersonOf(ctx, tx, line.EmployerID.UUID)
		if err != nil {
			return id, err
		}
		if err := notice.Tell(ctx, tx, notice.EmployerAsks, route.Request(id), map[string]any{"name": tx.Actor.Name}, owners...); err != nil {
			return id, err
		}
	}
	return id, event.Record(ctx, tx, event.RequestAsked, event.About{Employer: line.EmployerID.UUID, Agreement: line.AgreementID.UUID, Args: map[string]any{"n": d.Count}})
}

// Send sends the request to offices, whose liaisons are told.
func Send(ctx context.Context, tx *db.Tx, id ID, s Sending) error {
	r, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if r.SentAt != nil || r.ClosedAt != nil {
		return fault.New(fault.Conflict, "request.sent_already")
	}
	if err := employer.MustOwn(ctx, tx, r.EmployerID); err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE requests SET sent_at = @now, due_on = @due_on, criteria = @criteria WHERE id = @id`,
		db.Args{"id": id, "now": tx.Now, "due_on": s.DueOn, "criteria": append([]string{}, s.Criteria...)}); err != nil {
		return err
	}
	for _, office := range s.Offices {
		if err := db.Exec(ctx, tx, `INSERT INTO request_offices (request_id, office_id) VALUES (@request, @office)`,
			db.Args{"request": id, "office": office}); err != nil {
			return err
		}
		liaisons, err := user.LiaisonsOf(ctx, tx, office.UUID)
		if err != nil {
			return err
		}
		for _, l := range liaisons {
			if err := notice.Tell(ctx, tx, notice.RequestCame, route.Request(id), map[string]any{"employer": r.Employer, "n": r.Count}, l.ID.UUID); err != nil {
				return err
			}
		}
	}
	return event.Record(ctx, tx, event.RequestSent, event.About{Employer: r.EmployerID.UUID, Agreement: r.AgreementID.UUID, Args: map[string]any{"n": len(s.Offices)}})
}

// None answers for the office of the one acting that it has nobody just now.
func None(ctx context.Context, tx *db.Tx, id ID, because string) error {
	if because == "" {
		return fault.Of("because", "form.required")
	}
	return answer(ctx, tx, id, because)
}

// Answered notes that the office of the one acting has nominated.
func Answered(ctx context.Context, tx *db.Tx, id ID) error { return answer(ctx, tx, id, "") }

func answer(ctx context.Context, tx *db.Tx, id ID, because string) error {
	r, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	if r.ClosedAt != nil {
		return fault.New(fault.Conflict, "request.closed")
	}
	n, err := db.Touch(ctx, tx, `
		UPDATE request_offices SET answered_at = coalesce(answered_at, @now), answered_by = current_membership(), none_because = @because
		WHERE request_id = @id AND office_id = current_office()`, db.Args{"id": id, "now": tx.Now, "because": because})
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Forbidden, "request.other_office")
	}
	owners, err := notice.ContactPersonOf(ctx, tx, r.EmployerID.UUID)
	if err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.OfficeAnswered, route.Request(id), map[string]any{"office": tx.Actor.OfficeName, "employer": r.Employer}, owners...); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.RequestAnswered, event.About{Employer: r.EmployerID.UUID, Agreement: r.AgreementID.UUID, Args: map[string]any{"office": tx.Actor.OfficeName}})
}

// Close ends the request: nobody more is wanted.
func Close(ctx context.Context, tx *db.Tx, id ID) error {
	r, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := employer.MustOwn(ctx, tx, r.EmployerID); err != nil {
		return err
	}
	if r.ClosedAt != nil {
		return nil
	}
	if err := db.Exec(ctx, tx, `UPDATE requests SET closed_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.RequestClosed, event.About{Employer: r.EmployerID.UUID, Agreement: r.AgreementID.UUID})
}

func lock(ctx context.Context, tx *db.Tx, id ID) (Request, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT count FROM requests WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Request{}, err
	}
	return Get(ctx, tx, id)
}
