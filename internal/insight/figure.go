package insight

import (
	"cmp"
	"slices"
	"strings"

	"plass/internal/terms"
)

// Few is how many persons there must be for their number to be shown.
const Few = 5

// A Figure is a number, or that it is hidden.
type Figure struct {
	N      int
	Hidden bool
}

// few reports whether a number of persons is too small to be shown. That there is nobody tells of nobody.
func few(n int) bool { return 0 < n && n < Few }

// Of returns the rows of the measure in the period, and of one group of the dimension when key is not empty.
func (r Rows) Of(period string, m Measure, d Dimension, key string) []Row {
	var rows []Row
	for _, f := range r.all {
		row, in := f[period]
		if in && row.Measure == m && (key == "" || row.Of.key(d) == key) {
			rows = append(rows, row)
		}
	}
	return rows
}

// A Group is a line of the table: an employer, an office or a model.
type Group struct {
	Key   string
	Name  string      // of an employer or an office
	Model terms.Words // of a model
}

// Groups returns the groups that have anything in the period, by name.
func (r Rows) Groups(period string, d Dimension) []Group {
	var groups []Group
	seen := map[string]bool{}
	for _, f := range r.all {
		row, in := f[period]
		key := row.Of.key(d)
		if !in || seen[key] {
			continue
		}
		seen[key] = true
		groups = append(groups, groupOf(row.Of, d))
	}
	slices.SortFunc(groups, compare)
	return groups
}

// groupOf is the group that an agreement belongs to.
func groupOf(a Agreement, d Dimension) Group {
	g := Group{Key: a.key(d)}
	switch d {
	case ByEmployer:
		g.Name = a.Employer
	case ByOffice:
		g.Name = a.Office
	case ByModel:
		g.Model = a.Model
	}
	return g
}

// compare orders groups by name.
func compare(a, b Group) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name+a.Model.In("nb")), strings.ToLower(b.Name+b.Model.In("nb"))), strings.Compare(a.Key, b.Key))
}

// Figures are the numbers of a measure in a period: all of them, and of each employer, office and model.
type Figures struct {
	rows   Rows
	period string
	m      Measure
	shown  map[Dimension]map[string]bool // of a measure of persons: which groups are shown
	total  bool
	strict bool // that nobody has come so far is hidden too, where it would tell of few
}

// Figures returns the numbers of the measure, each of them shown only if it may be.
//
// Of persons, a number is small when it is under five, or when it differs by less than five from that of a longer period:
// what is small in one period is hidden in all. An employer is shown when its number is not small. What is then told of
// no employer, the rest, must not be had by subtraction either: an office is shown when its rest is nobody, or not small
// and at more than one employer; all together when the same holds of the whole, and of what is left of it in the offices
// that are hidden; and a model only when every employer in it is shown and has no other model. So what is shown never
// tells more than sums over at least five.
//
// How many reached a target is shown where their number, that of those they are counted among, and that of those who
// did not, are each shown by this.
func (r Rows) Figures(period string, m Measure) Figures {
	f := r.figures(period, m)
	if metric := m.Metric(); m == Reached(metric) {
		f.strict = true
		for _, beside := range []Measure{Over(metric), missed(metric)} {
			f.join(r.figures(period, beside))
		}
	}
	return f
}

// join hides what is hidden in the other numbers.
func (f *Figures) join(other Figures) {
	f.total = f.total && other.total
	for d, groups := range f.shown {
		for key := range groups {
			if among, counted := other.shown[d][key]; counted {
				groups[key] = groups[key] && among
			}
		}
		for key, among := range other.shown[d] {
			if _, counted := groups[key]; !counted {
				groups[key] = among // nobody reached it
			}
		}
	}
}

