package text

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	aPlaceholder = regexp.MustCompile(`\{[^}]*\}`)
	aWord        = regexp.MustCompile(`[\p{L}\p{N}-]+`)
	aStop        = regexp.MustCompile(`[.:!?]+(\s|$)`)
)

// TestWhatCandidatesReadIsPlain holds the candidate's own pages to a readability index (LIX) of 35,
// sentences of at most 22 words, and words that name what people bring.
func TestWhatCandidatesReadIsPlain(t *testing.T) {
	t.Parallel()
	for _, lang := range []Lang{Bokmaal, Nynorsk} {
		data, err := files.ReadFile(string(lang) + "/question.json")
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]string
		if err := json.Unmarshal(data, &sentences); err != nil {
			t.Fatal(err)
		}
		words, long, stops := 0, 0, 0
		for key, text := range sentences {
			text = aPlaceholder.ReplaceAllString(text, "Navn")
			for _, one := range aStop.Split(text, -1) {
				in := aWord.FindAllString(one, -1)
				if len(in) == 0 {
					continue
				}
				stops++
				if len(in) > 22 {
					t.Errorf("%s %s has a sentence of %d words: %s", lang, key, len(in), one)
				}
				for _, w := range in {
					words++
					if utf8.RuneCountInString(w) > 6 {
						long++
					}
				}
			}
			for _, deficit := range []string{"svak", "mangl", "bistand", "nedsatt", "utenfor", "utanfor", "belast", "diagnose", "problem", "bruker"} {
				if strings.Contains(strings.ToLower(text), deficit) {
					t.Errorf("%s %s says %q: %s", lang, key, deficit, text)
				}
			}
		}
		if lix := words/stops + 100*long/words; lix > 35 || words < 300 {
			t.Errorf("%s: the readability index is %d over %d words, want at most 35", lang, lix, words)
		} else {
			t.Logf("%s: readability index %d over %d words", lang, lix, words)
		}
	}
}
