package effect

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/user"
)

// hold returns the contract, and keeps others from changing it until the transaction is over.
func hold(ctx context.Context, tx *db.Tx, id agreement.ID) (Contract, error) {
	if _, err := db.Value[string](ctx, tx, `SELECT number FROM agreements WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Contract{}, err
	}
	return Of(ctx, tx, id)
}

// own is like hold, and refuses everybody but the contact person of the employer.
func own(ctx context.Context, tx *db.Tx, id agreement.ID) (Contract, error) {
	c, err := hold(ctx, tx, id)
	if err != nil {
		return c, err
	}
	return c, employer.MustOwn(ctx, tx, c.Agreement.EmployerID)
}

func (c Contract) record(ctx context.Context, tx *db.Tx, what event.Kind, args map[string]any) error {
	return event.Record(ctx, tx, what, event.About{Employer: c.Agreement.EmployerID.UUID, Agreement: c.Agreement.ID.UUID, Args: args})
}

// NameParties says who the payer, the provider and the investor are. An empty name is nobody.
func NameParties(ctx context.Context, tx *db.Tx, id agreement.ID, names map[string]string) error {
	c, err := own(ctx, tx, id)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	for _, kind := range Kinds {
		if names[kind] == "" {
			b.Do(`DELETE FROM effect_parties WHERE agreement_id = @id AND kind = @kind`, db.Args{"id": id, "kind": kind})
			continue
		}
		b.Do(`INSERT INTO effect_parties (agreement_id, kind, name) VALUES (@id, @kind, @name) ON CONFLICT (tenant_id, agreement_id, kind) DO UPDATE SET name = excluded.name`,
			db.Args{"id": id, "kind": kind, "name": names[kind]})
	}
	if err := b.Send(ctx); err != nil {
		return err
	}
	return c.record(ctx, tx, event.EffectParties, nil)
}

// NameEvaluator has a leader say who verifies. The database refuses whoever is too near: the contact person, and their office.
func NameEvaluator(ctx context.Context, tx *db.Tx, id agreement.ID, who user.MembershipID) error {
	c, err := hold(ctx, tx, id)
	if err != nil {
		return err
	}
	if !tx.Actor.Is(auth.OfficeLeader) {
		return fault.New(fault.Forbidden, "effect.leader_names")
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE effect_evaluators SET to_at = @now WHERE agreement_id = @id AND to_at = 'infinity'`, db.Args{"id": id, "now": tx.Now})
	b.Do(`
		INSERT INTO effect_evaluators (id, agreement_id, employer_id, membership_id, named_by, from_at)
		VALUES (@new, @id, @employer, @who, current_membership(), @now)`,
		db.Args{"new": db.NewID(), "id": id, "employer": c.Agreement.EmployerID, "who": who, "now": tx.Now})
	if err := b.Send(ctx); err != nil {
		return err
	}
	if err := c.tell(ctx, tx, notice.EvaluatorNamed, 1, who.UUID); err != nil {
		return err
	}
	return c.record(ctx, tx, event.EvaluatorNamed, nil)
}

// Enrol puts somebody whom the one acting needs to know on the list of the next freeze.
func Enrol(ctx context.Context, tx *db.Tx, id agreement.ID, who candidate.ID) error {
	c, err := hold(ctx, tx, id)
	if err != nil {
		return err
	}
	if c.Evaluator != nil && c.Evaluator.MembershipID.UUID == tx.Actor.Membership {
		return fault.New(fault.Forbidden, "effect.evaluator_enrols")
	}
	if !tx.Actor.Is(auth.OfficeLiaison) { // an office enrols its own people
		if err := employer.MustOwn(ctx, tx, c.Agreement.EmployerID); err != nil {
			return err
		}
	}
	of, err := candidate.Get(ctx, tx, who)
	if fault.Is(err, fault.NotFound) {
		return fault.Of("candidate", "form.not_a_choice")
	}
	if err != nil {
		return err
	}
	number := 1
	for _, p := range c.People {
		number = max(number, p.Number+1)
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO effect_people (id, agreement_id, employer_id, candidate_id, number, initials, enrolled_by, enrolled_at)
		VALUES (@id, @agreement, @employer, @candidate, @number, @initials, current_membership(), @now)`,
		db.Args{"id": db.NewSecretID(), "agreement": id, "employer": c.Agreement.EmployerID, "candidate": who, "number": number,
			"initials": initial(of.FirstName) + initial(of.LastName), "now": tx.Now}); err != nil {
		return err
	}
	return c.record(ctx, tx, event.EffectEnrolled, nil)
}

func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}

// Remove takes somebody off the list before it is frozen.
func Remove(ctx context.Context, tx *db.Tx, id agreement.ID, person PersonID) error {
	c, err := own(ctx, tx, id)
	if err != nil {
		return err
	}
	if _, found := c.Find(person); !found {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return db.Exec(ctx, tx, `DELETE FROM effect_people WHERE id = @person`, db.Args{"person": person})
}

// FreezeList closes the list as it stands. After the first freeze there has to be a reason for one more.
func FreezeList(ctx context.Context, tx *db.Tx, id agreement.ID, reason string) error {
	c, err := own(ctx, tx, id)
	if err != nil {
		return err
	}
	open := c.Open()
	switch {
	case open == 0:
		return fault.New(fault.Conflict, "effect.nobody_to_freeze")
	case len(c.Freezes) > 0 && reason == "":
		return fault.Of("reason", "effect.reason_required")
	}
	freeze := db.NewID()
	if err := db.Exec(ctx, tx, `
		INSERT INTO effect_freezes (id, agreement_id, employer_id, number, people, reason, frozen_by, frozen_at)
		VALUES (@id, @agreement, @employer, @number, @people, @reason, current_membership(), @now)`,
		db.Args{"id": freeze, "agreement": id, "employer": c.Agreement.EmployerID, "number": len(c.Freezes) + 1, "people": open, "reason": reason, "now": tx.Now}); err != nil {
		return err
	}
	if err := freezeOpen(ctx, tx, id, freeze, open); err != nil {
		return err
	}
	if err := c.tellAll(ctx, tx, notice.EffectFrozen, open); err != nil {
		return err
	}
	return c.record(ctx, tx, event.EffectFrozen, map[string]any{"n": open})
}

func freezeOpen(ctx context.Context, tx *db.Tx, id agreement.ID, freeze uuid.UUID, counted int) error {
	n, err := db.Touch(ctx, tx, `UPDATE effect_people SET freeze_id = @freeze WHERE agreement_id = @id AND freeze_id IS NULL`, db.Args{"freeze": freeze, "id": id})
	if err == nil && n != counted {
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return err
}
