package server_test

import (
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

func TestFromRequestToChoice(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	nomination := m.yes(ada, adaAs, "strengths")
	seen := m.as(m.Contact).get("/nominations/" + nomination + "/preview")
	want(t, seen, 200, "Dette ser arbeidsgiveren", "Møt Ada", "Møter tidlig og holder orden.")
	spoken(t, seen)
	presentation := m.presented(nomination)

	hr := m.as(m.HR)
	people := hr.get("/partner/people")
	want(t, people, 200, "Én person venter på svar fra dere.", "Ada", "Møter tidlig og holder orden.")
	lacks(t, people, "Prøve,", ada.String())
	page := hr.get(people.link("Svar Ada"))
	want(t, page, 200, "Møt Ada", "Vil møte kandidaten")
	answered := page.submit("/partner/presentations/"+presentation+"/answer", "answer", "meet")
	want(t, answered, 200, "Svaret er sendt. Nav avtaler et møte")
	for _, p := range []reply{people, page, answered} {
		spoken(t, p)
	}

	c := m.as(m.Contact)
	show := "/presentations/" + presentation
	tooSoon := c.get(show).submit(show+"/choice", "choice", "chosen", "unit", m.only(`SELECT id::text FROM units`))
	want(t, tooSoon, 409, "De må ha møtt hverandre")
	called := c.get(show).submit(show+"/meetings", "day", on(3), "clock", "10:00", "place", "Resepsjonen")
	want(t, called, 200, "Møtet er avtalt", "Resepsjonen")
	spoken(t, called)
	m.change(`UPDATE meetings SET held_at = at`)
	chosen := c.get(show).submit(show+"/choice", "choice", "chosen", "unit", m.only(`SELECT id::text FROM units`))
	want(t, chosen, 200, "Valget er notert", "Ada er valgt til Papirsortering")
	spoken(t, chosen)
	preview := c.get(show + "/preview")
	want(t, preview, 200, "Møter tidlig og holder orden.", "Papirsortering")
	spoken(t, preview)
}

func TestARequestIsSentWithWhatTheAgreementSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	line := w.agreed(w.Employer, w.HR, "ia_vikar")
	c := w.as(w.Contact)
	list := c.get("/requests/new")
	want(t, list, 200, "4 arbeidstreningsplasser, 3 måneder", "4 er ledige nå.")
	asked := c.get("/requests/new?line="+line.ID.String()).submit("/requests", "count", "1")
	want(t, asked, 200, "Er motivert og har den riktige innstillingen", `value="`+on(7)+`"`)
	spoken(t, asked)

	bad := asked.submit(asked.Path+"/sending", "due_on", on(1), "criteria", "Liker å stå opp tidlig")
	want(t, bad, 422, "Velg minst ett Nav-kontor.", "Velg en dag som er 2 til 31 dager fram i tid.", "Liker å stå opp tidlig", "Feil:")
	for _, day := range []string{on(32), "2026-02-31", ""} {
		want(t, asked.submit(asked.Path+"/sending", "due_on", day, "offices", w.Liaison.Office.String()), 422)
	}
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison})
	want(t, asked.submit(asked.Path+"/sending", "offices", stranger.Office.String()), 422, "Velg et av alternativene")
	sent := asked.submit(asked.Path+"/sending", "offices", w.Liaison.Office.String(), "offices", w.Liaison.Office.String(), "due_on", on(2), "criteria", "Liker å stå opp tidlig\n\nKan løfte")
	want(t, sent, 200, "Liker å stå opp tidlig", "Kan løfte", "Venter på svar")
	again := asked.submit(asked.Path+"/sending", "offices", w.Liaison.Office.String(), "criteria", "Noe annet")
	want(t, again, 409, "allerede sendt")
	if n := w.only(`SELECT count(*)::text FROM notices WHERE what = 'request_came' AND membership_id = $1`, w.Liaison.Membership); n != "1" {
		t.Errorf("the liaison has been told %s times, want once", n)
	}
}

func TestAskingIsCheckedAndKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	line := w.agreed(w.Employer, w.HR, "glor")
	other := w.employer("Vidda Lager", "310000029")
	elsewhere := w.unit(other, "Lageret")
	form := w.as(w.Contact).get("/requests/new?line=" + line.ID.String())
	bad := form.submit("/requests", "count", "0", "wanted_from", on(-1), "unit", elsewhere.String(), "message", "En <b>flink</b> person")
	want(t, bad, 422, "Skriv et helt tall fra 1 til 99.", "Datoen kan ikke være før i dag.", "Velg et av alternativene", "En &lt;b&gt;flink&lt;/b&gt; person")
	private := form.submit("/requests", "message", "Ingen som har vært sykmeldt")
	want(t, private, 422, "Teksten kan si noe privat", "sykmeldt", "Jeg har lest teksten på nytt")
	want(t, private.submit("/requests", "looked_again", "on"), 200, "Ingen som har vært sykmeldt")
	if n := w.rows(w.Contact, "requests"); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestOnlyTheContactPersonSendsAndCloses(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	other := m.as(dbtest.Actor(t, m.pool, auth.Actor{Role: auth.NavContact, Tenant: m.Contact.Tenant}))
	page := other.get(m.Request)
	want(t, page, 200, "Svar fra kontorene")
	lacks(t, page, "Avslutt forespørselen", "Send forespørselen")
	want(t, other.post(m.Request+"/closing"), 403)
	want(t, other.post("/requests", "line", m.Line.ID.String(), "count", "1", "wanted_from", on(5)), 403)

	closed := m.as(m.Contact).get(m.Request).submit(m.Request + "/closing")
	want(t, closed, 200, "Forespørselen er avsluttet", "ble avsluttet 2. mars 2026")
	lacks(t, closed, "Avslutt forespørselen")
	ada, _ := m.candidate("Ada", "Prøve")
	liaison := m.as(m.Liaison)
	lacks(t, liaison.get(m.Request), "Foreslå og spør kandidaten")
	want(t, liaison.post(m.Request+"/nominations", "candidate", ada.String(), "answer_by", on(7)), 409, "ikke åpen for forslag")
}

func TestAnOfficeAnswersForItselfAlone(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, _ := m.candidate("Ada", "Prøve")
	stranger := dbtest.Actor(t, m.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: m.Contact.Tenant, Name: "Tredje Kontor"})
	want(t, m.as(stranger).post(m.Request+"/none", "because", "Ingen"), 403, "ikke sendt til kontoret ditt")
	want(t, m.as(stranger).post(m.Request+"/nominations", "candidate", ada.String(), "answer_by", on(7)), 403, "ikke sendt til kontoret ditt")
	m.candidateOf(m.OtherLiaison, "Bo", "Annet")
	// The person is followed up by another office: to this one she is nobody.
	want(t, m.as(m.OtherLiaison).post(m.Request+"/nominations", "candidate", ada.String(), "answer_by", on(7)), 422, "Velg et av alternativene")
	lacks(t, m.as(m.OtherLiaison).get(m.Request), "Ada")

	form := m.as(m.OtherLiaison).get(m.Request)
	want(t, form.submit(m.Request+"/none", "because", ""), 422, "Må fylles ut.")
	want(t, form.submit(m.Request+"/none", "because", "Alle har fått plass"), 200, "Svaret er sendt", "Ingen akkurat nå: Alle har fått plass")
	m.nominated(ada)
	contact := m.as(m.Contact).get(m.Request)
	want(t, contact, 200, "Har foreslått noen", "Alle har fått plass", "Ingen har sagt ja ennå.")
	lacks(t, contact, "Ada", "Liker orden.")
	list := m.as(m.Contact).get("/requests")
	want(t, list, 200, "Alle kontorene har svart.")
	spoken(t, list)
	want(t, m.as(m.Liaison).get("/requests"), 200, "Kontoret ditt har svart.")
	lacks(t, m.as(stranger).get("/requests"), "Fjord Gjenvinning")
}

