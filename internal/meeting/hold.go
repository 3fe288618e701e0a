package meeting

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
)

// CallIntake calls the meeting at which an employer and a person meet, with Nav there.
func CallIntake(ctx context.Context, tx *db.Tx, id nomination.PresentationID, c Calling) (ID, error) {
	meeting := ID{db.NewID()}
	p, err := nomination.GetPresentation(ctx, tx, id)
	if err != nil {
		return meeting, err
	}
	if err := employer.MustOwn(ctx, tx, p.EmployerID); err != nil {
		return meeting, err
	}
	if !p.MayMeet() {
		return meeting, fault.New(fault.Conflict, "presentation.no_yes")
	}
	needed, welcome := []string{"participant", "employer"}, []string{"buddy"}
	if c.Nav {
		needed = append(needed, "nav")
	} else {
		welcome = append(welcome, "nav")
	}
	m := Meeting{ID: meeting, EmployerID: p.EmployerID, PresentationID: &id, Kind: Intake, At: c.At, Place: c.Place, Parts: c.Parts}
	b := db.NewBatch(tx)
	add(b, m, needed, welcome)
	if err := b.Send(ctx); err != nil {
		return meeting, err
	}
	if err := tell(ctx, tx, m, notice.MeetingCalled); err != nil {
		return meeting, err
	}
	return meeting, event.Record(ctx, tx, event.MeetingCalled, about(m))
}

// Call calls a meeting beside the rhythm in a placement.
func Call(ctx context.Context, tx *db.Tx, id placement.ID, c Calling) (ID, error) {
	meeting := ID{db.NewID()}
	p, err := placement.Get(ctx, tx, id)
	if err != nil {
		return meeting, err
	}
	m := Meeting{ID: meeting, EmployerID: p.EmployerID, PlacementID: &id, Kind: c.Kind, At: c.At, Place: c.Place}
	if err := mustOwn(ctx, tx, m); err != nil {
		return meeting, err
	}
	needed, welcome := []string{"participant", "employer"}, []string{"buddy"}
	if c.Nav {
		needed = append(needed, "nav")
	} else {
		welcome = append(welcome, "nav")
	}
	b := db.NewBatch(tx)
	add(b, m, needed, welcome)
	if err := b.Send(ctx); err != nil {
		return meeting, err
	}
	if err := tell(ctx, tx, m, notice.MeetingCalled); err != nil {
		return meeting, err
	}
	return meeting, event.Record(ctx, tx, event.MeetingCalled, about(m))
}

// Move gives the meeting another time or place. What was moved by hand stays where it was put.
func Move(ctx context.Context, tx *db.Tx, id ID, version int, c Calling) error {
	m, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := mustOwn(ctx, tx, m); err != nil {
		return err
	}
	if !m.Open() {
		return fault.New(fault.Conflict, "meeting.over")
	}
	if m.Version != version {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	err = db.Exec(ctx, tx, `
		UPDATE meetings SET at = @at, place = @place, moved_at = @now, asked_for = NULL, asked_by = '', sequence = sequence + 1, version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "at": c.At, "place": c.Place, "now": tx.Now})
	if err != nil {
		return err
	}
	if _, err := db.Touch(ctx, tx, `UPDATE meeting_people SET answer = NULL, answered_at = NULL WHERE meeting_id = @id`, db.Args{"id": id}); err != nil {
		return err
	}
	m.At = c.At
	if err := tell(ctx, tx, m, notice.MeetingMoved); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.MeetingMoved, about(m))
}

// Cancel calls the meeting off.
func Cancel(ctx context.Context, tx *db.Tx, id ID, because string) error {
	if because == "" {
		return fault.Of("because", "form.required")
	}
	m, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := mustOwn(ctx, tx, m); err != nil {
		return err
	}
	if !m.Open() {
		return fault.New(fault.Conflict, "meeting.over")
	}
	if err := db.Exec(ctx, tx, `UPDATE meetings SET cancelled_at = @now, not_held_because = @because, sequence = sequence + 1, version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "now": tx.Now, "because": because}); err != nil {
		return err
	}
	if err := tell(ctx, tx, m, notice.MeetingCancelled); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.MeetingCancelled, about(m))
}

