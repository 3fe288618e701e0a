package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
)

// surface fetches everything that a partner can reach of the people, and returns it in one text.
func (m *match) surface(who auth.Actor, addresses ...string) string {
	m.t.Helper()
	c := m.as(who)
	var all strings.Builder
	for _, address := range append(addresses, "/partner/people", "/partner/requests", "/partner/requests/new") {
		p := c.get(address)
		all.WriteString(p.Body + headersOf(p))
	}
	return all.String()
}

// meetings returns how many meetings somebody meets.
func (m *match) meetings(who auth.Actor) (n int) {
	m.t.Helper()
	m.do(who, func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Value[int](ctx, tx, `SELECT count(*)::int FROM meetings`, nil)
		return err
	})
	return n
}

func TestTheEmployerReadsWhatWasOpenedAndNothingElse(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Etternavnkanari")
	m.as(m.Liaison).get("/candidates/"+ada.String()+"/background").submit("/candidates/"+ada.String()+"/background", "body", "Bakgrunnskanari")
	m.as(adaAs).get("/my/profile").submit("/my/profile", "strengths", "Styrkeord", "wishes", "Ønskekanari", "languages", "Språkkanari",
		"needs_at_work", "Behovsord", "phone", "91234567")
	nomination := m.yes(ada, adaAs, "strengths", "needs_at_work")
	page := "/partner/presentations/" + m.presented(nomination)
	// What is changed later is not opened by the yes that was given.
	m.as(adaAs).get("/my/profile").submit("/my/profile", "strengths", "Senerekanari")

	seen := m.surface(m.HR, page)
	for _, word := range []string{"Ada", "Styrkeord", "Behovsord"} {
		if !strings.Contains(seen, word) {
			t.Errorf("the employer does not read %s", word)
		}
	}
	forbidden := []string{"kanari", ada.String(), nomination, "91234567", "91 23 45 67", "Liker orden.", "Lisa Kontor", m.only(`SELECT name FROM offices WHERE id = $1`, m.Liaison.Office)}
	for _, who := range []auth.Actor{m.HR, m.Buddy, m.Union} {
		seen := m.surface(who, page)
		for _, word := range forbidden {
			if strings.Contains(seen, word) {
				t.Errorf("a %s reads %q", who.Role, word)
			}
		}
	}
	// The same words are there for those who may read them, else the crawl proves nothing.
	nav := m.as(m.Liaison).get("/candidates/"+ada.String()).Body + m.as(m.Liaison).get("/candidates/"+ada.String()+"/background").Body
	for _, word := range []string{"Etternavnkanari", "Bakgrunnskanari", "Ønskekanari", "Språkkanari", "Senerekanari", "91 23 45 67"} {
		if !strings.Contains(nav, word) {
			t.Errorf("Nav does not read %s", word)
		}
	}
	// Nav's preview is what the employer reads.
	preview := m.as(m.Contact).get(strings.Replace(page, "/partner", "", 1) + "/preview")
	want(t, preview, 200, "Styrkeord", "Behovsord")
	lacks(t, preview, "Ønskekanari", "Språkkanari", "Senerekanari", "Etternavnkanari,")
}

