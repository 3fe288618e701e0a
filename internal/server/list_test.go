package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

const (
	bodies      = route.Lists + "/anchoring.body"
	reasons     = route.Lists + "/handover.reason"
	instruments = route.Lists + "/funding.instrument"
	roles       = route.Lists + "/contact.role"
)

// listed adds a choice to a list, and returns its page and its code.
func (w *world) listed(list, nb string, more ...string) (page, code string) {
	w.t.Helper()
	want(w.t, w.as(w.Administrator).get(list).submit(list, append([]string{"nb", nb}, more...)...), 200, "Valget er lagt til", nb)
	var id uuid.UUID
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), `SELECT id, code FROM list_items WHERE nb = $1`, nb).Scan(&id, &code); err != nil {
		w.t.Fatal(err)
	}
	return list + "/items/" + id.String(), code
}

// TestOwnChoicesCanBeMade adds to each list, and chooses it where people choose.
func TestOwnChoicesCanBeMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	want(t, astrid.get(route.Administration), 200, "Se listene")
	want(t, astrid.get(route.Lists), 200, "Tiltak og tilskudd", "Ingen egne valg.", "Lister som er like for alle")

	// A body an agreement is anchored with: asked for in the agreement, recorded, read by the employer in its own language.
	page, council := w.listed(bodies, "Ungdomsrådet", "nn", "Ungdomsrådet i bygda")
	w.drafted(w.Employer, "glor")
	var a uuid.UUID
	if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT id FROM agreements`).Scan(&a); err != nil {
		t.Fatal(err)
	}
	edit := route.Agreement(a, "edit", "anchoring")
	want(t, w.as(w.Contact).get(edit), 200, "Ungdomsrådet", "Arbeidsmiljøutvalget")
	want(t, w.as(w.Contact).get(edit).submit(edit, council, "consulted", "own_0123456789ab", "agreed", "_bodies", "own_0123456789ab"), 200, "Ungdomsrådet sier sin mening.")
	if p := w.as(w.Contact).get(route.Agreement(a)); strings.Contains(p.Body, "own_") {
		t.Error("a body that nobody has added stands in the agreement")
	}
	anchor := route.Agreement(a, "anchorings")
	form := w.as(w.Contact).get(anchor)
	want(t, form.submit(anchor, "body", "own_0123456789ab", "degree", "consulted"), 422, "Velg et av alternativene")
	want(t, form.submit(anchor, "body", council, "degree", "consulted"), 200, "ungdomsrådet har sagt sin mening")
	nynorsk := w.as(w.Contact).send("GET", route.Agreement(a), nil, "Accept-Language", "nn")
	want(t, nynorsk, 200, "Ungdomsrådet i bygda")

	// Why an employer changes hands.
	_, near := w.listed(reasons, "Kontoret er delt i to")
	nina := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Nina Ny"})
	over := route.Employer(w.Employer, "handover")
	given := w.as(w.Contact).get(over)
	want(t, given, 200, "Kontoret er delt i to", "Permisjon eller lengre fravær")
	want(t, given.submit(over, "to", nina.Membership.String(), "reason", "own_0123456789ab"), 422, "Velg et av alternativene")

	// What a contact does, and what the employer's pages call it.
	_, role := w.listed(roles, "Lærlingansvarlig")
	contacts := route.Employer(w.Employer, "contacts")
	added := w.as(w.Contact).get(contacts+"/new").submit(contacts, "name", "Lena Lærling", "phone", "90011222", "roles", role)
	want(t, added, 200, "Lena Lærling", "Lærlingansvarlig")

	// What can pay: a suggestion, beside what may be typed.
	w.listed(instruments, "Fylkets oppstartsmidler")
	funding := route.Agreement(a, "edit", "funding")
	want(t, w.as(w.Contact).get(funding), 200, `<option value="Fylkets oppstartsmidler">`, `<option value="Inkluderingstilskudd">`)
	want(t, w.as(w.Contact).get(funding).submit(funding, "instrument.0", "Noe helt annet", "payer.0", "county"), 200, "Noe helt annet")

	// Out of the list it can no longer be chosen, and stands where it was; a new name stands everywhere.
	want(t, astrid.get(page).submit(page, "nb", "Ungdomsrådet i kommunen"), 200, "Navnet er lagret", "Ungdomsrådet i kommunen")
	want(t, astrid.get(bodies).submit(page+"/retirement"), 200, "Valget er tatt ut", "Tatt ut")
	lacks(t, w.as(w.Contact).get(anchor), "Ungdomsrådet")
	want(t, w.as(w.Contact).get(route.Agreement(a)), 200, "Ungdomsrådet i kommunen sier sin mening.")
	want(t, w.as(w.Contact).get(edit).submit(edit, "union", "informed"), 200, "Ungdomsrådet i kommunen sier sin mening.", "De tillitsvalgte får vite om avtalen")
	want(t, astrid.get(bodies).submit(page+"/return"), 200, "Valget er tatt inn igjen")
	want(t, w.as(w.Contact).get(anchor), 200, "Ungdomsrådet i kommunen")
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator la til «Ungdomsrådet» i listen Hvem avtalen er snakket om med.",
		"Astrid Administrator ga «Ungdomsrådet» navnet «Ungdomsrådet i kommunen»", "Astrid Administrator tok «Ungdomsrådet i kommunen» ut av listen")

	// The reason is kept, and told where the story is told.
	w.clock(dbtest.Now.Add(time.Hour))
	want(t, w.as(w.Contact).get(over).submit(over, "to", nina.Membership.String(), "reason", near), 200)
	want(t, w.as(nina).get(route.Employer(w.Employer)), 200, "Nina Ny tok over etter Nora Kontakt. Grunn: Kontoret er delt i to.")
}

// TestListsRefuseWhatIsWrong sends bad names, stale names, and what others may not.
func TestListsRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	page, _ := w.listed(bodies, "Ungdomsrådet")
	for typed, why := range map[string]string{
		"": "Må fylles ut.", "  ": "Må fylles ut.", strings.Repeat("å", 121): "høyst 120 tegn",
		"ungdomsrådet": "finnes allerede", "de tillitsvalgte": "finnes allerede", "Rådet {name}": "uten klammer",
	} {
		if p := astrid.get(bodies).submit(bodies, "nb", typed); p.Status != 422 {
			t.Errorf("%q: %d", typed, p.Status)
		} else {
			want(t, p, 422, why)
		}
	}
	if n := w.rows(w.Administrator, "list_items"); n != 1 {
		t.Errorf("%d choices, want 1", n)
	}
	// The order is ours to say.
	second, _ := w.listed(bodies, "Brukerutvalget")
	up := astrid.get(bodies).submit(second + "/raising")
	want(t, up, 200, "Rekkefølgen er lagret")
	if p := up.text(); strings.Index(p, "Brukerutvalget") > strings.Index(p, "Ungdomsrådet") {
		t.Error("what was moved up stands below")
	}
	// Two at once: the second sees both names.
	aksel := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator, Tenant: w.Administrator.Tenant, Name: "Aksel Administrator"}))
	mine, theirs := astrid.get(page), aksel.get(page)
	want(t, theirs.submit(page, "nb", "Aksels råd"), 200)
	stale := mine.submit(page, "nb", "Astrids råd")
	want(t, stale, 409, "Aksels råd", "Astrids råd", "En annen administrator har endret valget")
	want(t, stale.submit(page, "nb", "Astrids råd"), 200, "Astrids råd")
	// A name that was taken meanwhile keeps the retired one out.
	want(t, astrid.get(bodies).submit(second+"/retirement"), 200)
	w.listed(bodies, "brukerutvalget")
	want(t, astrid.get(bodies).submit(second+"/return"), 409, "finnes allerede")

	for _, who := range []auth.Actor{w.Leader, w.Auditor} {
		p := w.as(who).get(bodies)
		want(t, p, 200, "Astrids råd")
		lacks(t, p, "Ta ut", "Legg til et valg")
	}
	for _, who := range []auth.Actor{w.Leader, w.Auditor, w.Contact, w.HR} {
		for _, address := range []string{bodies, page, page + "/retirement", page + "/raising", page + "/return"} {
			if p := w.as(who).post(address, "nb", "X"); p.Status != 403 && p.Status != 404 {
				t.Errorf("a %s posts to %s: %d", who.Role, address, p.Status)
			}
		}
	}
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator}))
	lacks(t, stranger.get(bodies), "Astrids råd")
	for _, address := range []string{page, bodies + "/items/x", route.Lists + "/terms.kind"} {
		if p := stranger.get(address); p.Status != 404 {
			t.Errorf("a stranger opens %s: %d", address, p.Status)
		}
	}
	if p := stranger.post(page, "nb", "X"); p.Status != 404 {
		t.Errorf("a stranger renames: %d", p.Status)
	}
}
