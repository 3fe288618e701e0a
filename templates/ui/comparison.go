package ui

import "plass/internal/compare"

// A Compared is a part of a text, and what it says differently.
type Compared struct {
	Label   string
	Changes []compare.Change
}

// gap is what stands between the piece and the one before.
func gap(p compare.Piece) string {
	if p.Joined {
		return ""
	}
	return " "
}
