package advice

import (
	"context"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/terms"
)

const list = `
	SELECT m.id, m.employer_id, e.name AS employer, m.agreement_id, a.title AS agreement, m.at, m.place, m.about,
		ARRAY(SELECT u.name FROM advice_units au JOIN units u ON u.id = au.unit_id WHERE au.advice_id = m.id ORDER BY u.name COLLATE "nb-NO-x-icu") AS units,
		m.advised, m.held_at, coalesce(h.name, '') AS held_by, m.cancelled_at
	FROM advice m JOIN employers e ON e.id = m.employer_id JOIN agreements a ON a.id = m.agreement_id LEFT JOIN memberships h ON h.id = m.held_by`

// Get returns the meeting.
func Get(ctx context.Context, tx *db.Tx, id ID) (Meeting, error) {
	return db.One[Meeting](ctx, tx, list+` WHERE m.id = @id`, db.Args{"id": id})
}

// AskOfAgreement asks for the meetings of the agreement, the newest first.
func AskOfAgreement(b *db.Batch, id agreement.ID) *[]Meeting {
	return db.AskAll[Meeting](b, list+` WHERE m.agreement_id = @id ORDER BY m.at DESC, m.id`, db.Args{"id": id})
}

// Arrange makes a meeting under an agreement that runs to advice, and tells the employer.
func Arrange(ctx context.Context, tx *db.Tx, of agreement.ID, d Draft) (ID, error) {
	id := ID{db.NewID()}
	a, err := agreement.Get(ctx, tx, of)
	if err != nil {
		return id, err
	}
	if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
		return id, err
	}
	whole, err := a.Terms()
	if err != nil {
		return id, err
	}
	if !a.Concluded() || whole.End() != terms.AdviceEnd {
		return id, fault.New(fault.Conflict, "advice.not_agreed")
	}
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO advice (id, employer_id, agreement_id, at, place, about, made_by, made_at)
		VALUES (@id, @employer, @agreement, @at, @place, @about, current_membership(), @now)`,
		db.Args{"id": id, "employer": a.EmployerID, "agreement": of, "at": d.At, "place": d.Place, "about": d.About, "now": tx.Now})
	for _, u := range d.Units {
		b.Do(`INSERT INTO advice_units (advice_id, employer_id, unit_id) VALUES (@id, @employer, @unit)`, db.Args{"id": id, "employer": a.EmployerID, "unit": u})
	}
	if err := b.Send(ctx); err != nil {
		return id, err
	}
	m := Meeting{ID: id, EmployerID: a.EmployerID, AgreementID: of}
	if err := m.tell(ctx, tx, notice.AdviceArranged); err != nil {
		return id, err
	}
	return id, m.record(ctx, tx, event.AdviceArranged)
}

// Hold says what was advised, which makes the meeting held.
func Hold(ctx context.Context, tx *db.Tx, id ID, advised string) error {
	if advised == "" {
		return fault.Of("advised", "form.required")
	}
	m, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	switch {
	case !m.Open():
		return fault.New(fault.Conflict, "advice.over")
	case !m.MayHold(tx.Now):
		return fault.New(fault.Conflict, "advice.not_yet")
	}
	if err := db.Exec(ctx, tx, `UPDATE advice SET advised = @advised, held_at = @now, held_by = current_membership() WHERE id = @id`,
		db.Args{"id": id, "advised": advised, "now": tx.Now}); err != nil {
		return err
	}
	return m.record(ctx, tx, event.AdviceHeld)
}

// Cancel calls the meeting off.
func Cancel(ctx context.Context, tx *db.Tx, id ID) error {
	m, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if !m.Open() {
		return fault.New(fault.Conflict, "advice.over")
	}
	if err := db.Exec(ctx, tx, `UPDATE advice SET cancelled_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	if err := m.tell(ctx, tx, notice.AdviceCancelled); err != nil {
		return err
	}
	return m.record(ctx, tx, event.AdviceCancelled)
}

// lock returns the meeting of an own employer, and keeps others from changing it until the transaction is over.
func lock(ctx context.Context, tx *db.Tx, id ID) (Meeting, error) {
	if _, err := db.Value[string](ctx, tx, `SELECT place FROM advice WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Meeting{}, err
	}
	m, err := Get(ctx, tx, id)
	if err != nil {
		return m, err
	}
	return m, employer.MustOwn(ctx, tx, m.EmployerID)
}

func (m Meeting) tell(ctx context.Context, tx *db.Tx, what notice.Kind) error {
	people, err := notice.EmployerPeople(ctx, tx, m.EmployerID.UUID)
	if err != nil {
		return err
	}
	return notice.Tell(ctx, tx, what, route.Partner("advice", m.ID), nil, people...)
}

func (m Meeting) record(ctx context.Context, tx *db.Tx, what event.Kind) error {
	return event.Record(ctx, tx, what, event.About{Employer: m.EmployerID.UUID, Agreement: m.AgreementID.UUID})
}
