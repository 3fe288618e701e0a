// Package deskview shows who at Nav answers employers where, and lets those who administer keep it.
package deskview

import (
	"context"
	"strings"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/desk"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/layout"
	"plass/templates/ui"
)

// Finding is the finder: what was typed, and what was found.
type Finding struct {
	Answer *desk.Answer
	Form   *form.Form
}

// Making is the form of a new desk.
type Making struct {
	Contacts  []user.Member
	Agreement *agreement.Agreement // what it comes from
	Form      *form.Form
}

// Shown is the page of a desk.
type Shown struct {
	Desk     desk.Desk
	Contacts []user.Member
	Today    time.Time
	Form     *form.Form
}

// Rests are where a desk can answer because nobody else does.
func Rests() []string {
	all := []string{desk.Everywhere}
	for _, c := range desk.Counties {
		all = append(all, c.Number)
	}
	return all
}

func rests(ctx context.Context) []ui.Choice {
	all := []ui.Choice{{Value: desk.Everywhere, Label: text.T(ctx, "desk.rest.all")}}
	for _, c := range desk.Counties {
		all = append(all, ui.Choice{Value: c.Number, Label: text.T(ctx, "desk.rest.county", "county", c.Name)})
	}
	return all
}

func contacts(ctx context.Context, from []user.Member) []ui.Choice {
	var all []ui.Choice
	for _, m := range from {
		all = append(all, ui.Choice{Value: m.ID.String(), Label: m.Name + ", " + text.T(ctx, "role."+string(m.Role))})
	}
	return all
}

// self is the address of the finder on the reader's side.
func self(ctx context.Context) string {
	if auth.From(ctx).Side() == auth.PartnerSide {
		return route.OurFinder
	}
	return route.ContactFinder
}

func home(ctx context.Context) string {
	if auth.From(ctx).Side() == auth.PartnerSide {
		return route.Now
	}
	return route.Today
}

func to(ctx context.Context, m desk.Municipality) string {
	return self(ctx) + "?municipality=" + m.Number
}

// place is what was asked about, as it was read.
func (v Finding) place(ctx context.Context) string {
	switch a := v.Answer; {
	case a.Municipality != nil && a.Postcode != "":
		return text.T(ctx, "desk.postcode_in", "code", a.Postcode, "name", a.Municipality.Said())
	case a.Municipality != nil:
		return text.T(ctx, "desk.municipality", "name", a.Municipality.Said(), "number", a.Municipality.Number)
	case a.Postcode != "":
		return text.T(ctx, "desk.postcode", "code", a.Postcode)
	}
	return "«" + v.Form.Text("q") + "»"
}

func (v Finding) why(ctx context.Context, m desk.Match) string {
	county := ""
	if v.Answer.Municipality != nil {
		county = desk.County(v.Answer.Municipality.County())
	}
	return ui.Capital(text.T(ctx, "desk.why."+m.Why, "place", v.place(ctx), "desk", m.Name, "county", county))
}

// territory says where the desk answers.
func territory(ctx context.Context, d desk.Desk) []string {
	var all, names []string
	for _, n := range d.Municipalities {
		name := n
		if m, ok := desk.ByNumber(n); ok {
			name = m.Said()
		}
		names = append(names, name)
	}
	if len(names) > 0 {
		all = append(all, strings.Join(names, ", "))
	}
	if len(d.Postcodes) > 0 {
		var codes []string
		for _, r := range d.Postcodes {
			if first, last, _ := strings.Cut(r, "-"); first == last {
				codes = append(codes, first)
			} else {
				codes = append(codes, first+"–"+last)
			}
		}
		all = append(all, text.T(ctx, "desk.postcodes_are", "codes", strings.Join(codes, ", ")))
	}
	switch d.Rest {
	case "":
	case desk.Everywhere:
		all = append(all, text.T(ctx, "desk.rest.all"))
	default:
		all = append(all, text.T(ctx, "desk.rest.county", "county", desk.County(d.Rest)))
	}
	return all
}

func crumbs(ctx context.Context, more ...layout.Crumb) []layout.Crumb {
	var all []layout.Crumb
	if may(ctx, "administration", auth.Read) {
		all = append(all, layout.Crumb{To: route.Administration, Label: "administration.title"})
	}
	return append(all, more...)
}

func may(ctx context.Context, resource string, op auth.Op) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: resource, Op: op})
}
