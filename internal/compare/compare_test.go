package compare

import (
	"slices"
	"strings"
	"testing"
)

// marked writes pieces as one reads them: what is gone in [-…-], what is new in {+…+}.
func marked(pieces []Piece) string {
	var all strings.Builder
	for i, p := range pieces {
		if i > 0 && !p.Joined {
			all.WriteByte(' ')
		}
		switch p.Fate {
		case Gone:
			p.Words = "[-" + p.Words + "-]"
		case New:
			p.Words = "{+" + p.Words + "+}"
		}
		all.WriteString(p.Words)
	}
	return all.String()
}

func TestWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ before, after, want string }{
		{"3 varige plasser til enhver tid, uten sluttdato.", "4 varige plasser til enhver tid, uten sluttdato.", "[-3-] {+4+} varige plasser til enhver tid, uten sluttdato."},
		{"2 plasser til enhver tid. Plass sier fra etter 7 dager.", "2 plasser til enhver tid. Plass sier fra etter 10 dager.", "2 plasser til enhver tid. Plass sier fra etter [-7-] {+10+} dager."},
		{"Statusmøte hver 4. uke.", "Statusmøte hver 4. uke. Minst 10 ganger i året.", "Statusmøte hver 4. uke. {+Minst 10 ganger i året.+}"},
		{"Nav er med.", "Nav er med.", "Nav er med."},
		{"", "Nav er med.", "{+Nav er med.+}"},
		{"Nav er med.", "", "[-Nav er med.-]"},
		// A full stop is no part of the word before it.
		{"4 plasser når arbeidsgiveren spør, 3 måneder om gangen.", "4 plasser når arbeidsgiveren spør.", "4 plasser når arbeidsgiveren spør[-, 3 måneder om gangen-]."},
		{"Statusmøte hver 4. uke.", "Statusmøte hver 12. uke.", "Statusmøte hver [-4-] {+12+}. uke."},
		// A small word that happens to stand in both does not cut the sentence up.
		{"Kontaktpersonen ringer og spør hver uke", "Vi møtes på arbeidsplassen og snakker sammen", "[-Kontaktpersonen ringer og spør hver uke-] {+Vi møtes på arbeidsplassen og snakker sammen+}"},
		// A line break is no change.
		{"Vi ringer.\nVi møtes.", "Vi ringer. Vi møtes.", "Vi ringer. Vi møtes."},
	} {
		if got := marked(Words(tt.before, tt.after)); got != tt.want {
			t.Errorf("Words(%q, %q) = %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	list := func(of string, words ...string) (all []Sentence) {
		for _, w := range words {
			all = append(all, Sentence{Of: of, Words: w})
		}
		return all
	}
	lines := list("places", "3 varige plasser til enhver tid.", "2 arbeidstreningsplasser til enhver tid.")
	for _, tt := range []struct {
		name          string
		before, after []Sentence
		want          []string
	}{
		{"nothing", lines, lines, nil},
		{"one number", lines, list("places", "3 varige plasser til enhver tid.", "5 arbeidstreningsplasser til enhver tid."), []string{"[-2-] {+5+} arbeidstreningsplasser til enhver tid."}},
		{"a point above the others", lines, append(list("places", "1 utdanningsplass i hvert opptak."), lines...), []string{"{+1 utdanningsplass i hvert opptak.+}"}},
		{"the first is gone and the other changes", lines, list("places", "4 arbeidstreningsplasser til enhver tid."), []string{"[-3 varige plasser til enhver tid.-]", "[-2-] {+4+} arbeidstreningsplasser til enhver tid."}},
		{"one thing said in wholly other words", list("aim", "Flere i jobb."), list("aim", "Vi rekrutterer sammen."), []string{"[-Flere i jobb-] {+Vi rekrutterer sammen+}."}},
		{"of another thing", list("aim", "Nav er med."), list("how", "Nav er med."), []string{"{+Nav er med.+}", "[-Nav er med.-]"}},
		{"the order", list("steps", "Intervju.", "Prøve."), list("steps", "Prøve.", "Intervju."), []string{"moved: Intervju."}},
		{"a line break", list("aim", "Vi ringer.\nVi møtes."), list("aim", "Vi ringer. Vi møtes."), nil},
		{"from nothing", nil, list("aim", "Flere i jobb."), []string{"{+Flere i jobb.+}"}},
	} {
		var got []string
		for _, c := range Sentences(tt.before, tt.after) {
			said := marked(c.Pieces)
			if c.Moved {
				said = "moved: " + said
			}
			got = append(got, said)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
