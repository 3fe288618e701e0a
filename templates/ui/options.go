package ui

import (
	"context"
	"strconv"

	"plass/internal/form"
	"plass/internal/text"
)

// A FieldOption says something about a field: Field(f, "phone", "employer.phone", ui.Tel, ui.Optional).
type FieldOption func(*field)

// A field is what the parts of one field need to know.
type field struct {
	form     *form.Form
	name, id string
	label    string
	hint     string
	kind     string
	mode     string
	complete string
	width    string
	optional bool
	taps     bool
	rows     int
	most     int
	suggests []string
}

// newField gathers what is known of a field, and tells the form around it that it is asked.
func newField(ctx context.Context, f *form.Form, name, label string, opts []FieldOption) field {
	q := field{form: f, name: name, id: name, label: words(ctx, label), kind: "text", rows: 4}
	for _, opt := range opts {
		opt(&q)
	}
	q.hint = words(ctx, q.hint)
	ask(ctx, q)
	return q
}

// problem returns what is wrong with the field in the reader's language, or nothing.
func (q field) problem(ctx context.Context) string {
	p := q.form.Problem(q.name)
	if p.Key == "" {
		return ""
	}
	return text.T(ctx, p.Key, p.Args...)
}

// described returns the ids of what describes the field.
func (q field) described(ctx context.Context) string {
	ids := ""
	if q.hint != "" {
		ids = q.id + "-hint"
	}
	if q.problem(ctx) != "" {
		if ids != "" {
			ids += " "
		}
		ids += q.id + "-error"
	}
	return ids
}

// Tel asks for a telephone number.
func Tel(q *field) { q.kind, q.mode, q.complete, q.width = "tel", "tel", "tel", "short" }

// Email asks for an e-mail address.
func Email(q *field) { q.kind, q.mode, q.complete = "email", "email", "email" }

// Digits asks for a number, an amount or a code.
func Digits(q *field) { q.mode, q.width = "numeric", "short" }

// Tiny makes the field as narrow as a small number.
func Tiny(q *field) { q.width = "tiny" }

// Short makes the field as narrow as a date.
func Short(q *field) { q.width = "short" }

// Optional marks the field "(valgfri)".
func Optional(q *field) { q.optional = true }

// Taps shows radio buttons as a row of large keys.
func Taps(q *field) { q.taps = true }

// Hint tells more than the label does, under it.
func Hint(label string) FieldOption { return func(q *field) { q.hint = label } }

// Autocomplete names what the browser may fill in, as HTML does: "one-time-code", "off".
func Autocomplete(what string) FieldOption { return func(q *field) { q.complete = what } }

// Rows is how tall a text area begins.
func Rows(n int) FieldOption { return func(q *field) { q.rows = n } }

// Most is how many characters there is room for; the reader sees how many are left.
func Most(n int) FieldOption { return func(q *field) { q.most = n } }

// Suggest shows words that can be chosen instead of being typed; anything else may be typed too.
func Suggest(words ...string) FieldOption { return func(q *field) { q.suggests = words } }

// ID gives the field an id other than its name, for pages with several forms.
func ID(id string) FieldOption { return func(q *field) { q.id = id } }

// A Choice is one of the values that a field can have.
type Choice struct{ Value, Label, Hint string }

// Choices returns a choice for each value; its words stand at prefix.value.
func Choices[T ~string](ctx context.Context, prefix string, values ...T) []Choice {
	choices := make([]Choice, 0, len(values))
	for _, v := range values {
		choices = append(choices, Choice{Value: string(v), Label: text.T(ctx, prefix+"."+string(v))})
	}
	return choices
}

// nth returns the id of the n-th choice of a field. The first has the field's own, so that links to the field find it.
func (q field) nth(n int) string {
	if n == 0 {
		return q.id
	}
	return q.id + "-" + strconv.Itoa(n+1)
}

// words returns the sentence for the key. What is no key is words already, and stays as it is.
func words(ctx context.Context, label string) string { return text.T(ctx, label) }
