// Package notice tells people that something concerns them: in full on their own page, and by a mail that names nobody.
package notice

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"

	"plass/internal/db"
	"plass/internal/job"
	"plass/internal/text"
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
	UnionSigned       Kind = "union_signed"       // to the employer, whose turn it may be
	SignedFor         Kind = "signed_for"         // to the employer: the contact person has written a signature down
	Concluded         Kind = "concluded"          // to both parties
	SignaturesCleared Kind = "signatures_cleared" // to the employer: it was edited
	ChangeProposed    Kind = "change_proposed"    // to the employer: of what is signed
	ChangeWithdrawn   Kind = "change_withdrawn"
	AgreementChanged  Kind = "agreement_changed"
	AgreementClosed   Kind = "agreement_closed"  // annulled, or registered by mistake
	AgreementExpires  Kind = "agreement_expires" // by the nightly pass
	ReviewDue         Kind = "review_due"        // by the nightly pass: an open-ended agreement is to be looked at again
	OfferAnswered     Kind = "offer_answered"    // to the contact person and the employer, by the participant
	ClaimDue          Kind = "claim_due"         // by the nightly pass: money is to be claimed
	DraftLapses       Kind = "draft_lapses"      // by the nightly pass: nobody has touched it
	MeetingCalled     Kind = "meeting_called"
	MeetingMoved      Kind = "meeting_moved"
	MeetingCancelled  Kind = "meeting_cancelled"
	OtherTimeAsked    Kind = "other_time_asked"
	MinutesShared     Kind = "minutes_shared"
	PlacementAgreed   Kind = "placement_agreed"
	PlacementChanged  Kind = "placement_changed" // end, unit or buddy
	WeekChanged       Kind = "week_changed"      // how the weeks are shared, from a day on
	WeekUndone        Kind = "week_undone"
	PlanReady         Kind = "plan_ready"
	NewContactPerson  Kind = "new_contact_person" // to employer, candidates and buddies: who is new
	HandedOver        Kind = "handed_over"        // to the new contact person, and to the former
	StandInNamed      Kind = "stand_in_named"
	Appointed         Kind = "appointed" // to the first contact person, by an office leader
	Imported          Kind = "imported"  // to the contact person: employers came in from a spreadsheet
	InquiryCame       Kind = "inquiry_came"
	InquiryClosed     Kind = "inquiry_closed"
	PlacementEnded    Kind = "placement_ended"
	Hired             Kind = "hired"            // to the candidate and the employer: somebody got the job
	HireTakenBack     Kind = "hire_taken_back"  // to both: it was written down by mistake
	EvaluatorNamed    Kind = "evaluator_named"  // to who is to verify results
	EvaluatorWanted   Kind = "evaluator_wanted" // to the leaders: a result waits, and nobody is to verify it
	EffectFrozen      Kind = "effect_frozen"    // to the contact person, the evaluator and the leaders
	ResultClaimed     Kind = "result_claimed"   // to the evaluator
	ResultVerified    Kind = "result_verified"  // to the contact person
	ResultRefused     Kind = "result_refused"   // to the contact person
	PaymentDrafted    Kind = "payment_drafted"  // to the leaders, who approve it
	PaymentApproved   Kind = "payment_approved" // to the contact person, and to who wrote it
	PaymentPaid       Kind = "payment_paid"     // to the contact person, the evaluator and the leaders
	AdviceArranged    Kind = "advice_arranged"  // to the employer
	AdviceCancelled   Kind = "advice_cancelled"
	AttestToSign      Kind = "attest_to_sign"
	AttestSigned      Kind = "attest_signed"
	HelpWanted        Kind = "help_wanted" // a buddy asks the contact person
	LearningToTick    Kind = "learning_to_tick"
	PromiseDue        Kind = "promise_due"    // to both sides: what it hung on has come
	PromiseToday      Kind = "promise_today"  // to both sides, by the nightly pass: the day has come
	PromiseListed     Kind = "promise_listed" // to both sides, by the nightly pass: no offer yet
	PromiseKept       Kind = "promise_kept"
	PromiseBroken     Kind = "promise_broken"
	PromiseWaived     Kind = "promise_waived"
	PromiseNeeded     Kind = "promise_needed"
	PromisesRead      Kind = "promises_read" // to the contact person: the participant has understood
	OfferMade         Kind = "offer_made"
	WorkRoleMade      Kind = "work_role_made" // to the other side
	WorkRoleOffered   Kind = "work_role_offered"
	SeatEmpty         Kind = "seat_empty"      // by the nightly pass
	MeetingOverdue    Kind = "meeting_overdue" // by the nightly pass
	RoleProposed      Kind = "role_proposed"   // to those who may let it be
	RoleDecided       Kind = "role_decided"    // to who proposed it
	RoleGranted       Kind = "role_granted"    // to who got it
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

