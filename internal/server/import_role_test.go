package server_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestOwnRolesComeInFromASpreadsheet by their names in any language, and stand in the file to fill in; what is retired does not.
func TestOwnRolesComeInFromASpreadsheet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, apprentices := w.listed(roles, "Lærlingansvarlig", "nn", "Lærlingansvarleg", "en", "In charge of apprentices")
	_, pay := w.listed(roles, "HR/lønn")
	gone, _ := w.listed(roles, "Vaktmester")
	want(t, w.as(w.Administrator).get(roles).submit(gone+"/retirement"), 200)

	const head = "Organisasjonsnummer;Kontakt hos arbeidsgiveren;Telefon til kontakten;Rollen til kontakten\n"
	wrong := w.as(w.Contact).upload("feil.csv", []byte(head+"352601810;Siri Sol;40000001;Leder, Vaktmester\n352601810;Tor Tue;40000002;Lærlingansvarlig / Sjef\n"))
	want(t, wrong, 200, "Rad 2, kolonne Rollen til kontakten «Vaktmester» er ikke en rolle vi kjenner. Bruk en av disse: Personalansvarlig, Leder, Kontakt på arbeidsstedet, Tillitsvalgt, Verneombud, Lærlingansvarlig, HR/lønn.",
		"Rad 3, kolonne Rollen til kontakten «Sjef» er ikke en rolle vi kjenner.")
	lacks(t, wrong, "«Leder»", "«Lærlingansvarlig»")

	right := w.as(w.Contact).upload("rett.csv", []byte(head+"352601810;Siri Sol;40000001;Leder,  lærlingansvarleg\n352601810;Tor Tue;40000002;HR/lønn\n352601810;Una Vik;40000003;in charge of apprentices, HR/Lønn/Verneombud\n"))
	want(t, right, 200, "Alt er klart")
	w.bring(right)
	for name, said := range map[string]string{"Siri Sol": "leader," + apprentices, "Tor Tue": pay, "Una Vik": apprentices + "," + pay + ",safety_delegate"} {
		if got := w.only(`SELECT array_to_string(roles, ',') FROM employer_contacts WHERE name = $1`, name); got != said {
			t.Errorf("%s is %s, want %s", name, got, said)
		}
	}
	want(t, w.as(w.Contact).get("/employers/"+w.Employer.String()), 200, "Lærlingansvarlig", "HR/lønn")

	want(t, w.as(w.Contact).get("/imports/new"), 200, "Verneombud, Lærlingansvarlig, HR/lønn. Skriv komma mellom dem")
	file := w.as(w.Contact).get("/imports/template.xlsx")
	book, err := excelize.OpenReader(bytes.NewReader([]byte(file.Body)))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			all = append(all, strings.Join(row, "|"))
		}
	}
	said := strings.Join(all, "\n")
	for _, name := range []string{"|Lærlingansvarlig", "|HR/lønn", "Verneombud, Lærlingansvarlig, HR/lønn. Skriv komma"} {
		if !strings.Contains(said, name) {
			t.Errorf("the file to fill in lacks %q", name)
		}
	}
	if strings.Contains(said, "Vaktmester") {
		t.Error("the file to fill in offers what is retired")
	}
}
