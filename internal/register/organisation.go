package register

import "strings"

// An organisation is an enhet or underenhet as the register writes it.
type organisation struct {
	Number   Number   `json:"organisasjonsnummer"`
	Name     string   `json:"navn"`
	Business *address `json:"forretningsadresse"`  // of main units
	Location *address `json:"beliggenhetsadresse"` // of sub-units
	Industry *code    `json:"naeringskode1"`
	Staff    int      `json:"antallAnsatte"`
	Parent   Number   `json:"overordnetEnhet"`
	Deleted  string   `json:"slettedato"`
}

type address struct {
	Lines        []string `json:"adresse"`
	PostalCode   string   `json:"postnummer"`
	Place        string   `json:"poststed"`
	Municipality string   `json:"kommune"`
	MunicipalNo  string   `json:"kommunenummer"`
}

type code struct {
	Description string `json:"beskrivelse"`
}

func (o organisation) entry(kind Kind) Entry {
	e := Entry{Number: o.Number, Kind: kind, Name: o.Name, Employees: o.Staff, Parent: o.Parent}
	if o.Industry != nil {
		e.Industry = o.Industry.Description
	}
	a := o.Location
	if a == nil {
		a = o.Business
	}
	if a != nil {
		e.Address = strings.Join(a.Lines, ", ")
		e.PostalCode, e.Place, e.Municipality = a.PostalCode, a.Place, a.Municipality
	}
	return e
}
