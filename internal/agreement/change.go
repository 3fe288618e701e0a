package agreement

import (
	"context"
	"strconv"
	"time"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/notice"
)

// insert writes a version that is not in force yet, and returns its number.
func insert(ctx context.Context, tx *db.Tx, a Agreement, v Version) (int, error) {
	return db.Value[int](ctx, tx, `
		INSERT INTO agreement_versions (id, agreement_id, number, act, part, reason, framework_id, own, ends_on, review_on, made_by, made_at)
		SELECT @id, @agreement, max(number) + 1, @act, @part, @reason, @framework, @own, @ends_on, @review_on, current_membership(), @now
		FROM agreement_versions WHERE agreement_id = @agreement RETURNING number`,
		db.Args{"id": v.ID, "agreement": a.ID, "act": v.Act, "part": v.Part, "reason": v.Reason, "framework": v.FrameworkID, "own": v.Own, "ends_on": v.EndsOn,
			"review_on": v.ReviewOn, "now": tx.Now})
}

// Propose makes a change of the signed agreement that the parties have yet to sign.
func Propose(ctx context.Context, tx *db.Tx, a Agreement, d ChangeDraft) error {
	own, endsOn, reviewOn, err := d.fill(a)
	if err != nil {
		return err
	}
	v := Version{ID: VersionID{db.NewID()}, Act: d.Act, Part: d.Part, Reason: d.Reason, FrameworkID: d.Under, Own: own, EndsOn: endsOn, ReviewOn: reviewOn}
	whole, err := a.TermsOf(v)
	if err != nil {
		return err
	}
	if err := whole.Problems().Problem(); err != nil {
		return err
	}
	if v.Number, err = insert(ctx, tx, a, v); err != nil {
		return err
	}
	if err := touch(ctx, tx, a); err != nil {
		return err
	}
	if err := tell(ctx, tx, a, notice.ChangeProposed); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.ChangeProposed, v.about(a))
}

// Withdraw takes back a change that not everybody has signed.
func Withdraw(ctx context.Context, tx *db.Tx, a Agreement, v Version) error {
	if err := db.Exec(ctx, tx, `UPDATE agreement_versions SET withdrawn_at = @now WHERE id = @id AND signed_at IS NULL`, db.Args{"id": v.ID, "now": tx.Now}); err != nil {
		return err
	}
	if err := touch(ctx, tx, a); err != nil {
		return err
	}
	if err := tell(ctx, tx, a, notice.ChangeWithdrawn); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.ChangeWithdrawn, v.about(a))
}

// Close ends, annuls or hides the signed agreement at once, or uses an option of it, as a version that nobody signs.
func Close(ctx context.Context, tx *db.Tx, a Agreement, d ChangeDraft) error {
	_, endsOn, reviewOn, err := d.fill(a)
	if err != nil {
		return err
	}
	v := Version{ID: VersionID{db.NewID()}, Edition: 1, Act: d.Act, Reason: d.Reason, Own: a.Own, EndsOn: endsOn, ReviewOn: reviewOn}
	if v.Number, err = insert(ctx, tx, a, v); err != nil {
		return err
	}
	if d.Act == End || d.Act == Option { // until that day it is what it was
		whole, err := a.Terms()
		if err != nil {
			return err
		}
		return conclude(ctx, tx, a, v, whole)
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE agreement_versions SET terms = @terms, signed_at = @now, from_on = @today WHERE id = @id`,
		db.Args{"id": v.ID, "terms": a.Signed, "now": tx.Now, "today": tx.Today()})
	closed := "annulled_at"
	if d.Act == Misregister {
		closed = "misregistered_at"
	}
	b.Do(`UPDATE agreements SET version = version + 1, `+closed+` = @now WHERE id = @id`, db.Args{"id": a.ID, "now": tx.Now})
	b.Do(`UPDATE place_lines SET replaced = true WHERE agreement_id = @id`, db.Args{"id": a.ID}) // they were never there
	if err := b.Send(ctx); err != nil {
		return err
	}
	if err := tell(ctx, tx, a, notice.AgreementClosed); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.AgreementClosed, v.about(a))
}

// SetExpiry says whether the agreement ends at its last day without anybody being reminded.
func SetExpiry(ctx context.Context, tx *db.Tx, a Agreement, endsItself bool) error {
	if err := db.Exec(ctx, tx, `UPDATE agreements SET ends_itself = @ends_itself WHERE id = @id`, db.Args{"id": a.ID, "ends_itself": endsItself}); err != nil {
		return err
	}
	if err := touch(ctx, tx, a); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.ExpirySet, event.About{Employer: a.EmployerID.UUID, Agreement: a.ID.UUID, Args: map[string]any{"ends_itself": strconv.FormatBool(endsItself)}})
}

// Review writes down that the parties have looked at the open-ended agreement, and when they do so next.
func Review(ctx context.Context, tx *db.Tx, a Agreement, note string, next time.Time) error {
	if err := db.Exec(ctx, tx, `UPDATE agreements SET review_on = @next WHERE id = @id`, db.Args{"id": a.ID, "next": next}); err != nil {
		return err
	}
	if err := touch(ctx, tx, a); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.AgreementReviewed, event.About{Employer: a.EmployerID.UUID, Agreement: a.ID.UUID,
		Args: map[string]any{"note": note, "next": next.Format(time.DateOnly)}})
}

// touch makes every form that was opened before stale.
func touch(ctx context.Context, tx *db.Tx, a Agreement) error {
	return db.Exec(ctx, tx, `UPDATE agreements SET version = version + 1 WHERE id = @id`, db.Args{"id": a.ID})
}

func (v Version) about(a Agreement) event.About {
	return event.About{Employer: a.EmployerID.UUID, Agreement: a.ID.UUID, Args: map[string]any{"act": v.Act, "no": v.Number}}
}
