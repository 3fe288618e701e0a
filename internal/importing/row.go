package importing

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"plass/internal/agreement"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/model"
	"plass/internal/register"
	"plass/internal/sheet"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/user"
)

// A Problem is something wrong in a cell of the spreadsheet.
type Problem struct {
	Row    int
	Column Column
	Text   fault.Text
}

// A row is what a row of the spreadsheet says.
type row struct {
	No            int
	Employer      employer.Draft
	ContactPerson string // an e-mail address; empty: the file does not say
	Unit          employer.UnitDraft
	Contact       employer.ContactDraft
	Agreement     *paper
}

// A paper is an agreement as the row has it.
type paper struct {
	agreement.Draft
	model      model.Template
	terms      terms.Terms
	signedOn   time.Time
	signatures []agreement.Signature
}

// A reader reads the cells of one row and notes what is wrong with them.
type reader struct {
	table
	row      sheet.Row
	today    time.Time
	models   map[string]model.Template // of the library, and the tenant's own, by how they are called
	roles    roles
	problems []Problem
}

func (r *reader) unless(ok bool, c Column, key string, args ...any) {
	wrong := slices.ContainsFunc(r.problems, func(p Problem) bool { return p.Column == c })
	if !ok && !wrong { // the first problem of a cell stays
		r.problems = append(r.problems, Problem{r.row.No, c, fault.Text{Key: key, Args: args}})
	}
}

// note notes the problems of a draft, each beside the column of its field.
func (r *reader) note(p fault.Invalid, column map[string]Column) {
	for field, wrong := range p {
		c, ok := column[field]
		if !ok {
			c = Column(field)
		}
		r.unless(false, c, wrong.Key, wrong.Args...)
	}
}

// faults are what formulas that went wrong leave in a cell.
var faults = []string{"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#VERDI!", "#NAVN?", "#I/T"}

func (r *reader) cell(c Column) string {
	at, ok := r.at[c]
	if !ok {
		return ""
	}
	cell := r.row.Cell(at)
	if strings.HasPrefix(cell, "#") && slices.Contains(faults, strings.ToUpper(cell)) {
		r.unless(false, c, "import.problem.formula", "cell", cell)
		return ""
	}
	return cell
}

// words returns the cell as one line of at most so many characters.
func (r *reader) words(c Column, limit int) string {
	words := strings.Join(strings.Fields(r.cell(c)), " ")
	r.unless(utf8.RuneCountInString(words) <= limit, c, "form.too_long", "limit", limit)
	return words
}

