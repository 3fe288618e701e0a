package ui

import (
	"context"
	"strings"

	"github.com/a-h/templ"
)

// told returns the attributes that tie a control to its hint and its problem.
func told(ctx context.Context, q field) templ.Attributes {
	a := templ.Attributes{}
	if ids := q.described(ctx); ids != "" {
		a["aria-describedby"] = ids
	}
	if q.problem(ctx) != "" {
		a["aria-invalid"] = "true"
	}
	return a
}

// hinted returns the attribute that ties one choice to its own hint.
func hinted(id string, c Choice) templ.Attributes {
	if c.Hint == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": id + "-more"}
}

func kindOf(kind string) FieldOption { return func(q *field) { q.kind = kind } }

// leadingLine keeps an empty first line, which browsers drop after <textarea>.
func leadingLine(value string) string {
	if strings.HasPrefix(value, "\n") || strings.HasPrefix(value, "\r\n") {
		return "\n" + value
	}
	return value
}
