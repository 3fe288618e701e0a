package demo

import (
	"time"

	"plass/internal/advice"
	"plass/internal/agreement"
	"plass/internal/calendar"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/desk"
	"plass/internal/effect"
	"plass/internal/employer"
	"plass/internal/hire"
	"plass/internal/nomination"
	"plass/internal/request"
	"plass/internal/settle"
	"plass/internal/tenant"
	"plass/internal/terms"
)

// solveig leads the office at Lillehammer.
const solveig = "office_leader solveig.aasmoen@nav.example"

// ends are partnerships that run to something else than a placement: jobs, advice, a network, and results that are paid for.
func (w *world) ends(offices map[string]tenant.OfficeID) {
	f := w.register(marte, employer.Draft{OrgNumber: "364182503", Name: "Lågen Handel", RegisterName: "Lågen Handel AS", Industry: "Butikkhandel med bredt utvalg",
		Address: "Storgata 61", PostalCode: "2609", Place: "Lillehammer", Employees: pointer(84)}, []string{"Butikken", "Netthandel"},
		[]employer.ContactDraft{{Name: "Turid Vangsmo", Phone: "900 20 131", Email: "turid.vangsmo@laagen.example", Roles: []string{"hr"}, Login: true}}, nil)
	near := all(offices, "Lillehammer", "Gausdal")

	jobs := w.conclude(f, "rekrutteringsbistand", "Rekruttering til Lågen", -120)
	got := w.forJob(f, jobs, near, -70, w.welcome(amir, "Henrik", "Solstad", "henrik.solstad@kandidat.example", candidate.Draft{Strengths: "Møter kundene med et smil, og teller kassa riktig.", Wishes: "Fast jobb i butikk."}))
	w.do(marte, w.at(-50, 11), func(tx *db.Tx) error {
		return settle.Hire(w.ctx, tx, got, hire.Draft{Form: "permanent", Percent: pointer(80), StartsOn: w.workday(-44), Unit: pointer(f.units["Butikken"]), Today: tx.Today()})
	})
	w.forJob(f, jobs, near, -12, w.welcome(tone, "Leila", "Karimi", "leila.karimi@kandidat.example", candidate.Draft{Strengths: "Pakker raskt og nøyaktig.", Wishes: "Jobb på dagtid.", Languages: "Norsk, farsi, engelsk"}))

	advised := w.conclude(f, "molde", "Råd om rekruttering", -90)
	held := get(w, marte, w.at(-40, 10), func(tx *db.Tx) (advice.ID, error) {
		return advice.Arrange(w.ctx, tx, advised, advice.Draft{At: calendar.At(w.workday(-33), 13, 0), Place: "Møterommet over butikken", About: "Utlysninger som spør etter livserfaring",
			Units: []employer.UnitID{f.units["Butikken"]}, Now: tx.Now})
	})
	w.do(marte, calendar.At(w.workday(-33), 15, 0), func(tx *db.Tx) error {
		return advice.Hold(w.ctx, tx, held, "Be om erfaring fra frivillig arbeid og hjem. Skriv hvilke språk kundene snakker. Ta med en fadder på intervjuet.")
	})
	w.do(marte, w.at(-3, 10), func(tx *db.Tx) error {
		_, err := advice.Arrange(w.ctx, tx, advised, advice.Draft{At: calendar.At(w.workday(9), 10, 0), Place: "Møterommet over butikken", About: "Hva skjedde med utlysningene?", Now: tx.Now})
		return err
	})

	w.conclude(f, "oxlo", "Med i nettverket", -200)
	w.results(f)
	w.desks(w.conclude(f, "hurtigsporet", "Hurtigsporet i Innlandet", -180))
}

// desks are where employers turn: two with a territory, and the market contact for the rest.
func (w *world) desks(from agreement.ID) {
	for i, d := range []desk.Draft{
		{Name: "Hurtigsporet i Gudbrandsdalen", Purpose: "Hjelper bedrifter som vil ansette flyktninger.", Contact: w.member(tone), Municipalities: "Lillehammer, Øyer, Gausdal, Ringebu", Postcodes: "2600-2629", Agreement: &from},
		{Name: "Hurtigsporet på Toten og Gjøvik", Purpose: "Hjelper bedrifter som vil ansette flyktninger.", Contact: w.member(kjersti), Municipalities: "Gjøvik, Østre Toten, Vestre Toten", Postcodes: "2815-2827", Agreement: &from},
		{Name: "Markedskontakten i Innlandet", Purpose: "Svarer bedrifter overalt ellers.", Contact: w.member(marte), Rest: desk.Everywhere},
	} {
		d.FromOn = w.day(-150)
		w.do(solveig, w.at(-150, 10+i), func(tx *db.Tx) error {
			_, err := desk.Make(w.ctx, tx, d)
			return err
		})
	}
}

