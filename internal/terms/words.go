package terms

import (
	"encoding/json"
	"strings"

	"plass/internal/text"
)

// Words is a sentence: one text in somebody's own words, or one a language in a template.
type Words map[text.Lang]string

// Own returns somebody's own words, the same in every language.
func Own(s string) Words {
	if s == "" {
		return nil
	}
	return Words{"": s}
}

// In returns the words in the language.
func (w Words) In(lang text.Lang) string {
	if own, ok := w[""]; ok {
		return own
	}
	if said, ok := w[lang]; ok {
		return said
	}
	return w[text.Bokmaal]
}

// MarshalJSON writes own words as a plain string.
func (w Words) MarshalJSON() ([]byte, error) {
	if own, ok := w[""]; ok {
		return json.Marshal(own)
	}
	return json.Marshal(map[text.Lang]string(w))
}

// UnmarshalJSON reads a plain string as own words.
func (w *Words) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '"' {
		return json.Unmarshal(data, (*map[text.Lang]string)(w))
	}
	var own string
	err := json.Unmarshal(data, &own)
	*w = Own(own)
	return err
}

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
