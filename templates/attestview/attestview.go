// Package attestview writes, signs and prints attests.
package attestview

import (
	"context"
	"strings"

	"plass/internal/attest"
	"plass/internal/form"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// Fields are what the employer edits, in their order.
var Fields = []string{"name", "tasks", "learned", "words", "lang"}

// Values returns what the fields hold.
func Values(a attest.Attest) map[string]string {
	return map[string]string{"name": a.Name, "tasks": a.Tasks, "learned": a.Learned, "words": a.Words, "lang": string(a.Lang)}
}

// An Editing is an attest that is being written, and what differs from what somebody else has saved meanwhile.
type Editing struct {
	Attest attest.Attest
	Crumbs []layout.Crumb
	Form   *form.Form
	Differ []ui.Difference
}

// Differences returns where what is typed differs from what is saved.
func Differences(ctx context.Context, f *form.Form, a attest.Attest) []ui.Difference {
	var list []ui.Difference
	for _, field := range Fields {
		typed, saved := unbroken(f.Value(field)), unbroken(Values(a)[field])
		if typed == saved {
			continue
		}
		if field == "lang" {
			typed, saved = text.Lang(typed).Name(), text.Lang(saved).Name()
		}
		list = append(list, ui.Difference{Label: "attest." + field, Before: typed, After: saved})
	}
	return list
}

// unbroken returns typed text with line ends as we write them.
func unbroken(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// lines returns the lines of a text that are not empty.
func lines(s string) []string {
	var list []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func langs() []ui.Choice {
	var list []ui.Choice
	for _, l := range text.Langs {
		list = append(list, ui.Choice{Value: string(l), Label: l.Name()})
	}
	return list
}

// about is what stands at the top of the paper: the day of the signature, or that there is none.
func about(ctx context.Context, a attest.Attest) string {
	if !a.Genuine() {
		return text.T(ctx, "attest.unsigned")
	}
	return ui.Date(ctx, *a.SignedAt)
}
