// Package carvingview shows the market of work tasks: what leaders take out of posts, and the roles it is put together to.
package carvingview

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"plass/internal/auth"
	"plass/internal/carving"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Market is what the pages of an employer's work tasks are shown from, on both sides.
type Market struct {
	Of       employer.ID
	Name     string         // of the employer; empty on the partner side
	Base     string         // the address above /work-tasks and /work-roles
	Above    []layout.Crumb // the pages above
	MayWrite bool
	FullTime int // minutes a week
	Units    []employer.Unit
	Tasks    carving.Tasks
	Roles    carving.Roles
	Show     string // free, bundled; empty: all
	Filter   carving.Filter
	At       carving.Status // the roles that stand there; empty: all
}

// TasksAt is the address of the list.
func (m Market) TasksAt() string { return m.Base + "/work-tasks" }

// RoleAt is the address of a role, or something below it.
func (m Market) RoleAt(id carving.RoleID, parts ...string) string {
	return strings.Join(append([]string{m.Base + "/work-roles/" + id.String()}, parts...), "/")
}

// AnotherTask is the form for one task more from the same post.
func (m Market) AnotherTask(post, unit string) string {
	return m.TasksAt() + "/new?" + url.Values{"post": {post}, "unit": {unit}}.Encode()
}

func (m Market) taskAt(t carving.Task, parts ...string) string {
	return strings.Join(append([]string{m.TasksAt(), t.ID.String()}, parts...), "/")
}

// list is the address of the tasks that a figure counts.
func (m Market) list(show, post, unit string) string {
	q := url.Values{}
	for name, value := range map[string]string{"show": show, "post": post, "unit": unit} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return m.TasksAt() + "#tasks"
	}
	return m.TasksAt() + "?" + q.Encode() + "#tasks"
}

// below returns the pages above a page that is below the list.
func (m Market) below() []layout.Crumb {
	return append(append([]layout.Crumb{}, m.Above...), layout.Crumb{To: m.TasksAt(), Label: "work_task.market"})
}

func (m Market) free() carving.Tasks { return m.Tasks.In(carving.Filter{Bundled: new(bool)}) }
func (m Market) bundled() carving.Tasks {
	yes := true
	return m.Tasks.In(carving.Filter{Bundled: &yes})
}
func (m Market) shown() carving.Tasks { return m.Tasks.In(m.Filter) }
func (m Market) rolesShown() carving.Roles {
	if m.At == "" {
		return m.Roles
	}
	return m.Roles.At(m.At)
}

// lead says where the tasks come from, in a sentence.
func (m Market) lead(ctx context.Context) string { return text.T(ctx, "work_task.lead") }

func (m Market) units() []ui.Choice {
	list := make([]ui.Choice, len(m.Units))
	for i, u := range m.Units {
		list[i] = ui.Choice{Value: u.ID.String(), Label: u.Name}
	}
	return list
}

// choices are the tasks that can be in the role: its own, and those in none.
func (m Market) choices(ctx context.Context, own carving.Tasks) []ui.Choice {
	var list []ui.Choice
	for _, t := range append(append(carving.Tasks{}, own...), m.free()...) {
		list = append(list, ui.Choice{Value: t.ID.String(), Label: t.What + ", " + Hours(ctx, t.Minutes), Hint: t.Post + inUnit(t) + ". " + asks(ctx, t)})
	}
	return list
}

// chosen are the tasks that are ticked in the form.
func (m Market) chosen(f *form.Form) carving.Tasks {
	var list carving.Tasks
	for _, t := range m.Tasks {
		if f.Has("tasks", t.ID.String()) {
			list = append(list, t)
		}
	}
	return list
}

// size says the hours and the percentage, in a sentence.
func size(ctx context.Context, minutes, full int) string {
	return text.T(ctx, "work_role.size", "hours", Hours(ctx, minutes), "percent", ui.Percent(carving.Percent(minutes, full)))
}

func inUnit(t carving.Task) string {
	if t.Unit == "" {
		return ""
	}
	return ", " + t.Unit
}

// asks says when the task is done and what it takes, in short sentences.
func asks(ctx context.Context, t carving.Task) string {
	said := text.T(ctx, "work_task.often."+t.Often)
	if t.Times != "" {
		said += ", " + t.Times
	}
	said += ". " + text.T(ctx, "work_task.language."+t.Language) + ". " + text.T(ctx, "work_task.physical."+t.Physical) + "."
	if t.Skills != "" {
		said += " " + text.T(ctx, "work_task.needs", "skills", t.Skills)
	}
	return said
}

