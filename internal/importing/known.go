package importing

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/model"
	"plass/internal/user"
)

// known is what is there already of what the file is about. It is read in one round trip, however long the file is.
type known struct {
	employers map[string]*place
	people    map[string]member // contact persons at Nav, by e-mail
}

// A place is an employer of the file: one there is, or one to be.
type place struct {
	id         employer.ID
	fresh      bool
	row        int // that named it first; 0: it was there
	draft      employer.Draft
	owner      uuid.UUID // the membership of its contact person; none yet
	ownerName  string
	office     uuid.UUID // of its contact person
	acting     bool      // the one acting is its contact person, or stands in
	named      string    // the address of the contact person that the file names, and where
	namedAt    int
	units      []*unit
	contacts   []employer.Contact
	agreements []heldAgreement
}

type unit struct {
	ID         employer.UnitID
	EmployerID employer.ID
	OrgNumber  *string
	Name       string
	Closed     bool
}

type heldAgreement struct {
	EmployerID employer.ID
	Title      string
	StartsOn   time.Time
}

type member struct {
	ID       uuid.UUID
	Email    string
	Name     string
	OfficeID uuid.UUID
}

type heldEmployer struct {
	ID        employer.ID
	OrgNumber string
	Name      string
	Owner     *uuid.UUID
	OwnerName string
	Office    *uuid.UUID
	Acting    bool
}

type heldContact struct {
	EmployerID employer.ID
	Name       string
	Phone      string
	Email      string
}

// look reads what is there of the employers with the numbers.
func look(ctx context.Context, tx *db.Tx, numbers []string) (known, error) {
	k := known{employers: map[string]*place{}, people: map[string]member{}}
	args := db.Args{"numbers": numbers}
	b := db.NewBatch(tx)
	employers := db.AskAll[heldEmployer](b, `
		SELECT e.id, e.org_number, e.name, c.membership_id AS owner, coalesce(m.name, '') AS owner_name, m.office_id AS office,
			coalesce(c.membership_id IN (SELECT * FROM acting_as()), false) AS acting
		FROM employers e
		LEFT JOIN contact_persons c ON c.employer_id = e.id AND c.from_at <= business_now() AND c.to_at > business_now()
		LEFT JOIN memberships m ON m.id = c.membership_id
		WHERE e.org_number = ANY(@numbers)`, args)
	const of = ` employer_id IN (SELECT id FROM employers WHERE org_number = ANY(@numbers))`
	units := db.AskAll[unit](b, `SELECT id, employer_id, org_number, name, closed_at IS NOT NULL AS closed FROM units WHERE`+of, args)
	contacts := db.AskAll[heldContact](b, `SELECT employer_id, name, phone, email FROM employer_contacts WHERE ended_at IS NULL AND`+of, args)
	agreements := db.AskAll[heldAgreement](b, `SELECT employer_id, title, starts_on FROM agreements WHERE`+of, args)
	people := db.AskAll[member](b, `
		SELECT id, email, name, office_id FROM memberships WHERE role = @role AND from_at <= business_now() AND to_at > business_now()`,
		db.Args{"role": auth.NavContact})
	if err := b.Send(ctx); err != nil {
		return k, err
	}
	byID := map[employer.ID]*place{}
	for _, e := range *employers {
		p := &place{id: e.ID, draft: employer.Draft{OrgNumber: e.OrgNumber, Name: e.Name}, ownerName: e.OwnerName, acting: e.Acting}
		if e.Owner != nil {
			p.owner = *e.Owner
		}
		if e.Office != nil {
			p.office = *e.Office
		}
		k.employers[e.OrgNumber], byID[e.ID] = p, p
	}
	for _, u := range *units {
		byID[u.EmployerID].units = append(byID[u.EmployerID].units, &u)
	}
	for _, c := range *contacts {
		p := byID[c.EmployerID]
		p.contacts = append(p.contacts, employer.Contact{Name: c.Name, Phone: c.Phone, Email: c.Email})
	}
	for _, a := range *agreements {
		byID[a.EmployerID].agreements = append(byID[a.EmployerID].agreements, a)
	}
	for _, m := range *people {
		k.people[user.NormalEmail(m.Email)] = m
	}
	return k, nil
}

// templates returns what an agreement that comes in can start from, by its key and its name in every language: the library,
// and what the tenant has made itself for the one acting.
func templates(ctx context.Context, tx *db.Tx) (map[string]model.Template, error) {
	b := db.NewBatch(tx)
	own := model.AskOwnFor(b, tx.Actor.Office)
	if tx.Actor.Is(auth.Administrator) {
		own = model.AskOwn(b)
	}
	if err := b.Send(ctx); err != nil {
		return nil, err
	}
	all := slices.Clone(model.Library())
	for _, o := range *own {
		all = append(all, o.Template())
	}
	called := map[string]model.Template{}
	for _, t := range slices.Backward(all) { // the library's names are its own
		called[fold(t.Key)] = t
		for _, name := range t.Name {
			called[fold(name)] = t
		}
	}
	return called, nil
}

// unit returns the unit with the number, or else with the name; nil if there is none.
func (p *place) unit(d employer.UnitDraft) *unit {
	for _, u := range p.units {
		if d.OrgNumber != "" && u.OrgNumber != nil && *u.OrgNumber == d.OrgNumber {
			return u
		}
	}
	for _, u := range p.units {
		if fold(u.Name) == fold(d.Name) {
			return u
		}
	}
	return nil
}

// has reports whether the contact is there: the e-mail address tells, or else the name. A telephone may be a
// switchboard's, so it tells only together with the first name.
func (p *place) has(d employer.ContactDraft) bool {
	for _, c := range p.contacts {
		switch {
		case c.Email != "" && d.Email != "":
			if user.NormalEmail(c.Email) == d.Email {
				return true
			}
		case fold(c.Name) == fold(d.Name):
			return true
		case phone(c.Phone) != "" && phone(c.Phone) == phone(d.Phone) && first(c.Name) == first(d.Name):
			return true
		}
	}
	return false
}

// agreed reports whether there is an agreement of the title and start.
func (p *place) agreed(d *paper) bool {
	for _, a := range p.agreements {
		if fold(a.Title) == fold(d.Title) && a.StartsOn.Equal(d.StartsOn) {
			return true
		}
	}
	return false
}

// phone returns the digits of a number, without Norway's code.
func phone(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if digits = strings.TrimPrefix(digits, "00"); len(digits) == 10 {
		digits = strings.TrimPrefix(digits, "47")
	}
	return digits
}

func first(name string) string {
	name, _, _ = strings.Cut(fold(name), " ")
	return name
}
