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

// A Local is what a change of the framework does to an agreement under it.
type Local struct {
	Agreement agreement.Agreement
	Differs   []ui.Compared
	Keeps     []Kept
}

// A Kept is what a local agreement says itself, where its framework comes to say something else.
type Kept struct {
	Part terms.Part
	Says []string
}

// LocalOf tells what the local agreement, which says before, comes to say when its framework changes in this way.
func LocalOf(ctx context.Context, a agreement.Agreement, framework []ui.Compared, before, after terms.Terms) Local {
	l := Local{Agreement: a, Differs: Compare(ctx, before, after)}
	for _, part := range terms.Parts {
		in := func(c ui.Compared) bool { return c.Label == partLabel(part) }
		i := slices.IndexFunc(framework, in)
		if i < 0 {
			continue
		}
		var follows []compare.Change
		if j := slices.IndexFunc(l.Differs, in); j >= 0 {
			follows = l.Differs[j].Changes
		}
		var says []string
		for _, s := range sentencesOf(ctx, after, part) {
			if about(framework[i].Changes, s.Of) && !about(follows, s.Of) {
				says = append(says, s.Words)
			}
		}
		if len(says) > 0 {
			l.Keeps = append(l.Keeps, Kept{part, says})
		}
	}
	return l
}

// about reports whether one of the changes is about it.
func about(changes []compare.Change, of string) bool {
	return slices.ContainsFunc(changes, func(c compare.Change) bool { return c.Of == of })
}
