// Package text holds every sentence the user reads, in each language.
package text

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// A Lang is a language that the program speaks.
type Lang string

// The languages. Bokmål is what a new visitor gets when the browser asks for none of them.
const (
	Bokmaal Lang = "nb"
	Nynorsk Lang = "nn"
	English Lang = "en"
)

// Langs lists the languages, as the switch shows them.
var Langs = []Lang{Bokmaal, Nynorsk, English}

// Name returns the language's name in itself.
func (l Lang) Name() string {
	return map[Lang]string{Bokmaal: "Bokmål", Nynorsk: "Nynorsk", English: "English"}[l]
}

// Parse returns the language with the code; false if the program does not speak it.
func Parse(code string) (Lang, bool) {
	l := Lang(code)
	return l, l.Name() != ""
}

var matcher = language.NewMatcher([]language.Tag{language.MustParse("nb"), language.MustParse("nn"), language.English})

// Accept returns the language that suits an Accept-Language header best.
func Accept(header string) Lang {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return Bokmaal
	}
	if base, _ := tags[0].Base(); base.String() == "no" || base.String() == "da" || base.String() == "se" {
		return Bokmaal
	}
	_, i, confidence := matcher.Match(tags...)
	if confidence == language.No {
		return Bokmaal
	}
	return Langs[i]
}

//go:embed nb nn en
var files embed.FS

// catalogue holds the sentences of each language by key. A file holds the keys of one part of the site.
var catalogue = func() map[Lang]map[string]string {
	all := map[Lang]map[string]string{}
	for _, lang := range Langs {
		all[lang] = map[string]string{}
		entries, err := files.ReadDir(string(lang))
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			data, err := files.ReadFile(path.Join(string(lang), e.Name()))
			if err != nil {
				panic(err)
			}
			var part map[string]string
			if err := json.Unmarshal(data, &part); err != nil {
				panic(fmt.Sprintf("text/%s/%s: %v", lang, e.Name(), err))
			}
			for key, sentence := range part {
				if _, twice := all[lang][key]; twice {
					panic(fmt.Sprintf("text/%s/%s: %s stands twice", lang, e.Name(), key))
				}
				all[lang][key] = sentence
			}
		}
	}
	return all
}()

// Catalogue returns every sentence of the language by key.
func Catalogue(lang Lang) map[string]string { return catalogue[lang] }

// Own is what a tenant says for itself.
type Own struct {
	Said    map[Lang]map[string]string // in place of the program's sentences, and for choices of its own, by key
	Choices map[string][]string        // the choices of its own that can be made now, by the list: "anchoring.body"
}

// spoken is how somebody is spoken to.
type spoken struct {
	lang Lang
	own  *Own
}

type contextKey struct{}

func speech(ctx context.Context) spoken {
	if s, ok := ctx.Value(contextKey{}).(spoken); ok {
		return s
	}
	return spoken{lang: Bokmaal}
}

// With returns ctx carrying the language, with the own words that ctx has.
func With(ctx context.Context, lang Lang) context.Context {
	return context.WithValue(ctx, contextKey{}, spoken{lang, speech(ctx).own})
}

// WithOwn returns ctx in which a tenant's own words go before the program's; nil: it has none.
func WithOwn(ctx context.Context, own *Own) context.Context {
	return context.WithValue(ctx, contextKey{}, spoken{speech(ctx).lang, own})
}

// From returns the language of ctx.
func From(ctx context.Context) Lang { return speech(ctx).lang }

// Choices returns what can be chosen of a list now: the program's own values, and those that the tenant has added.
// The words of each stand at the list, a point and the value.
func Choices(ctx context.Context, list string, values ...string) []string {
	own := speech(ctx).own
	if own == nil {
		return values
	}
	return append(slices.Clip(values), own.Choices[list]...)
}

// T returns the sentence for the key in the language of ctx, the tenant's own before the program's. The args name and give
// the values of its placeholders: T(ctx, "seats.empty", "days", 9). A count named "n" picks
// the key's .zero, .one or .other form when it has them.
func T(ctx context.Context, key string, args ...any) string {
	s := speech(ctx)
	return s.say(key, args)
}

// In is like [T] in a given language, for what is the same in every tenant: files that are read again, and what is recorded.
func In(lang Lang, key string, args ...any) string { return spoken{lang: lang}.say(key, args) }

// sentence returns the sentence for exactly this key.
func (s spoken) sentence(key string) (string, bool) {
	if s.own != nil {
		if own, ok := s.own.Said[s.lang][key]; ok {
			return own, true
		}
	}
	sentence, ok := catalogue[s.lang][key]
	return sentence, ok
}

func (s spoken) say(key string, args []any) string {
	sentence, ok := s.sentence(key)
	for i := 0; i+1 < len(args); i += 2 {
		if !ok && args[i] == "n" {
			form := ".other"
			if args[i+1] == 1 {
				form = ".one"
			}
			if args[i+1] == 0 {
				sentence, ok = s.sentence(key + ".zero")
			}
			if !ok {
				sentence, ok = s.sentence(key + form)
			}
		}
	}
	if !ok {
		return key
	}
	return fill(sentence, args)
}

// fill puts the values in place of their names. A name that has no value stays as it is.
func fill(sentence string, args []any) string {
	open := strings.IndexByte(sentence, '{')
	if open < 0 || len(args) == 0 {
		return sentence
	}
	var out strings.Builder
	for ; open >= 0; open = strings.IndexByte(sentence, '{') {
		end := strings.IndexByte(sentence[open:], '}')
		if end < 0 {
			break
		}
		value, ok := named(args, sentence[open+1:open+end])
		if !ok { // another name may begin inside
			end = 0
			value = "{"
		}
		out.WriteString(sentence[:open])
		out.WriteString(value)
		sentence = sentence[open+end+1:]
	}
	out.WriteString(sentence)
	return out.String()
}

// named returns the value that the args give the name.
func named(args []any, name string) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			return v, true
		case int:
			return strconv.Itoa(v), true
		}
		return fmt.Sprint(args[i+1]), true
	}
	return "", false
}
