package doorview

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"plass/internal/auth"
	"plass/internal/text"
	"plass/internal/user"
)

// about tells buttons that read the same apart.
func about(ctx context.Context, a auth.Actor) string {
	return text.T(ctx, "switch.as", "role", text.T(ctx, "role."+string(a.Role)), "where", where(a))
}

// list returns the sentences with the prefix, in the order of their numbers: prefix.1, prefix.2.
func list(ctx context.Context, prefix string) []string {
	var all []string
	for n := '1'; n <= '9'; n++ {
		key := prefix + "." + string(n)
		sentence := text.T(ctx, key)
		if sentence == key {
			break
		}
		all = append(all, sentence)
	}
	return all
}

// tenants lists the tenants of the people, in the order in which they come.
func tenants(people []user.Somebody) []string {
	var names []string
	for _, p := range people {
		if !slices.Contains(names, p.Tenant) {
			names = append(names, p.Tenant)
		}
	}
	return names
}

// paragraphs returns what stands between the empty lines of a letter.
func paragraphs(letter string) []string {
	return strings.Split(strings.TrimSpace(letter), "\n\n")
}

// typed returns what somebody has written in words, rather than chosen.
func typed(fields url.Values) []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, value := range fields[name] {
			if !strings.HasPrefix(name, "_") && strings.Contains(strings.TrimSpace(value), " ") {
				all = append(all, value)
			}
		}
	}
	return all
}
