package server_test

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/templates/ui"
)

// A walk takes an agreement from its template to its own end by the shortest path, and notes what is demanded on the way.
type walk struct {
	*world
	whole    terms.Terms
	path     string // the agreement's page
	demanded []string
}

func (w *walk) demand(what string) { w.demanded = append(w.demanded, what) }

// sign makes the agreement and has everybody sign it in turn.
func (w *walk) sign(template string) {
	w.t.Helper()
	draft := w.drafted(w.Employer, template)
	w.path = draft.Path
	want(w.t, draft.submit(draft.Path+"/offer"), 200, "Til signering")
	for _, party := range agreement.Signers(w.whole) {
		switch party {
		case agreement.EmployerParty:
			want(w.t, w.as(w.HR).get("/partner"+w.path).submit("/partner"+w.path+"/signature"), 200, "Avtalen er signert")
		case agreement.UnionParty:
			w.demand("union signs")
			want(w.t, w.as(w.Union).get("/partner"+w.path).submit("/partner"+w.path+"/signature"), 200, "Avtalen er signert")
		case agreement.NavParty:
			w.conclude()
		default:
			w.demand(string(party) + " signs")
			want(w.t, w.as(w.Contact).get(w.path).submit(w.path+"/signature/for", "name", "Siri Signatur", "reason", "on_paper"), 200, "Siri Signatur")
		}
	}
}

func (w *walk) conclude() {
	w.t.Helper()
	nora := w.as(w.Contact)
	done := nora.get(w.path).submit(w.path + "/signature")
	if done.Status == 409 && w.whole.Commitments != nil && w.whole.Commitments.AnchoringFirst {
		w.demand("anchoring")
		for _, a := range w.whole.Commitments.Anchoring {
			want(w.t, nora.get(w.path+"/anchorings").submit(w.path+"/anchorings", "body", a.Body, "degree", a.Degree), 200)
		}
		done = nora.get(w.path).submit(w.path + "/signature")
	}
	want(w.t, done, 200, "Avtalen er inngått", "Slik går det")
}

// asked takes somebody from what is wanted to having been presented to an employer that wants to meet, and returns the presentation's page.
func (w *walk) asked(kind string) string {
	w.t.Helper()
	nora := w.as(w.Contact)
	ada, self := w.candidate("Ada", "Prøve")
	from := "/requests/new"
	choose := nora.get(from)
	where := "?agreement=" + strings.TrimPrefix(w.path, "/agreements/")
	if lines := w.whole.Lines(); len(lines) > 0 && kind != "job" {
		where = "?line=" + w.only(`SELECT id::text FROM place_lines ORDER BY position LIMIT 1`)
	}
	want(w.t, choose, 200, from+where)
	form := nora.get(from + where)
	fields := []string{"count", "1"}
	if strings.HasPrefix(where, "?agreement") {
		fields = append(fields, "kind", kind)
	}
	request := form.submit("/requests", fields...)
	want(w.t, request, 200, "Forespørselen er lagret")
	want(w.t, request.submit(request.Path+"/sending", "offices", w.Liaison.Office.String()), 200, "Forespørselen er sendt")
	want(w.t, w.as(w.Liaison).get(request.Path).submit(request.Path+"/nominations", "candidate", ada.String()), 200, "Kandidaten er foreslått og spurt")
	nomination := w.only(`SELECT id::text FROM nominations WHERE candidate_id = $1`, ada.UUID)
	question := "/my/questions/" + nomination
	want(w.t, w.as(self).get(question).submit(question+"/answer", "answer", "yes"), 200, "Du sa ja")
	shown := nora.get("/nominations/" + nomination + "/preview").submit("/nominations/" + nomination + "/presentation")
	want(w.t, shown, 200, "Presentasjonen er sendt")
	ours := "/partner" + shown.Path
	want(w.t, w.as(w.HR).get(ours).submit(ours+"/answer", "answer", "meet"), 200)
	return shown.Path
}

