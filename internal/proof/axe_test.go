package proof_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// A window is a real browser's tab.
type window struct {
	w   *world
	t   *testing.T
	ctx context.Context
}

// open opens a real browser, in which the visitor's cookies are those of b.
func (w *world) open(t *testing.T, b *browser) *window {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("no browser: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(closeTab)
	v := &window{w, t, ctx}
	v.do(chromedp.Navigate("about:blank")) // starts the browser
	if b != nil {
		address, _ := url.Parse(w.http.URL)
		for _, c := range b.http.Jar.Cookies(address) {
			_, err := chromedp.Run(v.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
				_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: w.http.URL})
				return chromedp.Void{}, err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return v
}

// do does the steps, and fails the test when one does not succeed.
func (v *window) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, steps...); err != nil {
		v.t.Fatal(err)
	}
}

// size makes the window as wide and as high as a screen.
func (v *window) size(width, height int) {
	v.t.Helper()
	_, err := chromedp.Run(v.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: 1, Mobile: width < 500})
		return chromedp.Void{}, err
	})
	if err != nil {
		v.t.Fatal(err)
	}
}

// violations returns what axe-core finds on the page, the bar of WCAG 2.2 AA and its best practices.
func (v *window) violations() []string {
	v.t.Helper()
	found, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](axe+`;
		axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
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

// TestEveryPageIsAccessible walks the whole site in a real browser as every role: one page of each shape that the role
// reaches, at the width of a desk and of a phone, and every form sent empty. Zero violations, and nothing wider than the window.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	began, count := time.Now(), 0
	for _, p := range []person{
		w.person("nav_contact", "Lillehammer"), w.person("office_liaison", "Lillehammer"), w.person("office_leader", "Lillehammer"),
		w.person("administrator", ""), w.person("auditor", ""), w.person("employer_contact", "GLØR"), w.person("employer_contact", "Alliance Healthcare"),
		w.person("buddy", "Alliance Healthcare"), w.person("buddy", "GLØR"), w.person("union_representative", "GLØR"), w.candidate("Yusuf Barre"), w.candidate("Camilla Løvås"), w.candidate("Aster Tesfay"),
	} {
		b := w.as(p)
		seen := map[string]bool{}
		var paths []string
		for _, r := range b.walk() {
			if shape := shapeOf(r.path); r.status == http.StatusOK && strings.Contains(r.header.Get("Content-Type"), "html") && !seen[shape] {
				seen[shape] = true
				paths = append(paths, r.path)
			}
		}
		v := w.open(t, b)
		for _, path := range slices.Concat(paths, []string{"/there/is/no/such/page"}) {
			for _, width := range []int{1280, 360} {
				v.size(width, 800)
				v.do(chromedp.Navigate(w.http.URL + path))
				count++
				for _, found := range v.violations() {
					t.Errorf("%s, %s at %d px: %s", p.Role, path, width, found)
				}
				if n := v.overflow(); n > 0 {
					t.Errorf("%s, %s at %d px is %d px too wide", p.Role, path, width, n)
				}
			}
			for _, failed := range v.sendEmpty(path) {
				count++
				t.Errorf("%s, %s", p.Role, failed)
			}
		}
	}
	t.Logf("%d page states in %s", count, time.Since(began).Round(time.Second))
	if count < 100 {
		t.Errorf("only %d page states", count)
	}
}

// sendEmpty sends the page's own form with every field emptied, and tells what axe finds on the answer.
func (v *window) sendEmpty(path string) (found []string) {
	v.t.Helper()
	sent, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`(() => {
		const form = document.querySelector('main form[method=post]:has(input:not([type=hidden]), textarea, select)');
		if (!form) return false;
		for (const e of form.elements) { if (e.type === 'checkbox' || e.type === 'radio') e.checked = false; else if (e.type !== 'hidden' && 'value' in e && e.tagName !== 'BUTTON') e.value = ''; }
		return true; })()`))
	if err != nil {
		v.t.Fatal(err)
	}
	if !sent {
		return nil
	}
	r, err := chromedp.RunResponse(v.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[bool](`document.querySelector('main form[method=post]:has(input:not([type=hidden]), textarea, select)').submit(), true`)(ctx, target)
		return chromedp.Void{}, err
	})
	if err != nil {
		v.t.Fatalf("%s sent empty: %v", path, err)
	}
	if r.Status >= 500 {
		return []string{fmt.Sprintf("%s sent empty answers %d", path, r.Status)}
	}
	for _, f := range v.violations() {
		found = append(found, fmt.Sprintf("%s sent empty: %s", path, f))
	}
	return found
}

// candidate returns the candidate of the name.
func (w *world) candidate(name string) person {
	w.t.Helper()
	for _, p := range w.people {
		if p.Name == name && p.Role == "candidate" {
			return p
		}
	}
	w.t.Fatalf("no candidate is called %s", name)
	return person{}
}
