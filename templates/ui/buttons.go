package ui

import "context"

// A ButtonOption says how a button looks, or what it carries.
type ButtonOption func(*button)

type button struct {
	variant, colour string
	size            string
	name, value     string
	about           string
	glyph           Glyph
	carried         [][2]string
}

func newButton(variant string, opts []ButtonOption) button {
	b := button{variant: variant, size: "medium"}
	for _, opt := range opts {
		opt(&b)
	}
	return b
}

// Primary is the one thing to do here.
func Primary(b *button) { b.variant = "primary" }

// Secondary is another thing to do here.
func Secondary(b *button) { b.variant = "secondary" }

// Tertiary is what few need.
func Tertiary(b *button) { b.variant = "tertiary" }

// Destructive is what cannot be undone.
func Destructive(b *button) { b.colour = "danger" }

// Small fits in a row of a table.
func Small(b *button) { b.size = "small" }

// With carries a value unseen: in a form the button's own, in a [PostButton] a hidden field.
func With(name, value string) ButtonOption {
	return func(b *button) {
		b.name, b.value = name, value
		b.carried = append(b.carried, [2]string{name, value})
	}
}

// About tells those who hear the page what a repeated button is about: "Be om kandidater" – to Nordlys.
func About(words string) ButtonOption { return func(b *button) { b.about = words } }

// Beside puts a glyph before the words.
func Beside(g Glyph) ButtonOption { return func(b *button) { b.glyph = g } }

func (b button) class() string {
	class := "aksel-button aksel-button--" + b.size
	return class
}

func (b button) label() string {
	if b.size == "small" {
		return "aksel-label aksel-label--small"
	}
	return "aksel-label"
}

type levelKey struct{}

// level returns which heading comes next: 2 on a page, 3 within a section or a card.
func level(ctx context.Context) int {
	if n, ok := ctx.Value(levelKey{}).(int); ok {
		return n
	}
	return 2
}

// deeper returns ctx for what stands under a heading.
func deeper(ctx context.Context, heading string) context.Context {
	if heading == "" {
		return ctx
	}
	return context.WithValue(ctx, levelKey{}, min(level(ctx)+1, 6))
}
