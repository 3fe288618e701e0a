// Package eventview tells what has happened, as sentences.
package eventview

import (
	"context"
	"maps"
	"slices"
	"time"

	"plass/internal/event"
	"plass/internal/text"
	"plass/templates/ui"
)

// Sentence tells the event in the reader's language: "Kari Nordmann signerte avtalen."
func Sentence(ctx context.Context, e event.Event) string {
	return text.T(ctx, "event."+string(e.What), append(Args(ctx, e.Args), "actor", who(ctx, e))...)
}

// who is who did it. A person Nav follows up is named by what they are: a candidate until something has begun.
func who(ctx context.Context, e event.Event) string {
	switch {
	case e.Actor == "":
		return text.T(ctx, "event.nobody")
	case e.Actor != event.ThePerson:
		return e.Actor
	case slices.Contains([]event.Kind{event.SaidYes, event.SaidNo, event.YesWithdrawn, event.CandidateChanged}, e.What):
		return text.T(ctx, "event.the_candidate")
	}
	return text.T(ctx, "event.the_participant")
}

// Args returns what was recorded with an event or a notice as the arguments of its sentence.
// A value that is a word of the program's own, as "union" of the argument "body", has the text key "event.word.body.union".
func Args(ctx context.Context, recorded map[string]any) []any {
	var args []any
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		value := recorded[name]
		switch v := value.(type) {
		case string:
			key := "event.word." + name + "." + v
			if words := text.T(ctx, key); words != key {
				value = words
			} else if at, err := time.Parse(time.RFC3339Nano, v); err == nil { // as JSON has moments
				value = ui.DateTime(ctx, at)
			} else if day, err := time.Parse(time.DateOnly, v); err == nil {
				value = ui.Date(ctx, day)
			}
		case map[string]any: // words in every language, as terms have them
			if value = v[string(text.From(ctx))]; value == nil {
				value = v[string(text.Bokmaal)]
			}
		case float64: // as JSON has numbers
			value = int(v)
		}
		args = append(args, name, value)
	}
	return args
}
