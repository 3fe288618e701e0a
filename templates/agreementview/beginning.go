package agreementview

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"plass/internal/agreement"
	"plass/internal/employer"
	"plass/internal/model"
	"plass/internal/text"
	"plass/templates/ui"
)

// A List is the agreements of an employer.
type List struct {
	Rows  []agreement.Row
	Today time.Time
}

// A Beginning is what an agreement with the employer can begin from.
type Beginning struct {
	Frameworks []agreement.Row // that it can stand under
	Employer   employer.Employer
	Own        []model.Own // the templates of the tenant's own that the office can use
	MostMonths int         // how long the tenant advises an agreement to last
}

// templates are the tenant's own templates and the models of the library to choose among, by name.
func (b Beginning) templates(ctx context.Context) []ui.Choice {
	var own, all []ui.Choice
	for _, o := range b.Own {
		own = append(own, ui.Choice{Value: o.Key, Label: text.T(ctx, "model.own_choice", "name", o.Name.In(text.From(ctx)))})
	}
	for _, t := range model.Library() {
		all = append(all, ui.Choice{Value: t.Key, Label: t.Name.In(text.From(ctx))})
	}
	slices.SortFunc(all, func(a, b ui.Choice) int { return text.Compare(a.Label, b.Label) })
	return append(own, all...)
}

// frameworkChoices are the frameworks to choose among.
func frameworkChoices(ctx context.Context, frameworks []agreement.Row) []ui.Choice {
	all := []ui.Choice{{Value: "", Label: text.T(ctx, "framework.no")}}
	for _, f := range frameworks {
		all = append(all, ui.Choice{Value: f.ID.String(), Label: f.Title})
	}
	return all
}

// options tells how the agreement can be extended as agreed beforehand.
func options(ctx context.Context, a agreement.Agreement) string {
	if len(a.Options) == 0 {
		return ""
	}
	var months []string
	for _, n := range a.Options {
		months = append(months, strconv.Itoa(n))
	}
	return text.T(ctx, "agreement.options_say", "n", len(months), "months", strings.Join(months, " + "))
}
