// Package find looks things up by what people say of them: a name, an organisation number, an agreement number.
package find

import (
	"context"
	"strings"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/register"
)

// Most is how many of each sort are shown.
const Most = 20

// Found is what matches, as far as the one asking may know it.
type Found struct {
	Employers  []Employer
	Agreements []Agreement
	Candidates []Candidate // those the one asking needs to know, by the beginning of the name
	Others     []Other     // those somebody else follows up, by the whole name alone
}

// None reports whether nothing was found.
func (f Found) None() bool {
	return len(f.Employers)+len(f.Agreements)+len(f.Candidates)+len(f.Others) == 0
}

// An Employer is one whose name begins so, or who has the number, or a unit that has it.
type Employer struct {
	ID            employer.ID
	Name          string
	OrgNumber     string
	Place         string
	ContactPerson string
}

// An Agreement is one that has the number.
type Agreement struct {
	ID       agreement.ID
	Number   string
	Title    string
	Employer string
}

// A Candidate is a person the one asking needs to know.
type Candidate struct {
	ID        candidate.ID
	FirstName string
	LastName  string
	Office    string
}

// Name returns the whole name.
func (c Candidate) Name() string { return c.FirstName + " " + c.LastName }

// An Other is that somebody is called so, and where to ask. The person opens with a reason.
type Other struct {
	ID     candidate.ID
	Office string
}

// A Query is what was typed.
type Query struct{ Words string }

// Problems tells what is wrong with the query: one letter begins too many names.
func (q Query) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(len([]rune(form.Fold(q.Words))) >= 2, "q", "find.too_short")
	return p
}

// name is the words as names are kept.
func (q Query) name() string { return form.Fold(q.Words) }

// orgNumber is the organisation number that the words are, if any.
func (q Query) orgNumber() string {
	number, _ := register.ParseNumber(q.Words)
	return string(number)
}

// agreementNumber is what an agreement's number would be if the words were one.
func (q Query) agreementNumber() string {
	return strings.ToUpper(strings.Join(strings.Fields(q.Words), ""))
}

// last sorts after everything that begins with a name, where names sort by their bytes.
const last = "\U0010FFFF"

// Everything looks in everything at once.
func Everything(ctx context.Context, tx *db.Tx, q Query) (Found, error) {
	name := db.Args{"from": q.name(), "to": q.name() + last, "most": Most}
	b := db.NewBatch(tx)
	employers := db.AskAll[Employer](b, `
		WITH hit AS (
			SELECT id FROM (SELECT id FROM employers WHERE search_name >= @from AND search_name < @to ORDER BY search_name LIMIT @most) named
			UNION SELECT id FROM employers WHERE org_number = @number
			UNION SELECT employer_id FROM units WHERE org_number = @number)
		SELECT e.id, e.name, e.org_number, e.place, coalesce(m.name, '') AS contact_person
		FROM hit JOIN employers e ON e.id = hit.id
		LEFT JOIN contact_persons c ON c.employer_id = e.id AND c.from_at <= business_now() AND c.to_at > business_now()
		LEFT JOIN memberships m ON m.id = c.membership_id
		ORDER BY e.name COLLATE "nb-NO-x-icu", e.id LIMIT @most`,
		db.Args{"from": q.name(), "to": q.name() + last, "number": q.orgNumber(), "most": Most})
	agreements := db.AskAll[Agreement](b, `
		SELECT a.id, a.number, a.title, e.name AS employer FROM agreements a JOIN employers e ON e.id = a.employer_id
		WHERE a.number = @number`, db.Args{"number": q.agreementNumber()})
	candidates := db.AskAll[Candidate](b, `
		SELECT c.id, c.first_name, c.last_name, o.name AS office
		FROM (SELECT id, first_name, last_name, office_id, search_name FROM candidates WHERE search_name >= @from AND search_name < @to ORDER BY search_name LIMIT @most) c JOIN offices o ON o.id = c.office_id
		ORDER BY c.search_name COLLATE "nb-NO-x-icu", c.id`, name)
	others := new([]Other)
	if tx.Actor.Role.May(auth.Cell{Resource: "candidate_identity", Op: auth.Read}) {
		others = db.AskAll[Other](b, `
			SELECT n.candidate_id AS id, o.name AS office FROM candidate_names n JOIN offices o ON o.id = n.office_id
			WHERE n.search_name = @name AND n.candidate_id NOT IN (SELECT * FROM known_candidates())
			ORDER BY o.name COLLATE "nb-NO-x-icu", n.candidate_id LIMIT @most`, db.Args{"name": q.name(), "most": Most})
	}
	err := b.Send(ctx)
	return Found{*employers, *agreements, *candidates, *others}, err
}
