// Package nudge notices words about health, money, crime and other private matters, before somebody shares a text that need not hold them.
package nudge

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"plass/internal/fault"
)

// Sensitive returns the words of the text that may tell something private, as they stand there, each once.
func Sensitive(text string) []string {
	text = norm.NFC.String(text)
	found := append(identityNumbers(text), privateWords(text)...)
	slices.SortStableFunc(found, func(a, b span) int { return a.from - b.from })
	var words []string
	for _, s := range found {
		if w := text[s.from:s.to]; !slices.ContainsFunc(words, func(other string) bool { return strings.EqualFold(w, other) }) {
			words = append(words, w)
		}
	}
	return words
}

// Question asks the writer to look again at a text that will be shared. It is false when there is nothing to ask about.
func Question(text string) (fault.Text, bool) {
	words := Sensitive(text)
	return fault.Text{Key: "nudge.question", Args: []any{"words", "«" + strings.Join(words, "», «") + "»"}}, len(words) > 0
}

// A span is a piece of the text.
type span struct{ from, to int }

var elevenDigits = regexp.MustCompile(`(^|[^0-9])([0-9]{2})([0-9]{2})[0-9]{2}[ \x{a0}.-]?[0-9]{5}($|[^0-9])`)

// identityNumbers finds eleven digits that begin as a birth date does, also those of the synthetic kinds.
func identityNumbers(text string) []span {
	var found []span
	for at := 0; at < len(text); {
		m := elevenDigits.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		day, month := number(text[at+m[4]:at+m[5]]), number(text[at+m[6]:at+m[7]])
		if isDay(day) && isMonth(month) {
			found = append(found, span{at + m[4], at + m[8]})
		}
		at += m[8]
	}
	return found
}

// isDay and isMonth allow for what is added in numbers of people who do not live here, and of people who do not exist.
func isDay(n int) bool { return 1 <= n && n <= 31 || 41 <= n && n <= 71 }

func isMonth(n int) bool {
	return 1 <= n && n <= 12 || 41 <= n && n <= 52 || 66 <= n && n <= 77 || 81 <= n && n <= 92
}

func number(digits string) int { return int(digits[0]-'0')*10 + int(digits[1]-'0') }

var aWord = regexp.MustCompile(`[\p{L}\p{N}]+`)

// privateWords finds the patterns among the words of the text.
func privateWords(text string) []span {
	var words []string
	var spans []span
	for _, m := range aWord.FindAllStringIndex(text, -1) {
		words = append(words, strings.ToLower(text[m[0]:m[1]]))
		spans = append(spans, span{m[0], m[1]})
	}
	var found []span
	for i := range words {
		if n := longest(words[i:]); n > 0 {
			found = append(found, span{spans[i].from, spans[i+n-1].to})
		}
	}
	return found
}
