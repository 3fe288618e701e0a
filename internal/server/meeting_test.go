package server_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/meeting"
	"plass/internal/route"
)

// meetingsOf returns the meetings of the placement, the first first.
func (w *world) meetingsOf(s stay) (list []meeting.Meeting) {
	w.t.Helper()
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		b := db.NewBatch(tx)
		found := meeting.AskOfPlacement(b, s.ID)
		err := b.Send(ctx)
		list = *found
		return err
	})
	return list
}

// scores is the four answers of a form, all the same.
func scores(answer string, more ...string) []string {
	fields := more
	for _, theme := range meeting.Themes {
		fields = append(fields, "score."+theme, answer)
	}
	return fields
}

func TestAStatusMeetingFromCallingToMinutes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, frida)
	all := w.meetingsOf(s)
	first, next := all[0], all[1]
	ours, mine := route.Partner("meetings", first.ID), route.My("meetings", first.ID)

	// Before its day people answer, and nobody writes what was not said.
	want(t, w.as(s.Self).get(route.MyMeetings), 200, "Mandag 16. mars kl. 09.00", "Jeg kommer")
	want(t, w.as(s.Self).get(mine).submit(mine+"/answer", "said", "comes"), 200, "Svaret er sendt", "Du har svart at du kommer.")
	want(t, w.as(frida).get(ours).submit(ours+"/answer", "said", "cannot"), 200, "Du har svart at du ikke kan.")
	want(t, w.as(frida).get(ours).submit(ours+"/answer", "said", "other_time", "day", "2026-03-01", "clock", "10:00"), 422, "Datoen kan ikke være før i dag.")
	want(t, w.as(frida).get(ours).submit(ours+"/answer", "said", "other_time", "day", "2026-03-17", "clock", "10.00"), 200, "Svaret er sendt", "Fadderen vil heller møtes tirsdag 17. mars kl. 10.00")
	page := w.as(w.HR).get(ours)
	want(t, page, 200, "Statusmøte med Ada Prøve", "Ny tid foreslått", "Du kan skrive referatet fra og med 16. mars 2026")
	lacks(t, page, "Del referatet")
	want(t, w.as(w.HR).post(ours+"/minutes", "attended", "participant"), 409, "Møtet er ikke holdt ennå")

	// Moving it moves it alone, and asks everybody again.
	before := w.meetingsOf(s)
	form := w.as(w.HR).get(ours + "/time")
	want(t, form, 200, `value="2026-03-17"`, `value="10:00"`)
	old := w.as(w.Contact).get(route.Meeting(first.ID, "time"))
	want(t, form.submit(ours+"/time", "place", ""), 422, "Må fylles ut.")
	want(t, form.submit(ours+"/time", "day", "2026-03-01"), 422, "Datoen kan ikke være før i dag.")
	want(t, form.submit(ours+"/time", "place", "Kantina"), 200, "Møtet er flyttet", "Tirsdag 17. mars kl. 10.00, Kantina.", "Har ikke svart")
	want(t, old.submit(route.Meeting(first.ID, "time"), "day", "2026-03-18"), 409, "To tekster", "Kantina", "2026-03-18", "2026-03-17")
	for i, m := range w.meetingsOf(s)[1:] {
		if !m.At.Equal(before[i+1].At) || m.Place != before[i+1].Place {
			t.Errorf("meeting %d is moved too, from %v to %v", i+2, before[i+1].At, m.At)
		}
	}

	// On its day HR writes it, as a draft that nobody else at the workplace reads.
	w.clock(calendar.At(time.Date(2026, 3, 17, 0, 0, 0, 0, time.UTC), 11, 0))
	hanne := w.as(w.HR)
	form = hanne.get(ours)
	want(t, form, 200, "Hvem var der?", "Hvordan er det å være her?", "Frida Fadder kan lese det", "Kontaktene hos Fjord Gjenvinning kan lese det", "Neste møte")
	want(t, form.submit(ours+"/minutes", "attended", ""), 422, "Velg et av alternativene")
	half := form.submit(ours+"/minutes", "todo.0.who", "employer", "todo.1.what", "Vise rundt", "agreed", "Utkastord")
	want(t, half, 422, "Må fylles ut.", "Velg ett av alternativene.", "Vise rundt", "Utkastord")
	draft := form.submit(ours+"/minutes", "do", "draft", "agreed", "Utkastord", "score.tasks", "4", "todo.0.who", "employer", "todo.0.what", "Kjøpe vernesko", "todo.0.due", "2026-03-20")
	want(t, draft, 200, "Utkastet er lagret", "Utkastord", "Kjøpe vernesko", "Holdt, ikke delt")
	for _, p := range []reply{w.as(s.Self).get(mine), w.as(frida).get(ours), w.as(s.Self).get(route.MyPlan), w.as(frida).get(route.Partner("placements", s.ID))} {
		want(t, p, 200)
		lacks(t, p, "Utkastord", "Kjøpe vernesko")
	}
	want(t, w.as(w.Contact).get(route.Meeting(first.ID)), 200, "Utkastord", "Kjøpe vernesko", "Bare Nav")

	// Shared, it needs all four answers, and a second look at private words.
	stale := hanne.get(ours)
	want(t, draft.submit(ours+"/minutes", "do", "share"), 422, "Velg ett av alternativene.", "Utkastord")
	asked := draft.submit(ours+"/minutes", scores("4", "do", "share", "agreed", "Ada fortalte om diagnosen sin")...)
	want(t, asked, 422, "diagnosen", "Jeg har lest teksten på nytt")
	shared := asked.submit(ours+"/minutes", scores("4", "do", "share", "agreed", "Ada plukker ordrer alene", "todo.0.what", "Kjøpe vernesko str. 39")...)
	want(t, shared, 200, "Referatet er delt", "Ada plukker ordrer alene", "Bra (4 av 5)", "Kjøpe vernesko str. 39", "Referat delt")
	lacks(t, shared, "Utkastord")
	for _, p := range []reply{w.as(s.Self).get(mine), w.as(frida).get(ours), w.as(w.Contact).get(route.Meeting(first.ID))} {
		want(t, p, 200, "Ada plukker ordrer alene", "Kjøpe vernesko str. 39", "Innen 20. mars 2026")
	}

	// Whoever had it open sees both texts, and what is shared stays.
	want(t, stale.submit(ours+"/minutes", "do", "draft", "agreed", "Min egen tekst"), 409, "Min egen tekst", "Ada plukker ordrer alene", "blir stående")

	// What was agreed heads the next meeting until it is done.
	w.clock(calendar.At(next.At, 9, 30))
	ahead := w.as(w.HR).get(route.Partner("meetings", next.ID))
	want(t, ahead, 200, "Fra forrige møte", "Kjøpe vernesko str. 39", "Over fristen")
	done := w.completions(t)
	want(t, ahead.submit(fmt.Sprintf("/partner/placements/%s/todos/%s/completion", s.ID, done[0])), 200, "Oppgaven er merket som gjort")
	lacks(t, w.as(w.HR).get(route.Partner("meetings", next.ID)), "Kjøpe vernesko str. 39")

	// Two meetings make a curve that is a table too.
	form = w.as(w.HR).get(route.Partner("meetings", next.ID))
	want(t, form.submit(route.Partner("meetings", next.ID)+"/minutes", scores("5", "do", "share")...), 200, "Referatet er delt")
	want(t, w.as(w.Contact).get(route.Placement(s.ID)), 200, "Svarene fra 2 statusmøter, fra 17. mars 2026 til 30. mars 2026", "<svg", "Bra (4 av 5)", "Veldig bra (5 av 5)")
}

