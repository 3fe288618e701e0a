package setup

import "slices"

// Kinds lists what the audit knows to look for.
func Kinds() []string {
	var kinds []string
	for _, c := range checks {
		kinds = append(kinds, c.what)
	}
	slices.Sort(kinds)
	return kinds
}
