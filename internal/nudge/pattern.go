package nudge

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var list string

// A pattern is the words that stand after one another, each perhaps with a star at either end.
type pattern []string

// private and harmless are the two kinds of lines in the list.
var private, harmless = func() (private, harmless []pattern) {
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '!':
			harmless = append(harmless, strings.Fields(line[1:]))
		default:
			private = append(private, strings.Fields(line))
		}
	}
	return private, harmless
}()

// longest returns how many of the first words make something private; 0 when they do not.
func longest(words []string) int {
	n := 0
	for _, p := range private {
		if len(p) > n && p.begins(words) {
			n = len(p)
		}
	}
	if n != 1 {
		return n
	}
	for _, p := range harmless {
		if p.begins(words) {
			return 0
		}
	}
	return n
}

func (p pattern) begins(words []string) bool {
	if len(words) < len(p) {
		return false
	}
	for i, part := range p {
		if !matches(part, words[i]) {
			return false
		}
	}
	return true
}

func matches(part, word string) bool {
	begun, before := strings.CutPrefix(part, "*")
	bare, after := strings.CutSuffix(begun, "*")
	switch {
	case before && after:
		return strings.Contains(word, bare)
	case before:
		return strings.HasSuffix(word, bare)
	case after:
		return strings.HasPrefix(word, bare)
	}
	return word == bare
}
