package server_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/db/dbtest"
	"plass/internal/server"
	"plass/web"
)

// everywhere are the headers that every answer has, whatever it is.
var everywhere = map[string]string{
	"Content-Security-Policy":      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
	"Server":                       "",
	"X-Powered-By":                 "",
}

func TestHeadersEverywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo, func(c *server.Config) {
		c.Ready = func(context.Context) error { return errors.New("a migration waits") }
	})
	in, out := w.as(w.Contact), w.anyone()
	for range 5 {
		out.post("/login", "email", "often@plass.example")
	}
	broken := newSite(t)
	broken.sql(`ALTER TABLE login_codes RENAME TO gone`)
	noSessions := newWorld(t)
	lost := noSessions.as(noSessions.Contact)
	noSessions.sql(`ALTER TABLE sessions RENAME TO gone`)
	for _, x := range []struct {
		p      reply
		status int
	}{
		{out.get("/login"), 200},
		{in.get("/today"), 200},
		{in.get("/demo/people.json"), 200},
		{out.get("/healthz"), 200},
		{out.get(web.Path("app.css")), 200},
		{out.get("/static/no-such-file.css"), 404},
		{in.get("/"), 303},
		{out.get("/today"), 303},
		{out.post("/language", "lang", "tlh"), 400},
		{out.post("/switch", "membership", "x"), 401},
		{in.send("POST", "/logout", nil, "Origin", "https://ondt.example"), 403},
		{in.get("/no/such/page"), 404},
		{in.send("PUT", "/today", nil, "Origin", home), 405},
		{out.post("/login", "email", strings.Repeat("a", 2<<20)), 413},
		{out.to("ondt.example").get("/login"), 421},
		{out.post("/login", "email", "x"), 422},
		{out.post("/login", "email", "often@plass.example"), 429},
		{broken.anyone().post("/login", "email", "kari@plass.example"), 500},
		{out.get("/readyz"), 503},
		{lost.get("/today"), 503},
	} {
		if x.p.Status != x.status {
			t.Errorf("%s answers %d, want %d: %s", x.p.Path, x.p.Status, x.status, x.p.text())
		}
		for name, value := range everywhere {
			if got := x.p.Header.Get(name); got != value {
				t.Errorf("%s, %d: %s is %q", x.p.Path, x.p.Status, name, got)
			}
		}
		kind := x.p.Header.Get("Content-Type")
		if x.p.Body != "" && !strings.Contains(kind, "charset=utf-8") {
			t.Errorf("%s, %d: it is %q", x.p.Path, x.p.Status, kind)
		}
		cache := strings.Join(x.p.Header.Values("Cache-Control"), ", ")
		if static := strings.HasPrefix(x.p.Path, "/static/") && x.status == 200; static != strings.Contains(cache, "immutable") || static == strings.Contains(cache, "no-store") {
			t.Errorf("%s, %d: Cache-Control is %q", x.p.Path, x.p.Status, cache)
		}
		lacks(t, x.p, "gone", "pgx", "SQLSTATE", "goroutine", "login_codes", "a migration waits")
	}
}

// to returns a browser that asks another host by our address.
func (c *client) to(host string) *client {
	other := *c
	site := *c.site
	site.host = host
	other.site = &site
	other.http = &http.Client{Transport: &site, Jar: c.jar, CheckRedirect: c.http.CheckRedirect}
	return &other
}

func TestHosts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for host, status := range map[string]int{
		"plass.example": 200, "PLASS.example:8080": 200, "localhost:8080": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "127.8.8.8": 200,
		"ondt.example": 421, "plass.example.ondt.example": 421, "": 421, "192.0.2.1": 421, "plass.example@ondt.example": 421, "localhost.ondt.example": 421,
	} {
		p := s.anyone().to(host).get("/login")
		if p.Status != status {
			t.Errorf("%q: %d, want %d", host, p.Status, status)
		}
		if host != "" && status == 421 {
			lacks(t, p, host)
		}
	}
	want(t, s.anyone().to("192.0.2.1").get("/healthz"), 200, "ok") // whoever looks after the machine knows its number only
}

func TestMailsLeadToOurAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	p := w.anyone().to("localhost:9999").send("POST", "/login", values([]string{"email", w.email(w.HR)}), "Origin", "http://localhost:9999", "X-Forwarded-Host", "ondt.example")
	if p.Status != 303 {
		t.Fatalf("asked: %d", p.Status)
	}
	mailed(t, outbox, w.email(w.HR), 1)
	if letter := outbox.To(w.email(w.HR))[0].Text; !strings.Contains(letter, home) || strings.Contains(letter, "localhost") || strings.Contains(letter, "ondt") {
		t.Errorf("the letter leads elsewhere: %q", letter)
	}
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// Every change that another site tries to have a browser make is refused, at every address that changes anything.
func TestChangesFromElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	paths := []string{"/login", "/login/code", "/switch", "/logout", "/language", "/parked", "/parked/thrown", "/demo/login"}
	for _, r := range w.server.Routes() {
		if r.Method != http.MethodGet {
			paths = append(paths, parameter.ReplaceAllString(r.Pattern, uuid.NewString()))
		}
	}
	before := w.everything()
	tried := 0
	for _, path := range paths {
		for _, headers := range [][]string{
			{"Origin", "", "Sec-Fetch-Site", "cross-site"},
			{"Origin", "", "Sec-Fetch-Site", "same-site"},
			{"Origin", "https://ondt.example", "Sec-Fetch-Site", "cross-site"},
			{"Origin", "https://ondt.example"},
			{"Origin", "http://plass.example.ondt.example"},
			{"Origin", "http://plass.example:81"},
			{"Origin", "null"},
			{"Origin", "https://ondt.example", "Content-Type", "text/plain"},
			{"Origin", "https://ondt.example", "X-HTTP-Method-Override", "GET"},
			{"Origin", "", "Referer", home + "/today"},
			{"Origin", ""},
		} {
			tried++
			p := c.send("POST", path, values([]string{"email", "kari@plass.example", "lang", "en", "membership", w.Contact.Membership.String()}), headers...)
			if p.Status != 403 || len(p.Header.Values("Set-Cookie")) > 0 {
				t.Errorf("POST %s with %q: %d, %q", path, headers, p.Status, p.Header.Values("Set-Cookie"))
			}
		}
	}
	if after := w.everything(); after != before {
		t.Errorf("after %d tries the database is another", tried)
	}
	if !c.isIn() {
		t.Error("logged out from elsewhere")
	}
}

// everything returns a mark of all rows of all tables that the site writes.
func (s *site) everything() (mark string) {
	s.t.Helper()
	err := dbtest.Admin(s.t, s.pool).QueryRow(context.Background(), `
		SELECT string_agg(table_name || ' ' || (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) || '' '' || coalesce(max(xmin::text::bigint), 0) AS n FROM public.%I', table_name), true, true, '')))[1]::text, E'\n' ORDER BY table_name)
		FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`).Scan(&mark)
	if err != nil {
		s.t.Fatalf("look at everything: %v", err)
	}
	return mark
}

func TestOtherMethodsChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.Contact)
	before := w.everything()
	for _, path := range []string{"/logout", "/language?lang=en", "/switch?membership=" + w.Contact.Membership.String(), "/logout?_method=POST", "/today"} {
		for _, method := range []string{"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO", "post"} {
			p := c.send(method, path, values([]string{"_method", "POST", "lang", "en"}), "X-HTTP-Method-Override", "POST", "X-Method-Override", "POST", "Content-Type", "application/x-www-form-urlencoded", "Origin", home)
			if reads := method == "GET" || method == "HEAD"; !reads && p.Status != 405 || p.Status >= 500 {
				t.Errorf("%s %s: %d", method, path, p.Status)
			}
		}
	}
	if w.everything() != before || !c.isIn() {
		t.Error("another method changed something")
	}
	p := c.send("HEAD", "/today", nil)
	if p.Status != 200 {
		t.Errorf("HEAD /today: %d", p.Status)
	}
}

func TestBehindHTTPS(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *server.Config) { c.URL = "https://plass.example" })
	p := s.anyone().post("/login", "email", "kari@plass.example")
	if got := p.Header.Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
		t.Errorf("Strict-Transport-Security: %q", got)
	}
	cookie := p.Header.Get("Set-Cookie")
	for _, part := range []string{"__Host-plass=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q lacks %s", cookie, part)
		}
	}
	if strings.Contains(cookie, "Domain") || strings.Contains(cookie, "Expires") {
		t.Errorf("the cookie %q is for more than this host and this visit", cookie)
	}
	for _, path := range []string{"/language", "/logout"} {
		for _, cookie := range s.anyone().post(path, "lang", "nn").Header.Values("Set-Cookie") {
			if !strings.Contains(cookie, "; Secure") {
				t.Errorf("%s sets %q", path, cookie)
			}
		}
	}
	if p := newSite(t).anyone().get("/login"); p.Header.Get("Strict-Transport-Security") != "" {
		t.Error("a site without https demands it")
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	want(t, s.anyone().get("/healthz"), 200, "ok")
	want(t, s.anyone().get("/readyz"), 200, "ready")
	gone := newSite(t, func(c *server.Config) {
		c.Ready = func(context.Context) error { return errors.New("schema 12, want 13") }
	})
	want(t, gone.anyone().get("/healthz"), 200, "ok")
	p := gone.anyone().get("/readyz")
	want(t, p, 503, "not ready")
	lacks(t, p, "schema")
}

// A slow or endless body holds no connection of the database, and a body that lies is refused.
func TestBodies(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for kind, status := range map[string]int{
		"multipart/form-data": 400, "multipart/form-data; boundary=x": 400,
		"text/plain": 422, "application/json": 422,
	} {
		r := httptest.NewRequest(http.MethodPost, home+"/login", strings.NewReader("email=kari@plass.example"))
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("%s: %d, want %d", kind, w.Code, status)
		}
	}
}
