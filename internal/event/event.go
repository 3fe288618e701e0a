// Package event keeps the trail: what was done, by whom and when, readable as sentences.
package event

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
)

// A Kind is what happened. Its sentence has the text key "event." and the kind.
type Kind string

// What can happen. The kinds of Shared are read by the employer too.
const (
	EmployerRegistered Kind = "employer_registered"
	EmployerChanged    Kind = "employer_changed"
	UnitAdded          Kind = "unit_added"
	UnitRenamed        Kind = "unit_renamed"
	UnitMoved          Kind = "unit_moved"
	UnitClosed         Kind = "unit_closed"
	ContactAdded       Kind = "contact_added"
	ContactRemoved     Kind = "contact_removed"
	ContactPersonCame  Kind = "contact_person_came"
	HandedOver         Kind = "handed_over"
	StandInNamed       Kind = "stand_in_named"
	InquiryCame        Kind = "inquiry_came"
	InquiryClosed      Kind = "inquiry_closed"
	AgreementDrafted   Kind = "agreement_drafted"
	AgreementEdited    Kind = "agreement_edited"
	AgreementOffered   Kind = "agreement_offered"
	AgreementSigned    Kind = "agreement_signed"
	SignedFor          Kind = "signed_for"
	SignaturesCleared  Kind = "signatures_cleared"
	AgreementConcluded Kind = "agreement_concluded"
	ChangeProposed     Kind = "change_proposed"
	ChangeWithdrawn    Kind = "change_withdrawn"
	AgreementChanged   Kind = "agreement_changed"
	AgreementClosed    Kind = "agreement_closed"
	ExpirySet          Kind = "expiry_set"
	AgreementReviewed  Kind = "agreement_reviewed"
	DraftReopened      Kind = "draft_reopened"
	Anchored           Kind = "anchored"
	RequestAsked       Kind = "request_asked"
	RequestSent        Kind = "request_sent"
	RequestAnswered    Kind = "request_answered"
	RequestClosed      Kind = "request_closed"
	Nominated          Kind = "nominated"
	SaidYes            Kind = "said_yes"
	SaidNo             Kind = "said_no"
	YesWithdrawn       Kind = "yes_withdrawn"
	Presented          Kind = "presented"
	EmployerAnswered   Kind = "employer_answered"
	MeetingCalled      Kind = "meeting_called"
	MeetingHeld        Kind = "meeting_held"
	MeetingMoved       Kind = "meeting_moved"
	MeetingCancelled   Kind = "meeting_cancelled"
	MeetingShared      Kind = "meeting_shared"
	Chosen             Kind = "chosen"
	NotChosen          Kind = "not_chosen"
	PlacementAgreed    Kind = "placement_agreed"
	PlacementBegun     Kind = "placement_begun"
	PlacementChanged   Kind = "placement_changed"
	PlacementEnded     Kind = "placement_ended"
	PlacementCorrected Kind = "placement_corrected"
	Hired              Kind = "hired"
	HireCorrected      Kind = "hire_corrected"
	AdviceArranged     Kind = "advice_arranged"
	AdviceHeld         Kind = "advice_held"
	AdviceCancelled    Kind = "advice_cancelled"
	EffectParties      Kind = "effect_parties"
	EvaluatorNamed     Kind = "evaluator_named"
	EffectEnrolled     Kind = "effect_enrolled"
	EffectFrozen       Kind = "effect_frozen"
	EffectClaimed      Kind = "effect_claimed"
	EffectJudged       Kind = "effect_judged"
	PaymentDrafted     Kind = "payment_drafted"
	PaymentApproved    Kind = "payment_approved"
	PaymentPaid        Kind = "payment_paid"
	WeekChanged        Kind = "week_changed"
	WeekUndone         Kind = "week_undone"
	BuddyChanged       Kind = "buddy_changed"
	PlanMade           Kind = "plan_made"
	PlanChanged        Kind = "plan_changed"
	LearningWritten    Kind = "learning_written"
	LearningTicked     Kind = "learning_ticked"
	TrainingHeld       Kind = "training_held"
	BuddyAdded         Kind = "buddy_added"
	BuddyLeft          Kind = "buddy_left"
	HelpWanted         Kind = "help_wanted"
	ChecklistDone      Kind = "checklist_done"
	AttestDrafted      Kind = "attest_drafted"
	AttestSigned       Kind = "attest_signed"
	PromiseKept        Kind = "promise_kept"
	PromiseBroken      Kind = "promise_broken"
	PromiseWaived      Kind = "promise_waived"
	PromiseLapsed      Kind = "promise_lapsed" // by a new text of the agreement
	PromiseDue         Kind = "promise_due"    // what it hung on has come
	PromiseNeeded      Kind = "promise_needed"
	PromisesRead       Kind = "promises_read"
	OfferMade          Kind = "offer_made"
	OfferAnswered      Kind = "offer_answered"
	WorkTaskDropped    Kind = "work_task_dropped"
	WorkTaskChanged    Kind = "work_task_changed"
	WorkTaskWithdrawn  Kind = "work_task_withdrawn"
	WorkRoleMade       Kind = "work_role_made"
	WorkRoleChanged    Kind = "work_role_changed"
	WorkRoleSplit      Kind = "work_role_split"
	WorkRoleOffered    Kind = "work_role_offered"
	CandidateAdded     Kind = "candidate_added"
	CandidateChanged   Kind = "candidate_changed"
	TemplateMade       Kind = "template_made"
	TemplateEnded      Kind = "template_ended"
	Imported           Kind = "imported" // an employer, or something about it
	DraftBrought       Kind = "draft_brought"
	AgreementBrought   Kind = "agreement_brought"
	RoleProposed       Kind = "role_proposed"
	RoleApproved       Kind = "role_approved"
	RoleDeclined       Kind = "role_declined"
	RoleWithdrawn      Kind = "role_withdrawn"
	RoleLapsed         Kind = "role_lapsed" // who proposed it has no longer the role
	RoleEnded          Kind = "role_ended"
	OfficeAdded        Kind = "office_added"
	OfficeRenamed      Kind = "office_renamed"
	OfficeClosed       Kind = "office_closed"
	SettingChanged     Kind = "setting_changed"
	RuleAdded          Kind = "rule_added"
	RuleEnded          Kind = "rule_ended"
	DeskMade           Kind = "desk_made"
	DeskAppointed      Kind = "desk_appointed"
	DeskEnded          Kind = "desk_ended"
	WordingChanged     Kind = "wording_changed"
	WordingPutBack     Kind = "wording_put_back"
	WordsSwapped       Kind = "words_swapped"
	ListItemAdded      Kind = "list_item_added"
	ListItemChanged    Kind = "list_item_changed"
	ListItemRetired    Kind = "list_item_retired"
	ListItemReturned   Kind = "list_item_returned"
)

