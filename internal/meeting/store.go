package meeting

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/placement"
)

const columns = `m.id, (SELECT setting('meeting.silence_days')::int) AS silence_days, m.employer_id, e.name AS employer, m.presentation_id, m.placement_id, m.kind, m.at, m.place, m.parts, m.from_rhythm,
	m.asked_for, m.asked_by, m.sequence, m.held_at, m.cancelled_at, m.shared_at, m.version`

const from = ` FROM meetings m JOIN employers e ON e.id = m.employer_id`

// Get returns the meeting.
func Get(ctx context.Context, tx *db.Tx, id ID) (Meeting, error) {
	return db.One[Meeting](ctx, tx, `SELECT `+columns+from+` WHERE m.id = @id`, db.Args{"id": id})
}

// Ask asks for the meeting.
func Ask(b *db.Batch, id ID) *Meeting {
	return db.AskOne[Meeting](b, `SELECT `+columns+from+` WHERE m.id = @id`, db.Args{"id": id})
}

// AskOfPlacement asks for every meeting of the placement, the first first.
func AskOfPlacement(b *db.Batch, id placement.ID) *[]Meeting {
	return db.AskAll[Meeting](b, `SELECT `+columns+from+` WHERE m.placement_id = @id ORDER BY m.at, m.id`, db.Args{"id": id})
}

// AskOfPresentation asks for every meeting of the presentation, the first first.
func AskOfPresentation(b *db.Batch, id nomination.PresentationID) *[]Meeting {
	return db.AskAll[Meeting](b, `SELECT `+columns+from+` WHERE m.presentation_id = @id ORDER BY m.at, m.id`, db.Args{"id": id})
}

// AskNext asks for the open meetings at the employer, the first first; policies say which of them the one acting meets.
func AskNext(b *db.Batch, of employer.ID, most int) *[]Meeting {
	return db.AskAll[Meeting](b, `SELECT `+columns+from+` WHERE m.employer_id = @id AND m.held_at IS NULL AND m.cancelled_at IS NULL ORDER BY m.at, m.id LIMIT @most`,
		db.Args{"id": of, "most": most})
}

// AskMine asks for the meetings of the candidate acting, the first first; of the old ones, those that were held.
func AskMine(b *db.Batch) *[]Meeting {
	return db.AskAll[Meeting](b, `SELECT `+columns+from+`
		WHERE m.cancelled_at IS NULL AND (m.held_at IS NOT NULL OR m.at > business_now() - interval '7 days') ORDER BY m.at, m.id LIMIT 200`, nil)
}

// AskMyAnswers asks for what the candidate acting has answered to their own meetings.
func AskMyAnswers(b *db.Batch) *[]Person {
	return db.AskAll[Person](b, people+` WHERE p.party = 'participant'`, nil)
}

const people = `SELECT p.meeting_id, p.party, p.needed, p.answer, p.attended FROM meeting_people p`

// inOrder is who has to be there first, and of those the person it is about.
const inOrder = ` ORDER BY p.needed DESC, array_position(ARRAY['participant', 'buddy', 'employer', 'nav', 'union'], p.party)`

// AskPeople asks for the parties of the meeting.
func AskPeople(b *db.Batch, id ID) *[]Person {
	return db.AskAll[Person](b, people+` WHERE p.meeting_id = @id`+inOrder, db.Args{"id": id})
}

// AskPeopleOfPlacement asks for the parties of every meeting of the placement.
func AskPeopleOfPlacement(b *db.Batch, id placement.ID) *[]Person {
	return db.AskAll[Person](b, people+` JOIN meetings m ON m.id = p.meeting_id WHERE m.placement_id = @id`+inOrder, db.Args{"id": id})
}

const scores = `SELECT s.meeting_id, s.theme, s.score, m.at FROM meeting_scores s JOIN meetings m ON m.id = s.meeting_id`

