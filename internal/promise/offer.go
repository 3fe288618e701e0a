package promise

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
)

// An OfferID identifies an offer of a job.
type OfferID struct{ uuid.UUID }

// Permanent is the form of an offer that somebody who excels has been promised.
const Permanent = "permanent"

// Forms are what a job can be; text keys "offer.form." and the form.
var Forms = []string{Permanent, "temporary", "substitute", "on_call", "apprenticeship"}

// An Offer is a job that somebody in a placement has been offered. It is no hire: the answer is the person's.
type Offer struct {
	ID              OfferID
	PlacementID     placement.ID
	OfferedBy       string // the employer, or another
	What            string
	Form            string
	Percent         int // of a full post
	OfferedOn       time.Time
	Relevant        bool
	RelevantBecause string
	Answer          *string // yes or no; nil: not answered
	Recorder        string
}

// Unanswered are the offers that nobody has answered.
func Unanswered(list []Offer) []Offer {
	return slices.DeleteFunc(slices.Clone(list), func(o Offer) bool { return o.Answer != nil })
}

// Answered are the offers that have their answer.
func Answered(list []Offer) []Offer {
	return slices.DeleteFunc(slices.Clone(list), func(o Offer) bool { return o.Answer == nil })
}

// MayAnswer reports whether the one acting can answer: the person, or somebody who writes down what the person said.
func (o Offer) MayAnswer(who auth.Actor) bool {
	return o.Answer == nil && who.Is(auth.Candidate, auth.NavContact, auth.EmployerContact)
}

// An OfferDraft is what it takes to write an offer down.
type OfferDraft struct {
	OfferedBy, What, Form, RelevantBecause string
	Percent                                int
	OfferedOn                              time.Time
	Relevant                               bool
	Started                                time.Time // the first day of the placement
	Today                                  time.Time
}

// Problems tells what is missing or wrong.
func (d OfferDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.OfferedBy != "", "offered_by", "form.required")
	p.Unless(d.What != "", "what", "form.required")
	p.Unless(d.OfferedOn.IsZero() || !d.OfferedOn.After(d.Today), "offered_on", "form.in_the_future")
	p.Unless(d.OfferedOn.IsZero() || !d.OfferedOn.Before(d.Started), "offered_on", "offer.before_start")
	p.Unless(!d.Relevant || d.RelevantBecause != "", "relevant_because", "offer.why_relevant")
	return p
}

const offers = `SELECT id, placement_id, offered_by, what, form, percent, offered_on, relevant, relevant_because, answer, recorder FROM job_offers`

// AskOffers asks for the offers made in the placement, the newest first.
func AskOffers(b *db.Batch, of placement.ID) *[]Offer {
	return db.AskAll[Offer](b, offers+` WHERE placement_id = @id ORDER BY offered_on DESC, id DESC`, db.Args{"id": of})
}

// AskMyOffers asks for the offers made to the participant acting, the newest first.
func AskMyOffers(b *db.Batch) *[]Offer {
	return db.AskAll[Offer](b, offers+` ORDER BY offered_on DESC, id DESC`, nil)
}

