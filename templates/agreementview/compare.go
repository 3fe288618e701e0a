package agreementview

import (
	"context"
	"slices"
	"strings"
	"time"

	"plass/internal/agreement"
	"plass/internal/compare"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

// Compare tells what two texts of an agreement say differently, sentence by sentence under the parts they stand in.
func Compare(ctx context.Context, before, after terms.Terms) []ui.Compared {
	var all []ui.Compared
	for _, part := range terms.Parts {
		if changes := compare.Sentences(sentencesOf(ctx, before, part), sentencesOf(ctx, after, part)); len(changes) > 0 {
			all = append(all, ui.Compared{Label: partLabel(part), Changes: changes})
		}
	}
	return all
}

func partLabel(part terms.Part) string { return "terms.part." + string(part) }

// sentencesOf returns all that is said in the part, and last what the text leaves out but can be changed.
func sentencesOf(ctx context.Context, t terms.Terms, part terms.Part) []compare.Sentence {
	var all sentences
	for _, p := range Say(ctx, t, part) {
		for _, s := range append(slices.Clone(p.Words), p.Points...) {
			s.Under = p.Heading
			all = append(all, s)
		}
	}
	return append(all, unsaid(ctx, t, part)...)
}

// unsaid returns what the text of an agreement does not spell out, under the words that the form asks for it with.
func unsaid(ctx context.Context, t terms.Terms, part terms.Part) (all sentences) {
	under := func(label, of, words string) {
		if words != "" {
			all = append(all, compare.Sentence{Of: of, Under: label, Words: words})
		}
	}
	switch {
	case part == terms.PartiesPart && t.Parties != nil:
		under("agreement.f.signing", "signing", strings.Join(named(ctx, "terms.party", t.Signing()), ", "))
	case part == terms.AimPart && t.Outcomes != nil:
		under("agreement.f.end", "end", text.T(ctx, "terms.end."+t.End()))
	case part == terms.IntakePart && t.Intake != nil && t.Intake.Mode != "":
		under("agreement.f.mode", "mode", text.T(ctx, "terms.mode."+t.Intake.Mode))
	case part == terms.TrackPart && t.Track != nil:
		for _, p := range t.Track.Phases {
			if p.OpensAt != "" {
				under("agreement.f.opens_at", "opens_at", sayPhase(ctx, terms.Phase{Kind: p.Kind, Name: p.Name})+" "+ui.Capital(text.T(ctx, "terms.gate."+p.OpensAt))+".")
			}
		}
	case part == terms.PromisesPart && t.Commitments != nil:
		for _, p := range t.Commitments.Promises {
			under("agreement.f.promise_to", "promise_to", text.T(ctx, "terms.promises.to", "what", sentence(ctx, p.What), "to", text.T(ctx, "terms.side."+p.To)))
		}
	}
	return all
}

// CompareDates adds what the dates of two versions say differently.
func CompareDates(ctx context.Context, all []ui.Compared, before, after agreement.Version) []ui.Compared {
	day := func(d *time.Time, none string) []compare.Sentence {
		if d == nil {
			return []compare.Sentence{{Words: text.T(ctx, none)}}
		}
		return []compare.Sentence{{Words: ui.Date(ctx, *d)}}
	}
	for _, d := range []struct {
		label, none string
		was, is     *time.Time
	}{{"agreement.ends_on", "change.open_ended", before.EndsOn, after.EndsOn}, {"agreement.review_on", "change.no_review", before.ReviewOn, after.ReviewOn}} {
		if changes := compare.Sentences(day(d.was, d.none), day(d.is, d.none)); len(changes) > 0 {
			all = append(all, ui.Compared{Label: d.label, Changes: changes})
		}
	}
	return all
}

// A Local is what a change of the framework does to an agreement under it, and what that goes on saying itself.
type Local struct {
	Agreement agreement.Agreement
	Differs   []ui.Compared
}

// stays reports whether nothing changes in the local agreement.
func (l Local) stays() bool {
	return !slices.ContainsFunc(l.Differs, func(c ui.Compared) bool { return len(c.Changes) > 0 })
}

// LocalOf tells what the local agreement, which says before, comes to say when its framework changes in this way.
func LocalOf(ctx context.Context, a agreement.Agreement, framework []ui.Compared, before, after terms.Terms) Local {
	l, follows := Local{Agreement: a}, Compare(ctx, before, after)
	for _, part := range terms.Parts {
		c, above := in(follows, part), in(framework, part)
		for _, s := range sentencesOf(ctx, after, part) {
			if about(above.Changes, s.Of) && !about(c.Changes, s.Of) {
				c.Keeps = append(c.Keeps, s.Words)
			}
		}
		if len(c.Changes)+len(c.Keeps) > 0 {
			l.Differs = append(l.Differs, c)
		}
	}
	return l
}

// in returns what the comparison says of the part.
func in(all []ui.Compared, part terms.Part) ui.Compared {
	i := slices.IndexFunc(all, func(c ui.Compared) bool { return c.Label == partLabel(part) })
	if i < 0 {
		return ui.Compared{Label: partLabel(part)}
	}
	return all[i]
}

// about reports whether one of the changes is about it.
func about(changes []compare.Change, of string) bool {
	return slices.ContainsFunc(changes, func(c compare.Change) bool { return c.Of == of })
}
