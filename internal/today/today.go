// Package today gathers what waits for somebody: one list, in order of need, each line with the thing it opens.
package today

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/effect"
	"plass/internal/notice"
	"plass/internal/seat"
	"plass/internal/text"
)

// A Kind is what waits. Its sentence has the text key "today." and the kind, its button "today.do." and the kind.
type Kind string

// What can wait for somebody at Nav.
const (
	SeatEmpty          Kind = "seat_empty"
	MeetingOverdue     Kind = "meeting_overdue"
	MeetingSoon        Kind = "meeting_soon"
	OtherTime          Kind = "other_time"
	EmployerAsks       Kind = "employer_asks"     // send the request to offices
	RequestLate        Kind = "request_late"      // an office has not answered in time
	RequestToAnswer    Kind = "request_to_answer" // a liaison's own
	ReadyToPresent     Kind = "ready_to_present"  // somebody has said yes
	AwaitsCandidate    Kind = "awaits_candidate"  // asked, and not answered
	AwaitsEmployer     Kind = "awaits_employer"   // presented, and not answered
	ToMeet             Kind = "to_meet"           // the employer wants to meet
	ToChoose           Kind = "to_choose"         // met, and nothing settled
	ToHire             Kind = "to_hire"           // the employer wants to meet somebody for a job
	ToPlace            Kind = "to_place"          // chosen, and not placed
	PlanMissing        Kind = "plan_missing"
	ToBegin            Kind = "to_begin"
	EndsSoon           Kind = "ends_soon"
	AgreementToSign    Kind = "agreement_to_sign"
	AwaitsSignature    Kind = "awaits_signature"
	AgreementEnds      Kind = "agreement_ends"
	ReviewSoon         Kind = "review_soon"
	InquiryDue         Kind = "inquiry_due"
	InquiryUnassigned  Kind = "inquiry_unassigned" // about an employer nobody has; a leader's
	TodoDue            Kind = "todo_due"
	ChecklistDue       Kind = "checklist_due"
	PromiseDue         Kind = "promise_due"
	PromiseListed      Kind = "promise_listed" // an offer was promised, and has not come
	PromiseUnread      Kind = "promise_unread" // what is not promised is not understood, and the start is near
	AttestWaits        Kind = "attest_waits"
	EmployerUnassigned Kind = "employer_unassigned"
	ResultToVerify     Kind = "result_to_verify" // an evaluator's own
	Presentation       Kind = "presentation"     // a partner's own: somebody is presented
	AttestToSign       Kind = "attest_to_sign"   // a partner's own
	LearningToTick     Kind = "learning_to_tick" // a buddy's own
)

// An Item is one line of the list.
type Item struct {
	What       Kind
	About      uuid.UUID // what the line opens
	Employer   string
	EmployerID uuid.UUID  // only on Nav's list
	Day        *time.Time // when it is due, or since when it has waited
	N          int
	Detail     string // a code or a title that the sentence asks for
}

// A Group is how soon something matters. Text keys "today.group." and the group.
type Group string

// The groups, in the order they are shown.
const (
	Urgent  Group = "urgent"
	Now     Group = "now"
	Week    Group = "week"
	Waiting Group = "waiting" // for somebody else
)

// Groups lists the groups as they are shown.
var Groups = []Group{Urgent, Now, Week, Waiting}

// Group returns how soon the line matters on the day.
func (i Item) Group(today time.Time) Group {
	switch i.What {
	case SeatEmpty, MeetingOverdue, EmployerUnassigned:
		return Urgent
	case AwaitsCandidate, AwaitsEmployer, AwaitsSignature, AttestWaits:
		return Waiting
	case ReadyToPresent, ResultToVerify, ToMeet, ToChoose, ToHire, ToPlace, AgreementToSign, OtherTime, EmployerAsks, Presentation, AttestToSign, LearningToTick:
		return Now
	}
	switch {
	case i.Day == nil:
		return Week
	case i.Day.Before(today):
		return Urgent
	case i.Day.Equal(today):
		return Now
	}
	return Week
}

// A List is what waits, by group.
type List struct {
	Today   time.Time
	Items   []Item
	Notices []notice.Notice
}

// In returns the lines of the group, the one due first first.
func (l List) In(g Group) []Item {
	var in []Item
	for _, i := range l.Items {
		if i.Group(l.Today) == g {
			in = append(in, i)
		}
	}
	slices.SortStableFunc(in, func(a, b Item) int { return compareDays(a.Day, b.Day) })
	return in
}

func compareDays(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

// A Filter narrows the list.
type Filter struct {
	StandIn bool // only what is somebody else's, whom the one acting stands in for
	Office  bool // everything of the employers that contact persons of the own office own; an office leader's
}

func (f Filter) whose() seat.Whose {
	switch {
	case f.Office:
		return seat.OfOffice
	case f.StandIn:
		return seat.StoodInFor
	}
	return seat.Mine
}

// ForNav gathers what waits for the one acting at Nav, in one round trip.
func ForNav(ctx context.Context, tx *db.Tx, f Filter) (List, error) {
	b := db.NewBatch(tx)
	items := db.AskAll[Item](b, navItems, db.Args{"lang": text.From(ctx), "stand_in": f.StandIn, "office": f.Office, "today": tx.Today(), "now": tx.Now})
	seats := seat.AskShort(b, tx, f.whose())
	unread := notice.AskUnread(b)
	results := &[]effect.Waiting{}
	if !f.StandIn && !f.Office {
		results = effect.AskToJudge(b)
	}
	if err := b.Send(ctx); err != nil {
		return List{}, err
	}
	l := List{Today: tx.Today(), Items: *items, Notices: *unread}
	if tx.Actor.Is(auth.NavContact, auth.OfficeLeader) {
		l.Items = append(l.Items, empty(seats.Boards(), l.Today)...)
	}
	for _, r := range *results {
		l.Items = append(l.Items, Item{What: ResultToVerify, About: r.AgreementID.UUID, Employer: r.Employer, EmployerID: r.EmployerID, N: r.N})
	}
	return l, nil
}

// empty returns a line for each line of places with seats that call out.
func empty(boards []seat.Board, today time.Time) []Item {
	var items []Item
	for _, board := range boards {
		item := Item{What: SeatEmpty, About: board.Line.ID.UUID, Employer: board.Line.Employer, EmployerID: board.Line.EmployerID, Detail: string(board.Line.Kind)}
		longest := 0
		for _, s := range board.Seats {
			if s.Alarm {
				item.N++
				longest = max(longest, s.EmptyDays)
			}
		}
		if item.N > 0 {
			since := today.AddDate(0, 0, -longest)
			item.Day = &since
			items = append(items, item)
		}
	}
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.Employer, b.Employer) })
	return items
}

// Named reports whether a partner's sentence names the person that the line is about, when it may.
func (k Kind) Named() bool {
	switch k {
	case Presentation, MeetingOverdue, MeetingSoon, OtherTime, PlanMissing, ToBegin:
		return true
	}
	return false
}
