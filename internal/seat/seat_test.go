package seat_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plass/internal/seat"
	"plass/internal/terms"
)

var first = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func day(n int) time.Time { return first.AddDate(0, 0, n) }

// someStays draws stays within some 200 days, some of them open-ended.
func someStays(t *rapid.T) []seat.Stay {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) seat.Stay {
		from := rapid.IntRange(0, 200).Draw(t, "from")
		s := seat.Stay{PlacementID: uuid.New(), FromOn: day(from)}
		if rapid.Bool().Draw(t, "ends") {
			to := day(from + rapid.IntRange(0, 90).Draw(t, "length"))
			s.ToOn = &to
		}
		return s
	}), 0, 8).Draw(t, "stays")
}

// naive counts who is here on a day by looking at every day of every stay.
func naive(stays []seat.Stay, at time.Time) int {
	n := 0
	for _, s := range stays {
		for d := s.FromOn; !d.After(at) && (s.ToOn == nil || !d.After(*s.ToOn)); d = d.AddDate(0, 0, 1) {
			if d.Equal(at) {
				n++
			}
		}
	}
	return n
}

func TestOccupancyIsWhatOneCounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stays := someStays(t)
		from := rapid.IntRange(0, 250).Draw(t, "first day")
		to := from + rapid.IntRange(0, 60).Draw(t, "days")
		most := 0
		for n := from; n <= to; n++ {
			if got, want := seat.Occupied(stays, day(n)), naive(stays, day(n)); got != want {
				t.Fatalf("on day %d: %d occupied, want %d", n, got, want)
			}
			most = max(most, naive(stays, day(n)))
		}
		last := day(to)
		if got := seat.Most(stays, day(from), &last); got != most {
			t.Fatalf("from day %d to %d: most is %d, want %d", from, to, got, most)
		}
	})
}

func TestEmptySinceIsTheDayAfterSomebodyWasThereLast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stays := someStays(t)
		today := rapid.IntRange(0, 290).Draw(t, "today")
		k := naive(stays, day(today)) + rapid.IntRange(1, 3).Draw(t, "which empty place")
		want := today // walk back while place k is empty
		for want > 0 && naive(stays, day(want-1)) < k {
			want--
		}
		line := seat.Line{FromOn: first, Count: k}
		if got := seat.EmptySince(line, stays, k, day(today)); !got.Equal(day(want)) {
			t.Fatalf("place %d is empty on day %d since %s, want %s", k, today, got.Format(time.DateOnly), day(want).Format(time.DateOnly))
		}
	})
}

func TestBoardAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stays := someStays(t)
		line := seat.Line{Kind: terms.WorkTraining, Count: rapid.IntRange(1, 6).Draw(t, "places"), FromOn: day(rapid.IntRange(0, 30).Draw(t, "since")), Rule: terms.Standing, AlarmDays: 7}
		if rapid.Bool().Draw(t, "closes") {
			closes := line.FromOn.AddDate(0, 0, rapid.IntRange(0, 200).Draw(t, "after"))
			line.ToOn = &closes
		}
		today, held := day(rapid.IntRange(0, 290).Draw(t, "today")), rapid.IntRange(0, 3).Draw(t, "held")
		b := seat.On(line, stays, held, first, today)

		if want := naive(stays, today); b.Filled != want {
			t.Fatalf("%d filled, want %d", b.Filled, want)
		}
		count := map[seat.State]int{}
		for i, s := range b.Seats {
			count[s.State]++
			if s.No != i+1 {
				t.Fatalf("seat %d is number %d", i+1, s.No)
			}
			if (s.State == seat.Filled) && s.Stay == nil {
				t.Fatalf("seat %d is filled by nobody", s.No)
			}
			if s.Alarm && (s.State != seat.Vacant || s.EmptyDays <= line.AlarmDays) {
				t.Fatalf("seat %d calls out: %s for %d days", s.No, s.State, s.EmptyDays)
			}
		}
		if count[seat.Filled] != b.Filled || count[seat.Reserved] != b.Reserved || count[seat.Vacant] != b.Vacant {
			t.Fatalf("the seats are %v, the sums %d, %d and %d", count, b.Filled, b.Reserved, b.Vacant)
		}
		if line.Open(today) && b.Filled+b.Reserved+b.Vacant != max(b.Offered(), b.Filled) {
			t.Fatalf("of %d offered, %d filled, %d reserved and %d vacant", b.Offered(), b.Filled, b.Reserved, b.Vacant)
		}
		if !line.Open(today) && b.Offered()+b.Reserved+b.Vacant != 0 {
			t.Fatalf("a closed line offers %d places", b.Offered())
		}
	})
}

