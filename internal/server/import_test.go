package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/importing"
	"plass/internal/job"
	"plass/internal/text"
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
	want(t, page, 200, "Rad 2, kolonne Organisasjonsnummer: Organisasjonsnummeret er ikke gyldig", "Rad 3, kolonne Organisasjonsnummer: Må fylles ut.",
		"Rad 4, kolonne Navn på arbeidsgiveren: Arbeidsgiveren er ny. Skriv hva den heter.", "Rad 4, kolonne Ansatte: Skriv et helt tall fra 0 til 1000000.",
		"Rad 4, kolonne Kontaktperson i Nav (e-post): Ingen kontaktperson i Nav har adressen ukjent@nav.example i Plass.",
		"Rad 4, kolonne Telefon til kontakten: Oppgi telefon eller e-post.", "Rad 4, kolonne Rollen til kontakten: «Sjef» er ikke en rolle vi kjenner.",
		"Rad 4, kolonne Mal: «Ukjent mal» er ikke en mal i malbiblioteket.", "Rad 4, kolonne Gjelder fra: «31.02.2026» er ikke en dato vi kan lese.",
		"Rad 4, kolonne Status for avtalen: «kanskje» er ikke en status vi kjenner.",
		"Rad 5, kolonne Ansatte: Formelen i cellen gir en feil (#REF!).", "Rad 5, kolonne Signert dato: En løpende avtale er signert.",
		"Rad 5, kolonne Signert for arbeidsgiveren av: En løpende avtale er signert.", "Vi kjenner ikke disse kolonnene, og leser dem ikke.", "Fylke")
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

// TestAFileThatIsNone is refused with a sentence beside the field.
func TestAFileThatIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	contact := w.as(w.Contact)
	for name, c := range map[string]struct {
		data []byte
		said string
	}{
		"avtale.xlsx":  {[]byte("%PDF-1.7 %âãÏÓ"), "Dette er ikke et regneark vi kan lese."},
		"tom.csv":      {nil, "Filen er tom."},
		"annet.csv":    {[]byte("Fornavn;Etternavn\nA;B\n"), "Vi finner ingen kolonne som heter Organisasjonsnummer."},
		"overskr.csv":  {[]byte("Organisasjonsnummer;Navn på arbeidsgiveren\n"), "Filen har overskrifter, men ingen rader."},
		"to.csv":       {[]byte("Organisasjonsnummer;Sted;Sted\n314127013;A;B\n"), "Overskriften «Sted» står to ganger."},
		"lang.csv":     {[]byte("Organisasjonsnummer\n" + strings.Repeat("314127013\n", 50_000)), "Filen har mer enn 5000 rader."},
		"for_stor.csv": {bytes.Repeat([]byte("x"), 11<<20), "Filen er større enn 10 MB."},
	} {
		want(t, contact.upload(name, c.data), 422, c.said)
	}
	want(t, contact.sendFile("/imports", uuid.NewString(), "svær.csv", bytes.Repeat([]byte("x"), 17<<20)), 413)
	want(t, contact.get("/imports/new").submit("/imports"), 422, "Velg filen du vil hente inn.")
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
	want(t, administrator.upload("c.csv", personal(someImport)), 200, "Rad 2, kolonne Kontaktperson i Nav (e-post): Skriv e-postadressen")
	preview := administrator.upload("d.csv", []byte("Organisasjonsnummer;Navn på arbeidsgiveren;Kontaktperson i Nav (e-post)\n314127021;Havna Verft;"+w.email(w.Contact)+"\n"))
	want(t, preview, 200, "Alt er klart")
	want(t, w.bring(preview), 200, "Alt ble hentet inn")
	want(t, w.as(w.Contact).get("/notices"), 200, "Astrid Administrator hentet inn én arbeidsgiver som du er kontaktperson for.")
}

func personalText() string { return string(personal(someImport)) }

