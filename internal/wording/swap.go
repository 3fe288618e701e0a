package wording

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Word is a word as it is written, in small letters, and in how many sentences.
type Word struct {
	Is    string
	Count int
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*`)

// Words returns the words that hold the letters, among the sentences that may be changed: the forms of a word, and what it is part of.
// The most used comes first.
func Words(all []Sentence, letters string) []Word {
	letters = strings.ToLower(strings.TrimSpace(letters))
	count := map[string]int{}
	for _, s := range all {
		if s.Fixed() {
			continue
		}
		seen := map[string]bool{}
		for _, f := range s.Forms {
			for _, w := range word.FindAllString(placeholder.ReplaceAllString(f.Now(), " "), -1) {
				if w = strings.ToLower(w); strings.Contains(w, letters) && !seen[w] {
					seen[w] = true
					count[w]++
				}
			}
		}
	}
	var found []Word
	for w, n := range count {
		found = append(found, Word{w, n})
	}
	slices.SortFunc(found, func(a, b Word) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Is, b.Is))
	})
	return found
}

// Swap returns the sentence with whole words put in place of others, which are given in small letters. A word with a capital gets one
// again, and one in capitals stays so. What stands for something else is left alone.
func Swap(sentence string, instead map[string]string) string {
	var out strings.Builder
	rest := 0
	for _, at := range placeholder.FindAllStringIndex(sentence, -1) {
		out.WriteString(swapWords(sentence[rest:at[0]], instead))
		out.WriteString(sentence[at[0]:at[1]])
		rest = at[1]
	}
	out.WriteString(swapWords(sentence[rest:], instead))
	return out.String()
}

func swapWords(part string, instead map[string]string) string {
	return word.ReplaceAllStringFunc(part, func(was string) string {
		is, ok := instead[strings.ToLower(was)]
		first, size := utf8.DecodeRuneInString(was)
		switch {
		case !ok:
			return was
		case len(was) > size && was == strings.ToUpper(was) && was != strings.ToLower(was):
			return strings.ToUpper(is)
		case unicode.IsUpper(first):
			first, size := utf8.DecodeRuneInString(is)
			return string(unicode.ToUpper(first)) + is[size:]
		}
		return is
	})
}

// A Proposal is a sentence with what is proposed for each of its forms.
type Proposal struct {
	Sentence Sentence
	Says     []string // one a form
}

// Propose returns the sentences that change when words are put in place of others.
func Propose(all []Sentence, instead map[string]string) []Proposal {
	var proposals []Proposal
	for _, s := range all {
		if s.Fixed() {
			continue
		}
		p := Proposal{Sentence: s}
		changes := false
		for _, f := range s.Forms {
			says := Swap(f.Now(), instead)
			changes = changes || says != f.Now()
			p.Says = append(p.Says, says)
		}
		if changes {
			proposals = append(proposals, p)
		}
	}
	return proposals
}
