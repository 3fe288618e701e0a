package server_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/register"
	"plass/internal/register/local"
	"plass/internal/route"
	"plass/internal/server"
	"plass/internal/user"
	"plass/templates/employerview"
)

// withRegister has the site ask the local register.
func withRegister(t *testing.T) func(*server.Config) {
	t.Helper()
	base, err := local.Serve(t.Context())
	if err != nil {
		t.Fatalf("start the local register: %v", err)
	}
	return func(c *server.Config) { c.Register = register.NewClient(base) }
}

// rows counts the rows of a table that the one asking meets.
func (s *site) rows(who auth.Actor, table string) (n int) {
	s.t.Helper()
	s.do(who, func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Value[int](ctx, tx, `SELECT count(*)::int FROM `+table, nil)
		return err
	})
	return n
}

func TestAnEmployerIsRegisteredFromTheRegister(t *testing.T) {
	t.Parallel()
	s := newSite(t, withRegister(t))
	nav := s.as(auth.Actor{Role: auth.NavContact, Name: "Nora Kontakt"})
	for _, c := range []struct {
		number register.Number
		typed  string
		name   string
		unit   string
		place  string
	}{
		{local.Glor, "352 601 810", "GLØR IKS", "359083017", "Lillehammer"},
		{local.Alliance, "396030829", "Alliance Healthcare Norge AS", "", "Ski"},
	} {
		find := nav.get(route.Employers + "/new")
		want(t, find, 200, "Hent fra Enhetsregisteret", "Fyll ut alt selv")
		filled := nav.get(route.Employers + "/new?org_number=" + url.QueryEscape(c.typed))
		want(t, filled, 200, "Opplysningene er hentet fra Enhetsregisteret", `value="`+c.name+`"`, `value="`+c.place+`"`, `value="`+string(c.number)+`"`)
		fields := []string{"own_words", "Vi sorterer for " + c.place + "."}
		if c.unit != "" {
			fields = append(fields, "units", c.unit)
		}
		page := filled.submit(route.Employers, fields...)
		want(t, page, 200, c.name, "Arbeidsgiveren er registrert.", "Nora Kontakt", "Du har hatt ansvaret siden 2. mars 2026", "Vi sorterer for "+c.place+".",
			"Nora Kontakt registrerte arbeidsgiveren.", "Nora Kontakt ble kontaktperson i Nav.", "Lag en avtale")
		if c.unit != "" {
			want(t, page, 200, "Papirsortering", "Nora Kontakt la til avdelingen Papirsortering.", "56 ansatte")
			lacks(t, page, "Gjenvinningsstasjon")
		} else {
			want(t, page, 200, "Ingen avdelinger ennå", "240 ansatte")
		}
		want(t, nav.get(route.Employers+"/new?org_number="+string(c.number)), 200, c.name+" er registrert fra før")
	}
	if n := s.rows(nav.who, "units"); n != 1 {
		t.Errorf("%d units, want 1", n)
	}
}

func TestEachAnswerOfTheRegisterHasItsSentence(t *testing.T) {
	t.Parallel()
	s := newSite(t, withRegister(t))
	nav := s.as(auth.Actor{Role: auth.NavContact})
	for _, c := range []struct {
		about  string
		number register.Number
		say    []string
	}{
		{"unknown", "310000000", []string{"Vi finner ikke nummeret i Enhetsregisteret"}},
		{"deleted", local.Deleted, []string{"Virksomheten er slettet i Enhetsregisteret"}},
		{"a sub-unit", "359083017", []string{"Dette er nummeret til en underenhet", "Hent hovedenheten 352\u00a0601\u00a0810", "/employers/new?org_number=352601810"}},
		{"failing", local.Failing, []string{"Enhetsregisteret svarer ikke akkurat nå"}},
		{"slow", local.Slow, []string{"Enhetsregisteret svarer ikke akkurat nå"}},
	} {
		page := nav.get(route.Employers + "/new?org_number=" + string(c.number))
		want(t, page, 200, append(c.say, "Du kan også fylle ut alt selv her.", `value="`+string(c.number)+`"`)...)
		if c.number == local.Failing { // and typing by hand works
			want(t, page.submit(route.Employers, "name", "Verkstedet", "employees", "4"), 200, "Verkstedet", "4 ansatte", "376\u00a0122\u00a0204")
		}
	}
	by := nav.get(route.Employers + "/new?by_hand=on")
	want(t, by.submit(route.Employers, "org_number", "310000000", "name", "Hagesenteret"), 200, "Hagesenteret")
}

