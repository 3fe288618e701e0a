package demo

import (
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/tenant"
)

// A helper is a buddy-to-be.
type helper struct{ name, phone, email, unit string }

// register makes an employer with units, contacts and buddies, and its contact person.
func (w *world) register(owner string, d employer.Draft, units []string, contacts []employer.ContactDraft, helpers []helper) firm {
	f := firm{owner: owner, units: map[string]employer.UnitID{}, buddies: map[string]buddy.ID{}}
	at := w.at(long+10, 9)
	f.id = get(w, owner, at, func(tx *db.Tx) (employer.ID, error) { return employer.Create(w.ctx, tx, d) })
	w.do(owner, at, func(tx *db.Tx) error { return employer.BecomeContactPerson(w.ctx, tx, f.id) })
	for _, unit := range units {
		f.units[unit] = get(w, owner, at, func(tx *db.Tx) (employer.UnitID, error) {
			return employer.AddUnit(w.ctx, tx, f.id, employer.UnitDraft{Name: unit})
		})
	}
	for _, c := range contacts {
		w.do(owner, at, func(tx *db.Tx) error {
			_, err := employer.AddContact(w.ctx, tx, f.id, c)
			return err
		})
		if f.hr == "" && c.Login {
			f.hr = "employer_contact " + c.Email
		}
	}
	for _, h := range helpers {
		unit := f.units[h.unit]
		f.buddies[h.name] = get(w, owner, at, func(tx *db.Tx) (buddy.ID, error) {
			return buddy.Add(w.ctx, tx, f.id, buddy.Draft{Name: h.name, Phone: h.phone, Email: h.email, Unit: &unit, Most: 2})
		})
	}
	return f
}

// train records that buddies took a session.
func (w *world) train(f firm, days int, title string, names ...string) {
	w.do(f.owner, w.at(days, 14), func(tx *db.Tx) error {
		d := buddy.TrainingDraft{OnDay: tx.Today(), Title: title}
		for _, name := range names {
			d.Buddies = append(d.Buddies, f.buddies[name])
		}
		return buddy.Train(w.ctx, tx, f.id, d)
	})
}

// welcome registers a candidate. With an address the candidate can log in.
func (w *world) welcome(liaison, first, last, email string, d candidate.Draft) guest {
	d.FirstName, d.LastName, d.Phone, d.Email, d.Login = first, last, "400 00 000", email, email != ""
	g := guest{name: first, liaison: liaison}
	g.id = get(w, liaison, w.at(long+30, 10), func(tx *db.Tx) (candidate.ID, error) { return candidate.Create(w.ctx, tx, d) })
	if email != "" {
		g.self = "candidate " + email
	}
	return g
}

// all returns the offices in the order of their names.
func all(offices map[string]tenant.OfficeID, names ...string) []tenant.OfficeID {
	ids := make([]tenant.OfficeID, len(names))
	for i, name := range names {
		ids[i] = offices[name]
	}
	return ids
}
