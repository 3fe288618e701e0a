package seat

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
)

// A line is known by its first stretch, whatever was agreed later: that is what is asked for, presented and placed in.
const lineColumns = `l.first_id AS id, l.employer_id, l.agreement_id, a.title AS agreement, l.kind, l.name, l.role_id, l.count, l.rule, l.months, l.alarm_days, l.from_on, l.to_on`

const lines = `
	SELECT e.name AS employer, ` + lineColumns + `
	FROM place_lines l JOIN agreements a ON a.id = l.agreement_id JOIN employers e ON e.id = l.employer_id`

// latest keeps the newest stretch of a line.
const latest = ` NOT l.replaced AND l.from_on = (SELECT max(s.from_on) FROM place_lines s WHERE s.first_id = l.first_id AND NOT s.replaced)`

// order is how lines stand on a board: by employer, agreement and the agreement's own order.
const order = ` ORDER BY e.name COLLATE "nb-NO-x-icu", e.id, ` + ownOrder

const ownOrder = `a.made_at, a.id, l.position`

// A Filter narrows a board.
type Filter struct {
	Employer  *uuid.UUID
	Framework *uuid.UUID // the agreements under it
	Agreement *uuid.UUID
	Mine      bool      // the employers of the one acting, and of those they stand in for
	Day       time.Time // the day of the board; zero: today
}

// chosen is the condition for a stretch of a line to matter to the board, with its arguments. It holds only what is asked for, so that one plan fits.
func (f Filter) chosen(known time.Time) (string, db.Args) {
	where, args := ` NOT l.replaced AND coalesce(l.to_on, 'infinity') >= @known::date`, db.Args{"known": known}
	if f.Employer != nil {
		where += ` AND l.employer_id = @employer`
		args["employer"] = f.Employer
	}
	if f.Framework != nil {
		where += ` AND l.agreement_id IN (SELECT id FROM agreements WHERE framework_id = @framework)`
		args["framework"] = f.Framework
	}
	if f.Agreement != nil {
		where += ` AND l.agreement_id = @agreement`
		args["agreement"] = f.Agreement
	}
	if f.Mine {
		where += ` AND l.employer_id IN (` + Mine.employers() + `)`
	}
	return where, args
}

// ask asks for the lines. The name of one employer is read once, and orders nothing.
func (f Filter) ask(b *db.Batch, known time.Time) *[]Line {
	chosen, args := f.chosen(known)
	if f.Employer != nil {
		return db.AskAll[Line](b, `
			SELECT (SELECT name FROM employers WHERE id = @employer) AS employer, `+lineColumns+`
			FROM place_lines l JOIN agreements a ON a.id = l.agreement_id WHERE`+chosen+` ORDER BY `+ownOrder, args)
	}
	return db.AskAll[Line](b, lines+` WHERE`+chosen+order, args)
}

// people is the condition for somebody placed or presented to be in the lines, with its arguments. They are at the employer of their
// line, if they have one: those of one employer are asked for by that, whatever its lines.
func (f Filter) people(table string, known time.Time) (string, db.Args) {
	if f.Employer != nil {
		return ` ` + table + `.employer_id = @employer AND ` + table + `.place_line_id IS NOT NULL`, db.Args{"employer": f.Employer}
	}
	chosen, args := f.chosen(known)
	return ` ` + table + `.place_line_id IN (SELECT l.first_id FROM place_lines l WHERE` + chosen + `)`, args
}

// noMistake is the condition for a placement not to be taken back. The employer has no grant to ask: the policies hide from it those that are.
const noMistake = ` AND p.misregistered_at IS NULL`

// keepsPlace is the condition for a presentation to keep a place for somebody whom the employer has said yes to meeting, and who is in none. Right is [noMistake] for those who may ask it.
func keepsPlace(right string) string {
	return ` t.answer = 'meet' AND t.answered_at > (SELECT business_now() - make_interval(days => setting('seat.hold_days')::int))
	AND t.choice IS DISTINCT FROM 'not_chosen' AND t.withdrawn_at IS NULL
	AND NOT EXISTS (SELECT FROM placements p WHERE p.presentation_id = t.id` + right + `)`
}

// Known returns the day from which the one acting sees who was in the places, for a board on the day: the first of the
// month a year before. The employer sees no further back than the tenant says, which is when a participant is theirs no more.
func Known(tx *db.Tx, day time.Time) time.Time {
	known := time.Date(day.Year()-1, day.Month(), 1, 0, 0, 0, 0, time.UTC)
	if shown := tx.Today().AddDate(0, 0, 1-7*tx.Actor.KeepsWeeks); tx.Actor.Side() == auth.PartnerSide && shown.After(known) {
		return shown
	}
	return known
}

// A Query is a board on its way from the database.
type Query struct {
	known time.Time
	day   time.Time
	today bool // the day is the day it is
	lines *[]Line
	stays *[]Stay
	holds *[]hold
	mine  *[]owned // those of the employers that are the own
	whole bool     // they all are
}

type owned struct{ EmployerID uuid.UUID }

type hold struct {
	LineID LineID
	Held   int
}

