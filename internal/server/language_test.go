package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"plass/internal/db/dbtest"
	"plass/internal/text"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.HR)
	lang := func() (lang string) {
		if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT lang FROM memberships WHERE id = $1`, w.HR.Membership).Scan(&lang); err != nil {
			t.Fatal(err)
		}
		return lang
	}
	for _, x := range []struct{ lang, words string }{{"nn", "Kven er du i dag?"}, {"en", "Who are you today?"}, {"nb", "Hvem er du i dag?"}} {
		page := c.get("/switch")
		form, ok := page.form("/language")
		if !ok {
			t.Fatal("no choice of language")
		}
		form.Set("lang", x.lang)
		p := c.send("POST", "/language", form, "Referer", home+"/switch")
		if p.leads() != "/switch" {
			t.Errorf("to %s: back to %q", x.lang, p.leads())
		}
		want(t, p.follow(), 200, x.words, `<html lang="`+x.lang+`"`)
		if lang() != x.lang {
			t.Errorf("mails are in %q, want %q", lang(), x.lang)
		}
	}
	for _, cookie := range (&http.Response{Header: c.post("/language", "lang", "nn").Header}).Cookies() {
		if cookie.Name == "lang" && cookie.MaxAge != 365*24*60*60 {
			t.Errorf("the choice is remembered for %d seconds", cookie.MaxAge)
		}
	}
	for _, odd := range []string{"", "tlh", "nb; Path=/x", "NB"} {
		want(t, c.post("/language", "lang", odd), 400)
	}
	if lang() != "nn" {
		t.Errorf("an odd choice leaves %q", lang())
	}
}

func TestLanguageOfSomebodyNew(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for accept, words := range map[string]string{
		"": "Logg inn", "nn-NO,nb;q=0.8": "Du treng ikkje passord", "en-GB": "You do not need a password", "da": "Du trenger ikke passord",
		"no": "Du trenger ikke passord", "fr, en;q=0.5": "You do not need a password", "zz": "Du trenger ikke passord", "%%%;;q=": "Du trenger ikke passord",
	} {
		want(t, s.anyone().send("GET", "/login", nil, "Accept-Language", accept), 200, words)
	}
	c := s.anyone()
	want(t, c.post("/language", "lang", "en"), 303)
	want(t, c.send("GET", "/login", nil, "Accept-Language", "nb"), 200, "You do not need a password")
}

func TestBackAfterLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.as(w.Contact)
	for referer, back := range map[string]string{
		home + "/privacy": "/privacy", home + "/today?filter=mine": "/today?filter=mine", home + "/login": "/login", home + "/logout": "/",
		home + "/no/such/page": "/", "https://ondt.example/today": "/", "": "/", "//plass.example/privacy": "/privacy", home: "/",
	} {
		if p := c.send("POST", "/language", values([]string{"lang", "nb"}), "Referer", referer); p.leads() != back {
			t.Errorf("from %q back to %q, want %q", referer, p.leads(), back)
		}
	}
}

func TestStatements(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, lang := range text.Langs {
		for path, prefix := range map[string]string{"/accessibility": "accessibility.", "/privacy": "privacy."} {
			p := s.anyone().send("GET", path, nil, "Accept-Language", string(lang))
			want(t, p, 200)
			words := p.text()
			for key, sentence := range text.Catalogue(lang) {
				if strings.HasPrefix(key, prefix) && !strings.Contains(words, sentence) {
					t.Errorf("%s in %s lacks %s", path, lang, key)
				}
			}
			lacks(t, p, prefix)
		}
	}
}
