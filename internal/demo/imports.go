package demo

import (
	"plass/internal/db"
	"plass/internal/importing"
	"plass/internal/job"
)

// sheets are two spreadsheets that a contact person has brought: one that came in, and one that has something to put right.
func (w *world) sheets() {
	id := w.sheet(-30, "Partnere i Gausdal.csv", "Organisasjonsnummer;Navn på arbeidsgiveren;Næring;Ansatte;Adresse;Postnummer;Sted;Avdeling;"+
		"Kontakt hos arbeidsgiveren;Telefon til kontakten;E-post til kontakten;Rollen til kontakten;Navn på avtalen;Mal;Gjelder fra;Status for avtalen\n"+
		"314 127 048;Linbekken Gardsmeieri;Produksjon av ost;14;Linbekkvegen 3;2652;Svingvoll;Ysteriet;Åse Linbekk;900 20 131;aase.linbekk@meieri.example;Leder;Plasser i meieriet;GLØR;"+w.day(40).Format("02.01.2006")+";Utkast\n"+
		"314127048;;;;;;;Gardsbutikken;Per Linbekk;900 20 132;;Kontakt på arbeidsstedet;;;;\n")
	at := w.at(-30, 9)
	w.do(jonas, at, func(tx *db.Tx) error { return importing.Start(w.ctx, tx, id) })
	if w.err == nil {
		w.err = importing.Run(w.ctx, w.pool.At(at), w.keys, job.Import{Tenant: w.actors[jonas].Tenant, Import: id.UUID})
	}
	w.sheet(0, "Nye bedrifter.csv", "Organisasjonsnummer;Navn på arbeidsgiveren;Ansatte;Kontakt hos arbeidsgiveren;Telefon til kontakten;Rollen til kontakten\n"+
		"314 127 056;Fjellstua Kafé;9;Randi Fjellstad;900 20 141;Leder\n"+
		"314 127 065;Snekkerlaget;seks;Odd Sagmo;900 20 142;Leder\n")
}

// sheet keeps a spreadsheet that Jonas has chosen.
func (w *world) sheet(days int, name, words string) importing.ID {
	return get(w, jonas, w.at(days, 8), func(tx *db.Tx) (importing.ID, error) {
		content, err := importing.Open([]byte(words))
		if err != nil {
			return importing.ID{}, err
		}
		return importing.Keep(w.ctx, tx, w.keys, name, content)
	})
}
