// Package adviceview shows the meetings at which Nav advises an employer on how it recruits.
package adviceview

import (
	"context"
	"strings"
	"time"

	"plass/internal/advice"
	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// An Arranging is what the form that arranges a meeting knows.
type Arranging struct {
	Agreement agreement.Agreement
	Units     []employer.Unit
}

// UnitIDs returns what can be picked.
func (a Arranging) UnitIDs() []string {
	var ids []string
	for _, u := range a.Units {
		ids = append(ids, u.ID.String())
	}
	return ids
}

func (a Arranging) units() []ui.Choice {
	var choices []ui.Choice
	for _, u := range a.Units {
		choices = append(choices, ui.Choice{Value: u.ID.String(), Label: u.Name})
	}
	return choices
}

// Shown is what the page of a meeting shows.
type Shown struct {
	Meeting advice.Meeting
	Mine    bool // the reader is contact person of the employer
	Now     time.Time
	Form    *form.Form
}

// units names the units that are advised.
func units(ctx context.Context, m advice.Meeting) string {
	if len(m.Units) == 0 {
		return text.T(ctx, "advice.whole_employer")
	}
	return strings.Join(m.Units, ", ")
}

// Status is how a meeting stands.
func Status(m advice.Meeting) (ui.Colour, string) {
	switch {
	case m.HeldAt != nil:
		return ui.Success, "advice.status.held"
	case m.CancelledAt != nil:
		return ui.Neutral, "advice.status.cancelled"
	}
	return ui.Info, "advice.status.arranged"
}

func crumbs(ctx context.Context, employerID employer.ID, name string, id agreement.ID, title string) []layout.Crumb {
	if auth.From(ctx).Side() == auth.PartnerSide {
		return []layout.Crumb{{To: route.OurAgreements, Label: "layout.place.our_agreements"}, {To: route.Partner("agreements", id), Label: title}}
	}
	return []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(employerID), Label: name}, {To: route.Agreement(id), Label: title}}
}
