package candidate

import (
	"github.com/google/uuid"

	"plass/internal/db"
)

// AskGroundOfPlacement is like [GroundOf] for the person in the placement: one, or none.
func AskGroundOfPlacement(b *db.Batch, placement uuid.UUID) *[]Ground {
	return db.AskAll[Ground](b, groundOf(`(SELECT candidate_id FROM placements WHERE id = @id)`), db.Args{"id": placement})
}

// AskGroundOfMeeting is like [GroundOf] for the person a meeting is about: one, or none.
func AskGroundOfMeeting(b *db.Batch, meeting uuid.UUID) *[]Ground {
	return db.AskAll[Ground](b, groundOf(`(
		SELECT coalesce(p.candidate_id, t.candidate_id) FROM meetings m
		LEFT JOIN placements p ON p.id = m.placement_id LEFT JOIN presentations t ON t.id = m.presentation_id WHERE m.id = @id)`), db.Args{"id": meeting})
}

// AskGroundOfPresentation is like [GroundOf] for the person who is presented.
func AskGroundOfPresentation(b *db.Batch, presentation uuid.UUID) *Ground {
	return db.AskOne[Ground](b, groundOf(`(SELECT candidate_id FROM presentations WHERE id = @id)`), db.Args{"id": presentation})
}
