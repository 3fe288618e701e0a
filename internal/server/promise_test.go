package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/meeting"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/start"
	"plass/internal/terms"
)

// threeMonths gives the text a line of places to be placed on, for models that name none, and asks for no plan and no buddy.
func threeMonths(whole *terms.Terms) {
	months := 3
	whole.Places = &terms.Places{Lines: []terms.Line{{Kind: terms.WorkTraining, Count: 3, Rule: terms.OnRequest, Months: &months}}}
	if whole.Documents != nil {
		whole.Documents.PlanBeforeStart = false
	}
	if whole.Support != nil {
		whole.Support.Buddy = nil
	}
	if whole.Commitments != nil {
		whole.Commitments.AnchoringFirst = false
	}
	if whole.Parties != nil {
		whole.Parties.Signing = nil
	}
}

// A promised is a placement under an agreement with promises, planned from the day of the test and three months on.
type promised struct {
	*world
	a    arrangement
	of   stay
	book string
}

// promise has somebody placed under the template, not begun.
func (w *world) promise(template string) promised {
	w.t.Helper()
	p := promised{world: w, a: w.arrange(w.Employer, w.HR, template, "Butikken", threeMonths)}
	p.of = stay{HR: w.HR, Employer: w.Employer, Starts: db.Day(dbtest.Now)}
	p.of.Candidate, p.of.Self = w.candidate("Ada", "Prøve")
	chosen := w.chosen(p.a, p.of.Candidate)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		p.of.ID, err = start.Placement(ctx, tx, chosen, start.Draft{StartsOn: p.of.Starts, EndsOn: start.LastDay(p.a.Line, p.of.Starts), Today: tx.Today()})
		if err != nil {
			return err
		}
		of, err := placement.Get(ctx, tx, p.of.ID)
		p.book = "/agreements/" + of.AgreementID.String() + "/promises"
		return err
	})
	return p
}

// begin has the participant understand what there is to understand, and the contact person confirm the start.
func (p promised) begin() {
	p.t.Helper()
	mine := p.as(p.of.Self).get(route.MyPromises)
	if action := "/my/placements/" + p.of.ID.String() + "/understanding"; strings.Contains(mine.Body, action) {
		mine.submit(action)
	}
	want(p.t, p.as(p.Contact).get(route.Placement(p.of.ID)).submit(route.Placement(p.of.ID, "beginning")), 200, "Pågår")
}

// evaluate has the employer share an evaluation with the judgement, on the day.
func (p promised) evaluate(judgement string) {
	p.t.Helper()
	var m meeting.ID
	p.do(p.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		m, err = meeting.Call(ctx, tx, p.of.ID, meeting.Calling{At: tx.Now.Add(time.Hour), Place: "Butikken", Kind: meeting.Evaluation, Now: tx.Now})
		return err
	})
	to := route.Partner("meetings", m)
	page := p.as(p.HR).get(to)
	want(p.t, page, 200, "Samlet vurdering", "Trenger mer")
	fields := []string{"attended", "employer", "score.attendance", "4", "score.tasks", "4", "score.cooperation", "4", "score.wellbeing", "4", "do", "share"}
	want(p.t, page.submit(to+"/minutes", fields...), 422, "Velg ett av alternativene.")
	want(p.t, page.submit(to+"/minutes", append(fields, "judgement", judgement)...), 200)
}

// days moves the clock to so many days after the start.
func (p promised) days(n int) { p.clock(dbtest.Now.AddDate(0, 0, n)) }

const (
	permanent = "Tilbyr fast jobb til den som utmerker seg i praksisen."
	nextDoor  = "Tar seg av bolig, familie og helse. Nav sier fra og gjør avtaler når det virker inn på arbeidet."
	oneOffer  = "Skaffer minst ett relevant jobbtilbud i løpet av perioden."
)

