package effect

import (
	"context"
	"encoding/json"
	"fmt"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/user"
)

const people = `
	SELECT p.id, p.number, p.initials, CASE WHEN EXISTS (SELECT FROM effect_evaluators e
			WHERE e.agreement_id = p.agreement_id AND e.membership_id = current_membership() AND e.to_at > business_now())
		THEN '' ELSE coalesce(c.first_name || ' ' || c.last_name, '') END AS name, p.enrolled_at, f.frozen_at, f.number AS freeze_no,
		r.id AS result_id, r.began_on, r.reached_on, r.evidence, r.source, cl.name AS claimed_by, r.claimed_at, r.verdict, r.why, ju.name AS judged_by, r.judged_at, r.payment_id
	FROM effect_people p LEFT JOIN candidates c ON c.id = p.candidate_id LEFT JOIN effect_freezes f ON f.id = p.freeze_id
	LEFT JOIN LATERAL (SELECT * FROM effect_results r WHERE r.person_id = p.id ORDER BY r.claimed_at DESC, r.id DESC LIMIT 1) r ON true
	LEFT JOIN memberships cl ON cl.id = r.claimed_by LEFT JOIN memberships ju ON ju.id = r.judged_by
	WHERE p.agreement_id = @id ORDER BY p.number`

// Of returns the contract of the agreement, which has to be signed, and to say what is paid for. The evaluator meets
// numbers and initials, and no names.
func Of(ctx context.Context, tx *db.Tx, id agreement.ID) (c Contract, err error) {
	if c.Agreement, err = agreement.Get(ctx, tx, id); err != nil {
		return c, err
	}
	whole, err := c.Agreement.Terms()
	if err != nil {
		return c, err
	}
	if !c.Agreement.Concluded() || whole.End() != terms.ResultEnd || whole.Funding == nil || whole.Funding.Payable == nil {
		return c, fault.New(fault.NotFound, "fault.not_found")
	}
	c.Payable = *whole.Funding.Payable
	type party struct{ Kind, Name string }
	b := db.NewBatch(tx)
	parties := db.AskAll[party](b, `SELECT kind, name FROM effect_parties WHERE agreement_id = @id`, db.Args{"id": id})
	evaluators := db.AskAll[Evaluator](b, `
		SELECT m.id AS membership_id, m.name, coalesce(o.name, '') AS office FROM effect_evaluators e JOIN memberships m ON m.id = e.membership_id
		LEFT JOIN offices o ON o.id = m.office_id WHERE e.agreement_id = @id AND e.to_at > business_now()`, db.Args{"id": id})
	list := db.AskAll[Person](b, people, db.Args{"id": id})
	freezes := db.AskAll[Freeze](b, `
		SELECT f.number, f.people, f.reason, m.name AS frozen_by, f.frozen_at FROM effect_freezes f JOIN memberships m ON m.id = f.frozen_by
		WHERE f.agreement_id = @id ORDER BY f.number`, db.Args{"id": id})
	payments := db.AskAll[Payment](b, `
		SELECT p.id, p.results, p.unit_price, p.amount, p.drafted_by AS drafted_id, d.name AS drafted_by, p.drafted_at, a.name AS approved_by, p.approved_at, p.paid_on
		FROM effect_payments p JOIN memberships d ON d.id = p.drafted_by LEFT JOIN memberships a ON a.id = p.approved_by
		WHERE p.agreement_id = @id ORDER BY p.drafted_at, p.id`, db.Args{"id": id})
	if err := b.Send(ctx); err != nil {
		return c, err
	}
	c.Parties = map[string]string{}
	for _, p := range *parties {
		c.Parties[p.Kind] = p.Name
	}
	if len(*evaluators) > 0 {
		c.Evaluator = &(*evaluators)[0]
	}
	c.People, c.Freezes, c.Payments = *list, *freezes, *payments
	return c, nil
}

// AskKnown asks for the candidates whom the one acting needs to know, and who are not on the list.
func AskKnown(b *db.Batch, id agreement.ID) *[]Known {
	return db.AskAll[Known](b, `
		SELECT c.id, c.first_name || ' ' || c.last_name AS name FROM candidates c
		WHERE NOT EXISTS (SELECT FROM effect_people p WHERE p.agreement_id = @id AND p.candidate_id = c.id)
		ORDER BY c.search_name COLLATE "nb-NO-x-icu", c.id LIMIT 500`, db.Args{"id": id})
}

// A Member is somebody at Nav who can be named evaluator.
type Member struct {
	ID     user.MembershipID
	Name   string
	Office string
}

// AskEvaluators asks for those who can verify results for the employer: of other offices than its contact person's.
func AskEvaluators(b *db.Batch, of employer.ID) *[]Member {
	return db.AskAll[Member](b, `
		SELECT m.id, m.name, o.name AS office FROM memberships m JOIN offices o ON o.id = m.office_id
		WHERE m.role IN ('nav_contact', 'office_liaison') AND m.from_at <= business_now() AND m.to_at > business_now() AND NOT contact_of(m.id, @of, business_now())
		AND m.office_id NOT IN (SELECT n.office_id FROM contact_persons c JOIN memberships n ON n.id = c.membership_id
			WHERE c.employer_id = @of AND c.to_at > business_now() AND n.office_id IS NOT NULL)
		ORDER BY m.name COLLATE "nb-NO-x-icu", m.id LIMIT 200`, db.Args{"of": of})
}

// Compared returns the contracts that are in force, those that pay for the same beside each other.
func Compared(ctx context.Context, tx *db.Tx) ([]Row, error) {
	type row struct {
		AgreementID        agreement.ID
		Title              string
		EmployerID         employer.ID
		Employer, Provider string
		Payable            []byte
		Enrolled, Verified int
	}
	found, err := db.All[row](ctx, tx, `
		SELECT a.id AS agreement_id, a.title, a.employer_id, e.name AS employer, coalesce(p.name, '') AS provider, v.terms #> '{funding,payable}' AS payable,
			(SELECT count(*) FROM effect_people l WHERE l.agreement_id = a.id AND l.freeze_id IS NOT NULL)::int AS enrolled,
			(SELECT count(*) FROM effect_results r WHERE r.agreement_id = a.id AND r.verdict = 'verified')::int AS verified
		FROM agreements a JOIN employers e ON e.id = a.employer_id LEFT JOIN effect_parties p ON p.agreement_id = a.id AND p.kind = 'provider'
		JOIN LATERAL (SELECT terms FROM agreement_versions v WHERE v.agreement_id = a.id AND v.terms IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true
		WHERE a.concluded_at IS NOT NULL AND v.terms #>> '{outcomes,end}' = 'result' AND v.terms #> '{funding,payable}' IS NOT NULL
		ORDER BY v.terms #>> '{funding,payable,metric}', v.terms #>> '{funding,payable,weeks}', e.name COLLATE "nb-NO-x-icu", a.id`, nil)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, len(found))
	for i, r := range found {
		rows[i] = Row{AgreementID: r.AgreementID, Title: r.Title, EmployerID: r.EmployerID, Employer: r.Employer, Provider: r.Provider, Enrolled: r.Enrolled, Verified: r.Verified}
		if err := json.Unmarshal(r.Payable, &rows[i].Payable); err != nil {
			return nil, fmt.Errorf("agreement %s: %w", r.AgreementID, err)
		}
	}
	return rows, nil
}
