package server_test

import (
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

func TestChangingAPlacementMovesItsSeries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	id, with := w.helper(a, "Frida Fadder", 1)
	other, _ := w.helper(a, "Geir Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, with)
	nora, address := w.as(w.Contact), "/placements/"+s.ID.String()+"/edit"
	before := len(series(t, w, s.ID.String()))

	form, old := nora.get(address), nora.get(address)
	want(t, form, 200, "Endre perioden til Ada Prøve", `value="2026-06-01"`)
	want(t, form.submit(address, "ends_on", "2026-02-01", "reason", ""), 422, "Datoen kan ikke være før", "Må fylles ut.")
	shorter := form.submit(address, "ends_on", "2026-04-15", "reason", "Skolestart", "buddy", other.String())
	want(t, shorter, 200, "Perioden er endret", "Geir Fadder", "endret perioden: Skolestart")
	if n := len(series(t, w, s.ID.String())); n != 3 {
		t.Errorf("%d meetings until 15 April, want 3", n)
	}

	stale := old.submit(address, "ends_on", "2026-05-01", "reason", "Noe annet")
	want(t, stale, 409, "To tekster", "2026-05-01", "2026-04-15", "Noe annet")
	longer := stale.submit(address, "ends_on", "2026-06-01", "reason", "Likevel som avtalt")
	want(t, longer, 200, "Perioden er endret")
	if n := len(series(t, w, s.ID.String())); n != before {
		t.Errorf("%d meetings again, want %d", n, before)
	}
}

func TestAMistakeIsTakenBackWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Sorteringen", nil)
	helper, _ := w.helper(a, "Frida Fadder", 1)
	of, ada := w.candidate("Ada", "Prøve")
	address := "/presentations/" + w.chosen(a, of).String() + "/placement"
	nora := w.as(w.Contact)
	shown := nora.get(address).submit(address, "starts_on", "2026-03-16", "buddy", helper.String())
	id := placementOf(shown)
	open := func() int { return w.counted(`SELECT count(*) FROM requests WHERE closed_at IS NULL`) }
	if n := open(); n != 0 {
		t.Errorf("%d requests are open once the place is filled", n)
	}
	lacks(t, nora.get(route.Today), "En kandidat er valgt. Avtal oppstart.")
	want(t, nora.get("/placements/"+id+"/misregistration").submit("/placements/"+id+"/misregistration", "reason", ""), 422, "Må fylles ut.", "Forespørselen åpnes igjen")
	gone := nora.get("/placements/"+id+"/misregistration").submit("/placements/"+id+"/misregistration", "reason", "Feil person")
	want(t, gone, 200, "Perioden er tatt bort")
	want(t, nora.get("/placements/"+id), 404)
	want(t, w.as(w.HR).get("/partner/placements/"+id), 404)
	want(t, w.as(ada).get(route.MyPlan), 200, "Slik går det videre")
	if n := len(series(t, w, id)); n != 0 {
		t.Errorf("%d meetings are left", n)
	}
	if n := open(); n != 1 {
		t.Errorf("%d requests are open again, want 1", n)
	}
	want(t, nora.get(route.Today), 200, "En kandidat er valgt. Avtal oppstart.")
	for _, r := range []reply{nora.get("/seats?show=all"), w.as(w.HR).get(route.OurPlaces)} { // the place is kept again, on either side
		want(t, r, 200, "holdt av til en kandidat som er på vei")
	}
	want(t, nora.get(address).submit(address, "starts_on", "2026-03-23", "buddy", helper.String()), 200, "Oppstarten er avtalt")
	if n := open(); n != 0 {
		t.Errorf("%d requests are open once the place is filled again", n)
	}
}

func TestAPlacementIsSeenByItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	other, geir := w.helper(a, "Geir Fadder", 1)
	s := w.place(a, "Ada", "Unikesen", id, frida)
	theirs := w.place(a, "Bo", "Annerledes", other, geir)
	neighbour := w.partner(w.employer("Nabo AS", "310000019"), auth.EmployerContact, "Nils Nabo")
	colleague := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Kjell Kollega"})

	page := w.as(frida).get("/partner/placements/" + s.ID.String())
	want(t, page, 200, "Ada", "Lageret", "Nora Kontakt")
	lacks(t, page, "Unikesen", "Bare Nav", s.Candidate.String())
	want(t, w.as(w.HR).get("/partner/placements/"+s.ID.String()), 200, "Ada Unikesen")
	lacks(t, w.as(w.HR).get("/partner/placements/"+s.ID.String()), s.Candidate.String(), "Bare Nav")

	never := "/partner/placements/0198c0de-0000-7000-8000-00000000000"
	for _, who := range []auth.Actor{geir, neighbour} {
		not := w.as(who).get("/partner/placements/" + s.ID.String())
		nothing := w.as(who).get(never + "1")
		if not.Status != 404 || not.Body != nothing.Body {
			t.Errorf("%s gets %d, and not the same as for a placement that never was", who.Name, not.Status)
		}
		for _, sub := range []string{"/plan", "/plan/print"} {
			if p := w.as(who).get("/partner/placements/" + s.ID.String() + sub); p.Status != 404 && p.Status != 403 {
				t.Errorf("%s gets %d at %s", who.Name, p.Status, sub)
			}
		}
	}
	want(t, w.as(geir).get("/partner/placements/"+theirs.ID.String()), 200, "Bo")

	// A colleague at Nav who does not follow the person up sees the place, and not the person.
	place := w.as(colleague).get("/placements/" + s.ID.String())
	want(t, place, 200, "En deltaker", "Du følger ikke opp denne personen")
	lacks(t, place, "Ada", "Unikesen", "Endre perioden")
	want(t, w.as(colleague).get("/placements/"+s.ID.String()+"/edit"), 403)

	seen := w.counted(`SELECT count(*) FROM openings WHERE candidate_id = $1 AND page = 'placement'`, s.Candidate)
	want(t, w.as(w.Contact).get("/placements/"+s.ID.String()), 200, "Ada Unikesen", "Bare Nav")
	if n := w.counted(`SELECT count(*) FROM openings WHERE candidate_id = $1 AND page = 'placement' AND reason = 'placed' AND name = 'Nora Kontakt'`, s.Candidate); n != seen+1 {
		t.Errorf("%d openings are written, want %d", n, seen+1)
	}
	if n := w.counted(`SELECT count(*) FROM openings WHERE candidate_id = $1 AND name = 'Kjell Kollega'`, s.Candidate); n != 0 {
		t.Errorf("%d openings are written of somebody who saw nobody", n)
	}
}

func TestNavsNoteIsNavs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lageret", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, frida)
	nora, address := w.as(w.Contact), "/placements/"+s.ID.String()
	want(t, nora.get(address).submit(address+"/notes", "note", ""), 422, "Må fylles ut.")
	want(t, nora.get(address).submit(address+"/notes", "note", "hemmeligord"), 200, "Notatet er lagret", "hemmeligord", "Nora Kontakt")
	for _, p := range []reply{w.as(w.HR).get("/partner" + address), w.as(frida).get("/partner" + address), w.as(s.Self).get(route.MyPlan), w.as(s.Self).get(route.MyMeetings)} {
		want(t, p, 200)
		lacks(t, p, "hemmeligord", "Bare Nav")
	}
	if n := w.counted(`SELECT count(*) FROM nav_notes WHERE body::text LIKE '%' || encode('hemmeligord', 'hex') || '%'`); n != 0 {
		t.Error("the note is not sealed")
	}
}
