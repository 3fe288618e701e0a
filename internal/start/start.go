// Package start places people: somebody chosen gets a place, a buddy and the whole series of meetings, in one go.
package start

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/buddy"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/promise"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/terms"
	"plass/internal/week"
)

// A Draft is what it takes to place somebody. Open placements have no last day.
type Draft struct {
	StartsOn    time.Time
	EndsOn      *time.Time
	Buddy       *buddy.ID
	OverBecause string // why there shall be more people than places, when there are
	Today       time.Time
}

// Problems tells what is missing or wrong in the draft. What was agreed long ago is written down within a week.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.EndsOn == nil || !d.EndsOn.Before(d.StartsOn), "ends_on", "form.order")
	p.Unless(d.StartsOn.IsZero() || !d.StartsOn.Before(d.Today.AddDate(0, 0, -7)), "starts_on", "placement.too_late")
	return p
}

// LastDay returns the last day of a placement on the line that starts on the day: so many months less a day; nil is open-ended.
func LastDay(l seat.Line, startsOn time.Time) *time.Time {
	if l.Months == nil {
		return nil
	}
	last := calendar.LastOf(startsOn, *l.Months)
	return &last
}

// Placement places somebody who has been chosen. The place line is locked: the last place goes to one.
func Placement(ctx context.Context, tx *db.Tx, id nomination.PresentationID, d Draft) (placement.ID, error) {
	new := placement.ID{UUID: db.NewID()}
	of, err := nomination.GetPresentation(ctx, tx, id)
	if err != nil {
		return new, err
	}
	if err := employer.MustOwn(ctx, tx, of.EmployerID); err != nil {
		return new, err
	}
	line, stays, err := hold(ctx, tx, of)
	if err != nil {
		return new, err
	}
	if of, err = nomination.GetPresentation(ctx, tx, id); err != nil { // again: what stood before the wait may be old
		return new, err
	}
	if !of.MayStart() {
		return new, fault.New(fault.Conflict, "presentation.not_chosen")
	}
	a, err := agreement.Get(ctx, tx, of.AgreementID)
	if err != nil {
		return new, err
	}
	if err := fits(a, line, stays, d); err != nil {
		return new, err
	}
	whole, err := a.Terms()
	if err != nil {
		return new, err
	}
	if err := inYear(ctx, tx, a, whole, d); err != nil {
		return new, err
	}
	p := placement.Placement{ID: new, PresentationID: id, NominationID: of.NominationID, EmployerID: of.EmployerID, AgreementID: of.AgreementID,
		VersionID: a.VersionID, LineID: of.LineID, Kind: of.Kind, UnitID: *of.UnitID, Unit: of.Unit, BuddyID: d.Buddy, StartsOn: d.StartsOn, EndsOn: d.EndsOn}
	if err := checkBuddy(ctx, tx, p); err != nil {
		return new, err
	}
	if err := write(ctx, tx, p, d.OverBecause); err != nil {
		return new, err
	}
	if _, err := meeting.Fill(ctx, tx, p); err != nil {
		return new, err
	}
	if err := goals(ctx, tx, whole, new); err != nil {
		return new, err
	}
	if err := week.Begin(ctx, tx, p, whole); err != nil {
		return new, err
	}
	if err := promise.Make(ctx, tx, p, whole); err != nil {
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
	if err := notice.TellParty(ctx, tx, notice.PlacementAgreed, route.MyPlan, nil, notice.Participant, new.UUID); err != nil {
		return new, err
	}
	if err := notice.TellParty(ctx, tx, notice.PlacementAgreed, route.Partner("placements", new), nil, notice.Employer, new.UUID); err != nil {
		return new, err
	}
	if err := notice.TellParty(ctx, tx, notice.PlacementAgreed, route.Partner("placements", new), nil, notice.Buddy, new.UUID); err != nil {
		return new, err
	}
	return new, event.Record(ctx, tx, event.PlacementAgreed, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: new.UUID})
}

// hold keeps others from taking the place until the transaction is over, or where no place is promised from placing the same person; and
// then from placing anybody under the same agreement, whose end and number of people in a year are read after it.
func hold(ctx context.Context, tx *db.Tx, of nomination.Presentation) (line *seat.Line, stays []seat.Stay, err error) {
	if of.LineID == nil {
		err = nomination.Hold(ctx, tx, of.ID)
	} else {
		var l seat.Line
		l, stays, err = seat.Lock(ctx, tx, *of.LineID)
		line = &l
	}
	if err == nil {
		_, err = agreement.Lock(ctx, tx, of.AgreementID)
	}
	return line, stays, err
}

// fits refuses dates outside the agreement, and one more than the places unless somebody says why.
func fits(a agreement.Agreement, line *seat.Line, stays []seat.Stay, d Draft) error {
	p := fault.Invalid{}
	p.Unless(!d.StartsOn.Before(a.StartsOn), "starts_on", "placement.before_agreement")
	if line == nil {
		p.Unless(a.EndsOn == nil || !d.StartsOn.After(*a.EndsOn), "starts_on", "placement.after_agreement")
		p.Unless(a.EndsOn == nil || d.EndsOn != nil && !d.EndsOn.After(*a.EndsOn), "ends_on", "placement.after_agreement")
		return p.Problem()
	}
	p.Unless(line.ToOn == nil || !d.StartsOn.After(*line.ToOn), "starts_on", "placement.after_agreement")
	p.Unless(line.ToOn == nil || d.EndsOn != nil && !d.EndsOn.After(*line.ToOn), "ends_on", "placement.after_agreement")
	full := seat.Most(stays, d.StartsOn, d.EndsOn) >= line.Count
	p.Unless(!full || d.OverBecause != "", "over_because", "placement.no_place", "count", line.Count)
	return p.Problem()
}

