package nomination

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/request"
	"plass/internal/route"
)

// SayYes answers the question with yes: what the employer may see is written as rows, as it stands now.
// The person does it on the own page; Nav writes down a yes that was given in a talk.
func SayYes(ctx context.Context, tx *db.Tx, id ID, y Yes) error {
	y.Way = way(tx.Actor, y.Way)
	of, err := answer(ctx, tx, id, "yes", y.Way)
	if err != nil {
		return err
	}
	type profile struct{ FirstName, Strengths, Wishes, Languages, NeedsAtWork, Phone string }
	p, err := db.One[profile](ctx, tx, `SELECT first_name, strengths, wishes, languages, needs_at_work, phone FROM candidates WHERE id = @id`, db.Args{"id": of.candidate})
	if err != nil {
		return err
	}
	values := map[string]string{"first_name": p.FirstName, "strengths": p.Strengths, "wishes": p.Wishes,
		"languages": p.Languages, "needs_at_work": p.NeedsAtWork, "phone": p.Phone}
	b := db.NewBatch(tx)
	disclose := func(recipient string, fields []string) {
		var opened []string
		for _, field := range append([]string{"first_name"}, fields...) {
			if values[field] == "" || slices.Contains(opened, field) { // nothing is written, or it was ticked twice
				continue
			}
			opened = append(opened, field)
			b.Do(`
				INSERT INTO disclosures (id, nomination_id, candidate_id, employer_id, recipient, field, value, from_at)
				VALUES (@id, @nomination, @candidate, @employer, @recipient, @field, @value, @now)`,
				db.Args{"id": db.NewSecretID(), "nomination": id, "candidate": of.candidate, "employer": of.employer,
					"recipient": recipient, "field": field, "value": values[field], "now": tx.Now})
		}
	}
	disclose("employer", y.Fields)
	disclose("buddy", y.Buddy)
	// From the yes on, whoever is contact person of the employer needs to know the person.
	b.Do(`INSERT INTO relations (id, candidate_id, kind, employer_id, from_at) VALUES (@id, @candidate, 'presented', @employer, @now)`,
		db.Args{"id": db.NewSecretID(), "candidate": of.candidate, "employer": of.employer, "now": tx.Now})
	if err := b.Send(ctx); err != nil {
		return err
	}
	return of.tell(ctx, tx, event.SaidYes)
}

// SayNo answers the question with no. Nothing of it reaches the employer.
func SayNo(ctx context.Context, tx *db.Tx, id ID, spoken string) error {
	of, err := answer(ctx, tx, id, "no", way(tx.Actor, spoken))
	if err != nil {
		return err
	}
	return of.tell(ctx, tx, event.SaidNo)
}

func way(who auth.Actor, spoken string) string {
	if who.Side() == auth.CandidateSide {
		return "own_page"
	}
	return spoken
}

type subject struct {
	candidate uuid.UUID
	request   uuid.UUID
	employer  uuid.UUID
}

func answer(ctx context.Context, tx *db.Tx, id ID, said, way string) (of subject, err error) {
	if tx.Actor.Side() == auth.NavSide && !slices.Contains(Ways, way) {
		return of, fault.Of("way", "form.choose")
	}
	candidate, before, err := lock(ctx, tx, id)
	if err != nil {
		return of, err
	}
	if before != nil {
		return of, fault.New(fault.Conflict, "nomination.answered_already")
	}
	closed, err := db.Value[bool](ctx, tx, `SELECT closed_at IS NOT NULL FROM requests WHERE id = (SELECT request_id FROM nominations WHERE id = @id)`, db.Args{"id": id})
	if err != nil {
		return of, err
	}
	if closed {
		return of, fault.New(fault.Conflict, "nomination.request_closed")
	}
	type row struct{ RequestID, EmployerID uuid.UUID }
	r, err := db.One[row](ctx, tx, `
		UPDATE nominations SET answer = @said, answer_way = @way, answered_at = @now, answered_by = current_membership()
		WHERE id = @id RETURNING request_id, employer_id`, db.Args{"id": id, "said": said, "way": way, "now": tx.Now})
	return subject{candidate, r.RequestID, r.EmployerID}, err
}

// tell tells the contact person that there is an answer, and which in the trail of the person alone.
func (of subject) tell(ctx context.Context, tx *db.Tx, what event.Kind) error {
	owners, err := notice.ContactPersonOf(ctx, tx, of.employer)
	if err != nil {
		return err
	}
	link := route.Requests + "/" + of.request.String()
	if err := notice.Tell(ctx, tx, notice.CandidateAnswered, link, nil, owners...); err != nil {
		return err
	}
	return event.Record(ctx, tx, what, event.About{Candidate: of.candidate})
}

