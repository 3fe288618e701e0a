package register

import (
	"strings"
	"unicode"

	"plass/internal/fault"
)

// A Number is an organisation number: nine digits of which the last checks the others.
type Number string

// What can be wrong with a number as typed.
var (
	ErrNotNineDigits = fault.New(fault.Malformed, "register.not_nine_digits")
	ErrCheckDigit    = fault.New(fault.Malformed, "register.check_digit")
)

// ParseNumber reads a number as people type it, with or without spaces between the digits.
func ParseNumber(typed string) (Number, error) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) { // pages and documents put no-break spaces between the groups
			return -1
		}
		return r
	}, typed)
	if len(digits) != 9 || strings.Trim(digits, "0123456789") != "" {
		return "", ErrNotNineDigits
	}
	n := Number(digits)
	if !n.checks() {
		return "", ErrCheckDigit
	}
	return n, nil
}

// checks reports whether the last digit follows from the others by modulus 11.
func (n Number) checks() bool {
	weights, sum := [8]int{3, 2, 7, 6, 5, 4, 3, 2}, 0
	for i, w := range weights {
		sum += w * int(n[i]-'0')
	}
	return (11-sum%11)%11 == int(n[8]-'0')
}

// Synthetic reports whether the number was made for trying things out. Real ones begin with 8 or 9.
func (n Number) Synthetic() bool { return strings.HasPrefix(string(n), "3") }

// Spaced returns the number in groups of three, as people read it aloud.
// It is not called String, since the database driver would then store it so.
func (n Number) Spaced() string {
	if len(n) != 9 {
		return string(n)
	}
	return string(n[:3] + " " + n[3:6] + " " + n[6:])
}
