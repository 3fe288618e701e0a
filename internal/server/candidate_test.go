package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/user"
)

// openings returns how many times the person's pages have been opened.
func (s *site) openings(of candidate.ID) string {
	s.t.Helper()
	return s.only(`SELECT count(*)::text FROM openings WHERE candidate_id = $1`, of.UUID)
}

func TestACandidateIsRegisteredAndRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.as(w.Liaison)
	empty := l.get("/candidates")
	want(t, empty, 200, "Ingen kandidater her ennå.")
	form := l.get(empty.link("Registrer kandidat"))
	spoken(t, form)
	bad := form.submit("/candidates", "first_name", "", "email", "ikke-en-adresse", "strengths", "Er grei & blid")
	want(t, bad, 422, "Må fylles ut.", "Skriv en e-postadresse", "Er grei &amp; blid", "Feil:")
	long := form.submit("/candidates", "first_name", "Ada", "last_name", "Prøve", "phone", "90000000", "wishes", strings.Repeat("å", 1001))
	want(t, long, 422, "Teksten er for lang. Skriv høyst 1000 tegn.")
	want(t, form.submit("/candidates", "first_name", "Ada", "wishes", strings.Repeat("å", 1<<20)), 413)
	want(t, form.submit("/candidates", "first_name", "A\xffda", "last_name", "Prøve", "phone", "90000000"), 422, "tegn vi ikke kan lese")

	page := form.submit("/candidates", "first_name", "Ada", "last_name", "Prøve", "email", "ada@plass.example", "phone", "90000000",
		"strengths", "Ser hva som trengs.", "wishes", "Lager", "languages", "Norsk", "needs_at_work", "Pause klokka ti")
	want(t, page, 200, "Kandidaten er registrert", "Ada Prøve", "Ser hva som trengs.", "Pause klokka ti", "90 00 00 00", "kan logge inn og svare selv", "registrerte kandidaten")
	spoken(t, page)
	want(t, l.get("/candidates"), 200, "Ada Prøve", "Ledig for en plass")
	for _, who := range []auth.Actor{w.Contact, w.Administrator, w.Auditor, w.Leader} {
		want(t, w.as(who).post("/candidates", "first_name", "Bo", "last_name", "Prøve", "phone", "90000000"), 403)
	}
}

func TestPrivateWordsAreAskedAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, who := w.candidate("Ada", "Prøve")
	edit := w.as(w.Liaison).get("/candidates/" + id.String() + "/edit")
	asked := edit.submit("/candidates/"+id.String(), "needs_at_work", "Kortere dager på grunn av angst")
	want(t, asked, 422, "Teksten kan si noe privat", "angst", "Kortere dager på grunn av angst", "Jeg har lest teksten på nytt")
	want(t, asked.submit("/candidates/"+id.String(), "needs_at_work", "Kortere dager de første ukene"), 200, "Profilen er lagret", "Kortere dager de første ukene")
	mine := w.as(who).get("/my/profile")
	asked = mine.submit("/my/profile", "strengths", "Sluttet å ruse meg")
	want(t, asked, 422, "Teksten kan si noe privat", "Sluttet å ruse meg")
	want(t, asked.submit("/my/profile", "looked_again", "on"), 200, "Teksten er lagret", "Sluttet å ruse meg")
}

