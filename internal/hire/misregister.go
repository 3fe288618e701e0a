package hire

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/notice"
	"plass/internal/request"
	"plass/internal/route"
)

// An Undoing is what follows when a hire is taken back: whether the request that it ended opens again, and what stays as it is.
type Undoing struct {
	Ended    bool // the request has ended
	Reopens  bool // and opens again
	Meetings int  // called off when the hire was written down
}

// AskUndoing asks what follows when the hire that came of the presentation is taken back; none when there is no hire.
func AskUndoing(b *db.Batch, id nomination.PresentationID) *[]Undoing {
	return db.AskAll[Undoing](b, `
		SELECT r.closed_at IS NOT NULL AS ended, EXISTS (`+request.Reopens+`) AS reopens,
			(SELECT count(*) FROM meetings m WHERE m.presentation_id = h.presentation_id AND m.cancelled_at = h.made_at)::int AS meetings
		FROM hires h JOIN nominations of ON of.id = h.nomination_id JOIN requests r ON r.id = of.request_id
		WHERE h.presentation_id = @id AND h.misregistered_at IS NULL`, db.Args{"id": id})
}

// Misregister takes back a hire that was written down by mistake, and opens again what it closed: what the person said yes to
// show, what the contact person needs to know, and the request if that was all who were wanted. Meetings that were called off
// stay so, since people have been told.
func Misregister(ctx context.Context, tx *db.Tx, id nomination.PresentationID, reason string) error {
	if reason == "" {
		return fault.Of("reason", "form.required")
	}
	if err := nomination.Hold(ctx, tx, id); err != nil {
		return err
	}
	of, err := nomination.GetPresentation(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := employer.MustOwn(ctx, tx, of.EmployerID); err != nil {
		return err
	}
	if of.HireID == nil {
		return fault.New(fault.Conflict, "hire.not_now")
	}
	if err := open(ctx, tx, of); err != nil {
		return err
	}
	if err := nomination.Reopen(ctx, tx, of.NominationID); err != nil {
		return err
	}
	if err := tellTakenBack(ctx, tx, of, id.UUID); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.HireCorrected, event.About{Employer: of.EmployerID.UUID, Agreement: of.AgreementID.UUID, Args: map[string]any{"reason": reason}})
}

// open opens what the hire gave a last day. The whole name was opened by the hire alone, and closes with it.
func open(ctx context.Context, tx *db.Tx, of nomination.Presentation) error {
	b := db.NewBatch(tx)
	b.Do(`UPDATE hires SET misregistered_at = @now WHERE id = @hire AND misregistered_at IS NULL`, db.Args{"hire": of.HireID, "now": tx.Now})
	b.Do(`
		UPDATE relations SET to_at = 'infinity' WHERE kind = 'presented' AND employer_id = @employer
		AND (candidate_id, to_at) = (SELECT candidate_id, closes_at FROM presentations WHERE id = @id)`,
		db.Args{"employer": of.EmployerID, "id": of.ID})
	b.Do(`
		UPDATE disclosures SET until_at = CASE field WHEN 'full_name' THEN @now::timestamptz ELSE 'infinity' END
		WHERE nomination_id = @nomination AND until_at = (SELECT closes_at FROM presentations WHERE id = @id)`,
		db.Args{"nomination": of.NominationID, "id": of.ID, "now": tx.Now})
	b.Do(`UPDATE presentations SET choice = NULL, chosen_at = NULL, unit_id = NULL, closes_at = 'infinity' WHERE id = @id`, db.Args{"id": of.ID})
	return b.Send(ctx)
}

func tellTakenBack(ctx context.Context, tx *db.Tx, of nomination.Presentation, about uuid.UUID) error {
	args := map[string]any{"employer": of.Employer}
	if err := notice.TellParty(ctx, tx, notice.HireTakenBack, route.My("questions", of.NominationID), args, notice.Participant, about); err != nil {
		return err
	}
	return notice.TellParty(ctx, tx, notice.HireTakenBack, route.Partner("presentations", of.ID), args, notice.Employer, about)
}
