package server_test

import (
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

func TestAParticipantSeesWhoStandsIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	berit := w.colleague("Berit Vikar")
	w.sql(`UPDATE memberships SET phone = '90000077' WHERE id = $1`, berit.Membership)
	a := w.arrange(w.Employer, w.HR, "glor", "Lager", nil)
	helper, with := w.helper(a, "Frida Fadder", 1)
	s := w.place(a, "Ada", "Prøve", helper, with)
	w.sql(`INSERT INTO stand_ins (tenant_id, id, membership_id, stand_in_id, from_at, to_at) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5)`,
		w.Contact.Tenant, w.Contact.Membership, berit.Membership, calendar.At(day(time.March, 4), 0, 0), calendar.At(day(time.March, 7), 0, 0))
	for days, there := range map[int]bool{0: false, 3: true, 6: false} {
		w.clock(dbtest.Now.AddDate(0, 0, days))
		mine := w.as(s.Self).get(route.MyPlan)
		want(t, mine, 200, "Nora Kontakt")
		if there {
			want(t, mine, 200, "Berit Vikar", "Stedfortreder 4. mars til 6. mars 2026", "90 00 00 77")
		} else {
			lacks(t, mine, "Berit Vikar")
		}
	}
}

func TestAStandInIsToldWhatTheOtherIsTold(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	berit, line := m.colleague("Berit Vikar"), m.colleague("Line Vikar")
	m.change(`UPDATE memberships SET phone = '90000077' WHERE id = $1`, berit.Membership)
	stands := func(who, instead auth.Actor) {
		m.change(`INSERT INTO stand_ins (tenant_id, id, membership_id, stand_in_id, from_at, to_at) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5)`,
			m.Contact.Tenant, who.Membership, instead.Membership, calendar.At(day(time.March, 4), 0, 0), calendar.At(day(time.March, 7), 0, 0))
	}
	stands(m.Contact, berit)
	stands(m.Liaison, line)
	ada, adaAs := m.candidate("Ada", "Prøve")
	before := m.nominated(ada)
	bo, boAs := m.candidate("Bo", "Prøve")
	inside := m.nominated(bo)
	cy, cyAs := m.candidate("Cy", "Prøve")
	after := m.nominated(cy)
	says := func(who auth.Actor, id string) {
		want(t, m.as(who).get("/my/questions/"+id).submit("/my/questions/"+id+"/answer", "answer", "yes"), 200, "Du sa ja")
	}
	told := func(who auth.Actor, what string) int {
		return m.count(`SELECT count(*) FROM notices WHERE membership_id = $1 AND what = $2`, who.Membership, what)
	}
	says(adaAs, before)
	if n := told(berit, "candidate_answered"); n != 0 {
		t.Errorf("told %d times before the window", n)
	}
	lacks(t, m.as(m.HR).get(route.Now), "Berit Vikar")
	m.clock(dbtest.Now.AddDate(0, 0, 3))
	says(boAs, inside)
	if told(berit, "candidate_answered") != 1 || told(m.Contact, "candidate_answered") != 2 {
		t.Errorf("in the window the stand-in is told %d times and the contact person %d, want 1 and 2", told(berit, "candidate_answered"), told(m.Contact, "candidate_answered"))
	}
	shown := m.presented(inside)
	page := "/partner/presentations/" + shown
	m.as(m.HR).get(page).submit(page+"/answer", "answer", "meet")
	if n := told(berit, "employer_answered"); n != 1 {
		t.Errorf("the employer's answer is told %d times", n)
	}
	m.as(m.Contact).get("/requests/new?line="+m.Line.ID.String()).submit("/requests", "count", "1")
	request := "/requests/" + m.only(`SELECT id::text FROM requests WHERE sent_at IS NULL`)
	want(t, m.as(berit).get(request).submit(request+"/sending", "offices", m.Liaison.Office.String()), 200, "Forespørselen er sendt")
	if n := told(line, "request_came"); n != 1 {
		t.Errorf("the liaison's stand-in is told %d times of the request", n)
	}
	// Nobody is told what they did themselves, nor twice.
	want(t, m.as(line).post(request+"/none", "because", "Ingen nå"), 303)
	if told(line, "office_answered") != 0 || told(berit, "office_answered") != 1 {
		t.Error("an answer is told to the wrong ones")
	}

	// The employer's pages say whom to call, with the days.
	agreement := "/partner/agreements/" + m.only(`SELECT id::text FROM agreements`)
	for _, c := range []struct {
		who  auth.Actor
		page string
	}{{m.HR, route.Now}, {m.HR, route.OurPeople}, {m.HR, page}, {m.HR, agreement}, {m.HR, agreement + "/staff-sheet"}, {m.Union, agreement}, {m.Buddy, route.Now}} {
		want(t, m.as(c.who).get(c.page), 200, "Nora Kontakt", "Berit Vikar", "Stedfortreder 4. mars til 6. mars 2026", "90 00 00 77")
	}
	m.clock(dbtest.Now.AddDate(0, 0, 6))
	says(cyAs, after)
	if n := told(berit, "candidate_answered"); n != 1 {
		t.Errorf("told %d times after the window", n)
	}
	lacks(t, m.as(m.HR).get(route.Now), "Berit Vikar")
}
