package effect

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/notice"
	"plass/internal/route"
)

// tell tells the people about a step of the contract, with the way to it.
func (c Contract) tell(ctx context.Context, tx *db.Tx, what notice.Kind, n int, to ...uuid.UUID) error {
	return notice.Tell(ctx, tx, what, route.Agreement(c.Agreement.ID, "effect"), map[string]any{"employer": c.Agreement.Employer, "n": n}, to...)
}

// evaluator returns who verifies now; none before a leader has named somebody.
func (c Contract) evaluator() []uuid.UUID {
	if c.Evaluator == nil {
		return nil
	}
	return []uuid.UUID{c.Evaluator.MembershipID.UUID}
}

func (c Contract) contactPerson(ctx context.Context, tx *db.Tx) ([]uuid.UUID, error) {
	return notice.ContactPersonOf(ctx, tx, c.Agreement.EmployerID.UUID)
}

// leaders returns those who approve the money: the leaders of the contact person's office, or all where it has none. The payer,
// the provider and the investor are names only.
func (c Contract) leaders(ctx context.Context, tx *db.Tx) ([]uuid.UUID, error) {
	type leader struct {
		ID  uuid.UUID
		Own bool
	}
	all, err := db.All[leader](ctx, tx, `
		SELECT id, coalesce(office_id IN (SELECT m.office_id FROM contact_persons c JOIN memberships m ON m.id = c.membership_id
			WHERE c.employer_id = @employer AND c.from_at <= @now AND c.to_at > @now), false) AS own
		FROM memberships WHERE role = 'office_leader' AND from_at <= @now AND to_at > @now ORDER BY id`,
		db.Args{"employer": c.Agreement.EmployerID, "now": tx.Now})
	if slices.ContainsFunc(all, func(l leader) bool { return l.Own }) {
		all = slices.DeleteFunc(all, func(l leader) bool { return !l.Own })
	}
	ids := make([]uuid.UUID, len(all))
	for i, l := range all {
		ids[i] = l.ID
	}
	return ids, err
}

// tellAll tells everybody who follows the contract: the contact person, the evaluator, and those who approve the money.
func (c Contract) tellAll(ctx context.Context, tx *db.Tx, what notice.Kind, n int) error {
	contact, err := c.contactPerson(ctx, tx)
	if err != nil {
		return err
	}
	leaders, err := c.leaders(ctx, tx)
	if err != nil {
		return err
	}
	return c.tell(ctx, tx, what, n, slices.Concat(contact, c.evaluator(), leaders)...)
}

func (c Contract) tellContact(ctx context.Context, tx *db.Tx, what notice.Kind, also ...uuid.UUID) error {
	contact, err := c.contactPerson(ctx, tx)
	if err != nil {
		return err
	}
	return c.tell(ctx, tx, what, 1, append(contact, also...)...)
}

func (c Contract) tellLeaders(ctx context.Context, tx *db.Tx, what notice.Kind) error {
	leaders, err := c.leaders(ctx, tx)
	if err != nil {
		return err
	}
	return c.tell(ctx, tx, what, 1, leaders...)
}

// tellToJudge tells the evaluator that a result waits; as long as there is none, those who can name one.
func (c Contract) tellToJudge(ctx context.Context, tx *db.Tx) error {
	if c.Evaluator == nil {
		return c.tellLeaders(ctx, tx, notice.EvaluatorWanted)
	}
	return c.tell(ctx, tx, notice.ResultClaimed, 1, c.evaluator()...)
}

// A Waiting is a contract of which results wait for the one acting to verify them.
type Waiting struct {
	AgreementID agreement.ID
	EmployerID  uuid.UUID
	Employer    string
	N           int
}

// AskToJudge asks for the contracts of which results wait for the one acting. Nobody stands in for an evaluator.
func AskToJudge(b *db.Batch) *[]Waiting {
	return db.AskAll[Waiting](b, `
		SELECT v.agreement_id, v.employer_id, e.name AS employer, count(*)::int AS n
		FROM effect_evaluators v JOIN employers e ON e.id = v.employer_id JOIN effect_results r ON r.agreement_id = v.agreement_id AND r.verdict IS NULL
		WHERE v.membership_id = current_membership() AND v.to_at > business_now() GROUP BY v.agreement_id, v.employer_id, e.name
		ORDER BY min(r.claimed_at), v.agreement_id`, nil)
}