// AskScores asks for the answers given at the meeting.
func AskScores(b *db.Batch, id ID) *[]Score {
	return db.AskAll[Score](b, scores+` WHERE s.meeting_id = @id ORDER BY s.theme`, db.Args{"id": id})
}

// A Who is the person a meeting is about, as the one looking may know the name; empty to those who may not.
type Who struct{ Name string }

// AskWho asks who the meeting is about.
func AskWho(b *db.Batch, tx *db.Tx, id ID) *Who {
	about := ` FROM meetings m LEFT JOIN placements p ON p.id = m.placement_id LEFT JOIN presentations t ON t.id = m.presentation_id`
	switch tx.Actor.Side() {
	case auth.PartnerSide:
		return db.AskOne[Who](b, `SELECT coalesce(d.name, '') AS name`+about+` LEFT JOIN LATERAL (
			SELECT value AS name FROM disclosures d WHERE d.nomination_id = coalesce(p.nomination_id, t.nomination_id)
			AND d.field IN ('full_name', 'first_name') ORDER BY d.field DESC LIMIT 1) d ON true WHERE m.id = @id`, db.Args{"id": id})
	case auth.CandidateSide:
		return db.AskOne[Who](b, `SELECT first_name || ' ' || last_name AS name FROM candidates WHERE id = current_candidate() AND @id::uuid IS NOT NULL`, db.Args{"id": id})
	}
	return db.AskOne[Who](b, `SELECT coalesce(c.first_name || ' ' || c.last_name, '') AS name`+about+`
		LEFT JOIN candidates c ON c.id = coalesce(p.candidate_id, t.candidate_id) WHERE m.id = @id`, db.Args{"id": id})
}

// Steps are the days of the way to a placement; nil is not yet, or not the reader's to know.
type Steps struct {
	PresentedAt *time.Time
	MetAt       *time.Time
}

// AskSteps asks when the participant was presented, and met.
func AskSteps(b *db.Batch, id placement.ID) *Steps {
	return db.AskOne[Steps](b, `
		SELECT t.presented_at, (SELECT min(m.at) FROM meetings m WHERE m.presentation_id = t.id AND m.held_at IS NOT NULL) AS met_at
		FROM placements p LEFT JOIN presentations t ON t.id = p.presentation_id WHERE p.id = @id`, db.Args{"id": id})
}

// AskCurve asks for the answers of every shared meeting of the placement, by time.
func AskCurve(b *db.Batch, id placement.ID) *[]Score {
	return db.AskAll[Score](b, scores+` WHERE m.placement_id = @id AND m.shared_at IS NOT NULL ORDER BY m.at, s.theme`, db.Args{"id": id})
}

const todos = `SELECT t.id, t.meeting_id, t.who, t.what, t.due_on, t.done_at FROM todos t`

// AskTodos asks for what was agreed at the meeting.
func AskTodos(b *db.Batch, id ID) *[]Todo {
	return db.AskAll[Todo](b, todos+` WHERE t.meeting_id = @id ORDER BY t.id`, db.Args{"id": id})
}

// AskOpenTodos asks for what has been agreed in the placement and is not done: it heads the next meeting.
func AskOpenTodos(b *db.Batch, id placement.ID) *[]Todo {
	return db.AskAll[Todo](b, todos+` WHERE t.placement_id = @id AND t.done_at IS NULL ORDER BY t.due_on NULLS LAST, t.id`, db.Args{"id": id})
}

// Agreed is what was written at the meeting.
type Agreed struct{ Agreed, Judgement string }

// AskAgreed asks for what was written at the meeting: to the participant what has been shared, to the others the draft too.
func AskAgreed(b *db.Batch, tx *db.Tx, id ID) *Agreed {
	columns := `CASE WHEN shared_at IS NULL THEN draft ELSE agreed END AS agreed, CASE WHEN shared_at IS NULL THEN judgement_draft ELSE judgement END AS judgement`
	if tx.Actor.Is(auth.Candidate, auth.Buddy) {
		columns = `agreed, judgement`
	}
	return db.AskOne[Agreed](b, `SELECT `+columns+` FROM meetings WHERE id = @id`, db.Args{"id": id})
}

