package insight

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plass/internal/terms"
)

var today = time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)

// some draws people who began at a few employers of two offices, by agreements of two models, over the year.
func some(t *rapid.T) Rows {
	r := Rows{today: today, sums: map[cell]int{}}
	offices := []uuid.UUID{{1}, {2}}
	for e := range byte(5) {
		for m := range byte(2) {
			of := Agreement{EmployerID: uuid.UUID{9, e}, Employer: fmt.Sprint("Employer ", e), OfficeID: &offices[e%2], Template: fmt.Sprint("model ", (e+m)%2)}
			for i, on := range []time.Time{today.AddDate(0, -11, 0), today.AddDate(0, -7, 0), today} { // before the year, before the quarter, and in it
				n := rapid.IntRange(0, 9).Draw(t, fmt.Sprint("people at ", e, " by ", m, " in ", i))
				for range rapid.SampledFrom([]int{0, 1, n}).Draw(t, "of them") * (1 - int(m)*rapid.IntRange(0, 1).Draw(t, "one model")) {
					r.on(on, Row{Measure: Started, Of: of, N: 1, On: on}, Periods(today))
				}
			}
		}
	}
	return r
}

// shown is a number that somebody can see, as a sum over people.
type shown struct {
	cell
	n int
}

// everything returns every number of the three pages, and those that are hidden.
func (r Rows) everything() (seen, hidden []shown) {
	for _, p := range Periods(r.today) {
		f := r.Figures(p.Key, Started)
		put := func(d Dimension, key string, figure Figure) {
			c := cell{p.Key, Started, d, key}
			if figure.Hidden {
				hidden = append(hidden, shown{c, r.sums[c]})
			} else {
				seen = append(seen, shown{c, figure.N})
			}
		}
		put("", "", f.Total())
		for _, d := range Dimensions {
			for _, g := range r.Groups(longest, d) {
				put(d, g.Key, f.Of(d, g.Key))
			}
		}
	}
	return seen, hidden
}

// TestANumberIsTheRowsBehindIt whatever happened.
func TestANumberIsTheRowsBehindIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := some(t)
		seen, hidden := r.everything()
		for _, s := range seen {
			rows, open := r.Figures(s.period, Started).Rows(s.d, s.key)
			if !open || len(rows) != s.n {
				t.Fatalf("%v shows %d and opens %d rows", s.cell, s.n, len(rows))
			}
			if few(s.n) {
				t.Fatalf("%v shows %d people", s.cell, s.n)
			}
		}
		for _, s := range hidden {
			if rows, open := r.Figures(s.period, Started).Rows(s.d, s.key); open || rows != nil {
				t.Fatalf("%v is hidden and opens %d rows", s.cell, len(rows))
			}
		}
	})
}

// TestNoSmallNumberCanBeWorkedOut by adding and subtracting what is shown, over periods, employers, offices and models.
func TestNoSmallNumberCanBeWorkedOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := some(t)
		atoms := map[string]int{} // an employer's people by a model between the beginnings of two periods
		of := func(c cell) []int64 {
			v := make([]int64, 64)
			for _, f := range r.all {
				row, in := f[c.period]
				if !in || c.key != "" && row.Of.key(c.d) != c.key {
					continue
				}
				name := fmt.Sprint(row.Of.key(ByEmployer), row.Of.Template, len(f))
				if _, known := atoms[name]; !known {
					atoms[name] = len(atoms)
				}
				v[atoms[name]] = 1
			}
			return v
		}
		seen, hidden := r.everything()
		var known [][]int64
		for _, s := range seen {
			known = reduced(known, of(s.cell))
		}
		for _, s := range hidden {
			if few(s.n) && zero(against(known, of(s.cell))) {
				t.Fatalf("that %v is %d can be worked out of %v", s.cell, s.n, seen)
			}
		}
		for _, s := range append(seen, hidden...) { // what came between two periods
			for _, p := range periodKeys[1:] {
				inner := cell{p, s.m, s.d, s.key}
				between, v, w := s.n-r.sums[inner], of(s.cell), of(inner)
				for i := range v {
					v[i] = (v[i] - w[i] + prime) % prime
				}
				if s.period == longest && few(between) && zero(against(known, v)) {
					t.Fatalf("that %v grew by %d since %s can be worked out of %v", s.cell, between, p, seen)
				}
			}
		}
	})
}