func TestNobodyIsPresentedWithoutAYes(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	before := m.surface(m.HR)
	ada, adaAs := m.candidate("Ada", "Prøve")
	nomination := m.nominated(ada)
	c := m.as(m.Contact)
	never := "/nominations/" + uuid.NewString()
	for _, part := range []string{"/presentation", "/answer", "/withdrawal"} {
		want(t, c.post("/nominations/"+nomination+part, "answer", "yes", "way", "phone"), map[string]int{"/presentation": 404, "/answer": 403, "/withdrawal": 404}[part])
	}
	same(t, c.get("/nominations/"+nomination+"/preview"), c.get(never+"/preview"))
	want(t, m.as(m.Liaison).post("/nominations/"+nomination+"/presentation"), 403)

	page := m.as(adaAs).get("/my/questions/" + nomination)
	want(t, page, 200, "Vil du møte Fjord Gjenvinning?", "Møter tidlig og holder orden.", "Ja, presenter meg", "Nei takk", "skjer det ingenting")
	spoken(t, page)
	no := page.submit("/my/questions/"+nomination+"/answer", "answer", "no")
	want(t, no, 200, "Svaret er sendt", "Du sa nei")
	want(t, c.post("/nominations/"+nomination+"/presentation"), 404)
	lacks(t, c.get(m.Request), "Ada")
	want(t, m.as(adaAs).post("/my/questions/"+nomination+"/answer", "answer", "yes"), 409, "allerede svart")
	// To the employer the world is the same as if nobody had been asked.
	if after := m.surface(m.HR); oneTimeKey.ReplaceAllString(after, "") != oneTimeKey.ReplaceAllString(before, "") {
		t.Error("the employer sees that somebody was asked and said no")
	}
}

func TestAYesTakenBackIsNotFoundAsIfItNeverWas(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	nomination := m.yes(ada, adaAs, "strengths")
	presentation := m.presented(nomination)
	hr, contact := m.as(m.HR), m.as(m.Contact)
	page, never := "/partner/presentations/"+presentation, "/partner/presentations/"+uuid.NewString()
	want(t, hr.get(page), 200, "Ada")
	want(t, contact.get("/candidates/"+ada.String()), 200, "Ada Prøve")
	want(t, hr.get(page).submit(page+"/answer", "answer", "meet"), 200)
	show := "/presentations/" + presentation
	want(t, contact.get(show).submit(show+"/meetings", "day", on(3), "clock", "10:00", "place", "Resepsjonen"), 200, "Møtet er avtalt")
	want(t, hr.get(page), 200, "Resepsjonen")
	if n := m.meetings(adaAs); n != 1 {
		t.Errorf("%d meetings before, want 1", n)
	}
	mine := m.as(adaAs).get("/my/questions/" + nomination)
	want(t, mine, 200, "Dette ser Fjord Gjenvinning", "Møter tidlig", "ser ikke lenger noe om deg", "De får ikke vite hvorfor.")
	spoken(t, mine)
	want(t, m.as(adaAs).get("/my/who-has-looked"), 200, "Fjord Gjenvinning", "Møter tidlig og holder orden.")
	want(t, mine.submit("/my/questions/"+nomination+"/withdrawal"), 200, "Ja-et er tatt tilbake")

	same(t, hr.get(page), hr.get(never))
	same(t, hr.send("POST", page+"/answer", values([]string{"answer", "meet"})), hr.send("POST", never+"/answer", values([]string{"answer", "meet"})))
	lacks(t, hr.get("/partner/people"), "Ada")
	want(t, m.as(adaAs).get("/my/who-has-looked"), 200, "Ingen arbeidsgiver ser noe om deg nå.")
	for _, who := range []auth.Actor{adaAs, m.HR} {
		if n := m.meetings(who); n != 0 {
			t.Errorf("a %s has %d meetings about what was taken back", who.Role, n)
		}
	}
	// The contact person's need to know ended with it.
	want(t, contact.get("/candidates/"+ada.String()), 200, "Hvorfor åpner du denne siden?")
	same(t, contact.get("/presentations/"+presentation), contact.get("/presentations/"+uuid.NewString()))
	want(t, m.as(adaAs).post("/my/questions/"+nomination+"/withdrawal"), 409)
}

