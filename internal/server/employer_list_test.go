package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/register/local"
	"plass/internal/route"
)

func TestTheListShowsWhoIsResponsible(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nora, nils := w.as(w.Contact), w.as(auth.Actor{Role: auth.NavContact, Name: "Nils Nabo", Tenant: w.Contact.Tenant, Office: w.Contact.Office})
	want(t, nora.get(route.Employers), 200, "Fjord Gjenvinning", "Registrer arbeidsgiver")
	mine := nils.get(route.Employers)
	want(t, mine, 200, "Du er ikke kontaktperson for noen arbeidsgivere nå.")
	lacks(t, mine, "Fjord Gjenvinning")
	want(t, nils.get(route.Employers+"?show=all"), 200, "Fjord Gjenvinning", "Nora Kontakt")
	want(t, nils.get(route.Employers+"?show=unassigned"), 200, "Alle arbeidsgivere har en kontaktperson.")
	nils.get(route.Employers+"/new?by_hand=on").submit(route.Employers, "org_number", string(local.Alliance), "name", "Åpne Dører", "contact_person", "")
	want(t, nils.get(route.Employers+"?show=unassigned"), 200, "Åpne Dører", "Ufordelt")
	lacks(t, w.as(w.Liaison).get(route.Employers), route.Employers+"/new")
	want(t, w.as(w.Liaison).get(route.Employers+"/new"), 403)
	want(t, w.as(w.HR).get(route.Employers), 404)
}

func TestPagesOfTheListSkipNobody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	nav := s.as(auth.Actor{Role: auth.Administrator})
	const many = employer.PageSize + 3
	s.do(nav.who, func(ctx context.Context, tx *db.Tx) error {
		for i := range many {
			// Every other name is the same, so that the page breaks between two that are alike.
			name := fmt.Sprintf("Bedrift %02d", i/2)
			if _, err := employer.Create(ctx, tx, employer.Draft{OrgNumber: fmt.Sprintf("%09d", i), Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
	seen := map[string]bool{}
	for page := nav.get(route.Employers); ; page = nav.get(page.link("Neste side")) {
		for _, cell := range strings.Split(page.Body, `href="/employers/`)[1:] {
			if id, _, _ := strings.Cut(cell, `"`); len(id) == 36 {
				seen[id] = true
			}
		}
		if !strings.Contains(page.Body, "Neste side") {
			want(t, page, 200, "Til første side")
			break
		}
	}
	if len(seen) != many {
		t.Errorf("the pages show %d employers, want %d", len(seen), many)
	}
}

func TestAnotherTenantsEmployerNeverWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	there := w.as(auth.Actor{Role: auth.NavContact, Name: "Fremmed"})
	ours, never := route.Employer(w.Employer), route.Employers+"/"+uuid.NewString()
	for _, path := range []string{"", "/edit", "/units/new", "/contacts/new", "/units/" + uuid.NewString() + "/closing"} {
		a, b := there.get(ours+path), there.get(never+path)
		if a.Status != 404 || withoutReference(a) != withoutReference(b) {
			t.Errorf("GET %s: %d, and not as one that never was", path, a.Status)
		}
	}
	for _, path := range []string{"", "/contact-person", "/units", "/contacts"} {
		a, b := there.post(ours+path, "name", "Tatt"), there.post(never+path, "name", "Tatt")
		if a.Status != 404 || withoutReference(a) != withoutReference(b) {
			t.Errorf("POST %s: %d, and not as one that never was", path, a.Status)
		}
	}
	lacks(t, w.as(w.Contact).get(ours), "Tatt")
	want(t, there.get(route.Employers+"/not-an-id"), 404)
}
