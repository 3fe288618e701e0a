package server_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// words returns what stands in a PDF, and what it says about itself.
func (p reply) words() (words, about string) {
	p.t.Helper()
	file := filepath.Join(p.t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, []byte(p.Body), 0o600); err != nil {
		p.t.Fatal(err)
	}
	said := func(program string, args ...string) string {
		out, err := exec.Command(program, args...).Output()
		if err != nil {
			p.t.Fatalf("%s: %v; apt-get install poppler-utils", program, err)
		}
		return strings.Join(strings.Fields(string(out)), " ")
	}
	return said("pdftotext", file, "-"), said("pdfinfo", file)
}

func TestPapersAsPDF(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	for _, c := range []struct {
		below, file string
		parts       []string
	}{
		{"/print", "avtale.pdf", []string{"Inkluderingsavtale 2026", "Fjord Gjenvinning", "3 varige plasser til enhver tid"}},
		{"/staff-sheet", "oppslag.pdf", []string{"Fjord Gjenvinning", "3 varige plasser til enhver tid"}},
	} {
		sheet := draft.as(w.Contact).get(draft.Path + c.below)
		want(t, sheet, 200, c.parts...)
		made := sheet.get(sheet.link("Last ned som PDF"))
		want(t, made, 200, "%PDF-")
		if got := made.Header.Get("Content-Type") + " " + made.Header.Get("Content-Disposition"); got != `application/pdf attachment; filename="`+c.file+`"` {
			t.Errorf("%s comes as %s", c.below, got)
		}
		if got := made.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s may be kept: %q", c.below, got)
		}
		words, about := made.words()
		for _, part := range c.parts {
			if !strings.Contains(words, part) {
				t.Errorf("%s lacks %q:\n%s", c.file, part, words)
			}
		}
		for _, part := range []string{"Last ned", "Skriv ut", "Tilbake"} {
			if strings.Contains(words, part) {
				t.Errorf("%s has %q:\n%s", c.file, part, words)
			}
		}
		if !strings.Contains(about, "Tagged: yes") {
			t.Errorf("%s cannot be read aloud: %s", c.file, about)
		}
	}
	address := draft.Path + "/print?format=pdf"
	want(t, w.as(w.HR).get("/partner"+address), 404) // a draft is Nav's own
	if got := w.anyone().get(address); got.Status != 303 {
		t.Errorf("somebody not logged in gets %d", got.Status)
	}
}

func TestPapersWithoutABrowserToMakeThem(t *testing.T) {
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	t.Setenv("PATH", t.TempDir())
	contact := w.as(w.Contact)
	sheet := contact.get(draft.Path + "/print")
	want(t, sheet, 200, "Inkluderingsavtale 2026", "Skriv ut")
	lacks(t, sheet, "PDF")
	want(t, contact.get(draft.Path+"/print?format=pdf"), 200, "Inkluderingsavtale 2026", "<h1")
}

func TestTheAttestAsPDF(t *testing.T) {
	t.Parallel()
	w, s, attest := drafted(t)
	hr, ada := w.as(w.HR), w.as(s.Self)
	preview := hr.get(attest).submit(attest, "words", "Ada er til å stole på.", "lang", "nn")
	want(t, preview.submit(attest+"/signature", "title", "Personalleder"), 200, "Attesten er signert")
	sheet := ada.get(strings.Replace(attest, "/partner/", "/my/", 1))
	made := ada.get(sheet.link("Last ned som PDF"))
	want(t, made, 200, "%PDF-")
	if got := made.Header.Get("Content-Disposition"); got != `attachment; filename="attest.pdf"` {
		t.Errorf("the attest comes as %s", got)
	}
	words, about := made.words()
	for _, part := range []string{"Ada er til å stole på.", "har arbeidd hos Fjord Gjenvinning", "Personalleder", "Hanne Personal"} {
		if !strings.Contains(words, part) {
			t.Errorf("the attest lacks %q:\n%s", part, words)
		}
	}
	if strings.Contains(about, "Ada") || strings.Contains(about, "Fjord") { // the file itself tells nobody whose it is
		t.Errorf("the file says %s", about)
	}
	record := hr.get("/partner/placements/" + s.ID.String() + "/learning-record")
	made = hr.get(record.link("Last ned som PDF"))
	want(t, made, 200, "%PDF-")
	if got := made.Header.Get("Content-Disposition"); got != `attachment; filename="dokumentasjon.pdf"` {
		t.Errorf("the record comes as %s", got)
	}
	if words, _ = made.words(); !strings.Contains(words, "Ada Prøve") || !strings.Contains(words, "Papirsortering") {
		t.Errorf("the record says\n%s", words)
	}
}

func TestThePlanAsPDF(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Sorteringen", nil)
	id, frida := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", id, frida)
	for who, path := range map[*client]string{w.as(s.Self): "/my/plan/print", w.as(w.HR): "/partner/placements/" + s.ID.String() + "/plan/print"} {
		sheet := who.get(path)
		made := who.get(sheet.link("Last ned som PDF"))
		want(t, made, 200, "%PDF-")
		if got := made.Header.Get("Content-Disposition"); got != `attachment; filename="plan.pdf"` {
			t.Errorf("the plan comes as %s", got)
		}
		words, about := made.words()
		for _, part := range []string{"Porten", "Frida", "Fjord Gjenvinning"} {
			if !strings.Contains(words, part) {
				t.Errorf("the plan lacks %q:\n%s", part, words)
			}
		}
		if strings.Contains(about, "Ada") {
			t.Errorf("the file says %s", about)
		}
	}
}
