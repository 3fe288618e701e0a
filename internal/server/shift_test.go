package server_test

import (
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/route"
)

// standsIn demands that the list of versions says these, one after the other.
func standsIn(t *testing.T, p reply, said ...string) {
	t.Helper()
	words := p.text()
	_, rest, found := strings.Cut(words, "Versjoner og endringer")
	for _, s := range said {
		if found {
			_, rest, found = strings.Cut(rest, s)
		}
		if !found {
			t.Fatalf("%s does not say %q in its place:\n%s", p.Path, s, words)
		}
	}
}

func TestANewContactPersonStandsAmongTheVersions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, reason, why string }{
		{"Nils Etterfølger", "leave", "Permisjon eller lengre fravær"},
		{"Berit Ny", "load", "Jevnere fordeling av arbeidet"},
	} {
		w := newWorld(t)
		next := w.colleague(c.name)
		a := w.concluded(w.drafted(w.Employer, "glor", "ends_on", "2026-12-31"), w.HR).at(w.Contact)
		draft := w.drafted(w.Employer, "iss", "title", "Bare et utkast")
		lacks(t, a, "Ny kontaktperson", "Versjoner og endringer")

		// To change the contact is one of the acts, and is done where everybody concerned is told.
		w.clock(nextDay)
		acts := a.at(w.Contact, "/changes")
		address := route.Employer(w.Employer, "handover")
		want(t, acts, 200, "Endre kontakt", `href="`+address+`"`)
		want(t, w.as(w.Contact).get(address).submit(address, "to", next.Membership.String(), "reason", c.reason, "note", "Ring på formiddagen."), 200, "Ansvaret er gitt videre")

		w.clock(soon)
		shift := "Kontaktpersonen i Nav var Nora Kontakt. Fra 3. mars 2026 er det " + c.name + "."
		standsIn(t, a.at(next), "Ny kontaktperson", shift, c.why, "Nora Kontakt", "Gjelder fra 3. mars 2026", "Versjon 1", "Avtalen ble inngått")
		standsIn(t, a.at(w.Liaison), shift, c.why)
		for _, who := range []auth.Actor{w.HR, w.Union, {Role: auth.Auditor, Tenant: w.Contact.Tenant, Name: "Rita Revisor"}} {
			ours := a.at(who)
			standsIn(t, ours, "Ny kontaktperson", shift, "Nora Kontakt", "Versjon 1")
			lacks(t, ours, c.why, "Ring på formiddagen.")
		}
		lacks(t, draft.at(next), "Ny kontaktperson") // nobody has agreed on anything yet

		// What happens later stands above.
		w.Contact = next
		w.changes(a, "end", "ends_on", "2026-10-01", "reason", "Flytter")
		standsIn(t, a.at(next), "Versjon 2", "Avslutning", shift, "Versjon 1")
		w.concluded(draft.at(next), w.HR)
		lacks(t, draft.at(next), "Ny kontaktperson") // it was signed by the one who is contact person
	}
}
