// Package fault names the ways in which an operation can be refused.
package fault

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// A Kind says why an operation was refused.
type Kind string

// The kinds of refusal. Every other error is our own mistake.
const (
	Malformed   Kind = "malformed"
	Unknown     Kind = "unknown"     // nobody is logged in, or no longer as this
	NotFound    Kind = "not found"   // also what belongs to somebody else
	Forbidden   Kind = "forbidden"   // seen, but not for this role to do
	Conflict    Kind = "conflict"    // true a moment ago, not any more
	TooMany     Kind = "too many"    // try again later
	Unavailable Kind = "unavailable" // something we stand on does not answer
	TooLarge    Kind = "too large"
)

// A Text is a key of the text catalogue with the values its sentence asks for, as name, value, name, value.
type Text struct {
	Key  string
	Args []any
}

// An Error is a refusal that the user may read.
type Error struct {
	Kind Kind
	Text Text
}

// New returns a refusal of the given kind.
func New(k Kind, key string, args ...any) error { return &Error{k, Text{key, args}} }

func (e *Error) Error() string { return string(e.Kind) + ": " + e.Text.Key }

// Is reports whether err is a refusal of kind k.
func Is(err error, k Kind) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == k
}

// Invalid tells what is wrong with each field of a form.
type Invalid map[string]Text

// Unless notes a problem with the field, unless ok. The first problem of a field stays.
func (v Invalid) Unless(ok bool, field, key string, args ...any) {
	if _, noted := v[field]; !ok && !noted {
		v[field] = Text{key, args}
	}
}

// Of returns an Invalid with one problem.
func Of(field, key string, args ...any) Invalid { return Invalid{field: {key, args}} }

// Problem returns v as an error, or nil when there is nothing wrong.
func (v Invalid) Problem() error {
	if len(v) == 0 {
		return nil
	}
	return v
}

func (v Invalid) Error() string {
	return "invalid: " + strings.Join(slices.Sorted(maps.Keys(v)), ", ")
}
