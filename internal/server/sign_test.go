package server_test

import (
	"testing"

	"plass/internal/auth"
)

// TestPartiesSignInTheirOrder: the union first where the model asks for it, Nav always last.
func TestPartiesSignInTheirOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "vi_inkluderer")
	draft.submit(draft.Path + "/offer")
	want(t, draft.at(w.HR, ""), 200, "Venter på signatur fra de tillitsvalgte. Nav signerer sist.")
	want(t, w.as(w.HR).post("/partner"+draft.Path+"/signature", "_version", "1"), 409, "Det er en annen som skal signere først.")
	want(t, w.as(w.Contact).post(draft.Path+"/signature", "_version", "1"), 409, "Det er en annen som skal signere først.")

	union := draft.at(w.Union, "")
	want(t, union.submit("/partner"+draft.Path+"/signature"), 200, "Ulf Tillitsvalgt signerte for de tillitsvalgte", "Venter på signatur fra Fjord Gjenvinning.")
	want(t, w.as(w.HR).get("/partner/now"), 200, "De tillitsvalgte har signert")
	want(t, draft.at(w.HR, "").submit("/partner"+draft.Path+"/signature"), 200, "Hanne Personal signerte for Fjord Gjenvinning")
	want(t, draft.at(w.Contact, "").submit(draft.Path+"/signature"), 200, "Alle har signert")
	want(t, draft.at(w.HR, "/print"), 200, "For de tillitsvalgte", "Ulf Tillitsvalgt, 2. mars 2026", "For Fjord Gjenvinning", "For Nav")
}

// TestAUnionDoesNotSignWhereNobodyAsks: an order of signing names who signs, and nobody else does.
func TestAUnionDoesNotSignWhereNobodyAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	draft.submit(draft.Path + "/offer")
	want(t, w.as(w.Union).post("/partner"+draft.Path+"/signature", "_version", "1"), 403)
}

// TestASignatureIsWrittenDownForAnother only with a reason, by the contact person, and never for Nav.
func TestASignatureIsWrittenDownForAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	want(t, w.as(w.Contact).post(draft.Path+"/signature/for", "_version", "1", "name", "Hanne Personal", "reason", "on_paper"), 409)
	draft.submit(draft.Path + "/offer")
	page := draft.at(w.Contact, "")
	want(t, page, 200, "Noter at Fjord Gjenvinning har signert")
	want(t, page.submit(draft.Path+"/signature/for", "name", "Hanne Personal"), 422, "Velg ett av alternativene.", "Hanne Personal")
	want(t, page.submit(draft.Path+"/signature/for", "reason", "on_paper"), 422)

	second := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Knut Kontakt"})
	want(t, second.post(draft.Path+"/signature/for", "_version", "1", "name", "Hanne Personal", "reason", "on_paper"), 403)
	want(t, w.as(w.HR).post("/partner"+draft.Path+"/signature/for", "_version", "1"), 404)

	noted := page.submit(draft.Path+"/signature/for", "name", "Hanne Personal", "reason", "on_paper")
	want(t, noted, 200, "Signaturen er notert.", "Hanne Personal signerte for Fjord Gjenvinning (signert på papir)", "Nå er det din tur.")
	want(t, w.as(w.HR).get("/partner/now"), 200, "Kontaktpersonen har notert en signatur på")
	want(t, w.as(w.Contact).post(draft.Path+"/signature/for", "_version", "1", "name", "Nora Kontakt", "reason", "on_paper"), 403)
	want(t, draft.at(w.Contact, "").submit(draft.Path+"/signature"), 200, "Alle har signert")
	want(t, draft.at(w.HR, "/print"), 200, "Notert av kontaktpersonen: signert på papir.")
}

// TestBackingComesFirst where the model says so: Nav cannot sign before it is recorded.
func TestBackingComesFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "oppdrift")
	draft.submit(draft.Path + "/offer")
	draft.at(w.HR, "").submit("/partner" + draft.Path + "/signature")
	want(t, draft.at(w.Contact, "").submit(draft.Path+"/signature"), 409, "Forankringen på arbeidsplassen må være notert før avtalen kan gjelde.")
	draft.at(w.Contact, "/anchorings").submit(draft.Path+"/anchorings", "body", "leaders", "degree", "agreed", "happened_on", "2026-02-20")
	want(t, draft.at(w.Contact, "").submit(draft.Path+"/signature"), 200, "Alle har signert")
}
