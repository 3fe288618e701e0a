// Package importing brings employers, their units and contacts, and running agreements in from a spreadsheet:
// first a look at what each row will do and everything that is wrong, then all of it, or nothing.
package importing

import (
	"slices"
	"strings"

	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/sheet"
	"plass/internal/text"
)

// A Column is what a column of the spreadsheet says. Its heading has the text key "import.column." and the column,
// and what it is for "import.about.".
type Column string

// The columns.
const (
	OrgNumber      Column = "org_number"
	Name           Column = "name"
	Industry       Column = "industry"
	Employees      Column = "employees"
	OwnWords       Column = "own_words"
	Address        Column = "address"
	PostalCode     Column = "postal_code"
	Place          Column = "place"
	ContactPerson  Column = "contact_person"
	UnitName       Column = "unit_name"
	UnitOrgNumber  Column = "unit_org_number"
	UnitAddress    Column = "unit_address"
	ContactName    Column = "contact_name"
	ContactPhone   Column = "contact_phone"
	ContactEmail   Column = "contact_email"
	ContactRoles   Column = "contact_roles"
	Title          Column = "title"
	Template       Column = "template"
	StartsOn       Column = "starts_on"
	EndsOn         Column = "ends_on"
	ReviewOn       Column = "review_on"
	Status         Column = "status"
	Durable        Column = "durable"
	WorkTraining   Column = "work_training"
	Months         Column = "months"
	SignedOn       Column = "signed_on"
	SignedEmployer Column = "signed_employer"
	SignedNav      Column = "signed_nav"
	SignedOthers   Column = "signed_others"
)

// Columns lists them in the order of the file to fill in.
var Columns = []Column{
	OrgNumber, Name, Industry, Employees, OwnWords, Address, PostalCode, Place, ContactPerson,
	UnitName, UnitOrgNumber, UnitAddress, ContactName, ContactPhone, ContactEmail, ContactRoles,
	Title, Template, StartsOn, EndsOn, ReviewOn, Status, Durable, WorkTraining, Months, SignedOn, SignedEmployer, SignedNav, SignedOthers,
}

// headings finds a column by how it is called, in any language.
var headings = func() map[string]Column {
	all := map[string]Column{}
	for _, c := range Columns {
		all[string(c)] = c
		for _, lang := range text.Langs {
			all[fold(text.In(lang, "import.column."+string(c)))] = c
		}
	}
	return all
}()

// fold makes alike what people write alike: without case, stars, colons and doubled space.
func fold(words string) string { return form.Fold(alike.Replace(words)) }

var alike = strings.NewReplacer("*", "", ":", "", "\u00a0", " ", "\u00ad", "")

// isHeading reports whether the row is the one with the headings: it names the column that every row needs.
func isHeading(r sheet.Row) bool {
	return slices.ContainsFunc(r.Cells, func(cell string) bool { return headings[fold(cell)] == OrgNumber })
}

// A table is a sheet whose columns are known.
type table struct {
	sheet   sheet.Sheet
	heading int // the row with the headings, as counted in the sheet
	at      map[Column]int
	Unknown []string // headings that nobody knows; what stands below them is not read
}

// understand finds the columns. A sheet without them, or with one twice, is refused.
func understand(s sheet.Sheet) (table, error) {
	t := table{sheet: s, heading: slices.IndexFunc(s.Rows, isHeading), at: map[Column]int{}}
	if t.heading < 0 {
		return t, fault.Of("file", "import.file.no_headings")
	}
	for i, cell := range s.Rows[t.heading].Cells {
		column, known := headings[fold(cell)]
		_, twice := t.at[column]
		switch {
		case cell == "":
		case !known:
			t.Unknown = append(t.Unknown, cell)
		case twice:
			return t, fault.Of("file", "import.file.heading_twice", "heading", cell)
		default:
			t.at[column] = i
		}
	}
	if t.heading+1 >= len(s.Rows) {
		return t, fault.Of("file", "import.file.only_headings")
	}
	return t, nil
}

// rows are those below the headings.
func (t table) rows() []sheet.Row { return t.sheet.Rows[t.heading+1:] }