func TestAnOpeningLeavesOneLineAndAListNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, adaAs := w.candidate("Ada", "Prøve")
	l := w.as(w.Liaison)
	want(t, l.get("/candidates"), 200, "Ada Prøve")
	if n := w.openings(ada); n != "0" {
		t.Fatalf("the list left %s lines", n)
	}
	want(t, l.get("/candidates/"+ada.String()), 200)
	if n := w.openings(ada); n != "1" {
		t.Fatalf("one opening left %s lines", n)
	}
	read := w.as(adaAs).get("/my/who-has-looked")
	want(t, read, 200, "Lisa Kontor,", "åpnet profilen din for å følge deg opp.", "2. mars 2026 kl. 10.00")
	spoken(t, read)

	// Another of the same office matches; a stand-in covers.
	colleague := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Liaison.Tenant, Office: w.Liaison.Office, Name: "Mette Match"})
	want(t, w.as(colleague).get("/candidates/"+ada.String()), 200)
	cover := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Liaison.Tenant, Name: "Vera Vikar"})
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) error {
		return user.NameStandIn(ctx, tx, user.StandInDraft{By: user.MembershipID{UUID: cover.Membership}, From: tx.Today(), To: tx.Today()})
	})
	want(t, w.as(cover).get("/candidates/"+ada.String()), 200)
	want(t, w.as(adaAs).get("/my/who-has-looked"), 200, "Mette Match", "for å finne en plass til deg", "Vera Vikar", "i stedet for en kollega som er borte")
	w.clock(dbtest.Now.AddDate(0, 0, 1))
	want(t, w.as(cover).get("/candidates/"+ada.String()), 200, "Hvorfor åpner du denne siden?")
}

func TestWhoeverHasNoGroundGivesAReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, adaAs := w.candidate("Ada", "Prøve")
	address := "/candidates/" + ada.String()
	c := w.as(w.Contact)
	ask := c.get(address)
	want(t, ask, 200, "Hvorfor åpner du denne siden?", "Personen kan lese det med en gang.")
	lacks(t, ask, "Ada", "Prøve,", "Møter tidlig")
	spoken(t, ask)
	want(t, ask.submit(address+"/opening"), 422, "Velg ett av alternativene.")
	want(t, ask.submit(address+"/opening", "reason", "nysgjerrig"), 422, "Velg et av alternativene i listen.")
	want(t, ask.submit(address+"/opening", "reason", "follow_up"), 422)
	kept := ask.submit(address+"/opening", "reason", "other", "own_words", "")
	want(t, kept, 422, "Skriv hvorfor når du velger «Annet».")
	if n := w.openings(ada); n != "0" {
		t.Fatalf("refusals left %s lines", n)
	}
	opened := ask.submit(address+"/opening", "reason", "other", "own_words", "Ringte og fikk ikke svar")
	want(t, opened, 200, "Ada Prøve", "Siden er åpen for deg til kl. 11.00.")
	lacks(t, opened, "/edit", "/background")
	want(t, c.get(address), 200, "Ada Prøve")
	if n := w.openings(ada); n != "1" {
		t.Errorf("an opening with a reason left %s lines, want 1", n)
	}
	want(t, w.as(adaAs).get("/my/who-has-looked"), 200, "Nora Kontakt,", "åpnet profilen din og skrev: «Ringte og fikk ikke svar».")
	want(t, c.get(address+"/edit"), 404)
	want(t, c.post(address, "first_name", "Eva", "last_name", "Prøve", "phone", "1"), 404)
	want(t, c.get(address+"/background"), 404)

	w.clock(dbtest.Now.Add(time.Hour))
	want(t, w.as(w.Contact).get(address), 200, "Hvorfor åpner du denne siden?")
}

func TestAPersonWhoIsNobodyHereIsNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	never := "/candidates/" + uuid.NewString()
	other := newWorldIn(t, w)
	theirs, _ := other.candidate("Ada", "Annen")
	c := w.as(w.Contact)
	for _, address := range []string{"/candidates/" + theirs.String(), "/candidates/x", "/candidates/" + strings.ToUpper(theirs.String())} {
		same(t, c.get(address), c.get(never))
	}
	same(t, c.send("POST", "/candidates/"+theirs.String()+"/opening", values([]string{"reason", "asked"})), c.get(never))
	lacks(t, w.as(w.Liaison).get("/candidates"), "Ada Annen")
}