// Withdraw takes the yes back. What was opened is closed at once, and to the employer the person was never there.
func Withdraw(ctx context.Context, tx *db.Tx, id ID) error {
	of, said, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	placed, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM placements WHERE nomination_id = @id AND misregistered_at IS NULL)
		OR EXISTS (SELECT FROM hires WHERE nomination_id = @id AND misregistered_at IS NULL)`, db.Args{"id": id})
	if err != nil {
		return err
	}
	if said == nil || *said != "yes" || placed {
		return fault.New(fault.Conflict, "nomination.no_yes")
	}
	type row struct{ RequestID, EmployerID uuid.UUID }
	r, err := db.One[row](ctx, tx, `SELECT request_id, employer_id FROM nominations WHERE id = @id`, db.Args{"id": id})
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE nominations SET withdrawn_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now})
	b.Do(`UPDATE presentations SET withdrawn_at = @now WHERE nomination_id = @id`, db.Args{"id": id, "now": tx.Now})
	b.Do(`UPDATE disclosures SET until_at = @now WHERE nomination_id = @id AND until_at > @now`, db.Args{"id": id, "now": tx.Now})
	b.Do(needNoLonger+` AND n.id = @id`, db.Args{"id": id, "now": tx.Now})
	if err := b.Send(ctx); err != nil {
		return err
	}
	return subject{of, r.RequestID, r.EmployerID}.tell(ctx, tx, event.YesWithdrawn)
}

// needNoLonger ends what the contact persons of an employer need to know of a person, unless something is still open
// between the two: a yes that can be presented, a presentation that is not settled, a placement that has not ended.
// What ended with a placement has its day already.
const needNoLonger = `
	UPDATE relations r SET to_at = @now FROM nominations n
	WHERE r.candidate_id = n.candidate_id AND r.employer_id = n.employer_id AND r.kind = 'presented' AND r.to_at = 'infinity'
	AND NOT EXISTS (
		SELECT FROM nominations o JOIN requests q ON q.id = o.request_id LEFT JOIN presentations p ON p.nomination_id = o.id
		WHERE o.candidate_id = n.candidate_id AND o.employer_id = n.employer_id AND o.answer = 'yes' AND o.withdrawn_at IS NULL
		AND CASE WHEN p.id IS NULL THEN q.closed_at IS NULL ELSE p.choice IS DISTINCT FROM 'not_chosen'
			AND NOT EXISTS (SELECT FROM placements s WHERE s.presentation_id = p.id AND s.ended_on IS NOT NULL AND s.misregistered_at IS NULL)
			AND NOT EXISTS (SELECT FROM hires h WHERE h.presentation_id = p.id AND h.misregistered_at IS NULL) END)`

// Lapse closes what was opened by those who said yes to a request that has been closed, and were not presented.
func Lapse(ctx context.Context, tx *db.Tx, closed request.ID) error {
	b := db.NewBatch(tx)
	b.Do(`
		UPDATE disclosures SET until_at = @now WHERE until_at > @now AND nomination_id IN (
			SELECT n.id FROM nominations n WHERE n.request_id = @id AND NOT EXISTS (SELECT FROM presentations p WHERE p.nomination_id = n.id))`,
		db.Args{"id": closed, "now": tx.Now})
	b.Do(needNoLonger+` AND n.request_id = @id`, db.Args{"id": closed, "now": tx.Now})
	return b.Send(ctx)
}

// Reopen opens the request of the nomination again when it was closed because it was filled, and no longer is, with what its end closed.
func Reopen(ctx context.Context, tx *db.Tx, id ID) error {
	opened, err := request.OpenUnfilled(ctx, tx, id.UUID)
	for _, o := range opened {
		err = errors.Join(err, unlapse(ctx, tx, o))
	}
	return err
}

// unlapse opens again what [Lapse] closed with the request: what the contact person needs to know first, since only then are those
// it is about seen.
func unlapse(ctx context.Context, tx *db.Tx, opened request.Opened) error {
	type row struct{ ID uuid.UUID }
	known, err := db.All[row](ctx, tx, `
		UPDATE relations SET to_at = 'infinity' WHERE kind = 'presented' AND employer_id = @employer AND to_at = @then RETURNING id`,
		db.Args{"employer": opened.EmployerID, "then": opened.ClosedAt})
	if err != nil {
		return err
	}
	relations := make([]uuid.UUID, len(known))
	for i, r := range known {
		relations[i] = r.ID
	}
	b := db.NewBatch(tx)
	b.Do(`
		UPDATE disclosures SET until_at = 'infinity' WHERE until_at = @then AND nomination_id IN (
			SELECT n.id FROM nominations n WHERE n.request_id = @id AND n.answer = 'yes' AND n.withdrawn_at IS NULL
			AND NOT EXISTS (SELECT FROM presentations p WHERE p.nomination_id = n.id))`,
		db.Args{"id": opened.ID, "then": opened.ClosedAt})
	// What ended in the same moment for another reason ends as it did.
	b.Do(needNoLonger+` AND r.id = ANY(@relations)`, db.Args{"relations": relations, "now": opened.ClosedAt})
	return b.Send(ctx)
}
