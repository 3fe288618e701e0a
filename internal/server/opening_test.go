package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"plass/internal/access"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

// looks writes that somebody has looked at a person.
func (w *world) looks(who auth.Actor, at candidate.ID, why access.Reason, words string) {
	w.t.Helper()
	w.do(who, func(ctx context.Context, tx *db.Tx) error {
		return access.Log(ctx, tx, at.UUID, access.CandidatePage, why, words)
	})
}

func TestALeaderSeesWhoLookedAtWhom(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	siri, _ := w.candidate("Siri", "Ungdal")
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Contact.Tenant, Name: "Odd Annet-Kontor"})
	var per candidate.ID
	w.do(elsewhere, func(ctx context.Context, tx *db.Tx) (err error) {
		per, err = candidate.Create(ctx, tx, candidate.Draft{FirstName: "Per", LastName: "Fjernby", Phone: "90000002"})
		return err
	})
	lars := w.as(w.Leader)
	want(t, lars.get(route.Openings), 200, "Ingen på kontoret har åpnet siden til noen.")

	w.looks(w.Liaison, siri, access.FollowUp, "")
	w.looks(w.Contact, siri, access.Asked, "Ringte om bussen")
	w.looks(w.Contact, per, access.Other, "Møtte opp i resepsjonen")
	w.looks(elsewhere, per, access.FollowUp, "")
	p := lars.get(route.Openings)
	want(t, p, 200, "Lisa Kontor", "Siri Ungdal", "Følger opp personen", "Nora Kontakt", "Personen har tatt kontakt: Ringte om bussen", "Møtte opp i resepsjonen", "Navnet vises ikke", "02.03.2026 kl. 10.00")
	lacks(t, p, "Odd Annet-Kontor", "Per Fjernby", per.String(), siri.String())
	only := lars.get(route.Openings + "?by=" + w.Liaison.Membership.String())
	want(t, only, 200, "Følger opp personen")
	lacks(t, only, "Ringte om bussen")
	for _, wrong := range []string{"?by=xx", "?by=%ff", "?at=now&after=1", "?by=" + elsewhere.Membership.String()} {
		lacks(t, lars.get(route.Openings+wrong), "Odd Annet-Kontor", "Per Fjernby")
	}

	// The auditor reads what was done, and never to whom.
	audit := w.as(w.Auditor).get(route.Openings)
	want(t, audit, 200, "Odd Annet-Kontor", "Lisa Kontor")
	lacks(t, audit, "Siri Ungdal", "Per Fjernby")
	for _, who := range []auth.Actor{w.Contact, w.Liaison, w.Administrator} {
		if p := w.as(who).get(route.Openings); p.Status != 403 {
			t.Errorf("a %s gets %d", who.Role, p.Status)
		}
	}
	if p := w.as(w.HR).get(route.Openings); p.Status != 404 {
		t.Errorf("HR gets %d", p.Status)
	}
	foreign := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader})).get(route.Openings)
	lacks(t, foreign, "Lisa Kontor", "Nora Kontakt")
}

func TestOpeningsArePaged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	siri, _ := w.candidate("Siri", "Ungdal")
	const many = access.PageSize*2 + 1
	for i := range many { // three at a time at the same instant: none is skipped between pages
		w.clock(dbtest.Now.Add(time.Duration(i/3) * time.Second))
		w.looks(w.Contact, siri, access.Other, fmt.Sprintf("Grunn nummer %d.", i))
	}
	seen := 0
	p := w.as(w.Leader).get(route.Openings)
	for {
		want(t, p, 200)
		seen += strings.Count(p.text(), "Grunn nummer")
		if !strings.Contains(p.text(), "Vis eldre") {
			break
		}
		p = p.get(p.link("Vis eldre"))
	}
	if seen != many {
		t.Errorf("%d looks on the pages, want %d", seen, many)
	}
	want(t, p, 200, "Vis de nyeste")
}