func TestBothTextsAreShownWhenSomebodyElseHasSaved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, who := w.candidate("Ada", "Prøve")
	address := "/candidates/" + id.String()
	mine, theirs := w.as(w.Liaison).get(address+"/edit"), w.as(who).get("/my/profile")
	want(t, theirs.submit("/my/profile", "wishes", "Et lager nær bussen"), 200, "Teksten er lagret")
	stale := mine.submit(address, "wishes", "Butikk")
	want(t, stale, 409, "Noen andre har endret dette", "Butikk", "Et lager nær bussen", "Din tekst", "Lagret nå")
	spoken(t, stale)
	want(t, stale.submit(address), 200, "Butikk")
	old := theirs.submit("/my/profile", "wishes", "Kafé", "_key", uuid.NewString())
	want(t, old, 409, "Kafé", "Butikk")
	want(t, mine.submit(address, "wishes", "Kontor", "_version", "999999", "_key", uuid.NewString()), 409)
	if got := w.only(`SELECT wishes FROM candidates WHERE id = $1`, id.UUID); got != "Butikk" {
		t.Errorf("the wish is %q, want Butikk", got)
	}
}

func TestBackgroundIsForTheOneWhoFollowsUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, who := w.candidate("Ada", "Prøve")
	address := "/candidates/" + id.String() + "/background"
	l := w.as(w.Liaison)
	want(t, l.get("/candidates/"+id.String()), 200, "Åpne bakgrunnen")
	page := l.get(address)
	want(t, page, 200, "Bare Nav")
	spoken(t, page)
	want(t, page.submit(address, "body", " "), 422, "Må fylles ut.")
	want(t, page.submit(address, "body", "Kanariord om bakgrunnen"), 200, "Bakgrunnen er lagret", "Kanariord om bakgrunnen", "Skrevet av Lisa Kontor")
	stale := page.submit(address, "body", "En annen tekst", "_key", uuid.NewString())
	want(t, stale, 409, "En annen tekst", "Kanariord om bakgrunnen")
	if body := w.only(`SELECT encode(body, 'escape') FROM candidate_background`); strings.Contains(body, "Kanariord") {
		t.Error("the database can read the background")
	}
	colleague := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Liaison.Tenant, Office: w.Liaison.Office})
	for _, other := range []auth.Actor{colleague, w.Contact} {
		c := w.as(other)
		same(t, c.get(address), c.get("/candidates/"+uuid.NewString()+"/background"))
		want(t, c.post(address, "body", "Overskrevet"), 404)
	}
	for _, other := range []auth.Actor{w.Leader, w.Administrator, w.Auditor} {
		want(t, w.as(other).get(address), 403)
	}
	for _, other := range []auth.Actor{w.HR, w.Buddy, w.Union, who} {
		want(t, w.as(other).get(address), 404)
	}
	want(t, l.get(address), 200, "Kanariord om bakgrunnen")
	want(t, w.as(who).get("/my/who-has-looked"), 200, "åpnet bakgrunnen din for å følge deg opp.")
}

func TestPagesOfCandidatesSkipNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const all = candidate.PageSize + 7
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) error {
		for i := range all { // many of the same name
			d := candidate.Draft{FirstName: "Kari", LastName: fmt.Sprintf("Lik%d", i%2), Phone: "90000000"}
			if _, err := candidate.Create(ctx, tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	first := w.as(w.Liaison).get("/candidates")
	next := first.link("Vis flere")
	if strings.Contains(next, "Lik") || strings.Contains(next, "kari") {
		t.Errorf("the address %s names somebody", next)
	}
	second := w.as(w.Liaison).get(next)
	found := strings.Count(first.text()+second.text(), "Kari Lik")
	if found != all {
		t.Errorf("two pages show %d candidates, want %d", found, all)
	}
	lacks(t, second, "Vis flere")
	// A name that another office follows up is on neither.
	lacks(t, w.as(w.Contact).get("/candidates"), "Kari")
}
