package ui

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"plass/internal/form"
	"plass/internal/text"
)

// questions gathers the fields of a form while they are shown, so that the summary of
// what is wrong can name them, in the order in which they stand.
type questions struct {
	fields []field
	files  bool
}

type questionsKey struct{}

func ask(ctx context.Context, q field) {
	if asked, ok := ctx.Value(questionsKey{}).(*questions); ok {
		asked.fields = append(asked.fields, q)
		asked.files = asked.files || q.kind == "file"
	}
}

// A FormOption says something about a whole form.
type FormOption func(*formLook)

type formLook struct {
	bare   bool
	asking bool
	again  bool
}

func (l formLook) method() string {
	if l.asking {
		return "get"
	}
	return "post"
}

// Bare leaves out the surface that a form stands on.
func Bare(l *formLook) { l.bare = true }

// Asking has the form only ask for another view: its fields stand in the address, so none of them may be personal.
func Asking(l *formLook) { l.asking = true }

// Again has the form do no more than ask, so that it can be sent as often as one likes: it carries no one-time key.
func Again(l *formLook) { l.again = true }

// Form sends its fields to action, with the one-time key and the version of f.
// When something is wrong, it begins with a summary that links to each field.
func Form(action string, f *form.Form, opts ...FormOption) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		children := templ.GetChildren(ctx)
		ctx = templ.ClearChildren(ctx)
		var look formLook
		for _, opt := range opts {
			opt(&look)
		}
		var asked questions
		var inside bytes.Buffer
		if err := children.Render(context.WithValue(ctx, questionsKey{}, &asked), &inside); err != nil {
			return err
		}
		return theForm(action, f, look, asked, templ.Raw(inside.String())).Render(ctx, w)
	})
}

// said returns a label as the beginning of a sentence about it.
func said(label string) string {
	if strings.HasSuffix(label, "?") {
		return label
	}
	return label + ":"
}

// A wrong is a line of the summary: where to go, and what is wrong there.
type wrong struct{ id, words string }

// wrongs lists what is wrong with f: the fields in their order, and then what no field asks.
func (asked questions) wrongs(ctx context.Context, f *form.Form) []wrong {
	var list []wrong
	named := map[string]bool{}
	for _, q := range asked.fields {
		if p := q.problem(ctx); p != "" && q.form == f && !named[q.name] {
			list = append(list, wrong{q.id, said(q.label) + " " + p})
			named[q.name] = true
		}
	}
	for _, name := range f.Problems() {
		if !named[name] {
			p := f.Problem(name)
			list = append(list, wrong{"", text.T(ctx, p.Key, p.Args...)})
		}
	}
	return list
}

// asksToLook reports whether somebody is asked to look again at private words, or has.
func asksToLook(f *form.Form) bool {
	for _, name := range f.Problems() {
		if f.Problem(name).Key == "nudge.question" {
			return true
		}
	}
	return f.Bool("looked_again")
}