// CallOff calls off the open meetings of a presentation that nothing comes of. Those who were asked are told, with links
// to what they can still open.
func CallOff(ctx context.Context, tx *db.Tx, of nomination.PresentationID) error {
	open, err := db.All[Meeting](ctx, tx, `SELECT `+columns+from+` WHERE m.presentation_id = @id AND m.held_at IS NULL AND m.cancelled_at IS NULL ORDER BY m.at, m.id`,
		db.Args{"id": of})
	if err != nil {
		return err
	}
	for _, m := range open {
		if err := db.Exec(ctx, tx, `UPDATE meetings SET cancelled_at = @now, sequence = sequence + 1, version = version + 1 WHERE id = @id`,
			db.Args{"id": m.ID, "now": tx.Now}); err != nil {
			return err
		}
		if err := tellAt(ctx, tx, m, notice.MeetingCancelled, route.Employer(m.EmployerID), route.OurPeople); err != nil {
			return err
		}
		if err := event.Record(ctx, tx, event.MeetingCancelled, about(m)); err != nil {
			return err
		}
	}
	return nil
}

// party returns what the one acting is at a meeting.
func party(who auth.Actor) string {
	switch who.Role {
	case auth.Candidate:
		return "participant"
	case auth.Buddy:
		return "buddy"
	case auth.EmployerContact:
		return "employer"
	}
	return "nav"
}

// Answers are what somebody can say to a calling; text keys "meeting.answer." and the answer.
var Answers = []string{"comes", "other_time", "cannot"}

// Answer says whether the one acting comes. Another time is a wish: the meeting stays until somebody moves it.
func Answer(ctx context.Context, tx *db.Tx, id ID, said string, rather *time.Time) error {
	m, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if !m.Open() {
		return fault.New(fault.Conflict, "meeting.over")
	}
	if said == "other_time" && (rather == nil || !rather.After(tx.Now)) {
		return fault.Of("day", "form.in_the_past")
	}
	n, err := db.Touch(ctx, tx, `UPDATE meeting_people SET answer = @said, answered_at = @now WHERE meeting_id = @id AND party = @party`,
		db.Args{"id": id, "said": said, "now": tx.Now, "party": party(tx.Actor)})
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Forbidden, "meeting.not_asked")
	}
	if said != "other_time" {
		return nil
	}
	if err := db.Exec(ctx, tx, `UPDATE meetings SET asked_for = @rather, asked_by = @party WHERE id = @id`,
		db.Args{"id": id, "rather": rather, "party": party(tx.Actor)}); err != nil {
		return err
	}
	return tell(ctx, tx, m, notice.OtherTimeAsked)
}

