package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/importing"
	"plass/internal/text"
)

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
