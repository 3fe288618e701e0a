package server_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db/dbtest"
	"plass/internal/model"
)

// named proposes one more for the newest request, who says yes, and returns who it is, and the nomination's page at Nav.
func (w *walk) named(first string) (who auth.Actor, id candidate.ID, page string) {
	w.t.Helper()
	id, who = w.candidate(first, "Prøve")
	request := "/requests/" + w.only(`SELECT id::text FROM requests ORDER BY asked_at DESC, id DESC LIMIT 1`)
	want(w.t, w.as(w.Liaison).get(request).submit(request+"/nominations", "candidate", id.String()), 200, "foreslått og spurt")
	nomination := w.only(`SELECT id::text FROM nominations WHERE candidate_id = $1`, id.UUID)
	question := "/my/questions/" + nomination
	want(w.t, w.as(who).get(question).submit(question+"/answer", "answer", "yes", "fields", "strengths"), 200, "Du sa ja")
	return who, id, "/nominations/" + nomination
}

// TestAHireTakenBackOpensWhatItClosed: the request, what those who wait had opened, and what the person had; not what was closed for
// another reason, and not the whole name.
func TestAHireTakenBackOpensWhatItClosed(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	m, _ := model.Find("rekrutteringsbistand")
	w.whole = m.Whole()
	w.sign(m.Key)
	shown := w.asked("job")
	nora := w.as(w.Contact)
	_, _, waits := w.named("Bo")
	_, declined, other := w.named("Dina")
	dina := nora.get(other + "/preview").submit(other + "/presentation")
	called := nora.get(shown)
	want(t, called.submit(shown+"/meetings", "day", on(3), "clock", "10:00", "place", "Resepsjonen"), 200)

	w.clock(dbtest.Now.Add(time.Hour))
	nora = w.as(w.Contact)
	want(t, nora.get(dina.Path).submit(dina.Path+"/choice", "choice", "not_chosen"), 200) // in the very moment of the hire
	want(t, nora.get(shown).submit2(shown+"/hire", "form", "permanent", "starts_on", on(14)), 200)
	want(t, nora.get(waits+"/preview"), 404)
	want(t, w.as(w.HR).get("/partner"+w.path+"/standing"), 200, "Ada Prøve")

	w.clock(dbtest.Now.Add(2 * time.Hour))
	nora = w.as(w.Contact)
	page := nora.get(shown)
	want(t, page, 200, "Ada og Fjord Gjenvinning får beskjed om at det var en feil", "Forespørselen åpnes igjen", "Møtet som ble avlyst, kommer ikke tilbake",
		"Det noen alt har lest, kan du ikke ta tilbake")
	want(t, page.submit(shown+"/hire/misregistration", "reason", "Feil person."), 200, "Det er tatt tilbake", "Fikk jobben")

	if got := w.only(`SELECT string_agg(DISTINCT field || ' ' || (until_at = 'infinity'), ', ' ORDER BY field || ' ' || (until_at = 'infinity'))
		FROM disclosures d JOIN candidates c ON c.id = d.candidate_id WHERE c.first_name = 'Ada'`); got != "first_name true, full_name false" {
		t.Errorf("the employer sees %s", got)
	}
	theirs := w.as(w.HR).get("/partner" + shown)
	want(t, theirs, 200, "Ada")
	lacks(t, theirs, "Prøve")
	if n := w.count(`SELECT count(*) FROM relations WHERE kind = 'presented' AND candidate_id = $1 AND to_at = 'infinity'`, declined.UUID); n != 0 {
		t.Error("whoever was not chosen is known to the contact person again")
	}
	if n := w.count(`SELECT count(*) FROM meetings WHERE cancelled_at IS NULL`); n != 0 {
		t.Error("a meeting that was called off is back")
	}
	if n := w.count(`SELECT count(*) FROM river.river_job WHERE args->>'what' = 'hire_taken_back'`); n != 2 {
		t.Errorf("%d are told, want the person and the employer", n)
	}
	want(t, nora.get(waits+"/preview").submit(waits+"/presentation"), 200, "Presentasjonen er sendt", "Bo Prøve")

	// Nothing binds the person to what was a mistake.
	ada := w.only(`SELECT n.id::text FROM nominations n JOIN candidates c ON c.id = n.candidate_id WHERE c.first_name = 'Ada'`)
	self := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Candidate, Tenant: w.Contact.Tenant, Office: w.Liaison.Office,
		Candidate: uuid.MustParse(w.only(`SELECT id::text FROM candidates WHERE first_name = 'Ada'`))})
	want(t, w.as(self).get("/my/questions/"+ada).submit("/my/questions/"+ada+"/withdrawal"), 200)
	want(t, w.as(w.HR).get("/partner"+shown), 404)
}

// TestARequestStaysClosedThatTheHireDidNotClose: closed by hand, still filled, or under an agreement that is over.
func TestARequestStaysClosedThatTheHireDidNotClose(t *testing.T) {
	t.Parallel()
	for name, close := range map[string]func(w *walk){
		"by hand":           func(w *walk) { w.sql(`UPDATE requests SET closed_at = $1`, dbtest.Now.Add(2*time.Minute)) },
		"agreement is over": func(w *walk) { w.sql(`UPDATE agreements SET ends_on = starts_on WHERE concluded_at IS NOT NULL`) },
		"still filled": func(w *walk) {
			page := w.only(`SELECT id::text FROM presentations p WHERE NOT EXISTS (SELECT FROM hires h WHERE h.presentation_id = p.id)`)
			shown := "/presentations/" + page
			want(w.t, w.as(w.HR).get("/partner"+shown).submit("/partner"+shown+"/answer", "answer", "meet"), 200)
			want(w.t, w.as(w.Contact).get(shown).submit2(shown+"/hire", "form", "permanent", "starts_on", on(14)), 200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &walk{world: newWorld(t)}
			m, _ := model.Find("rekrutteringsbistand")
			w.whole = m.Whole()
			w.sign(m.Key)
			shown := w.asked("job")
			nora := w.as(w.Contact)
			_, _, other := w.named("Bo")
			want(t, nora.get(other+"/preview").submit(other+"/presentation"), 200)
			w.clock(dbtest.Now.Add(time.Minute))
			want(t, w.as(w.Contact).get(shown).submit2(shown+"/hire", "form", "permanent", "starts_on", on(14)), 200)
			w.clock(dbtest.Now.Add(3 * time.Minute))
			close(w)
			page := w.as(w.Contact).get(shown)
			want(t, page, 200, "Forespørselen er fortsatt avsluttet")
			want(t, page.submit(shown+"/hire/misregistration", "reason", "Feil person."), 200, "Det er tatt tilbake")
			if n := w.count(`SELECT count(*) FROM requests WHERE closed_at IS NULL`); n != 0 {
				t.Error("the request is open again")
			}
		})
	}
}
