package request

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/seat"
	"plass/internal/terms"
)

// A Need is an agreement in force that somebody can be wanted under without a promised place.
type Need struct {
	AgreementID agreement.ID
	Agreement   string
	EmployerID  employer.ID
	Employer    string
	Terms       []byte
}

// Kinds returns what somebody can be wanted for.
func (n Need) Kinds() []terms.Kind {
	whole, err := terms.Decode(n.Terms)
	if err != nil {
		return nil // a text nobody can read promises nothing
	}
	return whole.Asked()
}

const need = `
	SELECT a.id AS agreement_id, a.title AS agreement, a.employer_id, e.name AS employer, v.terms
	FROM agreements a JOIN employers e ON e.id = a.employer_id
	JOIN LATERAL (SELECT terms FROM agreement_versions v WHERE v.agreement_id = a.id AND v.terms IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true
	WHERE a.concluded_at IS NOT NULL AND coalesce(a.ends_on, 'infinity') >= business_day()
	AND CASE coalesce(v.terms #>> '{outcomes,end}', 'placement')
		WHEN 'hire' THEN true WHEN 'result' THEN true
		WHEN 'placement' THEN v.terms #> '{places,lines,0}' IS NULL
		ELSE false END`

// AskNeeds asks for the agreements that somebody can be wanted under without a promised place; those of the own
// employers of the one acting at Nav, when mine.
func AskNeeds(b *db.Batch, mine bool) *[]Need {
	sql := need
	if mine {
		sql += ` AND a.employer_id IN (SELECT employer_id FROM contact_persons WHERE membership_id IN (SELECT * FROM acting_as())
			AND from_at <= business_now() AND to_at > business_now())`
	}
	return db.AskAll[Need](b, sql+` ORDER BY e.name COLLATE "nb-NO-x-icu", a.made_at, a.id`, nil)
}

// NeedOf returns the agreement that somebody is wanted under without a promised place.
func NeedOf(ctx context.Context, tx *db.Tx, id agreement.ID) (Need, error) {
	return db.One[Need](ctx, tx, need+` AND a.id = @id`, db.Args{"id": id})
}

type wanted struct {
	EmployerID  employer.ID
	AgreementID agreement.ID
}

// of returns the agreement and the employer that somebody is wanted under.
func (d Draft) of(ctx context.Context, tx *db.Tx) (w wanted, err error) {
	if d.line() != nil {
		w, err = db.One[wanted](ctx, tx, `SELECT employer_id, agreement_id FROM place_lines WHERE id = @id`, db.Args{"id": d.Line})
		if fault.Is(err, fault.NotFound) {
			return w, fault.Of("line", "form.not_a_choice")
		}
		return w, err
	}
	n, err := NeedOf(ctx, tx, d.Agreement)
	if fault.Is(err, fault.NotFound) {
		return w, fault.Of("line", "form.not_a_choice")
	}
	if err == nil && !slices.Contains(n.Kinds(), d.Kind) {
		err = fault.Of("kind", "form.choose")
	}
	return wanted{n.EmployerID, n.AgreementID}, err
}

// line is the promised place; nil when the agreement asks by its need.
func (d Draft) line() *seat.LineID {
	if d.Line.UUID == uuid.Nil {
		return nil
	}
	return &d.Line
}

// kind is what somebody is wanted for; a promised place knows its own.
func (d Draft) kind() terms.Kind {
	if d.line() != nil {
		return ""
	}
	return d.Kind
}