// digits returns the cell as digits are written, also when Excel has made a number of them.
func (r *reader) digits(c Column) string {
	cell := r.words(c, 40)
	if n, err := strconv.ParseFloat(cell, 64); err == nil && n == math.Trunc(n) && math.Abs(n) < 1e15 && strings.ContainsAny(cell, ".eE") {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return cell
}

// number returns the cell as a whole number from low to high; nil when it is empty.
func (r *reader) number(c Column, low, high int) *int {
	typed := strings.Map(func(s rune) rune {
		if unicode.IsSpace(s) {
			return -1
		}
		return s
	}, r.digits(c))
	if typed == "" {
		return nil
	}
	n, err := strconv.Atoi(typed)
	r.unless(err == nil && low <= n && n <= high, c, "form.not_between", "low", low, "high", high)
	return &n
}

// day returns the cell as a day, written as people here write it or kept as Excel keeps it; nil when it is empty.
func (r *reader) day(c Column) *time.Time {
	typed := r.cell(c)
	if typed == "" {
		return nil
	}
	typed, _, _ = strings.Cut(typed, "T")
	typed = strings.TrimSuffix(strings.TrimSuffix(typed, " 00:00:00"), " 00:00")
	for _, layout := range []string{time.DateOnly, "2.1.2006", "2/1/2006", "2.1.06"} {
		if d, err := time.Parse(layout, typed); err == nil && d.Year() >= 1950 && d.Year() <= 2200 {
			return &d
		}
	}
	if serial, err := strconv.ParseFloat(typed, 64); err == nil && serial >= 18000 && serial <= 110000 {
		if d, err := excelize.ExcelDateToTime(math.Floor(serial), r.sheet.From1904); err == nil {
			return &d
		}
	}
	r.unless(false, c, "import.problem.day", "cell", typed)
	return nil
}

// read reads the whole row.
func (r *reader) read() row {
	d := row{No: r.row.No, ContactPerson: user.NormalEmail(r.words(ContactPerson, 254))}
	d.Employer = employer.Draft{OrgNumber: r.orgNumber(OrgNumber), Name: r.words(Name, 200), Industry: r.words(Industry, 400),
		Employees: r.number(Employees, 0, 1_000_000), OwnWords: r.ownWords(), Address: r.words(Address, 400),
		PostalCode: r.postalCode(), Place: r.words(Place, 200)}
	r.unless(r.cell(OrgNumber) != "", OrgNumber, "form.required")
	d.Unit = employer.UnitDraft{Name: r.words(UnitName, 200), OrgNumber: r.orgNumber(UnitOrgNumber), Address: r.words(UnitAddress, 400)}
	if d.Unit != (employer.UnitDraft{}) {
		r.unless(d.Unit.Name != "", UnitName, "import.problem.unit_name")
	}
	r.contact(&d)
	r.agreement(&d)
	return d
}

func (r *reader) ownWords() string {
	words := r.cell(OwnWords)
	r.unless(utf8.RuneCountInString(words) <= 2000, OwnWords, "form.too_long", "limit", 2000)
	return words
}

// postalCode returns the code with the zeros in front that Excel takes away.
func (r *reader) postalCode() string {
	code := r.digits(PostalCode)
	if n, err := strconv.Atoi(code); err == nil && n > 0 && len(code) < 4 {
		return fmt.Sprintf("%04d", n)
	}
	return code
}

// orgNumber returns the number without space; its check digit has to be right.
func (r *reader) orgNumber(c Column) string {
	typed := r.digits(c)
	if typed == "" {
		return ""
	}
	number, err := register.ParseNumber(typed)
	if wrong, ok := errors.AsType[*fault.Error](err); ok {
		r.unless(false, c, wrong.Text.Key, wrong.Text.Args...)
	}
	return string(number)
}

func (r *reader) contact(d *row) {
	c := employer.ContactDraft{Name: r.words(ContactName, 200), Phone: r.digits(ContactPhone), Email: user.NormalEmail(r.words(ContactEmail, 254))}
	cell := r.words(ContactRoles, 400)
	if c.Name == "" && c.Phone == "" && c.Email == "" && cell == "" {
		return
	}
	var found, unknown []string
	if utf8.RuneCountInString(cell) <= 400 { // more is refused already
		found, unknown = r.roles.read(cell)
	}
	for _, name := range unknown {
		r.unless(false, ContactRoles, "import.problem.role", "cell", name, "roles", strings.Join(r.roles.names, ", "))
	}
	c.Roles = found
	r.unless(len(found)+len(unknown) > 0, ContactRoles, "import.problem.no_role")
	r.note(c.Problems(), map[string]Column{"name": ContactName, "phone": ContactPhone, "email": ContactEmail, "roles": ContactRoles})
	d.Contact = c
}

// statuses finds a status by how it is called, in any language.
var statuses = named("import.status.", []string{running, drafted})

// The statuses that an agreement comes in with.
const (
	running = "running" // concluded earlier, on paper
	drafted = "draft"
)

func named(prefix string, keys []string) map[string]string {
	all := map[string]string{}
	for _, key := range keys {
		all[key] = key
		for _, lang := range text.Langs {
			all[fold(text.In(lang, prefix+key))] = key
		}
	}
	return all
}
