// Package nomination holds a person's way from an office's word to an employer's choice:
// nominated, asked, yes or no, presented, met, chosen. What the employer may see is written at the yes.
package nomination

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/terms"
)

// An ID identifies a nomination.
type ID struct{ uuid.UUID }

// A Nomination is a person an office has named for a request.
type Nomination struct {
	ID          ID
	RequestID   request.ID
	EmployerID  employer.ID
	Employer    string
	Office      string
	CandidateID candidate.ID
	FirstName   string
	LastName    string
	Meets       []string // the criteria the office says are met
	Note        string
	NominatedAt time.Time
	AnswerBy    time.Time
	Answer      *string
	AnswerWay   *string
	AnsweredAt  *time.Time
	WithdrawnAt *time.Time
	Presented   *PresentationID
}

// Name returns the person's whole name.
func (n Nomination) Name() string { return n.FirstName + " " + n.LastName }

// MayPresent reports whether the person has said yes, and has neither taken it back nor been presented.
func (n Nomination) MayPresent() bool {
	return n.Answer != nil && *n.Answer == "yes" && n.WithdrawnAt == nil && n.Presented == nil
}

// A Draft is what it takes to nominate.
type Draft struct {
	Candidate candidate.ID
	Meets     []string
	Note      string
	AnswerBy  time.Time
	Today     time.Time
}

// Problems tells what is missing or wrong in the draft. A person has two to thirty-one days to answer.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(!d.AnswerBy.Before(d.Today.AddDate(0, 0, 2)) && !d.AnswerBy.After(d.Today.AddDate(0, 0, 31)), "answer_by", "request.due_between")
	return p
}

// Fields are what a person can let an employer see, beside the first name. Each has the text key "disclosure.field." and the field.
var Fields = []string{"strengths", "wishes", "languages", "needs_at_work", "phone"}

// BuddyFields are those of them that the buddy can be let see as well.
var BuddyFields = []string{"strengths", "needs_at_work"}

// A Yes is what a person answers when asked about being presented. Fields are what the employer may see.
type Yes struct {
	Fields []string
	Buddy  []string // those of the fields that the buddy sees too
	Way    string   // own_page; or meeting or phone, when Nav writes it down
}

// Ways are how an answer that Nav writes down was given.
var Ways = []string{"meeting", "phone"}

// Problems tells what is missing or wrong in the answer.
func (y Yes) Problems() fault.Invalid {
	p := fault.Invalid{}
	for _, f := range y.Fields {
		p.Unless(slices.Contains(Fields, f), "fields", "form.not_a_choice")
	}
	for _, f := range y.Buddy {
		p.Unless(slices.Contains(BuddyFields, f) && slices.Contains(y.Fields, f), "buddy", "disclosure.buddy_not_more")
	}
	return p
}

// A Question is a nomination as the person it is about meets it.
type Question struct {
	ID          ID
	EmployerID  employer.ID
	Employer    string
	Place       string
	Unit        string
	Kind        terms.Kind
	Months      *int
	WantedFrom  time.Time
	AskedBy     string // the one at Nav who asked
	AskedPhone  string
	AnswerBy    time.Time
	Answer      *string
	AnsweredAt  *time.Time
	WithdrawnAt *time.Time
	Closed      bool // nobody is wanted any more
	Presented   bool
	Placed      bool
}

// Open reports whether the question waits for an answer.
func (q Question) Open() bool { return q.Answer == nil && q.WithdrawnAt == nil && !q.Closed }

// Lapsed reports whether nothing came of the question, and nothing will: nobody is wanted any more.
func (q Question) Lapsed() bool { return q.Closed && !q.Presented && !q.Placed }

// MayWithdraw reports whether the person can take a yes back. Once there is a placement it is ended, not taken back.
func (q Question) MayWithdraw() bool {
	return q.Answer != nil && *q.Answer == "yes" && q.WithdrawnAt == nil && !q.Placed && !q.Lapsed()
}

// A PresentationID identifies a presentation. It is what the employer knows a person by.
type PresentationID struct{ uuid.UUID }

// A Presentation is a person shown to the employer, with how it goes. It holds nothing the employer may not see.
type Presentation struct {
	ID           PresentationID
	NominationID ID
	EmployerID   employer.ID
	Employer     string
	AgreementID  agreement.ID
	LineID       *seat.LineID // nil: no place is promised
	Kind         terms.Kind
	PresentedAt  time.Time
	Answer       *string
	AnsweredAt   *time.Time
	Choice       *string
	ChosenAt     *time.Time
	UnitID       *employer.UnitID
	Unit         string
	WithdrawnAt  *time.Time
	PlacementID  *uuid.UUID
	HireID       *uuid.UUID
}

// MayAnswer reports whether the employer can still say what it thinks.
func (p Presentation) MayAnswer() bool { return p.Choice == nil && p.WithdrawnAt == nil }

// MayMeet reports whether an intake meeting can be called.
func (p Presentation) MayMeet() bool {
	return p.Answer != nil && *p.Answer == "meet" && p.Choice == nil && p.WithdrawnAt == nil
}

// MayStart reports whether a placement can be made of it.
func (p Presentation) MayStart() bool {
	return p.Choice != nil && *p.Choice == "chosen" && p.Kind != terms.Job && p.PlacementID == nil && p.WithdrawnAt == nil
}

// MayHire reports whether the person can be said to have got the job: the employer has said that it wants to meet them,
// how it met and judged them is its own.
func (p Presentation) MayHire() bool {
	return p.Kind == terms.Job && p.Answer != nil && *p.Answer == "meet" && p.Choice == nil && p.WithdrawnAt == nil
}

// A Disclosure is one field that one employer may see of one person.
type Disclosure struct {
	NominationID ID
	Recipient    string
	Field        string
	Value        string
	FromAt       time.Time
	Until        *time.Time // nil: until further notice
}

// A Profile is what an employer may see of somebody, field by field.
type Profile map[string]string

// FirstName returns the first name, which every presentation carries.
func (p Profile) FirstName() string { return p["first_name"] }
