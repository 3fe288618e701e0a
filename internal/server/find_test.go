package server_test

import (
	"context"
	"strings"
	"testing"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/find"
	"plass/internal/register/local"
	"plass/internal/route"
)

// search asks from the header of the front page, as everybody does.
func (c *client) search(words string) reply {
	c.t.Helper()
	page := c.get(route.Employers)
	sent, ok := page.form(route.Search)
	if !ok {
		c.t.Fatalf("no search in the header:\n%s", page.text())
	}
	sent.Set("q", words)
	return c.send("POST", route.Search, sent)
}

func TestSearchFindsEmployersByNameAndNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nora := w.as(w.Contact)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		_, err := employer.AddUnit(ctx, tx, w.Employer, employer.UnitDraft{Name: "Papirsortering", OrgNumber: "359083017"})
		return err
	})
	w.employer("Fjordgløtt Møbler", string(local.Alliance))
	for _, c := range []struct {
		words string
		found []string
		not   []string
	}{
		{"fjord", []string{"Fjord Gjenvinning", "Fjordgløtt Møbler", "352\u00a0601\u00a0810", "Nora Kontakt"}, nil},
		{"  FJORD   gj ", []string{"Fjord Gjenvinning"}, []string{"Fjordgløtt"}},
		{"fjordgløtt", []string{"Fjordgløtt Møbler"}, []string{"Fjord Gjenvinning"}},
		{"352 601 810", []string{"Fjord Gjenvinning"}, []string{"Fjordgløtt"}},
		{"359083017", []string{"Fjord Gjenvinning"}, []string{"Fjordgløtt"}},
		{"gjenvinning", []string{"Vi finner ingenting som passer med «gjenvinning»"}, []string{"Fjord Gjenvinning"}},
		{"%", []string{"Skriv minst to tegn."}, []string{"Fjord"}},
		{"%%", []string{"Vi finner ingenting"}, []string{"Fjord Gjenvinning"}},
		{"", []string{"Skriv minst to tegn."}, nil},
		{"\xff\xfe", []string{"Feltet har tegn vi ikke kan lese"}, nil},
		{strings.Repeat("f", 201), []string{"Skriv høyst 200 tegn"}, nil},
	} {
		page := nora.search(c.words)
		status := 200
		if strings.Contains(page.Body, "aksel-error-summary ") {
			status = 422
		}
		want(t, page, status, c.found...)
		lacks(t, page, c.not...)
		if page.leads() != "" {
			t.Errorf("a search for %q leads to an address", c.words)
		}
	}
	stranger := w.as(auth.Actor{Role: auth.NavContact})
	for _, words := range []string{"fjord", "352601810", "359083017"} {
		want(t, stranger.search(words), 200, "Vi finner ingenting")
	}
	want(t, nora.get(route.Search), 200, "Navn eller nummer")
	want(t, w.as(w.HR).post(route.Search, "q", "fjord"), 404)
}

func TestSearchFindsAgreementsByNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var number string
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		id, err := agreement.Create(ctx, tx, w.Employer, agreement.Draft{Template: "glor", Title: "Tre varige plasser", StartsOn: tx.Today()})
		if err != nil {
			return err
		}
		a, err := agreement.Get(ctx, tx, id)
		number = a.Number
		return err
	})
	nora := w.as(w.Contact)
	for _, words := range []string{number, strings.ToLower(number), " " + number[:3] + " " + number[3:]} {
		want(t, nora.search(words), 200, "Tre varige plasser", number, "Fjord Gjenvinning")
	}
	want(t, nora.search(number[:5]), 200, "Vi finner ingenting")
	want(t, w.as(auth.Actor{Role: auth.NavContact}).search(number), 200, "Vi finner ingenting")
}

func TestSearchFindsOthersCandidatesByTheWholeNameOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, _ := w.candidate("Ada Marie", "Ødegård")
	liaison, nora := w.as(w.Liaison), w.as(w.Contact)
	want(t, liaison.search("ada m"), 200, "Ada Marie Ødegård", route.Candidate(id))
	for _, words := range []string{"ada", "Ada Marie", "Ada Marie Ødegår", "Ødegård"} {
		page := nora.search(words)
		want(t, page, 200, "Vi finner ingenting")
		lacks(t, page, id.String())
	}
	page := nora.search("ada  marie ØDEGÅRD")
	want(t, page, 200, "En kandidat ved Nav Kontor "+w.Liaison.Office.String()+" har dette navnet.", "Oppgi grunn og åpne", route.Candidate(id))
	lacks(t, page, "Ada Marie")
	// The one who follows the person up has the person, and no question of a reason.
	lacks(t, liaison.search("Ada Marie Ødegård"), "Oppgi grunn og åpne")
	// Whoever sees no candidates is not told that there is one.
	for _, who := range []auth.Actor{w.Administrator, w.Auditor, {Role: auth.NavContact}} {
		blind := w.as(who).search("Ada Marie Ødegård")
		want(t, blind, 200, "Vi finner ingenting")
		lacks(t, blind, id.String())
	}
}

func TestSearchTellsWhenThereIsMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.do(w.Administrator, func(ctx context.Context, tx *db.Tx) error {
		for i := range find.Most + 1 {
			if _, err := employer.Create(ctx, tx, employer.Draft{OrgNumber: "1000000" + string(rune('0'+i/10)) + string(rune('0'+i%10)), Name: "Bakeri"}); err != nil {
				return err
			}
		}
		return nil
	})
	page := w.as(w.Contact).search("bakeri")
	want(t, page, 200, "Bare de 20 første vises")
	if n := strings.Count(page.Body, ">Bakeri</a>"); n != find.Most {
		t.Errorf("%d are shown, want %d", n, find.Most)
	}
}
