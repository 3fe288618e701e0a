package text

import "testing"

// TestFill puts values in place of names, once each, and leaves the rest as it stands.
func TestFill(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sentence string
		args     []any
		want     string
	}{
		{"Hei.", nil, "Hei."},
		{"Hei {name}.", nil, "Hei {name}."},
		{"{n} av {most} plasser, {n} i alt", []any{"n", 2, "most", "fem"}, "2 av fem plasser, 2 i alt"},
		{"{name} bor i {place}", []any{"name", "{place}", "place", "Gjøvik"}, "{place} bor i Gjøvik"},
		{"{ikkje} {name", []any{"name", "Ada"}, "{ikkje} {name"},
		{"{{name}}", []any{"name", "Ada"}, "{Ada}"},
		{"{name}", []any{"name"}, "{name}"},
	} {
		if got := fill(c.sentence, c.args); got != c.want {
			t.Errorf("%q with %v: got %q, want %q", c.sentence, c.args, got, c.want)
		}
	}
}
