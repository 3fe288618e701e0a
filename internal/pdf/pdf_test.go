package pdf_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plass/internal/pdf"
)

// read returns what a program of poppler says about the document.
func read(t *testing.T, document []byte, program string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, document, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, path)
	if program == "pdftotext" {
		args = append(args, "-")
	}
	said, err := exec.Command(program, args...).Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatal("pdftotext and pdfinfo are missing; apt-get install poppler-utils")
	}
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return string(said)
}

func printed(t *testing.T, html string) []byte {
	t.Helper()
	if !pdf.Available() {
		t.Fatal(pdf.ErrUnavailable)
	}
	document, err := pdf.Print(t.Context(), html)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestDocumentCanBeReadByEverybody(t *testing.T) {
	t.Parallel()
	document := printed(t, `<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Plan</title>
		<style>@page { size: A4; margin: 2cm } h1 { color: #23262a }</style></head><body>
		<h1>Planen din på første dag</h1><p>Møt Åse ved hovedinngangen, ærlig talt like ved sjøen.</p>
		<h2>Čálli ja ŋuoraid</h2><p>Buorre beaivi! Čoahkkin đuoddaris, šaddá žžát ŧ.</p>
		<table><thead><tr><th scope="col">Dag</th><th scope="col">Hva</th></tr></thead>
		<tbody><tr><td>Mandag</td><td>Opplæring</td></tr></tbody></table></body></html>`)
	words := read(t, document, "pdftotext")
	for _, want := range []string{"Planen din på første dag", "Møt Åse ved hovedinngangen, ærlig talt", "Čálli ja ŋuoraid", "đuoddaris, šaddá žžát ŧ", "Opplæring"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not in the document:\n%s", want, words)
		}
	}
	about := read(t, document, "pdfinfo")
	for _, want := range []string{"Tagged:          yes", "Title:           Plan", "(A4)", "JavaScript:      no"} {
		if !strings.Contains(about, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, about)
		}
	}
	structure := read(t, document, "pdfinfo", "-struct")
	for _, want := range []string{"H1", "H2", "Table", "TH"} {
		if !strings.Contains(structure, want) {
			t.Errorf("%s is not in the structure:\n%s", want, structure)
		}
	}
}

func TestPageReachesNobodyAndRunsNothing(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	hidden := filepath.Join(t.TempDir(), "hidden.txt")
	if err := os.WriteFile(hidden, []byte("HEMMELIG"), 0o600); err != nil {
		t.Fatal(err)
	}
	local := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	words := read(t, printed(t, `<!doctype html><html lang="nb"><head><link rel="stylesheet" href="`+s.URL+`/a.css"></head><body><p id="p">Urørt tekst</p>
		<img src="`+s.URL+`/c.png" alt=""><img src="`+local+`/d.png" alt=""><iframe src="`+s.URL+`/e"></iframe>
		<iframe src="file://`+hidden+`"></iframe><object data="file://`+hidden+`"></object>
		<script>document.getElementById("p").textContent = "Endret"; fetch("`+s.URL+`/f")</script>
		<img src="x" onerror="document.body.textContent='Endret'"></body></html>`), "pdftotext")
	if !strings.Contains(words, "Urørt tekst") || strings.Contains(words, "Endret") {
		t.Errorf("a script ran: %q", words)
	}
	if strings.Contains(words, "HEMMELIG") {
		t.Error("the page read a file")
	}
	// A page that sends its reader on may come out as nothing, but it gets nowhere either.
	leaving := `<!doctype html><html lang="nb"><head><meta http-equiv="refresh" content="0;url=` + s.URL + `/b"></head><body>Hei</body></html>`
	if _, err := pdf.Print(t.Context(), leaving); err != nil {
		t.Logf("the page that leaves: %v", err)
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the page asked the network %d times", n)
	}
}

func TestWhatStandsInThePageIsThere(t *testing.T) {
	t.Parallel()
	picture := "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
	document := printed(t, `<!doctype html><html lang="nb"><body><img alt="Logo" width="200" height="200" src="`+picture+`"></body></html>`)
	lines := strings.Split(strings.TrimSpace(read(t, document, "pdfimages", "-list")), "\n")
	if len(lines) != 3 { // two lines of heading and one picture
		t.Errorf("the picture is not in the document:\n%s", strings.Join(lines, "\n"))
	}
}

func TestOneAtATimeAndNobodyWaitsForever(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			if d, err := pdf.Print(t.Context(), "<!doctype html><p>Hei</p>"); err != nil || len(d) == 0 {
				t.Errorf("%d bytes, %v", len(d), err)
			}
		})
	}
	all.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := pdf.Print(ctx, "<!doctype html><p>Hei</p>"); err == nil {
		t.Error("a document was made after nobody waited for it")
	}
}
