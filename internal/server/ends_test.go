package server_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/model"
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

// TestEveryModelReachesItsOwnEnd starts an agreement from each model, signs it and walks to the end that the fixture names.
// A step beyond the shortest path is taken only when the one before was refused for want of it, and the fixture has to name it.
func TestEveryModelReachesItsOwnEnd(t *testing.T) {
	t.Parallel()
	all := fixtures(t)
	for _, m := range model.Library() {
		t.Run(m.Key, func(t *testing.T) {
			t.Parallel()
			f := all[m.Key]
			ends := map[string]func(*walk){"placement": (*walk).toPlacement, "hire": (*walk).toHire, "advice": (*walk).toAdvice,
				"charter": (*walk).toCharter, "contact": (*walk).toContact, "result": (*walk).toResult}
			to, ok := ends[f.End]
			if !ok {
				t.Fatalf("the fixture of %s ends in %q", m.Key, f.End)
			}
			w := &walk{world: newWorld(t), whole: m.Whole()}
			w.sign(m.Key)
			to(w)
			if !slices.Equal(w.demanded, f.Demands) {
				t.Errorf("%s: %s demanded %v on the way to %s, the fixture says %v", m.Key, w.path, w.demanded, f.End, f.Demands)
			}
		})
	}
}

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

// TestMoneyForResults: nobody verifies their own, the cap holds, the list is frozen, and the file is no formula.
func TestMoneyForResults(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("effektkontrakt")
	w.whole = m.Whole()
	w.sign(m.Key)
	page, people, eva := w.frozen(12)
	nora, leader := w.as(w.Contact), w.as(w.Leader)
	freeze := nora.get(page)
	if _, shown := freeze.form(page + "/freezes"); shown {
		t.Error("the list can be frozen with nobody new on it")
	}
	want(t, nora.post(page+"/freezes"), 409, "Ingen venter på å bli fryst")

	// Nobody is added by the side: a new freeze asks why.
	late, _ := w.candidate("Bo", "Sen")
	want(t, w.as(w.Liaison).get(page).submit(page+"/people", "candidate", late.String()), 200, "Ved neste frysing")
	latePage := page + "/people/" + w.only(`SELECT id::text FROM effect_people WHERE candidate_id = $1`, late.UUID)
	want(t, nora.post(latePage+"/result", claim...), 409, "Listen må være fryst")
	want(t, nora.get(page).submit(page+"/freezes", "reason", ""), 422, "Skriv hvorfor listen utvides")
	want(t, nora.get(page).submit(page+"/freezes", "reason", "Én flyttet hit."), 200, "Én flyttet hit.")
	want(t, nora.post(latePage+"/removal"), 409, "Listen er fryst")
	want(t, w.as(w.Liaison).post(page+"/people", "candidate", late.String()), 409, "står på listen allerede")

	// A claim has to last, and to be shown.
	form := nora.get(people[0])
	for _, c := range []struct {
		says   string
		fields []string
	}{
		{"Resultatet skal vare i minst 26 uker", []string{"began_on", "2026-01-01", "reached_on", "2026-02-27", "evidence", "Avtale", "source", "provider"}},
		{"Datoen kan ikke være fram i tid", []string{"began_on", "2025-01-01", "reached_on", "2026-12-01", "evidence", "Avtale", "source", "provider"}},
		{"Hva viser det?", []string{"began_on", "2025-01-01", "reached_on", "2026-02-01", "evidence", "", "source", "provider"}},
	} {
		want(t, form.submit(people[0]+"/result", c.fields...), 422, c.says)
	}
	want(t, w.as(w.Liaison).post(people[0]+"/result", claim...), 403)
	for i, p := range people {
		fields := claim
		if i == 1 {
			fields = append(slices.Clone(claim[:4]), "evidence", "=HYPERLINK(\"http://example.com\")", "source", "contact_person")
		}
		want(t, nora.get(p).submit(p+"/result", fields...), 200, "Resultatet er meldt")
	}
	want(t, nora.post(people[0]+"/result", claim...), 409)

	// The verifier is the evaluator, and never the contact person, the claimant or a leader.
	verdict := []string{"verdict", "verified", "why", "Så lønnsslippene."}
	for _, who := range []auth.Actor{w.Contact, w.Leader, w.Liaison} {
		want(t, w.as(who).post(people[0]+"/verdict", verdict...), 403, "Bare evaluatoren")
	}
	want(t, w.as(w.Auditor).post(people[0]+"/verdict", verdict...), 403)
	want(t, w.as(w.HR).get(page), 404)
	seen := w.as(eva).get(page)
	want(t, seen, 200, "1 · AP", "13 · BS")
	lacks(t, seen, "Prøve0", "Ada")
	want(t, w.as(eva).get(people[0]).submit(people[0]+"/verdict", "verdict", "verified", "why", ""), 422)
	for i, p := range people {
		said := verdict
		if i == 11 {
			said = []string{"verdict", "refused", "why", "Bare 20 uker."}
		}
		want(t, w.as(eva).get(p).submit(p+"/verdict", said...), 200, "Kontrollen er lagret")
		if i == 1 {
			want(t, nora.get(page+"/payer"), 200, "færre enn 5", "For få til å vises")
			want(t, nora.get("/effects"), 200, "færre enn 5")
		}
	}
	want(t, w.as(eva).post(people[0]+"/verdict", "verdict", "refused", "why", "Angret"), 409)
	want(t, nora.get(people[11]), 200, "Ikke godtatt", "Meld et resultat") // what was refused can be claimed anew

	// Eleven at 100 000 meet a cap of 1 000 000.
	before := nora.get(page)
	drafted := before.submit(page + "/payments")
	want(t, drafted, 200, "Utbetaling 1: "+ui.Kroner(context.Background(), 1000000), "11 resultater")
	before.submit(page + "/payments") // the same form again
	want(t, nora.post(page+"/payments"), 409, "Ingen kontrollerte resultater venter")
	payment := page + "/payments/" + w.only(`SELECT id::text FROM effect_payments`)
	want(t, nora.post(payment+"/approval"), 403, "Bare en leder")
	want(t, nora.post(payment+"/paid", "paid_on", on(0)), 409, "En leder må godkjenne")
	want(t, leader.get(page).submit(payment+"/approval"), 200, "Godkjent av Lars Leder")
	want(t, leader.post(payment+"/approval"), 409)
	want(t, nora.get(page).submit(payment+"/paid", "paid_on", on(1)), 422)
	want(t, nora.get(page).submit(payment+"/paid", "paid_on", on(-3)), 422, "før utbetalingen ble godkjent")
	want(t, nora.get(page).submit(payment+"/paid", "paid_on", on(0)), 200, "notert som betalt")
	want(t, nora.get(page+"/payer"), 200, "11", ui.Kroner(context.Background(), 1000000))
	want(t, nora.get("/effects"), 200, "Jobb i minst 50 prosent stilling i minst 26 uker", "85")

	// The cap is reached: a twelfth result is verified, and nothing more is paid.
	want(t, nora.get(people[11]).submit(people[11]+"/result", claim...), 200)
	want(t, w.as(eva).get(people[11]).submit(people[11]+"/verdict", verdict...), 200)
	want(t, nora.get(page), 200, "Taket i avtalen er nådd")
	want(t, nora.post(page+"/payments"), 409, "Taket i avtalen er nådd")

	file := nora.get(page + "/evidence.csv")
	if file.Status != 200 || !strings.Contains(file.Header.Get("Content-Type"), "text/csv") || !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("the evidence answers %d %v", file.Status, file.Header)
	}
	if !strings.Contains(file.Body, `"'=HYPERLINK(`) || strings.Contains(file.Body, `;"=HYPERLINK`) || !strings.Contains(file.Body, "Eva Luator") || strings.Contains(file.Body, "Prøve0") {
		t.Errorf("the evidence is\n%s", file.Body)
	}

	foreign := newWorldIn(t, w.world)
	for _, path := range []string{page, people[0], page + "/payer", page + "/evidence.csv"} {
		want(t, foreign.as(foreign.Contact).get(path), 404)
	}
}

