package proof_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestSomebodyIsAskedBeforeTheSessionEnds: the question comes by itself, can be answered with one key, and is gone.
func TestSomebodyIsAskedBeforeTheSessionEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.open(t, w.as(w.person("nav_contact", "Lillehammer")))
	v.do(chromedp.Navigate(w.http.URL + "/today"))
	open := func() bool {
		is, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`document.querySelector('session-end dialog').open`))
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	if open() {
		t.Fatal("the question is asked at once")
	}
	if _, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`(() => { const e = document.querySelector('session-end'); e.setAttribute('after', '0'); e.wait(); e.setAttribute('after', '1680');
		return new Promise(done => setTimeout(() => done(true), 200)); })()`, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	if !open() {
		t.Fatal("the question is not asked")
	}
	if found := v.violations(); len(found) > 0 {
		t.Errorf("the question: %v", found)
	}
	v.do(chromedp.KeyEvent("\r"))
	if open() {
		t.Error("one key does not answer the question")
	}
}
