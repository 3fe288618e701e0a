package server_test

import (
	"fmt"
	"testing"
	"time"

	"plass/internal/db/dbtest"
	"plass/internal/server"
)

func TestFiveTries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.HR)
	c := w.anyone()
	c.ask(email)
	code := mailed(t, outbox, email, 1)
	for range 3 { // what is no code costs no try
		want(t, c.post("/login/code", "code", "12 34"), 422, "Skriv de seks tallene")
		want(t, c.post("/login/code", "code", "abcdef"), 422, "Skriv de seks tallene")
	}
	for range 5 {
		p := c.post("/login/code", "code", wrong(code))
		want(t, p, 422, "Koden stemmer ikke")
		lacks(t, p, wrong(code))
	}
	p := c.post("/login/code", "code", code)
	want(t, p, 429, "Be om en ny kode")
	if p.Header.Get("Retry-After") == "" {
		t.Error("429 without Retry-After")
	}
	c.ask(email)
	if p := c.post("/login/code", "code", mailed(t, outbox, email, 2)); p.leads() != "/partner/now" {
		t.Errorf("a new code after five tries: %d, to %q", p.Status, p.leads())
	}
}

func TestFiveTriesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.HR)
	c := w.anyone()
	c.ask(email)
	code := mailed(t, outbox, email, 1)
	statuses := make(chan int)
	const all = 30
	for range all {
		go func() { statuses <- c.post("/login/code", "code", wrong(code)).Status }()
	}
	count := map[int]int{}
	for range all {
		count[<-statuses]++
	}
	if count[422] != 5 || count[429] != all-5 {
		t.Errorf("thirty tries at once answer %v, want five of them tried", count)
	}
}

func TestFiveCodesAnHourForAnAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, email := range []string{w.email(w.HR), "nobody@plass.example"} {
		for n := range 5 {
			if p := w.from(n).anyone().post("/login", "email", email); p.Status != 303 {
				t.Fatalf("code %d for %s: %d", n+1, email, p.Status)
			}
		}
		p := w.from(6).anyone().post("/login", "email", email)
		want(t, p, 429, "prøv igjen om en time")
		if p.Header.Get("Retry-After") == "" {
			t.Error("429 without Retry-After")
		}
	}
	w.clock(dbtest.Now.Add(time.Hour))
	want(t, w.from(6).anyone().post("/login", "email", w.email(w.HR)), 303)
}

func TestTwentyCodesAnHourForANetwork(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	ask := func(address string, headers ...string) int {
		s.remote = address
		return s.anyone().send("POST", "/login", values([]string{"email", fmt.Sprintf("%d@plass.example", time.Now().UnixNano())}), headers...).Status
	}
	for n := range 20 { // an IPv6 customer has a whole network to choose from
		if got := ask(fmt.Sprintf("[2001:db8:1:2::%x]:99", n+1)); got != 303 {
			t.Fatalf("code %d: %d", n+1, got)
		}
	}
	for i, name := range []string{"X-Forwarded-For", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "Forwarded", "X-Client-IP"} {
		for j := range 5 {
			if got := ask("[2001:db8:1:2::ffff]:99", name, fmt.Sprintf("198.51.100.%d", 5*i+j+1)); got != 429 {
				t.Errorf("%s changes where it comes from: %d", name, got)
			}
		}
	}
	if got := ask("[2001:db8:1:3::1]:99"); got != 303 {
		t.Errorf("from another network: %d", got)
	}
}

func TestBehindAProxy(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *server.Config) { c.Proxies = []string{"192.0.2.0/24"} })
	n := 0
	ask := func(forwarded string) int {
		n++
		return s.anyone().send("POST", "/login", values([]string{"email", fmt.Sprintf("%d@plass.example", n)}), "X-Forwarded-For", forwarded).Status
	}
	for i := range 20 { // what the visitor claims stands to the left of what the proxy saw
		if got := ask(fmt.Sprintf("198.51.100.%d, 203.0.113.7", i)); got != 303 {
			t.Fatalf("code %d: %d", i+1, got)
		}
	}
	if got := ask("198.51.100.99, 203.0.113.7"); got != 429 {
		t.Errorf("a forged address to the left: %d", got)
	}
	if got := ask("203.0.113.8"); got != 303 {
		t.Errorf("another visitor of the proxy: %d", got)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	email := w.email(w.HR)
	statuses := make(chan int)
	const all = 20
	for range all {
		go func() { statuses <- w.anyone().post("/login", "email", email).Status }()
	}
	count := map[int]int{}
	for range all {
		count[<-statuses]++
	}
	if count[303] != 5 || count[429] != all-5 {
		t.Errorf("twenty requests at once answer %v, want five codes", count)
	}
}
