package ui

import (
	"context"
	"strings"
)

// columns is what the cells of a table need to know of its head.
type columns struct {
	labels []string
	right  []bool
	next   int
}

type columnsKey struct{}

func newColumns(ctx context.Context, labels []string) *columns {
	c := &columns{}
	for _, label := range labels {
		bare, right := strings.CutPrefix(label, ">")
		c.labels = append(c.labels, words(ctx, bare))
		c.right = append(c.right, right)
	}
	return c
}

// row begins a row.
func row(ctx context.Context) {
	if c, ok := ctx.Value(columnsKey{}).(*columns); ok {
		c.next = 0
	}
}

// column returns the label of the next cell in the row, and whether it stands to the right.
func column(ctx context.Context) (label string, right bool) {
	c, ok := ctx.Value(columnsKey{}).(*columns)
	if !ok || c.next >= len(c.labels) {
		return "", false
	}
	c.next++
	return c.labels[c.next-1], c.right[c.next-1]
}

func withColumns(ctx context.Context, c *columns) context.Context {
	return context.WithValue(ctx, columnsKey{}, c)
}

// aligned returns the class of a cell. Numbers, and what stands under no label, stand to the right.
func aligned(label string, right bool) string {
	if right || label == "" {
		return "right"
	}
	return ""
}

// A Difference is one thing that changed.
type Difference struct{ Label, Before, After string }

func orNone(ctx context.Context, value string) string {
	if value == "" {
		return words(ctx, "ui.nothing")
	}
	return value
}