// TestWhoExcelsIsDueAnOffer: the evaluation is excellent, so the offer is due at the end of the period, in both lists; the offer keeps it.
func TestWhoExcelsIsDueAnOffer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("kiwi")
	nora, hanne := func() *client { return w.as(w.Contact) }, func() *client { return w.as(w.HR) }
	want(t, nora().get(route.Placement(p.of.ID)), 200, "Deltakeren har ikke lest og forstått hva som er lovet, og hva som ikke er det.")
	p.begin()
	for _, book := range []reply{nora().get(p.book), hanne().get("/partner" + p.book)} {
		want(t, book, 200, permanent, "Når noen utmerker seg ved evalueringen", "Tar seg av alle spørsmål om deltakerens økonomi", "Gjelder hver som begynner", "Ada")
	}
	lacks(t, hanne().get(route.Now), permanent)

	p.days(70)
	p.evaluate("excellent")
	want(t, hanne().get("/partner"+p.book), 200, "Frist 1. juni 2026")
	want(t, nora().get(p.book), 200, "Frist 1. juni 2026")
	want(t, hanne().get(route.Now), 200, "Et løfte har frist 1. juni: "+permanent)
	want(t, nora().get(route.Today), 200, "Et løfte har frist 1. juni: "+permanent, "Evalueringen er utmerket, og et løfte har fått frist")

	offers := route.Partner("placements", p.of.ID, "offers")
	form := hanne().get(hanne().get(route.Partner("placements", p.of.ID)).link("Skriv ned et tilbud"))
	want(t, form, 200, permanent, "Et tilbud er ikke en ansettelse.")
	want(t, form.submit(offers, "what", "", "form", "permanent", "relevant", "yes", "percent", "140", "offered_on", "2026-09-01"), 422,
		"Datoen kan ikke være fram i tid.", "Skriv hvorfor tilbudet er relevant.", `value="140"`)
	want(t, form.submit(offers, "what", "Butikkmedarbeider", "form", "temporary", "relevant", "no", "percent", "60"), 200, "midlertidig jobb, 60 %")
	want(t, hanne().get("/partner"+p.book), 200, "Frist 1. juni 2026")
	want(t, hanne().get(offers).submit(offers, "what", "Butikkmedarbeider", "form", "permanent", "relevant", "yes", "relevant_because", "Ada vil stå i butikk", "percent", "80"), 200, "fast jobb, 80 %", "Holdt")
	if n := w.count(`SELECT count(*) FROM job_offers`); n != 2 {
		t.Errorf("%d offers, want 2", n)
	}
	for _, book := range []reply{nora().get(p.book), hanne().get("/partner" + p.book)} {
		want(t, book, 200, "Avgjort", "Hanne Personal skrev 11. mai 2026 at løftet er holdt.")
	}
	lacks(t, hanne().get(route.Now), permanent+" Frist")
	want(t, nora().get(nora().get(p.book).link(permanent)), 200, "Butikkmedarbeider hos Fjord Gjenvinning, fast jobb, 80 %")
	want(t, w.as(p.of.Self).get(route.MyPromises), 200, permanent, "Holdt", "Butikkmedarbeider hos Fjord Gjenvinning")
	// The answer is the person's, and is no part of the promise.
	said := nora().get(route.Placement(p.of.ID))
	want(t, said, 200, "Deltakeren har ikke svart ennå.")
}

// TestNoOfferInTimeIsBroken on both sides, and somebody has to say why.
func TestNoOfferInTimeIsBroken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("kiwi")
	p.begin()
	p.days(70)
	p.evaluate("excellent")
	p.days(93)
	for _, who := range []struct {
		as    auth.Actor
		base  string
		today string
	}{{w.Contact, "", route.Today}, {w.HR, "/partner", route.Now}} {
		want(t, w.as(who.as).get(who.today), 200, permanent)
		book := w.as(who.as).get(who.base + p.book)
		want(t, book, 200, "Venter på svar", "Brutt")
		want(t, book.get(book.link(permanent)), 200, "Fristen var 1. juni 2026, og det kom ikke noe tilbud. Skriv hvorfor.")
	}
	book := w.as(w.HR).get("/partner" + p.book)
	to := book.link(permanent)
	page := book.get(to)
	want(t, page.submit(to+"/answer", "said", "broken", "evidence", "Vi prøvde"), 422, "Skriv hvorfor løftet ikke ble holdt.", "Vi prøvde")
	want(t, page.submit(to+"/answer", "said", "broken", "why", "Butikken ble lagt ned"), 200, "Hanne Personal skrev 3. juni 2026 at løftet er brutt.", "Butikken ble lagt ned")
	want(t, w.as(w.Contact).get(p.book), 200, "Butikken ble lagt ned")
	lacks(t, w.as(w.Contact).get(route.Today), permanent+" Frist")
	want(t, w.as(w.HR).post(to+"/answer", "_version", "9", "said", "kept", "evidence", "x"), 409)
}

