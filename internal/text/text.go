// Package text holds every sentence the user reads, in each language.
package text

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"path"
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

type contextKey struct{}

// With returns ctx carrying the language.
func With(ctx context.Context, lang Lang) context.Context {
	return context.WithValue(ctx, contextKey{}, lang)
}

// From returns the language of ctx.
func From(ctx context.Context) Lang {
	if lang, ok := ctx.Value(contextKey{}).(Lang); ok {
		return lang
	}
	return Bokmaal
}

// T returns the sentence for the key in the language of ctx. The args name and give
// the values of its placeholders: T(ctx, "seats.empty", "days", 9). A count named "n" picks
// the key's .zero, .one or .other form when it has them.
func T(ctx context.Context, key string, args ...any) string { return In(From(ctx), key, args...) }

// In is like [T], in a given language.
func In(lang Lang, key string, args ...any) string {
	sentence, ok := catalogue[lang][key]
	for i := 0; i+1 < len(args); i += 2 {
		if !ok && args[i] == "n" {
			form := ".other"
			if args[i+1] == 1 {
				form = ".one"
			}
			if args[i+1] == 0 {
				sentence, ok = catalogue[lang][key+".zero"]
			}
			if !ok {
				sentence, ok = catalogue[lang][key+form]
			}
		}
	}
	if !ok {
		return key
	}
	if len(args) == 0 {
		return sentence
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}
