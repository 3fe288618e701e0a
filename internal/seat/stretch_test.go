package seat_test

import (
	"testing"

	"github.com/google/uuid"

	"plass/internal/seat"
)

func TestALineGoesOnThroughVersions(t *testing.T) {
	t.Parallel()
	id := seat.LineID{UUID: uuid.New()}
	until, end := day(49), day(300)
	stretches := []seat.Line{{ID: id, Count: 4, FromOn: day(50), ToOn: &end}, {ID: id, Count: 2, FromOn: day(0), ToOn: &until}}
	for _, c := range []struct{ on, count, third int }{{10, 2, -1}, {49, 2, -1}, {50, 4, 50}, {100, 4, 50}} {
		lines := seat.Whole(stretches, day(c.on))
		if len(lines) != 1 {
			t.Fatalf("%d lines, want 1", len(lines))
		}
		l := lines[0]
		if l.Count != c.count || !l.FromOn.Equal(day(0)) || !l.ToOn.Equal(end) || !l.Open(day(c.on)) {
			t.Errorf("on day %d: %d places from %s to %s", c.on, l.Count, l.FromOn, l.ToOn)
		}
		if since := seat.EmptySince(l, nil, 1, day(c.on)); !since.Equal(day(0)) {
			t.Errorf("on day %d: place 1 is empty since %s, want the first day", c.on, since)
		}
		if since := seat.EmptySince(l, nil, 3, day(c.on)); c.third >= 0 && !since.Equal(day(c.third)) {
			t.Errorf("on day %d: place 3 is empty since %s, want day %d", c.on, since, c.third)
		}
	}
}
