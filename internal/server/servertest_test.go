package server_test

import (
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	nethtml "golang.org/x/net/html"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/seal"
	"plass/internal/server"
)

// home is the address of the site of every test.
const home = "http://plass.example"

// A site is the real handler on a real database, at dbtest.Now until the test moves the clock.
type site struct {
	t       testing.TB
	pool    *db.Pool
	config  server.Config
	server  *server.Server
	handler http.Handler
	remote  string // where requests come from
	host    string // what they ask for
}

// newSite returns a site with nobody in it. What change does to its settings counts.
func newSite(t testing.TB, change ...func(*server.Config)) *site {
	t.Helper()
	keys, err := seal.From("the key that all tests share")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, config: server.Config{Pool: dbtest.NewPool(t), Log: slog.New(slog.NewTextHandler(told{t}, &slog.HandlerOptions{Level: slog.LevelError})), Keys: keys, URL: home}, remote: "192.0.2.1:1234", host: "plass.example"}
	for _, c := range change {
		c(&s.config)
	}
	s.clock(dbtest.Now)
	return s
}

// told writes our own mistakes where the test's reader sees them.
type told struct{ t testing.TB }

func (w told) Write(line []byte) (int, error) {
	w.t.Logf("%s", line)
	return len(line), nil
}

// clock has everything on the site happen at the moment, from now on.
func (s *site) clock(moment time.Time) {
	s.pool = s.config.Pool.At(moment)
	s.config.Pool = s.pool
	s.server = server.New(s.config)
	s.handler = s.server.Handler()
}

// RoundTrip answers the requests of the site's clients, without a network.
func (s *site) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	r.Host, r.RequestURI, r.RemoteAddr = s.host, r.URL.RequestURI(), s.remote
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	reply := w.Result()
	reply.Request = r
	return reply, nil
}

// from returns the same site, to which requests come from another network.
func (s *site) from(n int) *site {
	other := *s
	other.remote = fmt.Sprintf("198.51.100.%d:1234", n+1)
	return &other
}

// A client is somebody's browser.
type client struct {
	*site
	jar  *cookiejar.Jar
	http *http.Client
	who  auth.Actor
}

