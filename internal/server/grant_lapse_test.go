package server_test

import (
	"context"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

// TestAProposalFallsAwayWithTheRoleOfWhoProposed: nobody approves it, the second person is told why, and it can be proposed anew.
func TestAProposalFallsAwayWithTheRoleOfWhoProposed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	aksel := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator, Tenant: w.Administrator.Tenant, Name: "Aksel Administrator"})
	w.proposed(w.Leader, "Lise Ny", "lise@nav.example", "office_liaison")
	grant := w.grant()
	before := w.as(aksel).get(route.NavPeople)
	fields, _ := before.form(grant + "/approval")
	ending := "/administration/people/" + w.Leader.Membership.String() + "/ending"
	asked := w.as(w.Administrator).get(ending)
	want(t, asked, 200, "Roller personen har foreslått, og som ingen har godkjent, faller bort.")
	want(t, asked.submit(ending), 200, "Rollen er avsluttet")
	want(t, before.send("POST", grant+"/approval", fields), 409, "Den som foreslo rollen, har ikke sin egen rolle lenger.")
	want(t, w.as(aksel).get(route.NavPeople), 200, "Ingen roller venter på godkjenning.")
	want(t, w.as(aksel).get(route.Administration), 200, "Forslaget til Lise Ny falt bort: Kontaktperson på Nav-kontoret. Lars Leder, som foreslo rollen")
	want(t, w.proposed(w.Administrator, "Lise Ny", "lise@nav.example", "office_liaison", "office", w.Leader.Office.String()), 200, "Rollen er foreslått")
	want(t, w.as(aksel).get(route.NavPeople).submit(w.grant()+"/approval"), 200, "Rollen er godkjent")
}

// TestAProposalOfSomebodyWhoLeftOtherwise stays listed, says so, and can only be removed.
func TestAProposalOfSomebodyWhoLeftOtherwise(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	aksel := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator, Tenant: w.Administrator.Tenant, Name: "Aksel Administrator"})
	w.proposed(w.Administrator, "Nina Ny", "nina@nav.example", "auditor")
	w.proposed(w.Administrator, "Siri Sen", "siri@nav.example", "auditor")
	w.end(w.Administrator)
	people := w.as(aksel).get(route.NavPeople)
	want(t, people, 200, "Nina Ny", "har ikke sin egen rolle lenger. Rollen må foreslås på nytt.", "Fjern forslaget")
	nina := "/administration/grants/" + w.only(`SELECT id::text FROM role_grants WHERE name = 'Nina Ny'`)
	siri := "/administration/grants/" + w.only(`SELECT id::text FROM role_grants WHERE name = 'Siri Sen'`)
	if _, shown := people.form(nina + "/approval"); shown {
		t.Error("the proposal can be approved")
	}
	want(t, w.as(aksel).post(nina+"/approval"), 409, "Den som foreslo rollen, har ikke sin egen rolle lenger.")
	if n := w.count(`SELECT count(*) FROM memberships WHERE email = 'nina@nav.example'`); n != 0 {
		t.Errorf("%d memberships of what fell away", n)
	}
	want(t, people.submit(nina+"/refusal"), 200)
	want(t, w.proposed(aksel, "Siri Sen", "siri@nav.example", "auditor"), 200, "Rollen er foreslått") // what fell away is in nobody's way
	if n := w.count(`SELECT count(*) FROM role_grants WHERE name = 'Siri Sen' AND decision = 'lapsed'`); n != 1 {
		t.Errorf("%d proposals fell away, want the former", n)
	}
	want(t, w.as(aksel).post(siri+"/refusal"), 409)

	// The wall holds without the program: neither approved, nor lapsed as long as who proposed it is there.
	for _, decision := range []string{"approved", "lapsed"} {
		id := w.only(`SELECT id::text FROM role_grants WHERE decision IS NULL`)
		who := w.Leader
		if decision == "approved" {
			w.sql(`UPDATE role_grants SET proposed_by = $1 WHERE decision IS NULL`, w.Administrator.Membership)
		}
		err := w.pool.As(context.Background(), who, func(tx *db.Tx) error {
			return db.Exec(context.Background(), tx, `UPDATE role_grants SET decision = @decision, decided_by = current_membership(), decided_at = @now WHERE id = @id`,
				db.Args{"decision": decision, "now": tx.Now, "id": id})
		})
		if err == nil {
			t.Errorf("the database lets a proposal be %s", decision)
		}
		w.sql(`UPDATE role_grants SET proposed_by = $1 WHERE decision IS NULL`, aksel.Membership)
	}
}
