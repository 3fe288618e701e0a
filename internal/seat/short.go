package seat

import (
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/terms"
)

// Whose tells whose employers a list is about.
type Whose string

// Whose employers there are.
const (
	Mine       Whose = "mine"     // of the one acting, and of those they stand in for
	StoodInFor Whose = "stood_in" // only of those they stand in for
	OfOffice   Whose = "office"   // of the contact persons of the own office
)

// employers asks for their ids.
func (w Whose) employers() string {
	members := map[Whose]string{
		Mine:       `SELECT * FROM acting_as()`,
		StoodInFor: `SELECT id FROM acting_as() AS id WHERE id <> current_membership()`,
		OfOffice:   `SELECT id FROM memberships WHERE office_id = current_office()`,
	}
	return `SELECT employer_id FROM contact_persons WHERE membership_id IN (` + members[w] + `) AND from_at <= business_now() AND to_at > business_now()`
}

// A Shortage is a query for the lines that lack somebody, on its way from the database.
type Shortage struct {
	known, today time.Time
	lines        *[]short
}

// short is a line that is to be full at all times and is not, with who has been there and what it promised before.
type short struct {
	ID         LineID
	EmployerID uuid.UUID
	Employer   string
	Kind       terms.Kind
	Rule       terms.Rule
	AlarmDays  int
	ToOn       *time.Time
	Counts     []int       // of its stretches until today, the first first
	Froms      []time.Time // the first day of each
	Starts     []time.Time // of the stays
	Ends       []*time.Time
	Held       int
}

// AskShort asks for the lines that are to be full at all times and lack somebody from today on. It asks for nobody's name,
// and lists people and stretches by line: a list for the whole day's work has many employers, and few that lack somebody.
func AskShort(b *db.Batch, tx *db.Tx, of Whose) Shortage {
	known := Known(tx, tx.Today())
	stretches := ` FROM place_lines l WHERE l.first_id = s.id AND NOT l.replaced AND l.from_on <= @today::date AND coalesce(l.to_on, 'infinity') >= @known::date ORDER BY l.from_on`
	return Shortage{known, tx.Today(), db.AskAll[short](b, `
		WITH short AS (
			SELECT l.first_id AS id, l.employer_id, l.kind, l.rule, l.alarm_days, l.to_on, s.starts, s.ends
			FROM place_lines l CROSS JOIN LATERAL (
				SELECT array_agg(p.starts_on) AS starts, array_agg(coalesce(p.ended_on, p.ends_on)) AS ends,
					count(*) FILTER (WHERE coalesce(p.ended_on, p.ends_on, 'infinity') >= @today::date) AS taken
				FROM placements p
				WHERE p.place_line_id = l.first_id AND p.misregistered_at IS NULL AND coalesce(p.ended_on, p.ends_on, 'infinity') >= @known::date) s
			WHERE l.employer_id IN (`+of.employers()+`) AND l.rule = 'standing' AND NOT l.replaced
			AND l.from_on <= @today::date AND coalesce(l.to_on, 'infinity') >= @today::date AND s.taken < l.count)
		SELECT s.*, e.name AS employer, ARRAY(SELECT l.count`+stretches+`) AS counts, ARRAY(SELECT l.from_on`+stretches+`) AS froms,
			(SELECT count(*) FROM presentations t WHERE t.place_line_id = s.id AND`+keepsPlace(noMistake)+`)::int AS held
		FROM short s JOIN employers e ON e.id = s.employer_id`, db.Args{"known": known, "today": tx.Today()})}
}

// Boards returns how each of the lines stands today, once the batch has been sent.
func (s Shortage) Boards() []Board {
	boards := make([]Board, 0, len(*s.lines))
	for _, l := range *s.lines {
		boards = append(boards, On(l.whole(s.today), l.stays(), l.Held, s.known, s.today))
	}
	return boards
}

func (s short) whole(today time.Time) Line {
	stretches := make([]Line, len(s.Counts))
	for i, count := range s.Counts {
		stretches[i] = Line{ID: s.ID, EmployerID: s.EmployerID, Employer: s.Employer, Kind: s.Kind, Rule: s.Rule, AlarmDays: s.AlarmDays,
			Count: count, FromOn: s.Froms[i], ToOn: s.ToOn}
	}
	return Whole(stretches, today)[0]
}

func (s short) stays() []Stay {
	stays := make([]Stay, len(s.Starts))
	for i, from := range s.Starts {
		stays[i] = Stay{LineID: s.ID, FromOn: from, ToOn: s.Ends[i]}
	}
	return stays
}
