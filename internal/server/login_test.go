package server_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/mail"
	"plass/internal/mail/sink"
	"plass/internal/text"
	"plass/internal/work"
)

// withMail has the site's codes sent to an outbox.
func (s *site) withMail() *sink.Sink {
	s.t.Helper()
	outbox, err := sink.Start()
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { outbox.Close() })
	sender, err := mail.Open(outbox.URL(), "Plass <ikke-svar@plass.example>")
	if err != nil {
		s.t.Fatal(err)
	}
	w := work.New(s.pool, slog.New(slog.NewTextHandler(io.Discard, nil)))
	w.SendCodes(s.config.Keys, sender, s.config.URL)
	queue, err := dbtest.Of(s.t, s.pool).ConnectJobs(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(queue.Close)
	if err := w.Start(context.Background(), queue); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := w.Stop(ctx); err != nil {
			s.t.Errorf("stop the work: %v", err)
		}
	})
	return outbox
}

var sixDigits = regexp.MustCompile(`\b(\d{3}) (\d{3})\b`)

// mailed returns the code in the n-th mail to the address.
func mailed(t testing.TB, outbox *sink.Sink, email string, n int) string {
	t.Helper()
	mails := outbox.Await(email, n, 20*time.Second)
	if len(mails) != n {
		t.Fatalf("%d mails to %s, want %d", len(mails), email, n)
	}
	code := sixDigits.FindStringSubmatch(mails[0].Text)
	if code == nil {
		t.Fatalf("no code in %q", mails[0].Text)
	}
	return code[1] + code[2]
}

// ask types the address, and returns the page that asks for the code.
func (c *client) ask(email string) reply {
	c.t.Helper()
	p := c.get("/login").submit("/login", "email", email)
	want(c.t, p, 200, "Skriv koden")
	return p
}

// wrong returns six digits other than the code.
func wrong(code string) string {
	n, _ := strconv.Atoi(code)
	return fmt.Sprintf("%06d", (n+1)%1_000_000)
}

func TestLogInWithACode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.Contact)
	c := w.anyone()
	want(t, c.get("/login"), 200, "Send meg en kode")
	p := c.ask("  " + strings.ToUpper(email) + " ")
	code := mailed(t, outbox, email, 1)
	letter := outbox.To(email)[0]
	if letter.Subject != "Koden din til Plass" || !strings.Contains(letter.Text, home) || strings.Contains(letter.Text, "Nora") {
		t.Errorf("the letter is %q: %q", letter.Subject, letter.Text)
	}
	if strings.Contains(letter.Subject, code) {
		t.Error("the code shows on a locked phone")
	}
	before := c.cookie()
	want(t, p.submit("/login/code", "code", code[:3]+" "+code[3:]), 200, "I dag", "Nora Kontakt")
	if c.get("/").leads() != "/today" {
		t.Errorf("home leads to %q", c.get("/").leads())
	}
	want(t, c.get("/privacy"), 200, "Nora Kontakt", "Nav Prøve")
	if after := c.cookie(); after == before || after == "" {
		t.Error("the session kept its token at log-in")
	}
	old := w.anyone()
	old.setCookie(before)
	if p := old.get("/"); p.leads() != "/login" {
		t.Errorf("the token from before the log-in leads to %q", p.leads())
	}
}

func TestCodeInTheLanguageOfTheBrowser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	for lang, subject := range map[string]string{"nn": "Koden din til Plass", "en": "Your code for Plass"} {
		who := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})
		if p := w.anyone().send("POST", "/login", values([]string{"email", w.email(who)}), "Accept-Language", lang); p.Status != 303 {
			t.Fatalf("asked in %s: %d", lang, p.Status)
		}
		mailed(t, outbox, w.email(who), 1)
		letter := outbox.To(w.email(who))[0]
		first, _, _ := strings.Cut(text.In(text.Lang(lang), "login.mail"), " {")
		if letter.Subject != subject || !strings.HasPrefix(letter.Text, first) {
			t.Errorf("in %s: %q, %q", lang, letter.Subject, letter.Text)
		}
	}
}

func TestACodeWorksOnceInItsBrowserForTenMinutes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.HR)
	c := w.anyone()
	p := c.ask(email)
	code := mailed(t, outbox, email, 1)

	other := w.anyone()
	want(t, other.post("/login/code", "code", code), 422, "Koden stemmer ikke")
	other.ask(w.email(w.Contact)) // a browser that has asked for another's code
	want(t, other.post("/login/code", "code", code), 422, "Koden stemmer ikke")
	if p := w.anyone().get("/login/code"); p.leads() != "/login" {
		t.Errorf("a browser that has not asked is led to %q", p.leads())
	}

	w.clock(dbtest.Now.Add(10 * time.Minute))
	want(t, p.submit("/login/code", "code", code), 422, "Koden stemmer ikke")
	w.clock(dbtest.Now.Add(10*time.Minute - time.Second))
	if p := c.post("/login/code", "code", code); p.leads() != "/partner/now" {
		t.Fatalf("the code in time: %d, to %q\n%s", p.Status, p.leads(), p.text())
	}
	want(t, c.post("/logout"), 303)
	want(t, c.post("/login/code", "code", code), 422, "Koden stemmer ikke")
	again := w.anyone()
	want(t, again.post("/login/code", "code", code), 422)
}

func TestOnlyTheNewestCodeWorks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.HR)
	c := w.anyone()
	c.ask(email)
	first := mailed(t, outbox, email, 1)
	c.ask(email)
	second := mailed(t, outbox, email, 2)
	want(t, c.post("/login/code", "code", first), 422)
	if p := c.post("/login/code", "code", second); p.leads() != "/partner/now" {
		t.Errorf("the newest code: %d, to %q", p.Status, p.leads())
	}
}

