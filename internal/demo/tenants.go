package demo

import (
	"time"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/tenant"
	"plass/internal/user"
)

// long is how many days ago everybody came.
const long = -500

// A person works at Nav.
type person struct {
	role   auth.Role
	name   string
	email  string
	phone  string
	office string
}

// found makes a tenant with its offices and people: the first administrator proposes them, the second lets them be.
func (w *world) found(name string, first, second tenant.Administrator, offices []string, people []person) map[string]tenant.OfficeID {
	ids := map[string]tenant.OfficeID{}
	if w.err != nil {
		return ids
	}
	long := w.at(long, 8)
	w.err = w.pool.At(long).AtTheDoor(w.ctx, db.Caller{}, func(tx *db.DoorTx) error {
		_, err := tenant.Found(w.ctx, tx, name, first, second)
		return err
	})
	as, other := "administrator "+first.Email, "administrator "+second.Email
	for _, office := range offices {
		ids[office] = get(w, as, long, func(tx *db.Tx) (tenant.OfficeID, error) { return tenant.AddOffice(w.ctx, tx, office) })
	}
	for _, p := range people {
		w.join(as, other, long, p, ids)
	}
	return ids
}

// join lets somebody in at Nav, which takes two.
func (w *world) join(as, other string, at time.Time, p person, offices map[string]tenant.OfficeID) {
	d := user.GrantDraft{Email: p.email, Name: p.name, Phone: p.phone, Role: p.role}
	if id, ok := offices[p.office]; ok {
		d.Office = &id
	}
	id := get(w, as, at, func(tx *db.Tx) (user.GrantID, error) { return user.Propose(w.ctx, tx, d) })
	w.do(other, at, func(tx *db.Tx) error { return user.LetBe(w.ctx, tx, id) })
}
