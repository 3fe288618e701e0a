package ui

import "plass/internal/compare"

// A Compared is a part of a text, what it says differently, and what it goes on saying although another text says something new there.
type Compared struct {
	Label   string
	Changes []compare.Change
	Keeps   []string
}

// gap is what stands between the piece and the one before.
func gap(p compare.Piece) string {
	if p.Joined {
		return ""
	}
	return " "
}
