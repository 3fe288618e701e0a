package server_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"plass/internal/model"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/internal/text"
)

// A fixture is what the sources say of a partnership model: the row of the inventory, what it runs to, and its numbers
// as the pages say them.
type fixture struct {
	Row  int      `json:"row"`
	End  string   `json:"end"`
	Says []string `json:"says"`
	// What is demanded on the way to the end beside the shortest path.
	Demands []string `json:"demands"`
}

func fixtures(t *testing.T) (all map[string]fixture) {
	t.Helper()
	data, err := os.ReadFile("testdata/models.json")
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestEveryModelSaysItsNumbers reads each model in the library, and as the agreement that was started from it.
func TestEveryModelSaysItsNumbers(t *testing.T) {
	t.Parallel()
	all := fixtures(t)
	if len(all) != 32 || len(model.Library()) != 32 {
		t.Fatalf("%d fixtures and %d models, want 32", len(all), len(model.Library()))
	}
	w := newWorld(t)
	nora := w.as(w.Contact)
	library := nora.get(route.Templates)
	rows := map[int]bool{}
	for _, m := range model.Library() {
		f, ok := all[m.Key]
		if !ok {
			t.Errorf("%s has no fixture", m.Key)
			continue
		}
		rows[f.Row] = true
		want(t, library, 200, m.Name.In(text.Bokmaal))
		if end := m.Whole().End(); end != f.End {
			t.Errorf("%s runs to %s, want %s", m.Key, end, f.End)
		}
		read := nora.get(route.Template(m.Key))
		want(t, read, 200, append(f.Says, m.Source, text.In(text.Bokmaal, "terms.end."+f.End))...)
		form := nora.get(read.link("Fjord Gjenvinning"))
		agreement := form.submit("/employers/"+w.Employer.String()+"/agreements", "title", "Fra malen", "starts_on", "2026-03-02")
		if whole := m.Whole(); f.End == "placement" && len(whole.Lines()) == 0 {
			want(t, agreement, 200, "Modellen sier ikke hvor mange plasser det er. Du kan skrive antallet")
		}
		for _, said := range f.Says {
			if !strings.Contains(m.Summary.In(text.Bokmaal), said) { // what the model is, and no agreement says
				want(t, agreement, 200, said)
			}
		}
	}
	for row := 1; row <= 32; row++ {
		if !rows[row] {
			t.Errorf("no model is row %d", row)
		}
	}
}

// TestModelsSpeakThreeLanguages: no page of the library shows a key, or a word nobody has put in its place.
func TestModelsSpeakThreeLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, lang := range []string{"nb", "nn", "en"} {
		nora := w.as(w.Contact)
		nora.send("POST", "/language", values([]string{"lang", lang}))
		for _, m := range model.Library() {
			p := nora.send("GET", route.Template(m.Key), nil, "Accept-Language", lang)
			want(t, p, 200, `<html lang="`+lang+`">`)
			if raw := wordless.FindString(p.text()); raw != "" {
				t.Errorf("%s has %q in %s", m.Key, raw, lang)
			}
		}
	}
}

func TestEveryModelCanBeSigned(t *testing.T) {
	t.Parallel()
	for _, m := range model.Library() {
		whole := m.Whole()
		if p := whole.Problems(); p.Problem() != nil {
			t.Errorf("%s: %v", m.Key, p)
		}
		for _, lang := range []text.Lang{text.Bokmaal, text.Nynorsk, text.English} {
			if m.Name[lang] == "" || m.Summary[lang] == "" || whole.Outcomes.Aim[lang] == "" {
				t.Errorf("%s is not whole in %s", m.Key, lang)
			}
		}
	}
}

func TestAnImpossibleModelIsRefused(t *testing.T) {
	t.Parallel()
	three := 3
	for what, c := range map[string]struct {
		terms terms.Terms
		field string
	}{
		"shares of more than there is": {terms.Terms{Places: &terms.Places{Lines: []terms.Line{{Kind: terms.Durable, Count: 5, Rule: terms.Total,
			Quotas: []terms.Quota{{Party: terms.Own("Eid"), Count: 4}, {Party: terms.Own("Stryn"), Count: 2}}}}}}, "quotas.0"},
		"a gate that never opens":           {terms.Terms{Track: &terms.Track{Phases: []terms.Phase{{Kind: "practice", OpensAt: "evaluation"}}}}, "track.0.opens_at"},
		"at least more than at most":        {terms.Terms{Track: &terms.Track{Phases: []terms.Phase{{Kind: "practice", Months: new(2), AtLeast: &three}}}}, "track.0.at_least"},
		"a week of eight days":              {terms.Terms{Track: &terms.Track{Phases: []terms.Phase{{Kind: "practice", Days: []terms.Days{{Kind: "practice", Count: 5}, {Kind: "study", Count: 3}}}}}}, "track.0.days"},
		"a promise that nothing makes due":  {promising(terms.Promise{By: "nav", To: "employer", What: terms.Own("Ringer"), Strength: "guarantee"}), "when.0"},
		"a promise nobody ever judges":      {promising(terms.Promise{By: "employer", To: "participant", What: terms.Own("Ansetter"), Strength: "conditional", When: terms.Trigger{Kind: "excellent"}}), "when.0"},
		"Nav verifies what it pays for":     {terms.Terms{Funding: &terms.Funding{Payable: &terms.Payable{UnitPrice: 1, Most: 1, VerifiedBy: "nav_office"}}}, "payable.verified_by"},
		"a cap below the price of one":      {terms.Terms{Funding: &terms.Funding{Payable: &terms.Payable{UnitPrice: 10, Most: 1, VerifiedBy: "evaluator"}}}, "payable.most"},
		"Nav does not sign last":            {terms.Terms{Parties: &terms.Parties{Signing: []string{"nav_office", "employer"}}}, "signing"},
		"a standing place that never calls": {terms.Terms{Places: &terms.Places{Lines: []terms.Line{{Kind: terms.Durable, Count: 1, Rule: terms.Standing}}}}, "alarm_days.0"},
	} {
		if _, found := c.terms.Problems()[c.field]; !found {
			t.Errorf("%s: %v has nothing at %s", what, c.terms.Problems(), c.field)
		}
	}
}

// promising returns terms with one promise, and no evaluations.
func promising(p terms.Promise) terms.Terms {
	return terms.Terms{Commitments: &terms.Commitments{Promises: []terms.Promise{p}}}
}
