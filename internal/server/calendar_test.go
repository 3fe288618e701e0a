package server_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/meeting"
	"plass/internal/register/local"
	"plass/internal/user"
)

var secret = regexp.MustCompile(`http://plass\.example(/calendar/[A-Z0-9]{26}\.ics)`)

// feed makes a secret address and returns its path.
func (c *client) feed() string {
	c.t.Helper()
	made := c.get("/calendar").submit("/calendar")
	want(c.t, made, 200, "Her er adressen din")
	found := secret.FindStringSubmatch(made.Body)
	if found == nil {
		c.t.Fatalf("no address on the page:\n%s", made.text())
	}
	return found[1]
}

// appointments returns what a calendar program finds at the address: place, time and status, by time.
func (s *site) appointments(path string) (events []*ics.VEvent, body string) {
	s.t.Helper()
	got := s.anyone().get(path)
	want(s.t, got, 200)
	if kind := got.Header.Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		s.t.Errorf("%s is %q", path, kind)
	}
	feed, err := ics.ParseCalendar(strings.NewReader(got.Body))
	if err != nil {
		s.t.Fatalf("%s: %v\n%s", path, err, got.Body)
	}
	return feed.Events(), got.Body
}

func property(e *ics.VEvent, name ics.ComponentProperty) string {
	if p := e.GetProperty(name); p != nil {
		return p.Value
	}
	return ""
}

func TestCalendarOfEachRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := w.introduced(w.Employer, w.HR, "Ada")
	bakery := w.employer("Dal Bakeri", string(local.Alliance))
	other := w.introduced(bakery, w.partner(bakery, auth.EmployerContact, "Berit Baker"), "Bo")
	for _, c := range []struct {
		who   auth.Actor
		where []string // the places of the meetings, by time
	}{
		{w.Contact, []string{"Møterom Ada", "Møterom Bo"}},
		{w.Liaison, []string{"Møterom Ada", "Møterom Bo"}}, // who follows both up
		{w.Leader, nil},
		{w.HR, []string{"Møterom Ada"}},
		{w.Buddy, nil}, // follows nobody yet
		{j.Person, []string{"Møterom Ada"}},
		{other.Person, []string{"Møterom Bo"}},
	} {
		events, body := w.appointments(w.as(c.who).feed())
		var where []string
		for _, e := range events {
			where = append(where, property(e, ics.ComponentPropertyLocation))
			if title := property(e, ics.ComponentPropertySummary); title != "Møte" {
				t.Errorf("%s: a meeting is called %q", c.who.Role, title)
			}
		}
		if strings.Join(where, ", ") != strings.Join(c.where, ", ") {
			t.Errorf("%s meets at %q, want %q", c.who.Role, where, c.where)
		}
		for _, name := range []string{"Prøve", "Nora", "Fjord", "Dal", "Nav", j.Candidate.String(), other.Candidate.String()} {
			if strings.Contains(body, name) {
				t.Errorf("%s: the calendar has %q:\n%s", c.who.Role, name, body)
			}
		}
	}
}

func TestCalendarFollowsTheMeeting(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := w.introduced(w.Employer, w.HR, "Ada")
	address := w.as(j.Person).feed()
	events, _ := w.appointments(address)
	first := events[0]
	if at, err := first.GetStartAt(); err != nil || !at.Equal(j.At) {
		t.Errorf("the meeting is at %v (%v), want %v", at, err, j.At)
	}
	if got := property(first, ics.ComponentPropertySequence) + property(first, ics.ComponentPropertyStatus); got != "0CONFIRMED" {
		t.Errorf("the meeting is %s", got)
	}
	later := j.At.Add(72 * time.Hour)
	change := func(how func(context.Context, *db.Tx, meeting.Meeting) error) *ics.VEvent {
		t.Helper()
		w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
			m, err := meeting.Get(ctx, tx, j.Meeting)
			if err != nil {
				return err
			}
			return how(ctx, tx, m)
		})
		events, _ := w.appointments(address)
		if len(events) != 1 || property(events[0], ics.ComponentPropertyUniqueId) != property(first, ics.ComponentPropertyUniqueId) {
			t.Fatalf("%d meetings, want the same one", len(events))
		}
		return events[0]
	}
	moved := change(func(ctx context.Context, tx *db.Tx, m meeting.Meeting) error {
		return meeting.Move(ctx, tx, m.ID, m.Version, meeting.Calling{At: later, Place: "Møterom 9", Now: tx.Now})
	})
	if at, err := moved.GetStartAt(); err != nil || !at.Equal(later) || property(moved, ics.ComponentPropertySequence) != "1" || property(moved, ics.ComponentPropertyLocation) != "Møterom 9" {
		t.Errorf("moved, it is at %v (%v), number %s, in %s", at, err, property(moved, ics.ComponentPropertySequence), property(moved, ics.ComponentPropertyLocation))
	}
	off := change(func(ctx context.Context, tx *db.Tx, m meeting.Meeting) error {
		return meeting.Cancel(ctx, tx, m.ID, "Sykdom")
	})
	if got := property(off, ics.ComponentPropertySequence) + property(off, ics.ComponentPropertyStatus); got != "2CANCELLED" {
		t.Errorf("called off, it is %s", got)
	}
}

func TestAddressesStopWorking(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as(w.HR)
	first := hr.feed()
	want(t, hr.get("/calendar"), 200, "Du laget en adresse 2. mars 2026")
	lacks(t, hr.get("/calendar"), first) // it was shown once
	second := hr.feed()
	want(t, w.anyone().get(first), 404)
	want(t, w.anyone().get(second), 200)

	want(t, hr.get("/calendar").submit("/calendar/end"), 200, "Adressen virker ikke lenger", "Lag adressen")
	want(t, w.anyone().get(second), 404)
	want(t, w.anyone().get("/calendar/"+strings.Repeat("A", 52)+".ics"), 404)

	leaves := w.partner(w.Employer, auth.EmployerContact, "Lotte Slutter")
	address := w.as(leaves).feed()
	want(t, w.anyone().get(address), 200)
	w.do(w.Leader, func(ctx context.Context, tx *db.Tx) error {
		return user.End(ctx, tx, user.MembershipID{UUID: leaves.Membership})
	})
	w.clock(dbtest.Now.Add(time.Minute))
	want(t, w.anyone().get(address), 404)
}

func TestASecretAddressIsMadeOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.as(w.HR)
	form, _ := hr.get("/calendar").form("/calendar")
	made := hr.send("POST", "/calendar", form)
	address := secret.FindStringSubmatch(made.Body)[1]
	again := hr.send("POST", "/calendar", form)
	if again.Status != 303 {
		t.Errorf("the same form sent twice answers %d, want the way back", again.Status)
	}
	want(t, w.anyone().get(address), 200)
}

func TestWhoHasACalendar(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, who := range []auth.Actor{w.Administrator, w.Auditor, w.Union} {
		want(t, w.as(who).get("/calendar"), 403)
	}
	want(t, w.as(w.Buddy).get("/calendar"), 200, "Lag adressen")
}