// What has been taken back since is not there to be opened: word of it leads to the list of people instead.
const columns = `id, what, args, at, read_at, CASE
	WHEN link LIKE '/partner/presentations/%' AND NOT EXISTS (
		SELECT FROM presentations p WHERE p.id = substring(link FROM '[0-9a-f-]{36}')::uuid AND p.choice IS DISTINCT FROM 'not_chosen') THEN '/partner/people'
	WHEN link LIKE '/partner/meetings/%' AND NOT EXISTS (SELECT FROM meetings m WHERE m.id = substring(link FROM '[0-9a-f-]{36}')::uuid) THEN '/partner/people'
	ELSE link END AS link`

// Tell tells the memberships and whoever stands in for them, and enqueues a mail to each.
// The one acting is not told what they did themselves.
func Tell(ctx context.Context, tx *db.Tx, what Kind, link string, args map[string]any, to ...uuid.UUID) error {
	return tell(ctx, tx, tx.Now, what, link, args, to)
}

func tell(ctx context.Context, tx *db.Tx, at time.Time, what Kind, link string, args map[string]any, to []uuid.UUID) error {
	if len(to) == 0 {
		return nil
	}
	if args == nil {
		args = map[string]any{}
	}
	instead, err := db.All[member](ctx, tx, `SELECT stand_in_id AS id FROM stand_ins WHERE membership_id = ANY(@to) AND from_at <= @now AND to_at > @now ORDER BY id`,
		db.Args{"to": to, "now": tx.Now})
	if err != nil {
		return err
	}
	told := map[uuid.UUID]bool{uuid.Nil: true, tx.Actor.Membership: true}
	b, letters := db.NewBatch(tx), []river.JobArgs{}
	for _, membership := range slices.Concat(to, ids(instead, member.id)) {
		if told[membership] {
			continue
		}
		told[membership] = true
		id := db.NewID()
		b.Do(`INSERT INTO notices (id, membership_id, what, args, link, at, read_at) VALUES (@id, @to, @what, @args, @link, @at, @read_at)`,
			db.Args{"id": id, "to": membership, "what": what, "args": args, "link": link, "at": at, "read_at": late(tx, at)})
		letters = append(letters, job.Notice{Tenant: tx.Actor.Tenant, Notice: id})
	}
	if err := b.Send(ctx); err != nil {
		return err
	}
	return job.Insert(ctx, tx, letters...)
}

// late is when something counts as read that reaches somebody only when it is old: it is listed, and is no news.
func late(tx *db.Tx, at time.Time) *time.Time {
	if at.After(tx.Now.Add(-fresh)) {
		return nil
	}
	return &tx.Now
}

// fresh is how long something is news, and worth a mail.
const fresh = 7 * 24 * time.Hour

// Mine returns what the one acting has been told, the newest first.
func Mine(ctx context.Context, tx *db.Tx) ([]Notice, error) {
	return db.All[Notice](ctx, tx, `
		SELECT `+columns+` FROM notices WHERE membership_id = current_membership() ORDER BY at DESC, id DESC LIMIT 100`, nil)
}

// AskUnread asks for what the one acting has been told in the last twelve weeks and not yet read, the newest first:
// what older ones lead to has closed.
func AskUnread(b *db.Batch) *[]Notice {
	return db.AskAll[Notice](b, `
		SELECT `+columns+` FROM notices WHERE membership_id = current_membership() AND read_at IS NULL AND at > business_now() - interval '84 days'
		ORDER BY at DESC, id DESC LIMIT 20`, nil)
}

// Read marks everything the one acting has been told as read.
func Read(ctx context.Context, tx *db.Tx) error { return ReadBefore(ctx, tx, tx.Now) }

