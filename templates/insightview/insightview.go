// Package insightview shows what became of what was agreed: the numbers, and the rows that each of them counts.
package insightview

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"plass/internal/auth"
	"plass/internal/insight"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A View is what is asked for: a period, by what the numbers are told apart, and which page of them.
type View struct {
	Read    insight.Rows
	Periods []insight.Period
	Period  insight.Period
	By      insight.Dimension
	Page    int
}

// size is how many lines a page of a table has.
const size = 100

var top = layout.Crumb{To: route.Insight, Label: "layout.place.insight"}

// address is where the view is, in another period, by something else, or on another page.
func (v View) address(period string, by insight.Dimension, no int) string {
	asked := url.Values{"period": {period}, "by": {string(by)}}
	if no > 0 {
		asked.Set("page", strconv.Itoa(no))
	}
	return route.Insight + "?" + asked.Encode()
}

// rows is where the rows of a number are. Without a key it is the number of all.
func (v View) rows(m insight.Measure, key string, no int) string {
	asked := url.Values{"what": {string(m)}, "period": {v.Period.Key}, "by": {string(v.By)}}
	if key != "" {
		asked.Set("of", key)
	}
	if no > 0 {
		asked.Set("page", strconv.Itoa(no))
	}
	return route.InsightRows + "?" + asked.Encode()
}

func (v View) periods() []ui.View {
	views := make([]ui.View, len(v.Periods))
	for i, p := range v.Periods {
		views[i] = ui.View{To: v.address(p.Key, v.By, 0), Label: "insight.period." + p.Key, Current: p.Key == v.Period.Key}
	}
	return views
}

func (v View) dimensions() []ui.View {
	views := make([]ui.View, len(insight.Dimensions))
	for i, d := range insight.Dimensions {
		views[i] = ui.View{To: v.address(v.Period.Key, d, 0), Label: "insight.by." + string(d), Current: d == v.By}
	}
	return views
}

// figures are the numbers of every measure, in their order.
func (v View) figures() []insight.Figures {
	all := make([]insight.Figures, len(insight.Measures))
	for i, m := range insight.Measures {
		all[i] = v.Read.Figures(v.Period.Key, m)
	}
	return all
}

// said is a number as it is shown.
func said(ctx context.Context, f insight.Figure) string {
	if f.Hidden {
		return text.T(ctx, "insight.hidden")
	}
	return strconv.Itoa(f.N)
}

// opens is where a number leads; nowhere when it is hidden, or counts nothing.
func (v View) opens(m insight.Measure, key string, f insight.Figure) string {
	if f.Hidden || f.N == 0 {
		return ""
	}
	return v.rows(m, key, 0)
}

// labels are the headings of the table.
func (v View) labels() []string {
	all := []string{"insight.by." + string(v.By)}
	for _, m := range insight.Measures {
		all = append(all, ">insight.measure."+string(m))
	}
	return all
}

// name is what a group is called.
func (v View) name(ctx context.Context, g insight.Group) string {
	switch {
	case v.By == insight.ByModel:
		return g.Model.In(text.From(ctx))
	case g.Name == "":
		return text.T(ctx, "insight.no_office")
	}
	return g.Name
}

// A goal is how much of something was reached, with what it is counted among.
type goal struct {
	label       string
	m, among    insight.Measure
	n, of, part int
}

// goals are the shares that the parties aim at.
func (v View) goals() []goal {
	var all []goal
	for _, g := range []goal{{label: "insight.goal.filled", m: insight.Filled, among: insight.Offered}, {label: "insight.goal.kept", m: insight.Kept, among: insight.Due}} {
		g.n, g.of = v.Read.Figures(v.Period.Key, g.m).Total().N, v.Read.Figures(v.Period.Key, g.among).Total().N
		if g.of > 0 {
			g.part = share(g.n, g.of)
			all = append(all, g)
		}
	}
	return all
}

// share is the nearest whole percentage; none and all are only said of none and all.
func share(n, of int) int {
	if n == 0 || n >= of {
		return 100 * n / of
	}
	return min(99, max(1, (200*n+of)/(2*of)))
}

// label is the text key of what a measure is called, and means that of what it counts.
func label(m insight.Measure) string { return "insight.measure." + kind(m) }

func means(m insight.Measure) string { return "insight.means." + kind(m) }

// kind is the name of a measure in the texts: those who left are the same whatever the target.
func kind(m insight.Measure) string {
	if metric := m.Metric(); metric != "" && m == insight.Over(metric) {
		return "over"
	}
	return string(m)
}

// target tells what is aimed at: "Mål: 70 prosent får tilbud om jobb." Agreements of a group can aim at different numbers.
func target(ctx context.Context, a insight.Aim) string {
	var all []string
	for _, t := range a.Targets {
		metric := text.T(ctx, "terms.metric."+t.Metric)
		switch {
		case t.Percent > 0:
			all = append(all, text.T(ctx, "terms.outcomes.percent", "n", t.Percent, "metric", metric))
		case t.Of > 0:
			all = append(all, text.T(ctx, "terms.outcomes.of", "count", t.Count, "of", t.Of, "metric", metric))
		default:
			all = append(all, text.T(ctx, "terms.outcomes.count", "count", t.Count, "metric", metric))
		}
	}
	return strings.Join(all, " ")
}

// part returns the page of a list, and the addresses of the first page and the next, if any.
func part[T any](all []T, no int, at func(no int) string) (shown []T, first, next string) {
	from := min(no*size, len(all))
	to := min(from+size, len(all))
	if from > 0 {
		first = at(0)
	}
	if to < len(all) {
		next = at(no + 1)
	}
	return all[from:to], first, next
}

// what says what a row is.
func what(ctx context.Context, r insight.Row) string {
	switch r.Measure {
	case insight.Offered, insight.Filled, insight.EmptyDays:
		return text.T(ctx, "insight.place", "no", r.Place, "kind", text.T(ctx, "seat.kind."+string(r.Kind)), "agreement", r.Of.Title)
	case insight.Due, insight.Kept:
		return r.What.In(text.From(ctx))
	case insight.Started:
		return text.T(ctx, "insight.began")
	}
	return text.T(ctx, r.Detail)
}

// columns are the headings of the rows.
func columns(m insight.Measure) []string {
	all := []string{"insight.what", "insight.by.employer", when(m)}
	switch m {
	case insight.EmptyDays:
		all = append(all, ">insight.days")
	case insight.Due, insight.Kept:
		all = append(all, "insight.status")
	}
	return all
}

// lead says which number it is that the rows make.
func (v View) lead(ctx context.Context, f insight.Figures, m insight.Measure, g insight.Group) string {
	number, whose := f.Total(), text.T(ctx, "insight.everybody")
	if g.Key != "" {
		number, whose = f.Of(v.By, g.Key), v.name(ctx, g)
	}
	return text.T(ctx, "insight.rows_lead", "whose", whose, "from", ui.Date(ctx, v.Period.From), "to", ui.Date(ctx, v.Period.To), "number", said(ctx, number))
}

// when is the label of the day that a row counts on.
func when(m insight.Measure) string {
	switch m {
	case insight.Offered, insight.Filled, insight.EmptyDays:
		return "insight.since"
	case insight.Due, insight.Kept:
		return "insight.due_on"
	}
	return "insight.on"
}

func mayReadAgreements(ctx context.Context) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: "agreement", Op: auth.Read})
}
