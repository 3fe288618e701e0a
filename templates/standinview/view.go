// Package standinview shows who does whose work, and for how long.
package standinview

import (
	"context"
	"time"

	"plass/internal/auth"
	"plass/internal/form"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/ui"
)

// Absence is who stands in for the reader, and for whom the reader stands in.
type Absence struct {
	Now           time.Time
	Me            user.MembershipID
	Role          auth.Role
	Windows       []user.StandIn
	Colleagues    []user.Colleague
	Office        []user.Member  // those an office leader can name a stand-in for, beside themselves
	OfficeWindows []user.StandIn // theirs
	Form          *form.Form
}

// mine are the windows in which others do the reader's work.
func (a Absence) mine() []user.StandIn { return a.those(true) }

// others are the windows in which the reader does others' work.
func (a Absence) others() []user.StandIn { return a.those(false) }

func (a Absence) those(mine bool) (list []user.StandIn) {
	for _, s := range a.Windows {
		if s.Mine == mine {
			list = append(list, s)
		}
	}
	return list
}

func period(ctx context.Context, s user.StandIn) string {
	last := s.LastDay()
	return ui.Period(ctx, s.FromAt.In(form.Oslo), &last)
}

// choices are the colleagues, with what they are and where.
func (a Absence) choices(ctx context.Context) []ui.Choice {
	choices := make([]ui.Choice, len(a.Colleagues))
	for i, c := range a.Colleagues {
		choices[i] = ui.Choice{Value: c.ID.String(), Label: text.T(ctx, "stand_in.choice", "name", c.Name, "role", text.T(ctx, "role."+string(c.Role)), "office", c.Office)}
	}
	return choices
}

// away are those a leader can name a stand-in for: themselves first, then those of the office.
func (a Absence) away(ctx context.Context) []ui.Choice {
	choices := []ui.Choice{{Value: a.Me.String(), Label: text.T(ctx, "stand_in.for_myself")}}
	for _, m := range a.Office {
		choices = append(choices, ui.Choice{Value: m.ID.String(), Label: m.Name})
	}
	return choices
}

// Instead returns whom to call instead of a contact person who is away, with the days; nil when nobody stands in.
func Instead(ctx context.Context, now []user.StandIn) *ui.Person {
	if len(now) == 0 {
		return nil
	}
	return &ui.Person{Name: now[0].By, Does: text.T(ctx, "stand_in.instead", "period", period(ctx, now[0])), Phone: now[0].Phone}
}
