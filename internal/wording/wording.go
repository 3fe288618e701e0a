// Package wording holds how a tenant words what the program says, and what it has added to the lists that people choose from.
package wording

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"plass/internal/fault"
	"plass/internal/text"
)

// A Sentence is something the program says in one language: in all its forms, and wherever it says exactly that.
type Sentence struct {
	Lang   text.Lang
	Keys   []string // where it is said, without what tells the forms apart; the first names it in addresses
	Forms  []Form
	Number int // grows each time the tenant says something of it; 0: it has said nothing
	By     string
	At     time.Time
}

// A Form is one of the forms of a sentence. Most sentences have one, without a suffix; the others are for none, one and more.
type Form struct {
	Suffix  string // one of suffixes
	Program string // what the program says
	Own     string // what the tenant says instead; empty: nothing
}

var suffixes = []string{"", ".zero", ".one", ".other"}

// Now is what is said.
func (f Form) Now() string {
	if f.Own != "" {
		return f.Own
	}
	return f.Program
}

// Name names the sentence in addresses.
func (s Sentence) Name() string { return s.Keys[0] }

// Own reports whether the tenant has said something of it.
func (s Sentence) Own() bool { return s.Number > 0 }

// Fixed reports whether nobody may change it.
func (s Sentence) Fixed() bool { return Fixed(s.Keys[0]) }

// fixed are the beginnings of the keys of sentences that carry what the law asks for, what people agree to or sign,
// what keeps them safe, or what files are read by.
var fixed = []string{
	"accessibility.", "privacy.", // the statements
	"login.", "parked.", "fault.", "layout.failure.", // safety: logging in, and refusals
	"nudge.", "feed.", "notice.mail.", // what may leave the program: private words, calendar entries, letters
	"question.", "disclosure.", "access.", "background.", "myself.nobody_yet", // what a person says yes to, and who sees it
	"terms.", "attest.", "anchoring.body.", // what is signed
	"rule.",                    // what the law gives, with its source
	"import.", "contact.role.", // what spreadsheets are read by
	"wording.", "list.", // the way back
}

// Fixed reports whether the sentence at the key is one that nobody may change.
func Fixed(key string) bool {
	return slices.ContainsFunc(fixed, func(beginning string) bool { return strings.HasPrefix(key, beginning) })
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// Placeholders returns what stands for something else in the sentence: "{name}".
func Placeholders(sentence string) []string {
	found := placeholder.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Room is how many characters there are for what is said in place of the sentence.
func Room(sentence string) int { return 40 + 2*utf8.RuneCountInString(sentence) }

// Problem tells why own cannot be said in place of the program's sentence; an empty key: it can.
// Where there is one or none, the number may be said in words.
func Problem(key, program, own string) fault.Text {
	if own == "" {
		return fault.Text{Key: "form.required"}
	}
	needed, given := Placeholders(program), Placeholders(own)
	inWords := strings.HasSuffix(key, ".one") || strings.HasSuffix(key, ".zero")
	for _, p := range needed {
		if !slices.Contains(given, p) && (!inWords || p != "{n}") {
			return fault.Text{Key: "wording.missing", Args: []any{"what", p}}
		}
	}
	for _, p := range given {
		if !slices.Contains(needed, p) && (!inWords || p != "{n}") {
			return fault.Text{Key: "wording.invented", Args: []any{"what", p}}
		}
	}
	switch {
	case strings.ContainsAny(placeholder.ReplaceAllString(own, ""), "{}"):
		return fault.Text{Key: "wording.braces"}
	case utf8.RuneCountInString(own) > Room(program):
		return fault.Text{Key: "form.too_long", Args: []any{"limit", Room(program)}}
	}
	return fault.Text{}
}

// families holds where each language's sentences are said: the keys without what tells forms apart, in order.
var families = func() map[text.Lang][]string {
	all := map[text.Lang][]string{}
	for _, lang := range text.Langs {
		said := text.Catalogue(lang)
		found := map[string]bool{}
		for key := range said {
			found[stem(said, key)] = true
		}
		all[lang] = slices.Sorted(maps.Keys(found))
	}
	return all
}()

// stem returns the key without what tells its forms apart. A key that only ends like a form is its own.
func stem(said map[string]string, key string) string {
	for _, suffix := range suffixes[1:] {
		stem, ok := strings.CutSuffix(key, suffix)
		if ok && said[stem+".other"] != "" && (said[stem+".one"] != "" || said[stem+".zero"] != "") {
			return stem
		}
	}
	return key
}

// Sentences returns every sentence of the language with what the tenant says of it. What is said alike in several places is one sentence.
func Sentences(lang text.Lang, own []Wording) []Sentence {
	said, mine := text.Catalogue(lang), map[string]Wording{}
	for _, w := range own {
		if w.Lang == lang {
			mine[w.Key] = w
		}
	}
	var all []Sentence
	at := map[string]int{}
	for _, key := range families[lang] {
		s := Sentence{Lang: lang, Keys: []string{key}}
		alike := ""
		if Fixed(key) {
			alike = "fixed"
		}
		for _, suffix := range suffixes {
			program, ok := said[key+suffix]
			if !ok || suffix == "" && stem(said, key) != key {
				continue
			}
			if suffix != "" && stem(said, key+suffix) != key {
				continue
			}
			w := mine[key+suffix]
			s.Forms = append(s.Forms, Form{suffix, program, w.Sentence})
			if w.Number > s.Number {
				s.Number, s.By, s.At = w.Number, w.ChangedBy, w.ChangedAt
			}
			alike += "\x00" + suffix + "\x00" + program + "\x00" + w.Sentence
		}
		if i, twice := at[alike]; twice {
			all[i].Keys = append(all[i].Keys, key)
			all[i].Number = max(all[i].Number, s.Number)
			continue
		}
		at[alike] = len(all)
		all = append(all, s)
	}
	return all
}

// Named returns the sentence that is said at the key.
func Named(all []Sentence, key string) (Sentence, bool) {
	for _, s := range all {
		if slices.Contains(s.Keys, key) {
			return s, true
		}
	}
	return Sentence{}, false
}

// Find returns the sentences that hold the words, as they are said now or as the program says them.
func Find(all []Sentence, words string) []Sentence {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	return slices.DeleteFunc(slices.Clone(all), func(s Sentence) bool {
		return !slices.ContainsFunc(s.Forms, func(f Form) bool {
			return strings.Contains(strings.ToLower(placeholder.ReplaceAllString(f.Now(), "\x00")), words) ||
				strings.Contains(strings.ToLower(placeholder.ReplaceAllString(f.Program, "\x00")), words)
		})
	})
}
