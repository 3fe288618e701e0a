package proof_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// ask evaluates the function on the page with the arguments.
func ask[T any](s *story, function string, args ...any) T {
	s.t.Helper()
	with, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		s.t.Fatal(err)
	}
	answer, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](`(`+function+`)(...`+string(with)+`)`))
	if err != nil {
		s.t.Fatalf("%v\n%s", err, function)
	}
	return answer
}

// words are the words that stand on the page, with single spaces.
func (s *story) words() string {
	s.t.Helper()
	return strings.Join(strings.Fields(ask[string](s, `() => document.body.innerText`)), " ")
}

// path is where the browser is.
func (s *story) path() string {
	s.t.Helper()
	return strings.TrimPrefix(ask[string](s, `() => location.href`), s.http.URL)
}

// visit opens an address of the site.
func (s *story) visit(path string) {
	s.t.Helper()
	s.arrive("visit "+path, chromedp.Navigate(s.http.URL+path))
}

// arrive does what leads to another page, and fails when that page is a failure, or when it is wider than a phone.
func (s *story) arrive(what string, step chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if status := s.answer(what, step); status >= 400 {
		s.t.Fatalf("%s answers %d at %s:\n%s", what, status, s.path(), s.words())
	}
	if s.taps {
		if n := s.overflow(); n > 0 {
			s.t.Errorf("%s is %d px too wide", s.path(), n)
		}
	}
}

// answer does what leads to another page, and returns what the site answered.
func (s *story) answer(what string, step chromedp.Action[chromedp.Void]) int64 {
	s.t.Helper()
	r, err := chromedp.RunResponse(s.ctx, step)
	if err != nil {
		s.t.Fatalf("%s: %v\n%s", what, err, s.words())
	}
	return r.Status
}

// says demands that the page has each of the parts, as it is read.
func (s *story) says(parts ...string) {
	s.t.Helper()
	words := s.words()
	for _, part := range parts {
		if !strings.Contains(words, part) {
			s.t.Fatalf("%s does not say %q:\n%s", s.path(), part, words)
		}
	}
}

// lacks demands that the page does not say the words.
func (s *story) lacks(words string) {
	s.t.Helper()
	if all := s.words(); strings.Contains(all, words) {
		s.t.Fatalf("%s says %q:\n%s", s.path(), words, all)
	}
}

// find looks for what is pressed by its words, first in the page itself, and brings it into view.
// What is meant for listeners only counts when it is asked for.
const find = `(words, about) => {
	const clean = text => text.replace(/\s+/g, ' ').trim();
	const heard = e => clean(e.textContent);
	const seen = e => { const c = e.cloneNode(true); c.querySelectorAll('.sr-only').forEach(x => x.remove()); return clean(c.textContent); };
	const all = [...document.querySelectorAll('main a, main button'), ...document.querySelectorAll('header a, header button, nav a, footer a, footer button')]
		.filter(e => e.checkVisibility() && seen(e) === words && heard(e).includes(about));
	if (all.length === 0) return null;
	all[0].scrollIntoView({block: 'center', behavior: 'instant'});
	const r = all[0].getClientRects()[0];
	return [r.x + r.width / 2, r.y + r.height / 2];
}`

// press presses the button or the link with the words, where there are several the one about something, and arrives.
func (s *story) press(words string, about ...string) {
	s.t.Helper()
	s.arrive("press "+words, s.touch(s.where(words, about...)))
}

// refused presses a button whose form is not taken, and reads why.
func (s *story) refused(words string, why string) {
	s.t.Helper()
	if status := s.answer("press "+words, s.touch(s.where(words))); status != 422 {
		s.t.Errorf("%s answers %d, want 422", words, status)
	}
	s.says(why)
}

// where brings what is called by the words into view, and returns where it is.
func (s *story) where(words string, about ...string) []float64 {
	s.t.Helper()
	at := ask[[]float64](s, find, words, strings.Join(about, " "))
	if at == nil {
		s.t.Fatalf("%s has nothing called %q %v to press:\n%s", s.path(), words, about, s.words())
	}
	return at
}

// touch is a click with the mouse, or a tap with a finger.
func (s *story) touch(at []float64) chromedp.Action[chromedp.Void] {
	if !s.taps {
		return chromedp.MouseClickXY(at[0], at[1])
	}
	return func(ctx context.Context, to *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, to, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}})
		if err == nil {
			_, err = cdp.Call(ctx, to, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
		}
		return chromedp.Void{}, err
	}
}

