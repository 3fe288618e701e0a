package server_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/importing"
	"plass/internal/job"
)

// upload sends the file through the form of the page, and follows when it is accepted.
func (c *client) upload(name string, data []byte) reply {
	c.t.Helper()
	asked := c.get("/imports/new")
	stood, ok := asked.form("/imports")
	if !ok {
		c.t.Fatalf("no form to upload with: %d %s", asked.Status, asked.text())
	}
	sent := c.sendFile("/imports", stood.Get("_key"), name, data)
	if sent.Status == http.StatusSeeOther {
		return sent.follow()
	}
	return sent
}

func (c *client) sendFile(path, key, name string, data []byte) reply {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		c.t.Fatal(err)
	}
	_, _ = part.Write(data)       // never fails
	_ = w.WriteField("_key", key) // nor does this
	_ = w.Close()                 // nor this
	r, err := http.NewRequest(http.MethodPost, home+path, &body)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Origin", home)
	r.Header.Set("Accept-Language", "nb")
	answer, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	var page bytes.Buffer
	if _, err := page.ReadFrom(answer.Body); err != nil {
		c.t.Fatal(err)
	}
	return reply{c, answer.StatusCode, path, answer.Header, page.String()}
}

// bring presses the button of the preview, and does what that put in the queue.
func (w *world) bring(preview reply) reply {
	w.t.Helper()
	path := preview.Path
	shown := preview.submit(path + "/start")
	want(w.t, shown, 200, "Henter inn", "0 av")
	if shown.Header.Get("Refresh") == "" {
		w.t.Error("the page of progress does not ask for itself again")
	}
	w.runImport(path)
	return preview.get(path)
}

func (w *world) runImport(path string) {
	w.t.Helper()
	id, err := uuid.Parse(strings.TrimPrefix(path, "/imports/"))
	if err != nil {
		w.t.Fatal(err)
	}
	if err := importing.Run(context.Background(), w.pool, w.config.Keys, job.Import{Tenant: w.Contact.Tenant, Import: id}); err != nil {
		w.t.Fatal(err)
	}
}

// rowsOf returns how many rows of a table belong to the world's tenant.
func (w *world) rowsOf(table string) (n int) {
	w.t.Helper()
	err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), `SELECT count(*) FROM `+table+` WHERE tenant_id = $1`, w.Contact.Tenant).Scan(&n)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

const someImport = "Organisasjonsnummer;Navn på arbeidsgiveren;Ansatte;Avdeling;Kontakt hos arbeidsgiveren;Telefon til kontakten;Rollen til kontakten;" +
	"Navn på avtalen;Mal;Gjelder fra;Varige plasser;Plasser til arbeidstrening;Måneder per plass;Signert dato;Signert for arbeidsgiveren av;Signert for Nav av\n" +
	"314 127 013;Solsiden Bakeri;1 200;Ovnen;Siri Sol;400 00 001;Leder, HR;Plasser ved ovnen;GLØR;01.01.2026;4;1;6;2025-12-15;Siri Sol;Per Før\n" +
	"314127013;;;Butikken;Tor Tue;400 00 002;Kontakt på arbeidsstedet;;;;;;;;;\n" +
	"352601810;;;Ny hall;Kari Kontakt;400 00 003;Leder;;;;;;;;;\n"

func personal(csv string) []byte { return []byte(strings.ReplaceAll(csv, "HR", "Personalansvarlig")) }