// TestTheDatabaseKeepsVerifiersApart: what the pages refuse, the database refuses too, for the same person in another role as well.
func TestTheDatabaseKeepsVerifiersApart(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("groruddalen")
	w.whole = m.Whole()
	w.sign(m.Key)
	page, people, _ := w.frozen(1)
	nora := w.as(w.Contact)
	want(t, nora.get(people[0]).submit(people[0]+"/result", claim...), 200)
	leader := w.as(w.Leader)
	want(t, leader.get(page).submit(page+"/evaluator", "evaluator", w.Contact.Membership.String()), 422)
	want(t, nora.post(page+"/evaluator", "evaluator", w.Liaison.Membership.String()), 403, "Bare en leder")

	twin := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Contact.Tenant, Name: "Nora Kontakt"})
	w.sql(`UPDATE memberships SET email = (SELECT email FROM memberships WHERE id = $2) WHERE id = $1`, twin.Membership, w.Contact.Membership)
	refused := func(what, constraint, statement string, args ...any) {
		t.Helper()
		_, err := dbtest.Admin(t, w.pool).Exec(context.Background(), statement, args...)
		if err == nil || !strings.Contains(err.Error(), constraint) {
			t.Errorf("%s: %v, want %s", what, err, constraint)
		}
	}
	refused("the contact person in another role evaluates", "evaluator is the contact", `INSERT INTO effect_evaluators (tenant_id, id, agreement_id, employer_id, membership_id, named_by)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, $1, $2 FROM effect_results`, twin.Membership, w.Leader.Membership)
	refused("the claimant judges", "evaluator alone judges", `UPDATE effect_results SET verdict = 'verified', why = 'Jo', judged_by = claimed_by, judged_at = $1`, dbtest.Now)
	refused("a liaison judges", "evaluator alone judges", `UPDATE effect_results SET verdict = 'verified', why = 'Jo', judged_by = $2, judged_at = $1`, dbtest.Now, w.Liaison.Membership)
	refused("a frozen person is moved", "frozen list", `DELETE FROM effect_people`)
	refused("somebody enters by the side door", "side door", `INSERT INTO effect_people (tenant_id, id, agreement_id, employer_id, candidate_id, number, initials, enrolled_by, freeze_id)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, candidate_id, 99, 'X', enrolled_by, freeze_id FROM effect_people`)
	refused("more than the cap", "more than the cap", `INSERT INTO effect_payments (tenant_id, id, agreement_id, employer_id, results, unit_price, amount, drafted_by)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, 1000, 1000000, 999999999, claimed_by FROM effect_results`)
	w.sql(`INSERT INTO effect_payments (tenant_id, id, agreement_id, employer_id, results, unit_price, amount, drafted_by)
		SELECT tenant_id, gen_random_uuid(), agreement_id, employer_id, 1, 1, 1, $1 FROM effect_results`, w.Leader.Membership)
	refused("the author approves", "a leader who did not write it", `UPDATE effect_payments SET approved_by = drafted_by, approved_at = $1`, dbtest.Now)
	refused("a contact person approves", "a leader who did not write it", `UPDATE effect_payments SET approved_by = $2, approved_at = $1`, dbtest.Now, w.Contact.Membership)
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