// Ask asks for the board on the filter's day: the lines, their stays since [Known], and the places that are held today.
// The name of somebody placed comes from where the side of the one acting may read it.
func Ask(b *db.Batch, tx *db.Tx, f Filter) Query {
	day := f.Day
	if day.IsZero() {
		day = tx.Today()
	}
	known := Known(tx, day)
	name, join, right := `''`, ``, noMistake
	switch tx.Actor.Side() {
	case auth.NavSide:
		name, join = `coalesce(left(c.first_name, 1) || left(c.last_name, 1), '')`, `LEFT JOIN candidates c ON c.id = p.candidate_id`
	case auth.PartnerSide:
		name = `coalesce((SELECT value FROM disclosures d WHERE d.nomination_id = p.nomination_id AND d.field = 'first_name' LIMIT 1), '')`
		right = ``
	}
	mine := new([]owned)
	switch {
	case tx.Actor.Side() != auth.NavSide || f.Mine:
	case f.Employer != nil:
		mine = db.AskAll[owned](b, Mine.employers()+` AND employer_id = @employer`, db.Args{"employer": f.Employer})
	default:
		mine = db.AskAll[owned](b, Mine.employers(), nil)
	}
	placed, stays := f.people("p", known)
	stays["known"] = known
	presented, holds := f.people("t", known)
	return Query{
		mine:  mine,
		whole: f.Mine,
		known: known,
		day:   day,
		today: day.Equal(tx.Today()),
		lines: f.ask(b, known),
		stays: db.AskAll[Stay](b, `
			SELECT p.id AS placement_id, p.place_line_id AS line_id, `+name+` AS name, p.starts_on AS from_on,
				coalesce(p.ended_on, p.ends_on) AS to_on, p.begun_at IS NOT NULL AS begun
			FROM placements p `+join+` WHERE`+placed+right+` AND coalesce(p.ended_on, p.ends_on, 'infinity') >= @known::date
			ORDER BY p.starts_on, p.id`, stays),
		holds: db.AskAll[hold](b, `
			SELECT t.place_line_id AS line_id, count(*)::int AS held FROM presentations t
			WHERE`+presented+` AND`+keepsPlace(right)+` GROUP BY t.place_line_id`, holds),
	}
}

// Boards returns the board, a line each, once the batch has been sent.
func (q Query) Boards() []Board {
	stays, held := map[LineID][]Stay{}, map[LineID]int{}
	for _, s := range *q.stays {
		stays[s.LineID] = append(stays[s.LineID], s)
	}
	for _, h := range *q.holds {
		if q.today {
			held[h.LineID] = h.Held
		}
	}
	lines := Whole(*q.lines, q.day)
	boards := make([]Board, len(lines))
	for i, l := range lines {
		boards[i] = On(l, stays[l.ID], held[l.ID], q.known, q.day)
		boards[i].Mine = q.whole || slices.Contains(*q.mine, owned{l.EmployerID})
	}
	return boards
}

// Lock returns the line and its stays, and keeps others from placing anybody in it until the transaction is over.
func Lock(ctx context.Context, tx *db.Tx, id LineID) (Line, []Stay, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT count FROM place_lines WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Line{}, nil, err
	}
	l, err := db.One[Line](ctx, tx, lines+` WHERE l.first_id = @id AND`+latest, db.Args{"id": id})
	if err != nil {
		return l, nil, err
	}
	stays, err := db.All[Stay](ctx, tx, `
		SELECT id AS placement_id, place_line_id AS line_id, '' AS name, starts_on AS from_on, coalesce(ended_on, ends_on) AS to_on, begun_at IS NOT NULL AS begun
		FROM placements WHERE place_line_id = @id AND misregistered_at IS NULL`, db.Args{"id": id})
	return l, stays, err
}

// Hold keeps others from placing anybody in the lines of the agreement, or moving those who are there, until the transaction is over.
// Whoever places takes the line before the agreement, so whoever wants both does too.
func Hold(ctx context.Context, tx *db.Tx, agreement uuid.UUID) error {
	_, err := db.Touch(ctx, tx, `SELECT FROM place_lines WHERE agreement_id = @id ORDER BY id FOR UPDATE`, db.Args{"id": agreement})
	return err
}

// OfAgreement returns the lines of the agreement.
func OfAgreement(ctx context.Context, tx *db.Tx, agreement uuid.UUID) ([]Line, error) {
	return db.All[Line](ctx, tx, lines+` WHERE l.agreement_id = @id AND`+latest+order, db.Args{"id": agreement})
}

// AskOfEmployer asks for the lines of the employer that are in force or to come.
func AskOfEmployer(b *db.Batch, employer uuid.UUID) *[]Line {
	return db.AskAll[Line](b, lines+` WHERE l.employer_id = @id AND coalesce(l.to_on, 'infinity') >= business_day() AND`+latest+order, db.Args{"id": employer})
}

// Get returns the line.
func Get(ctx context.Context, tx *db.Tx, id LineID) (Line, error) {
	return db.One[Line](ctx, tx, lines+` WHERE l.first_id = @id AND`+latest, db.Args{"id": id})
}