func TestLanesNeverOverlap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stays := someStays(t)
		b := seat.On(seat.Line{Count: 3, FromOn: first}, stays, 0, first, day(100))
		bars := b.Bars()
		if len(bars) != len(stays) {
			t.Fatalf("%d bars for %d stays", len(bars), len(stays))
		}
		lanes := map[int][]seat.Stay{}
		for _, bar := range bars {
			lanes[bar.Lane] = append(lanes[bar.Lane], bar.Stay)
		}
		for lane, in := range lanes {
			for n := range 300 {
				if got := naive(in, day(n)); got > 1 {
					t.Fatalf("%d stays in lane %d on day %d", got, lane, n)
				}
			}
		}
		most := 0
		for n := range 300 {
			most = max(most, naive(stays, day(n)))
		}
		if len(lanes) != most {
			t.Fatalf("%d lanes for at most %d people at once", len(lanes), most)
		}
	})
}

func TestSeatsOfThreeLastingAndTwoForTraining(t *testing.T) {
	t.Parallel()
	ended, soon := day(80), day(130)
	here := seat.Stay{PlacementID: uuid.New(), Name: "Ada", FromOn: day(10)}
	gone := seat.Stay{PlacementID: uuid.New(), Name: "Bo", FromOn: day(20), ToOn: &ended}
	coming := seat.Stay{PlacementID: uuid.New(), Name: "Cecilie", FromOn: soon}

	for _, c := range []struct {
		name                     string
		line                     seat.Line
		stays                    []seat.Stay
		held                     int
		known                    time.Time
		filled, reserved, vacant int
		emptyDays                []int
		alarms, longer           int
	}{
		{"nobody yet", seat.Line{Count: 3, FromOn: day(0), Rule: terms.Standing, AlarmDays: 30}, nil, 0, first, 0, 0, 3, []int{100, 100, 100}, 3, 0},
		{"one of two left", seat.Line{Count: 2, FromOn: day(0), Rule: terms.Standing, AlarmDays: 7}, []seat.Stay{here, gone}, 0, first, 1, 0, 1, []int{0, 19}, 1, 0},
		{"within the days agreed", seat.Line{Count: 2, FromOn: day(0), Rule: terms.Standing, AlarmDays: 19}, []seat.Stay{here, gone}, 0, first, 1, 0, 1, []int{0, 19}, 0, 0},
		{"only when the employer asks", seat.Line{Count: 2, FromOn: day(0), AlarmDays: 7}, []seat.Stay{here, gone}, 0, first, 1, 0, 1, []int{0, 19}, 0, 0},
		{"somebody is coming", seat.Line{Count: 3, FromOn: day(0), Rule: terms.Standing, AlarmDays: 7}, []seat.Stay{here, gone, coming}, 1, first, 1, 2, 0, []int{0, 19, 100}, 0, 0},
		{"before what is known", seat.Line{Count: 2, FromOn: day(0), Rule: terms.Standing, AlarmDays: 7}, []seat.Stay{here}, 0, day(40), 1, 0, 1, []int{0, 60}, 1, 1},
	} {
		b := seat.On(c.line, c.stays, c.held, c.known, day(100))
		if b.Filled != c.filled || b.Reserved != c.reserved || b.Vacant != c.vacant {
			t.Errorf("%s: %d filled, %d reserved, %d vacant; want %d, %d, %d", c.name, b.Filled, b.Reserved, b.Vacant, c.filled, c.reserved, c.vacant)
		}
		alarms, longer := 0, 0
		for i, s := range b.Seats {
			if s.EmptyDays != c.emptyDays[i] {
				t.Errorf("%s: seat %d has been empty for %d days, want %d", c.name, s.No, s.EmptyDays, c.emptyDays[i])
			}
			if s.Alarm {
				alarms++
			}
			if s.Longer {
				longer++
			}
		}
		if alarms != c.alarms || longer != c.longer {
			t.Errorf("%s: %d call out and %d for longer than is known; want %d and %d", c.name, alarms, longer, c.alarms, c.longer)
		}
	}
}
