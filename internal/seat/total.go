package seat

import "plass/internal/terms"

// A Total is how many places of a kind there are, and how they stand.
type Total struct {
	Kind                              terms.Kind
	Offered, Filled, Reserved, Vacant int
}

// Totals sums the boards by kind, in the order of [terms.Kinds]. A kind that nobody offers is left out.
func Totals(boards []Board) []Total {
	var totals []Total
	for _, kind := range terms.Kinds {
		sum := Total{Kind: kind}
		for _, b := range boards {
			if b.Line.Kind == kind {
				sum.Offered += b.Offered()
				sum.Filled += b.Filled
				sum.Reserved += b.Reserved
				sum.Vacant += b.Vacant
			}
		}
		if sum.Offered > 0 {
			totals = append(totals, sum)
		}
	}
	return totals
}
