package terms

import (
	"strings"

	"plass/internal/text"
)

// Said returns what somebody meant by typing the words in place of w, which they saw in their language:
// w itself, in every language, when nothing was changed, else their own words.
func (w Words) Said(lang text.Lang, typed string) Words {
	typed = strings.ReplaceAll(typed, "\r\n", "\n")
	if typed != "" && typed == strings.TrimSpace(w.In(lang)) {
		return w
	}
	return Own(typed)
}

// SaidLines is like [Words.Said] for a list. A line that was there before is the same wherever it stands now.
func SaidLines(before []Words, lang text.Lang, typed []string) []Words {
	var said []Words
	for _, line := range typed {
		words := Own(line)
		for _, b := range before {
			if b.In(lang) == line {
				words = b
				break
			}
		}
		said = append(said, words)
	}
	return said
}

// InLines returns the words of a list in the language, one on each line.
func InLines(list []Words, lang text.Lang) string {
	lines := make([]string, len(list))
	for i, w := range list {
		lines[i] = w.In(lang)
	}
	return strings.Join(lines, "\n")
}