func TestAWrongNumberIsToldBesideItsField(t *testing.T) {
	t.Parallel()
	s := newSite(t, withRegister(t))
	nav := s.as(auth.Actor{Role: auth.NavContact})
	for _, c := range []struct{ typed, say string }{
		{"", "Skriv organisasjonsnummeret med ni siffer"},
		{"1234", "Skriv organisasjonsnummeret med ni siffer"},
		{"352601811", "Organisasjonsnummeret er ikke gyldig"},
		{"\xff52601810", "Feltet har tegn vi ikke kan lese"},
	} {
		want(t, nav.get(route.Employers+"/new?org_number="+url.QueryEscape(c.typed)), 422, c.say, "Du må rette dette før du går videre")
	}
	by := nav.get(route.Employers + "/new?by_hand=on")
	// Everything that is wrong is told at once, and what was typed is kept.
	page := by.submit(route.Employers, "org_number", "352601811", "name", "  ", "employees", "mange", "industry", "Gjenvinning & sortering")
	want(t, page, 422, "Organisasjonsnummeret er ikke gyldig", "Må fylles ut.", "Skriv et helt tall", `value="352601811"`, `value="mange"`, `value="Gjenvinning &amp; sortering"`)
	if n := s.rows(nav.who, "employers"); n != 0 {
		t.Errorf("%d employers were registered, want none", n)
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nav := s.as(auth.Actor{Role: auth.NavContact})
	by := nav.get(route.Employers + "/new?by_hand=on")
	page := by.submit(route.Employers, "org_number", string(local.Glor), "name", "Gl\xf8r", "own_words", "null\x00tegn")
	want(t, page, 422, "Feltet har tegn vi ikke kan lese")
	for _, field := range []string{"unit_name", "units"} {
		carried := by.submit(route.Employers, "org_number", string(local.Glor), "name", "Glør", "unit_number", "359083017", "unit_address", "", "unit_name", "Lager", "units", "359083017", field, "\xff")
		want(t, carried, 422)
	}
	want(t, by.submit(route.Employers, "org_number", string(local.Glor), "name", strings.Repeat("a", 201)), 422, "Skriv høyst 200 tegn")
	want(t, nav.post(route.Employers, "name", strings.Repeat("a", 2<<20)), 413, "Det du sendte, er for stort")
	want(t, nav.get(route.Employers+"?after=%ff%00&show=%ff"), 200)
	if n := s.rows(nav.who, "employers"); n != 0 {
		t.Errorf("%d employers were registered, want none", n)
	}
}

func TestAnEmployerIsRegisteredOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nav := s.as(auth.Actor{Role: auth.NavContact})
	by := nav.get(route.Employers + "/new?by_hand=on")
	sent, _ := by.form(route.Employers)
	sent.Set("org_number", string(local.Glor))
	sent.Set("name", "Glør")
	first, second := nav.send("POST", route.Employers, sent), nav.send("POST", route.Employers, sent)
	if first.Status != 303 || second.Status != 303 || first.leads() != second.leads() {
		t.Errorf("the same form twice: %d to %s, then %d to %s", first.Status, first.leads(), second.Status, second.leads())
	}
	sent.Set("name", "Noe annet")
	want(t, nav.send("POST", route.Employers, sent), 409, "allerede sendt med et annet innhold")
	again := nav.get(route.Employers+"/new?by_hand=on").submit(route.Employers, "org_number", string(local.Glor), "name", "Glør igjen")
	want(t, again, 409, "Arbeidsgiveren er registrert fra før", `value="Glør igjen"`, `href="#org_number"`)
	if n := s.rows(nav.who, "employers"); n != 1 {
		t.Errorf("%d employers, want 1", n)
	}
}

