// Package proof_test walks the whole site as everybody in the demo world: what each may see, what nobody may,
// and whether it can be used without eyes or hands. The list of pages comes from the router.
package proof_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/demo"
	"plass/internal/mail/sink"
	"plass/internal/register"
	"plass/internal/register/local"
	"plass/internal/seal"
	"plass/internal/server"
)

// A world is the demo world behind a real server.
type world struct {
	t      *testing.T
	pool   *db.Pool
	keys   *seal.Keyring
	server *server.Server
	http   *httptest.Server
	people []person
	outbox *sink.Sink
}

// A person is somebody of the demo world, as /demo/people.json tells.
type person struct {
	Name         string `json:"name"`
	Email        string `json:"email"`
	Role         string `json:"role"`
	Tenant       string `json:"tenant"`
	Organisation string `json:"organisation"`
}

// newWorld makes the demo world, and serves it as the demo does. What change does to it before is part of it.
func newWorld(t *testing.T, change ...func(w *world)) *world {
	t.Helper()
	keys, err := seal.From("the key of the world that is proven")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, pool: dbtest.NewPool(t), keys: keys}
	if err := demo.Fill(t.Context(), w.pool, keys); err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(w)
	}
	base, err := local.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if w.outbox, err = sink.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.outbox.Close() })
	w.http = httptest.NewUnstartedServer(nil)
	address := "http://" + w.http.Listener.Addr().String()
	w.server = server.New(server.Config{Pool: w.pool, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError})), Keys: keys, URL: address,
		Register: register.NewClient(base), Demo: &server.DemoMode{Outbox: w.outbox}})
	w.http.Config.Handler = w.server.Handler()
	w.http.Start()
	t.Cleanup(w.http.Close)
	if err := json.Unmarshal([]byte(w.anyone().get("/demo/people.json").body), &w.people); err != nil || len(w.people) < 20 {
		t.Fatalf("%d people: %v", len(w.people), err)
	}
	return w
}

// A browser is one visitor's, without script.
type browser struct {
	w    *world
	http *http.Client
	who  person
}

// anyone returns a browser in which nobody is logged in.
func (w *world) anyone() *browser {
	jar, _ := cookiejar.New(nil) // never fails
	return &browser{w: w, http: &http.Client{Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as returns a browser in which the person acts in their role.
func (w *world) as(p person) *browser {
	w.t.Helper()
	b := w.anyone()
	b.who = p
	r := b.post("/demo/login", url.Values{"email": {p.Email}})
	if r.status != http.StatusSeeOther {
		w.t.Fatalf("%s gets %d at the demo's door", p.Name, r.status)
	}
	if to := r.header.Get("Location"); strings.HasSuffix(to, "/switch") {
		r = b.get("/switch")
		membership := field(r.body, "membership", p.Tenant)
		if r = b.post("/switch", url.Values{"membership": {membership}}); r.status != http.StatusSeeOther {
			w.t.Fatalf("%s cannot become a %s of %s: %d", p.Name, p.Role, p.Tenant, r.status)
		}
	}
	return b
}

// field returns the value of the field in the first form that stands after the words, or of the first form at all.
func field(body, name, after string) string {
	if i := strings.Index(body, after); i >= 0 {
		body = body[i:]
	}
	_, rest, _ := strings.Cut(body, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// A reply is what the site answered.
type reply struct {
	path   string
	on     string // the page that led there; empty when none did
	status int
	header http.Header
	body   string
}

func (b *browser) get(path string) reply { return b.send(http.MethodGet, path, nil) }

func (b *browser) post(path string, fields url.Values) reply {
	return b.send(http.MethodPost, path, fields)
}

func (b *browser) send(method, path string, fields url.Values) reply {
	b.w.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, b.w.http.URL+path, strings.NewReader(fields.Encode()))
	if err != nil {
		b.w.t.Fatal(err)
	}
	r.Header.Set("Accept-Language", "nb")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", b.w.http.URL)
	}
	answer, err := b.http.Do(r)
	if err != nil {
		b.w.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.w.t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply{path: path, status: answer.StatusCode, header: answer.Header, body: string(body)}
}

// person returns somebody in the role, at the organisation if one is named.
func (w *world) person(role, organisation string) person {
	w.t.Helper()
	for _, p := range w.people {
		if p.Role == role && (organisation == "" || p.Organisation == organisation) {
			return p
		}
	}
	w.t.Fatalf("nobody is a %s of %q", role, organisation)
	return person{}
}

// named returns somebody by name.
func (w *world) named(name string) person {
	w.t.Helper()
	for _, p := range w.people {
		if p.Name == name {
			return p
		}
	}
	w.t.Fatalf("nobody is called %s", name)
	return person{}
}
