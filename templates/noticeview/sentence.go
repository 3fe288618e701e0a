// Package noticeview shows people what they have been told, in full sentences.
package noticeview

import (
	"context"
	"maps"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"plass/internal/notice"
	"plass/internal/text"
	"plass/templates/eventview"
	"plass/templates/ui"
)

// Sentence tells the notice in the reader's language.
func Sentence(ctx context.Context, n notice.Notice) string {
	sentence := text.T(ctx, "notice."+string(n.What), args(ctx, n)...)
	if phone, _ := n.Args["phone"].(string); phone != "" {
		sentence += " " + text.T(ctx, "notice.call", "phone", ui.Phone(phone))
	}
	return sentence
}

// args returns what was recorded with the notice in the reader's words: codes, days and moments among it.
// A value that begins the sentence has a capital letter under its capital name, as {Kind} beside {kind}.
func args(ctx context.Context, n notice.Notice) []any {
	said := maps.Clone(n.Args)
	for name, value := range said {
		if v, ok := value.(string); ok {
			said[name] = words(ctx, name, v)
		}
	}
	list := eventview.Args(ctx, said)
	for i := range len(list) / 2 {
		if value, ok := list[2*i+1].(string); ok {
			list = append(list, capital(list[2*i].(string)), capital(value))
		}
	}
	return list
}

// words returns a day, a moment to meet at, or a word of the notices' own as it is read. Other values stay.
func words(ctx context.Context, name, value string) string {
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return ui.Date(ctx, day)
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		if name == "at" {
			return ui.Appointment(ctx, at)
		}
		return ui.Date(ctx, at)
	}
	if said := text.T(ctx, "notice.word."+name+"."+value); !strings.HasPrefix(said, "notice.word.") {
		return said
	}
	return value
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
