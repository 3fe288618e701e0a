package nomination

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/user"
)

const columns = `n.id, n.request_id, n.employer_id, e.name AS employer, o.name AS office, n.candidate_id, c.first_name, c.last_name, n.meets, n.note, n.nominated_at,
	n.answer_by, n.answer, n.answer_way, n.answered_at, n.withdrawn_at, p.id AS presented`

const from = `
	FROM nominations n JOIN employers e ON e.id = n.employer_id JOIN offices o ON o.id = n.office_id JOIN candidates c ON c.id = n.candidate_id
	LEFT JOIN presentations p ON p.nomination_id = n.id`

// Get returns the nomination.
func Get(ctx context.Context, tx *db.Tx, id ID) (Nomination, error) {
	return db.One[Nomination](ctx, tx, `SELECT `+columns+from+` WHERE n.id = @id`, db.Args{"id": id})
}

// AskOfRequest asks for the nominations of the request: a liaison meets those of the own office,
// the contact person those who have said yes.
func AskOfRequest(b *db.Batch, id request.ID) *[]Nomination {
	return db.AskAll[Nomination](b, `SELECT `+columns+from+` WHERE n.request_id = @id ORDER BY n.nominated_at`, db.Args{"id": id})
}

// AskOfCandidate asks for the nominations of the candidate, the newest first.
func AskOfCandidate(b *db.Batch, id candidate.ID) *[]Nomination {
	return db.AskAll[Nomination](b, `SELECT `+columns+from+` WHERE n.candidate_id = @id ORDER BY n.nominated_at DESC`, db.Args{"id": id})
}

// Nominate names a person for the request on behalf of the office of the one acting, and asks the person.
func Nominate(ctx context.Context, tx *db.Tx, id request.ID, d Draft) (ID, error) {
	nomination := ID{db.NewSecretID()}
	r, err := request.Get(ctx, tx, id)
	if err != nil {
		return nomination, err
	}
	if r.SentAt == nil || r.ClosedAt != nil {
		return nomination, fault.New(fault.Conflict, "request.closed")
	}
	if _, err := candidate.Get(ctx, tx, d.Candidate); err != nil {
		if fault.Is(err, fault.NotFound) {
			err = fault.Of("candidate", "form.not_a_choice")
		}
		return nomination, err
	}
	if err := request.Answered(ctx, tx, id); err != nil {
		return nomination, err
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO nominations (id, request_id, employer_id, office_id, candidate_id, nominated_by, nominated_at, meets, note, answer_by)
		VALUES (@id, @request, @employer, current_office(), @candidate, current_membership(), @now, @meets, @note, @answer_by)`,
		db.Args{"id": nomination, "request": id, "employer": r.EmployerID, "candidate": d.Candidate, "now": tx.Now,
			"meets": append([]string{}, d.Meets...), "note": d.Note, "answer_by": d.AnswerBy})
	if err != nil {
		return nomination, err
	}
	people, err := user.OfCandidate(ctx, tx, d.Candidate.UUID)
	if err != nil {
		return nomination, err
	}
	for _, p := range people {
		if err := notice.Tell(ctx, tx, notice.AskedToPresent, route.My("questions", nomination), map[string]any{"employer": r.Employer}, p.ID.UUID); err != nil {
			return nomination, err
		}
	}
	return nomination, event.Record(ctx, tx, event.Nominated, event.About{Candidate: d.Candidate.UUID, Args: map[string]any{"employer": r.Employer}})
}

const question = `
	SELECT n.id, n.employer_id, e.name AS employer, e.place, coalesce(u.name, '') AS unit, coalesce(l.kind, r.kind) AS kind, l.months, r.wanted_from,
		coalesce(m.name, '') AS asked_by, coalesce(m.phone, '') AS asked_phone, n.answer_by, n.answer, n.answered_at, n.withdrawn_at, r.closed_at IS NOT NULL AS closed,
		EXISTS (SELECT FROM presentations p WHERE p.nomination_id = n.id) AS presented,
		EXISTS (SELECT FROM placements p WHERE p.nomination_id = n.id AND p.misregistered_at IS NULL)
			OR EXISTS (SELECT FROM hires h WHERE h.nomination_id = n.id AND h.misregistered_at IS NULL) AS placed
	FROM nominations n JOIN employers e ON e.id = n.employer_id JOIN requests r ON r.id = n.request_id LEFT JOIN place_lines l ON l.id = r.place_line_id
	LEFT JOIN units u ON u.id = r.unit_id LEFT JOIN memberships m ON m.id = n.nominated_by`

// MyQuestions returns what the person acting has been asked, the newest first.
func MyQuestions(ctx context.Context, tx *db.Tx) ([]Question, error) {
	return db.All[Question](ctx, tx, question+` WHERE n.candidate_id = current_candidate() ORDER BY n.nominated_at DESC`, nil)
}

// AskMyQuestions asks for what the person acting has been asked, the newest first.
func AskMyQuestions(b *db.Batch) *[]Question {
	return db.AskAll[Question](b, question+` WHERE n.candidate_id = current_candidate() ORDER BY n.nominated_at DESC`, nil)
}

// AskMyQuestion asks for one of them.
func AskMyQuestion(b *db.Batch, id ID) *Question {
	return db.AskOne[Question](b, question+` WHERE n.candidate_id = current_candidate() AND n.id = @id`, db.Args{"id": id})
}

const disclosures = `SELECT nomination_id, recipient, field, value, from_at, nullif(until_at, 'infinity') AS until FROM disclosures`

// AskDisclosures asks for everything that has been opened of the nomination; policies say to whom.
func AskDisclosures(b *db.Batch, id ID) *[]Disclosure {
	return db.AskAll[Disclosure](b, disclosures+` WHERE nomination_id = @id AND until_at > business_now() ORDER BY recipient, field`, db.Args{"id": id})
}

// AskMyDisclosures asks for everything the person acting has opened, and to which employers.
func AskMyDisclosures(b *db.Batch) *[]Disclosure {
	return db.AskAll[Disclosure](b, disclosures+` WHERE candidate_id = current_candidate() AND until_at > business_now() ORDER BY from_at, recipient, field`, nil)
}

// ProfileOf gathers what one recipient may see.
func ProfileOf(disclosed []Disclosure, recipient string) Profile {
	profile := Profile{}
	for _, d := range disclosed {
		if d.Recipient == recipient {
			profile[d.Field] = d.Value
		}
	}
	return profile
}

// Profiles gathers what the partner acting may see, by nomination.
func Profiles(disclosed []Disclosure) map[ID]Profile {
	all := map[ID]Profile{}
	for _, d := range disclosed {
		if all[d.NominationID] == nil {
			all[d.NominationID] = Profile{}
		}
		all[d.NominationID][d.Field] = d.Value
	}
	return all
}

// AskDisclosedToUs asks for everything the partner acting may see of anybody.
func AskDisclosedToUs(b *db.Batch) *[]Disclosure { return db.AskAll[Disclosure](b, disclosures, nil) }

func lock(ctx context.Context, tx *db.Tx, id ID) (uuid.UUID, *string, error) {
	type row struct {
		CandidateID uuid.UUID
		Answer      *string
		Gone        bool
	}
	n, err := db.One[row](ctx, tx, `SELECT candidate_id, answer, withdrawn_at IS NOT NULL AS gone FROM nominations WHERE id = @id FOR UPDATE`, db.Args{"id": id})
	if err == nil && n.Gone {
		err = fault.New(fault.Conflict, "nomination.withdrawn")
	}
	return n.CandidateID, n.Answer, err
}
