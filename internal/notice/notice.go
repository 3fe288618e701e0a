// Package notice tells people that something concerns them: in full on their own page, and by a mail that names nobody.
package notice

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/job"
)

// A Kind is what somebody is told. Its sentence has the text key "notice." and the kind.
type Kind string

// What people are told.
const (
	RequestCame       Kind = "request_came"       // to the liaisons of an office
	EmployerAsks      Kind = "employer_asks"      // to the contact person: the employer wants somebody
	OfficeAnswered    Kind = "office_answered"    // to the contact person
	AskedToPresent    Kind = "asked_to_present"   // to the candidate
	CandidateAnswered Kind = "candidate_answered" // to the contact person
	Presented         Kind = "presented"          // to the employer
	EmployerAnswered  Kind = "employer_answered"  // to the contact person
	AgreementOffered  Kind = "agreement_offered"  // to the employer: read and sign
	AgreementSigned   Kind = "agreement_signed"   // to the other party
	Concluded         Kind = "concluded"          // to both parties
	SignaturesCleared Kind = "signatures_cleared" // to the employer: it was edited
	MeetingCalled     Kind = "meeting_called"
	MeetingMoved      Kind = "meeting_moved"
	MeetingCancelled  Kind = "meeting_cancelled"
	OtherTimeAsked    Kind = "other_time_asked"
	MinutesShared     Kind = "minutes_shared"
	PlacementAgreed   Kind = "placement_agreed"
	PlanReady         Kind = "plan_ready"
	NewContactPerson  Kind = "new_contact_person" // to employer, candidates and buddies: who is new
	HandedOver        Kind = "handed_over"        // to the new contact person, and to the former
	StandInNamed      Kind = "stand_in_named"
	InquiryCame       Kind = "inquiry_came"
	InquiryClosed     Kind = "inquiry_closed"
	PlacementEnded    Kind = "placement_ended"
	AttestToSign      Kind = "attest_to_sign"
	AttestSigned      Kind = "attest_signed"
	HelpWanted        Kind = "help_wanted" // a buddy asks the contact person
	LearningToTick    Kind = "learning_to_tick"
	SeatEmpty         Kind = "seat_empty"      // by the nightly pass
	MeetingOverdue    Kind = "meeting_overdue" // by the nightly pass
)

// A Notice is something one person has been told.
type Notice struct {
	ID     uuid.UUID
	What   Kind
	Args   map[string]any
	Link   string
	At     time.Time
	ReadAt *time.Time
}

const columns = `id, what, args, link, at, read_at`

// Tell tells the memberships, and enqueues a mail to each. The one acting is not told what they did themselves.
func Tell(ctx context.Context, tx *db.Tx, what Kind, link string, args map[string]any, to ...uuid.UUID) error {
	if args == nil {
		args = map[string]any{}
	}
	told := map[uuid.UUID]bool{uuid.Nil: true, tx.Actor.Membership: true}
	for _, membership := range to {
		if told[membership] {
			continue
		}
		told[membership] = true
		id := db.NewID()
		err := db.Exec(ctx, tx, `
			INSERT INTO notices (id, membership_id, what, args, link, at) VALUES (@id, @to, @what, @args, @link, @at)`,
			db.Args{"id": id, "to": membership, "what": what, "args": args, "link": link, "at": tx.Now})
		if err != nil {
			return err
		}
		if err := job.Insert(ctx, tx, job.Notice{Tenant: tx.Actor.Tenant, Notice: id}); err != nil {
			return err
		}
	}
	return nil
}

// Mine returns what the one acting has been told, the newest first.
func Mine(ctx context.Context, tx *db.Tx) ([]Notice, error) {
	return db.All[Notice](ctx, tx, `
		SELECT `+columns+` FROM notices WHERE membership_id = current_membership() ORDER BY at DESC, id DESC LIMIT 100`, nil)
}

// AskUnread asks for what the one acting has been told and not yet read, the newest first.
func AskUnread(b *db.Batch) *[]Notice {
	return db.AskAll[Notice](b, `
		SELECT `+columns+` FROM notices WHERE membership_id = current_membership() AND read_at IS NULL ORDER BY at DESC, id DESC LIMIT 20`, nil)
}

// Read marks everything the one acting has been told as read.
func Read(ctx context.Context, tx *db.Tx) error {
	_, err := db.Touch(ctx, tx, `UPDATE notices SET read_at = @now WHERE membership_id = current_membership() AND read_at IS NULL`, db.Args{"now": tx.Now})
	return err
}

// Audience names people by what they are to an employer or a placement, and finds their memberships.
// A partner and a candidate do not see the memberships they tell: the ids come from what they do see.

// ContactPersonOf returns the membership of the employer's contact person now, and of whoever stands in.
func ContactPersonOf(ctx context.Context, tx *db.Tx, employer uuid.UUID) ([]uuid.UUID, error) {
	type row struct{ ID uuid.UUID }
	rows, err := db.All[row](ctx, tx, `
		SELECT membership_id AS id FROM contact_persons
		WHERE employer_id = @employer AND from_at <= @now AND to_at > @now`, db.Args{"employer": employer, "now": tx.Now})
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

// EmployerPeople returns the memberships of the employer's own contacts.
func EmployerPeople(ctx context.Context, tx *db.Tx, employer uuid.UUID) ([]uuid.UUID, error) {
	type row struct{ ID uuid.UUID }
	rows, err := db.All[row](ctx, tx, `
		SELECT id FROM memberships WHERE employer_id = @employer AND role = 'employer_contact' AND from_at <= @now AND to_at > @now`,
		db.Args{"employer": employer, "now": tx.Now})
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}
