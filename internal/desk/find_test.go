package desk_test

import (
	"slices"
	"testing"
	"time"

	"plass/internal/desk"
)

func TestMunicipalitiesAreWhole(t *testing.T) {
	t.Parallel()
	all := desk.Municipalities()
	if len(all) != 357 {
		t.Fatalf("%d municipalities, want 357", len(all))
	}
	for _, m := range all {
		if !desk.Postcode(m.Number) || m.Name == "" || desk.County(m.County()) == m.County() {
			t.Errorf("%q is no municipality of a known county", m)
		}
	}
	if !slices.IsSortedFunc(all, func(a, b desk.Municipality) int {
		if a.Number < b.Number {
			return -1
		}
		return 1
	}) {
		t.Error("the municipalities are not by number")
	}
}

func TestTheMoreParticularAnswers(t *testing.T) {
	t.Parallel()
	at := func(day int) time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC) }
	desks := []desk.Desk{
		{Name: "rest", Works: true, Rest: desk.Everywhere, MadeAt: at(9)},
		{Name: "county", Works: true, Rest: "34", MadeAt: at(8)},
		{Name: "old", Works: true, Municipalities: []string{"3405"}, MadeAt: at(1)},
		{Name: "new", Works: true, Municipalities: []string{"3405"}, MadeAt: at(2)},
		{Name: "left", Municipalities: []string{"3407"}, MadeAt: at(3)},
		{Name: "codes", Works: true, Postcodes: []string{"2600-2629"}, MadeAt: at(1)},
		{Name: "number as code", Works: true, Postcodes: []string{"3403-3403"}, MadeAt: at(1)},
	}
	for _, c := range []struct{ typed, number, best, why, problem, nothing string }{
		{typed: "Lillehammer", best: "new", why: desk.ByMunicipality},
		{typed: " lillehammer KOMMUNE", best: "new", why: desk.ByMunicipality},
		{typed: "3405", best: "new", why: desk.ByMunicipality},
		{typed: "2609", best: "codes", why: desk.ByPostcode},
		{typed: "2630", best: "rest", why: desk.OfTheRest},
		{typed: "Gjøvik", best: "county", why: desk.OfCounty}, // the contact of the desk has left
		{typed: "Karasjok", best: "rest", why: desk.OfTheRest},
		{typed: "Oslo", best: "rest", why: desk.OfTheRest},
		{typed: "3403", best: "number as code", why: desk.ByPostcode},
		{number: "3403", best: "county", why: desk.OfCounty},
		{typed: "0000", problem: "desk.four_digits"},
		{typed: "26", problem: "desk.four_digits"},
		{typed: "26091", problem: "desk.four_digits"},
		{typed: "", problem: "form.required"},
		{typed: "L", problem: "desk.too_short"},
		{number: "9999", problem: "desk.no_such_number"},
		{typed: "Atlantis", best: "rest", why: desk.OfTheRest, nothing: "desk.unknown"},
		{typed: "rd", nothing: "desk.too_many"},
	} {
		a := desk.Find(c.typed, c.number, desks)
		best, why := "", ""
		if a.Best != nil {
			best, why = a.Best.Name, a.Best.Why
		}
		if best != c.best || why != c.why || a.Problem != c.problem || a.Nothing != c.nothing {
			t.Errorf("%q%q: %s by %s, %s%s", c.typed, c.number, best, why, a.Problem, a.Nothing)
		}
	}
	if a := desk.Find("Gjøvik", "", desks); len(a.Missing) != 1 || a.Missing[0].Name != "left" {
		t.Errorf("missing: %v", a.Missing)
	}
	if a := desk.Find("3403", "", desks); a.AlsoNumber == nil || a.AlsoNumber.Name != "Hamar" {
		t.Errorf("3403 is Hamar's number too: %v", a.AlsoNumber)
	}
	if a := desk.Find("Våler", "", desks); len(a.Suggestions) != 2 {
		t.Errorf("Våler: %v", a.Suggestions)
	}
	if a := desk.Find("Lille", "", desks); len(a.Suggestions) != 3 {
		t.Errorf("Lille: %v", a.Suggestions)
	}
}
