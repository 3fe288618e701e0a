package server_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/seat"
)

// agreed has the employer and Nav sign an agreement from the template, and returns its first line.
func (w *world) agreed(of employer.ID, hr auth.Actor, template string) (line seat.Line) {
	w.t.Helper()
	var id agreement.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		d := agreement.Draft{Template: template, Title: "Inkluderingsavtale", StartsOn: tx.Today().AddDate(0, -1, 0)}
		if id, err = agreement.Create(ctx, tx, of, d); err != nil {
			return err
		}
		return agreement.Offer(ctx, tx, id, 1)
	})
	sign := func(ctx context.Context, tx *db.Tx) error {
		a, err := agreement.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		return agreement.Sign(ctx, tx, id, a.Version)
	}
	w.do(hr, sign)
	w.do(w.Contact, sign)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		lines, err := seat.OfAgreement(ctx, tx, id.UUID)
		line = lines[0]
		return err
	})
	return line
}

// A match is a world in which somebody is wanted: w.Employer has an agreement in force, and two offices have been asked.
type match struct {
	*world
	Line         seat.Line
	Request      string // the address of the request
	OtherLiaison auth.Actor
}

// newMatch asks for two people through the forms.
func newMatch(t *testing.T) *match {
	t.Helper()
	m := &match{world: newWorld(t)}
	m.Line = m.agreed(m.Employer, m.HR, "glor")
	m.unit(m.Employer, "Papirsortering")
	m.OtherLiaison = dbtest.Actor(t, m.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: m.Contact.Tenant, Name: "Odd Annet-Kontor"})
	c := m.as(m.Contact)
	asked := c.get("/requests/new?line="+m.Line.ID.String()).submit("/requests", "count", "2", "message", "Vi sorterer papir i et godt lag.")
	want(t, asked, 200, "Forespørselen er lagret", "2 personer til varige plasser", "Vi sorterer papir i et godt lag.")
	m.Request = asked.Path
	sent := asked.submit(m.Request+"/sending", "offices", m.Liaison.Office.String(), "offices", m.OtherLiaison.Office.String())
	want(t, sent, 200, "Forespørselen er sendt")
	return m
}

// candidateOf registers somebody whom the liaison follows up, without a login.
func (m *match) candidateOf(liaison auth.Actor, first, last string) (id candidate.ID) {
	m.t.Helper()
	m.do(liaison, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = candidate.Create(ctx, tx, candidate.Draft{FirstName: first, LastName: last, Phone: "90000001", Strengths: "Tar ansvar."})
		return err
	})
	return id
}

// nominated has the liaison name the person for the request, and returns the nomination's id.
func (m *match) nominated(of candidate.ID) string {
	m.t.Helper()
	named := m.as(m.Liaison).get(m.Request).submit(m.Request+"/nominations", "candidate", of.String(), "note", "Liker orden.")
	want(m.t, named, 200, "Kandidaten er foreslått og spurt", "Spurt, venter på svar")
	return m.only(`SELECT id::text FROM nominations WHERE candidate_id = $1`, of.UUID)
}

// yes has the person say yes on their own page to the fields, and returns the nomination's id.
func (m *match) yes(of candidate.ID, who auth.Actor, fields ...string) string {
	m.t.Helper()
	id := m.nominated(of)
	page := "/my/questions/" + id
	answers := []string{"answer", "yes"}
	for _, f := range fields {
		answers = append(answers, "fields", f)
	}
	want(m.t, m.as(who).get(page).submit(page+"/answer", answers...), 200, "Du sa ja")
	return id
}

// presented has the contact person present somebody who has said yes, and returns the presentation's id.
func (m *match) presented(nomination string) string {
	m.t.Helper()
	shown := m.as(m.Contact).get("/nominations/" + nomination + "/preview").submit("/nominations/" + nomination + "/presentation")
	want(m.t, shown, 200, "Presentasjonen er sendt")
	return strings.TrimPrefix(shown.Path, "/presentations/")
}

// only returns the one value that the query finds behind the walls.
func (s *site) only(sql string, args ...any) (value string) {
	s.t.Helper()
	if err := dbtest.Admin(s.t, s.pool).QueryRow(context.Background(), sql, args...).Scan(&value); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
	return value
}

// change changes what is behind the walls, for what the test itself is not about.
func (s *site) change(sql string, args ...any) {
	s.t.Helper()
	if _, err := dbtest.Admin(s.t, s.pool).Exec(context.Background(), sql, args...); err != nil {
		s.t.Fatalf("%s: %v", sql, err)
	}
}

// same demands that two refusals cannot be told apart, but for the reference.
func same(t *testing.T, got, never reply) {
	t.Helper()
	if got.Status != 404 || never.Status != 404 {
		t.Errorf("%s answers %d and %s %d, want 404", got.Path, got.Status, never.Path, never.Status)
	}
	if a, b := reference.ReplaceAllString(got.Body, ""), reference.ReplaceAllString(never.Body, ""); a != b {
		t.Errorf("%s differs from an address that never was:\n%s\n%s", got.Path, got.text(), never.text())
	}
	if a, b := headersOf(got), headersOf(never); a != b {
		t.Errorf("%s has other headers than an address that never was:\n%s\n%s", got.Path, a, b)
	}
}

var rawKey = regexp.MustCompile(`\b(candidate|access|background|nomination|disclosure|request|presentation|people|question|myself|said|event|form|constraint|ui|placement|meeting|fault)\.[a-z_]+|\{[a-z]+\}`)

// spoken demands that the page has words where it could have keys.
func spoken(t *testing.T, p reply) {
	t.Helper()
	if keys := rawKey.FindAllString(p.text(), -1); keys != nil {
		t.Errorf("%s shows the keys %v", p.Path, keys)
	}
}

// on returns a day as a form holds it, so many days from the day of the test.
func on(days int) string { return dbtest.Now.AddDate(0, 0, days).Format(time.DateOnly) }

// newWorldIn returns a world of another tenant on the same site.
func newWorldIn(t *testing.T, w *world) *world {
	t.Helper()
	other := &world{site: w.site, Contact: dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Name: "Ane Annensteds"})}
	other.Liaison = dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: other.Contact.Tenant, Office: other.Contact.Office})
	return other
}
