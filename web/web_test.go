package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"plass/web"
)

func get(t *testing.T, address, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	web.Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestServesByHash(t *testing.T) {
	for name, kind := range map[string]string{
		"app.css":                   "text/css; charset=utf-8",
		"app.js":                    "text/javascript; charset=utf-8",
		"favicon.svg":               "image/svg+xml",
		"source-sans-3-latin.woff2": "font/woff2",
	} {
		got := get(t, web.Path(name), "")
		if got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != kind {
			t.Errorf("%s: %d %q, want 200 %q", name, got.StatusCode, got.Header.Get("Content-Type"), kind)
		}
		if cached := got.Header.Get("Cache-Control"); !strings.Contains(cached, "immutable") {
			t.Errorf("%s: Cache-Control %q", name, cached)
		}
	}
	if got := get(t, "/static/app.css", ""); got.StatusCode != http.StatusNotFound {
		t.Errorf("a name without its hash: %d, want 404", got.StatusCode)
	}
}

func TestCompressed(t *testing.T) {
	got := get(t, web.Path("app.css"), "br, gzip")
	if got.Header.Get("Content-Encoding") != "gzip" || got.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("headers %v", got.Header)
	}
	r, err := gzip.NewReader(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if string(body) != string(web.Read("app.css")) {
		t.Error("the compressed style sheet is another one")
	}
}

// A first visit on a slow line fetches these.
func TestSmall(t *testing.T) {
	var total int64
	for _, name := range []string{"app.css", "app.js", "source-sans-3-latin.woff2", "favicon.svg"} {
		total += get(t, web.Path(name), "gzip").ContentLength
	}
	if total > 90_000 {
		t.Errorf("a first visit fetches %d bytes, want at most 90 000", total)
	}
}

func TestStylesStandAlone(t *testing.T) {
	css := string(web.Read("app.css"))
	for _, wrong := range []string{"http://", "https://", "@import", `url("source`} {
		if strings.Contains(css, wrong) {
			t.Errorf("app.css holds %q", wrong)
		}
	}
	if !strings.Contains(css, web.Path("source-sans-3-latin.woff2")) {
		t.Error("app.css does not name the font that pages fetch ahead")
	}
	if !strings.Contains(css, "prefers-color-scheme:dark){:root{--ax-neutral-100") {
		t.Error("app.css does not follow a system that is dark")
	}
}

func TestInline(t *testing.T) {
	page := `<!DOCTYPE html><html lang="nb"><head><meta charset="utf-8"><title>Attest</title>` +
		`<link rel="stylesheet" href="` + web.Path("app.css") + `"><script type="module" src="` + web.Path("app.js") + `"></script></head><body>Hei</body></html>`
	got := string(web.Inline([]byte(page)))
	for _, wanted := range []string{`<title>Attest</title>`, "<style>", "data:font/woff2;base64,", "<body>Hei</body>"} {
		if !strings.Contains(got, wanted) {
			t.Errorf("the page lacks %q", wanted)
		}
	}
	for _, wrong := range []string{"<link", "<script", "</script>", "/static/"} {
		if strings.Contains(got, wrong) {
			t.Errorf("the page still holds %q", wrong)
		}
	}
}
