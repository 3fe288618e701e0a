package agreement

import (
	"context"
	"slices"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/terms"
)

// Sign gives the signature of the one acting to the text as it was at the version, when it is their turn: Nav's is the last,
// and puts the agreement in force.
func Sign(ctx context.Context, tx *db.Tx, id ID, version int) error {
	party := sideOf(tx.Actor)
	if party == "" {
		return fault.New(fault.Forbidden, "agreement.may_not_sign")
	}
	return sign(ctx, tx, id, version, Signature{Party: party, Name: tx.Actor.Name})
}

// SignFor writes down that a party has signed elsewhere, with who signed and why it is not done here.
func SignFor(ctx context.Context, tx *db.Tx, id ID, version int, d BehalfDraft) error {
	if d.Party == NavParty {
		return fault.New(fault.Forbidden, "agreement.may_not_sign")
	}
	return sign(ctx, tx, id, version, Signature{Party: d.Party, Name: d.Name, OnBehalf: d.Reason})
}

func sign(ctx context.Context, tx *db.Tx, id ID, version int, s Signature) error {
	a, err := reading(ctx, tx, id)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	given, versions := AskSignatures(b, id), AskVersions(b, id)
	if err := b.Send(ctx); err != nil {
		return err
	}
	waits, err := a.Signing(*versions, *given)
	switch {
	case err != nil:
		return err
	case waits == nil && !a.Concluded():
		return fault.New(fault.Conflict, "agreement.not_offered")
	case waits == nil:
		return fault.New(fault.Conflict, "agreement.signed_already")
	case a.Version != version:
		return fault.New(fault.Conflict, "agreement.read_again")
	case !slices.Contains(waits.Order, s.Party):
		return fault.New(fault.Forbidden, "agreement.may_not_sign")
	}
	if _, signed := waits.Given.Of(s.Party, waits.Text); signed {
		return fault.New(fault.Conflict, "agreement.signed_before")
	}
	if waits.Next() != s.Party {
		return fault.New(fault.Conflict, "agreement.others_sign_first")
	}
	if tx.Actor.Side() == auth.NavSide {
		if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
			return err
		}
	}
	next := a.next(waits.Change)
	whole, err := a.TermsOf(next)
	if err != nil {
		return err
	}
	if s.Party == NavParty && whole.Commitments != nil && whole.Commitments.AnchoringFirst {
		if err := mustBeAnchored(ctx, tx, id, whole.Commitments.Anchoring); err != nil {
			return err
		}
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO signatures (id, agreement_id, version_id, party, signed_by, name, on_behalf, at_version, signed_at)
		VALUES (@id, @agreement, @version, @party, current_membership(), @name, @on_behalf, @edition, @now)`,
		db.Args{"id": db.NewID(), "agreement": id, "version": next.ID, "party": s.Party, "name": s.Name, "on_behalf": s.OnBehalf,
			"edition": next.Edition, "now": tx.Now})
	if err != nil {
		return err
	}
	about := event.About{Employer: a.EmployerID.UUID, Agreement: id.UUID, Args: map[string]any{"party": s.Party}}
	what := event.AgreementSigned
	if s.OnBehalf != "" {
		what, about.Args = event.SignedFor, map[string]any{"party": s.Party, "name": s.Name, "behalf": s.OnBehalf}
	}
	if err := event.Record(ctx, tx, what, about); err != nil {
		return err
	}
	switch {
	case s.Party == NavParty:
		return conclude(ctx, tx, a, next, whole)
	case s.OnBehalf != "":
		return tell(ctx, tx, a, notice.SignedFor)
	case s.Party == UnionParty:
		if err := tell(ctx, tx, a, notice.UnionSigned); err != nil {
			return err
		}
		return tellNav(ctx, tx, a, notice.UnionSigned)
	}
	return tellNav(ctx, tx, a, notice.AgreementSigned)
}

// next is the version that the last signature puts in force: the change, or the agreement's first.
func (a Agreement) next(change *Version) Version {
	if change != nil {
		return *change
	}
	return Version{ID: a.VersionID, Number: a.VersionNo, Edition: a.Edition, Act: Made, Own: a.Own, EndsOn: a.EndsOn, ReviewOn: a.ReviewOn}
}

// mustBeAnchored refuses what may not be in force before the workplace has been taken with.
func mustBeAnchored(ctx context.Context, tx *db.Tx, id ID, asked []terms.Anchor) error {
	b := db.NewBatch(tx)
	recorded := AskAnchorings(b, id)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, a := range asked {
		if !Anchored(a, *recorded) {
			return fault.New(fault.Conflict, "agreement.anchor_first")
		}
	}
	return nil
}

// tellNav tells the employer's contact person at Nav.
func tellNav(ctx context.Context, tx *db.Tx, a Agreement, what notice.Kind) error {
	owners, err := notice.ContactPersonOf(ctx, tx, a.EmployerID.UUID)
	if err != nil {
		return err
	}
	return notice.Tell(ctx, tx, what, route.Agreement(a.ID), map[string]any{"title": a.Title, "employer": a.Employer}, owners...)
}

// reading returns the agreement; Nav, who can change it, keeps others from doing so meanwhile.
func reading(ctx context.Context, tx *db.Tx, id ID) (Agreement, error) {
	if tx.Actor.Side() == auth.NavSide {
		return Lock(ctx, tx, id)
	}
	return Get(ctx, tx, id)
}