// toHire ends when somebody got the job: no meeting, seat, plan or buddy.
func (w *walk) toHire() {
	w.t.Helper()
	shown := w.asked("job")
	nora := w.as(w.Contact)
	want(w.t, nora.get(shown).submit2(shown+"/hire", "form", "permanent", "starts_on", on(14)), 200, "Fikk jobben", "fast jobb, 100 prosent")
	want(w.t, nora.get(w.path), 200, "Én av 1 ønskede har fått jobb.")
	want(w.t, nora.get(w.path+"/standing"), 200, "Ada Prøve", "Fast jobb, 100 prosent")
	if n := w.count(`SELECT (SELECT count(*) FROM placements) + (SELECT count(*) FROM plans) + (SELECT count(*) FROM meetings)`); n != 0 {
		w.t.Errorf("a hire left %d placements, plans and meetings", n)
	}
}

// submit2 goes to the form at the address below the page, and submits it there.
func (p reply) submit2(action string, fields ...string) reply {
	p.t.Helper()
	return p.get(action).submit(action, fields...)
}

// toAdvice ends when advice has been given.
func (w *walk) toAdvice() {
	w.t.Helper()
	nora := w.as(w.Contact)
	page := nora.get(w.path)
	form := nora.get(page.link("Avtal rådmøte"))
	made := form.submit(w.path+"/advice", "day", on(0), "clock", "09:00", "place", "Kantina", "about", "Livserfaring i utlysninger")
	want(w.t, made, 200, "Rådmøtet er avtalt")
	want(w.t, made.submit(made.Path+"/held", "advised", "Spør etter erfaring, ikke bare papirer."), 200, "Holdt")
	want(w.t, w.as(w.HR).get("/partner"+made.Path), 200, "Spør etter erfaring")
	want(w.t, nora.get(w.path), 200, "Ett rådmøte er holdt.")
}

// toCharter ends with the signature: an entry in the network, and nothing else.
func (w *walk) toCharter() {
	w.t.Helper()
	nora := w.as(w.Contact)
	want(w.t, nora.get(w.path), 200, "Ingen økonomiske eller juridiske forpliktelser.", "Fjord Gjenvinning har vært med i nettverket siden 1. mars 2026.")
	want(w.t, nora.get("/charter"), 200, "Fjord Gjenvinning", "Lag en avtale")
}

// toContact ends when an employer has found its contact.
func (w *walk) toContact() {
	w.t.Helper()
	want(w.t, w.as(w.HR).get("/partner"+w.path), 200, "Nora Kontakt")
	lars := w.as(w.Leader)
	form := lars.get(lars.get(w.path).link("Pek ut en kontakt"))
	want(w.t, form.submit(route.Desks, "name", "Kontakten i dalen", "purpose", "Hjelper med å rekruttere", "contact", w.Contact.Membership.String(), "municipalities", "Lillehammer"), 200, "Kontaktpunktet er laget")
	title := w.only(`SELECT title FROM agreements`)
	want(w.t, w.as(w.HR).get(route.OurFinder+"?q=lillehammer"), 200, "Nora Kontakt", "Kontakten i dalen", "Fordi Lillehammer (3405) hører til", "Kommer fra avtalen", title)
}

// toResult ends when a verified result has been paid: a list, a freeze, a claim, a verdict, and money with four eyes.
func (w *walk) toResult() {
	w.t.Helper()
	page, person, eva := w.frozen(1)
	nora := w.as(w.Contact)
	want(w.t, nora.get(person[0]).submit(person[0]+"/result", claim...), 200, "Resultatet er meldt", "Venter på evaluatoren")
	want(w.t, w.as(eva).get(person[0]).submit(person[0]+"/verdict", "verdict", "verified", "why", "Så lønnsslippene."), 200, "Kontrollert")
	price := w.whole.Funding.Payable.UnitPrice
	want(w.t, nora.get(page).submit(page+"/payments"), 200, "Utbetalingen er skrevet", ui.Kroner(context.Background(), price))
	payment := page + "/payments/" + w.only(`SELECT id::text FROM effect_payments`)
	want(w.t, w.as(w.Leader).get(page).submit(payment+"/approval"), 200, "Utbetalingen er godkjent")
	want(w.t, nora.get(page).submit(payment+"/paid"), 200, "Betalt 2. mars 2026.")
}

// claim is a result that lasted.
var claim = []string{"began_on", "2025-08-01", "reached_on", "2026-02-27", "evidence", "Arbeidsavtale og sju lønnsslipper i mappen.", "source", "provider"}

