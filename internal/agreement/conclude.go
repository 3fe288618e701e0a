package agreement

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/notice"
	"plass/internal/terms"
)

// conclude puts a version in force: it freezes the terms, and writes the rows that the agreement works by.
// The first holds from the day the agreement begins, a change from the day everybody has signed.
func conclude(ctx context.Context, tx *db.Tx, a Agreement, v Version, whole terms.Terms) error {
	if err := whole.Problems().Problem(); err != nil {
		return err
	}
	if v.FrameworkID != nil {
		if err := join(ctx, tx, a, v); err != nil {
			return err
		}
	}
	from := tx.Today()
	if v.Number == 1 || from.Before(a.StartsOn) {
		from = a.StartsOn
	}
	stretches, err := db.All[stretch](ctx, tx, `
		SELECT id, first_id, kind, role_id, from_on FROM place_lines WHERE agreement_id = @id AND NOT replaced AND coalesce(to_on, 'infinity') >= @from
		ORDER BY position`, db.Args{"id": a.ID, "from": from})
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE agreement_versions SET terms = @terms, signed_at = @now, from_on = @from, ends_on = @ends_on, review_on = @review_on WHERE id = @id`,
		db.Args{"id": v.ID, "terms": whole.Encode(), "now": tx.Now, "from": from, "ends_on": v.EndsOn, "review_on": v.ReviewOn})
	b.Do(`UPDATE agreements SET concluded_at = coalesce(concluded_at, @now), ends_on = @ends_on, review_on = @review_on, version = version + @more WHERE id = @id`,
		db.Args{"id": a.ID, "now": tx.Now, "ends_on": v.EndsOn, "review_on": v.ReviewOn, "more": min(v.Number-1, 1)})
	for _, s := range stretches {
		b.Do(`UPDATE place_lines SET to_on = greatest(from_on, @last), replaced = from_on > @last WHERE id = @id`, db.Args{"id": s.ID, "last": from.AddDate(0, 0, -1)})
	}
	for i, l := range whole.Lines() {
		id := db.NewID()
		first, role := takeUp(&stretches, l, id), roleOf(l)
		b.Do(`
			INSERT INTO place_lines (id, first_id, employer_id, agreement_id, version_id, kind, count, rule, months, alarm_days, from_on, to_on, position, name, role_id)
			VALUES (@id, @first, @employer, @agreement, @version, @kind, @count, @rule, @months, @alarm_days, @from_on, @to_on, @position, @name, @role)`,
			db.Args{"id": id, "first": first, "employer": a.EmployerID, "agreement": a.ID, "version": v.ID, "kind": l.Kind, "count": l.Count,
				"rule": l.Rule, "months": l.Months, "alarm_days": l.AlarmDays, "from_on": from, "to_on": v.EndsOn, "position": i, "name": l.Name, "role": role})
	}
	for _, s := range whole.Series() {
		b.Do(`
			INSERT INTO rhythms (id, agreement_id, version_id, kind, every_weeks, needed, welcome)
			VALUES (@id, @agreement, @version, @kind, @every_weeks, @needed, @welcome)`,
			db.Args{"id": db.NewID(), "agreement": a.ID, "version": v.ID, "kind": s.Kind, "every_weeks": s.EveryWeeks,
				"needed": s.Needed, "welcome": append([]string{}, s.Welcome...)})
	}
	for i, p := range whole.Promises() {
		if v.Number == 1 && !whole.OfEach(p) { // those of a later text are renewed, since some of them go on
			Promise(b, a, i, p)
		}
	}
	buddy, documents := whole.Buddy(), whole.Documents
	if documents == nil {
		documents = &terms.Documents{}
	}
	b.Do(`
		INSERT INTO start_rules (agreement_id, version_id, buddy_needed, training_needed, trained_together, plan_needed)
		VALUES (@agreement, @version, @buddy, @training, @together, @plan)`,
		db.Args{"agreement": a.ID, "version": v.ID, "buddy": buddy.Needed, "training": buddy.Training,
			"together": buddy.Together, "plan": documents.PlanBeforeStart})
	if err := b.Send(ctx); err != nil {
		return err
	}
	what, told := event.AgreementConcluded, notice.Concluded
	if v.Number > 1 {
		what, told = event.AgreementChanged, notice.AgreementChanged
	}
	if err := tell(ctx, tx, a, told); err != nil {
		return err
	}
	if err := event.Record(ctx, tx, what, v.about(a)); err != nil {
		return err
	}
	if v.Number == 1 {
		return nil
	}
	return follow(ctx, tx, a, v.Reason)
}

// A stretch is what a line was until now.
type stretch struct {
	ID, FirstID uuid.UUID
	Kind        terms.Kind
	RoleID      *uuid.UUID
	FromOn      time.Time
}

// roleOf returns the work role that the line came from; nil for a line that was written by hand.
func roleOf(l terms.Line) *uuid.UUID {
	id, err := uuid.Parse(l.Role)
	if err != nil {
		return nil
	}
	return &id
}

// takeUp returns the line that a line goes on from: the first of the same kind, and of the same work role, that none has taken
// up. A line that goes on from none is its own first.
func takeUp(left *[]stretch, l terms.Line, own uuid.UUID) uuid.UUID {
	role := roleOf(l)
	for i, s := range *left {
		if s.Kind == l.Kind && (s.RoleID == role || s.RoleID != nil && role != nil && *s.RoleID == *role) {
			*left = append((*left)[:i:i], (*left)[i+1:]...)
			return s.FirstID
		}
	}
	return own
}