// add writes a meeting and who is asked to it.
func add(b *db.Batch, m Meeting, needed, welcome []string) {
	b.Do(`
		INSERT INTO meetings (id, employer_id, presentation_id, placement_id, kind, at, place, parts, from_rhythm)
		VALUES (@id, @employer, @presentation, @placement, @kind, @at, @place, @parts, @from_rhythm)`,
		db.Args{"id": m.ID, "employer": m.EmployerID, "presentation": m.PresentationID, "placement": m.PlacementID, "kind": m.Kind,
			"at": m.At, "place": m.Place, "parts": append([]string{}, m.Parts...), "from_rhythm": m.FromRhythm})
	ask := func(parties []string, needed bool) {
		for _, party := range parties {
			b.Do(`INSERT INTO meeting_people (meeting_id, party, needed) VALUES (@meeting, @party, @needed) ON CONFLICT DO NOTHING`,
				db.Args{"meeting": m.ID, "party": party, "needed": needed})
		}
	}
	ask(needed, true)
	ask(welcome, false)
}

// A Rhythm is how often people meet under a version of an agreement.
type Rhythm struct {
	Kind       Kind
	EveryWeeks int
	Needed     []string
	Welcome    []string
}

// Rhythms returns the rhythms of the version the placement began under.
func Rhythms(ctx context.Context, tx *db.Tx, p placement.Placement) ([]Rhythm, error) {
	return db.All[Rhythm](ctx, tx, `SELECT kind, every_weeks, needed, welcome FROM rhythms WHERE version_id = @id`, db.Args{"id": p.VersionID})
}

// AskRhythms asks for the rhythms of the agreement, which whoever starts now starts under.
func AskRhythms(b *db.Batch, id agreement.ID) *[]Rhythm {
	return db.AskAll[Rhythm](b, `
		SELECT kind, every_weeks, needed, welcome FROM rhythms
		WHERE version_id = (SELECT v.id FROM agreement_versions v WHERE v.agreement_id = @id AND v.signed_at IS NOT NULL ORDER BY v.number DESC LIMIT 1)`, db.Args{"id": id})
}

// Fill makes the meetings that the rhythm wants for the placement and that are not there yet: its whole series at the start,
// more of an open-ended one as time goes, and the rest when it is extended. It returns how many it made.
func Fill(ctx context.Context, tx *db.Tx, p placement.Placement) (int, error) {
	rhythms, err := Rhythms(ctx, tx, p)
	if err != nil {
		return 0, err
	}
	before, err := made(ctx, tx, p.ID)
	if err != nil {
		return 0, err
	}
	last := p.EndsOn
	if last == nil { // as far ahead of today as the series was of the start
		ahead := calendar.AddMonths(latest(p.StartsOn, tx.Today()), 12)
		last = &ahead
	}
	b, n := db.NewBatch(tx), 0
	for _, r := range rhythms {
		series := Series(p.StartsOn, last, r.EveryWeeks)
		for _, at := range series[min(before[r.Kind], len(series)):] {
			m := Meeting{ID: ID{db.NewID()}, EmployerID: p.EmployerID, PlacementID: &p.ID, Kind: r.Kind, At: at, Place: p.Unit, FromRhythm: true}
			add(b, m, r.Needed, r.Welcome)
			n++
		}
	}
	return n, b.Send(ctx)
}

