package meeting

import (
	"context"
	"time"

	"plass/internal/auth"
	"plass/internal/db"
)

// An Appointment is a meeting as a calendar shows it. It names nobody.
type Appointment struct {
	ID          ID
	At          time.Time
	Place       string
	Sequence    int
	MovedAt     *time.Time
	CancelledAt *time.Time
}

// Changed returns when the meeting last became what it is.
func (a Appointment) Changed() time.Time {
	sec, nsec := a.ID.Time().UnixTime() // when it was made
	changed := time.Unix(sec, nsec)
	for _, later := range []*time.Time{a.MovedAt, a.CancelledAt} {
		if later != nil && later.After(changed) {
			changed = *later
		}
	}
	return changed
}

// Own returns the meetings of the one acting from three months ago on, those called off too: at Nav, those with the employers
// one is contact person of and with the people one follows up; to the others those their policies let them meet.
func Own(ctx context.Context, tx *db.Tx) ([]Appointment, error) {
	mine := `true`
	if tx.Actor.Side() == auth.NavSide {
		mine = `(m.employer_id IN (SELECT employer_id FROM contact_persons
				WHERE membership_id IN (SELECT * FROM acting_as()) AND from_at <= business_now() AND to_at > business_now())
			OR coalesce((SELECT candidate_id FROM placements p WHERE p.id = m.placement_id), (SELECT candidate_id FROM presentations t WHERE t.id = m.presentation_id))
				IN (SELECT candidate_id FROM relations WHERE kind = 'follow_up' AND membership_id IN (SELECT * FROM acting_as())
					AND from_at <= business_now() AND to_at > business_now()))`
	}
	return db.All[Appointment](ctx, tx, `
		SELECT m.id, m.at, m.place, m.sequence, m.moved_at, m.cancelled_at FROM meetings m
		WHERE m.at > @now::timestamptz - interval '3 months' AND `+mine+` ORDER BY m.at, m.id LIMIT 1000`, db.Args{"now": tx.Now})
}
