package nomination

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/request"
	"plass/internal/route"
)

const presentationColumns = `p.id, p.nomination_id, p.employer_id, e.name AS employer, p.agreement_id, p.place_line_id AS line_id, coalesce(l.kind, p.kind) AS kind, p.presented_at,
	p.answer, p.answered_at, p.choice, p.chosen_at, p.unit_id, coalesce(u.name, '') AS unit, p.withdrawn_at, s.id AS placement_id, h.id AS hire_id`

const presentationFrom = `
	FROM presentations p JOIN employers e ON e.id = p.employer_id LEFT JOIN place_lines l ON l.id = p.place_line_id
	LEFT JOIN units u ON u.id = p.unit_id LEFT JOIN placements s ON s.presentation_id = p.id AND s.misregistered_at IS NULL
	LEFT JOIN hires h ON h.presentation_id = p.id AND h.misregistered_at IS NULL`

// AskPresentation asks for the presentation.
func AskPresentation(b *db.Batch, id PresentationID) *Presentation {
	return db.AskOne[Presentation](b, `SELECT `+presentationColumns+presentationFrom+` WHERE p.id = @id`, db.Args{"id": id})
}

// GetPresentation returns the presentation.
func GetPresentation(ctx context.Context, tx *db.Tx, id PresentationID) (Presentation, error) {
	return db.One[Presentation](ctx, tx, `SELECT `+presentationColumns+presentationFrom+` WHERE p.id = @id`, db.Args{"id": id})
}

// AskPresentations asks for the presentations at the employer that are not settled yet, the newest first.
func AskPresentations(b *db.Batch, id employer.ID) *[]Presentation {
	return db.AskAll[Presentation](b, `SELECT `+presentationColumns+presentationFrom+`
		WHERE p.employer_id = @id AND p.withdrawn_at IS NULL AND s.id IS NULL AND h.id IS NULL
		AND p.choice IS DISTINCT FROM 'not_chosen' ORDER BY p.presented_at DESC`, db.Args{"id": id})
}

// AskKnown asks which of the presentations at the employer are of people whom the one acting at Nav needs to know.
func AskKnown(b *db.Batch, id employer.ID) *[]KnownPresentation {
	return db.AskAll[KnownPresentation](b, `SELECT p.id FROM presentations p JOIN candidates c ON c.id = p.candidate_id WHERE p.employer_id = @id`, db.Args{"id": id})
}

// A KnownPresentation is one that the reader may open.
type KnownPresentation struct{ ID PresentationID }

// CandidateOf returns whom the presentation is of. Nav alone can ask.
func CandidateOf(ctx context.Context, tx *db.Tx, id PresentationID) (candidate.ID, error) {
	of, err := db.Value[uuid.UUID](ctx, tx, `SELECT candidate_id FROM presentations WHERE id = @id`, db.Args{"id": id})
	return candidate.ID{UUID: of}, err
}

