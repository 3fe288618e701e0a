package agreement

import (
	"time"

	"plass/internal/db"
	"plass/internal/employer"
)

// A Member is an employer's entry in a network that binds nobody.
type Member struct {
	ID         ID
	Title      string
	EmployerID employer.ID
	Employer   string
	StartsOn   time.Time
	Mine       bool // the one acting is contact person of the employer, or stands in
}

// AskMembers asks for the entries that are in force, by the employers' names.
func AskMembers(b *db.Batch) *[]Member {
	return db.AskAll[Member](b, `
		SELECT a.id, a.title, a.employer_id, e.name AS employer, a.starts_on,
			a.employer_id IN (SELECT employer_id FROM contact_persons WHERE membership_id IN (SELECT * FROM acting_as())
				AND from_at <= business_now() AND to_at > business_now()) AS mine
		FROM agreements a JOIN employers e ON e.id = a.employer_id
		JOIN LATERAL (SELECT terms FROM agreement_versions v WHERE v.agreement_id = a.id AND v.terms IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true
		WHERE a.concluded_at IS NOT NULL AND a.annulled_at IS NULL AND a.misregistered_at IS NULL AND coalesce(a.ends_on, 'infinity') >= business_day() AND v.terms #>> '{outcomes,end}' = 'charter'
		ORDER BY e.name COLLATE "nb-NO-x-icu", a.starts_on, a.id`, nil)
}