// TestASpreadsheetComesIn from the upload to the page of the employer, and does nothing the second time.
func TestASpreadsheetComesIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	contact := w.as(w.Contact)
	want(t, contact.get("/employers"), 200, "Hentet fra regneark")
	preview := contact.upload("partnere.csv", personal(someImport))
	want(t, preview, 200, "partnere.csv har 3 rader. Ingenting er lagret ennå.", "Alt er klart", "1 ny arbeidsgiver", "3 nye avdelinger", "3 nye kontakter", "1 ny avtale",
		"Rad 2", "Ny arbeidsgiver, ny avdeling, ny kontakt, avtale som er signert på papir", "Rad 4", "Fjord Gjenvinning", "Ny avdeling, ny kontakt")
	if n := w.rowsOf("employers"); n != 1 {
		t.Errorf("a look alone left %d employers, want the one there was", n)
	}
	done := w.bring(preview)
	want(t, done, 200, "Alt ble hentet inn", "1 ny arbeidsgiver", "1 ny avtale")
	want(t, contact.get("/imports"), 200, "partnere.csv", "Nora Kontakt", "Hentet inn")

	employers := contact.get("/employers")
	want(t, employers, 200, "Solsiden Bakeri", "Du")
	page := contact.get(employers.link("Solsiden Bakeri"))
	want(t, page, 200, "1200 ansatte", "Ovnen", "Butikken", "Siri Sol", "Tor Tue", "Plasser ved ovnen", "Nora Kontakt hentet opplysninger inn fra regnearket partnere.csv.")
	agreement := contact.get(page.link("Plasser ved ovnen"))
	want(t, agreement, 200, "Gjelder", "Siri Sol signerte for Solsiden Bakeri (signert på papir)", "Per Før signerte for Nav (signert på papir)", "15. desember 2025")
	type line struct {
		kind   string
		count  int
		months *int
	}
	var lines []line
	rows, err := dbtest.Admin(t, w.pool).Query(context.Background(), `
		SELECT l.kind, l.count, l.months FROM place_lines l JOIN agreements a ON a.id = l.agreement_id WHERE a.title = 'Plasser ved ovnen' ORDER BY l.position`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var l line
		if err := rows.Scan(&l.kind, &l.count, &l.months); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	if len(lines) != 2 || lines[0].kind != "durable" || lines[0].count != 4 || lines[1].kind != "work_training" || lines[1].count != 1 || lines[1].months == nil || *lines[1].months != 6 {
		t.Errorf("the place lines are %+v", lines)
	}
	for _, table := range []string{"rhythms", "start_rules"} {
		if w.rowsOf(table) != 1 {
			t.Errorf("%s has %d rows, want what the template says", table, w.rowsOf(table))
		}
	}

	before := [5]int{w.rowsOf("employers"), w.rowsOf("units"), w.rowsOf("employer_contacts"), w.rowsOf("agreements"), w.rowsOf("events")}
	again := contact.upload("partnere.csv", personal(someImport))
	want(t, again, 200, "Det er ingenting nytt å hente inn.", "Finnes fra før, ingenting endres")
	if _, there := again.form(again.Path + "/start"); there {
		t.Error("there is a button to bring in what is there already")
	}
	if after := [5]int{w.rowsOf("employers"), w.rowsOf("units"), w.rowsOf("employer_contacts"), w.rowsOf("agreements"), w.rowsOf("events")}; after != before {
		t.Errorf("the second time changed %v to %v", before, after)
	}
}

// TestEveryProblemIsTold by row and column, all at once, and nothing can be done meanwhile.
func TestEveryProblemIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const wrong = "Organisasjonsnummer;Navn på arbeidsgiveren;Ansatte;Kontaktperson i Nav (e-post);Kontakt hos arbeidsgiveren;Rollen til kontakten;Navn på avtalen;Mal;Gjelder fra;Status for avtalen;Fylke\n" +
		"314127014;Feil Siffer;;;;;;;;;Oslo\n" +
		";Uten Nummer;;;;;;;;;\n" +
		"314127013;;mange;ukjent@nav.example;Siri;Sjef;Avtale;Ukjent mal;31.02.2026;kanskje;\n" +
		"314127021;Formelen;#REF!;;;;Avtale;GLØR;01.01.2026;;\n"
	page := w.as(w.Contact).upload("feil.csv", []byte(wrong))
	want(t, page, 200, "Rad 2, kolonne Organisasjonsnummer Organisasjonsnummeret er ikke gyldig", "Rad 3, kolonne Organisasjonsnummer Må fylles ut.",
		"Rad 4, kolonne Navn på arbeidsgiveren Arbeidsgiveren er ny. Skriv hva den heter.", "Rad 4, kolonne Ansatte Skriv et helt tall fra 0 til 1000000.",
		"Rad 4, kolonne Kontaktperson i Nav (e-post) Ingen kontaktperson i Nav har adressen ukjent@nav.example i Plass.",
		"Rad 4, kolonne Telefon til kontakten Oppgi telefon eller e-post.", "Rad 4, kolonne Rollen til kontakten «Sjef» er ikke en rolle vi kjenner.",
		"Rad 4, kolonne Mal «Ukjent mal» er ikke en mal i malbiblioteket.", "Rad 4, kolonne Gjelder fra «31.02.2026» er ikke en dato vi kan lese.",
		"Rad 4, kolonne Status for avtalen «kanskje» er ikke en status vi kjenner.",
		"Rad 5, kolonne Ansatte Formelen i cellen gir en feil (#REF!).", "Rad 5, kolonne Signert dato En løpende avtale er signert.",
		"Rad 5, kolonne Signert for arbeidsgiveren av En løpende avtale er signert.", "Vi kjenner ikke disse kolonnene, og leser dem ikke.", "Fylke")
	if _, there := page.form(page.Path + "/start"); there {
		t.Error("there is a button although something is wrong")
	}
	started := w.as(w.Contact).post(page.Path+"/start", "_key", uuid.NewString())
	want(t, started, 303)
	w.runImport(page.Path) // whoever starts it all the same
	want(t, w.as(w.Contact).get(page.Path), 200, "ingenting er lagret")
	if n := w.rowsOf("employers"); n != 1 {
		t.Errorf("there are %d employers, want the one there was", n)
	}
}

