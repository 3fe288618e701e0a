package server_test

import (
	"encoding/json"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/mail"
	"plass/internal/mail/sink"
	"plass/internal/server"
)

func demo(c *server.Config) { c.Demo = &server.DemoMode{} }

func TestDemoPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Name: "Per Annetsted"})
	w.end(w.Buddy)
	list := w.anyone().get("/demo")
	want(t, list, 200, "Nora Kontakt", "Kontaktperson i Nav", "Hanne Personal", "Fjord Gjenvinning", "Per Annetsted")
	lacks(t, list, "Frida Fadder")

	var people []struct{ Name, Email, Role, Tenant, Organisation string }
	if err := json.Unmarshal([]byte(w.anyone().get("/demo/people.json").Body), &people); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, p := range people {
		found[p.Name] = p.Role + " " + p.Organisation
		if p.Tenant == "" || p.Email == "" {
			t.Errorf("%s has tenant %q, e-mail %q", p.Name, p.Tenant, p.Email)
		}
	}
	if len(people) != 8 || found["Hanne Personal"] != "employer_contact Fjord Gjenvinning" || found["Nora Kontakt"] == "" || found[elsewhere.Name] == "" {
		t.Errorf("%d people: %v", len(people), found)
	}
}

func TestDemoLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.anyone()
	for _, x := range []struct {
		who  auth.Actor
		home string
	}{{w.Contact, "/today"}, {w.HR, "/partner/now"}, {w.Auditor, "/today"}} {
		p := c.post("/demo/login", "email", w.email(x.who))
		if p.Status != 303 || p.leads() != x.home {
			t.Errorf("as %s: %d to %q, want %s", x.who.Role, p.Status, p.leads(), x.home)
		}
		want(t, c.get("/privacy"), 200, x.who.Name)
	}
	want(t, c.get("/privacy"), 200, "Rune Revisor")
	want(t, w.anyone().post("/demo/login", "email", "nobody@plass.example"), 404, "Ingen i demoen")
	w.end(w.HR)
	want(t, w.anyone().post("/demo/login", "email", w.email(w.HR)), 404)
}

func TestDemoOutbox(t *testing.T) {
	t.Parallel()
	outbox, err := sink.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { outbox.Close() })
	s := newSite(t, func(c *server.Config) { c.Demo = &server.DemoMode{Outbox: outbox} })
	want(t, s.anyone().get("/demo/outbox"), 200, "ikke sendt noen")
	sender, err := mail.Open(outbox.URL(), "Plass <ikke-svar@plass.example>")
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), mail.Mail{To: "kari@plass.example", Subject: "Noe <nytt>", Text: "Logg inn.\n\nHilsen Plass"}); err != nil {
		t.Fatal(err)
	}
	want(t, s.anyone().get("/demo/outbox"), 200, "kari@plass.example", "Noe <nytt>", "Logg inn.", "Hilsen Plass")
}

func TestNoDemoOutsideTheDemo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.anyone()
	never := w.anyone().get("/no/such/page")
	for _, path := range []string{"/demo", "/demo/people.json", "/demo/outbox"} {
		if p := c.get(path); p.Status != 404 || withoutReference(p) != withoutReference(never) {
			t.Errorf("%s answers %d, want what an address that never was does", path, p.Status)
		}
	}
	want(t, c.post("/demo/login", "email", w.email(w.Contact)), 404)
	if p := c.get("/"); p.leads() != "/login" {
		t.Errorf("a refused demo login leads home to %q", p.leads())
	}
	lacks(t, c.get("/login"), "/demo")
}