// What is answered to an address nobody knows is what is answered to one that somebody has.
func TestNobodyLearnsWhoIsKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	gone := w.partner(w.Employer, auth.Buddy, "Gunn Sluttet")
	w.end(gone)
	type trace struct {
		ask, page, try reply
		rows           string
	}
	follow := func(email string) (tr trace) {
		c := w.anyone()
		tr.ask = c.post("/login", "email", email)
		tr.page = c.get("/login/code")
		tr.try = c.post("/login/code", "code", "000000")
		err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `
			SELECT (SELECT count(*) FROM login_codes WHERE email = $1) || ' ' || (SELECT count(*) FROM river.river_job WHERE kind = 'login_code')`, email).Scan(&tr.rows)
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	known := follow(w.email(w.HR))
	for n, email := range []string{"nobody@plass.example", w.email(gone)} {
		unknown := follow(email)
		for _, pair := range [][2]reply{{known.ask, unknown.ask}, {known.page, unknown.page}, {known.try, unknown.try}} {
			if pair[0].Status != pair[1].Status || plain(pair[0]) != plain(pair[1]) || headersOf(pair[0]) != headersOf(pair[1]) {
				t.Errorf("%s tells %s apart: %d and %d\n%s\n%s", pair[0].Path, email, pair[0].Status, pair[1].Status, headersOf(pair[0]), headersOf(pair[1]))
			}
		}
		if want := fmt.Sprintf("1 %d", n+2); unknown.rows != want {
			t.Errorf("codes and jobs: %s, want %s", unknown.rows, want)
		}
	}
	mailed(t, outbox, w.email(w.HR), 1)
	w.anyone().ask(w.email(w.Contact)) // which comes after those for nobody
	mailed(t, outbox, w.email(w.Contact), 1)
	if n := len(outbox.Mails()); n != 2 {
		t.Errorf("%d mails, want the two for people who are known", n)
	}
}

var oneTimeKey = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

func plain(p reply) string { return oneTimeKey.ReplaceAllString(p.Body, "") }

// headersOf returns the names of the headers, and the values of those that are not random.
func headersOf(p reply) string {
	h := p.Header.Clone()
	h.Del("Content-Length")
	for i, cookie := range h["Set-Cookie"] {
		h["Set-Cookie"][i] = regexp.MustCompile(`=[^;]*`).ReplaceAllString(cookie, "")
	}
	return fmt.Sprint(h)
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, typed := range []string{"", "kari", "kari@", "@plass.example", "kari@plass", "kari @plass.example", "a@b.no,c@d.no", "kari@plass.example\r\nBcc: x@y.no", strings.Repeat("a", 260) + "@plass.example"} {
		p := s.anyone().post("/login", "email", typed)
		want(t, p, 422, "Skriv en e-postadresse", "Feil: Logg inn – Plass")
	}
	want(t, s.anyone().post("/login", "email", "\xff@plass.example"), 422, "tegn vi ikke kan lese")
	p := s.anyone().post("/login", "email", "<script>alert(1)</script>")
	want(t, p, 422, "&lt;script&gt;")
	lacks(t, p, "<script>alert")
}

func TestMembershipsAreClaimedAtLogIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})
	w.sql(`INSERT INTO memberships (tenant_id, id, email, role, name, employer_id, from_at) VALUES ($1, gen_random_uuid(), 'ny@plass.example', 'employer_contact', 'Nils Ny', $2, '2026-01-01')`,
		w.Contact.Tenant, w.Employer)
	w.sql(`INSERT INTO memberships (tenant_id, id, email, role, name, office_id, from_at) VALUES ($1, gen_random_uuid(), 'ny@plass.example', 'nav_contact', 'Nils Ny', $2, '2026-01-01')`,
		elsewhere.Tenant, elsewhere.Office)
	w.sql(`INSERT INTO memberships (tenant_id, id, email, role, name, office_id, from_at) VALUES ($1, gen_random_uuid(), 'annen@plass.example', 'nav_contact', 'Anna Annen', $2, '2026-01-01')`,
		elsewhere.Tenant, elsewhere.Office)
	c := w.anyone()
	c.ask("ny@plass.example")
	p := c.post("/login/code", "code", mailed(t, outbox, "ny@plass.example", 1))
	if p.leads() != "/switch" {
		t.Fatalf("with two memberships: %d, to %q", p.Status, p.leads())
	}
	want(t, p.follow(), 200, "Fjord Gjenvinning", "Kontaktperson i virksomheten", "Kontaktperson i Nav", "2 roller")
	var claimed, waiting int
	err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `
		SELECT count(account_id) FILTER (WHERE email = 'ny@plass.example'), count(*) FILTER (WHERE account_id IS NULL) FROM memberships`).Scan(&claimed, &waiting)
	if err != nil || claimed != 2 || waiting != 1 {
		t.Errorf("%d claimed, %d waiting, %v; want two claimed and the other's waiting", claimed, waiting, err)
	}
}

func TestNothingButHashesIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	outbox := w.withMail()
	email := w.email(w.HR)
	c := w.anyone()
	c.ask(email)
	code := mailed(t, outbox, email, 1)
	var kept string
	err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `
		SELECT (SELECT string_agg(c::text, ' ') FROM login_codes c) || (SELECT string_agg(j::text, ' ') FROM river.river_job j WHERE kind = 'login_code')
			|| (SELECT string_agg(token, ' ') FROM sessions)`).Scan(&kept)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{code, c.cookie(), "192.0.2.1"} {
		if strings.Contains(kept, secret) {
			t.Errorf("%q is kept in %s", secret, kept)
		}
	}
	p := c.post("/login/code", "code", code)
	if p.Status != http.StatusSeeOther {
		t.Errorf("the code: %d", p.Status)
	}
}
