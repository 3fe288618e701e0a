// Package importview shows spreadsheets that are brought in: what they will do, what is wrong with them, and how it went.
package importview

import (
	"context"
	"strconv"
	"strings"
	"time"

	"plass/internal/importing"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// How many problems, and how many rows, a page shows.
const (
	manyProblems = 200
	manyRows     = 100
)

var (
	above = layout.Crumb{To: route.Employers, Label: "layout.place.employers"}
	top   = layout.Crumb{To: route.Imports, Label: "import.list"}
)

// part returns the page of a list that is asked for, and the address of the first and the next one, if any.
func part[T any](i importing.Import, all []T, field string, no, size int) (shown []T, first, next string) {
	from := min(no*size, len(all))
	to := min(from+size, len(all))
	at := func(n int) string { return route.Import(i.ID) + "?" + field + "=" + strconv.Itoa(n) + "#" + field }
	if from > 0 {
		first = at(0)
	}
	if to < len(all) {
		next = at(no + 1)
	}
	return all[from:to], first, next
}

// acts says what a row will do, in one line.
func acts(ctx context.Context, o importing.Outcome) string {
	said := make([]string, len(o.Acts))
	for i, a := range o.Acts {
		said[i] = text.T(ctx, "import.act."+string(a))
	}
	return ui.Capital(strings.Join(said, ", "))
}

// where says where a problem is, as the writer of the spreadsheet sees it.
func where(ctx context.Context, p importing.Problem) string {
	return text.T(ctx, "import.where", "row", p.Row, "column", text.T(ctx, "import.column."+string(p.Column)))
}

// count is a number with its noun, for the row of figures.
type count struct {
	n     int
	label string
}

func counts(t importing.Totals) []count {
	return []count{{t.Employers, "import.employers"}, {t.Units, "import.units"}, {t.Contacts, "import.contacts"}, {t.Agreements, "import.agreements"}}
}

// state is how an import stands, in a colour and a text key.
func state(i importing.Import, now time.Time) (ui.Colour, string) {
	switch {
	case i.State == importing.Done:
		return ui.Success, "import.state.done"
	case i.Working(now):
		return ui.Info, "import.state.running"
	case i.State == importing.Gone || i.Late(now):
		return ui.Neutral, "import.state.gone"
	case i.State == importing.Failed:
		return ui.Danger, "import.state.failed"
	}
	return ui.Warning, "import.state.read"
}

// failure is why an import was given up; empty when it was not.
func failure(ctx context.Context, i importing.Import) string {
	switch {
	case i.Failure != "":
		return text.T(ctx, i.Failure)
	case i.State == importing.Queued || i.State == importing.Running:
		return text.T(ctx, "import.failed_here")
	}
	return ""
}
