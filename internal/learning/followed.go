package learning

import (
	"time"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/placement"
	"plass/internal/terms"
)

// A Followed is a participant as the buddy's card shows them: who, when, what this week. Nothing of it is private.
type Followed struct {
	ID         placement.ID
	EmployerID employer.ID
	Name       string // the first name
	Unit       string
	StartsOn   time.Time
	Begun      bool
	MeetsAt    *time.Time // the next meeting
	MeetsWhere string
	ThisWeek   []string      // activities of the next seven days
	ToLearn    []terms.Words // the first of what is not yet done alone
	Waiting    int           // entries without a tick
}

// AskFollowed asks for the participants whom the buddy acting follows now, the first started first.
func AskFollowed(b *db.Batch) *[]Followed {
	return db.AskAll[Followed](b, `
		SELECT p.id, p.employer_id, coalesce(d.value, '') AS name, u.name AS unit, p.starts_on, p.begun_at IS NOT NULL AS begun,
			m.at AS meets_at, coalesce(m.place, '') AS meets_where,
			ARRAY(SELECT a.title FROM activities a WHERE a.placement_id = p.id AND a.removed_at IS NULL
				AND a.on_day BETWEEN business_day() AND business_day() + 6 ORDER BY a.on_day, a.id) AS this_week,
			ARRAY(SELECT g.title FROM learning_goals g WHERE g.placement_id = p.id AND g.removed_at IS NULL
				AND NOT EXISTS (SELECT FROM learning_entries e WHERE e.goal_id = g.id AND e.ticked_level = 3)
				ORDER BY g.position LIMIT 3) AS to_learn,
			(SELECT count(*) FROM learning_entries e WHERE e.placement_id = p.id AND e.ticked_at IS NULL)::int AS waiting
		FROM placements p JOIN units u ON u.id = p.unit_id
		LEFT JOIN disclosures d ON d.nomination_id = p.nomination_id AND d.field = 'first_name'
		LEFT JOIN LATERAL (
			SELECT m.at, m.place FROM meetings m WHERE m.placement_id = p.id AND m.held_at IS NULL AND m.cancelled_at IS NULL
			AND m.at >= business_now() ORDER BY m.at LIMIT 1) m ON true
		WHERE p.ended_on IS NULL AND p.misregistered_at IS NULL AND coalesce(p.ends_on, 'infinity') >= business_day() ORDER BY p.starts_on, p.id`, nil)
}
