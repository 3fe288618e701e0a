package importing

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"plass/internal/model"
	"plass/internal/terms"
	"plass/internal/text"
)

// exampleNumber is the number of the invented employer in the file to fill in. Its row is never brought in.
const exampleNumber = "314127005"

// example is the row of invented data, in the language.
func example(lang text.Lang) []string {
	shown, _ := model.Find(exampleTemplate)
	own := map[Column]string{
		OrgNumber: exampleNumber, Employees: "48", ContactRoles: text.In(lang, "contact.role.hr") + ", " + text.In(lang, "contact.role.leader"),
		Status: text.In(lang, "import.status."+running), Template: shown.Name[lang], Durable: "3", WorkTraining: "2", Months: "3",
		StartsOn: "01.03.2026", ReviewOn: "01.03.2027", SignedOn: "16.02.2026",
	}
	row := make([]string, len(Columns))
	for i, c := range Columns {
		row[i] = own[c]
		if key := "import.example." + string(c); row[i] == "" && text.Catalogue(lang)[key] != "" {
			row[i] = text.In(lang, key)
		}
	}
	return row
}

// exampleTemplate is the model that the example has: the first in the library that promises standing places of both kinds.
var exampleTemplate = func() string {
	for _, t := range model.Library() {
		kinds := map[terms.Kind]bool{}
		for _, l := range t.Whole().Lines() {
			kinds[l.Kind] = kinds[l.Kind] || l.Rule == terms.Standing
		}
		if kinds[terms.Durable] && kinds[terms.WorkTraining] {
			return t.Key
		}
	}
	return model.Library()[0].Key
}()

func head(lang text.Lang) []string {
	row := make([]string, len(Columns))
	for i, c := range Columns {
		row[i] = text.In(lang, "import.column."+string(c))
	}
	return row
}

// TemplateText returns the file to fill in as text with semicolons, which Excel opens here.
func TemplateText(ctx context.Context) ([]byte, error) {
	lang := text.From(ctx)
	var out bytes.Buffer
	out.WriteString("\uFEFF")
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	if err := w.WriteAll([][]string{head(lang), example(lang)}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// numbers are the columns whose cells are numbers, and not kept as text.
var numbers = []Column{Employees, Durable, WorkTraining, Months}

// TemplateWorkbook returns the file to fill in as a workbook, with a sheet of explanations and one of the words to choose between,
// the tenant's own roles among them.
func TemplateWorkbook(ctx context.Context) ([]byte, error) {
	b := &book{file: excelize.NewFile(), lang: text.From(ctx), roles: RoleNames(ctx)}
	b.fillIn()
	b.explain()
	b.words()
	var out bytes.Buffer
	if b.err == nil {
		b.err = b.file.Write(&out)
	}
	return out.Bytes(), b.err
}

// A book is the workbook in the making. After the first error nothing more is made.
type book struct {
	file  *excelize.File
	lang  text.Lang
	roles []string
	err   error
}

func (b *book) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) style(s excelize.Style) int {
	id, err := b.file.NewStyle(&s)
	b.do(err)
	return id
}

func (b *book) name(sheet string) string { return text.In(b.lang, "import.sheet."+sheet) }

// row writes cells as text, so that nothing in them is ever taken for a formula.
func (b *book) row(sheet string, no int, cells []string) {
	for i, c := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, no)
		b.do(err)
		b.do(b.file.SetCellStr(sheet, at, c))
	}
}

// fillIn makes the sheet to fill in: headings, an example, and columns of text where Excel would else change what is typed.
func (b *book) fillIn() {
	name := b.name("fill_in")
	b.do(b.file.SetSheetName("Sheet1", name))
	asText := b.style(excelize.Style{NumFmt: 49})
	for i, c := range Columns {
		column, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		if !slices.Contains(numbers, c) {
			b.do(b.file.SetColStyle(name, column, asText))
		}
		b.do(b.file.SetColWidth(name, column, column, 22))
		switch c {
		case Status:
			b.choose(name, column, "A", 2)
		case Template:
			b.choose(name, column, "B", len(model.Library()))
		}
	}
	b.row(name, 1, head(b.lang))
	b.row(name, 2, example(b.lang))
	last, err := excelize.CoordinatesToCellName(len(Columns), 1)
	b.do(err)
	b.do(b.file.SetCellStyle(name, "A1", last, b.style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})))
	b.do(b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// choose has Excel offer the words that a column of the last sheet lists.
func (b *book) choose(sheet, column, of string, n int) {
	v := excelize.NewDataValidation(true)
	v.Sqref = column + "2:" + column + "5001"
	v.SetSqrefDropList("'" + b.name("words") + "'!$" + of + "$2:$" + of + "$" + strconv.Itoa(n+1))
	v.ShowErrorMessage = false // what the program reads says what is wrong
	b.do(b.file.AddDataValidation(sheet, v))
}

// explain makes the sheet that says what each column is for.
func (b *book) explain() {
	name := b.name("about")
	_, err := b.file.NewSheet(name)
	b.do(err)
	b.do(b.file.SetColWidth(name, "A", "A", 34))
	b.do(b.file.SetColWidth(name, "B", "B", 100))
	b.row(name, 1, []string{text.In(b.lang, "import.about_heading"), text.In(b.lang, "import.about_what")})
	for i, c := range Columns {
		b.row(name, i+2, []string{text.In(b.lang, "import.column."+string(c)), text.In(b.lang, "import.about."+string(c), "roles", strings.Join(b.roles, ", "))})
	}
	bold, wrapped := excelize.Style{Font: &excelize.Font{Bold: true}}, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}
	b.do(b.file.SetCellStyle(name, "A1", "B1", b.style(bold)))
	b.do(b.file.SetCellStyle(name, "A2", "B"+strconv.Itoa(len(Columns)+1), b.style(wrapped)))
}

// words makes the sheet of the words to choose between.
func (b *book) words() {
	name := b.name("words")
	_, err := b.file.NewSheet(name)
	b.do(err)
	column := func(at int, heading Column, words []string) {
		for i, w := range append([]string{text.In(b.lang, "import.column."+string(heading))}, words...) {
			cell, err := excelize.CoordinatesToCellName(at, i+1)
			b.do(err)
			b.do(b.file.SetCellStr(name, cell, w))
		}
	}
	var models []string
	for _, t := range model.Library() {
		models = append(models, t.Name[b.lang])
	}
	column(1, Status, []string{text.In(b.lang, "import.status."+running), text.In(b.lang, "import.status."+drafted)})
	column(2, Template, models)
	column(3, ContactRoles, b.roles)
	b.do(b.file.SetColWidth(name, "A", "C", 34))
	b.do(b.file.SetCellStyle(name, "A1", "C1", b.style(excelize.Style{Font: &excelize.Font{Bold: true}})))
}
