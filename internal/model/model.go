// Package model holds the library of partnership models: documents that agreements start from.
//
// A model has no code of its own. To add one, add a file to the library.
package model

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"plass/internal/terms"
)

//go:embed library/*.json
var files embed.FS

// A Template is one partnership model.
type Template struct {
	Key     string          `json:"-"`  // the name of its file
	No      int             `json:"no"` // the number of its version
	Name    terms.Words     `json:"name"`
	Summary terms.Words     `json:"summary"`
	Source  string          `json:"source"` // the sentence the model was read from, in Norwegian
	Terms   json.RawMessage `json:"terms"`
}

// Whole returns the terms of the template.
func (t Template) Whole() terms.Terms {
	whole, err := terms.Decode(t.Terms)
	if err != nil {
		panic(fmt.Sprintf("model %s: %v", t.Key, err)) // read once at start
	}
	return whole
}

var library = func() []Template {
	entries, err := files.ReadDir("library")
	if err != nil {
		panic(err)
	}
	var all []Template
	for _, e := range entries {
		data, err := files.ReadFile(path.Join("library", e.Name()))
		if err != nil {
			panic(err)
		}
		t := Template{Key: strings.TrimSuffix(e.Name(), ".json")}
		if err := json.Unmarshal(data, &t); err != nil {
			panic(fmt.Sprintf("model %s: %v", t.Key, err))
		}
		t.Whole()
		all = append(all, t)
	}
	return all
}()

// Library returns every model, by key.
func Library() []Template { return library }

// Find returns the model with the key.
func Find(key string) (Template, bool) {
	for _, t := range library {
		if t.Key == key {
			return t, true
		}
	}
	return Template{}, false
}
