package importing

import (
	"context"
	"slices"
	"strings"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/text"
	"plass/internal/wording"
)

// roles are what a contact can be: the program's own and those that the tenant has added.
type roles struct {
	called map[string]string // the role by how it is called, in any language
	names  []string          // as they are called in the language of the reader
}

// contactRoles reads which roles there are. Whoever does an import later knows no words of the tenant's but these.
func contactRoles(ctx context.Context, tx *db.Tx) (roles, error) {
	own, err := wording.Own(ctx, tx)
	if err != nil {
		return roles{}, err
	}
	ctx = text.WithOwn(ctx, own)
	all := roles{called: map[string]string{}, names: RoleNames(ctx)}
	for _, role := range slices.Backward(text.Choices(ctx, "contact.role", employer.ContactRoles...)) { // the first of those called alike
		for _, lang := range text.Langs {
			all.called[fold(text.T(text.With(ctx, lang), "contact.role."+role))] = role
		}
	}
	for words, role := range named("contact.role.", employer.ContactRoles) { // the program's names are its own
		all.called[words] = role
	}
	return all, nil
}

// RoleNames returns what the roles are called that can be written in a file: as in every tenant, and then the tenant's own.
func RoleNames(ctx context.Context) []string {
	var names []string
	for _, role := range text.Choices(ctx, "contact.role", employer.ContactRoles...) {
		if wording.IsOwn(role) {
			names = append(names, text.T(ctx, "contact.role."+role))
		} else {
			names = append(names, text.In(text.From(ctx), "contact.role."+role))
		}
	}
	return names
}

// read returns the roles that the cell names, and what in it is no role. They stand with commas, semicolons or slashes between;
// a role may itself be called by such a name, so the longest name is taken.
func (r roles) read(cell string) (found, unknown []string) {
	for rest := cell; strings.Trim(rest, between+" ") != ""; {
		rest = strings.TrimLeft(rest, between+" ")
		end := len(rest)
		for r.called[fold(rest[:end])] == "" && strings.ContainsAny(rest[:end], between) {
			end = strings.LastIndexAny(rest[:end], between)
		}
		if role, ok := r.called[fold(rest[:end])]; !ok {
			unknown = append(unknown, strings.TrimSpace(rest[:end]))
		} else if !slices.Contains(found, role) {
			found = append(found, role)
		}
		rest = rest[end:]
	}
	return found, unknown
}

// between are the signs that stand between roles.
const between = ",;/"
