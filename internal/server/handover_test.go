package server_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/inquiry"
	"plass/internal/job"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/notice"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/tenant"
)

// The day after everything began, and a little later: a session does not live for days.
var (
	nextDay = dbtest.Now.AddDate(0, 0, 1)
	soon    = nextDay.Add(time.Minute)
)

// colleague is another contact person of the office.
func (w *world) colleague(name string) auth.Actor {
	w.t.Helper()
	return dbtest.Actor(w.t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: name})
}

// A staff is the people placed at w.Employer, with their logins.
type staff struct {
	Line   seat.Line
	People []auth.Actor
}

// takesIn has w.Employer take people in, from the agreement to the placement; the buddy of all of them is w.Buddy's colleague Bo.
func (w *world) takesIn(names ...string) (s staff) {
	w.t.Helper()
	var of agreement.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if of, err = agreement.Create(ctx, tx, w.Employer, agreement.Draft{Template: "glor", Title: "Inkluderingsavtale", StartsOn: tx.Today()}); err != nil {
			return err
		}
		return agreement.Offer(ctx, tx, of, 1)
	})
	for _, who := range []auth.Actor{w.HR, w.Contact} {
		w.do(who, func(ctx context.Context, tx *db.Tx) error { return agreement.Sign(ctx, tx, of, 1) })
	}
	var bo buddy.ID
	var unit employer.UnitID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		lines, err := seat.OfAgreement(ctx, tx, of.UUID)
		if err != nil {
			return err
		}
		s.Line = lines[0]
		if unit, err = employer.AddUnit(ctx, tx, w.Employer, employer.UnitDraft{Name: "Sortering"}); err != nil {
			return err
		}
		bo, err = buddy.Add(ctx, tx, w.Employer, buddy.Draft{Name: "Bo Hjelper", Phone: "90000001", Email: "bo@fjord.example", Most: 9})
		return err
	})
	for _, name := range names {
		w.clock(dbtest.Now)
		id, who := w.candidate(name, "Prøve")
		s.People = append(s.People, who)
		w.settle(s.Line, id, unit, bo)
	}
	w.clock(nextDay)
	return s
}

// settle takes one person the whole way to a placement.
func (w *world) settle(line seat.Line, who candidate.ID, unit employer.UnitID, help buddy.ID) {
	w.t.Helper()
	var r request.ID
	var n nomination.ID
	var p nomination.PresentationID
	var m meeting.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if r, err = request.Create(ctx, tx, request.Draft{Line: line.ID, Count: 1, WantedFrom: tx.Today().AddDate(0, 0, 7)}); err != nil {
			return err
		}
		return request.Send(ctx, tx, r, request.Sending{Criteria: []string{"Møter til rett tid"}, Offices: []tenant.OfficeID{{UUID: w.Liaison.Office}}, DueOn: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
	})
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) (err error) {
		if n, err = nomination.Nominate(ctx, tx, r, nomination.Draft{Candidate: who, AnswerBy: tx.Today().AddDate(0, 0, 7), Today: tx.Today()}); err != nil {
			return err
		}
		return nomination.SayYes(ctx, tx, n, nomination.Yes{Way: "meeting"})
	})
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		p, err = nomination.Present(ctx, tx, n)
		return err
	})
	w.do(w.HR, func(ctx context.Context, tx *db.Tx) error { return nomination.Answer(ctx, tx, p, "meet") })
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		m, err = meeting.CallIntake(ctx, tx, p, meeting.Calling{At: tx.Now.Add(time.Hour), Place: "Porten", Kind: meeting.Intake, Parts: meeting.Parts, Nav: true, Now: tx.Now})
		return err
	})
	w.clock(dbtest.Now.Add(2 * time.Hour))
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		if err := meeting.Hold(ctx, tx, m, 1, meeting.Minutes{Attended: []string{"participant", "employer", "nav"}, Agreed: "Passer godt.", Share: true}); err != nil {
			return err
		}
		if err := nomination.Choose(ctx, tx, p, &unit); err != nil {
			return err
		}
		_, err := start.Placement(ctx, tx, p, start.Draft{StartsOn: tx.Today().AddDate(0, 0, 7), Buddy: &help, Today: tx.Today()})
		return err
	})
}

// told returns what the membership has been told, as kinds with where they lead.
func (w *world) told(what ...notice.Kind) map[uuid.UUID][]string {
	w.t.Helper()
	rows, err := dbtest.Admin(w.t, w.pool).Query(context.Background(), `SELECT membership_id, what || ' ' || link FROM notices ORDER BY at, id`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	all := map[uuid.UUID][]string{}
	for rows.Next() {
		var who uuid.UUID
		var said string
		if err := rows.Scan(&who, &said); err != nil {
			w.t.Fatal(err)
		}
		kind, _, _ := strings.Cut(said, " ")
		if slices.Contains(what, notice.Kind(kind)) {
			all[who] = append(all[who], said)
		}
	}
	return all
}

// membershipOf returns the membership that the address will log in to.
func (w *world) membershipOf(email string) (id uuid.UUID) {
	w.t.Helper()
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), `SELECT id FROM memberships WHERE email = $1`, email).Scan(&id); err != nil {
		w.t.Fatalf("look for %s: %v", email, err)
	}
	return id
}

