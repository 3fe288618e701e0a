package server_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/model"
	"plass/internal/terms"
)

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

func TestAnEntryThatIsAnnulledIsInNoNetwork(t *testing.T) {
	t.Parallel()
	w := &walk{world: newWorld(t)}
	for _, m := range model.Library() {
		if m.Whole().End() == terms.CharterEnd {
			w.whole = m.Whole()
			w.sign(m.Key)
			break
		}
	}
	w.toCharter()
	lacks(t, w.as(w.Contact).get(w.path), "Se plassene på Plasstavla", "Ark til pauserommet") // nobody comes by it
	want(t, w.as(w.Contact).get(w.path+"/changes/annul").submit(w.path+"/changes/annul", "reason", "Skulle ikke vært med").submit(w.path+"/changes/annul", "sure", "yes"), 200, "Annullert")
	lacks(t, w.as(w.Contact).get("/charter"), "Fjord Gjenvinning")
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
