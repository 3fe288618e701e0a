package desk

import (
	_ "embed" // the municipalities
	"slices"
	"strings"
	"sync"

	"plass/internal/form"
)

//go:embed municipalities.tsv
var register string

// A Municipality is one of Norway's, with its official name, which can be in several languages: "Deatnu - Tana".
type Municipality struct{ Number, Name string }

// County is the number of the county: the first two digits.
func (m Municipality) County() string { return m.Number[:2] }

// Said is the name as it stands in a sentence.
func (m Municipality) Said() string { return strings.ReplaceAll(m.Name, " - ", " / ") }

// Counties are the counties by number.
var Counties = []struct{ Number, Name string }{{"31", "Østfold"}, {"32", "Akershus"}, {"03", "Oslo"}, {"34", "Innlandet"}, {"33", "Buskerud"}, {"39", "Vestfold"}, {"40", "Telemark"},
	{"42", "Agder"}, {"11", "Rogaland"}, {"46", "Vestland"}, {"15", "Møre og Romsdal"}, {"50", "Trøndelag"}, {"18", "Nordland"}, {"55", "Troms"}, {"56", "Finnmark"}}

// County returns the name of the county.
func County(number string) string {
	for _, c := range Counties {
		if c.Number == number {
			return c.Name
		}
	}
	return number
}

// Municipalities returns all of them, by number.
var Municipalities = sync.OnceValue(func() []Municipality {
	var all []Municipality
	for line := range strings.Lines(register) {
		if number, name, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			all = append(all, Municipality{number, name})
		}
	}
	return all
})

// ByNumber returns the municipality with the number.
func ByNumber(number string) (Municipality, bool) {
	all := Municipalities()
	i, ok := slices.BinarySearchFunc(all, number, func(m Municipality, n string) int { return strings.Compare(m.Number, n) })
	if !ok {
		return Municipality{}, false
	}
	return all[i], true
}

// names are what people type for the municipality: each of its names, with and without the county behind it.
func (m Municipality) names() []string {
	var all []string
	for _, n := range append(strings.Split(m.Name, " - "), m.Name, m.Said()) {
		all = append(all, form.Fold(n))
		if short, _, ok := strings.Cut(n, " ("); ok {
			all = append(all, form.Fold(short))
		}
	}
	return all
}

// exactly returns those with the name: more than one when two share it.
func exactly(name string) []Municipality {
	return named(name, func(has, asked string) bool { return has == asked })
}

// Named returns those whose name fits what was typed: the whole name before the beginning of one, and that before a part.
func Named(typed string) []Municipality {
	if all := exactly(typed); len(all) > 0 {
		return all
	}
	if all := named(typed, strings.HasPrefix); len(all) > 0 {
		return all
	}
	return named(typed, strings.Contains)
}

func named(typed string, fits func(name, asked string) bool) []Municipality {
	var all []Municipality
	asked := strings.TrimSpace(strings.TrimSuffix(form.Fold(typed), " kommune"))
	for _, m := range Municipalities() {
		if slices.ContainsFunc(m.names(), func(n string) bool { return fits(n, asked) }) {
			all = append(all, m)
		}
	}
	return all
}