// TestGoodIsNotExcellent: nothing is due, and at the end what hung on it lapses.
func TestGoodIsNotExcellent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("kiwi")
	p.begin()
	p.days(70)
	p.evaluate("good")
	lacks(t, w.as(w.HR).get(route.Now), permanent)
	p.days(80)
	end := route.Placement(p.of.ID, "ending")
	want(t, w.as(w.Contact).get(end).submit(end, "outcome", "completed", "last_day", "2026-05-20"), 200)
	want(t, w.as(w.Contact).get(p.book), 200, "Gjelder ikke lenger")
}

// TestNavArrangesWhatTouchesTheWork: when it is needed the employer says so, and it stands with Nav until it is kept.
func TestNavArrangesWhatTouchesTheWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("nordic_choice")
	p.begin()
	hanne := w.as(w.HR)
	to := hanne.get("/partner" + p.book).link(nextDoor)
	page := hanne.get(to)
	want(t, page, 200, "Nav lover arbeidsgiveren", "Trengs det nå?")
	lacks(t, page, "Løftet er brutt") // nothing is due before somebody needs it
	want(t, page.submit(to+"/need", "because", ""), 422, "Må fylles ut")
	long := page.submit(to+"/need", "because", strings.Repeat("Bussen går ikke. ", 30))
	want(t, long, 422, "Teksten er for lang. Skriv høyst 500 tegn.", "Bussen går ikke.")
	needed := page.submit(to+"/need", "because", "Bussen går ikke før vaktene")
	want(t, needed, 200, "Trengs nå: Bussen går ikke før vaktene", "Frist 2. mars 2026")
	page.submit(to+"/need", "because", "Bussen går ikke før vaktene") // pressed twice
	if n := w.count(`SELECT count(*) FROM promises WHERE needed_because <> ''`); n != 1 {
		t.Errorf("%d promises are needed, want 1", n)
	}
	nora := w.as(w.Contact)
	want(t, nora.get(route.Today), 200, "Et løfte trengs nå", "frist i dag")
	asked := strings.TrimPrefix(needed.Path, "/partner")
	answer := nora.get(asked)
	want(t, answer.submit(asked+"/answer", "said", "kept"), 422, "Skriv hva som viser at løftet er holdt.")
	want(t, answer.submit(asked+"/answer", "said", "waived"), 422, "Skriv hvorfor løftet faller bort.")
	want(t, answer.submit(asked+"/answer", "said", "kept", "evidence", "Avtale med kollektivselskapet"), 200, "Nora Kontakt skrev 2. mars 2026 at løftet er holdt.", "Avtale med kollektivselskapet")
	want(t, hanne.get(route.Now), 200, "Et løfte er holdt")

	// The buddy is due at the start: the participant, who was promised it, can say it was broken.
	self := w.as(p.of.Self)
	mine := self.get(route.MyPromises)
	buddy := mine.link("Gir hver deltaker en fadder.")
	want(t, self.get(buddy).submit(buddy+"/answer", "said", "broken", "why", "Ingen har vist seg"), 200, "Du skrev 2. mars 2026 at løftet er brutt.")
	want(t, hanne.get("/partner"+p.book), 200, "Deltakeren skrev 2. mars 2026 at løftet er brutt.", "Ingen har vist seg")
}

