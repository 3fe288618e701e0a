package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"

	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/text"
)

// A Flaw is one thing in a file that keeps it from being a template, and where in the file it is.
type Flaw struct {
	Line, Column int    // both counted from one; zero: nowhere in particular
	Path         string // the names that lead there: terms.places.lines[0].count
	Why          fault.Text
}

// file is what a template file holds.
type file struct {
	No      int         `json:"no"`
	Name    terms.Words `json:"name"`
	Summary terms.Words `json:"summary"`
	Source  string      `json:"source"`
	Terms   terms.Terms `json:"terms"`
}

// mostFlaws is how many flaws are told at once.
const mostFlaws = 20

// Read reads a template file strictly, and tells of all that is wrong with it in one go. With a flaw, there is no template.
func Read(data []byte) (Draft, []Flaw) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // what some editors put first
	r := &reader{data: data, dec: json.NewDecoder(bytes.NewReader(data)), at: map[string]int{}}
	r.dec.UseNumber()
	if err := r.value("", reflect.TypeFor[file]()); err == nil {
		if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
			r.flaw("", r.next(), "template.file.more")
		}
	}
	if len(r.flaws) > 0 {
		return Draft{}, r.flaws
	}
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		r.flaw("", 0, "template.file.unreadable")
		return Draft{}, r.flaws
	}
	if strings.TrimSpace(f.Name.In(text.Bokmaal)) == "" {
		r.flaw("name", r.at["name"], "template.file.no_name")
	}
	if f.Terms.Schema != terms.Schema {
		path := strings.Join([]string{"terms", "schema"}, ".")
		r.flaw(path, r.place(path), "template.file.schema", "n", terms.Schema)
	}
	wrong := f.Terms.Problems()
	for field, why := range wrong {
		path := pathOf(field)
		r.flaw(path, r.place(path), why.Key, why.Args...)
	}
	slices.SortFunc(r.flaws, func(a, b Flaw) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Path, b.Path)
	})
	return Draft{Name: f.Name, Summary: f.Summary, Source: f.Source, Terms: f.Terms}, r.flaws
}

// File returns the template as a file that [Read] reads.
func (t Template) File() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(file{No: t.No, Name: t.Name, Summary: t.Summary, Source: t.Source, Terms: t.Whole()})
	return b.Bytes(), err
}

// place returns where the path stands in the file, or the nearest that is there of what leads to it.
func (r *reader) place(path string) int {
	for path != "" {
		if at, ok := r.at[path]; ok {
			return at
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 0
}

// homes are where in the document the rows of the problems stand, by the first name of the field.
var homes = map[string]string{
	"kind": "places.lines", "rule": "places.lines", "count": "places.lines", "least": "places.lines", "alarm_days": "places.lines", "months": "places.lines", "quotas": "places.lines",
	"every_weeks": "rhythm.series", "needed": "rhythm.series", "payer": "funding.lines", "parties": "parties.roles", "step": "intake.steps",
	"by": "commitments.promises", "to": "commitments.promises", "strength": "commitments.promises", "when": "commitments.promises",
	"track": "track.phases", "payable": "funding.payable", "reach": "scope", "signing": "parties", "end": "outcomes", "view": "information",
	"mode": "intake", "trigger": "intake", "cohort": "intake",
}

// pathOf returns where in the document a problem of the terms stands.
func pathOf(field string) string {
	parts := strings.Split(field, ".")
	home, ok := homes[parts[0]]
	if !ok {
		return "terms." + field
	}
	path := "terms." + home
	row, rest := "", ""
	for _, p := range parts[1:] {
		if p != "" && strings.Trim(p, "0123456789") == "" {
			row = "[" + p + "]"
		} else {
			rest = "." + p
		}
	}
	switch {
	case rest == "" && parts[0] != "parties" && parts[0] != "step":
		rest = "." + parts[0]
	case rest == "":
		rest = ".kind"
	}
	return path + row + rest
}
