package demo

import (
	"time"

	"plass/internal/agreement"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/handover"
	"plass/internal/inquiry"
	"plass/internal/request"
	"plass/internal/tenant"
	"plass/internal/user"
)

// small are partnerships at other stages: signed by one side, sent for signing, asked about, and nobody's yet.
func (w *world) small(offices map[string]tenant.OfficeID) {
	trevare := w.register(jonas, employer.Draft{OrgNumber: "309281594", Name: "Mjøsbredden Trevare", RegisterName: "Mjøsbredden Trevare AS", Industry: "Produksjon av bygningsartikler",
		Address: "Brygga 4", PostalCode: "2821", Place: "Gjøvik", Employees: pointer(31)}, []string{"Produksjon", "Lager"},
		[]employer.ContactDraft{{Name: "Tor Ivar Haug", Phone: "900 20 101", Email: "tor.haug@trevare.example", Roles: []string{"leader"}, Login: true}}, nil)
	id := w.drafted(trevare, "glor", "Plasser på Mjøsbredden", -10)
	w.do(trevare.hr, w.at(-2, 9), func(tx *db.Tx) error { return agreement.Sign(w.ctx, tx, id, 1) })

	gront := w.register(marte, employer.Draft{OrgNumber: "301396244", Name: "Øyer Grønt", RegisterName: "Øyer Grønt SA", Industry: "Dyrking av grønnsaker",
		Address: "Dalvegen 12", PostalCode: "2636", Place: "Øyer", Employees: pointer(12)}, []string{"Veksthuset"},
		[]employer.ContactDraft{{Name: "Guri Lomoen", Phone: "900 20 111", Email: "guri.lomoen@gront.example", Roles: []string{"leader", "hr"}, Login: true}}, nil)
	w.drafted(gront, "glor", "Plasser i veksthuset", -5)

	bil := w.register(marte, employer.Draft{OrgNumber: "377741218", Name: "Gausdal Bildeler", RegisterName: "Gausdal Bildeler AS", Industry: "Handel med bildeler",
		Address: "Segalstadvegen 2", PostalCode: "2651", Place: "Østre Gausdal", Employees: pointer(18)}, []string{"Lager", "Butikk"},
		[]employer.ContactDraft{{Name: "Ivar Myrstad", Phone: "900 20 121", Email: "ivar.myrstad@bildeler.example", Roles: []string{"leader", "hr"}, Login: true}},
		[]helper{{"Nils Øvergård", "900 20 122", "", "Lager"}})
	w.agree(&bil, "glor", "Inkluderingsavtale med Gausdal Bildeler", -26)
	w.do(marte, w.at(-30, 10), func(tx *db.Tx) error {
		return handover.Employer(w.ctx, tx, bil.id, handover.Draft{To: w.member(jonas), Reason: "closer", Note: "Jonas sitter på Gausdal og kjenner folkene."})
	})
	bil.owner = jonas
	w.travel(bil, journey{line: 1, unit: "Lager", offices: all(offices, "Gausdal"), asked: -22, until: begun, buddy: "Nils Øvergård", starts: -4,
		guest: w.welcome(tone, "Svein", "Gjerdalen", "svein.gjerdalen@kandidat.example", candidate.Draft{Strengths: "Husker varenumre, og er god i hoderegning.", Wishes: "Vil stå i butikk etter hvert."})})

	w.do(amir, w.at(-1, 11), func(tx *db.Tx) error {
		_, err := inquiry.Ask(w.ctx, tx, trevare.id, inquiry.Draft{Subject: "Har de plass til en lærling i høst?", Body: "En på kontoret vårt vil bli snekker."})
		return err
	})
	w.do(tone, w.at(-6, 11), func(tx *db.Tx) error {
		_, err := inquiry.Ask(w.ctx, tx, gront.id, inquiry.Draft{Subject: "Kan vi komme på besøk?", Body: "To kandidater vil gjerne se veksthuset."})
		return err
	})
	asked := get(w, amir, w.at(-9, 10), func(tx *db.Tx) (inquiry.ID, error) {
		return inquiry.Ask(w.ctx, tx, bil.id, inquiry.Draft{Subject: "Tar de imot folk på kveldstid?", Body: "En vi kjenner, kan bare arbeide etter klokka fire."})
	})
	w.do(jonas, w.at(-8, 13), func(tx *db.Tx) error {
		return inquiry.Close(w.ctx, tx, asked, inquiry.Answer{Body: "Butikken er åpen til åtte, så det kan gå.", NextStep: "Jeg tar det opp på statusmøtet og ringer deg dagen etter."})
	})
	nobodys := get(w, jonas, w.at(-4, 9), func(tx *db.Tx) (employer.ID, error) {
		return employer.Create(w.ctx, tx, employer.Draft{OrgNumber: "390751168", Name: "Fjordgløtt Møbler", RegisterName: "Fjordgløtt Møbler AS", Place: "Lillehammer"})
	})
	w.do(tone, w.at(-1, 12), func(tx *db.Tx) error {
		_, err := inquiry.Ask(w.ctx, tx, nobodys, inquiry.Draft{Subject: "Er dette et sted for en som vil bli møbelsnekker?"})
		return err
	})
	w.do(jonas, w.at(-1, 8), func(tx *db.Tx) error {
		return user.NameStandIn(w.ctx, tx, user.StandInDraft{By: w.member(marte), From: w.day(0), To: w.day(10), Today: tx.Today()})
	})
}

// drafted makes an agreement and sends it for signing.
func (w *world) drafted(f firm, template, title string, days int) agreement.ID {
	at := w.at(days, 10)
	id := get(w, f.owner, at, func(tx *db.Tx) (agreement.ID, error) {
		return agreement.Create(w.ctx, tx, f.id, agreement.Draft{Template: template, Title: title, StartsOn: w.day(7)})
	})
	w.do(f.owner, at.Add(time.Hour), func(tx *db.Tx) error { return agreement.Offer(w.ctx, tx, id, 1) })
	return id
}

// member returns the membership that acts as who.
func (w *world) member(who string) user.MembershipID {
	a, err := w.actor(who)
	if w.err == nil {
		w.err = err
	}
	return user.MembershipID{UUID: a.Membership}
}

// otherPartnerships adds what is left: an employer that asks just now.
func otherPartnerships(w *world) {
	w.do("employer_contact berit.holmsen@alliance.example", w.at(0, 7), func(tx *db.Tx) error {
		type line struct {
			ID     [16]byte
			UnitID [16]byte
		}
		l, err := db.One[line](w.ctx, tx, `SELECT l.id, u.id AS unit_id FROM place_lines l JOIN units u ON u.employer_id = l.employer_id WHERE u.name = 'Pakkeri'`, nil)
		if err != nil {
			return err
		}
		d := request.Draft{Count: 1, WantedFrom: w.workday(30), Message: "Vi har plass til én til i pakkeriet fra neste måned."}
		d.Line.UUID = l.ID
		d.Unit = &employer.UnitID{UUID: l.UnitID}
		_, err = request.Create(w.ctx, tx, d)
		return err
	})
}