// TestAHireIsNoPlacement: who may say it, what it closes, what is refused, and that it can be taken back.
func TestAHireIsNoPlacement(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("rekrutteringsbistand")
	w.whole = m.Whole()
	w.sign(m.Key)
	shown := w.asked("job")
	nora := w.as(w.Contact)
	form := nora.get(shown + "/hire")
	want(t, form, 200, "Fikk Ada Prøve jobben?", "verken plan eller fadder")
	for _, c := range []struct {
		says   string
		fields []string
	}{
		{"Velg", []string{"starts_on", on(14)}},
		{"Skriv stillingsprosenten", []string{"form", "permanent", "percent", "", "starts_on", on(14)}},
		{"1 til 100", []string{"form", "permanent", "percent", "101", "starts_on", on(14)}},
		{"En fast jobb har ingen siste dag", []string{"form", "permanent", "starts_on", on(14), "ends_on", on(90)}},
		{"mer enn et år fram", []string{"form", "permanent", "starts_on", on(400)}},
		{"avtalen", []string{"form", "permanent", "starts_on", "2026-02-01"}},
	} {
		again := form.submit(shown+"/hire", c.fields...)
		want(t, again, 422, c.says, `value="`+c.fields[len(c.fields)-1]+`"`)
	}
	for who, status := range map[*auth.Actor]int{&w.Liaison: 403, &w.Leader: 403, &w.Auditor: 403} {
		if got := w.as(*who).post(shown+"/hire", "form", "permanent", "percent", "80", "starts_on", on(14)); got.Status != status {
			t.Errorf("%s gets %d, want %d", who.Role, got.Status, status)
		}
	}
	foreign := newWorldIn(t, w.world)
	want(t, foreign.as(foreign.Contact).post(shown+"/hire", "form", "permanent", "percent", "80", "starts_on", on(14)), 404)

	page := nora.get(shown + "/hire")
	want(t, page.submit(shown+"/hire", "form", "substitute", "percent", "80", "starts_on", on(14), "ends_on", on(200)), 200, "vikariat, 80 prosent")
	page.submit(shown+"/hire", "form", "substitute", "percent", "80", "starts_on", on(14), "ends_on", on(200)) // the same form again
	if n := w.count(`SELECT count(*) FROM hires`); n != 1 {
		t.Errorf("%d hires, want 1", n)
	}
	want(t, nora.post(shown+"/hire", "form", "permanent", "percent", "80", "starts_on", on(14)), 409)
	if n := w.count(`SELECT count(*) FROM requests WHERE closed_at IS NULL`); n != 0 {
		t.Error("the request is still open")
	}
	until := w.only(`SELECT max(until_at AT TIME ZONE 'Europe/Oslo')::date::text FROM disclosures WHERE recipient = 'employer'`)
	if until != on(14+84) {
		t.Errorf("the employer sees the person until %s, want %s", until, on(14+84))
	}
	ours := w.as(w.HR).get("/partner" + w.path + "/standing")
	want(t, ours, 200, "Ada Prøve", "Vikariat, 80 prosent")
	lacks(t, w.as(w.Union).get("/partner"+w.path), "Ada")
	want(t, w.as(w.Union).get("/partner"+w.path+"/standing"), 403)
	w.clock(dbtest.Now.AddDate(0, 0, 14+85))
	after := w.as(w.HR).get("/partner" + w.path + "/standing")
	want(t, after, 200, "En person", "Vikariat, 80 prosent")
	lacks(t, after, "Ada")
	w.clock(dbtest.Now.Add(time.Hour))

	nora = w.as(w.Contact)
	wrong := shown + "/hire/misregistration"
	want(t, nora.get(shown).submit(wrong, "reason", ""), 422)
	want(t, nora.get(shown).submit(wrong, "reason", "Feil person."), 200, "Det er tatt tilbake")
	want(t, nora.get(w.path), 200, "Ingen av 1 ønskede har fått jobb ennå.", "tok tilbake at noen fikk jobb: Feil person.")
	want(t, nora.get(shown), 200, "Fikk jobben")
}