// completions returns what has been agreed and is not done.
func (w *world) completions(t *testing.T) (ids []string) {
	t.Helper()
	rows, err := dbtest.Admin(t, w.pool).Query(context.Background(), `SELECT id::text FROM todos WHERE done_at IS NULL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func TestAStaleDraftShowsBothTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Sorteringen", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, frida)
	m := w.meetingsOf(s)[0]
	w.clock(m.At)
	ours, theirs := route.Partner("meetings", m.ID), route.Meeting(m.ID)
	hanne, nora := w.as(w.HR).get(ours), w.as(w.Contact).get(theirs)
	want(t, hanne.submit(ours+"/minutes", "agreed", "Hanne skrev dette", "score.tasks", "3"), 200, "Utkastet er lagret")
	both := nora.submit(theirs+"/minutes", "agreed", "Nora skrev noe annet", "score.tasks", "5")
	want(t, both, 409, "To tekster", "Hanne skrev dette", "Nora skrev noe annet", "Greit", "Veldig bra")
	want(t, both.submit(theirs+"/minutes", "agreed", "Hanne og Nora skrev dette"), 200, "Utkastet er lagret", "Hanne og Nora skrev dette")
}

func TestAMeetingIsCancelledWithAReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, frida)
	m := w.meetingsOf(s)[0]
	ours := route.Partner("meetings", m.ID)
	form := w.as(w.HR).get(ours + "/cancellation")
	want(t, form, 200, "Avlys statusmøte med Ada Prøve", "Du kan ikke angre")
	want(t, form.submit(ours+"/cancellation", "because", ""), 422, "Må fylles ut.")
	want(t, form.submit(ours+"/cancellation", "because", "Ada er sykmeldt"), 422, "sykmeldt", "Jeg har lest teksten på nytt")
	want(t, form.submit(ours+"/cancellation", "because", "Lageret er stengt den dagen"), 200, "Møtet er avlyst")
	want(t, w.as(w.HR).get(ours+"/cancellation"), 409, "kan ikke endres nå")
	want(t, w.as(w.HR).get(ours+"/time"), 409)
	lacks(t, w.as(s.Self).get(route.MyMeetings), "Mandag 16. mars")

	called := w.as(w.HR).get(route.Partner("placements", s.ID, "meetings", "new"))
	want(t, called.submit(route.Partner("placements", s.ID, "meetings", "new"), "day", "2026-02-31", "kind", "end"), 422, "Skriv en dato som finnes")
	want(t, called.submit(route.Partner("placements", s.ID, "meetings", "new"), "day", "2026-03-18", "kind", "evaluation", "place", "Kantina"), 200, "Møtet er avtalt", "Evalueringsmøte med Ada Prøve")
	want(t, w.as(s.Self).get(route.MyMeetings), 200, "Onsdag 18. mars kl. 09.00", "Evalueringsmøte")
}

func TestAMeetingIsForThoseWhoAreAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	other, geir := w.helper(a, "Geir Fadder", 1)
	s, theirs := w.place(a, "Ada", "Prøve", id, frida), w.place(a, "Bo", "Annen", other, geir)
	m := w.meetingsOf(s)[0]
	neighbour := w.partner(w.employer("Nabo AS", "310000019"), auth.EmployerContact, "Nils Nabo")
	colleague := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Kjell Kollega"})
	never := "0198c0de-0000-7000-8000-000000000001"

	for _, c := range []struct {
		who  *client
		base string
	}{{w.as(geir), "/partner/meetings/"}, {w.as(neighbour), "/partner/meetings/"}, {w.as(theirs.Self), "/my/meetings/"}, {colleague, "/meetings/"}} {
		page, nothing := c.who.get(c.base+m.ID.String()), c.who.get(c.base+never)
		if page.Status != 404 || page.Body != nothing.Body {
			t.Errorf("%s gets %d, and not the same as for a meeting that never was", c.who.who.Name, page.Status)
		}
		want(t, c.who.post(c.base+m.ID.String()+"/answer", "said", "comes"), 404)
	}
	want(t, w.as(frida).post("/partner/meetings/"+m.ID.String()+"/minutes", "attended", "participant"), 403)
	want(t, w.as(frida).get("/partner/meetings/"+m.ID.String()+"/time"), 403)
	want(t, w.as(w.Union).get("/partner/meetings/"+m.ID.String()), 403)
	for _, p := range []reply{w.as(frida).get("/partner/meetings/" + m.ID.String()), w.as(w.HR).get("/partner/meetings/" + m.ID.String())} {
		want(t, p, 200, "Ada")
		lacks(t, p, s.Candidate.String(), "Bare Nav")
	}
	lacks(t, w.as(frida).get("/partner/meetings/"+m.ID.String()), "Prøve")
}

func TestSomebodyWithoutAPlacementSeesWhatHappensNow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	of, ada := w.candidate("Ada", "Prøve")
	want(t, w.as(ada).get(route.MyPlan), 200, "Nav leter etter en plass som passer for deg.", "Lisa Kontor", "Slik går det videre")
	want(t, w.as(ada).get(route.MyPlan+"/print"), 404)
	want(t, w.as(ada).get(route.MyMeetings), 200, "Du har ingen møter nå.")

	a := w.arrange(w.Employer, w.HR, "glor", "Sorteringen", nil)
	w.chosen(a, of)
	want(t, w.as(ada).get(route.MyPlan), 200, "Du har sagt ja til Fjord Gjenvinning.")
	want(t, w.as(ada).get(route.MyMeetings), 200, "Møter som har vært", "Bli-kjent-møte")
}
