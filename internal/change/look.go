package change

import (
	"context"
	"slices"
	"time"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/seat"
	"plass/internal/terms"
)

// A Consequence is what an act leads to, or why it cannot be done.
type Consequence struct {
	Text   fault.Text
	Blocks bool
}

// Blocked reports whether something stands in the way.
func Blocked(ahead []Consequence) bool {
	return slices.ContainsFunc(ahead, func(c Consequence) bool { return c.Blocks })
}

// Look returns what the act would lead to if it were done today, what stands in the way first.
func Look(ctx context.Context, tx *db.Tx, a agreement.Agreement, d agreement.ChangeDraft) ([]Consequence, error) {
	b := db.NewBatch(tx)
	stays := db.AskAll[seat.Stay](b, `
		SELECT id AS placement_id, place_line_id AS line_id, '' AS name, starts_on AS from_on, coalesce(ended_on, ends_on) AS to_on, begun_at IS NOT NULL AS begun
		FROM placements WHERE agreement_id = @id AND misregistered_at IS NULL`, db.Args{"id": a.ID})
	open := db.AskOne[count](b, `SELECT count(*)::int AS n FROM requests WHERE agreement_id = @id AND closed_at IS NULL`, db.Args{"id": a.ID})
	locals := db.AskOne[count](b, `
		SELECT count(*)::int AS n FROM agreements WHERE framework_id = @id AND concluded_at IS NOT NULL AND annulled_at IS NULL AND misregistered_at IS NULL
		AND coalesce(ends_on, 'infinity') > coalesce(@last::date, business_day() - 1)`, db.Args{"id": a.ID, "last": d.EndsOn})
	if err := b.Send(ctx); err != nil {
		return nil, err
	}
	lines, err := seat.OfAgreement(ctx, tx, a.ID.UUID)
	if err != nil {
		return nil, err
	}
	at := standing{a: a, today: tx.Today(), stays: *stays, requests: open.N, locals: locals.N}
	switch d.Act {
	case agreement.Join:
		return at.under(ctx, tx, *d.Under)
	case agreement.Extend, agreement.Option:
		at.longer(d.EndsOn)
	case agreement.Shorten, agreement.End:
		at.shorter(*d.EndsOn)
	case agreement.Change:
		at.change(lines, d)
	case agreement.Annul, agreement.Misregister:
		at.undone()
	}
	slices.SortStableFunc(at.ahead, func(x, y Consequence) int { return rank(x) - rank(y) })
	return at.ahead, nil
}

type count struct{ N int }

func rank(c Consequence) int {
	if c.Blocks {
		return 0
	}
	return 1
}

// standing is how an agreement stands, and what an act on it leads to.
type standing struct {
	a        agreement.Agreement
	today    time.Time
	stays    []seat.Stay
	requests int
	locals   int
	ahead    []Consequence
}

func (s *standing) blocks(key string, args ...any) {
	s.ahead = append(s.ahead, Consequence{fault.Text{Key: key, Args: args}, true})
}

func (s *standing) leads(key string, args ...any) {
	s.ahead = append(s.ahead, Consequence{fault.Text{Key: key, Args: args}, false})
}

func (s *standing) longer(last *time.Time) {
	if last == nil {
		s.leads("change.ahead.open_ended")
		return
	}
	s.leads("change.ahead.longer", "day", *last)
}

// shorter is the agreement ending on a day that is earlier than it was.
func (s *standing) shorter(last time.Time) {
	past := 0
	for _, stay := range s.stays {
		if stay.ToOn == nil || stay.ToOn.After(last) {
			past++
		}
	}
	if past > 0 {
		s.blocks("change.ahead.past", "n", past, "day", last)
	}
	if s.locals > 0 {
		s.blocks("change.ahead.locals_past", "n", s.locals)
	}
	s.leads("change.ahead.closes", "day", last)
	if s.requests > 0 {
		s.leads("change.ahead.requests", "n", s.requests)
	}
}

// under is the agreement going under a framework.
func (s *standing) under(ctx context.Context, tx *db.Tx, id agreement.ID) ([]Consequence, error) {
	framework, err := agreement.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	joined, err := s.a.Joined(framework)
	if err != nil {
		return nil, err
	}
	var same, own []terms.Part
	for _, part := range terms.Parts {
		if joined.Origin(part) == terms.Inherited {
			same = append(same, part)
		} else { // what no framework hands down is the agreement's own too
			own = append(own, part)
		}
	}
	s.leads("framework.ahead.says_the_same")
	if len(same) > 0 {
		s.leads("framework.ahead.follows", "parts", same)
	}
	if len(own) > 0 {
		s.leads("framework.ahead.keeps", "parts", own)
	}
	return s.ahead, nil
}

// change is what a part of the text says becoming another.
func (s *standing) change(lines []seat.Line, d agreement.ChangeDraft) {
	running := 0
	for _, stay := range s.stays {
		if stay.ToOn == nil || !stay.ToOn.Before(s.today) {
			running++
		}
	}
	if d.Part == terms.PlacesPart {
		s.places(lines, d.Terms.Lines())
	}
	s.leads("change.ahead.from_signed")
	if running > 0 {
		s.leads("change.ahead.running", "n", running)
	}
	if s.locals > 0 {
		s.leads("change.ahead.locals", "n", s.locals)
	}
}

// places compares the lines as they are with those that are to be. The first of a kind goes on as the first of that kind.
func (s *standing) places(lines []seat.Line, next []terms.Line) {
	next = slices.Clone(next)
	before, after := 0, 0
	for _, l := range next {
		after += l.Count
	}
	for _, l := range lines {
		if !l.Open(s.today) && l.FromOn.Before(s.today) {
			continue
		}
		before += l.Count
		count := 0
		if i := slices.IndexFunc(next, func(n terms.Line) bool { return n.Kind == l.Kind && n.Role == roleOf(l) }); i >= 0 {
			count = next[i].Count
			next = slices.Delete(next, i, i+1)
		}
		if most := seat.Most(s.in(l.ID), s.today, nil); most > count {
			s.blocks("change.ahead.taken", "kind", l.Kind, "taken", most, "count", count)
		}
	}
	if more := after - before; more > 0 {
		s.leads("change.ahead.more", "n", more)
	} else if more < 0 {
		s.leads("change.ahead.fewer", "n", -more)
	}
}

// roleOf is the work role that the line came from, as the text names it.
func roleOf(l seat.Line) string {
	if l.RoleID == nil {
		return ""
	}
	return l.RoleID.String()
}

func (s *standing) in(line seat.LineID) []seat.Stay {
	return slices.DeleteFunc(slices.Clone(s.stays), func(stay seat.Stay) bool { return stay.LineID != line })
}

// undone is the agreement never having been.
func (s *standing) undone() {
	if n := len(s.stays); n > 0 {
		s.blocks("change.ahead.placed", "n", n)
	}
	if s.requests > 0 {
		s.blocks("change.ahead.requests_first", "n", s.requests)
	}
	if s.locals > 0 {
		s.blocks("change.ahead.locals_past", "n", s.locals)
	}
	s.leads("change.ahead.undone")
}
