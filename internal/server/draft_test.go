package server_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"plass/internal/db/dbtest"
)

func TestDraftsAreKeptAndSealed(t *testing.T) {
	t.Parallel()
	w, _, attest := drafted(t)
	hr := w.as(w.HR)
	edit := hr.get(attest)
	want(t, edit, 200, "Lagre utkast", `to="/drafts"`)
	lacks(t, edit, "Du har et utkast")

	// The script keeps what is typed again and again, with the key that the form will be sent with.
	typed, _ := edit.form(attest)
	for _, words := range []string{"Ada er", "Ada er flink med papp."} {
		typed.Set("words", words)
		kept := hr.send("POST", "/drafts", typed)
		if kept.Status != 303 || kept.leads() != attest {
			t.Fatalf("a draft answers %d and leads to %q:\n%s", kept.Status, kept.leads(), kept.text())
		}
	}
	again := hr.get(attest)
	want(t, again, 200, "Utkastet er lagret.", "Du har et utkast", "16. mars 2026 kl. 10.00")
	lacks(t, again, "Ada er flink med papp.")
	resumed := hr.get(again.link("Fortsett på utkastet"))
	want(t, resumed, 200, "Dette er utkastet ditt", "Ada er flink med papp.", "Kast utkastet")
	lacks(t, resumed, "Fortsett på utkastet")

	var fields []byte
	if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT fields FROM drafts`).Scan(&fields); err != nil || bytes.Contains(fields, []byte("papp")) {
		t.Errorf("the database reads the draft %q (%v)", fields, err)
	}
	lacks(t, w.as(w.partner(w.Employer, w.HR.Role, "Lotte Kollega")).get(attest), "Du har et utkast")

	// What is sent is no draft any more.
	want(t, resumed.submit(attest, "lang", "xx"), 422, "Lagre utkast", "Ada er flink med papp.")
	want(t, hr.get(attest), 200, "Du har et utkast")
	want(t, resumed.submit(attest), 200, "Attesten er lagret.", "Ada er flink med papp.")
	lacks(t, hr.get(attest), "Du har et utkast")
}

func TestDraftsAreThrownAway(t *testing.T) {
	t.Parallel()
	w, _, attest := drafted(t)
	hr := w.as(w.HR)
	typed, _ := hr.get(attest).form(attest)
	typed.Set("words", "Noe helt annet")
	want(t, hr.send("POST", "/drafts", typed).follow(), 200, "Du har et utkast")
	want(t, hr.get(attest).submit("/drafts/end"), 200, "Utkastet er kastet.")
	lacks(t, hr.get(attest+"?draft=1"), "Noe helt annet", "utkastet ditt")

	for _, address := range []string{"", "https://ond.example/", "//ond.example", "/there/is/no/such/page"} {
		typed.Set("_draft", address)
		want(t, hr.send("POST", "/drafts", typed), 400)
		want(t, hr.send("POST", "/drafts/end", typed), 400)
	}
	typed.Set("_draft", attest)
	typed.Set("words", strings.Repeat("å", 2<<20))
	want(t, hr.send("POST", "/drafts", typed), 413)
}

func TestADraftOfAnOldVersionIsNotSavedUnseen(t *testing.T) {
	t.Parallel()
	w, _, attest := drafted(t)
	hr := w.as(w.HR)
	typed, _ := hr.get(attest).form(attest)
	typed.Set("words", "Fra utkastet")
	hr.send("POST", "/drafts", typed)
	want(t, w.as(w.partner(w.Employer, w.HR.Role, "Lotte Kollega")).get(attest).submit(attest, "words", "Fra kollegaen"), 200, "Attesten er lagret.")
	want(t, w.as(w.HR).get(attest+"?draft=1").submit(attest), 409, "Fra utkastet", "Fra kollegaen")
}
