// Package ending ends placements: the outcome is recorded, the agreed checklist of its branch opens,
// the meetings that were left are called off, and the attest is drafted. The seat is empty again.
package ending

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/attest"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/meeting"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/route"
	"plass/internal/seal"
	"plass/internal/terms"
)

// A Draft is what it takes to end a placement. The reason is Nav's and the person's, and never the employer's.
type Draft struct {
	LastDay time.Time
	Outcome placement.Outcome
	Reason  string
	Started time.Time // the first day of the placement
	Today   time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Outcome.Valid(), "outcome", "form.choose")
	p.Unless(d.LastDay.IsZero() || !d.LastDay.Before(d.Started), "last_day", "ending.before_start")
	p.Unless(!d.LastDay.After(d.Today), "last_day", "form.in_the_future")
	return p
}

// Branch returns the steps the agreement holds for the outcome.
func Branch(whole terms.Terms, o placement.Outcome) []terms.BranchStep {
	if whole.Commitments == nil {
		return nil
	}
	return whole.Commitments.Branches[o.Branch()]
}

// Ahead is what will happen when a placement ends.
type Ahead struct {
	Terms     terms.Terms
	Meetings  int  // open meetings from now on
	Standing  bool // the place is promised at all times, and calls out when it has been empty for long
	AlarmDays int
}

// Attest reports whether an attest will be drafted for those who have been there: the agreement says so, or asks somebody to write one.
func (a Ahead) Attest() bool {
	if a.Terms.Documents != nil && a.Terms.Documents.Attest {
		return true
	}
	for _, branch := range terms.Branches {
		if a.Terms.Commitments != nil && slices.ContainsFunc(a.Terms.Commitments.Branches[branch], func(s terms.BranchStep) bool { return s.Kind == terms.AttestStep }) {
			return true
		}
	}
	return false
}

// Look returns what will happen when the placement ends.
func Look(ctx context.Context, tx *db.Tx, p placement.Placement) (Ahead, error) {
	type row struct {
		Terms               []byte
		Meetings, AlarmDays int
		Standing            bool
	}
	r, err := db.One[row](ctx, tx, `
		SELECT v.terms, coalesce(l.rule = 'standing', false) AS standing, coalesce(l.alarm_days, 0) AS alarm_days, (SELECT count(*) FROM meetings m
			WHERE m.placement_id = @id AND m.held_at IS NULL AND m.cancelled_at IS NULL AND m.at > business_now())::int AS meetings
		FROM agreement_versions v LEFT JOIN place_lines l ON l.first_id = @line AND NOT l.replaced WHERE v.id = @version
		ORDER BY l.from_on DESC LIMIT 1`,
		db.Args{"id": p.ID, "line": p.LineID, "version": p.VersionID})
	if err != nil {
		return Ahead{}, err
	}
	whole, err := terms.Decode(r.Terms)
	return Ahead{whole, r.Meetings, r.Standing, r.AlarmDays}, err
}

// Placement ends the placement. What opens is what the version says that it began under.
func Placement(ctx context.Context, tx *db.Tx, keys *seal.Keyring, id placement.ID, d Draft) error {
	p, err := placement.LockOwn(ctx, tx, id)
	if err != nil {
		return err
	}
	switch p.Status() {
	case placement.Ended:
		return fault.New(fault.Conflict, "placement.over")
	case placement.Planned:
		if d.Outcome != "no_show" {
			return fault.New(fault.Conflict, "ending.not_begun")
		}
	}
	ahead, err := Look(ctx, tx, p)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE placements SET ended_on = @last, ended_at = @now, outcome = @outcome, branch = @branch, version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "last": d.LastDay, "now": tx.Now, "outcome": d.Outcome, "branch": d.Outcome.Branch()})
	if d.Reason != "" {
		b.Do(`INSERT INTO ending_reasons (placement_id, body) VALUES (@id, @body)`, db.Args{"id": id, "body": keys.Seal([]byte(d.Reason), id.String())})
	}
	for i, step := range Branch(ahead.Terms, d.Outcome) {
		b.Do(`
			INSERT INTO checklist_items (id, placement_id, employer_id, what, kind, owner, due_on, position) VALUES (@item, @id, @employer, @what, @kind, @owner, @due_on, @position)`,
			db.Args{"item": db.NewID(), "id": id, "employer": p.EmployerID, "what": step.What, "kind": step.Kind, "owner": step.Owner,
				"due_on": d.LastDay.AddDate(0, 0, step.Days), "position": i})
	}
	// What was opened to the employer is closed with the placement itself, so many weeks after the last day as the tenant says.
	b.Do(`
		WITH of AS (SELECT nomination_id, (@last::date + 7 * setting('access.weeks')::int)::timestamp AT TIME ZONE 'Europe/Oslo' AS closed FROM placements WHERE id = @id),
		shown AS (UPDATE presentations p SET closes_at = of.closed FROM of WHERE p.nomination_id = of.nomination_id)
		UPDATE disclosures d SET until_at = of.closed FROM of WHERE d.nomination_id = of.nomination_id AND d.until_at = 'infinity'`,
		db.Args{"id": id, "last": d.LastDay})
	// Whoever is contact person needs to know the person as long as the employer sees the placement.
	b.Do(`
		UPDATE relations SET to_at = @now::timestamptz + make_interval(weeks => setting('access.weeks')::int)
		WHERE kind = 'presented' AND employer_id = @employer AND to_at = 'infinity'
		AND candidate_id = (SELECT candidate_id FROM placements WHERE id = @id)`,
		db.Args{"id": id, "employer": p.EmployerID, "now": tx.Now})
	if err := b.Send(ctx); err != nil {
		return err
	}
	if err := meeting.Trim(ctx, tx, id, d.LastDay); err != nil {
		return err
	}
	if err := promise.Over(ctx, tx, id, d.Outcome != "no_show"); err != nil {
		return err
	}
	if ahead.Attest() && d.Outcome != "no_show" {
		if _, err := attest.DraftFor(ctx, tx, p, d.LastDay); err != nil {
			return err
		}
	}
	for _, to := range []struct{ party, link string }{
		{notice.Participant, route.MyPlan}, {notice.Employer, route.Partner("placements", id)},
	} {
		if err := notice.TellParty(ctx, tx, notice.PlacementEnded, to.link, nil, to.party, id.UUID); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.PlacementEnded, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: id.UUID})
}

