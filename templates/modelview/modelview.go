// Package modelview shows the library of partnership models that agreements start from.
package modelview

import (
	"context"
	"slices"

	"plass/internal/model"
	"plass/internal/text"
)

// endingIn returns the models that run to the end, by name in the reader's language.
func endingIn(ctx context.Context, all []model.Template, end string) []model.Template {
	var some []model.Template
	for _, t := range all {
		if whole := t.Whole(); whole.End() == end {
			some = append(some, t)
		}
	}
	slices.SortFunc(some, func(a, b model.Template) int {
		return text.Compare(a.Name.In(text.From(ctx)), b.Name.In(text.From(ctx)))
	})
	return some
}