// Hours says minutes as hours: "2,5 timer".
func Hours(ctx context.Context, minutes int) string {
	whole := text.T(ctx, "work_task.hours_said", "hours", Number(ctx, minutes))
	if minutes == 60 {
		whole = text.T(ctx, "work_task.hour_said")
	}
	return whole
}

// Number writes minutes as hours in figures: "2,5".
func Number(ctx context.Context, minutes int) string {
	n := strconv.FormatFloat(float64(minutes)/60, 'f', -1, 64)
	if text.From(ctx) == text.English {
		return n
	}
	return strings.Replace(n, ".", ",", 1)
}

func (o Offering) choices(ctx context.Context) []ui.Choice {
	list := make([]ui.Choice, len(o.Agreements))
	for i, a := range o.Agreements {
		hint := "work_role.offer_draft"
		if a.ConcludedAt != nil {
			hint = "work_role.offer_signed"
		}
		list[i] = ui.Choice{Value: a.ID.String(), Label: a.Title, Hint: text.T(ctx, "agreement.status."+string(a.Status(o.Today))) + ". " + text.T(ctx, hint)}
	}
	return list
}

func nav(ctx context.Context) bool { return auth.From(ctx).Side() == auth.NavSide }

// mayOffer reports whether the reader can make the role a place.
func mayOffer(ctx context.Context, m Market, r carving.Role) bool {
	return nav(ctx) && m.MayWrite && !r.Fixed()
}

// colours are what the tags of the statuses look like.
var colours = map[carving.Status]ui.Colour{carving.Gathered: ui.Neutral, carving.Offered: ui.Info, carving.InForce: ui.Success, carving.Taken: ui.Success}

// at is how far the role has come, and the steps.
func at(ctx context.Context, r carving.Role) (int, []ui.Step) {
	steps, here := make([]ui.Step, len(carving.Statuses)), 0
	for i, s := range carving.Statuses {
		steps[i].Label = "work_role.status." + string(s)
		if s == r.Status() {
			here = i
		}
	}
	steps[0].Note = ui.Date(ctx, r.MadeAt)
	if r.Fixed() && r.OfferedAt != nil {
		steps[1].Note = ui.Date(ctx, *r.OfferedAt)
	}
	if r.FromOn != nil {
		steps[2].Note = ui.Date(ctx, *r.FromOn)
	}
	return here, steps
}

// inAgreement is the agreement the role stands in, as the reader reads it; empty when they may not.
func inAgreement(ctx context.Context, r carving.Role) string {
	if r.Agreement == "" || r.AgreementID == nil || !r.Fixed() || !auth.From(ctx).Role.May(auth.Cell{Resource: "agreement", Op: auth.Read}) {
		return ""
	}
	if nav(ctx) {
		return route.Agreement(*r.AgreementID)
	}
	return route.Partner("agreements", *r.AgreementID)
}

// ahead are the words of what it leads to that stands in the way, or that does not.
func (o Offering) ahead(ctx context.Context, blocks bool) (list []string) {
	for _, c := range o.Ahead {
		if c.Blocks == blocks {
			list = append(list, text.T(ctx, c.Text.Key, c.Text.Args...))
		}
	}
	return list
}

func tab(ctx context.Context, m Market) string {
	if m.Name == "" {
		return ""
	}
	return text.T(ctx, "work_task.market_of", "employer", m.Name)
}

// mayCount reports whether the reader may know whether somebody has a place.
func mayCount(ctx context.Context) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: "placement", Op: auth.List})
}

func noRoles(m Market) string {
	if m.At != "" {
		return "work_role.none_taken"
	}
	return "work_role.none"
}

// roleOf is the role the task is in; nil when it is free.
func (m Market) roleOf(t carving.Task) *carving.Role {
	if t.RoleID == nil {
		return nil
	}
	return m.Roles.Find(*t.RoleID)
}

func inRole(r carving.Role) string {
	if r.Fixed() {
		return "work_task.in_fixed"
	}
	return "work_task.in_gathered"
}

func buddy(ctx context.Context, r carving.Role) string {
	if r.Buddy {
		return text.T(ctx, "work_role.buddy_yes")
	}
	return text.T(ctx, "work_role.buddy_no")
}

func madeBy(ctx context.Context, r carving.Role) string {
	if r.MadeBy == "" {
		return ui.Date(ctx, r.MadeAt)
	}
	return text.T(ctx, "work_role.made_by", "name", r.MadeBy, "day", ui.Date(ctx, r.MadeAt))
}
