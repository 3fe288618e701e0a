package wording_test

import (
	"testing"

	"plass/internal/text"
	"plass/internal/wording"
)

func TestWordsKeepTheirCase(t *testing.T) {
	t.Parallel()
	instead := map[string]string{"fadder": "mentor", "fadderen": "mentoren", "fadderopplæring": "mentorkurs", "øving": "ærend"}
	for sentence, want := range map[string]string{
		"Fadderen følger en fadder.":         "Mentoren følger en mentor.",
		"FADDER og fadderopplæring":          "MENTOR og mentorkurs",
		"{fadder} er fadder for {fadderen}.": "{fadder} er mentor for {fadderen}.",
		"Faddere er ikke med":                "Faddere er ikke med",
		"Øving, øving":                       "Ærend, ærend",
		"stilfadder-fadder":                  "stilfadder-fadder",
	} {
		if got := wording.Swap(sentence, instead); got != want {
			t.Errorf("%q became %q, want %q", sentence, got, want)
		}
	}
}

// TestEverySentenceIsSaidSomewhereOnce holds the sentences of a language equal to its catalogue.
func TestEverySentenceIsSaidSomewhereOnce(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs {
		said := map[string]int{}
		for _, s := range wording.Sentences(lang, nil) {
			for _, key := range s.Keys {
				for _, f := range s.Forms {
					said[key+f.Suffix]++
					if text.Catalogue(lang)[key+f.Suffix] != f.Program {
						t.Errorf("%s%s of %s says %q", key, f.Suffix, lang, f.Program)
					}
					if why := wording.Problem(f.Suffix, f.Program, f.Program); why.Key != "" && !s.Fixed() {
						t.Errorf("the program's own %s%s of %s: %s", key, f.Suffix, lang, why.Key)
					}
				}
			}
		}
		for key := range text.Catalogue(lang) {
			if said[key] != 1 {
				t.Errorf("%s of %s is in %d sentences", key, lang, said[key])
			}
		}
	}
}
