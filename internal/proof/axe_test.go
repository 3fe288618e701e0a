package proof_test

import (
	_ "embed"
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// violations returns what axe-core finds on the page, the bar of WCAG 2.2 AA and its best practices.
func (v *window) violations() []string {
	v.t.Helper()
	loaded, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`'axe' in window`))
	if err != nil {
		v.t.Fatal(err)
	}
	if !loaded {
		v.do(chromedp.Evaluate[chromedp.Void](axe + `;undefined`))
	}
	found, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](`
		axe.run(document, {resultTypes: ['violations'], preload: false, iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
			.then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | '))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatal(err)
	}
	var all []string
	if err := json.Unmarshal([]byte(found), &all); err != nil {
		v.t.Fatalf("%v: %s", err, found)
	}
	return all
}

// overflow returns how many pixels the page is wider than the window.
func (v *window) overflow() int {
	v.t.Helper()
	n, err := chromedp.Run(v.ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - window.innerWidth`))
	if err != nil {
		v.t.Fatal(err)
	}
	return n
}

// TestAxeFindsFaults shows that the walk below could fail.
func TestAxeFindsFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.open(t, nil)
	v.do(chromedp.Navigate(w.http.URL + "/login"))
	if found := v.violations(); len(found) > 0 {
		t.Errorf("the login: %v", found)
	}
	if _, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="/x.png"><input type="text"><button></button>'), true`)); err != nil {
		t.Fatal(err)
	}
	found := strings.Join(v.violations(), " ")
	for _, planted := range []string{"image-alt", "label", "button-name"} {
		if !strings.Contains(found, planted) {
			t.Errorf("axe does not find %s: %s", planted, found)
		}
	}
}