// Present shows somebody who has said yes to the employer, whose people are told.
func Present(ctx context.Context, tx *db.Tx, id ID) (PresentationID, error) {
	presentation := PresentationID{db.NewSecretID()}
	if _, _, err := lock(ctx, tx, id); err != nil {
		return presentation, err
	}
	n, err := Get(ctx, tx, id)
	if err != nil {
		return presentation, err
	}
	if err := employer.MustOwn(ctx, tx, n.EmployerID); err != nil {
		return presentation, err
	}
	if n.Presented != nil {
		return *n.Presented, nil
	}
	if !n.MayPresent() {
		return presentation, fault.New(fault.Conflict, "nomination.no_yes")
	}
	r, err := request.Get(ctx, tx, n.RequestID)
	if err != nil {
		return presentation, err
	}
	if r.ClosedAt != nil {
		return presentation, fault.New(fault.Conflict, "nomination.request_closed")
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO presentations (id, nomination_id, candidate_id, employer_id, agreement_id, place_line_id, kind, presented_by, presented_at)
		VALUES (@id, @nomination, @candidate, @employer, @agreement, @line, CASE WHEN @line::uuid IS NULL THEN @kind END, current_membership(), @now)`,
		db.Args{"id": presentation, "nomination": id, "candidate": n.CandidateID, "employer": n.EmployerID,
			"agreement": r.AgreementID, "line": r.LineID, "kind": r.Kind, "now": tx.Now})
	if err != nil {
		return presentation, err
	}
	people, err := notice.EmployerPeople(ctx, tx, n.EmployerID.UUID)
	if err != nil {
		return presentation, err
	}
	if err := notice.Tell(ctx, tx, notice.Presented, route.Partner("presentations", presentation), nil, people...); err != nil {
		return presentation, err
	}
	about := event.About{Employer: n.EmployerID.UUID, Agreement: r.AgreementID.UUID, Candidate: n.CandidateID.UUID}
	return presentation, event.Record(ctx, tx, event.Presented, about)
}

// Answers are what an employer can say to a presentation; text keys "presentation.answer." and the answer.
var Answers = []string{"meet", "not_now"}

// Answer says what the employer thinks: it wants to meet the person, or not just now.
// Nav writes it down when it was said on the phone.
func Answer(ctx context.Context, tx *db.Tx, id PresentationID, said string) error {
	p, err := lockPresentation(ctx, tx, id)
	if err != nil {
		return err
	}
	if !p.MayAnswer() {
		return fault.New(fault.Conflict, "presentation.settled")
	}
	err = db.Exec(ctx, tx, `UPDATE presentations SET answer = @said, answered_at = @now, answered_by = current_membership() WHERE id = @id`,
		db.Args{"id": id, "said": said, "now": tx.Now})
	if err != nil {
		return err
	}
	if tx.Actor.Side() == auth.PartnerSide {
		owners, err := notice.ContactPersonOf(ctx, tx, p.EmployerID.UUID)
		if err != nil {
			return err
		}
		if err := notice.Tell(ctx, tx, notice.EmployerAnswered, "/presentations/"+id.String(), map[string]any{"employer": p.Employer, "answer": said}, owners...); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.EmployerAnswered, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Args: map[string]any{"answer": said}})
}

// Choose records what Nav and the employer settled after they met: somebody is chosen, for the unit where they fit.
func Choose(ctx context.Context, tx *db.Tx, id PresentationID, unit *employer.UnitID) error {
	p, err := lockPresentation(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := employer.MustOwn(ctx, tx, p.EmployerID); err != nil {
		return err
	}
	if p.Choice != nil || p.WithdrawnAt != nil {
		return fault.New(fault.Conflict, "presentation.settled")
	}
	choice, what := "chosen", event.Chosen
	if unit == nil {
		choice, what = "not_chosen", event.NotChosen
	} else {
		met, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM meetings WHERE presentation_id = @id AND held_at IS NOT NULL)`, db.Args{"id": id})
		if err != nil {
			return err
		}
		if !met {
			return fault.New(fault.Conflict, "presentation.meet_first")
		}
	}
	if err := db.Exec(ctx, tx, `UPDATE presentations SET choice = @choice, chosen_at = @now, unit_id = @unit WHERE id = @id`,
		db.Args{"id": id, "choice": choice, "now": tx.Now, "unit": unit}); err != nil {
		return err
	}
	if err := event.Record(ctx, tx, what, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID}); err != nil || unit != nil {
		return err
	}
	b := db.NewBatch(tx) // what was opened for this place is closed with it
	b.Do(`UPDATE disclosures SET until_at = @now WHERE nomination_id = @id AND until_at > @now`, db.Args{"id": p.NominationID, "now": tx.Now})
	b.Do(needNoLonger+` AND n.id = @id`, db.Args{"id": p.NominationID, "now": tx.Now})
	return b.Send(ctx)
}

// Hold keeps others from settling the presentation until the transaction is over.
func Hold(ctx context.Context, tx *db.Tx, id PresentationID) error {
	_, err := lockPresentation(ctx, tx, id)
	return err
}

func lockPresentation(ctx context.Context, tx *db.Tx, id PresentationID) (Presentation, error) {
	if _, err := db.Value[uuid.UUID](ctx, tx, `SELECT id FROM presentations WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Presentation{}, err
	}
	return GetPresentation(ctx, tx, id)
}
