package terms_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plass/internal/model"
	"plass/internal/terms"
	"plass/internal/text"
)

func TestWhatIsSaidOnTopOfATemplateComesBackWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		template := rapid.SampledFrom(model.Library()).Draw(t, "template")
		other := rapid.SampledFrom(model.Library()).Draw(t, "another").Whole()
		whole := template.Whole()
		if rapid.Bool().Draw(t, "places") {
			whole.Places = other.Places
		}
		if rapid.Bool().Draw(t, "rhythm") {
			whole.Rhythm = nil
		}
		if rapid.Bool().Draw(t, "follow-up") {
			var c terms.Commitments
			if whole.Commitments != nil {
				c = *whole.Commitments
			}
			c.FollowUp = terms.Own(rapid.String().Draw(t, "own words"))
			whole.Commitments = &c
		}
		own, err := terms.Diff(template.Whole().Encode(), whole.Encode())
		if err != nil {
			t.Fatal(err)
		}
		merged, err := terms.Merge(template.Terms, own)
		if err != nil {
			t.Fatal(err)
		}
		got, err := terms.Decode(merged)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(canonical(t, got.Encode()), canonical(t, whole.Encode())) {
			t.Fatalf("came back as\n%s\nwant\n%s", got.Encode(), whole.Encode())
		}
		for _, part := range terms.Parts { // forgetting every part leaves the template
			if own, err = part.Forget(own); err != nil {
				t.Fatal(err)
			}
			if part.Origin(own) != terms.FromTemplate {
				t.Fatalf("%s is %s after it was forgotten", part, part.Origin(own))
			}
		}
		if string(own) != "{}" {
			t.Fatalf("left of what was said: %s", own)
		}
	})
}

func canonical(t *rapid.T, data []byte) any {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestForgettingAPartLeavesTheOthers(t *testing.T) {
	t.Parallel()
	own := []byte(`{"commitments":{"follow_up":"Vi ringer","promises":[{"by":"nav","to":"employer","what":"Svarer","strength":"guarantee","when":{"kind":"always"}}]},"places":{"lines":[]}}`)
	got, err := terms.FollowUpPart.Forget(own)
	if err != nil {
		t.Fatal(err)
	}
	for part, want := range map[terms.Part]terms.Origin{
		terms.FollowUpPart: terms.FromTemplate, terms.PromisesPart: terms.OwnTerm, terms.PlacesPart: terms.OwnTerm, terms.BranchesPart: terms.FromTemplate,
	} {
		if part.Origin(got) != want {
			t.Errorf("%s is %s, want %s", part, part.Origin(got), want)
		}
	}
}

func TestWordsThatWereNotChangedStayInEveryLanguage(t *testing.T) {
	t.Parallel()
	before := terms.Words{text.Bokmaal: "Møte til rett tid", text.Nynorsk: "Møte til rett tid", text.English: "Be there on time"}
	if got := before.Said(text.English, "Be there on time").In(text.Bokmaal); got != "Møte til rett tid" {
		t.Errorf("unchanged in English, it is %q in bokmål", got)
	}
	if got := before.Said(text.English, "Come early").In(text.Bokmaal); got != "Come early" {
		t.Errorf("changed in English, it is %q in bokmål", got)
	}
	lines := terms.SaidLines([]terms.Words{before}, text.English, []string{"New one", "Be there on time"})
	if len(lines) != 2 || lines[0].In(text.Nynorsk) != "New one" || lines[1].In(text.Nynorsk) != "Møte til rett tid" {
		t.Errorf("the lines are %v", lines)
	}
	if got := before.Said(text.Bokmaal, ""); len(got) != 0 {
		t.Errorf("emptied, it says %v", got)
	}
}