// Record writes an offer down, and keeps with it the promises that it keeps: made in time, a permanent job what was promised somebody
// who excels, and a relevant one what was promised within the period.
func Record(ctx context.Context, tx *db.Tx, of placement.ID, d OfferDraft) error {
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	if err := mustOwn(ctx, tx, Promise{EmployerID: p.EmployerID}); err != nil {
		return err
	}
	id := OfferID{db.NewID()}
	err = db.Exec(ctx, tx, `
		INSERT INTO job_offers (id, employer_id, placement_id, offered_by, what, form, percent, offered_on, relevant, relevant_because, recorder, recorded_at)
		VALUES (@id, @employer, @placement, @by, @what, @form, @percent, @day, @relevant, @because, @recorder, @now)`,
		db.Args{"id": id, "employer": p.EmployerID, "placement": of, "by": d.OfferedBy, "what": d.What, "form": d.Form, "percent": d.Percent,
			"day": d.OfferedOn, "relevant": d.Relevant, "because": d.RelevantBecause, "recorder": tx.Actor.Name, "now": tx.Now})
	if err != nil {
		return err
	}
	about := event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: of.UUID, Args: map[string]any{"job": d.What, "by": d.OfferedBy}}
	if err := event.Record(ctx, tx, event.OfferMade, about); err != nil {
		return err
	}
	// Whoever says meanwhile that a promise was broken or let go has said so.
	if _, err := db.Touch(ctx, tx, `SELECT FROM promises WHERE placement_id = @id AND settled IS NULL ORDER BY id FOR UPDATE`, db.Args{"id": of}); err != nil {
		return err
	}
	open, err := unsettled(ctx, tx, of)
	if err != nil {
		return err
	}
	kept := false
	for _, r := range open {
		if !d.keeps(r) {
			continue
		}
		kept = true
		if err := db.Exec(ctx, tx, settle, settled(tx, r.ID, Draft{Said: Kept})); err != nil {
			return err
		}
		if err := db.Exec(ctx, tx, `UPDATE promises SET offer_id = @offer WHERE id = @id`, db.Args{"id": r.ID, "offer": id}); err != nil {
			return err
		}
		if err := event.Record(ctx, tx, event.PromiseKept, r.about("why", "")); err != nil {
			return err
		}
		if err := r.Tell(ctx, tx, notice.PromiseKept); err != nil {
			return err
		}
	}
	if kept {
		return nil
	}
	if err := tell(ctx, tx, p, notice.OfferMade); err != nil {
		return err
	}
	return notice.TellParty(ctx, tx, notice.OfferMade, route.MyPromises, map[string]any{"employer": p.Employer}, notice.Participant, p.ID.UUID)
}

// keeps reports whether the offer is what was promised, and in time.
func (d OfferDraft) keeps(p Promise) bool {
	right := p.DueWhen == "excellent" && d.Form == Permanent || p.DueWhen == "in_period" && d.Relevant
	return p.OfOffer() && p.Settleable() && right && (p.DueOn == nil || !d.OfferedOn.After(*p.DueOn))
}

// tell tells the contact person and the employer.
func tell(ctx context.Context, tx *db.Tx, p placement.Placement, what notice.Kind) error {
	args := map[string]any{"employer": p.Employer}
	owners, err := notice.ContactPersonOf(ctx, tx, p.EmployerID.UUID)
	if err != nil {
		return err
	}
	if err := notice.Tell(ctx, tx, what, route.Placement(p.ID, "offers"), args, owners...); err != nil {
		return err
	}
	return notice.TellParty(ctx, tx, what, route.Partner("placements", p.ID, "offers"), args, notice.Employer, p.ID.UUID)
}

// Answer writes down what the person answered. When they answer themselves, the contact person and the employer are told.
func Answer(ctx context.Context, tx *db.Tx, of placement.ID, id OfferID, answer string) error {
	p, err := placement.Get(ctx, tx, of)
	if err != nil {
		return err
	}
	if err := mustOwn(ctx, tx, Promise{EmployerID: p.EmployerID}); err != nil {
		return err
	}
	o, err := db.One[Offer](ctx, tx, offers+` WHERE id = @id AND placement_id = @of FOR UPDATE`, db.Args{"id": id, "of": of})
	if err != nil {
		return err
	}
	if o.Answer != nil {
		return fault.New(fault.Conflict, "offer.answered_already")
	}
	if err := db.Exec(ctx, tx, `UPDATE job_offers SET answer = @answer, answered_at = @now WHERE id = @id`, db.Args{"id": id, "answer": answer, "now": tx.Now}); err != nil {
		return err
	}
	if err := event.Record(ctx, tx, event.OfferAnswered, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: of.UUID,
		Args: map[string]any{"job": o.What, "answer": answer}}); err != nil {
		return err
	}
	if tx.Actor.Side() != auth.CandidateSide {
		return nil
	}
	return tell(ctx, tx, p, notice.OfferAnswered)
}