// Reason returns why the placement ended, as Nav wrote it, to those who need to know the person; empty if nobody wrote.
func Reason(ctx context.Context, tx *db.Tx, keys *seal.Keyring, id placement.ID) (string, error) {
	type row struct{ Body []byte }
	rows, err := db.All[row](ctx, tx, `SELECT body FROM ending_reasons WHERE placement_id = @id`, db.Args{"id": id})
	if err != nil || len(rows) == 0 {
		return "", err
	}
	body, err := keys.Open(rows[0].Body, id.String())
	return string(body), err
}

// An Item is a step of the checklist that opened.
type Item struct {
	ID     uuid.UUID
	What   terms.Words
	Owner  string
	DueOn  time.Time
	DoneAt *time.Time
	DoneBy string
}

// MayFinish reports whether the one acting can say that the step is done.
func (i Item) MayFinish(who auth.Actor) bool {
	switch who.Side() {
	case auth.NavSide:
		return who.Is(auth.NavContact)
	case auth.PartnerSide:
		return i.Owner == "employer" && who.Is(auth.EmployerContact)
	}
	return i.Owner == "participant"
}

const columns = `id, what, owner, due_on, done_at, done_by`

// AskChecklist asks for the steps of the placement: Nav meets all, the others their own.
func AskChecklist(b *db.Batch, id placement.ID) *[]Item {
	return db.AskAll[Item](b, `SELECT `+columns+` FROM checklist_items WHERE placement_id = @id ORDER BY position`, db.Args{"id": id})
}

// A MyItem is a step of the participant acting, with the placement it is of.
type MyItem struct {
	PlacementID placement.ID
	Item
}

// AskMine asks for the steps that the participant acting has to do, or has done.
func AskMine(b *db.Batch) *[]MyItem {
	return db.AskAll[MyItem](b, `SELECT placement_id, `+columns+` FROM checklist_items WHERE owner = 'participant' ORDER BY due_on, position`, nil)
}

// Finish says that a step is done.
func Finish(ctx context.Context, tx *db.Tx, of placement.ID, id uuid.UUID) error {
	i, err := db.One[Item](ctx, tx, `SELECT `+columns+` FROM checklist_items WHERE id = @id AND placement_id = @of FOR UPDATE`, db.Args{"id": id, "of": of})
	if err != nil {
		return err
	}
	if !i.MayFinish(tx.Actor) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	if i.DoneAt != nil {
		return nil
	}
	if err := db.Exec(ctx, tx, `UPDATE checklist_items SET done_at = @now, done_by = @by WHERE id = @id`,
		db.Args{"id": id, "now": tx.Now, "by": tx.Actor.Name}); err != nil {
		return err
	}
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.ChecklistDone, event.About{Employer: p.EmployerID.UUID, Placement: of.UUID, Args: map[string]any{"what": i.What}})
}

// SignAttest signs the attest, and with it the step that asked for it is done.
func SignAttest(ctx context.Context, tx *db.Tx, id attest.ID, version int, title string) error {
	if err := attest.Sign(ctx, tx, id, version, title); err != nil {
		return err
	}
	_, err := db.Touch(ctx, tx, `
		UPDATE checklist_items SET done_at = @now, done_by = @by
		WHERE placement_id = (SELECT placement_id FROM attests WHERE id = @id) AND kind = @kind AND done_at IS NULL`,
		db.Args{"id": id, "now": tx.Now, "by": tx.Actor.Name, "kind": terms.AttestStep})
	return err
}
