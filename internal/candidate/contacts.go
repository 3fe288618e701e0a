package candidate

import "plass/internal/db"

// A Contact is somebody at Nav who follows the person acting up.
type Contact struct{ Name, Phone string }

// AskMyContacts asks for those at Nav who follow the person acting up.
func AskMyContacts(b *db.Batch) *[]Contact {
	return db.AskAll[Contact](b, `
		SELECT m.name, m.phone FROM relations r JOIN memberships m ON m.id = r.membership_id
		WHERE r.kind = 'follow_up' AND r.candidate_id = current_candidate() AND r.from_at <= business_now() AND r.to_at > business_now()
		ORDER BY r.from_at`, nil)
}
