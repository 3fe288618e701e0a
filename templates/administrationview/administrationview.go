// Package administrationview shows what a tenant decides about itself: its offices, people and roles, numbers and rules.
package administrationview

import (
	"context"

	"plass/internal/auth"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/tenant"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/layout"
	"plass/templates/ui"
)

// OfficeList is the offices, and the form for another.
type OfficeList struct {
	Offices []tenant.Staffed
	Form    *form.Form
}

// OfficePage is one office.
type OfficePage struct {
	Office tenant.Staffed
	Form   *form.Form
}

// Staff is who has which role at Nav, and what waits for a second person.
type Staff struct {
	People  []user.Colleagueship
	Grants  []user.Grant
	Seconds []user.Member // who can be the second person to the reader
}

// An officeGroup is those of one office, or of none.
type officeGroup struct {
	Name   string
	People []user.Colleagueship
}

func (s Staff) groups(ctx context.Context) []officeGroup {
	var all []officeGroup
	for _, p := range s.People {
		name := p.Office
		if p.OfficeID == nil {
			name = text.T(ctx, "administration.no_office")
		}
		if len(all) == 0 || all[len(all)-1].Name != name {
			all = append(all, officeGroup{Name: name})
		}
		g := &all[len(all)-1]
		g.People = append(g.People, p)
	}
	return all
}

// Inviting is the proposal of a role on its way.
type Inviting struct {
	Offices []tenant.Office
	Roles   []auth.Role
	Seconds []user.Member
	Form    *form.Form
}

func (i Inviting) roles(ctx context.Context) []ui.Choice {
	var all []ui.Choice
	for _, r := range i.Roles {
		all = append(all, ui.Choice{Value: string(r), Label: text.T(ctx, "role."+string(r)), Hint: text.T(ctx, "administration.role."+string(r))})
	}
	return all
}

func (i Inviting) offices() []ui.Choice {
	var all []ui.Choice
	for _, o := range i.Offices {
		all = append(all, ui.Choice{Value: o.ID.String(), Label: o.Name})
	}
	return all
}

// waits tells what a proposal is, and whom it waits for.
func waits(ctx context.Context, g user.Grant) string {
	key := "administration.grant"
	if g.OfficeID != nil {
		key = "administration.grant_at"
	}
	says := text.T(ctx, key, "proposer", g.Proposer, "name", g.Name, "role", text.T(ctx, "role."+string(g.Role)), "office", g.Office, "email", g.Email,
		"day", ui.Date(ctx, g.ProposedAt))
	if g.Stale {
		says += " " + text.T(ctx, "user.proposer_left")
	}
	return says
}

func crumbs(more ...layout.Crumb) []layout.Crumb {
	return append([]layout.Crumb{{To: route.Administration, Label: "administration.title"}}, more...)
}

// above are the pages above one that others than administrators read too.
func above(ctx context.Context) []layout.Crumb {
	if !may(ctx, "administration", auth.Read) {
		return nil
	}
	return crumbs()
}

func may(ctx context.Context, resource string, op auth.Op) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: resource, Op: op})
}
