package server_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
)

// stranger returns a browser that has got hold of the token of c.
func (c *client) stranger() *client {
	other := c.anyone()
	other.setCookie(c.cookie())
	return other
}

// isIn reports whether somebody is logged in.
func (c *client) isIn() bool {
	c.t.Helper()
	return c.get("/").leads() != "/login"
}

func TestLogOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.Contact)
	thief := c.stranger()
	if !thief.isIn() {
		t.Fatal("a token that is not yet ended does not work")
	}
	p := c.get("/switch").submit("/logout")
	want(t, p, 200, "Du er logget ut", "Send meg en kode")
	if c.cookie() != "" || thief.isIn() || c.isIn() {
		t.Error("still logged in after log-out")
	}
	p = thief.post("/logout")
	if p.leads() != "/login" || !strings.Contains(p.Header.Get("Clear-Site-Data"), "storage") {
		t.Errorf("log-out: %d to %q, %v", p.Status, p.leads(), p.Header)
	}
}

// A request that was under way at log-out, and changes its session after it, does not bring the session back.
func TestLogOutWithFiftyUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	token := c.cookie()
	const all = 50
	var ready, done sync.WaitGroup
	over := make(chan struct{})
	for range all {
		ready.Add(1)
		done.Add(1)
		go func() {
			defer done.Done()
			if err := w.server.Slowly(token, func() { ready.Done(); <-over }); err != nil {
				t.Error(err)
			}
		}()
	}
	ready.Wait()
	c.post("/logout")
	close(over)
	done.Wait()
	old := w.anyone()
	old.setCookie(token)
	if old.isIn() {
		t.Error("the old token is live again")
	}
	var live, rows int
	err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT count(*) FILTER (WHERE ended_at IS NULL OR data <> ''), count(*) FROM sessions`).Scan(&live, &rows)
	if err != nil || live != 0 || rows != 1 {
		t.Errorf("%d live sessions of %d, %v; want none of one", live, rows, err)
	}
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, x := range []struct {
		name  string
		looks []time.Duration // when somebody looks at a page, after log-in
		in    bool            // at the last look
	}{
		{"used now and then", []time.Duration{29 * time.Minute, 58 * time.Minute, 87 * time.Minute}, true},
		{"half an hour without use", []time.Duration{30 * time.Minute}, false},
		{"half an hour after use", []time.Duration{20 * time.Minute, 50 * time.Minute}, false},
		{"just less than half an hour after use", []time.Duration{20 * time.Minute, 50*time.Minute - time.Second}, true},
		{"forgotten and then used", []time.Duration{31 * time.Minute, 32 * time.Minute}, false},
		{"a whole day at work", everyTwentyMinutes(8*time.Hour - time.Second), true},
		{"more than a day at work", everyTwentyMinutes(8 * time.Hour), false},
	} {
		w.clock(dbtest.Now)
		c := w.as(w.Contact)
		in := true
		for _, after := range x.looks {
			w.clock(dbtest.Now.Add(after))
			in = c.isIn()
		}
		if in != x.in {
			t.Errorf("%s: logged in %v, want %v", x.name, in, x.in)
		}
	}
}

func everyTwentyMinutes(until time.Duration) (looks []time.Duration) {
	for after := 20 * time.Minute; after < until; after += 20 * time.Minute {
		looks = append(looks, after)
	}
	return append(looks, until)
}

// Choosing another role does not make the day longer.
func TestASwitchDoesNotProlongTheSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.Contact)
	for _, after := range everyTwentyMinutes(8*time.Hour - time.Minute) {
		w.clock(dbtest.Now.Add(after))
		if p := c.post("/switch", "membership", w.Contact.Membership.String()); p.leads() != "/today" {
			t.Fatalf("after %v: %d, to %q", after, p.Status, p.leads())
		}
	}
	w.clock(dbtest.Now.Add(8 * time.Hour))
	if c.isIn() {
		t.Error("logged in for more than eight hours")
	}
}

// The session's row is written at most once a minute.
func TestReadingWritesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.Contact)
	mark := func() (xmin string) {
		if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT xmin::text FROM sessions WHERE ended_at IS NULL`).Scan(&xmin); err != nil {
			t.Fatal(err)
		}
		return xmin
	}
	first := mark()
	for second := range 4 {
		w.clock(dbtest.Now.Add(time.Duration(20*second) * time.Second))
		c.get("/privacy")
	}
	if mark() != first {
		t.Error("a page wrote the session within the minute")
	}
	w.clock(dbtest.Now.Add(61 * time.Second))
	c.get("/privacy")
	second := mark()
	c.get("/privacy")
	if second == first || mark() != second {
		t.Error("the session is not marked once in the next minute")
	}
}

func TestAMembershipThatEndsIsOutAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.Contact)
	want(t, c.get("/today"), 200, "Nora Kontakt")
	w.end(w.Contact)
	p := c.get("/today")
	if p.leads() != "/login?to=%2Ftoday" {
		t.Fatalf("after the end: %d, to %q", p.Status, p.leads())
	}
	p = p.follow()
	if p.leads() != "/switch?to=%2Ftoday" {
		t.Fatalf("the account is led to %q", p.leads())
	}
	p = p.follow()
	want(t, p, 200, "Du har ingen rolle i Plass nå")
	lacks(t, p, "Nora Kontakt", "Nav Prøve")
	if c.get("/").leads() != "/switch" {
		t.Errorf("home leads to %q", c.get("/").leads())
	}
	want(t, c.post("/switch", "membership", w.Contact.Membership.String()), 404)
	want(t, p.submit("/logout"), 200, "Du er logget ut")
}

func TestSwitch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Name: "Nora Kontakt"})
	w.sql(`UPDATE tenants SET name = 'Nav Annetsted' WHERE id = $1`, elsewhere.Tenant)
	w.sql(`UPDATE memberships SET account_id = $1 WHERE id IN ($2, $3)`, w.Contact.Account, elsewhere.Membership, w.Union.Membership)
	c := w.as(w.Contact)
	p := c.get("/switch")
	want(t, p, 200, "3 roller", "Nav Annetsted", "Fjord Gjenvinning, Nav Prøve", "Tillitsvalgt", "Rollen du har nå")
	before := c.cookie()
	old := c.stranger()
	p = c.post("/switch", "membership", w.Union.Membership.String())
	if p.leads() != "/partner/now" || c.cookie() == before || old.isIn() {
		t.Errorf("to %q; the old token is in: %v", p.leads(), old.isIn())
	}
	want(t, c.get("/privacy"), 200, "Fjord Gjenvinning", "Ulf Tillitsvalgt")
	want(t, c.get("/today"), 404)
	for _, id := range []string{w.HR.Membership.String(), uuid.NewString(), "", "x"} {
		want(t, c.post("/switch", "membership", id), 404)
	}
	want(t, c.get("/privacy"), 200, "Ulf Tillitsvalgt")
	w.sql(`UPDATE memberships SET to_at = $2 WHERE id = $1`, elsewhere.Membership, dbtest.Now)
	want(t, c.post("/switch", "membership", elsewhere.Membership.String()), 404)
	want(t, w.anyone().post("/switch", "membership", w.Contact.Membership.String()), 401)
}

func TestHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, ada := w.candidate("Ada", "Prøve")
	for _, x := range []struct {
		who  auth.Actor
		home string
	}{{w.Contact, "/today"}, {w.Liaison, "/today"}, {w.Leader, "/today"}, {w.Administrator, "/today"}, {w.Auditor, "/today"},
		{w.HR, "/partner/now"}, {w.Buddy, "/partner/now"}, {w.Union, "/partner/now"}, {ada, "/my/plan"}} {
		c := w.as(x.who)
		for _, path := range []string{"/", "/login"} {
			if got := c.get(path).leads(); got != x.home {
				t.Errorf("%s of %s leads to %q, want %s", path, x.who.Role, got, x.home)
			}
		}
	}
	if got := w.anyone().get("/").leads(); got != "/login" {
		t.Errorf("nobody's home leads to %q", got)
	}
}

