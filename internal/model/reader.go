package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/text"
)

// A reader walks a file beside the shape it should have.
type reader struct {
	data  []byte
	dec   *json.Decoder
	at    map[string]int // where each path begins
	flaws []Flaw
}

func (r *reader) flaw(path string, offset int, key string, args ...any) {
	if len(r.flaws) >= mostFlaws {
		return
	}
	for i, said := range args { // what stands in the file may be of any length
		if name, ok := said.(string); ok {
			args[i] = clip(name, 60)
		}
	}
	before := r.data[:min(offset, len(r.data))]
	last := before[bytes.LastIndexByte(before, '\n')+1:]
	r.flaws = append(r.flaws, Flaw{Line: 1 + bytes.Count(before, []byte("\n")), Column: 1 + len([]rune(string(last))), Path: clip(path, 200), Why: fault.Text{Key: key, Args: args}})
}

// clip cuts words off that are longer than so many characters.
func clip(words string, most int) string {
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return words
}

// longest is the most characters of one text of a template, and longestName of its name: what the forms that say the same allow.
const (
	longest     = 4000
	longestName = 120
)

// limit returns the most characters of the text that the path leads to.
func limit(path string) int {
	if name, _, _ := strings.Cut(path, "."); name == "name" {
		return longestName
	}
	return longest
}

// next returns where the next value begins.
func (r *reader) next() int {
	at := int(r.dec.InputOffset())
	for at < len(r.data) && bytes.IndexByte([]byte(" \t\r\n,:"), r.data[at]) >= 0 {
		at++
	}
	return at
}

// token reads the next token; what cannot be read is a flaw that ends the walk.
func (r *reader) token(path string) (json.Token, int, error) {
	at := r.next()
	t, err := r.dec.Token()
	if err == nil {
		return t, at, nil
	}
	key := "template.file.unreadable"
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = max(int(syntax.Offset)-1, 0)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || at >= len(r.data) {
		key, at = "template.file.ends", len(bytes.TrimRight(r.data, " \t\r\n"))
	}
	r.flaw(path, at, key)
	return nil, at, err
}

var words = reflect.TypeFor[terms.Words]()

// value reads a value that should be of the kind. What is of another kind is a flaw, and passed over.
func (r *reader) value(path string, kind reflect.Type) error {
	for kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	token, at, err := r.token(path)
	if err != nil {
		return err
	}
	r.at[path] = at
	delim, _ := token.(json.Delim)
	switch {
	case kind == words && delim == '{':
		return r.words(path)
	case kind == words || kind.Kind() == reflect.String:
		if said, ok := token.(string); ok {
			if strings.ContainsRune(said, 0) { // which no text in the database can hold
				r.flaw(path, at, "form.not_text")
			}
			if most := limit(path); utf8.RuneCountInString(said) > most {
				r.flaw(path, at, "form.too_long", "limit", most)
			}
			return nil
		}
		return r.not(path, at, delim, "template.file.not_text")
	case kind.Kind() == reflect.Struct:
		if delim == '{' {
			return r.object(path, kind)
		}
		return r.not(path, at, delim, "template.file.not_object")
	case kind.Kind() == reflect.Map:
		if delim == '{' {
			return r.object(path, kind)
		}
		return r.not(path, at, delim, "template.file.not_object")
	case kind.Kind() == reflect.Slice:
		if delim == '[' {
			for n := 0; r.dec.More(); n++ {
				if err := r.value(fmt.Sprintf("%s[%d]", path, n), kind.Elem()); err != nil {
					return err
				}
			}
			_, _, err := r.token(path)
			return err
		}
		return r.not(path, at, delim, "template.file.not_list")
	case kind.Kind() == reflect.Bool:
		if _, ok := token.(bool); ok {
			return nil
		}
		return r.not(path, at, delim, "template.file.not_bool")
	}
	if n, ok := token.(json.Number); ok && whole.MatchString(n.String()) {
		return nil
	}
	return r.not(path, at, delim, "template.file.not_number")
}

var whole = regexp.MustCompile(`^-?[0-9]{1,9}$`)

// not notes that a value is of another kind, and passes over the rest of it.
func (r *reader) not(path string, at int, opened json.Delim, key string) error {
	r.flaw(path, at, key)
	return r.skip(path, opened)
}

// skip passes over the rest of a value that has been opened.
func (r *reader) skip(path string, opened json.Delim) error {
	for depth := btoi(opened == '{' || opened == '['); depth > 0; {
		token, _, err := r.token(path)
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// object reads the names of an object; one that the kind does not have, or that stands twice, is a flaw.
func (r *reader) object(path string, kind reflect.Type) error {
	seen := map[string]bool{}
	for r.dec.More() {
		token, at, err := r.token(path)
		if err != nil {
			return err
		}
		name, _ := token.(string)
		under := strings.TrimPrefix(path+"."+name, ".")
		if seen[name] {
			r.flaw(under, at, "template.file.twice", "name", name)
		}
		seen[name] = true
		field, known := fieldOf(kind, name)
		if !known {
			r.flaw(under, at, "template.file.unknown", "name", name)
			opened, _, err := r.token(under)
			if err != nil {
				return err
			}
			delim, _ := opened.(json.Delim)
			if err := r.skip(under, delim); err != nil {
				return err
			}
			continue
		}
		if err := r.value(under, field); err != nil {
			return err
		}
	}
	_, _, err := r.token(path)
	return err
}

// fieldOf returns what kind of value stands under the name.
func fieldOf(kind reflect.Type, name string) (reflect.Type, bool) {
	if kind.Kind() == reflect.Map {
		return kind.Elem(), slices.Contains(terms.Branches, name) // the only thing that goes by names of its own
	}
	for i := range kind.NumField() {
		if tag, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ","); tag == name {
			return kind.Field(i).Type, true
		}
	}
	return nil, false
}

// words reads a sentence in several languages.
func (r *reader) words(path string) error {
	begins, said := r.at[path], false
	for r.dec.More() {
		token, at, err := r.token(path)
		if err != nil {
			return err
		}
		lang, _ := token.(string)
		if _, ok := text.Parse(lang); !ok {
			r.flaw(path+"."+lang, at, "template.file.language", "name", lang)
		}
		said = said || lang == string(text.Bokmaal)
		if err := r.value(path+"."+lang, reflect.TypeFor[string]()); err != nil {
			return err
		}
	}
	if !said {
		r.flaw(path, begins, "template.file.no_nb")
	}
	_, _, err := r.token(path)
	return err
}
