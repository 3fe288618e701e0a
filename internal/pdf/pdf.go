// Package pdf prints a page to a PDF that screen readers can read too, when Chromium is there to do it.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrUnavailable means that no browser is installed. The page itself can still be printed by whoever reads it.
var ErrUnavailable = errors.New("pdf: Chromium is not installed; apt-get install chromium")

// patience is how long one document may take; a browser on a busy machine needs several seconds to start.
const patience = time.Minute

// turn is held by the one document that is being made: a browser takes a core and some hundred megabytes.
var turn = make(chan struct{}, 1)

// browsers are the names Chromium goes by.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

func browser() string {
	for _, name := range browsers {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

// Available reports whether documents can be made here.
func Available() bool { return browser() != "" }

// Print returns the page as a PDF of A4 sheets. Styles, pictures and fonts stand in the page itself:
// scripts do not run and nothing is fetched, whatever the page says.
func Print(ctx context.Context, html string) ([]byte, error) {
	path := browser()
	if path == "" {
		return nil, ErrUnavailable
	}
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ctx, stop := chromedp.NewExecAllocator(ctx, options(path)...)
	defer stop()
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {})) // what matters comes back as an error
	defer closeTab()
	if err := chromedp.Do(ctx, withoutScripts, shown(html)); err != nil {
		return nil, fmt.Errorf("pdf: showing the page: %w", err)
	}
	document, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFOutlineAndTagged(),
		chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return document, nil
}

// options start a browser that knows nothing of our environment, where keys and passwords are, and reaches nobody.
func options(path string) []chromedp.ExecAllocatorOption {
	all := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoInheritEnv, chromedp.DisableGPU,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.ProxyServer("socks5://nobody.invalid:1"), // for addresses in digits, which are not looked up
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
	)
	for _, name := range []string{"HOME", "PATH", "LANG", "TMPDIR"} {
		if value := os.Getenv(name); value != "" {
			all = append(all, chromedp.Env(name+"="+value))
		}
	}
	if os.Geteuid() == 0 {
		all = append(all, chromedp.NoSandbox) // Chromium refuses to start as root with one
	}
	return all
}

func withoutScripts(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return chromedp.Void{}, err
}

// shown puts the page in an empty tab, whose origin may read no file, and waits until its pictures and fonts are there.
func shown(html string) chromedp.Action[chromedp.Void] {
	put := func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return chromedp.Void{}, err
		}
		_, err = cdp.Call(ctx, t, page.SetDocumentContent, page.SetDocumentContentParams{
			FrameID: tree.FrameTree.Frame.ID, HTML: strings.ToValidUTF8(html, "\uFFFD")})
		return chromedp.Void{}, err
	}
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.WaitEvent(page.LoadEventFired, nil, put)(ctx, t)
		return chromedp.Void{}, err
	}
}