func TestBackToWhereOneWasGoing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.Contact)
	c := w.anyone()
	p := c.get("/today?filter=mine")
	if p.leads() != "/login?to=%2Ftoday%3Ffilter%3Dmine" {
		t.Fatalf("to %q", p.leads())
	}
	p = p.follow().submit("/login", "email", email)
	p = p.submit("/login/code", "code", wrong(mailed(t, outbox, email, 1)))
	want(t, p, 422)
	kept, _ := p.form("/login/code")
	kept.Set("code", mailed(t, outbox, email, 1))
	if p = p.send("POST", "/login/code", kept); p.leads() != "/today?filter=mine" {
		t.Errorf("after the code to %q", p.leads())
	}
}

func TestNoOpenRedirects(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	hosts := []string{"ondt.example", "plass.example.ondt.example", "ondt.example%2f@plass.example", "[::1]", "127.0.0.1"}
	var payloads []string
	for _, host := range hosts {
		for _, form := range []string{
			"https://%s", "http://%s/today", "//%s", "///%s", "////%s", "/\\%s", "\\\\%s", "/\\/%s", "/%%2f%s", "/%%5c%s", "/\t/%s", "/%%09/%s", "/\n/%s", "/%%0a/%s", "\t//%s",
			" //%s", "/ /%s", "https:%s", "https:/%s", "https:///%s", "javascript://%s/%%0aalert(1)", "data:text/html,%s", "/today@%s", "/..//%s", "/today/..//%s", "/.%%2f/%s",
			"/today\r\nLocation: https://%s", "/today%%0d%%0aLocation:%%20https://%s", "/%%2e%%2e//%s", "/.//%s", "/;@%s", "?//%s", "#//%s", "/\u2044%s", "/\u3002%s", "//%s/today", "/\x00/%s",
			"http:\\\\%s", "/\v/%s", "/%%c0%%af%s", "\u200b//%s", "/today/../../%s", "@%s", "ftp://%s", "///\t/%s",
		} {
			payloads = append(payloads, fmt.Sprintf(form, host))
		}
	}
	payloads = append(payloads, "/login", "/logout", "/switch", "/demo/login", "/", "", "today", "../today", "/no/such/page")
	email := w.email(w.Contact)
	for _, to := range payloads {
		c := w.anyone()
		if p := c.post("/demo/login", "email", email, "to", to); p.leads() != "/today" && !strings.HasPrefix(p.leads(), "/today?") {
			t.Errorf("%q after log-in leads to %q", to, p.leads())
		}
		if p := c.post("/switch", "membership", w.Contact.Membership.String(), "to", to); p.leads() != "/today" {
			t.Errorf("%q after a switch leads to %q", to, p.leads())
		}
		if p := c.send("POST", "/language", values([]string{"lang", "nb"}), "Referer", strings.ToValidUTF8(clean(to), "")); !strings.HasPrefix(p.leads(), "/") || strings.HasPrefix(p.leads(), "//") || strings.Contains(p.leads(), "ondt") {
			t.Errorf("language from %q leads to %q", to, p.leads())
		}
	}
	for _, to := range []string{"/today", "/privacy", "/accessibility", "/today?filter=mine"} {
		if p := w.anyone().post("/demo/login", "email", email, "to", to); p.leads() != to {
			t.Errorf("%q leads to %q", to, p.leads())
		}
	}
	if len(payloads) < 200 {
		t.Errorf("%d payloads", len(payloads))
	}
}

// clean takes out what no header can carry.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

func TestCookies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cookies := map[string]*http.Cookie{}
	note := func(p reply) {
		for _, c := range (&http.Response{Header: p.Header}).Cookies() {
			cookies[c.Name] = c
		}
	}
	note(w.anyone().post("/login", "email", "kari@plass.example"))
	note(w.as(w.Contact).post("/language", "lang", "nn"))
	note(w.as(w.Contact).post("/logout"))
	for name, c := range cookies {
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || len(c.Value) > 200 {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if cookies["plass"] == nil || cookies["lang"] == nil || cookies["said"] == nil || len(cookies) != 3 {
		t.Errorf("cookies: %v", cookies)
	}
}
