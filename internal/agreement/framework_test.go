package agreement_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plass/internal/agreement"
	"plass/internal/model"
	"plass/internal/terms"
)

// TestWhereATermComesFromSurvivesAnyOrder edits a framework and a local agreement in any order. What the local one says itself it
// keeps, the rest is always what the framework says just then, and its places are never the framework's.
func TestWhereATermComesFromSurvivesAnyOrder(t *testing.T) {
	t.Parallel()
	library := model.Library()
	rapid.Check(t, func(t *rapid.T) {
		template := library[rapid.IntRange(0, len(library)-1).Draw(t, "template")]
		framework := template.Whole()
		local := agreement.Agreement{Template: template.Key, FrameworkID: &agreement.ID{}, Own: []byte("{}"), Inherited: framework.Encode()}
		parts := []terms.Part{terms.NeedPart, terms.TrackPart, terms.RhythmPart, terms.FundingPart, terms.InformationPart, terms.DocumentsPart}
		mine := map[terms.Part]bool{}
		for range rapid.IntRange(1, 8).Draw(t, "edits") {
			part, other := rapid.SampledFrom(parts).Draw(t, "part"), library[rapid.IntRange(0, len(library)-1).Draw(t, "as in")].Whole()
			if rapid.Bool().Draw(t, "from above") {
				put(&framework, part, other)
				local.Inherited = framework.Encode()
				continue
			}
			whole, err := local.Terms()
			if err != nil {
				t.Fatal(err)
			}
			put(&whole, part, other)
			if local.Own, err = local.OwnOf(whole); err != nil {
				t.Fatal(err)
			}
			switch said := local.Origin(part) == terms.OwnTerm; {
			case said:
				mine[part] = true
			case !same(pick(other, part), pick(framework, part)):
				t.Fatalf("%s was said, and is %s", part, local.Origin(part))
			default:
				delete(mine, part) // it said what the framework says
			}
		}
		whole, err := local.Terms()
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			isOwn := mine[part]
			if isOwn != (local.Origin(part) == terms.OwnTerm) {
				t.Fatalf("%s is %s, and own: %v", part, local.Origin(part), isOwn)
			}
			if !isOwn && !same(pick(whole, part), pick(framework, part)) {
				t.Fatalf("%s says %+v, the framework %+v", part, pick(whole, part), pick(framework, part))
			}
		}
		if !same(whole.Places, template.Whole().Places) {
			t.Fatalf("places are %+v, want the template's", whole.Places)
		}
	})
}

// put has the terms say the part as the other does.
func put(t *terms.Terms, part terms.Part, as terms.Terms) {
	switch part {
	case terms.NeedPart:
		t.Need = as.Need
	case terms.TrackPart:
		t.Track = as.Track
	case terms.RhythmPart:
		t.Rhythm = as.Rhythm
	case terms.FundingPart:
		t.Funding = as.Funding
	case terms.InformationPart:
		t.Information = as.Information
	case terms.DocumentsPart:
		t.Documents = as.Documents
	}
}

// pick returns what the terms say in the part alone.
func pick(t terms.Terms, part terms.Part) terms.Terms {
	var alone terms.Terms
	put(&alone, part, t)
	return alone
}

func same(a, b any) bool {
	if x, ok := a.(terms.Terms); ok {
		y := b.(terms.Terms)
		return string(x.Encode()) == string(y.Encode())
	}
	return reflect.DeepEqual(a, b)
}
