// Package form reads what users type and remembers what was wrong with it.
package form

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"plass/internal/calendar"
	"plass/internal/fault"
)

// Names of the fields that every form may carry beside its own.
const (
	KeyField     = "_key"     // one-time key: a form sent twice is done once
	VersionField = "_version" // the version the form was opened at
	DraftField   = "_draft"   // the page it stands on, where what is typed is kept as a draft
)

// longest is the most characters a field may have when nobody says otherwise.
const longest = 4000

// A Form holds the fields as typed, and their problems.
type Form struct {
	key      string
	values   url.Values
	problems fault.Invalid
	kept     *Kept
}

// Blank returns a form nobody has filled in, with a fresh one-time key.
func Blank() *Form { return Filled(nil) }

// Filled returns a form that shows values, with a fresh one-time key.
func Filled(values map[string]string) *Form {
	f := &Form{key: uuid.NewString(), values: url.Values{}, problems: fault.Invalid{}}
	for name, value := range values {
		f.values.Set(name, value)
	}
	return f
}

// Posted returns the form in the request, which the server has parsed.
func Posted(r *http.Request) *Form {
	return &Form{key: r.PostForm.Get(KeyField), values: r.PostForm, problems: fault.Invalid{}}
}

// Again returns the form as typed with a fresh one-time key, to be shown again although nothing was wrong with it.
func (f *Form) Again() *Form {
	return &Form{key: uuid.NewString(), values: f.values, problems: fault.Invalid{}}
}

// Key returns the one-time key of the form.
func (f *Form) Key() string { return f.key }

// Asked returns the form in the request's address: a filter, or the page of a list.
func Asked(r *http.Request) *Form {
	return &Form{key: uuid.NewString(), values: r.URL.Query(), problems: fault.Invalid{}}
}

// Value returns the field as typed, for showing again.
func (f *Form) Value(field string) string { return strings.ToValidUTF8(f.values.Get(field), "\uFFFD") }

// Values returns every value typed for a field that may have several, as check boxes do.
func (f *Form) Values(field string) []string { return f.values[field] }

// Has reports whether the field has the value among those typed.
func (f *Form) Has(field, value string) bool { return slices.Contains(f.values[field], value) }

// Set changes what the form shows.
func (f *Form) Set(field, value string) { f.values.Set(field, value) }

// SetAll changes what the form shows for a field that may have several values.
func (f *Form) SetAll(field string, values []string) { f.values[field] = values }

// Problem returns what is wrong with the field; an empty key means nothing.
func (f *Form) Problem(field string) fault.Text { return f.problems[field] }

// Problems lists the fields that have problems, in the order of their names.
func (f *Form) Problems() []string { return slices.Sorted(maps.Keys(f.problems)) }

// Failed reports whether anything is wrong.
func (f *Form) Failed() bool { return len(f.problems) > 0 }

// Text returns the field without surrounding space, noting text that is not UTF-8 or too long.
func (f *Form) Text(field string) string { return f.TextUpTo(field, longest) }

// TextUpTo is like [Form.Text] with a limit of its own, in characters.
func (f *Form) TextUpTo(field string, limit int) string {
	typed := f.values.Get(field)
	f.problems.Unless(utf8.ValidString(typed) && !strings.ContainsRune(typed, 0), field, "form.not_text")
	f.problems.Unless(utf8.RuneCountInString(typed) <= limit, field, "form.too_long", "limit", limit)
	return strings.TrimSpace(strings.ReplaceAll(f.Value(field), "\x00", ""))
}

// Texts returns every value of a field that may have several, noting text that is not UTF-8 or too long.
func (f *Form) Texts(field string) []string {
	texts := make([]string, len(f.values[field]))
	for i, typed := range f.values[field] {
		one := Form{key: f.key, values: url.Values{field: {typed}}, problems: f.problems}
		texts[i] = one.Text(field)
	}
	return texts
}