// shared are the kinds that the employer reads on its own pages.
var shared = map[Kind]bool{
	AgreementOffered: true, AgreementSigned: true, SignedFor: true, SignaturesCleared: true, AgreementConcluded: true,
	Hired: true, HireCorrected: true, AdviceArranged: true, AdviceHeld: true, AdviceCancelled: true,
	ChangeProposed: true, ChangeWithdrawn: true, AgreementChanged: true, AgreementClosed: true, AgreementReviewed: true,
	Anchored: true, ContactPersonCame: true, HandedOver: true, RequestAsked: true,
	PromiseKept: true, PromiseBroken: true, PromiseWaived: true, PromiseLapsed: true, PromiseNeeded: true,
	WorkTaskDropped: true, WorkTaskChanged: true, WorkTaskWithdrawn: true, WorkRoleMade: true, WorkRoleChanged: true, WorkRoleSplit: true, WorkRoleOffered: true,
}

// About says what an event is about. Args are the values its sentence asks for; never a candidate's name.
type About struct {
	Employer, Agreement, Placement, Candidate uuid.UUID
	Args                                      map[string]any
}

// An Event is something that happened.
type Event struct {
	ID    uuid.UUID
	At    time.Time
	Actor string // the name, as it was; empty for the program itself, and [ThePerson] for a candidate
	What  Kind
	Args  map[string]any
}