func TestAnEmployerHasOneContactPerson(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nora := s.as(auth.Actor{Role: auth.NavContact, Name: "Nora Kontakt"})
	nils := s.as(auth.Actor{Role: auth.NavContact, Name: "Nils Nabo", Tenant: nora.who.Tenant})
	lisa := s.as(auth.Actor{Role: auth.OfficeLiaison, Name: "Lisa Kontor", Tenant: nora.who.Tenant})
	by := nora.get(route.Employers + "/new?by_hand=on")
	page := by.submit(route.Employers, "org_number", string(local.Glor), "name", "Glør", "contact_person", "")
	want(t, page, 200, "Ingen har ansvaret ennå", "Bli kontaktperson", "Den kan lages når noen er kontaktperson")
	lacks(t, page, "Lag en avtale")
	address := page.Path
	lacks(t, lisa.get(address), "Bli kontaktperson")
	want(t, lisa.post(address+"/contact-person"), 403)

	stale := nils.get(address)
	want(t, page.submit(address+"/contact-person"), 200, "Du er nå kontaktperson", "Nora Kontakt", "Lag en avtale")
	want(t, stale.submit(address+"/contact-person"), 409, "Arbeidsgiveren har allerede en kontaktperson")
	if n := s.rows(nora.who, "contact_persons"); n != 1 {
		t.Errorf("%d contact persons, want 1", n)
	}
	seen := nils.get(address)
	want(t, seen, 200, "Nora Kontakt", "Siden 2. mars 2026")
	lacks(t, seen, "Legg til kontakt", "Legg til avdeling", "Lag en avtale", address+"/edit")
	for _, path := range []string{"/edit", "/units/new", "/contacts/new"} {
		want(t, nils.get(address+path), 403, "Bare kontaktpersonen for arbeidsgiveren")
	}
	want(t, nils.post(address+"/units", "name", "Lager"), 403, "Bare kontaktpersonen for arbeidsgiveren")
}

func TestAStandInDoesTheWorkOfTheContactPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nils := w.as(auth.Actor{Role: auth.NavContact, Name: "Nils Nabo", Tenant: w.Contact.Tenant, Office: w.Contact.Office})
	address := route.Employer(w.Employer)
	want(t, nils.get(address+"/edit"), 403)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		return user.NameStandIn(ctx, tx, user.StandInDraft{By: user.MembershipID{UUID: nils.who.Membership}, From: tx.Today(), To: tx.Today(), Today: tx.Today()})
	})
	want(t, nils.get(route.Employers), 200, "Fjord Gjenvinning", "Nora Kontakt")
	want(t, nils.get(address), 200, "Nora Kontakt", "Du er stedfortreder nå", "Legg til avdeling")
	want(t, nils.get(address+"/units/new").submit(address+"/units", "name", "Lager"), 200, "Nils Nabo la til avdelingen Lager.")
}

func TestAStaleChangeShowsBothTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nora, address := w.as(w.Contact), route.Employer(w.Employer)
	first, second := nora.get(address+"/edit"), nora.get(address+"/edit")
	want(t, first.submit(address, "name", "Fjord og Fjell", "place", "Hamar", "employees", "12"), 200, "Fjord og Fjell", "Hamar", "12 ansatte", "Opplysningene er lagret.")
	conflict := second.submit(address, "name", "Fjorden", "own_words", "Vi tar vare på ting.")
	want(t, conflict, 409, "Noen andre har endret opplysningene mens du skrev", "Fjorden", "Fjord og Fjell", "Hamar", "Vi tar vare på ting.")
	want(t, nora.get(address), 200, "Fjord og Fjell")
	want(t, conflict.submit(address), 200, "Fjorden", "Vi tar vare på ting.")
	want(t, nora.get(address+"/edit").submit(address, "name", "", "employees", "-1"), 422, "Må fylles ut.", "Skriv et helt tall")
	want(t, nora.post(address, "name", "Uten versjon"), 409)
}

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