func TestNavWritesDownWhatWasSaid(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	bo := m.candidateOf(m.Liaison, "Bo", "Prøve")
	nomination := m.nominated(bo)
	address := "/nominations/" + nomination + "/answer"
	form := m.as(m.Liaison).get(address)
	want(t, form, 200, "Hva svarte Bo?", "Tar ansvar.")
	spoken(t, form)
	want(t, form.submit(address), 422, "Velg ett av alternativene.")
	want(t, form.submit(address, "way", "own_page", "answer", "yes"), 422, "Velg et av alternativene i listen.")
	want(t, form.submit(address, "way", "phone", "answer", "yes", "buddy", "strengths"), 422, "Fadderen kan bare få lese")
	want(t, form.submit(address, "way", "phone", "answer", "yes", "fields", "background"), 422)
	other := m.as(m.OtherLiaison)
	same(t, other.get(address), other.get("/nominations/"+uuid.NewString()+"/answer"))
	want(t, other.post(address, "way", "phone", "answer", "yes"), 404)

	want(t, form.submit(address, "way", "phone", "answer", "yes", "fields", "strengths", "buddy", "strengths"), 200, "Svaret er notert", "Ja")
	want(t, m.as(m.Contact).get(m.Request), 200, "Bo Prøve", "På telefon 2. mars 2026, notert av Nav", "Liker orden.")
	if got := m.only(`SELECT string_agg(recipient || ' ' || field, ', ' ORDER BY recipient, field) FROM disclosures`); got != "buddy first_name, buddy strengths, employer first_name, employer strengths" {
		t.Errorf("opened: %s", got)
	}
	presentation := m.presented(nomination)
	preview := m.as(m.Liaison).get("/nominations/" + nomination + "/preview")
	want(t, preview, 200, "Har kandidaten ombestemt seg?")
	lacks(t, preview, "Presenter Bo")
	want(t, preview.submit("/nominations/"+nomination+"/withdrawal"), 200, "Ja-et er tatt tilbake")
	hr := m.as(m.HR)
	same(t, hr.get("/partner/presentations/"+presentation), hr.get("/partner/presentations/"+uuid.NewString()))
}

func TestAnotherEmployerNeverMeetsThem(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	page := "/partner/presentations/" + m.presented(m.yes(ada, adaAs, "strengths"))
	other := m.employer("Vidda Lager", "310000029")
	rival := m.as(m.partner(other, auth.EmployerContact, "Rita Rival"))
	same(t, rival.get(page), rival.get("/partner/presentations/"+uuid.NewString()))
	want(t, rival.post(page+"/answer", "answer", "meet"), 404)
	lacks(t, rival.get("/partner/people"), "Ada")
	for _, who := range []auth.Actor{m.Buddy, m.Union} {
		c := m.as(who)
		if p := c.get(page); p.Status == 200 {
			t.Errorf("a %s opens somebody presented", who.Role)
		}
		want(t, c.post(page+"/answer", "answer", "meet"), 403)
	}
	// Another's candidate does not answer, and reads nothing of it.
	bo := m.as(dbtest.Actor(t, m.pool, auth.Actor{Role: auth.Candidate, Tenant: m.Contact.Tenant, Office: m.Liaison.Office}))
	nomination := m.only(`SELECT id::text FROM nominations`)
	same(t, bo.get("/my/questions/"+nomination), bo.get("/my/questions/"+uuid.NewString()))
	want(t, bo.post("/my/questions/"+nomination+"/withdrawal"), 404)
	lacks(t, bo.get("/my/questions"), "Fjord Gjenvinning")
	// The other contact person neither presents nor settles.
	colleague := m.as(dbtest.Actor(t, m.pool, auth.Actor{Role: auth.NavContact, Tenant: m.Contact.Tenant}))
	shown := strings.Replace(page, "/partner", "", 1)
	same(t, colleague.get(shown), colleague.get("/presentations/"+uuid.NewString()))
	want(t, colleague.post(shown+"/choice", "choice", "not_chosen"), 404)
	want(t, colleague.post(shown+"/answer", "answer", "meet"), 404)
}