// inYear refuses one more than the agreement says begin in a calendar year, unless somebody says why.
func inYear(ctx context.Context, tx *db.Tx, a agreement.Agreement, whole terms.Terms, d Draft) error {
	if whole.Intake == nil || whole.Intake.Cohort == nil || whole.Intake.Cohort.MostYear == 0 || d.OverBecause != "" {
		return nil
	}
	year, most := d.StartsOn.Year(), whole.Intake.Cohort.MostYear
	begin, err := db.Value[int](ctx, tx, `
		SELECT count(*)::int FROM placements WHERE agreement_id = @id AND misregistered_at IS NULL AND starts_on BETWEEN make_date(@year, 1, 1) AND make_date(@year, 12, 31)`,
		db.Args{"id": a.ID, "year": year})
	if err == nil && begin >= most {
		err = fault.Of("over_because", "placement.year_full", "n", most, "year", year)
	}
	return err
}

func checkBuddy(ctx context.Context, tx *db.Tx, p placement.Placement) error {
	rule, err := placement.RuleOf(ctx, tx, p)
	if err != nil {
		return err
	}
	if p.BuddyID == nil {
		if rule.BuddyNeeded {
			return fault.Of("buddy", "buddy.needed")
		}
		return nil
	}
	_, err = placement.CheckBuddy(ctx, tx, p.EmployerID, *p.BuddyID, rule)
	return err
}

func write(ctx context.Context, tx *db.Tx, p placement.Placement, overBecause string) error {
	err := db.Exec(ctx, tx, `
		INSERT INTO placements (id, presentation_id, nomination_id, candidate_id, employer_id, agreement_id, version_id, place_line_id, kind, unit_id, buddy_id,
			starts_on, ends_on, over_because, made_by, made_at)
		SELECT @id, t.id, t.nomination_id, t.candidate_id, t.employer_id, t.agreement_id, @version, t.place_line_id, t.kind, t.unit_id, @buddy,
			@starts_on, @ends_on, @over_because, current_membership(), @now
		FROM presentations t WHERE t.id = @presentation`,
		db.Args{"id": p.ID, "presentation": p.PresentationID, "version": p.VersionID, "buddy": p.BuddyID,
			"starts_on": p.StartsOn, "ends_on": p.EndsOn, "over_because": overBecause, "now": tx.Now})
	if err != nil {
		return err
	}
	// Whoever starts at an employer is known there by the whole name: it stands in the plan and in the attest.
	return db.Exec(ctx, tx, `
		INSERT INTO disclosures (id, nomination_id, candidate_id, employer_id, recipient, field, value, from_at)
		SELECT @id, p.nomination_id, p.candidate_id, p.employer_id, 'employer', 'full_name', c.first_name || ' ' || c.last_name, @now
		FROM placements p JOIN candidates c ON c.id = p.candidate_id WHERE p.id = @placement
		ON CONFLICT (tenant_id, nomination_id, recipient, field) DO UPDATE SET value = excluded.value, until_at = 'infinity'`,
		db.Args{"id": db.NewSecretID(), "placement": p.ID, "now": tx.Now})
}

// goals gives the placement what the agreement says there is to learn.
func goals(ctx context.Context, tx *db.Tx, whole terms.Terms, of placement.ID) error {
	if whole.Documents == nil {
		return nil
	}
	return learning.AddGoals(ctx, tx, of, whole.Documents.LearningGoals...)
}

// Missing is what an agreement wants before somebody starts, and is not there yet. Text keys "start.missing." and the word.
type Missing []string

// Check returns what is missing before the participant can start.
func Check(ctx context.Context, tx *db.Tx, p placement.Placement) (Missing, error) {
	rule, err := placement.RuleOf(ctx, tx, p)
	if err != nil {
		return nil, err
	}
	planned, err := plan.Exists(ctx, tx, p.ID)
	if err != nil {
		return nil, err
	}
	understood, err := promise.Understood(ctx, tx, p.ID)
	return MissingOf(p, rule, planned, understood), err
}

// MissingOf is like [Check] for a page that has itself read the rule, whether there is a plan, and whether what the participant
// has to understand before the start is understood.
func MissingOf(p placement.Placement, rule placement.StartRule, planned, understood bool) Missing {
	var missing Missing
	if rule.PlanNeeded && !planned {
		missing = append(missing, "plan")
	}
	if rule.BuddyNeeded && p.BuddyID == nil {
		missing = append(missing, "buddy")
	}
	if !understood {
		missing = append(missing, "understood")
	}
	return missing
}

// Begin says that the participant has started. It is refused before the day, and without the plan where the agreement wants one.
func Begin(ctx context.Context, tx *db.Tx, id placement.ID) error {
	p, err := placement.LockOwn(ctx, tx, id)
	if err != nil {
		return err
	}
	missing, err := Check(ctx, tx, p)
	if err != nil {
		return err
	}
	switch {
	case p.Status() != placement.Planned:
		return fault.New(fault.Conflict, "placement.begun_already")
	case len(missing) > 0:
		return fault.New(fault.Conflict, "start.refused."+missing[0])
	case !p.MayBegin(tx.Actor, tx.Today()):
		return fault.New(fault.Conflict, "start.not_yet")
	}
	if err := db.Exec(ctx, tx, `UPDATE placements SET begun_at = @now, version = version + 1 WHERE id = @id`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.PlacementBegun, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: id.UUID})
}
