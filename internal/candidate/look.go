package candidate

import (
	"context"
	"slices"
	"time"

	"plass/internal/access"
	"plass/internal/db"
	"plass/internal/fault"
)

// A Ground is what lets somebody at Nav open a person's page just now.
type Ground struct {
	CandidateID ID
	Kind        string // follow_up, office, presented or opening
	Cover       bool   // it is that of a colleague they stand in for
	Placed      bool   // the person has a place, or is about to
	Until       *time.Time
}

// Reason returns why the page is opened, as the ground says it.
func (g Ground) Reason() access.Reason {
	switch {
	case g.Cover:
		return access.Cover
	case g.Kind == "follow_up":
		return access.FollowUp
	case g.Kind == "presented" && g.Placed:
		return access.Placed
	}
	return access.Matching
}

// Opened reports whether the page was opened with a reason of its own, which is written already and lasts for an hour.
func (g Ground) Opened() bool { return g.Kind == "opening" }

var ground = groundOf(`@id`)

// groundOf asks for the ground to know the person whose id the expression gives.
func groundOf(id string) string {
	return `
	SELECT r.candidate_id, r.kind, coalesce(coalesce(r.membership_id, c.membership_id) <> current_membership(), false) AS cover,
		EXISTS (SELECT FROM placements p WHERE p.candidate_id = r.candidate_id AND p.misregistered_at IS NULL
			AND coalesce(p.ended_on, p.ends_on, 'infinity') >= business_day()) AS placed,
		nullif(r.to_at, 'infinity') AS until
	FROM relations r LEFT JOIN contact_persons c ON c.employer_id = r.employer_id AND c.from_at <= business_now() AND c.to_at > business_now()
	WHERE r.candidate_id = ` + id + ` AND r.from_at <= business_now() AND r.to_at > business_now()
	AND (coalesce(r.membership_id, c.membership_id) IN (SELECT * FROM acting_as())
		OR r.office_id = current_office() AND acting_role() IN ('office_liaison', 'office_leader'))
	ORDER BY array_position(ARRAY['follow_up', 'presented', 'office', 'opening'], r.kind), cover, r.to_at DESC LIMIT 1`
}

// GroundOf returns the closest ground that the one acting has to know the person; without one the person is not found.
func GroundOf(ctx context.Context, tx *db.Tx, id ID) (Ground, error) {
	return db.One[Ground](ctx, tx, ground, db.Args{"id": id})
}

// Look returns the candidate to somebody with a ground to know the person, and writes who looked and why.
func Look(ctx context.Context, tx *db.Tx, id ID, page access.Page) (Candidate, Ground, error) {
	b := db.NewBatch(tx)
	c, g, err := LookWith(ctx, tx, b, id, page)
	if err != nil {
		return c, g, err
	}
	return c, g, b.Send(ctx)
}

// LookWith is like [Look], and leaves the writing to b, which the page sends with what else it asks: what cannot be written is not shown.
func LookWith(ctx context.Context, tx *db.Tx, b *db.Batch, id ID, page access.Page) (Candidate, Ground, error) {
	first := db.NewBatch(tx)
	g := db.AskOne[Ground](first, ground, db.Args{"id": id})
	c := Ask(first, id)
	if err := first.Send(ctx); err != nil {
		return Candidate{}, Ground{}, err
	}
	if !g.Opened() || page != access.CandidatePage { // the hour that was asked for is one opening
		access.Write(b, tx, id.UUID, page, g.Reason())
	}
	return *c, *g, nil
}

// Registered reports whether the id is somebody's whom Nav follows up in the tenant, known to the one acting or not.
func Registered(ctx context.Context, tx *db.Tx, id ID) (bool, error) {
	return db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM candidate_names WHERE candidate_id = @id)`, db.Args{"id": id})
}

// Open returns the candidate's page and writes who looked and why. Whoever has no relation gives a reason,
// which makes one for an hour.
func Open(ctx context.Context, tx *db.Tx, id ID, page access.Page, why access.Reason, ownWords string) (Candidate, error) {
	c, err := Get(ctx, tx, id)
	if fault.Is(err, fault.NotFound) && slices.Contains(access.Reasons, why) {
		if why == access.Other && ownWords == "" {
			return c, fault.Of("own_words", "access.own_words_required")
		}
		// Only a whole name leads here, so only a person who is in the list of names can be opened.
		err = db.Exec(ctx, tx, `
			INSERT INTO relations (id, candidate_id, kind, membership_id, from_at, to_at)
			SELECT @id, candidate_id, 'opening', current_membership(), @now, @now::timestamptz + interval '60 minutes'
			FROM candidate_names WHERE candidate_id = @candidate`,
			db.Args{"id": db.NewSecretID(), "candidate": id, "now": tx.Now})
		if err == nil {
			c, err = Get(ctx, tx, id)
		}
	}
	if err != nil {
		return c, err
	}
	return c, access.Log(ctx, tx, id.UUID, page, why, ownWords)
}