// frozen has an evaluator named, and so many people enrolled and frozen; it returns the contract's page, theirs, and the evaluator.
func (w *walk) frozen(n int) (page string, people []string, eva auth.Actor) {
	w.t.Helper()
	eva = dbtest.Actor(w.t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Contact.Tenant, Name: "Eva Luator"})
	page = w.path + "/effect"
	want(w.t, w.as(w.Leader).get(page).submit(page+"/evaluator", "evaluator", eva.Membership.String()), 200, "Evaluatoren er pekt ut", "Eva Luator")
	for i := range n {
		who, _ := w.candidate("Ada", "Prøve"+strconv.Itoa(i))
		want(w.t, w.as(w.Liaison).get(page).submit(page+"/people", "candidate", who.String()), 200, "Personen er satt på listen")
	}
	want(w.t, w.as(w.Contact).get(page).submit(page+"/freezes"), 200, "Listen er fryst")
	for i := range n {
		people = append(people, page+"/people/"+w.only(`SELECT id::text FROM effect_people WHERE number = $1`, i+1))
	}
	return page, people, eva
}

// toPlacement ends when a placement has ended with an outcome.
func (w *walk) toPlacement() {
	w.t.Helper()
	nora := w.as(w.Contact)
	unit := w.unit(w.Employer, "Sorteringen")
	shown := w.asked("work_training")
	want(w.t, nora.get(shown).submit(shown+"/meetings", "day", on(0), "clock", "11:00", "place", "Porten"), 200, "Porten")
	w.clock(dbtest.Now.Add(3 * time.Hour))
	nora = w.as(w.Contact)
	meeting := "/meetings/" + w.only(`SELECT id::text FROM meetings`)
	want(w.t, nora.get(meeting).submit(meeting+"/minutes", "attended", "participant", "attended", "employer", "agreed", "Det passer godt.", "do", "share"), 200)
	want(w.t, nora.get(shown).submit(shown+"/choice", "choice", "chosen", "unit", unit.String()), 200, "er valgt til Sorteringen")

	fields := []string{"starts_on", on(0), "ends", "own", "ends_on", on(60)}
	placed := nora.get(shown+"/placement").submit(shown+"/placement", fields...)
	if placed.Status == 422 && strings.Contains(placed.text(), "Avtalen sier at deltakeren skal ha en fadder") {
		w.demand("buddy")
		if w.whole.Buddy().Training {
			w.demand("training")
		}
		helper, _ := w.helper(arrangement{Employer: w.Employer, HR: w.HR, Unit: unit}, "Frida Fadder", 1)
		placed = nora.get(shown+"/placement").submit(shown+"/placement", append(fields, "buddy", helper.String())...)
	}
	want(w.t, placed, 200, "Oppstarten er avtalt")
	begun := nora.get(placed.Path).send("POST", placed.Path+"/beginning", values([]string{"_key", uuid.NewString()}))
	if begun.Status == 409 && strings.Contains(begun.text(), "Planen for første dag er ikke laget") {
		w.demand("plan")
		form := nora.get(placed.Path + "/plan")
		want(w.t, form.submit(placed.Path+"/plan", "meet_day", on(0), "meet_clock", "13:00", "meet_where", "Porten", "meet_whom", "Frida"), 200)
		begun = nora.get(placed.Path).send("POST", placed.Path+"/beginning", values([]string{"_key", uuid.NewString()}))
	}
	if begun.Status == 409 && strings.Contains(begun.text(), "Deltakeren har ikke lest og forstått") {
		w.demand("understanding")
		want(w.t, nora.get(placed.Path).submit2(placed.Path+"/understanding"), 200)
		begun = nora.get(placed.Path).send("POST", placed.Path+"/beginning", values([]string{"_key", uuid.NewString()}))
	}
	want(w.t, begun.follow(), 200, "Pågår")
	want(w.t, nora.get(placed.Path+"/ending").submit(placed.Path+"/ending", "outcome", "job_here", "last_day", on(0)), 200, "Avsluttet")
	want(w.t, nora.get(w.path), 200, "Én periode er avsluttet, 1 med jobb.")
	want(w.t, nora.get(w.path+"/standing"), 200, "Ada Prøve", "Sorteringen")
}
