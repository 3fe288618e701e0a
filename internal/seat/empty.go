package seat

import "time"

// EmptyDays returns for each place of the line how many of the days from from to to it was promised and stood empty:
// place k is empty on a day on which fewer than k are taken.
func EmptyDays(l Line, stays []Stay, from, to time.Time) []int {
	empty := make([]int, l.Count)
	if l.FromOn.After(from) {
		from = l.FromOn
	}
	if l.ToOn != nil && l.ToOn.Before(to) {
		to = *l.ToOn
	}
	if to.Before(from) {
		return empty
	}
	change := make([]int, days(from, to)+2) // how many more are here than the day before
	for _, s := range stays {
		first, last := max(days(from, s.FromOn), 0), len(change)-2
		if s.ToOn != nil {
			last = min(last, days(from, *s.ToOn))
		}
		if first <= last {
			change[first]++
			change[last+1]--
		}
	}
	here := 0
	for _, more := range change[:len(change)-1] {
		here += more
		for k := here; k < l.Count; k++ {
			empty[k]++
		}
	}
	return empty
}
