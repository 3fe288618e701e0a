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

// A Look is one look at a person by somebody of the office, for the leader who looks after who looks.
type Look struct {
	Opening
	Person string // empty when the one acting does not need to know the person
}

// A Filter narrows a list of looks.
type Filter struct {
	By    uuid.UUID // one member; uuid.Nil: everybody
	After Look      // the last look of the page before; zero: the first page
}

// PageSize is how many looks a page of the list shows.
const PageSize = 50

// AskLooks asks for a page of the looks that the one acting may review, the newest first, and one more when there is a next page.
func AskLooks(b *db.Batch, f Filter) *[]Look {
	return db.AskAll[Look](b, `
		SELECT o.id, o.at, o.name, o.office, o.page, o.reason, o.own_words, coalesce(c.first_name || ' ' || c.last_name, '') AS person
		FROM openings o LEFT JOIN candidates c ON c.id = o.candidate_id
		WHERE (@everybody OR o.membership_id = @by) AND (@first OR (o.at, o.id) < (@at, @id))
		ORDER BY o.at DESC, o.id DESC LIMIT @limit`,
		db.Args{"everybody": f.By == uuid.Nil, "by": f.By, "first": f.After.At.IsZero(), "at": f.After.At, "id": f.After.ID, "limit": PageSize + 1})
}

// A Looker is somebody who has looked.
type Looker struct {
	ID   uuid.UUID
	Name string
}

// AskLookers asks who has looked at anybody, of those the one acting may review, by name.
func AskLookers(b *db.Batch) *[]Looker {
	return db.AskAll[Looker](b, `
		SELECT m.id, m.name FROM memberships m WHERE EXISTS (SELECT FROM openings o WHERE o.membership_id = m.id)
		ORDER BY m.name COLLATE "nb-NO-x-icu"`, nil)
}
