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
	whole, err := a.Terms()
	if err != nil {
		return err
	}
	given, err := db.All[Signature](ctx, tx, signatures, db.Args{"id": id})
	if err != nil {
		return err
	}
	_, signed := Signatures(given).Of(s.Party, a.Version)
	switch order := Signers(whole); {
	case a.Concluded():
		return fault.New(fault.Conflict, "agreement.signed_already")
	case a.Version != version:
		return fault.New(fault.Conflict, "agreement.read_again")
	case a.OfferedAt == nil:
		return fault.New(fault.Conflict, "agreement.not_offered")
	case !slices.Contains(order, s.Party):
		return fault.New(fault.Forbidden, "agreement.may_not_sign")
	case signed:
		return fault.New(fault.Conflict, "agreement.signed_before")
	case Signatures(given).Next(order, a.Version) != s.Party:
		return fault.New(fault.Conflict, "agreement.others_sign_first")
	}
	if tx.Actor.Side() == auth.NavSide {
		if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
			return err
		}
	}
	if s.Party == NavParty && whole.Commitments != nil && whole.Commitments.AnchoringFirst {
		if err := mustBeAnchored(ctx, tx, id, whole.Commitments.Anchoring); err != nil {
			return err
		}
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO signatures (id, agreement_id, version_id, party, signed_by, name, on_behalf, at_version, signed_at)
		VALUES (@id, @agreement, @version, @party, current_membership(), @name, @on_behalf, @at_version, @now)`,
		db.Args{"id": db.NewID(), "agreement": id, "version": a.VersionID, "party": s.Party, "name": s.Name, "on_behalf": s.OnBehalf,
			"at_version": version, "now": tx.Now})
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
		return conclude(ctx, tx, a)
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
		return lock(ctx, tx, id)
	}
	return Get(ctx, tx, id)
}

// conclude freezes the terms and writes the rows that the agreement works by.
func conclude(ctx context.Context, tx *db.Tx, a Agreement) error {
	whole, err := a.Terms()
	if err != nil {
		return err
	}
	if err := whole.Problems().Problem(); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE agreement_versions SET terms = @terms, signed_at = @now WHERE id = @id`,
		db.Args{"id": a.VersionID, "terms": whole.Encode(), "now": tx.Now})
	b.Do(`UPDATE agreements SET concluded_at = @now WHERE id = @id`, db.Args{"id": a.ID, "now": tx.Now})
	for i, l := range whole.Lines() {
		b.Do(`
			INSERT INTO place_lines (id, employer_id, agreement_id, version_id, kind, count, rule, months, alarm_days, from_on, to_on, position)
			VALUES (@id, @employer, @agreement, @version, @kind, @count, @rule, @months, @alarm_days, @from_on, @to_on, @position)`,
			db.Args{"id": db.NewID(), "employer": a.EmployerID, "agreement": a.ID, "version": a.VersionID, "kind": l.Kind, "count": l.Count,
				"rule": l.Rule, "months": l.Months, "alarm_days": l.AlarmDays, "from_on": a.StartsOn, "to_on": a.EndsOn, "position": i})
	}
	for _, s := range whole.Series() {
		b.Do(`
			INSERT INTO rhythms (id, agreement_id, version_id, kind, every_weeks, needed, welcome)
			VALUES (@id, @agreement, @version, @kind, @every_weeks, @needed, @welcome)`,
			db.Args{"id": db.NewID(), "agreement": a.ID, "version": a.VersionID, "kind": s.Kind, "every_weeks": s.EveryWeeks,
				"needed": s.Needed, "welcome": append([]string{}, s.Welcome...)})
	}
	for i, p := range whole.Promises() {
		if !whole.OfEach(p) {
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
		db.Args{"agreement": a.ID, "version": a.VersionID, "buddy": buddy.Needed, "training": buddy.Training,
			"together": buddy.Together, "plan": documents.PlanBeforeStart})
	if err := b.Send(ctx); err != nil {
		return err
	}
	if err := tell(ctx, tx, a, notice.Concluded); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.AgreementConcluded, event.About{Employer: a.EmployerID.UUID, Agreement: a.ID.UUID})
}
