package server_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
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
