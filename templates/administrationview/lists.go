package administrationview

import (
	"context"
	"strings"

	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/wording"
	"plass/templates/ui"
)

// List is a list with what can be chosen of it.
type List struct {
	List    wording.List
	Program []string // the program's own choices
	Own     []wording.Item
	Retired []wording.Item
	Form    *form.Form
}

// ProgramKey is where the words of one of the program's choices stand.
func (l List) ProgramKey(code string) string {
	if l.List.Program != "" {
		return l.List.Program + "." + code
	}
	return l.List.Key + "." + code
}

// Item is a choice as somebody changes it.
type Item struct {
	List        List
	Item        wording.Item
	Form        *form.Form
	Differences []ui.Difference
}

// ListPage is the page of a list.
func ListPage(l wording.List) string { return route.Lists + "/" + l.Key }

func itemPage(i wording.Item, parts ...string) string {
	return strings.Join(append([]string{route.Lists, i.List, "items", i.ID.String()}, parts...), "/")
}

// called is what the choice is called, as everybody reads it.
func called(ctx context.Context, i wording.Item) string { return text.T(ctx, i.List+"."+i.Code) }

// otherwise is what the choice is called in the other languages.
func otherwise(ctx context.Context, i wording.Item) string {
	var all []string
	for _, lang := range text.Langs {
		if words := text.T(text.With(ctx, lang), i.List+"."+i.Code); lang != text.From(ctx) {
			all = append(all, lang.Name()+": "+words)
		}
	}
	return strings.Join(all, ". ")
}
