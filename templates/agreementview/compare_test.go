package agreementview

import (
	"context"
	"slices"
	"strings"
	"testing"

	"plass/internal/compare"
	"plass/internal/model"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

// TestCompareLeavesNothingOut sets every model of the library beside the next one: each part that reads differently is told of, no other,
// and what the marks lead from and to are the two texts.
func TestCompareLeavesNothingOut(t *testing.T) {
	t.Parallel()
	for _, lang := range []text.Lang{text.Bokmaal, text.Nynorsk, text.English} {
		ctx := text.With(context.Background(), lang)
		all := model.Library()
		for i, m := range all {
			before, after := m.Whole(), all[(i+1)%len(all)].Whole()
			if same := Compare(ctx, before, before); len(same) > 0 {
				t.Errorf("%s differs from itself: %v", m.Key, same)
			}
			differs := Compare(ctx, before, after)
			for _, part := range terms.Parts {
				was, is := sentencesOf(ctx, before, part), sentencesOf(ctx, after, part)
				j := slices.IndexFunc(differs, func(c ui.Compared) bool { return c.Label == partLabel(part) })
				if told := j >= 0; told == slices.Equal(was, is) {
					t.Errorf("%s and the next, %s: told %v", m.Key, part, told)
				} else if told {
					traces(t, was, is, differs[j].Changes)
				}
			}
		}
	}
}

// traces demands that what is marked as gone, and what is not, was said before, and likewise after.
func traces(t *testing.T, was, is []compare.Sentence, changes []compare.Change) {
	t.Helper()
	for _, c := range changes {
		for fate, list := range map[compare.Fate][]compare.Sentence{compare.Gone: was, compare.New: is} {
			var words []string
			for _, p := range c.Pieces {
				if p.Fate == fate || p.Fate == compare.Same {
					words = append(words, p.Words)
				}
			}
			said := strings.Join(strings.Fields(strings.Join(words, "")), "")
			if said != "" && !slices.ContainsFunc(list, func(s compare.Sentence) bool {
				return s.Of == c.Of && strings.Join(strings.Fields(s.Words), "") == said
			}) {
				t.Errorf("the marks of %q leave %q, which nobody said", c.Words, said)
			}
		}
	}
}

// TestCompareTellsOfAPromisesDeadlineAndReceiver: the text says the deadline, and a comparison also whom the promise is given to.
func TestCompareTellsOfAPromisesDeadlineAndReceiver(t *testing.T) {
	t.Parallel()
	said := func(days int, to string) terms.Terms {
		return terms.Terms{Commitments: &terms.Commitments{Promises: []terms.Promise{{By: "employer", To: to, Strength: "guarantee",
			What: terms.Words{"nb": "Et tilbud om fast jobb."}, When: terms.Trigger{Kind: "end", Days: days}}}}}
	}
	ctx := context.Background()
	for _, c := range []struct {
		before, after terms.Terms
		want          string
	}{
		{said(14, "participant"), said(30, "participant"), "Fristen er 30 dager etterpå."},
		{said(0, "participant"), said(1, "participant"), "Fristen er 1 dag etterpå."},
		{said(14, "participant"), said(14, "nav"), "Et tilbud om fast jobb. Til: Nav."},
	} {
		differs := Compare(ctx, c.before, c.after)
		if len(differs) != 1 || len(differs[0].Changes) != 1 {
			t.Fatalf("told %v, want one change", differs)
		}
		if got := differs[0].Changes[0].Words; got != c.want && !strings.HasSuffix(got, " "+c.want) {
			t.Errorf("told %q, want %q", got, c.want)
		}
	}
}
