package demo

import (
	"time"

	"plass/internal/agreement"
	"plass/internal/change"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/terms"
)

// framed is a framework with three local agreements: its meetings have been changed from above, and one of the local ones is about to grow.
func (w *world) framed() {
	f := w.register(jonas, employer.Draft{OrgNumber: "345612076", Name: "Mesna Renhold", RegisterName: "Mesna Renhold AS", Industry: "Rengjøring av bygninger",
		Address: "Industrigata 40", PostalCode: "2619", Place: "Lillehammer", Employees: pointer(310), OwnWords: "Vi lærer bort faget på jobben. Den som vil, får prøve seg."},
		[]string{"Sykehuset", "Skolene", "Hotellene"},
		[]employer.ContactDraft{{Name: "Karianne Fosse", Phone: "900 20 161", Email: "karianne.fosse@mesna.example", Roles: []string{"leader", "hr"}, Login: true}}, nil)
	frame := w.signed(f, w.at(-205, 10), agreement.Draft{Template: "iss", Title: "Rammeavtale med Mesna Renhold", StartsOn: w.day(-200), EndsOn: pointer(w.day(530)), Options: []int{12, 12}}, func(whole *terms.Terms) {
		whole.Parties = &terms.Parties{Roles: []terms.Party{{Kind: "employer", Does: terms.Own("Mesna Renhold tar imot på sykehus, skoler og hoteller, og lærer opp på jobben.")},
			{Kind: "nav_office", Does: terms.Own("Nav-kontorene følger den samme avtalen og foreslår kandidater.")},
			{Kind: "provider", Does: terms.Own("Kursleverandøren gir opplæring i norsk.")}}}
		whole.Scope = &terms.Scope{Reach: "regional", Offices: 3, Framework: true, Where: terms.Own("Gjøvik, Hamar og Lillehammer. Lokale avtaler bygger på rammen.")}
		whole.Funding.Lines = whole.Funding.Lines[:3]
	})
	var locals []agreement.ID
	for i, where := range []string{"Lillehammer", "Gjøvik", "Hamar"} {
		months := 6
		locals = append(locals, w.signed(f, w.at(-205, 10), agreement.Draft{Template: "iss", Title: "Mesna Renhold i " + where, StartsOn: w.day(-180 + 10*i), FrameworkID: &frame}, func(whole *terms.Terms) {
			whole.Places = &terms.Places{Lines: []terms.Line{{Kind: terms.WorkTraining, Count: 2 + i, Rule: terms.OnRequest, Months: &months}}}
			if i == 1 {
				whole.Rhythm = &terms.Rhythm{Series: []terms.Series{{Kind: "status", EveryWeeks: 2, Needed: []string{"participant", "employer"}, Welcome: []string{"nav"}}}}
			}
		}))
	}
	w.changed(f, frame, -40, agreement.ChangeDraft{Act: agreement.Change, Part: terms.RhythmPart, Reason: "Alle steder skal ha den samme rytmen."}, func(whole *terms.Terms) {
		whole.Rhythm = &terms.Rhythm{Series: []terms.Series{{Kind: "status", EveryWeeks: 4, Needed: []string{"participant", "employer", "nav"}}}}
	})
	w.do(f.hr, w.at(-38, 9), func(tx *db.Tx) error { return change.Sign(w.ctx, tx, frame, 3) })
	w.do(jonas, w.at(-37, 9), func(tx *db.Tx) error { return change.Sign(w.ctx, tx, frame, 3) })
	w.changed(f, locals[0], -3, agreement.ChangeDraft{Act: agreement.Change, Part: terms.PlacesPart, Reason: "Sykehuset åpner en ny fløy."}, func(whole *terms.Terms) {
		whole.Places.Lines[0].Count = 4
	})
	w.read(f.hr)
}

// signed makes an agreement and has both sides sign it.
func (w *world) signed(f firm, at time.Time, d agreement.Draft, said func(*terms.Terms)) agreement.ID {
	version := 1
	id := get(w, f.owner, at, func(tx *db.Tx) (agreement.ID, error) { return agreement.Create(w.ctx, tx, f.id, d) })
	if said != nil {
		w.do(f.owner, at, func(tx *db.Tx) error {
			a, err := agreement.Get(w.ctx, tx, id)
			if err != nil {
				return err
			}
			whole, err := a.Terms()
			if err != nil {
				return err
			}
			said(&whole)
			version++
			return agreement.Edit(w.ctx, tx, id, 1, whole)
		})
	}
	w.do(f.owner, at.Add(time.Hour), func(tx *db.Tx) error { return agreement.Offer(w.ctx, tx, id, version) })
	w.do(f.hr, at.Add(2*time.Hour), func(tx *db.Tx) error { return change.Sign(w.ctx, tx, id, version) })
	w.do(f.owner, at.Add(3*time.Hour), func(tx *db.Tx) error { return change.Sign(w.ctx, tx, id, version) })
	return id
}

// changed proposes a change of what the signed agreement says.
func (w *world) changed(f firm, id agreement.ID, day int, d agreement.ChangeDraft, said func(*terms.Terms)) {
	w.do(f.owner, w.at(day, 14), func(tx *db.Tx) error {
		a, err := agreement.Get(w.ctx, tx, id)
		if err != nil {
			return err
		}
		whole, err := a.Terms()
		if err != nil {
			return err
		}
		said(&whole)
		d.Terms = &whole
		return change.Do(w.ctx, tx, id, a.Version, d)
	})
}
