package handover

import (
	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/notice"
	"plass/internal/route"
)

// Concerned is somebody who is to know who the new contact person is.
// Nav knows whom, so nobody's name has to wait in the queue.
type Concerned struct {
	Party      string     // notice.Employer, notice.Participant or notice.Buddy
	Name       string     // empty when the one acting does not need to know the person
	Membership *uuid.UUID // nil: does not use the program, and has to be told in person
}

func (c Concerned) link() string {
	if c.Party == notice.Participant {
		return route.MyPlan
	}
	return route.Now
}

// concerned are the employer's people, the people placed there, and their buddies; each once.
const concerned = `
	WITH placed AS MATERIALIZED (
		SELECT candidate_id, buddy_id FROM placements WHERE employer_id = @id AND ended_on IS NULL AND misregistered_at IS NULL),
	members AS (SELECT * FROM memberships WHERE from_at <= business_now() AND to_at > business_now())
	SELECT * FROM (
		SELECT 'employer' AS party, m.name, m.id AS membership FROM members m WHERE m.employer_id = @id AND m.role = 'employer_contact'
		UNION ALL
		SELECT 'employer', c.name, NULL FROM employer_contacts c
		WHERE c.employer_id = @id AND c.ended_at IS NULL AND c.membership_id IS NULL AND c.roles && ARRAY['hr', 'leader', 'site_contact']
		UNION ALL
		SELECT 'participant', coalesce(c.first_name || ' ' || c.last_name, ''), m.id
		FROM (SELECT DISTINCT candidate_id FROM placed) p LEFT JOIN candidates c ON c.id = p.candidate_id LEFT JOIN members m ON m.candidate_id = p.candidate_id
		UNION ALL
		SELECT 'buddy', b.name, m.id FROM buddies b LEFT JOIN members m ON m.id = b.membership_id
		WHERE b.id IN (SELECT buddy_id FROM placed)
	) concerned ORDER BY party, name COLLATE "nb-NO-x-icu", membership`

// AskConcerned asks who will be told, for showing before anything is moved.
func AskConcerned(b *db.Batch, id employer.ID) *[]Concerned {
	return db.AskAll[Concerned](b, concerned, db.Args{"id": id})
}
