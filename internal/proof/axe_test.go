package proof_test

import (
	"context"
	_ "embed"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

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