// TestAnImportIsDoneOnce however often the button is pressed, and another file with the same key is refused.
func TestAnImportIsDoneOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	contact := w.as(w.Contact)
	stood, _ := contact.get("/imports/new").form("/imports")
	first := contact.sendFile("/imports", stood.Get("_key"), "a.csv", personal(someImport))
	second := contact.sendFile("/imports", stood.Get("_key"), "a.csv", personal(someImport))
	if first.leads() == "" || first.leads() != second.leads() {
		t.Errorf("the same file twice leads to %q and %q", first.leads(), second.leads())
	}
	want(t, contact.sendFile("/imports", stood.Get("_key"), "b.csv", personal(someImport)), 409)
	preview := first.follow()
	w.bring(preview)
	want(t, contact.post(preview.Path+"/start", "_key", uuid.NewString()), 409, "Filen er hentet inn allerede.")
	w.runImport(preview.Path) // the queue may come twice
	if n := w.rowsOf("employers"); n != 2 {
		t.Errorf("there are %d employers, want 2", n)
	}
}

// TestWhoMayBringIn: contact persons for their own office and administrators; nobody sees another tenant's or another office's.
func TestWhoMayBringIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mine := w.as(w.Contact).upload("a.csv", personal(someImport))
	for _, who := range []auth.Actor{w.Leader, w.Liaison, w.Auditor} {
		want(t, w.as(who).get("/imports"), 403)
		want(t, w.as(who).get(mine.Path), 403)
		want(t, w.as(who).post(mine.Path+"/start", "_key", uuid.NewString()), 403)
	}
	want(t, w.as(w.HR).get("/imports"), 404)
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Name: "En Annen"}))
	want(t, stranger.get(mine.Path), 404)
	want(t, stranger.post(mine.Path+"/start", "_key", uuid.NewString()), 404)
	elsewhere := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Name: "Kontakt Annetsteds"})
	want(t, elsewhere.get(mine.Path), 404)
	want(t, elsewhere.upload("b.csv", personal(someImport)), 200, "Nora Kontakt ved et annet kontor er kontaktperson for arbeidsgiveren.")
	colleague := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Kollega"})
	want(t, colleague.get(mine.Path), 200, "Nora Kontakt ser over filen")
	want(t, colleague.post(mine.Path+"/start", "_key", uuid.NewString()), 403)

	administrator := w.as(w.Administrator)
	want(t, administrator.upload("c.csv", personal(someImport)), 200, "Rad 2, kolonne Kontaktperson i Nav (e-post) Skriv e-postadressen")
	preview := administrator.upload("d.csv", []byte("Organisasjonsnummer;Navn på arbeidsgiveren;Kontaktperson i Nav (e-post)\n314127021;Havna Verft;"+w.email(w.Contact)+"\n"))
	want(t, preview, 200, "Alt er klart")
	want(t, w.bring(preview), 200, "Alt ble hentet inn")
	want(t, w.as(w.Contact).get("/notices"), 200, "Astrid Administrator hentet inn én arbeidsgiver som du er kontaktperson for.")
}

func personalText() string { return string(personal(someImport)) }