// Lines returns the field's lines, without the empty ones.
func (f *Form) Lines(field string) []string {
	var lines []string
	for line := range strings.Lines(f.Text(field)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Date returns the field as a day, noting a problem if it is not one. An empty field is a problem too.
func (f *Form) Date(field string) time.Time {
	typed := f.Text(field)
	f.problems.Unless(typed != "", field, "form.required")
	return f.day(field, typed)
}

// DateOrNone is like [Form.Date], but an empty field is no day.
func (f *Form) DateOrNone(field string) *time.Time {
	typed := f.Text(field)
	if typed == "" {
		return nil
	}
	day := f.day(field, typed)
	return &day
}

func (f *Form) day(field, typed string) time.Time {
	for _, layout := range []string{time.DateOnly, "02.01.2006", "2.1.2006"} {
		if t, err := time.Parse(layout, typed); err == nil {
			f.problems.Unless(t.Year() >= 1900 && t.Year() <= 2200, field, "form.not_a_date")
			return t
		}
	}
	f.problems.Unless(typed == "", field, "form.not_a_date")
	return time.Time{}
}

// Oslo is where every clock on the wall hangs.
var Oslo = calendar.Oslo

// Moment returns a day and a time of day in Oslo from two fields.
func (f *Form) Moment(day, clock string) time.Time {
	d, typed := f.Date(day), f.Text(clock)
	f.problems.Unless(typed != "", clock, "form.required")
	for _, layout := range []string{"15:04", "15.04"} {
		if t, err := time.Parse(layout, typed); err == nil {
			return time.Date(d.Year(), d.Month(), d.Day(), t.Hour(), t.Minute(), 0, 0, Oslo)
		}
	}
	f.problems.Unless(typed == "", clock, "form.not_a_time")
	return time.Time{}
}

// Int returns the field as a whole number from low to high, noting a problem if it is not one.
func (f *Form) Int(field string, low, high int) int {
	typed := f.Text(field)
	f.problems.Unless(typed != "", field, "form.required")
	n, err := strconv.Atoi(typed)
	f.problems.Unless(err == nil && low <= n && n <= high, field, "form.not_between", "low", low, "high", high)
	return n
}

// IntOrNone is like [Form.Int], but an empty field is no number.
func (f *Form) IntOrNone(field string, low, high int) *int {
	if f.Text(field) == "" {
		return nil
	}
	n := f.Int(field, low, high)
	return &n
}

// Bool reports whether a check box was ticked.
func (f *Form) Bool(field string) bool { return f.values.Get(field) != "" }

// Pick returns the field if it is one of the choices, noting a problem if not. An empty field asks for an answer.
func (f *Form) Pick(field string, choices ...string) string {
	typed := f.Text(field)
	f.problems.Unless(typed != "", field, "form.choose")
	f.problems.Unless(slices.Contains(choices, typed), field, "form.not_a_choice")
	return typed
}

// Picks returns the values ticked, noting a problem if one is not among the choices.
func (f *Form) Picks(field string, choices ...string) []string {
	for _, typed := range f.values[field] {
		f.problems.Unless(slices.Contains(choices, typed), field, "form.not_a_choice")
	}
	return f.values[field]
}

// ID returns the field as an id; a field that is not one is a choice nobody made.
func ID[T ~struct{ uuid.UUID }](f *Form, field string) T {
	typed := f.Text(field)
	f.problems.Unless(typed != "", field, "form.choose")
	id, err := uuid.Parse(typed)
	f.problems.Unless(err == nil, field, "form.not_a_choice")
	return T{id}
}

// IDOrNone is like [ID], but an empty field is no id.
func IDOrNone[T ~struct{ uuid.UUID }](f *Form, field string) *T {
	if f.Text(field) == "" {
		return nil
	}
	id := ID[T](f, field)
	return &id
}

// Version returns the version the form was opened at; 0 when the form carries none.
func (f *Form) Version() int {
	n, _ := strconv.Atoi(f.values.Get(VersionField))
	return n
}

// Unless notes a problem with the field, unless ok.
func (f *Form) Unless(ok bool, field, key string, args ...any) {
	f.problems.Unless(ok, field, key, args...)
}

// Require notes each of the fields that is empty.
func (f *Form) Require(fields ...string) {
	for _, field := range fields {
		f.problems.Unless(f.Text(field) != "", field, "form.required")
	}
}

// Add notes problems found elsewhere, a database's among them.
func (f *Form) Add(problems fault.Invalid) {
	for field, text := range problems {
		f.problems.Unless(false, field, text.Key, text.Args...)
	}
}

// Check adds the problems of what was decoded to those of decoding it, and returns them all.
func (f *Form) Check(decoded ...interface{ Problems() fault.Invalid }) error {
	for _, d := range decoded {
		f.Add(d.Problems())
	}
	return f.problems.Problem()
}

// Fold returns text as names are searched and sorted for pages: lower case, single spaces.
func Fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