func TestTheListShowsWhoIsResponsible(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nora, nils := w.as(w.Contact), w.as(auth.Actor{Role: auth.NavContact, Name: "Nils Nabo", Tenant: w.Contact.Tenant, Office: w.Contact.Office})
	want(t, nora.get(route.Employers), 200, "Fjord Gjenvinning", "Registrer arbeidsgiver")
	mine := nils.get(route.Employers)
	want(t, mine, 200, "Du er ikke kontaktperson for noen arbeidsgivere nå.")
	lacks(t, mine, "Fjord Gjenvinning")
	want(t, nils.get(route.Employers+"?show=all"), 200, "Fjord Gjenvinning", "Nora Kontakt")
	want(t, nils.get(route.Employers+"?show=unassigned"), 200, "Alle arbeidsgivere har en kontaktperson.")
	nils.get(route.Employers+"/new?by_hand=on").submit(route.Employers, "org_number", string(local.Alliance), "name", "Åpne Dører", "contact_person", "")
	want(t, nils.get(route.Employers+"?show=unassigned"), 200, "Åpne Dører", "Ufordelt")
	lacks(t, w.as(w.Liaison).get(route.Employers), route.Employers+"/new")
	want(t, w.as(w.Liaison).get(route.Employers+"/new"), 403)
	want(t, w.as(w.HR).get(route.Employers), 404)
}

func TestPagesOfTheListSkipNobody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nav := s.as(auth.Actor{Role: auth.Administrator})
	const many = employer.PageSize + 3
	s.do(nav.who, func(ctx context.Context, tx *db.Tx) error {
		for i := range many {
			// Every other name is the same, so that the page breaks between two that are alike.
			name := fmt.Sprintf("Bedrift %02d", i/2)
			if _, err := employer.Create(ctx, tx, employer.Draft{OrgNumber: fmt.Sprintf("%09d", i), Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
	seen := map[string]bool{}
	for page := nav.get(route.Employers); ; page = nav.get(page.link("Neste side")) {
		for _, cell := range strings.Split(page.Body, `href="/employers/`)[1:] {
			if id, _, _ := strings.Cut(cell, `"`); len(id) == 36 {
				seen[id] = true
			}
		}
		if !strings.Contains(page.Body, "Neste side") {
			want(t, page, 200, "Til første side")
			break
		}
	}
	if len(seen) != many {
		t.Errorf("the pages show %d employers, want %d", len(seen), many)
	}
}

func TestAnotherTenantsEmployerNeverWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	there := w.as(auth.Actor{Role: auth.NavContact, Name: "Fremmed"})
	ours, never := route.Employer(w.Employer), route.Employers+"/"+uuid.NewString()
	for _, path := range []string{"", "/edit", "/units/new", "/contacts/new", "/units/" + uuid.NewString() + "/closing"} {
		a, b := there.get(ours+path), there.get(never+path)
		if a.Status != 404 || withoutReference(a) != withoutReference(b) {
			t.Errorf("GET %s: %d, and not as one that never was", path, a.Status)
		}
	}
	for _, path := range []string{"", "/contact-person", "/units", "/contacts"} {
		a, b := there.post(ours+path, "name", "Tatt"), there.post(never+path, "name", "Tatt")
		if a.Status != 404 || withoutReference(a) != withoutReference(b) {
			t.Errorf("POST %s: %d, and not as one that never was", path, a.Status)
		}
	}
	lacks(t, w.as(w.Contact).get(ours), "Tatt")
	want(t, there.get(route.Employers+"/not-an-id"), 404)
}

// The names of the form's fields have a label each, which the comparison of two texts uses.
func TestEveryFieldThatCanDifferHasALabel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	address := route.Employer(w.Employer)
	edit := w.as(w.Contact).get(address + "/edit")
	sent, ok := edit.form(address)
	if !ok {
		t.Fatalf("no form:\n%s", edit.text())
	}
	for _, field := range employerview.Fields {
		if !sent.Has(field) {
			t.Errorf("the form does not ask for %s", field)
		}
	}
	if len(sent) != len(employerview.Fields)+2 || !sent.Has(form.VersionField) {
		t.Errorf("the form asks for %v", sent)
	}
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
