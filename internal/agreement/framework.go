package agreement

import (
	"context"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/terms"
)

const inForce = ` a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL AND coalesce(a.ends_on, 'infinity') >= business_day()`

// AskLocals asks for the signed agreements under the framework that are not over.
func AskLocals(b *db.Batch, id ID) *[]Agreement {
	return db.AskAll[Agreement](b, current+` WHERE a.framework_id = @id AND`+inForce+` ORDER BY a.title COLLATE "nb-NO-x-icu", a.id`, db.Args{"id": id})
}

// AskFrameworks asks for the employer's frameworks that are in force.
func AskFrameworks(b *db.Batch, of employer.ID) *[]Row {
	return db.AskAll[Row](b, rows+`
		JOIN LATERAL (SELECT v.terms FROM agreement_versions v WHERE v.agreement_id = a.id AND v.signed_at IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true
		WHERE a.employer_id = @id AND a.framework_id IS NULL AND (v.terms #>> '{scope,framework}')::boolean AND`+inForce+`
		ORDER BY a.title COLLATE "nb-NO-x-icu", a.id`, db.Args{"id": of})
}

// PageSize is how many local agreements a page shows of those under a framework.
const PageSize = 50

// AskUnder asks for all agreements under the framework, drafts too, by title.
func AskUnder(b *db.Batch, id ID) *[]Row {
	return db.AskAll[Row](b, rows+` WHERE a.framework_id = @id AND a.misregistered_at IS NULL ORDER BY a.title COLLATE "nb-NO-x-icu", a.id`, db.Args{"id": id})
}

// IsFramework reports whether local agreements can stand under an agreement that says this.
func IsFramework(whole terms.Terms) bool { return whole.Scope != nil && whole.Scope.Framework }

// Under returns all the local agreement would say if its framework said this.
func (a Agreement) Under(framework terms.Terms) (terms.Terms, error) {
	a.Inherited = framework.Encode()
	return a.with(a.Own)
}

// Joined returns the agreement as it would stand under the framework: it says what it says, and inherits what the framework says too.
func (a Agreement) Joined(framework Agreement) (Agreement, error) {
	whole, err := a.Terms()
	if err != nil {
		return a, err
	}
	handed, err := framework.Terms()
	if err != nil {
		return a, err
	}
	a.FrameworkID, a.Framework, a.Inherited = &framework.ID, framework.Title, handed.Encode()
	base, err := a.base()
	if err != nil {
		return a, err
	}
	a.Own, err = terms.OwnOf(base, []byte("{}"), base, whole.Encode())
	return a, err
}

// join puts the agreement under the framework that the version names, as the framework is just now.
func join(ctx context.Context, tx *db.Tx, a Agreement, v Version) error {
	framework, err := Lock(ctx, tx, *v.FrameworkID)
	if err != nil {
		return err
	}
	whole, err := framework.Terms()
	if err != nil {
		return err
	}
	if !framework.Concluded() || framework.Over(tx.Today()) || !IsFramework(whole) || framework.EmployerID != a.EmployerID {
		return fault.New(fault.Conflict, "framework.gone")
	}
	if a, err = a.Joined(framework); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE agreements SET framework_id = @framework WHERE id = @id`, db.Args{"id": a.ID, "framework": framework.ID})
	b.Do(`UPDATE agreement_versions SET own = @own WHERE id = @id`, db.Args{"id": v.ID, "own": a.Own})
	return b.Send(ctx)
}

// AskAlone asks for the signed agreements with the same employer that could go under the framework: they stand under none, and are none.
func AskAlone(b *db.Batch, framework ID) *[]Row {
	return db.AskAll[Row](b, rows+`
		JOIN LATERAL (SELECT v.terms FROM agreement_versions v WHERE v.agreement_id = a.id AND v.signed_at IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true
		WHERE a.employer_id = (SELECT employer_id FROM agreements WHERE id = @id) AND a.framework_id IS NULL AND NOT coalesce((v.terms #>> '{scope,framework}')::boolean, false) AND`+inForce+`
		ORDER BY a.title COLLATE "nb-NO-x-icu", a.id`, db.Args{"id": framework})
}

// Lift makes a draft of a framework that says what the agreement says, its places apart. The agreement stays as it is.
func Lift(ctx context.Context, tx *db.Tx, a Agreement, title string) (ID, error) {
	whole, err := a.Terms()
	if err != nil {
		return ID{}, err
	}
	if a.FrameworkID != nil || IsFramework(whole) || !a.Concluded() {
		return ID{}, fault.New(fault.Conflict, "constraint.agreements_framework")
	}
	id, err := Create(ctx, tx, a.EmployerID, Draft{Template: a.Template, Title: title, StartsOn: tx.Today(), EndsOn: a.EndsOn, ReviewOn: a.ReviewOn})
	if err != nil {
		return id, err
	}
	scope := terms.Scope{Reach: terms.Reaches[0]}
	if whole.Scope != nil {
		scope = *whole.Scope
	}
	scope.Framework = true
	whole.Scope, whole.Places = &scope, nil
	return id, Edit(ctx, tx, id, 1, whole)
}

// follow makes the local agreements under the framework say what it hands down now, each as a version of its own. Those that are
// over, or not yet signed, are left: a draft reads the framework as it is.
func follow(ctx context.Context, tx *db.Tx, framework Agreement, reason string) error {
	b := db.NewBatch(tx)
	locals := AskLocals(b, framework.ID)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, local := range *locals {
		v := Version{ID: VersionID{db.NewID()}, Edition: 1, Act: Followed, Reason: reason, Own: local.Own, EndsOn: local.EndsOn, ReviewOn: local.ReviewOn}
		whole, err := local.with(local.Own)
		if err != nil {
			return err
		}
		if before, err := local.Terms(); err != nil {
			return err
		} else if string(whole.Encode()) == string(before.Encode()) { // all that changed is its own here
			continue
		}
		if v.Number, err = insert(ctx, tx, local, v); err != nil {
			return err
		}
		if err := conclude(ctx, tx, local, v, whole); err != nil {
			return err
		}
	}
	return nil
}
