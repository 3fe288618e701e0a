// Package learningview shows what there is to learn in a placement, how far it has come, and the log of it.
package learningview

import (
	"context"
	"strconv"
	"time"

	"plass/internal/form"
	"plass/internal/learning"
	"plass/internal/placement"
	"plass/internal/text"
	"plass/templates/ui"
)

// A Shown is what the learning of a placement is shown from.
type Shown struct {
	Placement placement.Placement
	Goals     *[]learning.Goal
	Entries   *[]learning.Entry
	Form      *form.Form // a new entry, or a new goal
}

// waiting returns the entries without a tick, the oldest first.
func (s Shown) waiting() []learning.Entry {
	var list []learning.Entry
	for _, e := range *s.Entries {
		if e.TickedAt == nil {
			list = append([]learning.Entry{e}, list...)
		}
	}
	return list
}

// ticked returns the entries with a tick, the newest first.
func (s Shown) ticked() []learning.Entry {
	var list []learning.Entry
	for _, e := range *s.Entries {
		if e.TickedAt != nil {
			list = append(list, e)
		}
	}
	return list
}

// alone counts the goals that the participant does alone, as a tick says.
func (s Shown) alone() int {
	n := 0
	for _, g := range *s.Goals {
		if g.Ticked == learning.Levels {
			n++
		}
	}
	return n
}

// Level returns the words for how well a thing is done; 0 is not yet.
func Level(ctx context.Context, n int) string {
	return text.T(ctx, "learning.level."+strconv.Itoa(n))
}

func levels(ctx context.Context) []ui.Choice {
	var list []ui.Choice
	for n := 1; n <= learning.Levels; n++ {
		list = append(list, ui.Choice{Value: strconv.Itoa(n), Label: Level(ctx, n)})
	}
	return list
}

func goals(ctx context.Context, list []learning.Goal) []ui.Choice {
	var choices []ui.Choice
	for _, g := range list {
		choices = append(choices, ui.Choice{Value: g.ID.String(), Label: g.Title.In(text.From(ctx))})
	}
	return choices
}

// most is how many characters an entry has room for.
const most = 500

// lastDay returns the last day of the placement: the one it had, or the one it is to have.
func lastDay(p placement.Placement) *time.Time {
	if p.EndedOn != nil {
		return p.EndedOn
	}
	return p.EndsOn
}

func tickedWords(ctx context.Context, e learning.Entry) string {
	if e.TickedLevel == nil {
		return text.T(ctx, "learning.not_ticked")
	}
	return text.T(ctx, "learning.ticked_words", "level", Level(ctx, *e.TickedLevel), "name", e.TickedBy)
}