// forJob takes a guest to an employer that wants to meet them for a job.
func (w *world) forJob(f firm, of agreement.ID, offices []tenant.OfficeID, asked int, g guest) nomination.PresentationID {
	day := func(after int) time.Time { return w.at(asked+after, 11) }
	r := get(w, f.hr, day(0), func(tx *db.Tx) (request.ID, error) {
		return request.Create(w.ctx, tx, request.Draft{Agreement: of, Kind: terms.Job, Count: 1, WantedFrom: w.workday(asked + 21), Message: "Vi trenger en til på dagtid."})
	})
	w.do(f.owner, day(0).Add(time.Hour), func(tx *db.Tx) error {
		return request.Send(w.ctx, tx, r, request.Sending{Offices: offices, DueOn: w.day(asked + 7), Today: tx.Today()})
	})
	n := get(w, g.liaison, day(1), func(tx *db.Tx) (nomination.ID, error) {
		return nomination.Nominate(w.ctx, tx, r, nomination.Draft{Candidate: g.id, Note: "Passer godt til dette.", AnswerBy: w.day(asked + 9), Today: tx.Today()})
	})
	w.do(g.self, day(2), func(tx *db.Tx) error {
		return nomination.SayYes(w.ctx, tx, n, nomination.Yes{Fields: []string{"strengths", "wishes"}})
	})
	p := get(w, f.owner, day(3), func(tx *db.Tx) (nomination.PresentationID, error) { return nomination.Present(w.ctx, tx, n) })
	w.do(f.hr, day(4), func(tx *db.Tx) error { return nomination.Answer(w.ctx, tx, p, "meet") })
	return p
}

// conclude makes an agreement from a template and has everybody sign it; those without a login on paper.
func (w *world) conclude(f firm, template, title string, from int) agreement.ID {
	at := w.at(from-20, 10)
	id := get(w, f.owner, at, func(tx *db.Tx) (agreement.ID, error) {
		return agreement.Create(w.ctx, tx, f.id, agreement.Draft{Template: template, Title: title, StartsOn: w.day(from), ReviewOn: pointer(w.day(from + 730))})
	})
	w.do(f.owner, at.Add(time.Hour), func(tx *db.Tx) error { return agreement.Offer(w.ctx, tx, id, 1) })
	order := get(w, f.owner, at.Add(2*time.Hour), func(tx *db.Tx) ([]agreement.Party, error) {
		a, err := agreement.Get(w.ctx, tx, id)
		if err != nil {
			return nil, err
		}
		whole, err := a.Terms()
		return agreement.Signers(whole), err
	})
	for i, party := range order {
		who, sign := f.owner, func(tx *db.Tx) error { return agreement.Sign(w.ctx, tx, id, 1) }
		switch party {
		case agreement.NavParty:
		case agreement.EmployerParty:
			who = f.hr
		default:
			sign = func(tx *db.Tx) error {
				return agreement.SignFor(w.ctx, tx, id, 1, agreement.BehalfDraft{Party: party, Name: "Signert på papir", Reason: "on_paper"})
			}
		}
		w.do(who, at.AddDate(0, 0, i+1), sign)
	}
	return id
}

// results is a contract that pays by results, with a list of seven: two verified and paid for, one that waits for the evaluator.
func (w *world) results(f firm) {
	id := w.conclude(f, "effektkontrakt", "Betaling for varig jobb", -260)
	w.do(marte, w.at(-255, 10), func(tx *db.Tx) error {
		return effect.NameParties(w.ctx, tx, id, map[string]string{"payer": "Lågendalen kommune", "provider": "Steget Videre", "investor": "Fondet for Varig Jobb"})
	})
	w.do(solveig, w.at(-254, 10), func(tx *db.Tx) error { return effect.NameEvaluator(w.ctx, tx, id, w.member(kjersti)) })
	for _, name := range [][2]string{{"Per", "Nysveen"}, {"Aisha", "Warsame"}, {"Odd", "Rønningen"}, {"Marta", "Kowalska"}, {"Jens", "Tveitan"}, {"Samira", "Haidari"}, {"Tor", "Bakken"}} {
		g := w.welcome(amir, name[0], name[1], "", candidate.Draft{Strengths: "Vil i jobb."})
		w.do(amir, w.at(-252, 10), func(tx *db.Tx) error { return effect.Enrol(w.ctx, tx, id, g.id) })
	}
	w.do(marte, w.at(-250, 10), func(tx *db.Tx) error { return effect.FreezeList(w.ctx, tx, id, "") })
	people := get(w, marte, w.at(-249, 10), func(tx *db.Tx) ([]effect.Person, error) {
		c, err := effect.Of(w.ctx, tx, id)
		return c.People, err
	})
	if w.err != nil {
		return
	}
	for _, p := range people[:3] {
		w.do(marte, w.at(-30, 10), func(tx *db.Tx) error {
			return effect.ClaimResult(w.ctx, tx, id, p.ID, effect.Claim{BeganOn: w.day(-230), ReachedOn: w.day(-40), Source: "provider",
				Evidence: "Arbeidsavtale og sju lønnsslipper hos leverandøren.", Weeks: 26, Today: tx.Today()})
		})
	}
	for _, p := range people[:2] {
		w.do(kjersti, w.at(-25, 10), func(tx *db.Tx) error {
			return effect.Judge(w.ctx, tx, id, p.ID, "verified", "Avtalen og lønnsslippene stemmer.")
		})
	}
	w.do(marte, w.at(-20, 10), func(tx *db.Tx) error { return effect.DraftPayment(w.ctx, tx, id) })
	payment := get(w, solveig, w.at(-19, 10), func(tx *db.Tx) (effect.PaymentID, error) {
		c, err := effect.Of(w.ctx, tx, id)
		if err != nil || len(c.Payments) == 0 {
			return effect.PaymentID{}, err
		}
		return c.Payments[0].ID, nil
	})
	w.do(solveig, w.at(-19, 11), func(tx *db.Tx) error { return effect.Approve(w.ctx, tx, id, payment) })
	w.do(marte, w.at(-12, 11), func(tx *db.Tx) error { return effect.Paid(w.ctx, tx, id, payment, tx.Today()) })
}
