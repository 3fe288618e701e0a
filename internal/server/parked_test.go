package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
)

// tooLate has c send a new unit of the world's employer when its session has just run out.
func (w *world) tooLate(c *client, name string) reply {
	w.t.Helper()
	units := "/employers/" + w.Employer.String() + "/units"
	p := c.get(units + "/new")
	want(w.t, p, 200)
	w.clock(dbtest.Now.Add(31 * time.Minute))
	return p.submit(units, "name", name, "address", "Industriveien 5")
}

// again logs somebody in by the demo's door, which is the one that everybody comes in by.
func (c *client) again(who auth.Actor) reply {
	c.t.Helper()
	return c.post("/demo/login", "email", c.email(who))
}

func TestWhatWasSentTooLateComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	want(t, w.tooLate(c, "Avdeling nord for elva"), 401, "Vi tar vare på det du skrev, i én time")
	if kept := w.parkedRows(); len(kept) != 1 || strings.Contains(kept[0], "nord") {
		t.Errorf("kept: %q, want one thing that cannot be read", kept)
	}
	p := c.again(w.Contact)
	if p.leads() != "/parked" {
		t.Fatalf("after log-in to %q", p.leads())
	}
	p = p.follow()
	want(t, p, 200, "Avdeling nord for elva", "Industriveien 5", "Send det nå")
	lacks(t, w.as(w.Contact).get("/employers/"+w.Employer.String()), "Avdeling nord for elva")
	p = p.submit("/parked")
	want(t, p, 200, "Avdeling nord for elva")
	if len(w.parkedRows()) != 0 {
		t.Error("it is parked still")
	}
	if p := c.again(w.Contact); p.leads() != "/today" {
		t.Errorf("the next log-in leads to %q", p.leads())
	}
}

func TestWhatWasSentTooLateIsCheckedWhenSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	want(t, w.tooLate(c, ""), 401, "Vi tar vare på")
	p := c.again(w.Contact).follow().submit("/parked")
	want(t, p, 422, "Må fylles ut", "Industriveien 5")
}

func TestParkedIsForWhoSentIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	want(t, w.tooLate(c, "Avdeling nord for elva"), 401)
	other := c.again(w.HR) // the next at a shared computer
	if other.leads() != "/partner/now" {
		t.Errorf("another is led to %q", other.leads())
	}
	if p := c.get("/parked"); p.leads() != "/" {
		t.Errorf("another sees %d, %s", p.Status, p.text())
	}
	if p := c.post("/parked"); p.leads() != "/" {
		t.Errorf("another sends it: %d", p.Status)
	}
	want(t, c.post("/parked/thrown"), 303)
	if len(w.parkedRows()) != 1 {
		t.Error("another threw it away")
	}
	w.clock(dbtest.Now.Add(91*time.Minute - time.Second))
	if p := w.anyone().again(w.Contact); p.leads() != "/parked" {
		t.Errorf("within the hour: to %q", p.leads())
	}
	w.clock(dbtest.Now.Add(91 * time.Minute))
	if p := w.anyone().again(w.Contact); p.leads() != "/today" {
		t.Errorf("after the hour: to %q", p.leads())
	}
}

func TestParkedIsThrownAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	w.tooLate(c, "Avdeling nord for elva")
	p := c.again(w.Contact).follow().submit("/parked/thrown")
	want(t, p, 200, "er kastet")
	if len(w.parkedRows()) != 0 {
		t.Error("it is parked still")
	}
}

func TestNothingIsParkedForWhoLoggedOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo)
	c := w.as(w.Contact)
	old := c.cookie()
	units := "/employers/" + w.Employer.String() + "/units"
	p := c.get(units + "/new")
	c.post("/logout")
	for _, token := range []string{old, "made up", ""} {
		c.setCookie(token)
		want(t, p.submit(units, "name", "Avdeling nord for elva"), 401, "ikke logget inn lenger")
	}
	if kept := w.parkedRows(); len(kept) != 0 {
		t.Errorf("kept: %q", kept)
	}
}

// parkedRows returns what is parked, as it is kept.
func (s *site) parkedRows() (rows []string) {
	s.t.Helper()
	if err := dbtest.Admin(s.t, s.pool).QueryRow(context.Background(), `SELECT coalesce(array_agg(encode(sent, 'escape')), '{}') FROM parked`).Scan(&rows); err != nil {
		s.t.Fatal(err)
	}
	return rows
}
