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

// found makes a tenant with its offices and people, as its administrator.
func (w *world) found(name, administrator, email string, offices []string, people []person) map[string]tenant.OfficeID {
	ids := map[string]tenant.OfficeID{}
	if w.err != nil {
		return ids
	}
	long := w.at(long, 8)
	w.err = w.pool.At(long).AtTheDoor(w.ctx, db.Caller{}, func(tx *db.DoorTx) error {
		_, err := tenant.Found(w.ctx, tx, name, administrator, email)
		return err
	})
	as := "administrator " + email
	for _, office := range offices {
		ids[office] = get(w, as, long, func(tx *db.Tx) (tenant.OfficeID, error) { return tenant.AddOffice(w.ctx, tx, office) })
	}
	for _, p := range people {
		w.join(as, long, p, ids)
	}
	return ids
}

func (w *world) join(as string, at time.Time, p person, offices map[string]tenant.OfficeID) {
	w.do(as, at, func(tx *db.Tx) error {
		d := user.Draft{Email: p.email, Name: p.name, Phone: p.phone, Role: p.role}
		if id, ok := offices[p.office]; ok {
			d.Office = &id.UUID
		}
		_, err := user.Add(w.ctx, tx, d)
		return err
	})
}
