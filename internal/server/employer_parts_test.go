package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/register/local"
	"plass/internal/route"
)

func TestUnitsComeAndGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nora, address := w.as(w.Contact), route.Employer(w.Employer)
	form := nora.get(address + "/units/new")
	want(t, form.submit(address+"/units", "name", "", "org_number", "352601811", "address", "Kaia 1"), 422, "Må fylles ut.", "Organisasjonsnummeret er ikke gyldig", `value="Kaia 1"`)
	page := form.submit(address+"/units", "name", "Lager", "org_number", "", "address", "Kaia 1")
	want(t, page, 200, "Avdelingen er lagt til.", "Lager", "Kaia 1")
	want(t, nora.get(address+"/units/new").submit(address+"/units", "name", "Lager"), 409, "allerede en avdeling med dette navnet")

	closing := page.link("Steng Lager")
	want(t, nora.get(closing), 200, "Stenge avdelingen Lager?", "Ja, steng avdelingen", "Behold avdelingen", "Du kan ikke angre på dette.")
	other := route.Employer(w.employer("Naboen", string(local.Alliance)))
	foreign := strings.Replace(closing, address, other, 1)
	never := other + "/units/" + uuid.NewString() + "/closing"
	if one, two := nora.get(foreign), nora.get(never); one.Status != 404 || withoutReference(one) != withoutReference(two) {
		t.Errorf("another employer's unit: %d, and not as one that never was", one.Status)
	}
	closed := nora.get(closing).submit(closing)
	want(t, closed, 200, "Avdelingen er stengt.", "Nora Kontakt stengte avdelingen Lager.", "Ingen avdelinger ennå")
	want(t, nora.post(closing), 404)
}

func TestUnitsGetAnotherNameAndAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Lager", nil)
	w.unit(w.Employer, "Verksted")
	helper, with := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", helper, with)
	nora, address := w.as(w.Contact), route.Employer(w.Employer)
	edit := nora.get(address).link("Endre Lager")
	form := nora.get(edit)
	want(t, form, 200, "Endre avdelingen Lager", `value="Lager"`, "også for dem som er der nå")
	want(t, form.submit(edit, "name", " ", "address", "Kaia 1"), 422, "Må fylles ut.", `value="Kaia 1"`)
	want(t, form.submit(edit, "name", "Verksted", "address", "Kaia 1"), 409, "allerede en avdeling med dette navnet", `value="Kaia 1"`)
	want(t, form.submit(edit), 200, "Avdelingen er endret.") // as it stood: nothing has happened
	renamed := nora.get(edit).submit(edit, "name", "Sentrallageret", "address", "Kaia 1")
	want(t, renamed, 200, "Avdelingen er endret.", "Sentrallageret · Kaia 1", "Nora Kontakt endret navnet på avdelingen Lager til Sentrallageret.")
	want(t, w.as(s.Self).get(route.MyPlan), 200, "Sentrallageret")
	moved := nora.get(edit).submit(edit, "address", "Kaia 2")
	want(t, moved, 200, "Sentrallageret · Kaia 2", "Nora Kontakt endret adressen til avdelingen Sentrallageret.")
	if n := w.count(`SELECT count(*) FROM events WHERE what IN ('unit_renamed', 'unit_moved')`); n != 2 {
		t.Errorf("%d events of two changes", n)
	}

	// Only who owns the employer changes it, and nobody one that is another's, that never was, or that is closed.
	want(t, w.as(w.colleague("Nils Nabo")).post(edit, "name", "Tatt"), 403, "Bare kontaktpersonen for arbeidsgiveren")
	want(t, w.as(w.HR).post(edit, "name", "Tatt"), 404)
	other := route.Employer(w.employer("Naboen", string(local.Alliance)))
	for _, path := range []string{strings.Replace(edit, address, other, 1), address + "/units/" + uuid.NewString()} {
		want(t, nora.get(path), 404)
		want(t, nora.post(path, "name", "Tatt"), 404)
	}
	closing := moved.link("Steng Verksted")
	nora.get(closing).submit(closing)
	closed := strings.TrimSuffix(closing, "/closing")
	want(t, nora.get(closed), 404)
	want(t, nora.post(closed, "name", "Tatt"), 404)
	lacks(t, nora.get(address), "Tatt")
}

func TestContactsComeAndGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nora, address := w.as(w.Contact), route.Employer(w.Employer)
	ours, theirs := w.unit(w.Employer, "Verksted"), w.unit(w.employer("Naboen", string(local.Alliance)), "Lager")
	blank := nora.get(address + "/contacts/new")
	want(t, blank, 200, "Verksted")
	lacks(t, blank, "Lager")
	want(t, blank.submit(address+"/contacts", "name", "", "login", "on"), 422, "Må fylles ut.", "Velg minst én rolle.", "Oppgi e-postadressen", "Oppgi telefon eller e-post.")
	want(t, blank.submit(address+"/contacts", "name", "Hege Hansen", "email", "hege", "roles", "boss"), 422, "Skriv en e-postadresse", "Velg et av alternativene", `value="Hege Hansen"`)
	for _, unit := range []string{theirs.String(), uuid.NewString(), "x"} {
		want(t, blank.submit(address+"/contacts", "name", "Hege Hansen", "phone", "22334455", "roles", "hr", "unit", unit), 422, "Velg et av alternativene i listen.", `value="22334455"`)
	}
	page := blank.submit(address+"/contacts", "name", "Hege Hansen", "phone", "22334455", "email", "Hege@Firma.example", "roles", "hr", "unit", ours.String(), "login", "on")
	want(t, page, 200, "Kontakten er lagt til.", "Hege Hansen", "22 33 44 55", "hege@firma.example", "Personalansvarlig, Verksted", "Kan logge inn")
	want(t, nora.get(address+"/contacts/new").submit(address+"/contacts", "name", "Hege Hansen", "email", "hege@firma.example", "roles", "leader", "login", "on"),
		409, "allerede innlogging hos arbeidsgiveren")

	removal := page.link("Fjern Hege Hansen")
	want(t, nora.get(removal), 200, "Fjerne Hege Hansen som kontakt?", "Kontakten kan ikke lenger logge inn.", "Behold kontakten")
	removed := nora.get(removal).submit(removal)
	want(t, removed, 200, "Kontakten er fjernet.", "Nora Kontakt fjernet Hege Hansen som kontakt.")
	lacks(t, removed, "hege@firma.example", "22 33 44 55")
	want(t, nora.get(removal), 404)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		working, err := db.Value[int](ctx, tx, `SELECT count(*)::int FROM memberships WHERE email = 'hege@firma.example' AND to_at > business_now()`, nil)
		if working != 0 {
			t.Errorf("%d memberships still let the contact in", working)
		}
		return err
	})
}

// unit adds a unit to the employer.
func (w *world) unit(of employer.ID, name string) (id employer.UnitID) {
	w.t.Helper()
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = employer.AddUnit(ctx, tx, of, employer.UnitDraft{Name: name})
		return err
	})
	return id
}