func TestHandingOverTellsEverybodyAndMovesEverything(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		names    []string
		asked    int
		shown    []string
		lacking  []string
		happened string
	}{
		{[]string{"Siri", "Per", "Ali"}, 2,
			[]string{"1 avtale", "3 perioder", "2 henvendelser", "Ali Prøve, Per Prøve og Siri Prøve", "5 personer får vite hvem som er ny"},
			[]string{"4 forespørsler"},
			"Dette fulgte med: én avtale, 3 perioder"},
		{[]string{"Mona"}, 0,
			[]string{"1 avtale", "1 periode", "Mona Prøve", "3 personer får vite hvem som er ny"},
			[]string{"Siri", "henvendelser"},
			"Dette fulgte med: én avtale, én periode"},
	} {
		w := newWorld(t)
		ny := w.colleague("Nils Etterfølger")
		s := w.takesIn(c.names...)
		for range c.asked {
			w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) error {
				_, err := inquiry.Ask(ctx, tx, w.Employer, inquiry.Draft{Subject: "Har de plass?"})
				return err
			})
		}
		w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
			_, err := employer.AddContact(ctx, tx, w.Employer, employer.ContactDraft{Name: "Uten Innlogging", Phone: "90000009", Roles: []string{"leader"}})
			return err
		})

		w.clock(nextDay)
		address := route.Employer(w.Employer, "handover")
		nora := w.as(w.Contact)
		offer := nora.get(address)
		want(t, offer, 200, c.shown...)
		lacks(t, offer, c.lacking...)
		want(t, offer, 200, "Gi Fjord Gjenvinning videre til en kollega", "Hanne Personal", "Bo Hjelper", "Nils Etterfølger",
			"Disse må noen gi beskjed til", "Uten Innlogging", "Du mister tilgangen", "Ja, gi ansvaret videre", "Behold ansvaret")
		lacks(t, offer, `<option value="`+w.Contact.Membership.String())

		after := offer.submit(address, "to", ny.Membership.String(), "reason", "leave", "note", "De liker å bli ringt.")
		want(t, after, 200, "Ansvaret er gitt videre", "Nils Etterfølger", "Siden 3. mars 2026", "Nils Etterfølger tok over etter Nora Kontakt. Grunn: Permisjon eller lengre fravær.",
			c.happened, "De liker å bli ringt.", "Nils Etterfølger tok over som kontaktperson i Nav etter Nora Kontakt.", "Ta over")
		if after.Path != route.Employer(w.Employer) {
			t.Errorf("afterwards at %s", after.Path)
		}

		got := w.told(notice.HandedOver, notice.NewContactPerson)
		expected := map[uuid.UUID]string{
			ny.Membership:                      "handed_over " + route.Employer(w.Employer),
			w.HR.Membership:                    "new_contact_person " + route.Now,
			w.membershipOf("bo@fjord.example"): "new_contact_person " + route.Now,
		}
		for _, p := range s.People {
			expected[p.Membership] = "new_contact_person " + route.MyPlan
		}
		for who, said := range expected {
			if len(got[who]) != 1 || got[who][0] != said {
				t.Errorf("%s was told %q, want %q once", who, got[who], said)
			}
		}
		if len(got) != len(expected) {
			t.Errorf("%d were told, want %d: %v", len(got), len(expected), got)
		}
		w.clock(soon)
		// What was owned has moved: the former contact person no longer may, the new one may.
		if p := nora.get(route.Employer(w.Employer, "edit")); p.Status != 403 {
			t.Errorf("the former contact person edits: %d", p.Status)
		}
		want(t, w.as(ny).get(route.Employer(w.Employer, "edit")), 200)
		w.noNamesInTheQueue(c.names...)
	}
}

// noNamesInTheQueue demands that no job carries a name: the queue is nobody's tenant.
func (w *world) noNamesInTheQueue(names ...string) {
	w.t.Helper()
	for _, name := range append(names, "Nils Etterfølger", "Nora Kontakt") {
		var n int
		if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), `SELECT count(*) FROM river.river_job WHERE args::text LIKE '%' || $1 || '%'`, name).Scan(&n); err != nil {
			w.t.Fatal(err)
		}
		if n > 0 {
			w.t.Errorf("%d jobs in the queue name %s", n, name)
		}
	}
}

// What is told a party is told once the queue is worked through, and only to who is a party.
func TestAPartyIsReached(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.takesIn("Siri", "Per")
	var placement uuid.UUID
	if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT id FROM placements WHERE candidate_id = $1`, s.People[0].Candidate).Scan(&placement); err != nil {
		t.Fatal(err)
	}
	w.do(auth.SystemOf(w.Contact.Tenant), func(ctx context.Context, tx *db.Tx) error {
		for _, party := range []string{notice.Participant, notice.Buddy, notice.Employer} {
			j := job.Party{Tenant: w.Contact.Tenant, About: placement, Party: party, What: string(notice.NewContactPerson), Link: route.Now}
			if err := notice.Reach(ctx, tx, j); err != nil {
				return err
			}
		}
		return nil
	})
	got := w.told(notice.NewContactPerson)
	for _, who := range []uuid.UUID{s.People[0].Membership, w.HR.Membership, w.membershipOf("bo@fjord.example")} {
		if len(got[who]) != 1 {
			t.Errorf("%s was told %q", who, got[who])
		}
	}
	if len(got) != 3 {
		t.Errorf("%d were told, want 3", len(got))
	}
}