// ReadBefore marks what the one acting had been told at the moment as read.
func ReadBefore(ctx context.Context, tx *db.Tx, moment time.Time) error {
	_, err := db.Touch(ctx, tx, `UPDATE notices SET read_at = @now WHERE membership_id = current_membership() AND read_at IS NULL AND at <= @moment`,
		db.Args{"now": tx.Now, "moment": moment})
	return err
}

// A Letter is to whom word of a notice is sent, and in which language.
type Letter struct {
	Email string
	Lang  text.Lang
}

// LetterAbout returns the letter that is still to be sent about the notice: none when it has been sent,
// when the person has left, or when the notice is old.
func LetterAbout(ctx context.Context, tx *db.Tx, id uuid.UUID) ([]Letter, error) {
	return db.All[Letter](ctx, tx, `
		SELECT m.email, m.lang FROM notices n JOIN memberships m ON m.id = n.membership_id
		WHERE n.id = @id AND n.mailed_at IS NULL AND n.at > @since AND m.to_at > @now`,
		db.Args{"id": id, "since": tx.Now.Add(-fresh), "now": tx.Now})
}

// Mailed says that the letter about the notice has been sent.
func Mailed(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	return db.Exec(ctx, tx, `UPDATE notices SET mailed_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now})
}

// Parties to a placement or a presentation who can be told.
const (
	Participant = "participant" // the candidate, or the participant
	Buddy       = "buddy"
	Employer    = "employer" // the employer's contacts
)

// TellParty tells one party to a placement or a presentation. The program finds out who that is once the
// transaction is over: an employer tells a participant, and a participant an employer, whose memberships they never see.
func TellParty(ctx context.Context, tx *db.Tx, what Kind, link string, args map[string]any, party string, about uuid.UUID) error {
	return job.Insert(ctx, tx, job.Party{Tenant: tx.Actor.Tenant, About: about, Party: party, By: tx.Actor.Membership,
		What: string(what), Link: link, Args: args, At: tx.Now})
}

// Reach tells the party, as the program itself.
func Reach(ctx context.Context, tx *db.Tx, j job.Party) error {
	found, err := db.All[member](ctx, tx, `
		WITH about AS (
			SELECT candidate_id, employer_id, buddy_id FROM placements WHERE id = @about AND misregistered_at IS NULL
			UNION ALL
			SELECT candidate_id, employer_id, NULL FROM presentations WHERE id = @about)
		SELECT m.id FROM about a JOIN memberships m ON CASE @party
			WHEN 'participant' THEN m.candidate_id = a.candidate_id
			WHEN 'buddy' THEN m.id = (SELECT b.membership_id FROM buddies b WHERE b.id = a.buddy_id)
			ELSE m.employer_id = a.employer_id AND m.role = 'employer_contact' END
		WHERE m.id <> @by AND m.from_at <= @now AND m.to_at > @now`,
		db.Args{"about": j.About, "party": j.Party, "by": j.By, "now": tx.Now})
	if err != nil {
		return err
	}
	return tell(ctx, tx, j.At, Kind(j.What), j.Link, j.Args, ids(found, member.id))
}

func ids[T any](rows []T, id func(T) uuid.UUID) []uuid.UUID {
	all := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		all[i] = id(r)
	}
	return all
}

type member struct{ ID uuid.UUID }

func (m member) id() uuid.UUID { return m.ID }

// ContactPersonOf returns the membership of the employer's contact person now, for [Tell].
func ContactPersonOf(ctx context.Context, tx *db.Tx, employer uuid.UUID) ([]uuid.UUID, error) {
	found, err := db.All[member](ctx, tx, `
		SELECT membership_id AS id FROM contact_persons
		WHERE employer_id = @employer AND from_at <= @now AND to_at > @now`, db.Args{"employer": employer, "now": tx.Now})
	return ids(found, member.id), err
}

// EmployerPeople returns the memberships of the employer's own contacts, for [Tell].
func EmployerPeople(ctx context.Context, tx *db.Tx, employer uuid.UUID) ([]uuid.UUID, error) {
	found, err := db.All[member](ctx, tx, `
		SELECT id FROM memberships WHERE employer_id = @employer AND role = 'employer_contact' AND from_at <= @now AND to_at > @now`,
		db.Args{"employer": employer, "now": tx.Now})
	return ids(found, member.id), err
}
