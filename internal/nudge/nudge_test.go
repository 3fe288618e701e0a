package nudge

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"plass/internal/text"
)

//go:embed testdata/risky.txt
var risky string

//go:embed testdata/ordinary.txt
var ordinary string

func TestRiskySentencesAreNoticed(t *testing.T) {
	t.Parallel()
	noticed, all := share(risky, func(s string) {}, func(s string) { t.Logf("not noticed: %s", s) })
	if all < 200 || noticed*100 < all*95 {
		t.Errorf("%d of %d risky sentences noticed, want 95 %% of at least 200", noticed, all)
	}
}

func TestOrdinarySentencesAreLeftAlone(t *testing.T) {
	t.Parallel()
	noticed, all := share(ordinary, func(s string) { t.Logf("noticed %q: %s", Sensitive(s), s) }, func(string) {})
	if all < 200 || noticed*100 > all*5 {
		t.Errorf("%d of %d ordinary sentences noticed, want at most 5 %% of at least 200", noticed, all)
	}
}

func share(sentences string, yes, no func(string)) (noticed, all int) {
	for s := range strings.Lines(sentences) {
		all++
		if len(Sensitive(strings.TrimSpace(s))) > 0 {
			noticed++
			yes(s)
		} else {
			no(s)
		}
	}
	return noticed, all
}

func TestWordsAreGivenAsTheyStand(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]string{
		"Har vært sykmeldt. SYKMELDT igjen, og har mye gjeld.": {"sykmeldt", "mye gjeld"},
		"Adhd-diagnose i 2020":                           {"Adhd", "diagnose"},
		"Han (010190 12345) og 41019012345, 01819012345": {"010190 12345", "41019012345", "01819012345"},
		"Tre soner, og det gjeld alle.":                  nil,
		"":                                               nil,
		"Uførhet; «rus»/gjelda":                          {"Uførhet", "rus", "gjelda"},
	} {
		if got := Sensitive(s); !slices.Equal(got, want) {
			t.Errorf("Sensitive(%q) = %q, want %q", s, got, want)
		}
	}
	if got := Sensitive(norm.NFD.String("Hun er ufør.")); !slices.Equal(got, []string{"ufør"}) {
		t.Errorf("with loose accents: %q", got)
	}
	if got := Sensitive("Han er \xff sykmeldt"); !slices.Equal(got, []string{"sykmeldt"}) {
		t.Errorf("with broken text: %q", got)
	}
}

func TestNumbersThatAreNotPeople(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"32018212345",                // the 32nd
		"00018212345",                // day nought
		"01138212345",                // the thirteenth month
		"101019012345", "0101901234", // a digit more, a digit less
		"1234.56.78903", "352 601 810", // an account, an organisation
		"22 22 22 22", "2026-11-21 12345", // a telephone, a date and something
	} {
		if got := Sensitive(s); got != nil {
			t.Errorf("Sensitive(%q) = %q", s, got)
		}
	}
}

func TestEveryPatternIsWellFormed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range append(slices.Clone(private), harmless...) {
		line := strings.Join(p, " ")
		if line != strings.ToLower(line) {
			t.Errorf("%q would never match: it is not in small letters", line)
		}
		for _, part := range p {
			bare := strings.TrimSuffix(strings.TrimPrefix(part, "*"), "*")
			if bare == "" || strings.Contains(bare, "*") {
				t.Errorf("%q has a star where none may stand", line)
			}
		}
		if seen[line] {
			t.Errorf("%q stands twice", line)
		}
		seen[line] = true
	}
}

func TestQuestionShowsTheWords(t *testing.T) {
	t.Parallel()
	q, ask := Question("Han er sykmeldt og har gjeldsordning.")
	if !ask {
		t.Fatal("nothing was asked")
	}
	for _, lang := range text.Langs {
		if got := text.In(lang, q.Key, q.Args...); !strings.Contains(got, "«sykmeldt», «gjeldsordning»") {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if _, ask := Question("Han møter presis."); ask {
		t.Error("an ordinary sentence was asked about")
	}
}
