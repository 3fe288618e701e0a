package effect

import (
	"context"
	"slices"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
)

// ClaimResult says that somebody on the frozen list has reached the result, with what shows it.
func ClaimResult(ctx context.Context, tx *db.Tx, id agreement.ID, person PersonID, d Claim) error {
	c, err := own(ctx, tx, id)
	if err != nil {
		return err
	}
	p, found := c.Find(person)
	if !found {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	if !p.MayClaim() {
		return fault.New(fault.Conflict, "effect.not_to_claim")
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO effect_results (id, agreement_id, employer_id, person_id, began_on, reached_on, evidence, source, claimed_by, claimed_at)
		VALUES (@id, @agreement, @employer, @person, @began_on, @reached_on, @evidence, @source, current_membership(), @now)`,
		db.Args{"id": db.NewID(), "agreement": id, "employer": c.Agreement.EmployerID, "person": person, "began_on": d.BeganOn, "reached_on": d.ReachedOn,
			"evidence": d.Evidence, "source": d.Source, "now": tx.Now}); err != nil {
		return err
	}
	if err := c.tellToJudge(ctx, tx); err != nil {
		return err
	}
	return c.record(ctx, tx, event.EffectClaimed, nil)
}

// Verdicts are what the evaluator can say; text keys "effect.verdict." and the verdict.
var Verdicts = []string{"verified", "refused"}

// Judge has the evaluator verify or refuse a result, and say why. Nobody else can, and the database holds that too.
func Judge(ctx context.Context, tx *db.Tx, id agreement.ID, person PersonID, verdict, why string) error {
	c, err := hold(ctx, tx, id)
	if err != nil {
		return err
	}
	p, found := c.Find(person)
	if !found {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	switch {
	case c.Evaluator == nil || c.Evaluator.MembershipID.UUID != tx.Actor.Membership:
		return fault.New(fault.Forbidden, "effect.evaluator_only")
	case !p.Waits():
		return fault.New(fault.Conflict, "effect.judged_already")
	case !slices.Contains(Verdicts, verdict):
		return fault.Of("verdict", "form.choose")
	}
	if err := db.Exec(ctx, tx, `UPDATE effect_results SET verdict = @verdict, why = @why, judged_by = current_membership(), judged_at = @now WHERE id = @id`,
		db.Args{"id": p.ResultID, "verdict": verdict, "why": why, "now": tx.Now}); err != nil {
		return err
	}
	told := notice.ResultVerified
	if verdict == "refused" {
		told = notice.ResultRefused
	}
	if err := c.tellContact(ctx, tx, told); err != nil {
		return err
	}
	return c.record(ctx, tx, event.EffectJudged, map[string]any{"verdict": verdict})
}

// DraftPayment writes a payment for every verified result that is in none, up to the cap.
func DraftPayment(ctx context.Context, tx *db.Tx, id agreement.ID) error {
	c, err := hold(ctx, tx, id)
	if err != nil {
		return err
	}
	if !tx.Actor.Is(auth.OfficeLeader) {
		if err := employer.MustOwn(ctx, tx, c.Agreement.EmployerID); err != nil {
			return err
		}
	}
	amount, n := c.Due(), c.Counts()
	switch {
	case n.Unpaid == 0:
		return fault.New(fault.Conflict, "effect.nothing_to_pay")
	case amount == 0:
		return fault.New(fault.Conflict, "effect.cap_reached")
	}
	payment := db.NewID()
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO effect_payments (id, agreement_id, employer_id, results, unit_price, amount, drafted_by, drafted_at)
		VALUES (@id, @agreement, @employer, @results, @unit_price, @amount, current_membership(), @now)`,
		db.Args{"id": payment, "agreement": id, "employer": c.Agreement.EmployerID, "results": n.Unpaid, "unit_price": c.Payable.UnitPrice, "amount": amount, "now": tx.Now})
	b.Do(`UPDATE effect_results SET payment_id = @payment WHERE agreement_id = @id AND verdict = 'verified' AND payment_id IS NULL`,
		db.Args{"payment": payment, "id": id})
	if err := b.Send(ctx); err != nil {
		return err
	}
	if err := c.tellLeaders(ctx, tx, notice.PaymentDrafted); err != nil {
		return err
	}
	return c.record(ctx, tx, event.PaymentDrafted, map[string]any{"n": n.Unpaid, "amount": amount})
}

// Approve has a leader who did not write the payment approve it.
func Approve(ctx context.Context, tx *db.Tx, id agreement.ID, payment PaymentID) error {
	c, p, err := paying(ctx, tx, id, payment)
	if err != nil {
		return err
	}
	switch {
	case !tx.Actor.Is(auth.OfficeLeader):
		return fault.New(fault.Forbidden, "effect.leader_approves")
	case p.DraftedID.UUID == tx.Actor.Membership:
		return fault.New(fault.Conflict, "effect.four_eyes")
	case p.ApprovedAt != nil:
		return fault.New(fault.Conflict, "effect.approved_already")
	}
	if err := db.Exec(ctx, tx, `UPDATE effect_payments SET approved_by = current_membership(), approved_at = @now WHERE id = @id`,
		db.Args{"id": payment, "now": tx.Now}); err != nil {
		return err
	}
	if err := c.tellContact(ctx, tx, notice.PaymentApproved, p.DraftedID.UUID); err != nil {
		return err
	}
	return c.record(ctx, tx, event.PaymentApproved, map[string]any{"amount": p.Amount})
}

// Paid notes the day an approved payment was paid.
func Paid(ctx context.Context, tx *db.Tx, id agreement.ID, payment PaymentID, day time.Time) error {
	c, p, err := paying(ctx, tx, id, payment)
	if err != nil {
		return err
	}
	if !tx.Actor.Is(auth.OfficeLeader) {
		if err := employer.MustOwn(ctx, tx, c.Agreement.EmployerID); err != nil {
			return err
		}
	}
	switch {
	case p.ApprovedAt == nil:
		return fault.New(fault.Conflict, "effect.approve_first")
	case p.PaidOn != nil:
		return fault.New(fault.Conflict, "effect.paid_already")
	case day.After(tx.Today()):
		return fault.Of("paid_on", "form.in_the_future")
	case day.Before(db.Day(*p.ApprovedAt)):
		return fault.Of("paid_on", "effect.paid_before")
	}
	if err := db.Exec(ctx, tx, `UPDATE effect_payments SET paid_on = @day, paid_by = current_membership() WHERE id = @id`,
		db.Args{"id": payment, "day": day}); err != nil {
		return err
	}
	if err := c.tellAll(ctx, tx, notice.PaymentPaid, p.Results); err != nil {
		return err
	}
	return c.record(ctx, tx, event.PaymentPaid, map[string]any{"amount": p.Amount})
}

func paying(ctx context.Context, tx *db.Tx, id agreement.ID, payment PaymentID) (Contract, Payment, error) {
	c, err := hold(ctx, tx, id)
	if err != nil {
		return c, Payment{}, err
	}
	i := slices.IndexFunc(c.Payments, func(p Payment) bool { return p.ID == payment })
	if i < 0 {
		return c, Payment{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return c, c.Payments[i], nil
}
