package placementview

import (
	"context"
	"fmt"
	"strings"

	"plass/internal/meeting"
	"plass/internal/text"
	"plass/templates/ui"
)

// The drawing is so high, and each step of the scale.
const curveHeight, curveTop, curveStep = 236, 16, 44

// A frame is how wide a drawing is, and its room for words on both sides.
type frame struct{ width, left, right int }

// On a phone the names of the lines stand under the drawing, so that all its words can be read.
var wide, narrow = frame{640, 104, 100}, frame{330, 82, 14}

// A point is an answer in the drawing.
type point struct {
	x, y  int
	score meeting.Score
}

// A line is the answers to one question, by time.
type line struct {
	theme  string
	points []point
}

// lines places the answers in the drawing: one line per question, each a little beside the others so that all are seen.
func (f frame) lines(curve []meeting.Score) []line {
	held := meetings(curve)
	var all []line
	for n, theme := range meeting.Themes {
		l := line{theme: theme}
		for _, s := range curve {
			if s.Theme != theme {
				continue
			}
			x := f.at(index(held, s.MeetingID), len(held))
			l.points = append(l.points, point{x, height(s.Score) + 5*n - 7, s})
		}
		if len(l.points) > 0 {
			all = append(all, l)
		}
	}
	return all
}

// at returns how far in the drawing the i-th of n meetings stands.
func (f frame) at(i, n int) int {
	if n < 2 {
		return f.left + 12
	}
	return f.left + 12 + (f.width-f.left-f.right-24)*i/(n-1)
}

// anchor keeps the day under the last meeting inside the drawing.
func anchor(i, n int) string {
	if i > 0 && i == n-1 {
		return "end"
	}
	return "start"
}

// height returns how far down in the drawing an answer stands: five on top.
func height(score int) int { return curveTop + curveStep*(5-score) }

func (l line) path() string {
	var b strings.Builder
	for _, p := range l.points {
		fmt.Fprintf(&b, "%d,%d ", p.x, p.y)
	}
	return strings.TrimSpace(b.String())
}

// meetings returns the meetings of the curve, the first first.
func meetings(curve []meeting.Score) []meeting.Score {
	var held []meeting.Score
	for _, s := range curve {
		if index(held, s.MeetingID) < 0 {
			held = append(held, s)
		}
	}
	return held
}

func index(held []meeting.Score, id meeting.ID) int {
	for i, h := range held {
		if h.MeetingID == id {
			return i
		}
	}
	return -1
}

// scoreOf returns the answer to one question at one meeting, in words.
func scoreOf(ctx context.Context, curve []meeting.Score, id meeting.ID, theme string) string {
	for _, s := range curve {
		if s.MeetingID == id && s.Theme == theme {
			return text.T(ctx, "scale.answer", "number", s.Score, "words", text.T(ctx, fmt.Sprintf("scale.%d", s.Score)))
		}
	}
	return text.T(ctx, "ui.nothing")
}

// summary says in one sentence what the drawing shows.
func summary(ctx context.Context, curve []meeting.Score) string {
	held := meetings(curve)
	return text.T(ctx, "placement.curve_label", "n", len(held), "from", ui.Date(ctx, held[0].At), "to", ui.Date(ctx, held[len(held)-1].At))
}

func px(n int) string { return fmt.Sprint(n) }

// apart moves the names at the ends of the lines so far from each other that all can be read.
func apart(all []line) []int {
	at := make([]int, len(all))
	for i, l := range all {
		at[i] = l.points[len(l.points)-1].y
	}
	for range 8 {
		for i := range at {
			for j := range at {
				if d := at[j] - at[i]; i != j && (d > 0 || d == 0 && j > i) && d < 19 {
					at[j] += 19 - d
				}
			}
		}
	}
	return at
}
