// Package change does what can be done to an agreement that is signed: each act with its reason, and its consequences first.
package change

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/promise"
	"plass/internal/seat"
)

// Do does the act, or sends it to be signed, when nothing stands in the way.
func Do(ctx context.Context, tx *db.Tx, id agreement.ID, version int, d agreement.ChangeDraft) error {
	a, _, err := ready(ctx, tx, id, version)
	if err != nil {
		return err
	}
	ahead, err := Look(ctx, tx, a, d)
	if err != nil {
		return err
	}
	if Blocked(ahead) {
		return fault.New(fault.Conflict, "change.blocked")
	}
	if d.Act.Signed() {
		return agreement.Propose(ctx, tx, a, d)
	}
	if err := agreement.Close(ctx, tx, a, d); err != nil {
		return err
	}
	if d.Act == agreement.Annul || d.Act == agreement.Misregister {
		return promise.Drop(ctx, tx, id)
	}
	return promise.Renew(ctx, tx, id)
}

// ready returns the agreement, locked and open to an act of the one acting, with its versions.
func ready(ctx context.Context, tx *db.Tx, id agreement.ID, version int) (agreement.Agreement, agreement.Versions, error) {
	a, err := hold(ctx, tx, id)
	if err != nil {
		return a, nil, err
	}
	if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
		return a, nil, err
	}
	b := db.NewBatch(tx)
	versions := agreement.AskVersions(b, id)
	if err := b.Send(ctx); err != nil {
		return a, nil, err
	}
	switch all := agreement.Versions(*versions); {
	case !a.MayChange(tx.Actor, tx.Today()):
		return a, nil, fault.New(fault.Conflict, "change.over")
	case a.Version != version:
		return a, nil, fault.New(fault.Conflict, "fault.conflict")
	case all.Proposed() != nil:
		return a, nil, fault.New(fault.Conflict, "change.one_at_a_time")
	default:
		return a, all, nil
	}
}

// hold returns the agreement, and has Nav keep it and its places as they are until what stands in the way has been looked for and the
// act is done: who is placed meanwhile would not be seen. The other sides put nothing in force.
func hold(ctx context.Context, tx *db.Tx, id agreement.ID) (agreement.Agreement, error) {
	if tx.Actor.Side() != auth.NavSide {
		return agreement.Get(ctx, tx, id)
	}
	if err := seat.Hold(ctx, tx, id.UUID); err != nil {
		return agreement.Agreement{}, err
	}
	return agreement.Lock(ctx, tx, id)
}

// Withdraw takes back the change that waits for signatures.
func Withdraw(ctx context.Context, tx *db.Tx, id agreement.ID, version int) error {
	a, err := agreement.Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	versions := agreement.AskVersions(b, id)
	if err := b.Send(ctx); err != nil {
		return err
	}
	waits := agreement.Versions(*versions).Proposed()
	if waits == nil || a.Version != version {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	return agreement.Withdraw(ctx, tx, a, *waits)
}

// SetExpiry says whether the agreement ends at its last day without anybody being reminded.
func SetExpiry(ctx context.Context, tx *db.Tx, id agreement.ID, version int, endsItself bool) error {
	a, _, err := ready(ctx, tx, id, version)
	if err != nil {
		return err
	}
	return agreement.SetExpiry(ctx, tx, a, endsItself)
}

// Review writes down that the parties have looked at the agreement, and when they do so next.
func Review(ctx context.Context, tx *db.Tx, id agreement.ID, version int, note string, next time.Time) error {
	a, _, err := ready(ctx, tx, id, version)
	if err != nil {
		return err
	}
	p := fault.Invalid{}
	p.Unless(note != "", "note", "form.required")
	p.Unless(next.After(tx.Today()), "review_on", "form.not_in_the_future")
	if err := p.Problem(); err != nil {
		return err
	}
	return agreement.Review(ctx, tx, a, note, next)
}

// Sign gives a signature of the one acting to what waits for it. The last puts a change in force, so what stood in its way
// when it was proposed is looked for once more.
func Sign(ctx context.Context, tx *db.Tx, id agreement.ID, version int) error {
	a, err := hold(ctx, tx, id)
	if err != nil {
		return err
	}
	if d, err := proposed(ctx, tx, a); err != nil {
		return err
	} else if d != nil {
		ahead, err := Look(ctx, tx, a, *d)
		if err != nil {
			return err
		}
		if Blocked(ahead) {
			return fault.New(fault.Conflict, "change.blocked_now")
		}
	}
	if err := agreement.Sign(ctx, tx, id, version); err != nil {
		return err
	}
	return renew(ctx, tx, a)
}

// renew has the promises follow when a change has come into force, those of the local agreements too.
func renew(ctx context.Context, tx *db.Tx, was agreement.Agreement) error {
	now, err := agreement.Get(ctx, tx, was.ID)
	if err != nil || !was.Concluded() || now.VersionNo == was.VersionNo {
		return err
	}
	b := db.NewBatch(tx)
	locals := agreement.AskLocals(b, was.ID)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, a := range append([]agreement.Agreement{now}, *locals...) {
		if err := promise.Renew(ctx, tx, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// proposed returns the change that Nav is about to put in force; nil when the one acting is not of Nav, or nothing waits.
func proposed(ctx context.Context, tx *db.Tx, a agreement.Agreement) (*agreement.ChangeDraft, error) {
	if tx.Actor.Side() != auth.NavSide {
		return nil, nil
	}
	b := db.NewBatch(tx)
	versions := agreement.AskVersions(b, a.ID)
	if err := b.Send(ctx); err != nil {
		return nil, err
	}
	waits := agreement.Versions(*versions).Proposed()
	if waits == nil {
		return nil, nil
	}
	return Draft(a, *waits)
}

// Draft returns the act that made the version, as it was asked for.
func Draft(a agreement.Agreement, v agreement.Version) (*agreement.ChangeDraft, error) {
	whole, err := a.TermsOf(v)
	return &agreement.ChangeDraft{Act: v.Act, Part: v.Part, Reason: v.Reason, EndsOn: v.EndsOn, ReviewOn: v.ReviewOn, Terms: &whole, Under: v.FrameworkID}, err
}
