package demo

import (
	"plass/internal/agreement"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/promise"
	"plass/internal/seat"
	"plass/internal/tenant"
	"plass/internal/terms"
)

// promised are partnerships in which a promise waits: an offer that has not come, one that is due since somebody excelled,
// and what a participant has to understand before the start.
func (w *world) promised(offices map[string]tenant.OfficeID) {
	shop := w.register(jonas, employer.Draft{OrgNumber: "316501273", Name: "Lågen Gjenbruk", RegisterName: "Lågen Gjenbruk SA", Industry: "Handel med brukte varer",
		Address: "Vågavegen 3", PostalCode: "2609", Place: "Lillehammer", Employees: pointer(22)}, []string{"Butikken", "Verkstedet"},
		[]employer.ContactDraft{{Name: "Anne Grete Solum", Phone: "900 20 131", Email: "anne.solum@gjenbruk.example", Roles: []string{"leader", "hr"}, Login: true}},
		[]helper{{"Per Olav Bjerke", "900 20 132", "", "Butikken"}, {"Inger Rustad", "900 20 133", "", "Verkstedet"}})
	near := all(offices, "Lillehammer", "Gausdal")
	months := 3
	places := func(whole *terms.Terms) {
		whole.Places = &terms.Places{Lines: []terms.Line{{Kind: terms.WorkTraining, Count: 3, Rule: terms.OnRequest, Months: &months}}}
		whole.Parties.Signing = nil
		if whole.Outcomes != nil {
			whole.Outcomes.Targets = []terms.Target{{Metric: "offer", Percent: 70}}
		}
		if whole.Documents != nil {
			whole.Documents.PlanBeforeStart = false
		}
	}
	w.agreed(&shop, "fretex", "Jobbgaranti med Lågen Gjenbruk", -120, func(whole *terms.Terms) {
		places(whole)
		whole.Scope = &terms.Scope{Reach: "regional", Where: terms.Own("Lillehammer og Gausdal, gjennom nettverket til formidleren.")}
	})
	w.travel(shop, journey{unit: "Butikken", offices: near, asked: -92, until: begun, buddy: "Per Olav Bjerke", starts: -70,
		guest: w.welcome(amir, "Liv Marit", "Sletten", "liv.sletten@kandidat.example", candidate.Draft{Strengths: "Ser hva som selger, og er god med folk.", Wishes: "Jobb i butikk."})})
	second := w.travel(shop, journey{unit: "Verkstedet", offices: near, asked: -80, until: begun, buddy: "Inger Rustad", starts: -60,
		guest: w.welcome(tone, "Tesfay", "Haile", "tesfay.haile@kandidat.example", candidate.Draft{Strengths: "Reparerer det meste.", Wishes: "Fast jobb på verksted."})})
	w.do(shop.hr, w.at(-12, 13), func(tx *db.Tx) error {
		return promise.Record(w.ctx, tx, second, promise.OfferDraft{OfferedBy: "Gausdal Bildeler", What: "Lagermedarbeider", Form: "temporary", Percent: 80,
			OfferedOn: w.day(-13), Relevant: true, RelevantBecause: "Det er verkstedarbeid, slik målet er."})
	})

	town := w.register(jonas, employer.Draft{OrgNumber: "327504185", Name: "Lundhaug kommune", RegisterName: "Lundhaug kommune", Industry: "Kommunal forvaltning",
		Address: "Rådhusplassen 1", PostalCode: "2640", Place: "Vinstra", Employees: pointer(640)}, []string{"Barnehagen", "Helsehuset"},
		[]employer.ContactDraft{{Name: "Tove Listad", Phone: "900 20 141", Email: "tove.listad@lundhaug.example", Roles: []string{"hr"}, Login: true}},
		[]helper{{"Geir Fossum", "900 20 142", "", "Helsehuset"}})
	w.agreed(&town, "baerum", "Hurtigløp i Lundhaug", -60, nil)
	w.travel(town, journey{unit: "Helsehuset", offices: near, asked: -18, until: planned, buddy: "Geir Fossum", starts: 4,
		guest: w.welcome(amir, "Mariam", "Yusufi", "mariam.yusufi@kandidat.example", candidate.Draft{Strengths: "Tålmodig og vennlig.", Wishes: "Vil bli helsefagarbeider.", Languages: "Norsk på nivå B2, dari"})})

	store := w.register(jonas, employer.Draft{OrgNumber: "361902548", Name: "Fåberg Dagligvare", RegisterName: "Fåberg Dagligvare AS", Industry: "Dagligvarehandel",
		Address: "Storgata 88", PostalCode: "2615", Place: "Lillehammer", Employees: pointer(27)}, []string{"Butikken"},
		[]employer.ContactDraft{{Name: "Rolf Magne Kroken", Phone: "900 20 151", Email: "rolf.kroken@dagligvare.example", Roles: []string{"leader", "hr"}, Login: true}},
		[]helper{{"Signe Lie", "900 20 152", "", "Butikken"}})
	w.agreed(&store, "kiwi", "Praksis i butikk", -150, func(whole *terms.Terms) {
		places(whole)
		whole.Scope = &terms.Scope{Reach: "local", Offices: 1, Where: terms.Own("Butikken i Storgata.")}
	})
	of := w.travel(store, journey{unit: "Butikken", offices: near, asked: -104, until: planned, buddy: "Signe Lie", starts: -84,
		guest: w.welcome(tone, "Jonas", "Kvernmo", "jonas.kvernmo@kandidat.example", candidate.Draft{Strengths: "Rask, og husker priser.", Wishes: "Fast jobb i butikk."})})
	w.do("candidate jonas.kvernmo@kandidat.example", w.at(-86, 18), func(tx *db.Tx) error { return promise.Understand(w.ctx, tx, of) })
	w.begin(store, of, -84)
	var m meeting.ID
	w.do(jonas, w.at(-10, 9), func(tx *db.Tx) (err error) {
		m, err = meeting.Call(w.ctx, tx, of, meeting.Calling{At: w.at(-5, 9), Place: "Butikken", Kind: meeting.Evaluation, Now: tx.Now})
		return err
	})
	w.do(store.hr, w.at(-5, 11), func(tx *db.Tx) error {
		err := meeting.Hold(w.ctx, tx, m, 1, meeting.Minutes{Attended: []string{"participant", "employer"}, Judgement: meeting.Excellent, Share: true,
			Agreed: "Jonas tar kassa alene og lærer opp nye.", Scores: map[string]int{"attendance": 5, "tasks": 5, "cooperation": 5, "wellbeing": 4}})
		if err != nil {
			return err
		}
		return promise.Judged(w.ctx, tx, of, meeting.Excellent)
	})
	w.carved(town)
	w.read(shop.hr, town.hr, store.hr)
}

// agreed makes an agreement from a template, changed by change, and has both sides sign it.
func (w *world) agreed(f *firm, template, title string, from int, change func(*terms.Terms)) {
	at := w.at(from-20, 10)
	id := w.signed(*f, at, agreement.Draft{Template: template, Title: title, StartsOn: w.day(from), ReviewOn: pointer(w.day(from + 730))}, change)
	w.do(f.owner, at.AddDate(0, 0, 1), func(tx *db.Tx) (err error) {
		f.lines, err = seat.OfAgreement(w.ctx, tx, id.UUID)
		return err
	})
}
