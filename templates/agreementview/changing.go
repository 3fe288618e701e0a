package agreementview

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"plass/internal/agreement"
	"plass/internal/change"
	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/ui"
)

// A Changing is something that somebody is about to do to a signed agreement.
type Changing struct {
	Editing
	Act     agreement.Act
	Option  *time.Time // the last day that the next option leads to
	Ahead   []change.Consequence
	Asked   bool // what it leads to has been looked at
	Differs []ui.Compared
	Locals  []Local
	Alert   string
}

// closed is the sentence on why the text of an agreement is not changed by an act.
func closed(a agreement.Agreement, today time.Time) string {
	switch {
	case a.Status(today) == agreement.Lapsed:
		return "change.closed.lapsed"
	case a.Over(today):
		return "change.closed.over"
	case !a.Concluded():
		return "change.closed.draft"
	}
	return "change.closed.contact"
}

// comes heads what follows from the act.
func (p Changing) comes() string {
	if p.blocked() {
		return "change.ahead_blocked"
	}
	return "change.ahead"
}

// blocked reports whether something stands in the way.
func (p Changing) blocked() bool { return change.Blocked(p.Ahead) }

// what is the end of the page's address: the act, or the part that is changed.
func (p Changing) what() string {
	if p.Act == agreement.Change {
		return string(p.Part)
	}
	return string(p.Act)
}

// title tells what is being done.
func (p Changing) title(ctx context.Context) string {
	if p.Act == agreement.Change {
		return text.T(ctx, "change.title.change", "part", text.T(ctx, "terms.part."+string(p.Part)))
	}
	return text.T(ctx, "change.title."+string(p.Act))
}

// ahead are the consequences, those that stand in the way or the others.
func (p Changing) ahead(ctx context.Context, blocks bool) []string {
	var all []string
	for _, c := range p.Ahead {
		if c.Blocks == blocks {
			all = append(all, consequence(ctx, c.Text))
		}
	}
	return all
}

func consequence(ctx context.Context, t fault.Text) string {
	args := slices.Clone(t.Args)
	for i, v := range args {
		switch v := v.(type) {
		case time.Time:
			args[i] = ui.Date(ctx, v)
		case terms.Kind:
			args[i] = text.T(ctx, "seat.kind."+string(v))
		case []terms.Part:
			args[i] = partsSaid(ctx, v)
		}
	}
	return text.T(ctx, t.Key, args...)
}

// partsSaid names the parts, as they are headed.
func partsSaid(ctx context.Context, parts []terms.Part) string {
	var all []string
	for _, part := range parts {
		all = append(all, text.T(ctx, "agreement.part_named", "part", text.T(ctx, "terms.part."+string(part))))
	}
	return strings.Join(all, ", ")
}

// made tells which act made the version.
func made(ctx context.Context, v agreement.Version) string {
	if v.Act == agreement.Change {
		return text.T(ctx, "change.made.change", "part", text.T(ctx, "terms.part."+string(v.Part)))
	}
	return text.T(ctx, "change.made."+string(v.Act))
}

// colourOf is the colour of where the version is on its way.
func colourOf(v agreement.Version) ui.Colour {
	switch {
	case v.WithdrawnAt != nil:
		return ui.Neutral
	case v.SignedAt == nil:
		return ui.Info
	}
	return ui.Success
}

// stateOf tells where the version is on its way.
func (p Reading) stateOf(ctx context.Context, v agreement.Version) string {
	switch {
	case v.WithdrawnAt != nil:
		return text.T(ctx, "change.withdrawn")
	case v.SignedAt == nil:
		return text.T(ctx, "change.waits")
	}
	return text.T(ctx, "change.held_from", "day", ui.Date(ctx, *v.FromOn))
}

// differences tells what the change that waits would have the agreement say.
func (p Reading) differences(ctx context.Context, v agreement.Version) []ui.Compared {
	return CompareDates(ctx, Compare(ctx, p.Terms, p.Proposed), agreement.Version{EndsOn: p.Agreement.EndsOn, ReviewOn: p.Agreement.ReviewOn}, v)
}

// afterwards is what follows once the act is done.
func (p Changing) afterwards() []string {
	switch {
	case p.Act.Signed():
		return []string{"change.ahead.signed_first", "change.ahead.told"}
	case p.Act == agreement.End, p.Act == agreement.Option:
		return []string{"change.ahead.at_once", "change.ahead.told"}
	}
	return []string{"change.ahead.at_once", "change.ahead.told", "change.ahead.no_way_back"}
}

// A VersionReading is one version of an agreement, beside another.
type VersionReading struct {
	Reading
	Version agreement.Version
	Before  *agreement.Version // what it is compared with; nil: it is the first
	Differs []ui.Compared
}

// others are the versions that this one can be compared with.
func (p VersionReading) others(ctx context.Context) []ui.Choice {
	var all []ui.Choice
	for _, v := range p.Versions {
		if v.SignedAt != nil && v.Number != p.Version.Number {
			all = append(all, ui.Choice{Value: strconv.Itoa(v.Number), Label: text.T(ctx, "change.version_no", "no", v.Number) + ": " + made(ctx, v)})
		}
	}
	return all
}