// TestAFileIsKeptADay and no longer, and thrown away when somebody says so.
func TestAFileIsKeptADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	preview := w.as(w.Contact).upload("a.csv", personal(someImport))
	thrown := w.as(w.Contact).upload("b.csv", personal(someImport))
	want(t, thrown.submit(thrown.Path+"/discarding"), 200, "Filen er kastet. Ingenting ble hentet inn.")
	want(t, w.as(w.Contact).post(thrown.Path+"/start", "_key", uuid.NewString()), 409, "Filen er kastet.")
	w.clock(dbtest.Now.Add(25 * time.Hour))
	contact := w.as(w.Contact)
	want(t, contact.get(preview.Path), 200, "Vi tar vare på en fil i ett døgn")
	w.do(auth.SystemOf(w.Contact.Tenant), importing.Tidy)
	var kept int
	if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT count(*) FROM imports WHERE content IS NOT NULL`).Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d files are kept, %v", kept, err)
	}
}

// TestTheFileToFillIn is read as it is, in every language: its own example is never brought in.
func TestTheFileToFillIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	contact := w.as(w.Contact)
	for _, lang := range text.Langs {
		for _, name := range []string{"template.xlsx", "template.csv"} {
			file := contact.send("GET", "/imports/"+name, nil, "Accept-Language", string(lang))
			if file.Status != 200 || !strings.Contains(file.Header.Get("Content-Disposition"), name) {
				t.Fatalf("%s answers %d %v", name, file.Status, file.Header)
			}
			want(t, contact.upload(name, []byte(file.Body)), 200, "Eksempelraden, blir ikke hentet inn", "Det er ingenting nytt å hente inn.")
		}
	}
}

// TestAFilledWorkbook: days as Excel keeps them, numbers as numbers, and an agreement that is still a draft.
func TestAFilledWorkbook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	contact := w.as(w.Contact)
	f, err := excelize.OpenReader(strings.NewReader(contact.get("/imports/template.xlsx").Body))
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	set := func(heading string, value any) {
		headings, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range headings[0] {
			if h == heading {
				at, _ := excelize.CoordinatesToCellName(i+1, 3)
				if err := f.SetCellValue(sheet, at, value); err != nil {
					t.Fatal(err)
				}
				return
			}
		}
		t.Fatalf("no heading %s", heading)
	}
	set("Organisasjonsnummer", 314127021)
	set("Navn på arbeidsgiveren", "Havna Verft")
	set("Navn på avtalen", "Plasser på verftet")
	set("Mal", "GLØR")
	set("Gjelder fra", time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))
	set("Status for avtalen", "Utkast")
	set("Varige plasser", 7)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	preview := contact.upload("verft.xlsx", out.Bytes())
	want(t, preview, 200, "Alt er klart", "Ny arbeidsgiver, utkast til avtale")
	want(t, w.bring(preview), 200, "Alt ble hentet inn")
	page := contact.get(contact.get("/employers").link("Havna Verft"))
	want(t, contact.get(page.link("Plasser på verftet")), 200, "Utkast", "1. april 2026", "Nora Kontakt hentet utkastet «Plasser på verftet» inn fra et regneark.")
}

// many returns a spreadsheet of n rows, each an employer with a unit, a contact and an agreement.
func many(n int) []byte {
	weights := []int{3, 2, 7, 6, 5, 4, 3, 2}
	lines := strings.Split(personalText(), "\n")
	var out strings.Builder
	out.WriteString(lines[0] + "\n")
	for number := 32000000; n > 0; number++ {
		sum := 0
		for i, digit := range fmt.Sprint(number) {
			sum += int(digit-'0') * weights[i]
		}
		if check := (11 - sum%11) % 11; check < 10 {
			fmt.Fprintf(&out, "%d%d;Bedrift %d;12;Avdeling;Kontakt %d;40000001;Leder;Avtale %d;GLØR;01.01.2026;3;2;3;15.12.2025;Kontakt %d;Per Før\n", number, check, n, n, n, n)
			n--
		}
	}
	return []byte(out.String())
}

// asWorkbook returns the text as Excel keeps it.
func asWorkbook(t *testing.T, csv []byte) []byte {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	no := 0
	for line := range strings.Lines(string(csv)) {
		no++
		var cells []any
		for _, c := range strings.Split(strings.TrimSpace(line), ";") {
			cells = append(cells, c)
		}
		if err := w.SetRow(fmt.Sprint("A", no), cells); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := errors.Join(w.Flush(), f.Write(&out), f.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestTwoThousandRows come in whole, and need less than 150 MB beyond what was there before.
func TestTwoThousandRows(t *testing.T) { // not in parallel: it measures the memory of the whole process
	w := newWorld(t)
	contact := w.as(w.Contact)
	file := asWorkbook(t, many(2000))
	runtime.GC()
	var at runtime.MemStats
	runtime.ReadMemStats(&at)
	base, peak, stop, stopped := at.HeapAlloc, uint64(0), make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	preview := contact.upload("mange.xlsx", file)
	want(t, preview, 200, "2000 nye arbeidsgivere", "2000 nye avtaler")
	if len(preview.Body) > 300_000 {
		t.Errorf("the page of 2000 rows has %d bytes", len(preview.Body))
	}
	began := time.Now()
	want(t, w.bring(preview), 200, "Alt ble hentet inn", "2000 nye arbeidsgivere", "2000 nye avdelinger", "2000 nye kontakter", "2000 nye avtaler")
	t.Logf("2000 rows took %s", time.Since(began))
	close(stop)
	<-stopped
	for table, n := range map[string]int{"employers": 2001, "units": 2000, "employer_contacts": 2000, "agreements": 2000, "signatures": 4000, "place_lines": 4000, "contact_persons": 2001} {
		if got := w.rowsOf(table); got != n {
			t.Errorf("%s has %d rows, want %d", table, got, n)
		}
	}
	t.Logf("the heap grew by %d MB at most", (peak-min(base, peak))>>20)
	if grown := peak - min(base, peak); grown > 150<<20 {
		t.Errorf("the heap grew by %d MB", grown>>20)
	}
}

// BenchmarkTwoThousandRows is how long it takes to bring in as many employers with a unit, a contact and an agreement each.
func BenchmarkTwoThousandRows(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := newWorld(b)
		preview := w.as(w.Contact).upload("mange.csv", many(2000))
		preview.submit(preview.Path + "/start")
		b.StartTimer()
		w.runImport(preview.Path)
	}
}