// Sums are reckoned modulo a prime that no count comes near.
const prime = 1_000_000_007

// reduced adds a sum to those that are known, unless it follows from them.
func reduced(known [][]int64, v []int64) [][]int64 {
	v = against(known, v)
	if zero(v) {
		return known
	}
	return append(known, v)
}

// against takes from a sum what the known ones explain.
func against(known [][]int64, v []int64) []int64 {
	for _, k := range known {
		lead := 0
		for k[lead] == 0 {
			lead++
		}
		if factor := v[lead] * power(k[lead], prime-2) % prime; factor != 0 {
			for i := range v {
				v[i] = ((v[i]-factor*k[i])%prime + prime) % prime
			}
		}
	}
	return v
}

func zero(v []int64) bool {
	for _, n := range v {
		if n != 0 {
			return false
		}
	}
	return true
}

func power(n, to int64) int64 {
	result := int64(1)
	for ; to > 0; to /= 2 {
		if to%2 == 1 {
			result = result * n % prime
		}
		n = n * n % prime
	}
	return result
}

// TestNoSmallPartOfATargetCanBeWorkedOut of how many left, and how many of them reached it.
func TestNoSmallPartOfATargetCanBeWorkedOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := Rows{today: today, sums: map[cell]int{}}
		offices := []uuid.UUID{{1}, {2}}
		for e := range byte(4) {
			for m := range byte(2) {
				of := Agreement{EmployerID: uuid.UUID{9, e}, OfficeID: &offices[e%2], Template: fmt.Sprint("model ", m), Targets: []terms.Target{{Metric: "offer", Percent: 70}}}
				r.aims = append(r.aims, of)
				for i, on := range []time.Time{today.AddDate(0, -11, 0), today.AddDate(0, -7, 0), today} {
					for reached, far := range [][]string{nil, {"offer"}} {
						for range rapid.SampledFrom([]int{0, 0, 2, 5, 7, 9}).Draw(t, fmt.Sprint("at ", e, " by ", m, " in ", i, " reached ", reached)) {
							r.leave(leaving{OnDay: on, Reached: far}, of, Periods(today))
						}
					}
				}
			}
		}
		// One knows of everybody's beginnings, and not of which there were none: each kind of person is told apart, whether there is any or not.
		sum := func(c cell, reached ...string) []int64 {
			v := make([]int64, 64)
			for n, of := range r.aims {
				for since := range periods { // left after the beginning of so many periods more than the longest
					for i, m := range []string{string(Reached("offer")), string(missed("offer"))} {
						if of.key(c.d) == c.key && since >= slices.Index(periodKeys[:], c.period) && slices.Contains(reached, m) {
							v[(n*periods+since)*2+i] = 1
						}
					}
				}
			}
			return v
		}
		yes, no := string(Reached("offer")), string(missed("offer"))
		var known [][]int64
		var cells []cell
		for _, p := range Periods(today) {
			for _, d := range Dimensions {
				for _, a := range r.Aims(p.Key, d) {
					c := cell{p.Key, "", d, a.Group.Key}
					cells = append(cells, c)
					if a.Told() != (!a.Reached.Hidden && a.Over.N > 0) {
						t.Fatalf("%v tells %v of %v", c, a.Reached, a.Over)
					}
					if !a.Over.Hidden {
						known = reduced(known, sum(c, yes, no))
					}
					if !a.Reached.Hidden && !a.Over.Hidden {
						known = reduced(known, sum(c, yes))
						if rows, open := r.Figures(p.Key, Reached("offer")).Rows(d, a.Group.Key); !open || len(rows) != a.Reached.N {
							t.Fatalf("%v shows %d and opens %d rows", c, a.Reached.N, len(rows))
						}
					}
				}
			}
		}
		for _, c := range cells {
			for _, of := range [][]string{{yes}, {no}, {yes, no}} {
				n := 0
				for _, m := range of {
					n += r.sums[cell{c.period, Measure(m), c.d, c.key}]
				}
				if few(n) && zero(against(known, sum(c, of...))) {
					t.Fatalf("that %v of %v is %d can be worked out", of, c, n)
				}
			}
		}
	})
}
