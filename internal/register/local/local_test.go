package local

import (
	"encoding/json"
	"testing"

	"plass/internal/register"
)

func TestOrganisationsAreInventedAndWhole(t *testing.T) {
	t.Parallel()
	var all map[string][]struct {
		Number register.Number `json:"organisasjonsnummer"`
		Name   string          `json:"navn"`
		Parent register.Number `json:"overordnetEnhet"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	seen := map[register.Number]bool{}
	for _, o := range append(all["enheter"], all["underenheter"]...) {
		if _, err := register.ParseNumber(string(o.Number)); err != nil || !o.Number.Synthetic() {
			t.Errorf("%s has %s, which is not a synthetic number: %v", o.Name, o.Number, err)
		}
		if seen[o.Number] {
			t.Errorf("%s stands twice", o.Number)
		}
		seen[o.Number] = true
		if o.Parent != "" && !seen[o.Parent] {
			t.Errorf("%s belongs to %s, which is not there", o.Name, o.Parent)
		}
	}
	for _, n := range []register.Number{Glor, Alliance, Deleted, DeletedUnit, Slow, Failing} {
		if !seen[n] {
			t.Errorf("%s is not among the organisations", n)
		}
	}
	if len(all["enheter"]) < 17 {
		t.Errorf("%d main units, want at least 17", len(all["enheter"]))
	}
}