func TestWhoIsNotChosenIsNotFoundByTheEmployer(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	presentation := m.presented(m.yes(ada, adaAs, "strengths"))
	hr := m.as(m.HR)
	page := "/partner/presentations/" + presentation
	want(t, hr.get(page).submit(page+"/answer", "answer", "not_now"), 200, "Dere svarte «Ikke nå» 2. mars 2026.")
	want(t, hr.get(page).submit(page+"/answer", "answer", "meet"), 200, "Dere svarte 2. mars 2026 at dere vil møtes.")
	want(t, hr.post(page+"/answer", "answer", "kanskje"), 422)
	show := "/presentations/" + presentation
	c := m.as(m.Contact)
	want(t, c.get(show), 200, "Fjord Gjenvinning vil møte kandidaten.", "Ikke valgt denne gangen")
	want(t, c.get(show).submit(show+"/answer", "answer", "not_now"), 200, "Svaret er notert", "svarte «Ikke nå»")
	settled := c.get(show).submit(show+"/choice", "choice", "not_chosen")
	want(t, settled, 200, "Det er notert", "Fjord Gjenvinning")
	spoken(t, settled)
	want(t, c.post(show+"/choice", "choice", "not_chosen"), 404)
	want(t, m.as(m.Liaison).get(show), 200, "Ikke valgt denne gangen", "Husk å ringe")
	same(t, hr.get(page), hr.get("/partner/presentations/"+uuid.NewString()))
	lacks(t, hr.get("/partner/people"), "Ada")
	want(t, m.as(m.Liaison).get(show+"/preview"), 200, "Arbeidsgiveren ser ikke lenger noe")
}

func TestAPresentationIsMadeOnce(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	nomination := m.yes(ada, adaAs)
	c := m.as(m.Contact)
	one := c.post("/nominations/" + nomination + "/presentation")
	two := c.post("/nominations/" + nomination + "/presentation")
	if one.Status != 303 || two.Status != 303 || one.leads() != two.leads() {
		t.Errorf("presented twice: %d to %s and %d to %s", one.Status, one.leads(), two.Status, two.leads())
	}
	want(t, m.as(m.HR).get("/partner"+one.leads()), 200, "Ada forteller gjerne mer når dere møtes.")
	if n := m.only(`SELECT count(*)::text FROM notices WHERE what = 'presented'`); n != "1" {
		t.Errorf("the employer has been told %s times, want once", n)
	}
}

func TestPagesOfPeopleSpeakThreeLanguages(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	bo, boAs := m.candidate("Bo", "Prøve")
	m.as(boAs).get("/my/profile").submit("/my/profile", "wishes", "Lager")
	asked := m.nominated(bo)
	nomination := m.yes(ada, adaAs, "strengths")
	unsent := m.as(m.Contact).get("/requests/new?line=" + m.Line.ID.String()).submit("/requests").Path
	preview := "/nominations/" + nomination + "/preview"
	before := m.as(m.Contact).get(preview)
	presentation := "/presentations/" + strings.TrimPrefix(before.submit("/nominations/"+nomination+"/presentation").Path, "/presentations/")
	m.as(m.HR).post("/partner"+presentation+"/answer", "answer", "meet")
	for _, c := range []struct {
		who   auth.Actor
		pages []string
	}{
		{m.Liaison, []string{"/candidates", "/candidates/new", "/candidates/" + ada.String(), "/candidates/" + ada.String() + "/edit",
			"/candidates/" + ada.String() + "/background", "/requests", m.Request, "/nominations/" + asked + "/answer", preview}},
		{m.Contact, []string{"/candidates/" + bo.String(), "/requests", "/requests/new", "/requests/new?line=" + m.Line.ID.String(), m.Request, unsent, presentation, presentation + "/preview"}},
		{m.HR, []string{"/partner/people", "/partner" + presentation, "/partner/requests", "/partner/requests/new", "/partner/requests/new?line=" + m.Line.ID.String()}},
		{adaAs, []string{"/my/questions", "/my/questions/" + nomination, "/my/profile", "/my/who-has-looked"}},
		{boAs, []string{"/my/questions", "/my/questions/" + asked}},
	} {
		browser := m.as(c.who)
		for _, address := range c.pages {
			for _, lang := range []string{"nb", "nn", "en"} {
				p := browser.send("GET", address, nil, "Accept-Language", lang)
				want(t, p, 200, `<html lang="`+lang+`"`)
				spoken(t, p)
			}
		}
	}
}
