package register_test

import (
	"errors"
	"testing"

	"plass/internal/register"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		want  register.Number
		err   error
	}{
		{"352601810", "352601810", nil},
		{" 352 601 810 ", "352601810", nil},
		{"352\u00a0601\u202f810", "352601810", nil},
		{"974760673", "974760673", nil}, // the register's own number
		{"974760674", "", register.ErrCheckDigit},
		{"352601801", "", register.ErrCheckDigit}, // two digits in the wrong order
		{"", "", register.ErrNotNineDigits},
		{"35260181", "", register.ErrNotNineDigits},
		{"3526018100", "", register.ErrNotNineDigits},
		{"35260181O", "", register.ErrNotNineDigits},
		{"३५२६०१८१०", "", register.ErrNotNineDigits},
		{"NO352601810", "", register.ErrNotNineDigits},
	} {
		got, err := register.ParseNumber(c.typed)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("ParseNumber(%q) = %q, %v; want %q, %v", c.typed, got, err, c.want, c.err)
		}
	}
}

func TestEveryCheckDigitButOneIsRefused(t *testing.T) {
	t.Parallel()
	for _, eight := range []string{"35260181", "97476067", "31000000"} {
		accepted := 0
		for _, last := range "0123456789" {
			if _, err := register.ParseNumber(eight + string(last)); err == nil {
				accepted++
			}
		}
		if accepted != 1 {
			t.Errorf("%s: %d check digits accepted, want 1", eight, accepted)
		}
	}
}

func TestNumberAsShown(t *testing.T) {
	t.Parallel()
	n := register.Number("352601810")
	if got := n.Spaced(); got != "352 601 810" {
		t.Errorf("Spaced() = %q", got)
	}
	if !n.Synthetic() || register.Number("974760673").Synthetic() {
		t.Error("numbers beginning with 3 are synthetic, and no others")
	}
}