// ThePerson stands for the name of a candidate who acted: an event names no candidate.
const ThePerson = "@person"

// actor is the name that the trail keeps of who acts.
func actor(who auth.Actor) string {
	if who.Side() == auth.CandidateSide {
		return ThePerson
	}
	return who.Name
}

// Record writes that something happened, as part of doing it.
func Record(ctx context.Context, tx *db.Tx, what Kind, about About) error {
	b := db.NewBatch(tx)
	Write(b, tx, what, about)
	return b.Send(ctx)
}

// Write is like [Record], in the round trip of what else is written.
func Write(b *db.Batch, tx *db.Tx, what Kind, about About) {
	if about.Args == nil {
		about.Args = map[string]any{}
	}
	b.Do(`
		INSERT INTO events (id, at, membership_id, actor, what, args, shared, employer_id, agreement_id, placement_id, candidate_id)
		VALUES (@id, @at, current_membership(), @actor, @what, @args, @shared, @employer, @agreement, @placement, @candidate)`,
		db.Args{"id": db.NewID(), "at": tx.Now, "actor": actor(tx.Actor), "what": what, "args": about.Args, "shared": shared[what],
			"employer": orNull(about.Employer), "agreement": orNull(about.Agreement), "placement": orNull(about.Placement), "candidate": orNull(about.Candidate)})
}

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

const columns = `id, at, actor, what, args`

// most is how many events a timeline shows.
const most = 50

// AskOfTenant asks for what has happened with the tenant itself, the newest first.
func AskOfTenant(b *db.Batch) *[]Event {
	return db.AskAll[Event](b, `SELECT `+columns+` FROM events
		WHERE employer_id IS NULL AND candidate_id IS NULL AND placement_id IS NULL AND agreement_id IS NULL ORDER BY at DESC, id DESC LIMIT @most`,
		db.Args{"most": most})
}

// AskOfEmployer asks for what has happened at the employer, the newest first.
func AskOfEmployer(b *db.Batch, employer uuid.UUID) *[]Event {
	return db.AskAll[Event](b, `SELECT `+columns+` FROM events WHERE employer_id = @id ORDER BY at DESC, id DESC LIMIT @most`,
		db.Args{"id": employer, "most": most})
}

// AskOfAgreement asks for what has happened with the agreement, the newest first.
func AskOfAgreement(b *db.Batch, agreement uuid.UUID) *[]Event {
	return db.AskAll[Event](b, `SELECT `+columns+` FROM events WHERE agreement_id = @id AND placement_id IS NULL ORDER BY at DESC, id DESC LIMIT @most`,
		db.Args{"id": agreement, "most": most})
}

// AskOfPlacement asks for what has happened in the placement, the newest first.
func AskOfPlacement(b *db.Batch, placement uuid.UUID) *[]Event {
	return db.AskAll[Event](b, `SELECT `+columns+` FROM events WHERE placement_id = @id ORDER BY at DESC, id DESC LIMIT @most`,
		db.Args{"id": placement, "most": most})
}

// AskOfCandidate asks for what has happened with the candidate, the newest first.
func AskOfCandidate(b *db.Batch, candidate uuid.UUID) *[]Event {
	return db.AskAll[Event](b, `SELECT `+columns+` FROM events WHERE candidate_id = @id ORDER BY at DESC, id DESC LIMIT @most`,
		db.Args{"id": candidate, "most": most})
}
