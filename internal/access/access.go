// Package access keeps who opened a person's page, when and why. The person reads it.
package access

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/fault"
)

// A Page is what was opened.
type Page string

// The pages that leave a trace.
const (
	CandidatePage    Page = "candidate"
	PlacementPage    Page = "placement"
	PresentationPage Page = "presentation"
	BackgroundPage   Page = "background"
)

// A Reason is why somebody at Nav opened a person's page.
type Reason string

// The reasons. Each has a sentence with the text key "access.reason." and the reason.
const (
	FollowUp Reason = "follow_up" // follows the person up
	Matching Reason = "matching"  // looks for somebody for a place
	Placed   Reason = "placed"    // follows a placement up
	Cover    Reason = "cover"     // stands in for a colleague
	Asked    Reason = "asked"     // the person has made contact
	Other    Reason = "other"     // says it in own words
)

// Reasons are those somebody without a relation can give.
var Reasons = []Reason{Asked, Cover, Matching, Other}

// An Opening is one look at a person.
type Opening struct {
	ID       uuid.UUID
	At       time.Time
	Name     string
	Office   string
	Page     Page
	Reason   Reason
	OwnWords string
}

// Log writes that the actor opened a page about the person, in the transaction that shows it:
// what cannot be written is not shown.
func Log(ctx context.Context, tx *db.Tx, candidate uuid.UUID, page Page, why Reason, ownWords string) error {
	if why == Other && ownWords == "" {
		return fault.Of("own_words", "access.own_words_required")
	}
	return db.Exec(ctx, tx, write, line(tx, candidate, page, why, ownWords))
}

// Write is like [Log], for a reason that needs no words, in the round trip of what else the page asks.
func Write(b *db.Batch, tx *db.Tx, candidate uuid.UUID, page Page, why Reason) {
	b.Do(write, line(tx, candidate, page, why, ""))
}

const write = `
	INSERT INTO openings (id, candidate_id, name, office, page, reason, own_words, at)
	VALUES (@id, @candidate, @name, @office, @page, @reason, @own_words, @at)`

func line(tx *db.Tx, candidate uuid.UUID, page Page, why Reason, ownWords string) db.Args {
	return db.Args{"id": db.NewSecretID(), "candidate": candidate, "name": tx.Actor.Name, "office": tx.Actor.OfficeName,
		"page": page, "reason": why, "own_words": ownWords, "at": tx.Now}
}

// Mine returns who has looked at the person acting, the newest first.
func Mine(ctx context.Context, tx *db.Tx) ([]Opening, error) {
	return db.All[Opening](ctx, tx, `
		SELECT id, at, name, office, page, reason, own_words FROM openings
		WHERE candidate_id = current_candidate() ORDER BY at DESC LIMIT 500`, nil)
}
