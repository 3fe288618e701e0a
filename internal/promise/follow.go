package promise

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/meeting"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/terms"
)

// Make writes the promises that a placement has of its own, as the version says that it begins under.
func Make(ctx context.Context, tx *db.Tx, p placement.Placement, whole terms.Terms) error {
	b, dates := db.NewBatch(tx), Dates{p.StartsOn, p.EndsOn}
	for i, said := range whole.Promises() {
		if !whole.OfEach(said) {
			continue
		}
		var asks any
		if len(said.Evidence) > 0 {
			asks = said.Evidence
		}
		b.Do(`
			INSERT INTO promises (id, employer_id, agreement_id, version_id, placement_id, position, by_side, to_side, what, strength, due_when, days, percent, asks, to_read, due_on, listed_on, made_at)
			VALUES (@id, @employer, @agreement, @version, @placement, @position, @by, @to, @what, @strength, @when, @days, @percent, @asks, @to_read, @due_on, @listed_on, @now)`,
			db.Args{"id": db.NewID(), "employer": p.EmployerID, "agreement": p.AgreementID, "version": p.VersionID, "placement": p.ID, "position": i,
				"by": said.By, "to": said.To, "what": said.What, "strength": said.Strength, "when": said.When.Kind, "days": said.When.Days,
				"percent": said.When.Percent, "asks": asks, "to_read": said.ToRead(), "due_on": dates.Due(said), "listed_on": dates.Listed(said), "now": tx.Now})
	}
	return b.Send(ctx)
}

// Understood reports whether the participant has said that what has to be understood before the start, is.
func Understood(ctx context.Context, tx *db.Tx, of placement.ID) (bool, error) {
	return db.Value[bool](ctx, tx, `SELECT NOT EXISTS (SELECT FROM promises WHERE placement_id = @id AND to_read AND read_at IS NULL AND settled IS NULL)`, db.Args{"id": of})
}

// Judged follows an evaluation: to somebody who excels, what was promised on that condition is due when the period is over.
func Judged(ctx context.Context, tx *db.Tx, of placement.ID, judgement string) error {
	if judgement != meeting.Excellent {
		return nil
	}
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	open, err := unsettled(ctx, tx, of)
	if err != nil {
		return err
	}
	last := tx.Today()
	if p.EndsOn != nil && p.EndsOn.After(last) {
		last = *p.EndsOn
	}
	for _, r := range open {
		if r.DueWhen != "excellent" || r.DueOn != nil || !r.Settleable() {
			continue
		}
		due := last.AddDate(0, 0, r.Days)
		if err := db.Exec(ctx, tx, `UPDATE promises SET due_on = @due, version = version + 1 WHERE id = @id`, db.Args{"id": r.ID, "due": due}); err != nil {
			return err
		}
		if err := event.Record(ctx, tx, event.PromiseDue, r.about("day", due.Format(time.DateOnly))); err != nil {
			return err
		}
		if err := r.Tell(ctx, tx, notice.PromiseDue); err != nil {
			return err
		}
	}
	return nil
}

func unsettled(ctx context.Context, tx *db.Tx, of placement.ID) ([]Promise, error) {
	return db.All[Promise](ctx, tx, get(tx)+` WHERE r.placement_id = @id AND r.settled IS NULL`+inOrder, db.Args{"id": of})
}

