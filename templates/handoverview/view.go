// Package handoverview shows an employer changing hands: what moves, who is told, and who has had it before.
package handoverview

import (
	"context"
	"slices"
	"strings"

	"plass/internal/auth"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/ui"
)

// An Offer is an employer that somebody can hand over, or take over.
type Offer struct {
	Employer   employer.Employer
	From       employer.ContactPerson
	Gives      bool // else takes over
	Changed    bool // somebody else became contact person while the page was open
	Colleagues []user.Member
	Work       handover.Work
	Concerned  []handover.Concerned
	Form       *form.Form
}

// key returns the text key of what is said to whoever gives, or to whoever takes over.
func (o Offer) key(name string) string {
	if o.Gives {
		return "handover.give." + name
	}
	return "handover.take." + name
}

// bothTold returns who is told beside those concerned. Nobody is told what they do themselves.
func (o Offer) bothTold(ctx context.Context) string {
	key := o.key("both_told")
	if o.From.Membership == auth.From(ctx).Membership {
		key = "handover.give.one_told"
	}
	return text.T(ctx, key, "name", o.From.Name)
}

// keep returns the words of the link that changes nothing.
func (o Offer) keep(ctx context.Context) string {
	if o.From.Acting {
		return text.T(ctx, "handover.keep")
	}
	return text.T(ctx, "handover.let_keep", "name", o.From.Name)
}

// choices are the colleagues who can become contact person.
func (o Offer) choices() []ui.Choice {
	var choices []ui.Choice
	for _, c := range o.Colleagues {
		if c.ID.UUID != o.From.Membership {
			choices = append(choices, ui.Choice{Value: c.ID.String(), Label: c.Name})
		}
	}
	return choices
}

// consequences lists what happens, before the button that does it.
func (o Offer) consequences(ctx context.Context) []string {
	told := 0
	for _, c := range o.Concerned {
		if c.Membership != nil {
			told++
		}
	}
	args := []any{"name", o.From.Name, "employer", o.Employer.Name}
	list := []string{text.T(ctx, o.key("at_once"), args...), text.T(ctx, "handover.all_moves", args...)}
	if told > 0 {
		list = append(list, text.T(ctx, "handover.told_count", "n", told))
	}
	if o.From.Acting || !o.Gives {
		list = append(list, text.T(ctx, o.key("access"), args...))
	}
	return append(list, text.T(ctx, "handover.in_history"))
}

// names lists the people of the party by name, and counts those the reader does not know.
func (o Offer) names(ctx context.Context, party string, inPlass bool) string {
	var known []string
	others := 0
	for _, c := range o.Concerned {
		switch {
		case c.Party != party || (c.Membership != nil) != inPlass:
		case c.Name == "":
			others++
		default:
			known = append(known, c.Name)
		}
	}
	if others > 0 {
		key := "handover.others"
		if len(known) == 0 {
			key = "handover.unknown"
		}
		known = append(known, text.T(ctx, key, "n", others))
	}
	return and(ctx, known)
}

// and joins the names as a sentence does.
func and(ctx context.Context, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return text.T(ctx, "handover.and", "names", strings.Join(names[:last], ", "), "last", names[last])
}

// parties are those who are told, in the order they are shown.
var parties = []string{notice.Employer, notice.Participant, notice.Buddy}

// missing reports whether somebody has to be told in person.
func (o Offer) missing() bool {
	return slices.ContainsFunc(o.Concerned, func(c handover.Concerned) bool { return c.Membership == nil })
}

// An amount tells how much there is of one kind of work.
type amount struct {
	n   int
	key string
}

// amounts are the kinds of work there is any of.
func amounts(w handover.Work) []amount {
	all := []amount{{w.Agreements, "agreements"}, {w.Placements, "placements"}, {w.Meetings, "meetings"}, {w.Requests, "requests"}, {w.Inquiries, "inquiries"}}
	return slices.DeleteFunc(all, func(a amount) bool { return a.n == 0 })
}

// moved tells in a sentence what moved.
func moved(ctx context.Context, w handover.Work) string {
	var parts []string
	for _, a := range amounts(w) {
		parts = append(parts, text.T(ctx, "handover.moved."+a.key, "n", a.n))
	}
	if len(parts) == 0 {
		return ""
	}
	return text.T(ctx, "handover.moved", "what", and(ctx, parts))
}

// rows is where the work of one kind is listed; the employer's page shows the next meetings only.
func (o Offer) rows(a amount) string {
	if a.key == "meetings" {
		return ""
	}
	return route.Employer(o.Employer.ID) + "#" + a.key
}
