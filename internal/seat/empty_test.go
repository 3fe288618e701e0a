package seat_test

import (
	"testing"

	"pgregory.net/rapid"

	"plass/internal/seat"
)

func TestEmptyDaysAreThoseOneCounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stays := someStays(t)
		line := seat.Line{FromOn: day(rapid.IntRange(0, 150).Draw(t, "promised from")), Count: rapid.IntRange(1, 5).Draw(t, "places")}
		if rapid.Bool().Draw(t, "ends") {
			last := line.FromOn.AddDate(0, 0, rapid.IntRange(0, 150).Draw(t, "length"))
			line.ToOn = &last
		}
		from := rapid.IntRange(0, 250).Draw(t, "first day")
		to := from + rapid.IntRange(-2, 90).Draw(t, "days")
		got := seat.EmptyDays(line, stays, day(from), day(to))
		for k := range line.Count {
			want := 0
			for n := from; n <= to; n++ {
				if line.Open(day(n)) && naive(stays, day(n)) <= k {
					want++
				}
			}
			if got[k] != want {
				t.Fatalf("place %d of %d stood empty for %d days from %d to %d, want %d", k+1, line.Count, got[k], from, to, want)
			}
		}
	})
}
