package wording

import (
	"plass/internal/text"
)

// A List is something people choose from, to which a tenant may add.
type List struct {
	Key     string   // the words of a choice stand at the key, a point and its code
	Also    []string // where its words are said too, within a sentence
	Program []string // the program's own choices, which stay
}

// choice is what the tenant has added to a list.
type choice struct {
	List, Code, Nb, Nn, En string
	Retired                bool
}

// in returns the words of the choice in the language; bokmål where nobody has said more.
func (c choice) in(lang text.Lang) string {
	words := map[text.Lang]string{text.Nynorsk: c.Nn, text.English: c.En}[lang]
	if words == "" {
		return c.Nb
	}
	return words
}

// into adds the choice to what the tenant says. One that is retired can be read, and no longer chosen.
func (c choice) into(own *text.Own) {
	for _, lang := range text.Langs {
		own.Said[lang][c.List+"."+c.Code] = c.in(lang)
	}
	if !c.Retired {
		own.Choices[c.List] = append(own.Choices[c.List], c.Code)
	}
}
