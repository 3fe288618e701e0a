package insight

import (
	"testing"

	"plass/internal/terms"
)

// TestATargetIsMetWithoutRounding: 69.9 per cent is not seventy, and a share of few is told of nobody.
func TestATargetIsMetWithoutRounding(t *testing.T) {
	t.Parallel()
	seventy, twoOfThree, five := terms.Target{Metric: "offer", Percent: 70}, terms.Target{Metric: "job", Count: 2, Of: 3}, terms.Target{Metric: "job", Count: 5}
	for _, c := range []struct {
		targets       []terms.Target
		reached, over int
		hidden        bool
		met, told     bool
	}{
		{[]terms.Target{seventy}, 7, 10, false, true, true},
		{[]terms.Target{seventy}, 699, 1000, false, false, true},
		{[]terms.Target{seventy}, 0, 0, false, false, false},
		{[]terms.Target{seventy}, 7, 10, true, false, false},
		{[]terms.Target{twoOfThree}, 6, 9, false, true, true},
		{[]terms.Target{twoOfThree}, 6, 10, false, false, true},
		{[]terms.Target{five}, 5, 50, false, true, true},
		{[]terms.Target{five}, 0, 50, false, false, true},
		{[]terms.Target{twoOfThree, five}, 50, 50, false, false, false}, // of two that differ, none is what all want
	} {
		a := Aim{Targets: c.targets, Over: Figure{N: c.over}, Reached: Figure{N: c.reached, Hidden: c.hidden}}
		if met, told := a.Met(); met != c.met || told != c.told {
			t.Errorf("%d of %d for %v: met %t, told %t", c.reached, c.over, c.targets, met, told)
		}
	}
}
