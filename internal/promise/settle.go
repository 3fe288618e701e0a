package promise

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
)

// Settle says whether the promise was kept, with what shows it, or why not; and tells the other side.
func Settle(ctx context.Context, tx *db.Tx, id ID, version int, d Draft) error {
	p, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := mustOwn(ctx, tx, p); err != nil {
		return err
	}
	answers := p.Answers(tx.Actor, tx.Today())
	switch {
	case p.Version != version:
		return fault.New(fault.Conflict, "fault.conflict")
	case len(answers) == 0 && p.Settled != nil:
		return fault.New(fault.Conflict, "promise.settled_already")
	case !slices.Contains(answers, d.Said):
		return fault.New(fault.Forbidden, "promise.not_yours")
	}
	if err := db.Exec(ctx, tx, settle, settled(tx, p.ID, d)); err != nil {
		return err
	}
	what := map[Status]event.Kind{Kept: event.PromiseKept, Broken: event.PromiseBroken, Waived: event.PromiseWaived}[d.Said]
	if err := event.Record(ctx, tx, what, p.about("why", d.Why)); err != nil {
		return err
	}
	return p.Tell(ctx, tx, map[Status]notice.Kind{Kept: notice.PromiseKept, Broken: notice.PromiseBroken, Waived: notice.PromiseWaived}[d.Said])
}

const settle = `
	UPDATE promises SET settled = @said, settled_at = @now, settled_by = @by, why = @why, evidence = @evidence, version = version + 1
	WHERE id = @id`

func settled(tx *db.Tx, id ID, d Draft) db.Args {
	by := tx.Actor.Name
	if tx.Actor.Is(auth.Candidate) {
		by = event.ThePerson
	}
	return db.Args{"id": id, "said": d.Said, "now": tx.Now, "by": by, "why": d.Why, "evidence": d.Evidence}
}

// mustOwn refuses those at Nav who are not contact person of the employer.
func mustOwn(ctx context.Context, tx *db.Tx, p Promise) error {
	if tx.Actor.Side() != auth.NavSide {
		return nil
	}
	return employer.MustOwn(ctx, tx, p.EmployerID)
}

// about is what an event of the promise is about.
func (p Promise) about(args ...any) event.About {
	a := event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Args: map[string]any{"what": p.What}}
	if p.PlacementID != nil {
		a.Placement = p.PlacementID.UUID
	}
	for i := 0; i+1 < len(args); i += 2 {
		a.Args[args[i].(string)] = args[i+1]
	}
	return a
}

// Tell tells the contact person, the employer, and the participant whom it concerns.
func (p Promise) Tell(ctx context.Context, tx *db.Tx, what notice.Kind) error {
	args := map[string]any{"what": p.What, "employer": p.Employer}
	owners, err := notice.ContactPersonOf(ctx, tx, p.EmployerID.UUID)
	if err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, what, route.Promise(p.ID), args, owners...); err != nil {
		return err
	}
	if p.PlacementID == nil {
		people, err := notice.EmployerPeople(ctx, tx, p.EmployerID.UUID)
		if err != nil {
			return err
		}
		return notice.Tell(ctx, tx, what, route.Partner("promises", p.ID), args, people...)
	}
	if err := notice.TellParty(ctx, tx, what, route.Partner("promises", p.ID), args, notice.Employer, p.PlacementID.UUID); err != nil {
		return err
	}
	if !slices.Contains([]string{p.BySide, p.ToSide}, "participant") && !slices.Contains([]string{p.BySide, p.ToSide}, "everybody") {
		return nil
	}
	return notice.TellParty(ctx, tx, what, route.MyPromises, args, notice.Participant, p.PlacementID.UUID)
}

// LongestNeed is the most characters of why something is needed now: it stands in notices and lists.
const LongestNeed = 500

// Need says that what is promised when it is needed, is needed now. It is due at once, or after the days that were agreed.
func Need(ctx context.Context, tx *db.Tx, id ID, because string) (ID, error) {
	needed := ID{db.NewID()}
	if because == "" {
		return needed, fault.Of("because", "form.required")
	}
	if utf8.RuneCountInString(because) > LongestNeed {
		return needed, fault.Of("because", "form.too_long", "limit", LongestNeed)
	}
	p, err := Get(ctx, tx, id)
	if err != nil {
		return needed, err
	}
	if err := mustOwn(ctx, tx, p); err != nil {
		return needed, err
	}
	if !p.MayNeed(tx.Actor) {
		return needed, fault.New(fault.Forbidden, "promise.not_yours")
	}
	due := tx.Today().AddDate(0, 0, p.Days)
	err = db.Exec(ctx, tx, `
		INSERT INTO promises (id, employer_id, agreement_id, version_id, placement_id, position, by_side, to_side, what, strength, due_when, days, percent, asks, needed_because, due_on, made_at)
		SELECT @new, employer_id, agreement_id, version_id, placement_id, position, by_side, to_side, what, strength, due_when, days, percent, asks, @because, @due, @now
		FROM promises WHERE id = @id`, db.Args{"new": needed, "id": id, "because": because, "due": due, "now": tx.Now})
	if err != nil {
		return needed, err
	}
	p.ID = needed
	if err := event.Record(ctx, tx, event.PromiseNeeded, p.about("because", because)); err != nil {
		return needed, err
	}
	return needed, p.Tell(ctx, tx, notice.PromiseNeeded)
}

// Understand says that the participant has read and understood what has to be understood before the start.
func Understand(ctx context.Context, tx *db.Tx, of placement.ID) error {
	return understood(ctx, tx, of, "read", tx.Today(), "")
}

// A Telling is what it takes to write down that a participant has been told, and has understood.
type Telling struct {
	Who   string // who told
	OnDay time.Time
	Today time.Time
}

// Problems tells what is missing or wrong.
func (t Telling) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(t.Who != "", "who", "form.required")
	p.Unless(!t.OnDay.After(t.Today), "on_day", "form.in_the_future")
	return p
}

// Told writes down that somebody at Nav has told the participant, who has understood.
func Told(ctx context.Context, tx *db.Tx, of placement.ID, t Telling) error {
	if _, err := placement.LockOwn(ctx, tx, of); err != nil {
		return err
	}
	return understood(ctx, tx, of, "oral", t.OnDay, t.Who)
}

// understood marks what was not understood before; said twice, it is as the first time.
func understood(ctx context.Context, tx *db.Tx, of placement.ID, way string, day time.Time, by string) error {
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	sql, args := `UPDATE promises SET read_at = @now, read_on = @day, read_way = @way, version = version + 1`, db.Args{"id": of, "now": tx.Now, "day": day, "way": way}
	if by != "" {
		sql, args["by"] = sql+`, read_by = @by`, by
	}
	n, err := db.Touch(ctx, tx, sql+` WHERE placement_id = @id AND to_read AND read_at IS NULL`, args)
	if err != nil || n == 0 {
		return err
	}
	owners, err := notice.ContactPersonOf(ctx, tx, p.EmployerID.UUID)
	if err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, notice.PromisesRead, route.Placement(of), map[string]any{"employer": p.Employer}, owners...); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.PromisesRead, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: of.UUID})
}
