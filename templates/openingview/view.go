// Package openingview shows a leader who has looked at whom, when and why.
package openingview

import (
	"context"

	"plass/internal/access"
	"plass/internal/form"
	"plass/internal/text"
	"plass/templates/ui"
)

// Looks is a page of the looks that the reader may review.
type Looks struct {
	Rows    []access.Look
	Lookers []access.Looker
	Form    *form.Form
	First   bool   // nothing newer is left out
	Older   string // where the older ones are; empty: there are none
}

func (l Looks) choices() []ui.Choice {
	choices := make([]ui.Choice, len(l.Lookers))
	for i, who := range l.Lookers {
		choices[i] = ui.Choice{Value: who.ID.String(), Label: who.Name}
	}
	return choices
}

// why tells the reason in a sentence; own words when that is what was given.
func why(ctx context.Context, o access.Look) string {
	if o.Reason == access.Other {
		return o.OwnWords
	}
	reason := text.T(ctx, "opening.reason."+string(o.Reason))
	if o.OwnWords != "" {
		reason += ": " + o.OwnWords
	}
	return reason
}