func TestNominatingTwiceIsRefusedAndTheTextKept(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, _ := m.candidate("Ada", "Prøve")
	before := m.as(m.Liaison).get(m.Request)
	want(t, before.submit(m.Request+"/nominations", "candidate", ada.String(), "answer_by", on(1), "note", "Bra folk"), 422, "Bra folk", "2 til 31 dager fram i tid")
	m.nominated(ada)
	again := m.as(m.Liaison).send("POST", m.Request+"/nominations", values([]string{"candidate", ada.String(), "answer_by", on(7), "note", "Bra folk"}))
	want(t, again, 409, "allerede foreslått", "Bra folk")
	if n := m.only(`SELECT count(*)::text FROM nominations`); n != "1" {
		t.Errorf("%s nominations, want 1", n)
	}
	// The same form sent twice is done once, and leads to the same place.
	bo, _ := m.candidate("Bo", "Prøve")
	form, _ := m.as(m.Liaison).get(m.Request).form(m.Request + "/nominations")
	form.Set("candidate", bo.String())
	one, two := m.as(m.Liaison).send("POST", m.Request+"/nominations", form), m.as(m.Liaison).send("POST", m.Request+"/nominations", form)
	if one.Status != 303 || two.Status != 303 || one.leads() != two.leads() {
		t.Errorf("sent twice: %d to %s and %d to %s", one.Status, one.leads(), two.Status, two.leads())
	}
}

func TestTheEmployerAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	line := w.agreed(w.Employer, w.HR, "ia_vikar")
	hr := w.as(w.HR)
	choose := hr.get("/partner/requests/new")
	want(t, choose, 200, "4 arbeidstreningsplasser")
	form := hr.get("/partner/requests/new?line=" + line.ID.String())
	spoken(t, form)
	want(t, form.submit("/partner/requests", "count", "mange", "message", "Lager og truck"), 422, "Skriv et helt tall", "Lager og truck")
	list := form.submit("/partner/requests", "count", "3", "message", "Lager og truck")
	want(t, list, 200, "Nav har fått beskjed", "3 personer til arbeidstrening", "Kontaktpersonen i Nav fikk den 2. mars 2026.")
	spoken(t, list)

	request := w.only(`SELECT id::text FROM requests`)
	page := w.as(w.Contact).get("/requests/" + request)
	want(t, page, 200, "Hanne Personal hos arbeidsgiveren", "Lager og truck")
	page.submit(page.Path+"/sending", "offices", w.Liaison.Office.String(), "criteria", "Hemmelig kriterium")
	list = hr.get("/partner/requests")
	want(t, list, 200, "Nav har lett etter noen siden 2. mars 2026.")
	lacks(t, list, "Hemmelig kriterium", "Kontor ")

	other := w.employer("Vidda Lager", "310000029")
	rival := w.as(w.partner(other, auth.EmployerContact, "Rita Rival"))
	same(t, rival.get("/partner/requests/new?line="+line.ID.String()), rival.get("/partner/requests/new?line=0195f1c4-0000-7000-8000-000000000000"))
	lacks(t, rival.get("/partner/requests"), "Lager og truck")
	for _, who := range []auth.Actor{w.Union, w.Buddy} {
		want(t, w.as(who).get("/partner/requests"), 403)
		want(t, w.as(who).post("/partner/requests", "line", line.ID.String(), "count", "1", "wanted_from", on(5)), 403)
	}
	if n := w.only(`SELECT count(*)::text FROM notices WHERE what = 'employer_asks' AND membership_id = $1`, w.Contact.Membership); n != "1" {
		t.Errorf("the contact person has been told %s times, want once", n)
	}
}

func TestAnUnsentRequestIsNotAnsweredByAnybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	line := w.agreed(w.Employer, w.HR, "glor")
	asked := w.as(w.Contact).get("/requests/new?line=" + line.ID.String()).submit("/requests")
	want(t, w.as(w.Liaison).get(asked.Path), 200, "har ikke sendt forespørselen")
	want(t, w.as(w.Liaison).post(asked.Path+"/none", "because", "Ingen"), 403)
	if !strings.HasPrefix(asked.Path, "/requests/") {
		t.Errorf("asking leads to %s", asked.Path)
	}
}

func TestNobodyHasAnsweredIsSaidInWords(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	want(t, m.as(m.Contact).get(route.Requests), 200, "Ingen av de 2 kontorene har svart ennå.")
	want(t, m.as(m.Liaison).post(m.Request+"/none", "because", "Ingen nå"), 303)
	want(t, m.as(m.Contact).get(route.Requests), 200, "1 av 2 kontorer har svart.")
	m.clock(dbtest.Now.AddDate(0, 2, 0))
	m.change(`UPDATE request_offices SET answered_at = NULL, none_because = ''`)
	want(t, m.as(m.Contact).get(route.Requests), 200, "Ingen av de 2 kontorene har svart.")
}
