package change

import (
	"context"

	"plass/internal/agreement"
	"plass/internal/carving"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/terms"
)

// A RoleDraft is what it takes to make a role a place of an agreement.
type RoleDraft struct {
	Agreement agreement.ID
	Kind      terms.Kind
	Rule      terms.Rule
	Months    *int
	AlarmDays int
	Reason    string // of a change, when the agreement is signed
}

// Problems tells what is missing or wrong in the draft.
func (d RoleDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Kind != terms.Temporary || d.Months != nil, "months", "form.required")
	return p
}

// RoleKinds are the kinds of place that a role can become.
var RoleKinds = []terms.Kind{terms.WorkTraining, terms.Temporary, terms.Durable}

// RoleIn returns the change that makes the role a place of the agreement.
func RoleIn(a agreement.Agreement, r carving.Role, d RoleDraft) (agreement.ChangeDraft, error) {
	whole, err := a.Terms()
	if err != nil {
		return agreement.ChangeDraft{}, err
	}
	if agreement.IsFramework(whole) {
		return agreement.ChangeDraft{}, fault.Of("agreement", "work_role.framework").Problem()
	}
	lines := append([]terms.Line{}, whole.Lines()...)
	whole.Places = &terms.Places{Lines: append(lines, terms.Line{Kind: d.Kind, Name: terms.Own(r.Name), Count: 1, Rule: d.Rule, Months: d.Months,
		AlarmDays: d.AlarmDays, Unit: terms.Own(r.Unit), Role: r.ID.String()})}
	return agreement.ChangeDraft{Act: agreement.Change, Part: terms.PlacesPart, Reason: d.Reason, Terms: &whole}, nil
}

// OfferRole makes the role a place in the text of the agreement: at once in a draft, as a change to be signed in one that is signed.
func OfferRole(ctx context.Context, tx *db.Tx, of employer.ID, id carving.RoleID, version int, d RoleDraft) error {
	r, err := carving.Ready(ctx, tx, of, id, version)
	if err != nil {
		return err
	}
	a, err := hold(ctx, tx, d.Agreement)
	if err != nil {
		return err
	}
	if a.EmployerID != of || a.Over(tx.Today()) {
		return fault.Of("agreement", "form.not_a_choice").Problem()
	}
	asked, err := RoleIn(a, r, d)
	if err != nil {
		return err
	}
	if a.Concluded() {
		err = Do(ctx, tx, a.ID, a.Version, asked)
	} else {
		err = agreement.Edit(ctx, tx, a.ID, a.Version, *asked.Terms)
	}
	if err != nil {
		return err
	}
	return carving.Offer(ctx, tx, r, a)
}