// anyone returns a browser in which nobody is logged in.
func (s *site) anyone() *client {
	jar, _ := cookiejar.New(nil) // never fails
	return &client{site: s, jar: jar, http: &http.Client{
		Transport: s, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// as returns a browser in which who is logged in. Somebody without a membership is let in first, as [dbtest.Actor] does.
func (s *site) as(who auth.Actor) *client {
	s.t.Helper()
	if (who.Membership == auth.Actor{}.Membership) {
		who = dbtest.Actor(s.t, s.pool, who)
	}
	cookie, err := s.server.LogIn(context.Background(), who)
	if err != nil {
		s.t.Fatalf("log in as %s: %v", who.Role, err)
	}
	c := s.anyone()
	c.who = who
	c.jar.SetCookies(mustParse(home), []*http.Cookie{cookie})
	return c
}

// cookie returns the token of the browser's session.
func (c *client) cookie() string {
	for _, cookie := range c.jar.Cookies(mustParse(home)) {
		if cookie.Name == "plass" {
			return cookie.Value
		}
	}
	return ""
}

// setCookie gives the browser a token.
func (c *client) setCookie(token string) {
	c.jar.SetCookies(mustParse(home), []*http.Cookie{{Name: "plass", Value: token, Path: "/"}})
}

func mustParse(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return u
}

// A reply is what the site answered.
type reply struct {
	*client
	Status int
	Path   string // which address answered
	Header http.Header
	Body   string
}

// get asks for a page, and does not follow where it leads.
func (c *client) get(path string) reply {
	c.t.Helper()
	return c.send("GET", path, nil)
}

// post sends fields, given as name, value, name, value, and does not follow where it leads.
// Most tests should rather submit the form that is on the page.
func (c *client) post(path string, fields ...string) reply {
	c.t.Helper()
	return c.send("POST", path, values(fields))
}

// send sends a request as a browser would from a page of the site. More headers are given as name, value.
func (c *client) send(method, path string, fields url.Values, headers ...string) reply {
	c.t.Helper()
	r, err := http.NewRequest(method, home+path, strings.NewReader(fields.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", home)
	}
	r.Header.Set("Accept-Language", "nb")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Del(headers[i])
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	answer, err := c.http.Do(r)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply{c, answer.StatusCode, path, answer.Header, string(body)}
}

func values(pairs []string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// leads returns where the reply sends the browser; empty if nowhere.
func (p reply) leads() string { return p.Header.Get("Location") }

// follow goes where the reply leads.
func (p reply) follow() reply {
	p.t.Helper()
	if p.leads() == "" {
		p.t.Fatalf("%s answers %d and leads nowhere:\n%s", p.Path, p.Status, p.text())
	}
	return p.get(strings.TrimPrefix(p.leads(), home))
}

// submit fills in the form that the page sends to action, sends it with the hidden fields and what
// stood in it, and follows when it is accepted. Fields are given as name, value; a name given replaces what stood there.
func (p reply) submit(action string, fields ...string) reply {
	p.t.Helper()
	stood, ok := p.form(action)
	if !ok {
		p.t.Fatalf("%s answers %d and has no form for %s:\n%s", p.Path, p.Status, action, p.text())
	}
	typed := values(fields)
	for name := range typed {
		stood[name] = typed[name]
	}
	sent := p.send("POST", action, stood)
	if sent.Status == http.StatusSeeOther {
		return sent.follow()
	}
	return sent
}

// form returns what the page's form for the action would send as it stands.
func (p reply) form(action string) (url.Values, bool) {
	root, err := nethtml.Parse(strings.NewReader(p.Body))
	if err != nil {
		p.t.Fatalf("read %s: %v", p.Path, err)
	}
	for n := range root.Descendants() {
		if n.Type == nethtml.ElementNode && n.Data == "form" && attribute(n, "action") == action {
			return standing(n), true
		}
	}
	return nil, false
}

// standing returns what the fields of a form hold.
func standing(form *nethtml.Node) url.Values {
	v := url.Values{}
	for n := range form.Descendants() {
		name := attribute(n, "name")
		if n.Type != nethtml.ElementNode || name == "" || has(n, "disabled") {
			continue
		}
		switch kind := attribute(n, "type"); {
		case n.Data == "input" && (kind == "radio" || kind == "checkbox"):
			if has(n, "checked") {
				v.Add(name, attribute(n, "value"))
			}
		case n.Data == "input" && kind != "submit" && kind != "file":
			v.Add(name, attribute(n, "value"))
		case n.Data == "textarea":
			v.Add(name, content(n))
		case n.Data == "select":
			for o := range n.Descendants() {
				if o.Data == "option" && has(o, "selected") {
					v.Add(name, attribute(o, "value"))
				}
			}
		}
	}
	return v
}

func attribute(n *nethtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *nethtml.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func content(n *nethtml.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == nethtml.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// link returns the address of the first link whose words are those given.
func (p reply) link(words string) string {
	p.t.Helper()
	root, err := nethtml.Parse(strings.NewReader(p.Body))
	if err != nil {
		p.t.Fatalf("read %s: %v", p.Path, err)
	}
	for n := range root.Descendants() {
		if n.Type == nethtml.ElementNode && n.Data == "a" && strings.Join(strings.Fields(content(n)), " ") == words {
			return attribute(n, "href")
		}
	}
	p.t.Fatalf("%s answers %d and has no link %q:\n%s", p.Path, p.Status, words, p.text())
	return ""
}

var tag = regexp.MustCompile(`<[^>]*>`)

// text returns the words of the page, with single spaces.
func (p reply) text() string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(p.Body, " "))), " ")
}

var reference = regexp.MustCompile(`oppgi [0-9a-f]{8}`)

// withoutReference returns the page without what differs each time it is refused.
func withoutReference(p reply) string { return reference.ReplaceAllString(p.Body, "") }

// want demands a status, and that the page has each of the parts, in its words or in its source.
func want(t testing.TB, p reply, status int, parts ...string) {
	t.Helper()
	if p.Status != status {
		t.Fatalf("%s answers %d, want %d:\n%s", p.Path, p.Status, status, p.text())
	}
	words := p.text()
	for _, part := range parts {
		if !strings.Contains(words, part) && !strings.Contains(p.Body, part) {
			t.Errorf("%s lacks %q:\n%s", p.Path, part, words)
		}
	}
}

// lacks demands that the page has none of the parts, in its words or in its source.
func lacks(t testing.TB, p reply, parts ...string) {
	t.Helper()
	words := p.text()
	for _, part := range parts {
		if strings.Contains(words, part) || strings.Contains(p.Body, part) {
			t.Errorf("%s has %q:\n%s", p.Path, part, words)
		}
	}
}