func (r Rows) figures(period string, m Measure) Figures {
	f := Figures{rows: r, period: period, m: m, total: true}
	if !m.OfPersons() {
		return f
	}
	rows := []fact{}
	model, mixed := map[string]string{}, map[string]bool{} // the model of each employer, and who has several
	for _, happened := range r.all {
		row, in := happened[longest]
		if !in || row.Measure != m {
			continue
		}
		rows = append(rows, happened)
		e := row.Of.key(ByEmployer)
		if t, known := model[e]; known && t != row.Of.Template {
			mixed[e] = true
		}
		model[e] = row.Of.Template
	}
	employers, offices, models := map[string]bool{}, map[string]bool{}, map[string]bool{}
	inOffice, whole, left := map[string]*rest{}, &rest{}, &rest{}
	for _, happened := range rows {
		of := happened[longest].Of
		e, o, t := of.key(ByEmployer), of.key(ByOffice), of.Template
		if _, asked := employers[e]; !asked {
			employers[e] = !small(r.over(m, ByEmployer, e))
		}
		if inOffice[o] == nil {
			inOffice[o] = &rest{}
		}
		if _, asked := models[t]; !asked {
			models[t] = !small(r.over(m, ByModel, t))
		}
		models[t] = models[t] && employers[e] && !mixed[e]
		if !employers[e] {
			whole.add(happened)
			inOffice[o].add(happened)
		}
	}
	for o, rest := range inOffice {
		offices[o] = !small(r.over(m, ByOffice, o)) && rest.safe()
	}
	for _, happened := range rows {
		if of := happened[longest].Of; !employers[of.key(ByEmployer)] && !offices[of.key(ByOffice)] {
			left.add(happened)
		}
	}
	f.total = !small(r.over(m, "", "")) && whole.safe() && left.safe()
	f.shown = map[Dimension]map[string]bool{ByEmployer: employers, ByOffice: offices, ByModel: models}
	return f
}

// over returns the number in each of the periods, the longest first.
func (r Rows) over(m Measure, d Dimension, key string) (n [periods]int) {
	for i, p := range Periods(r.today) {
		n[i] = r.sums[cell{p.Key, m, d, key}]
	}
	return n
}

// small reports whether a number of persons, or the difference between two periods, is too small to be shown.
func small(n [periods]int) bool {
	for i := range n {
		for j := range i {
			if few(n[j] - n[i]) {
				return true
			}
		}
		if few(n[i]) {
			return true
		}
	}
	return false
}

// A rest is persons that are told of no employer.
type rest struct {
	n  [periods]int
	at map[string]bool
}

func (r *rest) add(happened fact) {
	if r.at == nil {
		r.at = map[string]bool{}
	}
	r.at[happened[longest].Of.key(ByEmployer)] = true
	for i, key := range periodKeys {
		r.n[i] += happened[key].N
	}
}

// safe reports whether the rest is nobody, or enough persons at more than one employer.
func (r *rest) safe() bool { return len(r.at) == 0 || !small(r.n) && len(r.at) > 1 }

// Total returns the number of all.
func (f Figures) Total() Figure { return f.figure("", "", f.total) }

// Of returns the number of one group.
func (f Figures) Of(d Dimension, key string) Figure {
	return f.figure(d, key, !f.m.OfPersons() || f.shown[d][key])
}

func (f Figures) figure(d Dimension, key string, shown bool) Figure {
	n := f.rows.sums[cell{f.period, f.m, d, key}]
	if !shown && (n > 0 || f.strict) {
		return Figure{Hidden: true}
	}
	return Figure{N: n}
}

// Names reports whether a row may say which employer it is of.
func (f Figures) Names(r Row) bool {
	return !f.m.OfPersons() || f.shown[ByEmployer][r.Of.key(ByEmployer)]
}

// Rows returns the rows behind a number that is shown; false when it is hidden.
func (f Figures) Rows(d Dimension, key string) ([]Row, bool) {
	figure := f.Total()
	if key != "" {
		figure = f.Of(d, key)
	}
	if figure.Hidden {
		return nil, false
	}
	return f.rows.Of(f.period, f.m, d, key), true
}
