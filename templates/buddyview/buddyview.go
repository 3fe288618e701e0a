// Package buddyview shows an employer's buddies and their training, and the card that a buddy needs each day.
package buddyview

import (
	"context"
	"strconv"

	"plass/internal/buddy"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Pool is what the pages of an employer's buddies are shown from, on both sides.
type Pool struct {
	Employer  *employer.Employer // nil on the partner side
	Base      string             // the address above /buddies and /trainings
	Above     []layout.Crumb     // the pages above the pool
	MayRun    bool               // add, change, record
	Buddies   *[]buddy.Buddy
	Trainings *[]buddy.Training
	Units     *[]employer.Unit
	People    *[]placement.Row // with whom a session can be shared: those here
	Left      *[]placement.Row // those who have left lately
}

func (p Pool) buddies() string   { return p.Base + "/buddies" }
func (p Pool) trainings() string { return p.Base + "/trainings" }

// below returns the pages above a page that is below the pool.
func (p Pool) below() []layout.Crumb {
	return append(append([]layout.Crumb{}, p.Above...), layout.Crumb{To: p.buddies(), Label: "buddy.pool"})
}

// free counts the buddies who can follow one more.
func (p Pool) free() int {
	n := 0
	for _, b := range *p.Buddies {
		if b.Free() {
			n++
		}
	}
	return n
}

// lead says how many there are and how many are free, in a sentence.
func (p Pool) lead(ctx context.Context) string {
	if len(*p.Buddies) == 0 {
		return text.T(ctx, "buddy.lead_none")
	}
	all := text.T(ctx, "buddy.lead", "n", len(*p.Buddies))
	if !p.MayRun { // a colleague does not see whom the others follow
		return all
	}
	return all + " " + text.T(ctx, "buddy.lead_free", "n", p.free())
}

// with returns the name of the participant of the session, or words for somebody the reader may not know.
func (p Pool) with(ctx context.Context, t buddy.Training) string {
	if t.PlacementID == nil {
		return text.T(ctx, "training.alone")
	}
	for _, rows := range []*[]placement.Row{p.People, p.Left} {
		for _, r := range *rows {
			if r.ID.UUID == *t.PlacementID && r.Name != "" {
				return r.Name
			}
		}
	}
	return text.T(ctx, "training.a_participant")
}

func (p Pool) units() []ui.Choice {
	var list []ui.Choice
	for _, u := range *p.Units {
		if u.ClosedAt == nil {
			list = append(list, ui.Choice{Value: u.ID.String(), Label: u.Name})
		}
	}
	return list
}

// choices returns the buddies to choose among, with when they were trained.
func (p Pool) choices(ctx context.Context) []ui.Choice {
	var list []ui.Choice
	for _, b := range *p.Buddies {
		list = append(list, ui.Choice{Value: b.ID.String(), Label: b.Name, Hint: trained(ctx, b)})
	}
	return list
}

// people returns the participants to choose among.
func (p Pool) people(ctx context.Context) []ui.Choice {
	var list []ui.Choice
	for _, r := range *p.People {
		name := r.Name
		if name == "" {
			name = text.T(ctx, "training.a_participant")
		}
		list = append(list, ui.Choice{Value: r.ID.String(), Label: name + ", " + r.Unit})
	}
	return list
}

func trained(ctx context.Context, b buddy.Buddy) string {
	if b.TrainedOn == nil {
		return text.T(ctx, "buddy.not_trained")
	}
	return text.T(ctx, "buddy.trained", "day", ui.Date(ctx, *b.TrainedOn))
}

func follows(ctx context.Context, b buddy.Buddy) string {
	return text.T(ctx, "buddy.follows_of", "now", b.Follows, "most", b.Most)
}

// Filled returns the form that shows what is known of the buddy.
func Filled(b buddy.Buddy) *form.Form {
	f := form.Filled(map[string]string{"name": b.Name, "phone": b.Phone, "most": strconv.Itoa(b.Most)})
	if b.UnitID != nil {
		f.Set("unit", b.UnitID.String())
	}
	return f
}
