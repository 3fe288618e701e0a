package proof_test

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

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
		v.become(b)
	}
	return v
}

// become hands the browser to the visitor b: their cookies replace those of whoever used it before.
func (v *window) become(b *browser) {
	v.t.Helper()
	v.call(func(ctx context.Context, to *chromedp.Target) error {
		_, err := cdp.Call(ctx, to, network.ClearBrowserCookies, cdp.Empty{})
		return err
	})
	address, _ := url.Parse(v.w.http.URL)
	for _, c := range b.http.Jar.Cookies(address) {
		v.call(func(ctx context.Context, to *chromedp.Target) error {
			_, err := cdp.Call(ctx, to, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: v.w.http.URL})
			return err
		})
	}
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
	v.call(func(ctx context.Context, to *chromedp.Target) error {
		_, err := cdp.Call(ctx, to, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: 1, Mobile: width < 500})
		return err
	})
}

// call asks the browser for something that no page can.
func (v *window) call(do func(ctx context.Context, to *chromedp.Target) error) {
	v.t.Helper()
	_, err := chromedp.Run(v.ctx, func(ctx context.Context, to *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, do(ctx, to)
	})
	if err != nil {
		v.t.Fatal(err)
	}
}
