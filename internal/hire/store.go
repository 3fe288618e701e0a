package hire

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/notice"
	"plass/internal/request"
	"plass/internal/route"
)

// list is what the side of the one acting reads of hires, with the name as far as it may know it.
func list(side auth.Side) string {
	name, join := `''`, ``
	switch side {
	case auth.NavSide:
		name, join = `coalesce(c.first_name || ' ' || c.last_name, '')`, ` LEFT JOIN candidates c ON c.id = h.candidate_id`
	case auth.PartnerSide:
		name, join = `coalesce(d.name, '')`, ` LEFT JOIN LATERAL (
			SELECT value AS name FROM disclosures d WHERE d.nomination_id = h.nomination_id AND d.field IN ('full_name', 'first_name')
			ORDER BY d.field DESC LIMIT 1) d ON true`
	}
	return `
	SELECT h.id, h.presentation_id, h.employer_id, h.agreement_id, coalesce(u.name, '') AS unit, h.form, h.percent, h.starts_on, h.ends_on, h.made_at, ` + name + ` AS name
	FROM hires h LEFT JOIN units u ON u.id = h.unit_id` + join + ` WHERE h.misregistered_at IS NULL`
}

// AskOfAgreement asks for the hires under the agreement, the newest start first.
func AskOfAgreement(b *db.Batch, tx *db.Tx, id agreement.ID) *[]Hire {
	return db.AskAll[Hire](b, list(tx.Actor.Side())+` AND h.agreement_id = @id ORDER BY h.starts_on DESC, h.id`, db.Args{"id": id})
}

// AskOfPresentation asks for the hire that came of the presentation; none, or one.
func AskOfPresentation(b *db.Batch, tx *db.Tx, id nomination.PresentationID) *[]Hire {
	return db.AskAll[Hire](b, list(tx.Actor.Side())+` AND h.presentation_id = @id`, db.Args{"id": id})
}

// Make says that somebody who was presented got the job. What was opened to the employer, and what the contact person needs
// to know, closes as many weeks after the first day as the agreement says.
func Make(ctx context.Context, tx *db.Tx, id nomination.PresentationID, d Draft) (ID, error) {
	new := ID{db.NewID()}
	if err := nomination.Hold(ctx, tx, id); err != nil {
		return new, err
	}
	of, err := nomination.GetPresentation(ctx, tx, id)
	if err != nil {
		return new, err
	}
	if err := employer.MustOwn(ctx, tx, of.EmployerID); err != nil {
		return new, err
	}
	if !of.MayHire() {
		return new, fault.New(fault.Conflict, "hire.not_now")
	}
	a, err := agreement.Get(ctx, tx, of.AgreementID)
	if err != nil {
		return new, err
	}
	whole, err := a.Terms()
	if err != nil {
		return new, err
	}
	if d.StartsOn.Before(a.StartsOn) {
		return new, fault.Of("starts_on", "placement.before_agreement")
	}
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO hires (id, presentation_id, nomination_id, candidate_id, employer_id, agreement_id, version_id, unit_id, form, percent, starts_on, ends_on, made_by, made_at)
		SELECT @id, t.id, t.nomination_id, t.candidate_id, t.employer_id, t.agreement_id, @version, @unit, @form, @percent, @starts_on, @ends_on, current_membership(), @now
		FROM presentations t WHERE t.id = @presentation`,
		db.Args{"id": new, "presentation": id, "version": a.VersionID, "unit": d.Unit, "form": d.Form, "percent": d.Percent,
			"starts_on": d.StartsOn, "ends_on": d.EndsOn, "now": tx.Now})
	closes := d.StartsOn.AddDate(0, 0, 7*whole.AccessWeeks()).Format(time.DateOnly)
	// Whoever begins in a job at an employer is known there by the whole name.
	b.Do(`
		INSERT INTO disclosures (id, nomination_id, candidate_id, employer_id, recipient, field, value, from_at)
		SELECT @id, h.nomination_id, h.candidate_id, h.employer_id, 'employer', 'full_name', c.first_name || ' ' || c.last_name, @now
		FROM hires h JOIN candidates c ON c.id = h.candidate_id WHERE h.id = @hire
		ON CONFLICT (tenant_id, nomination_id, recipient, field) DO UPDATE SET value = excluded.value, until_at = 'infinity'`,
		db.Args{"id": db.NewSecretID(), "hire": new, "now": tx.Now})
	b.Do(`
		WITH of AS (SELECT @closes::date::timestamp AT TIME ZONE 'Europe/Oslo' AS closed),
		shown AS (UPDATE presentations p SET choice = 'chosen', chosen_at = @now, unit_id = @unit, closes_at = of.closed FROM of WHERE p.id = @presentation)
		UPDATE disclosures d SET until_at = of.closed FROM of WHERE d.nomination_id = @nomination AND d.until_at > @now`,
		db.Args{"closes": closes, "now": tx.Now, "unit": d.Unit, "presentation": id, "nomination": of.NominationID})
	b.Do(`
		UPDATE relations SET to_at = @closes::date::timestamp AT TIME ZONE 'Europe/Oslo'
		WHERE kind = 'presented' AND employer_id = @employer AND to_at = 'infinity'
		AND candidate_id = (SELECT candidate_id FROM hires WHERE id = @id)`,
		db.Args{"closes": closes, "employer": of.EmployerID, "id": new})
	if err := b.Send(ctx); err != nil {
		return new, err
	}
	filled, err := request.CloseFilled(ctx, tx, of.NominationID.UUID)
	if err != nil {
		return new, err
	}
	for _, closed := range filled {
		if err := nomination.Lapse(ctx, tx, closed); err != nil {
			return new, err
		}
	}
	if err := notice.TellParty(ctx, tx, notice.Hired, route.My("questions", of.NominationID), map[string]any{"employer": of.Employer}, notice.Participant, id.UUID); err != nil {
		return new, err
	}
	if err := notice.TellParty(ctx, tx, notice.Hired, route.Partner("presentations", id), map[string]any{"employer": of.Employer}, notice.Employer, id.UUID); err != nil {
		return new, err
	}
	return new, event.Record(ctx, tx, event.Hired, event.About{Employer: of.EmployerID.UUID, Agreement: of.AgreementID.UUID, Args: map[string]any{"form": d.Form}})
}
