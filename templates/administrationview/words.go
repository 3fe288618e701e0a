package administrationview

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/wording"
	"plass/templates/ui"
)

// Words is what was searched for and found, and what the tenant says itself.
type Words struct {
	Form      *form.Form
	Lang      text.Lang
	Searched  string
	Found     []wording.Sentence
	Swappable bool
	Own       []wording.Sentence
}

// A Wording is a sentence as somebody changes it.
type Wording struct {
	Sentence    wording.Sentence
	Others      []wording.Sentence // the same in the other languages
	Form        *form.Form
	Differences []ui.Difference // between what was typed and what somebody else has said meanwhile
}

// A Swap is words on their way in place of others.
type Swap struct {
	Lang      text.Lang
	Word      string
	Words     []wording.Word // the forms found
	Pairs     []wording.Pair
	Asked     *form.Form // the words
	Form      *form.Form // the sentences
	Proposals []wording.Proposal
	Fixed     []wording.Sentence // that hold the word, and stay
	Tried     bool               // the words were sent
}

// Nth is the name of a field in a row.
func Nth(field string, row int) string { return fmt.Sprintf("%s_%d", field, row) }

// FormLabel is the label of a form of a sentence.
func FormLabel(suffix string) string {
	if suffix == "" {
		return "wording.says"
	}
	return "wording.form" + suffix
}

// shown is how many sentences a search shows.
const shown = 100

func (w Words) first() []wording.Sentence { return w.Found[:min(len(w.Found), shown)] }

func languages() []ui.Choice {
	var all []ui.Choice
	for _, l := range text.Langs {
		all = append(all, ui.Choice{Value: string(l), Label: l.Name()})
	}
	return all
}

func wordingOf(s wording.Sentence, parts ...string) string {
	return strings.Join(append([]string{route.Words, string(s.Lang), s.Name()}, parts...), "/")
}

func swapOf(lang text.Lang, word string) string {
	return route.WordsSwap + "?" + url.Values{"lang": {string(lang)}, "word": {word}}.Encode()
}

// concepts are words of the language that other places have other words for.
func concepts(lang text.Lang) []string {
	return []string{text.In(lang, "wording.concept.buddy"), text.In(lang, "wording.concept.participant"), text.In(lang, "wording.concept.contact")}
}

// explains tells what stands for something else in the form.
func explains(ctx context.Context, f wording.Form) string {
	if p := wording.Placeholders(f.Program); len(p) > 0 {
		return text.T(ctx, "wording.holders", "what", strings.Join(p, ", "))
	}
	return ""
}

// room is how many characters there are for a form.
func room(f wording.Form) int { return wording.Room(f.Program) }
