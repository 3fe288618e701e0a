package importing

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/sheet"
)

// An Act is something a row will do. Its sentence has the text key "import.act." and the act.
type Act string

// The acts.
const (
	NewEmployer  Act = "employer"
	NewUnit      Act = "unit"
	NewContact   Act = "contact"
	NewAgreement Act = "agreement" // concluded on paper
	NewDraft     Act = "draft"
	Unchanged    Act = "unchanged"
	Example      Act = "example" // the row of the file to fill in
)

// An Outcome is what a row will do.
type Outcome struct {
	Row      int
	Employer string
	Acts     []Act
	Problems int
}

// Totals are how many of each came, or will.
type Totals struct {
	Employers, Units, Contacts, Agreements int
}

// A Plan is what a spreadsheet will do.
type Plan struct {
	Rows      []Outcome
	Problems  []Problem // in the order of the rows
	Unknown   []string  // headings that nobody knows
	Totals    Totals
	Unchanged int // rows that do nothing
	steps     []*step
}

// Ready reports whether it can be done.
func (p Plan) Ready() bool { return len(p.Problems) == 0 && p.Totals != Totals{} }

// A step is what is to be written of one employer.
type step struct {
	at         *place
	to         *member // becomes its first contact person
	units      []newUnit
	contacts   []newContact
	agreements []agreement.Paper
	rows       int
}

type newUnit struct {
	id    employer.UnitID
	draft employer.UnitDraft
}

type newContact struct {
	id    employer.ContactID
	draft employer.ContactDraft
}

// Look tells what the spreadsheet would do, and everything that is wrong with it. It writes nothing.
func Look(ctx context.Context, tx *db.Tx, s sheet.Sheet) (Plan, error) {
	t, err := understand(s)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Unknown: t.Unknown}
	models, err := templates(ctx, tx)
	if err != nil {
		return plan, err
	}
	canBe, err := contactRoles(ctx, tx)
	if err != nil {
		return plan, err
	}
	var rows []row
	var numbers []string
	problems := map[int][]Problem{}
	for _, r := range t.rows() {
		reader := reader{table: t, row: r, today: tx.Today(), models: models, roles: canBe}
		if phrase := reader.digits(OrgNumber); phone(phrase) == exampleNumber {
			plan.Rows = append(plan.Rows, Outcome{Row: r.No, Employer: reader.cell(Name), Acts: []Act{Example}})
			continue
		}
		d := reader.read()
		problems[d.No] = reader.problems
		rows, numbers = append(rows, d), append(numbers, d.Employer.OrgNumber)
	}
	slices.Sort(numbers)
	k, err := look(ctx, tx, slices.Compact(numbers))
	if err != nil {
		return plan, err
	}
	m := &maker{tx: tx, known: k, plan: &plan, steps: map[*place]*step{}, problems: problems}
	m.gather(rows)
	for _, d := range rows {
		m.row(d)
	}
	for _, d := range rows {
		inOrder(problems[d.No])
		plan.Problems = append(plan.Problems, problems[d.No]...)
	}
	for i, o := range plan.Rows {
		plan.Rows[i].Problems = len(problems[o.Row])
	}
	slices.SortFunc(plan.Rows, func(a, b Outcome) int { return a.Row - b.Row })
	return plan, nil
}

// inOrder sorts the problems of a row as the columns stand.
func inOrder(all []Problem) {
	slices.SortFunc(all, func(a, b Problem) int { return slices.Index(Columns, a.Column) - slices.Index(Columns, b.Column) })
}

// A maker makes the plan, row by row: what an earlier row brings is there for the later ones.
type maker struct {
	tx       *db.Tx
	known    known
	plan     *Plan
	steps    map[*place]*step
	problems map[int][]Problem
}

func (m *maker) wrong(row int, c Column, key string, args ...any) {
	r := reader{problems: m.problems[row], row: sheet.Row{No: row}}
	r.unless(false, c, key, args...)
	m.problems[row] = r.problems
}

// gather takes what the rows of one employer say of it together: each fact from the first row that has it.
func (m *maker) gather(rows []row) {
	for _, d := range rows {
		number := d.Employer.OrgNumber
		if number == "" {
			continue
		}
		p, ok := m.known.employers[number]
		if !ok {
			p = &place{id: employer.ID{UUID: db.NewID()}, fresh: true, row: d.No}
			m.known.employers[number] = p
		}
		if p.fresh {
			p.learn(d)
			if d.Employer.Name != "" && fold(p.draft.Name) != fold(d.Employer.Name) {
				m.wrong(d.No, Name, "import.problem.other_name", "name", p.draft.Name)
			}
		}
		if d.ContactPerson != "" && p.named == "" {
			p.named, p.namedAt = d.ContactPerson, d.No
		}
		if d.ContactPerson != "" && p.named != d.ContactPerson {
			m.wrong(d.No, ContactPerson, "import.problem.other_contact_person", "row", p.namedAt, "email", p.named)
		}
	}
}

