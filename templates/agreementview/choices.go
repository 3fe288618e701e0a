package agreementview

import (
	"context"

	"plass/internal/agreement"
	"plass/internal/rule"
	"plass/internal/terms"
	"plass/internal/text"
)

// bodies are those an agreement can ask to be anchored with, the tenant's own among them, and those it asks already.
func bodies(ctx context.Context, t terms.Terms) []string {
	var asked []terms.Anchor
	if t.Commitments != nil {
		asked = t.Commitments.Anchoring
	}
	return agreement.BodiesOf(text.Choices(ctx, "anchoring.body", agreement.Bodies...), asked)
}

// instruments are what can pay, as far as anybody has a name for it: the tenant's own first.
func instruments(ctx context.Context) []string {
	var all []string
	for _, code := range text.Choices(ctx, "funding.instrument") {
		all = append(all, text.T(ctx, "funding.instrument."+code))
	}
	for _, code := range rule.Instruments {
		all = append(all, text.T(ctx, "rule.instrument."+code))
	}
	return all
}