// made returns how many meetings of the rhythm there are of each kind. One that was moved or called off is still the same
// one of the series; those that [Trim] took away are not, and are made again when the placement is extended.
func made(ctx context.Context, tx *db.Tx, id placement.ID) (map[Kind]int, error) {
	type row struct {
		Kind Kind
		N    int
	}
	rows, err := db.All[row](ctx, tx, `
		SELECT kind, count(*)::int AS n FROM meetings
		WHERE placement_id = @id AND from_rhythm AND (cancelled_at IS NULL OR not_held_because <> '') GROUP BY kind`, db.Args{"id": id})
	n := map[Kind]int{}
	for _, r := range rows {
		n[r.Kind] = r.N
	}
	return n, err
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Continue makes more meetings in the placements without an end whose series stops less than half a year ahead.
func Continue(ctx context.Context, tx *db.Tx) error {
	type row struct{ ID placement.ID }
	rows, err := db.All[row](ctx, tx, `
		SELECT p.id FROM placements p
		WHERE p.ends_on IS NULL AND p.ended_on IS NULL AND p.misregistered_at IS NULL
		AND EXISTS (SELECT FROM rhythms r WHERE r.version_id = p.version_id)
		AND coalesce((SELECT max(m.at) FROM meetings m WHERE m.placement_id = p.id AND m.from_rhythm), '-infinity') < @now::timestamptz + interval '6 months'
		ORDER BY p.id`, db.Args{"now": tx.Now})
	if err != nil {
		return err
	}
	for _, r := range rows {
		p, err := placement.Get(ctx, tx, r.ID)
		if err != nil {
			return err
		}
		if _, err := Fill(ctx, tx, p); err != nil {
			return err
		}
	}
	return nil
}

// ForgottenAlarm is the kind of the alarm that is raised once about a forgotten meeting.
const ForgottenAlarm = "meeting_overdue"

// Forgotten returns the meetings that nobody has said anything about for as many days as the tenant says, and that nobody has been reminded of.
func Forgotten(ctx context.Context, tx *db.Tx) ([]Meeting, error) {
	return db.All[Meeting](ctx, tx, `
		SELECT `+columns+from+`
		LEFT JOIN placements p ON p.id = m.placement_id LEFT JOIN presentations t ON t.id = m.presentation_id
		WHERE m.held_at IS NULL AND m.cancelled_at IS NULL AND m.at < (SELECT @now::timestamptz - make_interval(days => setting('meeting.silence_days')::int))
		AND p.misregistered_at IS NULL AND t.withdrawn_at IS NULL AND t.choice IS DISTINCT FROM 'not_chosen'
		AND NOT EXISTS (SELECT FROM alarms a WHERE a.kind = @kind AND a.about = m.id AND a.since = (m.at AT TIME ZONE 'Europe/Oslo')::date)
		ORDER BY m.at, m.id`, db.Args{"now": tx.Now, "kind": ForgottenAlarm})
}

// Trim cancels the open meetings of the rhythm after the last day of the placement.
func Trim(ctx context.Context, tx *db.Tx, id placement.ID, last time.Time) error {
	_, err := db.Touch(ctx, tx, `
		UPDATE meetings SET cancelled_at = @now, sequence = sequence + 1
		WHERE placement_id = @id AND held_at IS NULL AND cancelled_at IS NULL AND (at AT TIME ZONE 'Europe/Oslo')::date > @last::date`,
		db.Args{"id": id, "now": tx.Now, "last": last})
	return err
}

// Lock returns the meeting and keeps others from changing it until the transaction is over.
func Lock(ctx context.Context, tx *db.Tx, id ID) (Meeting, error) {
	if tx.Actor.Side() == auth.CandidateSide { // who writes one answer, and nothing that others decide by
		return Get(ctx, tx, id)
	}
	if _, err := db.Value[int](ctx, tx, `SELECT version FROM meetings WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Meeting{}, err
	}
	return Get(ctx, tx, id)
}

func about(m Meeting) event.About {
	a := event.About{Employer: m.EmployerID.UUID, Args: map[string]any{"kind": m.Kind, "at": m.At}}
	if m.PlacementID != nil {
		a.Placement = m.PlacementID.UUID
	}
	return a
}

func mustOwn(ctx context.Context, tx *db.Tx, m Meeting) error {
	if tx.Actor.Side() == auth.NavSide {
		return employer.MustOwn(ctx, tx, m.EmployerID)
	}
	if !tx.Actor.Is(auth.EmployerContact) {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	return nil
}
