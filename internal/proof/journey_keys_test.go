package proof_test

import (
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focused tells where the keyboard is: the words or the name of what has the focus, and what is wrong with how it is seen:
// it must look different from when it has no focus, and stand in the window.
const focused = `() => {
	const e = document.activeElement;
	if (!e || e === document.body) return {};
	const clean = text => text.replace(/\s+/g, ' ').trim();
	const look = () => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join(); };
	const on = look();
	e.blur();
	const ring = look() !== on;
	e.focus();
	const box = e.getBoundingClientRect();
	const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
	return {what: e.name && e.tagName !== 'BUTTON' ? e.name : clean(e.textContent), hidden: !ring ? 'no ring' : !inside ? 'out of sight' : ''};
}`

type focus struct{ What, Hidden string }

// tab presses Tab until the field of the name, or what is called by the words, has the focus. Wherever it stops on the way is seen.
func (s *story) tab(to string) {
	s.t.Helper()
	var passed []string
	for range 80 {
		s.do(chromedp.KeyEvent(kb.Tab))
		at := ask[focus](s, focused)
		if at.What != "" && at.Hidden != "" {
			s.t.Errorf("%s: %q has the focus, and is seen with %s", s.path(), at.What, at.Hidden)
		}
		if at.What == to {
			return
		}
		passed = append(passed, at.What)
	}
	s.t.Fatalf("%s: Tab never comes to %q, but to %q", s.path(), to, passed)
}

// types writes letter by letter where the focus is.
func (s *story) types(words string) {
	s.t.Helper()
	s.do(chromedp.KeyEvent(words))
}

// enter presses Enter, and arrives.
func (s *story) enter() {
	s.t.Helper()
	s.arrive("press Enter", chromedp.KeyEvent(kb.Enter))
}

// space presses the space bar, and arrives.
func (s *story) space() {
	s.t.Helper()
	s.arrive("press space", chromedp.KeyEvent(" "))
}