// fill brings a field into view, and sets those in which nobody writes letters. It returns where to press, and whether to write.
const fill = `(name, value) => {
	const clean = text => text.replace(/\s+/g, ' ').trim();
	const all = [...document.getElementsByName(name)].filter(e => e.type !== 'hidden' && e.checkVisibility());
	if (all.length === 0) return {missing: 'field'};
	let e = all[0], target = e;
	const tell = () => { e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); };
	if (e.type === 'radio' || e.type === 'checkbox') {
		e = all.find(x => value === 'off' ||  x.value === value || clean(x.labels[0].textContent) === value);
		if (!e) return {missing: 'choice among ' + all.map(x => x.value + ' ' + clean(x.labels[0].textContent)).join(', ')};
		if (e.checked === (value !== 'off')) return {};
		target = e.labels[0];
	} else if (e.tagName === 'SELECT') {
		const o = [...e.options].find(o => o.value && clean(o.label).startsWith(value));
		if (!o) return {missing: 'option among ' + [...e.options].map(o => o.label).join(', ')};
		e.value = o.value; tell();
		return {};
	} else if (e.type === 'date' || e.type === 'time') {
		e.value = value; tell();
		return {};
	}
	target.scrollIntoView({block: 'center', behavior: 'instant'});
	const r = target.getClientRects()[0];
	const write = target === e;
	return {at: [r.x + Math.min(r.width / 2, 60), r.y + r.height / 2], write};
}`

// fill answers a question of the form: writes, or chooses each of the values by its words.
func (s *story) fill(name string, values ...string) {
	s.t.Helper()
	for _, value := range values {
		f := ask[struct {
			Missing string
			At      []float64
			Write   bool
		}](s, fill, name, value)
		if f.Missing != "" {
			s.t.Fatalf("%s: %q cannot be %q: no %s\n%s", s.path(), name, value, f.Missing, s.words())
		}
		if f.At != nil {
			s.do(s.touch(f.At))
		}
		if f.Write {
			ask[bool](s, `() => { document.activeElement.select(); return true; }`)
			s.call(func(ctx context.Context, to *chromedp.Target) error {
				_, err := cdp.Call(ctx, to, input.InsertText, input.InsertTextParams{Text: value})
				return err
			})
		}
	}
}

// row returns the cells of the first row, in a table with the caption, that the words head.
func (s *story) row(caption, words string) string {
	s.t.Helper()
	cells := ask[[]string](s, `(caption, words) => {
		const clean = text => text.replace(/\s+/g, ' ').trim();
		const table = [...document.querySelectorAll('table')].find(t => clean(t.caption?.textContent ?? '') === caption);
		const row = [...(table?.rows ?? [])].find(r => clean(r.cells[0].textContent) === words);
		return row ? [...row.cells].slice(1).map(c => clean(c.textContent)) : [];
	}`, caption, words)
	return strings.Join(cells, " ")
}

// compared returns what the comparison with the caption says of the part, with the words that mark what is gone and new.
func (s *story) compared(caption, part string) string {
	s.t.Helper()
	return ask[string](s, `(caption, part) => {
		const clean = text => text.replace(/\s+/g, ' ').trim();
		const list = [...document.querySelectorAll('.comparison')].find(e => e.getAttribute('aria-label') === caption);
		const row = [...(list?.querySelectorAll('dl > div') ?? [])].find(r => clean(r.firstElementChild.textContent) === part);
		return row ? clean(row.lastElementChild.textContent) : '';
	}`, caption, part)
}

// seats demands what the board sums up: offered, filled, reserved and vacant.
func (s *story) seats(lasting, training string) {
	s.t.Helper()
	s.is(nora)
	s.visit("/seats")
	if got, want := fmt.Sprintf("%s, %s", s.row("Til sammen", "Varige plasser"), s.row("Til sammen", "Arbeidstreningsplasser")), lasting+", "+training; got != want {
		s.t.Errorf("the board sums up %s, want %s", got, want)
	}
}

// finger makes the screen a phone's, on which people tap, until the function has run.
func (s *story) finger(do func()) {
	s.t.Helper()
	set := func(on bool) {
		s.taps = on
		s.call(func(ctx context.Context, to *chromedp.Target) error {
			_, err := cdp.Call(ctx, to, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: on})
			return err
		})
	}
	s.size(360, 740)
	set(true)
	do()
	set(false)
	s.size(1280, 900)
}

// script switches the scripts of the pages on or off.
func (s *story) script(on bool) {
	s.t.Helper()
	s.call(func(ctx context.Context, to *chromedp.Target) error {
		_, err := cdp.Call(ctx, to, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}