// learn fills in what is not yet known of an employer to be.
func (p *place) learn(d row) {
	fill := func(have *string, said string) {
		if *have == "" {
			*have = said
		}
	}
	e := d.Employer
	fill(&p.draft.OrgNumber, e.OrgNumber)
	fill(&p.draft.Name, e.Name)
	fill(&p.draft.Industry, e.Industry)
	fill(&p.draft.OwnWords, e.OwnWords)
	fill(&p.draft.Address, e.Address)
	fill(&p.draft.PostalCode, e.PostalCode)
	fill(&p.draft.Place, e.Place)
	if p.draft.Employees == nil {
		p.draft.Employees = e.Employees
	}
}

// row plans one row.
func (m *maker) row(d row) {
	o := Outcome{Row: d.No, Employer: d.Employer.Name}
	defer func() { m.plan.Rows = append(m.plan.Rows, o) }()
	p, ok := m.known.employers[d.Employer.OrgNumber]
	if !ok {
		return
	}
	o.Employer = p.draft.Name
	s, begun := m.steps[p]
	if !begun {
		s = &step{at: p}
		m.steps[p] = s
		m.begin(s, d)
		if p.fresh {
			o.Acts = append(o.Acts, NewEmployer)
			m.plan.Totals.Employers++
		}
		m.plan.steps = append(m.plan.steps, s)
	}
	s.rows++
	o.Acts = append(o.Acts, m.unit(s, d)...)
	o.Acts = append(o.Acts, m.contact(s, d)...)
	o.Acts = append(o.Acts, m.agreement(s, d)...)
	if len(o.Acts) == 0 {
		o.Acts = []Act{Unchanged}
		m.plan.Unchanged++
	}
}

// begin asks, once for each employer, whether it may be touched, and who is to be its contact person.
func (m *maker) begin(s *step, d row) {
	p, who := s.at, m.tx.Actor
	if p.fresh && p.draft.Name == "" {
		m.wrong(d.No, Name, "import.problem.no_name")
	}
	if p.owner != uuid.Nil {
		if !who.Is(auth.Administrator) && !p.acting && p.office != who.Office {
			m.wrong(d.No, OrgNumber, "import.problem.not_ours", "name", p.ownerName)
		}
		if p.named != "" && m.known.people[p.named].ID != p.owner {
			m.wrong(p.namedAt, ContactPerson, "import.problem.has_contact_person", "name", p.ownerName)
		}
		return
	}
	to, ok := m.known.people[p.named]
	switch {
	case p.named == "" && who.Is(auth.NavContact):
		s.to = &member{ID: who.Membership, Name: who.Name, OfficeID: who.Office}
	case p.named == "":
		m.wrong(d.No, ContactPerson, "import.problem.whose")
	case !ok:
		m.wrong(p.namedAt, ContactPerson, "import.problem.no_such_person", "email", p.named)
	case !who.Is(auth.Administrator) && to.OfficeID != who.Office:
		m.wrong(p.namedAt, ContactPerson, "import.problem.other_office", "name", to.Name)
	default:
		s.to = &to
	}
}

func (m *maker) unit(s *step, d row) []Act {
	if d.Unit.Name == "" {
		return nil
	}
	if u := s.at.unit(d.Unit); u != nil {
		if u.Closed {
			m.wrong(d.No, UnitName, "import.problem.unit_closed", "name", u.Name)
		}
		return nil
	}
	u := &unit{ID: employer.UnitID{UUID: db.NewID()}, Name: d.Unit.Name}
	if d.Unit.OrgNumber != "" {
		u.OrgNumber = &d.Unit.OrgNumber
	}
	s.at.units = append(s.at.units, u)
	s.units = append(s.units, newUnit{u.ID, d.Unit})
	m.plan.Totals.Units++
	return []Act{NewUnit}
}

func (m *maker) contact(s *step, d row) []Act {
	if d.Contact.Name == "" || s.at.has(d.Contact) {
		return nil
	}
	if d.Unit.Name != "" {
		if u := s.at.unit(d.Unit); u != nil {
			d.Contact.Unit = &u.ID
		}
	}
	s.at.contacts = append(s.at.contacts, employer.Contact{Name: d.Contact.Name, Phone: d.Contact.Phone, Email: d.Contact.Email})
	s.contacts = append(s.contacts, newContact{employer.ContactID{UUID: db.NewID()}, d.Contact})
	m.plan.Totals.Contacts++
	return []Act{NewContact}
}

func (m *maker) agreement(s *step, d row) []Act {
	a := d.Agreement
	if a == nil || s.at.agreed(a) {
		return nil
	}
	s.at.agreements = append(s.at.agreements, heldAgreement{Title: a.Title, StartsOn: a.StartsOn})
	s.agreements = append(s.agreements, agreement.Paper{Employer: s.at.id, EmployerName: s.at.draft.Name, Template: a.model, Draft: a.Draft,
		Terms: a.terms, SignedOn: a.signedOn, Signatures: a.signatures})
	m.plan.Totals.Agreements++
	if a.signedOn.IsZero() {
		return []Act{NewDraft}
	}
	return []Act{NewAgreement}
}
