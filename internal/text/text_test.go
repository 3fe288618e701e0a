package text_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"plass/internal/text"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// TestLanguagesSayTheSame keeps the keys, the placeholders and the plural forms of the languages equal.
func TestLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	nb := text.Catalogue(text.Bokmaal)
	if len(nb) < 100 {
		t.Fatalf("only %d sentences", len(nb))
	}
	for _, lang := range text.Langs {
		other := text.Catalogue(lang)
		for key, sentence := range nb {
			said, ok := other[key]
			switch {
			case !ok:
				t.Errorf("%s lacks %s", lang, key)
			case strings.TrimSpace(said) == "":
				t.Errorf("%s has nothing to say for %s", lang, key)
			case !slices.Equal(holders(said), holders(sentence)):
				t.Errorf("%s of %s asks for %v, bokmål for %v", lang, key, holders(said), holders(sentence))
			}
		}
		for key := range other {
			if _, ok := nb[key]; !ok {
				t.Errorf("%s alone has %s", lang, key)
			}
			for _, form := range []string{".zero", ".one"} {
				if stem, ok := strings.CutSuffix(key, form); ok && other[stem+".other"] == "" {
					t.Errorf("%s has %s and no other form", lang, key)
				}
			}
		}
	}
}

func holders(sentence string) []string {
	found := placeholder.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

var (
	quoted  = regexp.MustCompile(`"([a-z][a-z_]*(?:\.[a-z0-9_]+)+)"`)
	comment = regexp.MustCompile(`(?m)^\s*//.*$`)
	stem    = regexp.MustCompile(`"[>]?([a-z][a-z_]*(?:\.[a-z0-9_]+)*\.)(?:%d)?"`)
)

// TestNoSentenceIsMissingOrLeftOver finds keys that the program asks for and nobody has written, and sentences nobody asks for.
func TestNoSentenceIsMissingOrLeftOver(t *testing.T) {
	t.Parallel()
	nb := text.Catalogue(text.Bokmaal)
	asked, stems := source(t)
	for key := range nb {
		plain := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(key, ".zero"), ".one"), ".other"), ".unnamed")
		if asked[key] || asked[plain] || underAsked(asked, key) || slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(key, s) }) {
			continue
		}
		t.Errorf("nobody asks for %s", key)
	}
	first := map[string]bool{}
	for key := range nb {
		part, _, _ := strings.Cut(key, ".")
		first[part] = true
	}
	for key := range asked {
		part, _, _ := strings.Cut(key, ".")
		if !first[part] || nb[key] != "" || nb[key+".other"] != "" || strings.HasSuffix(key, ".go") || strings.HasSuffix(key, ".css") || strings.HasSuffix(key, ".js") || strings.HasSuffix(key, ".pdf") || strings.HasSuffix(key, ".ics") {
			continue
		}
		if slices.ContainsFunc(keysOf(nb), func(k string) bool {
			return strings.HasPrefix(k, key+".") || strings.HasSuffix(key, "_") && strings.HasPrefix(k, key)
		}) { // a stem without its point
			continue
		}
		t.Errorf("nobody has written %s", key)
	}
}

// statements are pages whose paragraphs are put together from the names of their parts.
var statements = []string{"privacy", "accessibility"}

// underAsked reports whether the program asks for a stem of the key, as ui.Choices does.
func underAsked(asked map[string]bool, key string) bool {
	for i := strings.LastIndexByte(key, '.'); i > 0; i = strings.LastIndexByte(key[:i], '.') {
		if asked[key[:i]] || slices.Contains(statements, key[:i]) {
			return true
		}
	}
	return false
}

func keysOf(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

// source returns the keys that stand in the program, and the beginnings of keys it puts together.
func source(t *testing.T) (asked map[string]bool, stems []string) {
	t.Helper()
	asked = map[string]bool{}
	for _, root := range []string{"../../internal", "../../templates", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") ||
				!strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".templ") {
				return err
			}
			data, err := os.ReadFile(path)
			for _, m := range quoted.FindAllStringSubmatch(strings.ReplaceAll(comment.ReplaceAllString(string(data), ""), `">`, `"`), -1) {
				asked[m[1]] = true
			}
			for _, m := range stem.FindAllStringSubmatch(string(data), -1) {
				stems = append(stems, m[1])
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(asked) < 50 {
		t.Fatalf("found only %d keys in the program", len(asked))
	}
	return asked, stems
}

// TestEachNorwegianInItsOwnRight finds words of one written Norwegian in the other, and words no page shall say.
func TestEachNorwegianInItsOwnRight(t *testing.T) {
	t.Parallel()
	foreign := map[text.Lang]*regexp.Regexp{
		text.Bokmaal: regexp.MustCompile(`(?i)(^|[^a-zæøå@])(eg|ikkje|kva|kven|frå|nokon|noko|korleis|vere|gjere|sjå|arbeidsgivaren|deltakaren)([^a-zæøå]|$)`),
		text.Nynorsk: regexp.MustCompile(`(?i)(^|[^a-zæøå@])(jeg|ikke|hva|hvem|fra|noen|noe|hvordan|også|være|gjøre|arbeidsgiveren|deltakeren|forespørsel)([^a-zæøå]|$)`),
	}
	never := regexp.MustCompile(`\bNAV\b|\bKAM\b|bistandsbehov|nedsatt arbeidsevne|utenforskap|(?i)belastning|per dags dato`)
	for lang, wrong := range foreign {
		for key, sentence := range text.Catalogue(lang) {
			said := placeholder.ReplaceAllString(sentence, "")
			if m := wrong.FindString(said); m != "" {
				t.Errorf("%s of %s has the word %q of the other", lang, key, strings.TrimSpace(m))
			}
			if m := never.FindString(said); m != "" {
				t.Errorf("%s of %s says %q", lang, key, m)
			}
		}
	}
}

func TestNoneIsSaidInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n    int
		said string
	}{{0, "Ingen kan følge flere deltakere nå."}, {1, "Én kan følge en deltaker til."}, {2, "2 kan følge en deltaker til."}} {
		if said := text.In(text.Bokmaal, "buddy.lead_free", "n", c.n); said != c.said {
			t.Errorf("%d: %q, want %q", c.n, said, c.said)
		}
	}
	if said := text.In(text.Bokmaal, "ui.days", "n", 0); said != "0 dager" {
		t.Errorf("without a form for none: %q", said)
	}
}