// TestWhatIsNotPromisedIsUnderstoodBeforeTheStart, by the participant or in a talk that somebody writes down.
func TestWhatIsNotPromisedIsUnderstoodBeforeTheStart(t *testing.T) {
	t.Parallel()
	for template, words := range map[string]string{"baerum": "Kan ikke garantere fast jobb eller mer arbeid etter de seks månedene.", "oppdrift": "Kan ikke love fast jobb, men gir en god anledning til å få midlertidig eller fast jobb."} {
		w := newWorld(t)
		p := w.promise(template)
		nora := w.as(w.Contact)
		page := nora.get(route.Placement(p.of.ID))
		want(t, page, 200, "Dette må være klart før oppstarten", words)
		lacks(t, page, "Bekreft oppstart")
		want(t, nora.post(route.Placement(p.of.ID, "beginning")), 409, "Be deltakeren lese det, eller skriv ned at noen har fortalt det.")
		want(t, nora.get(route.Today), 200, "har ikke lest hva som er lovet, og hva som ikke er det.")

		self := w.as(p.of.Self)
		want(t, self.get(route.MyPlan), 200, "Du har noe å lese før du begynner.")
		mine := self.get(route.MyPromises)
		want(t, mine, 200, "Les dette før du begynner hos Fjord Gjenvinning", words, "Det betyr at ingen har lovet deg dette.", "Jeg har lest og forstått")
		if template == "baerum" {
			want(t, mine.submit("/my/placements/"+p.of.ID.String()+"/understanding"), 200, "Takk.", "Lest og forstått 2. mars 2026.")
			want(t, nora.get(route.Today), 200, "En deltaker har forstått hva som er lovet, og hva som ikke er det.")
		} else {
			told := route.Placement(p.of.ID, "understanding")
			form := nora.get(page.link("Skriv at det er fortalt"))
			want(t, form.submit(told, "who", "", "on_day", "2026-03-09"), 422, "Må fylles ut", "Datoen kan ikke være fram i tid.")
			want(t, form.submit(told, "who", "Lisa Kontor", "on_day", "2026-02-27"), 200, "Lisa Kontor fortalte det 27. februar 2026, og det er forstått.")
			want(t, w.as(w.HR).get("/partner"+p.book), 200, "Lisa Kontor fortalte det 27. februar 2026")
		}
		want(t, nora.get(route.Placement(p.of.ID)).submit(route.Placement(p.of.ID, "beginning")), 200, "Pågår")
		lacks(t, self.get(route.MyPromises), "Jeg har lest og forstått")
	}
}

// TestEachWayToEndOpensItsList, with somebody to do each step, and a day.
func TestEachWayToEndOpensItsList(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ template, outcome, step, owner, due string }{
		{"kiwi", "job_here", "Skriv og signer attesten", "Arbeidsgiveren", "frist 17. mars 2026"},
		{"kiwi", "moved_on", "Lag en ny plan sammen med deltakeren", "Nav", "frist 24. mars 2026"},
		{"kiwi", "more_support", "Avtal mer støtte, eller en annen butikk", "Nav", "frist 17. mars 2026"},
		{"baerum", "completed", "Skriv og signer attesten", "Arbeidsgiveren", "frist 17. mars 2026"}, // no document, and yet a step
		{"kiwi", "no_show", "Ring deltakeren samme dag", "Nav", "frist 10. mars 2026"},
	} {
		w := newWorld(t)
		p := w.promise(c.template)
		p.begin()
		p.days(8)
		end := route.Placement(p.of.ID, "ending")
		want(t, w.as(w.Contact).get(end).submit(end, "outcome", c.outcome, "last_day", "2026-03-10"), 200)
		want(t, w.as(w.Contact).get(end), 200, c.step, c.owner, c.due)
		attests := w.count(`SELECT count(*) FROM attests`)
		if written := c.outcome != "no_show"; (attests == 1) != written {
			t.Errorf("%s: %s: %d attests are drafted", c.template, c.outcome, attests)
		}
	}
}