// TestAdviceIsGivenOnce: an advice meeting is not held before its hour, nor twice, nor by others, nor under an agreement about something else.
func TestAdviceIsGivenOnce(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("molde")
	w.whole = m.Whole()
	w.sign(m.Key)
	unit := w.unit(w.Employer, "Kjøkkenet")
	nora := w.as(w.Contact)
	form := nora.get(w.path + "/advice/new")
	want(t, form.submit(w.path+"/advice", "day", "2026-01-01", "place", "", "about", "Utlysninger"), 422, "31 dager", "Utlysninger")
	want(t, form.submit(w.path+"/advice", "day", on(7), "place", "Kantina", "about", "Utlysninger", "units", uuid.NewString()), 422)
	made := form.submit(w.path+"/advice", "day", on(7), "clock", "10:00", "place", "Kantina", "about", "Utlysninger", "units", unit.String())
	want(t, made, 200, "Rådmøtet er avtalt", "Kjøkkenet", "Når møtet har vært")
	want(t, nora.post(made.Path+"/held", "advised", "For tidlig"), 409, "Når møtet har vært")
	want(t, w.as(w.Liaison).post(made.Path+"/held", "advised", "x"), 403)
	foreign := newWorldIn(t, w.world)
	want(t, foreign.as(foreign.Contact).get(made.Path), 404)
	want(t, w.as(w.HR).post("/partner"+made.Path+"/held", "advised", "x"), 404)
	w.clock(dbtest.Now.AddDate(0, 0, 8))
	nora = w.as(w.Contact)
	page := nora.get(made.Path)
	want(t, page.submit(made.Path+"/held", "advised", ""), 422)
	want(t, page.submit(made.Path+"/held", "advised", "Be om livserfaring."), 200, "Møtet er holdt, og rådene er lagret.")
	want(t, nora.post(made.Path+"/held", "advised", "En gang til"), 409, "holdt eller avlyst allerede")
	want(t, w.as(w.HR).get("/partner"+w.path+"/standing"), 200, "Utlysninger", "Holdt")

	other := w.drafted(w.Employer, "glor")
	want(t, nora.post(other.Path+"/advice", "day", on(9), "clock", "10:00", "place", "Kantina", "about", "Råd"), 409, "Avtalen handler ikke om råd")
}

// TestWhatIsWantedByNeed: an agreement without numbers asks with a count and a kind in the request; others do not.
func TestWhatIsWantedByNeed(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("naeroy")
	w.whole = m.Whole()
	w.sign(m.Key)
	at := "/requests/new?agreement=" + strings.TrimPrefix(w.path, "/agreements/")
	nora := w.as(w.Contact)
	want(t, nora.get(w.path), 200, "Be om kandidater", at)
	form := nora.get(at)
	want(t, form.submit("/requests", "count", "3", "message", "Renhold om morgenen"), 422, "Velg", "Renhold om morgenen", `value="3"`)
	want(t, form.submit("/requests", "count", "0", "kind", "temporary"), 422, "1 til 99")
	want(t, form.submit("/requests", "count", "3", "kind", "job"), 422) // a job is for agreements that run to hires
	want(t, form.submit("/requests", "count", "3", "kind", "temporary"), 200, "3 personer til midlertidige stillinger")
	ours := w.as(w.HR).get("/partner" + at)
	want(t, ours.submit("/partner/requests", "count", "2", "kind", "work_training"), 200, "2 personer til arbeidstrening")
	want(t, nora.get("/requests"), 200, "2 personer til arbeidstrening")
	foreign := newWorldIn(t, w.world)
	want(t, foreign.as(foreign.Contact).get(at), 404)
	want(t, nora.get("/requests/new?agreement="+strings.TrimPrefix(w.drafted(w.Employer, "naeroy").Path, "/agreements/")), 404) // not signed
}