// Hold writes what was said. Shared, everybody who was asked can read it, and it stays as it is.
func Hold(ctx context.Context, tx *db.Tx, id ID, version int, w Minutes) error {
	m, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := mustOwn(ctx, tx, m); err != nil {
		return err
	}
	switch {
	case m.CancelledAt != nil || m.SharedAt != nil:
		return fault.New(fault.Conflict, "meeting.over")
	case !m.MayHold(tx.Now):
		return fault.New(fault.Conflict, "meeting.not_yet")
	case m.Version != version:
		return fault.New(fault.Conflict, "fault.conflict")
	}
	if w.Share && len(w.Scores) < len(Themes) && (m.Kind == StatusKind || m.Kind == Evaluation) {
		p := fault.Invalid{}
		for _, theme := range Themes {
			p.Unless(w.Scores[theme] != 0, "score."+theme, "form.choose")
		}
		return p
	}
	if m.Kind != Evaluation {
		w.Judgement = ""
	} else if w.Share && w.Judgement == "" {
		return fault.Of("judgement", "form.choose")
	}
	b := db.NewBatch(tx)
	var shared *time.Time
	if w.Share {
		shared = &tx.Now
	}
	b.Do(`
		UPDATE meetings SET held_at = coalesce(held_at, @now), held_by = coalesce(held_by, current_membership()), draft = @agreed, agreed = CASE WHEN @shared::timestamptz IS NULL THEN '' ELSE @agreed END, shared_at = @shared,
			judgement_draft = @judgement, judgement = CASE WHEN @shared::timestamptz IS NULL THEN '' ELSE @judgement END, version = version + 1
		WHERE id = @id`, db.Args{"id": id, "now": tx.Now, "agreed": w.Agreed, "judgement": w.Judgement, "shared": shared})
	for _, party := range Parties {
		b.Do(`UPDATE meeting_people SET attended = @attended WHERE meeting_id = @id AND party = @party`,
			db.Args{"id": id, "party": party, "attended": slices.Contains(w.Attended, party)})
	}
	for theme, score := range w.Scores {
		b.Do(`INSERT INTO meeting_scores (meeting_id, theme, score) VALUES (@id, @theme, @score) ON CONFLICT (tenant_id, meeting_id, theme) DO UPDATE SET score = excluded.score`,
			db.Args{"id": id, "theme": theme, "score": score})
	}
	if m.PlacementID != nil {
		b.Do(`DELETE FROM todos WHERE meeting_id = @id AND done_at IS NULL`, db.Args{"id": id})
		for _, t := range w.Todos {
			b.Do(`INSERT INTO todos (id, meeting_id, placement_id, who, what, due_on) VALUES (@id, @meeting, @placement, @who, @what, @due_on)`,
				db.Args{"id": db.NewID(), "meeting": id, "placement": m.PlacementID, "who": t.Who, "what": t.What, "due_on": t.DueOn})
		}
	}
	if err := b.Send(ctx); err != nil {
		return err
	}
	if m.HeldAt == nil {
		if err := event.Record(ctx, tx, event.MeetingHeld, about(m)); err != nil {
			return err
		}
	}
	if !w.Share {
		return nil
	}
	if err := tell(ctx, tx, m, notice.MinutesShared); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.MeetingShared, about(m))
}

// Finish says that something agreed is done; a participant says it of what is their own to do.
func Finish(ctx context.Context, tx *db.Tx, todo uuid.UUID) error {
	return db.Exec(ctx, tx, `UPDATE todos SET done_at = coalesce(done_at, @now) WHERE id = @id AND (NOT @own OR who = 'participant')`,
		db.Args{"id": todo, "now": tx.Now, "own": tx.Actor.Is(auth.Candidate)})
}

// tell tells everybody who is asked to the meeting. A link leads each to their own side.
func tell(ctx context.Context, tx *db.Tx, m Meeting, what notice.Kind) error {
	return tellAt(ctx, tx, m, what, route.Meeting(m.ID), route.Partner("meetings", m.ID))
}

func tellAt(ctx context.Context, tx *db.Tx, m Meeting, what notice.Kind, nav, partner string) error {
	args := map[string]any{"kind": m.Kind, "at": m.At}
	owners, err := notice.ContactPersonOf(ctx, tx, m.EmployerID.UUID)
	if err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, what, nav, args, owners...); err != nil {
		return err
	}
	about := m.subject()
	if err := notice.TellParty(ctx, tx, what, partner, args, notice.Employer, about); err != nil {
		return err
	}
	if err := notice.TellParty(ctx, tx, what, partner, args, notice.Buddy, about); err != nil {
		return err
	}
	return notice.TellParty(ctx, tx, what, route.MyMeetings, args, notice.Participant, about)
}

// subject returns the placement, or the presentation, that the meeting is about.
func (m Meeting) subject() uuid.UUID {
	if m.PlacementID != nil {
		return m.PlacementID.UUID
	}
	return m.PresentationID.UUID
}
