package server_test

import (
	"context"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/notice"
	"plass/internal/route"
)

func TestTakingOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.clock(nextDay)
	nils := w.as(w.colleague("Nils Overtaker"))
	address := route.Employer(w.Employer, "handover")
	offer := nils.get(address)
	want(t, offer, 200, "Ta over Fjord Gjenvinning", "Nora Kontakt har vært kontaktperson siden 2. mars 2026", "Ingenting er åpent hos arbeidsgiveren nå",
		"Nora Kontakt får beskjed om at du har tatt over", "Ja, ta over ansvaret", "La Nora Kontakt beholde ansvaret")
	lacks(t, offer, `name="to"`)
	want(t, offer.submit(address), 422, "Velg ett av alternativene.")
	want(t, offer.submit(address, "reason", "because"), 422, "Velg et av alternativene i listen.")
	if err := w.owner(nils.who, w.Employer); err == nil {
		t.Error("a refused form moved the employer")
	}
	// Whoever takes over can only do so for themselves.
	want(t, offer.submit(address, "reason", "closer", "to", w.Leader.Membership.String()), 200, "Du har tatt over ansvaret", "Du har hatt ansvaret siden 3. mars 2026")
	if err := w.owner(nils.who, w.Employer); err != nil {
		t.Errorf("after taking over: %v", err)
	}
	got := w.told(notice.HandedOver)
	if len(got[w.Contact.Membership]) != 1 || len(got[nils.who.Membership]) != 0 {
		t.Errorf("told %v, want the former contact person alone", got)
	}

	w.clock(soon)
	// The leader hands on, and both are told.
	lars := w.as(w.Leader)
	given := lars.get(address).submit(address, "to", w.Contact.Membership.String(), "reason", "load")
	want(t, given, 200, "Ansvaret er gitt videre", "Nora Kontakt tok over etter Nils Overtaker")
	got = w.told(notice.HandedOver)
	if len(got[w.Contact.Membership]) != 2 || len(got[nils.who.Membership]) != 1 {
		t.Errorf("told %v, want both contact persons", got)
	}
	// Nobody else.
	for _, who := range []auth.Actor{w.Liaison, w.Administrator, w.Auditor} {
		if p := w.as(who).get(address); p.Status != 403 {
			t.Errorf("a %s gets %d", who.Role, p.Status)
		}
		if p := w.as(who).post(address, "to", w.Contact.Membership.String(), "reason", "load"); p.Status != 403 {
			t.Errorf("a %s posts: %d", who.Role, p.Status)
		}
	}
	if p := w.as(w.HR).get(address); p.Status != 404 {
		t.Errorf("HR gets %d", p.Status)
	}
}

// owner fails unless who is contact person of the employer.
func (w *world) owner(who auth.Actor, of employer.ID) error {
	return w.pool.ReadAs(context.Background(), who, func(tx *db.Tx) error { return employer.MustOwn(context.Background(), tx, of) })
}