// Refit moves what is due with the last day of a placement that has got another one. What hangs on an evaluation that has been held moves too.
func Refit(ctx context.Context, tx *db.Tx, p placement.Placement) error {
	open, err := unsettled(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	for _, r := range open {
		said, dates := r.said(), Dates{p.StartsOn, p.EndsOn}
		if p.EndedOn != nil {
			dates.LastOn = p.EndedOn
		}
		if said.When.Kind == "excellent" && r.DueOn != nil {
			said.When.Kind = "end"
		}
		if due := dates.Due(said); due != nil || said.When.Kind == "in_period" {
			b.Do(`UPDATE promises SET due_on = @due, listed_on = @listed WHERE id = @id`, db.Args{"id": r.ID, "due": due, "listed": dates.Listed(said)})
		}
	}
	return b.Send(ctx)
}

// Over follows the end of a placement: what hangs on an evaluation that nobody excelled at lapses, the rest is due as of the last day.
// Of somebody who never came, everything lapses.
func Over(ctx context.Context, tx *db.Tx, of placement.ID, came bool) error {
	if !came {
		return Lapse(ctx, tx, of)
	}
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	if _, err := db.Touch(ctx, tx, `UPDATE promises SET settled = 'lapsed', settled_at = @now, version = version + 1
		WHERE placement_id = @id AND settled IS NULL AND due_when = 'excellent' AND due_on IS NULL`, db.Args{"id": of, "now": tx.Now}); err != nil {
		return err
	}
	return Refit(ctx, tx, p)
}

// Lapse lets go what was promised in a placement that came to nothing.
func Lapse(ctx context.Context, tx *db.Tx, of placement.ID) error {
	_, err := db.Touch(ctx, tx, `UPDATE promises SET settled = 'lapsed', settled_at = @now, version = version + 1 WHERE placement_id = @id AND settled IS NULL`,
		db.Args{"id": of, "now": tx.Now})
	return err
}

// Renew follows a new text of the agreement: what it does not promise any more lapses, what it promises still stands as it is
// with its day moved, and what is new is written. Placements keep the promises of the text that they began under.
func Renew(ctx context.Context, tx *db.Tx, id agreement.ID) error {
	a, err := agreement.Get(ctx, tx, id)
	if err != nil {
		return err
	}
	whole, err := a.Terms()
	if err != nil {
		return err
	}
	left, err := db.All[Promise](ctx, tx, get(tx)+` WHERE r.agreement_id = @id AND r.placement_id IS NULL AND r.settled IS NULL ORDER BY r.made_at DESC, r.id`, db.Args{"id": id})
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	for i, said := range whole.Promises() {
		if whole.OfEach(said) {
			continue
		}
		stands := slices.IndexFunc(left, func(p Promise) bool { return p.NeededBecause == "" && same(p.said(), said) })
		if stands < 0 {
			agreement.Promise(b, a, i, said)
		} else {
			b.Do(`UPDATE promises SET due_on = @due WHERE id = @id`, db.Args{"id": left[stands].ID, "due": a.PromiseDue(said)})
			left = slices.Delete(left, stands, stands+1)
		}
		left = slices.DeleteFunc(left, func(p Promise) bool { return p.NeededBecause != "" && same(p.said(), said) })
	}
	for _, p := range left {
		b.Do(`UPDATE promises SET settled = 'lapsed', settled_at = @now, version = version + 1 WHERE id = @id`, db.Args{"id": p.ID, "now": tx.Now})
		event.Write(b, tx, event.PromiseLapsed, p.about())
	}
	return b.Send(ctx)
}

// Drop lets go what an agreement promised that came to nothing.
func Drop(ctx context.Context, tx *db.Tx, id agreement.ID) error {
	_, err := db.Touch(ctx, tx, `UPDATE promises SET settled = 'lapsed', settled_at = @now, version = version + 1 WHERE agreement_id = @id AND settled IS NULL`,
		db.Args{"id": id, "now": tx.Now})
	return err
}

// same reports whether the two say the same, for the same time.
func same(a, b terms.Promise) bool {
	a.Acknowledge, b.Acknowledge = false, false
	return reflect.DeepEqual(canonical(a), canonical(b))
}

// canonical is the promise as it would be read from the database.
func canonical(p terms.Promise) (v any) {
	data, _ := json.Marshal(p) // nothing in it can fail
	d := json.NewDecoder(bytes.NewReader(data))
	_ = d.Decode(&v)
	return v
}
