package model_test

import (
	"fmt"
	"strings"
	"testing"

	"plass/internal/model"
	"plass/internal/terms"
	"plass/internal/text"
)

// TestEveryModelIsAFileThatCanBeRead takes the library out as files and reads them again.
func TestEveryModelIsAFileThatCanBeRead(t *testing.T) {
	t.Parallel()
	for _, m := range model.Library() {
		data, err := m.File()
		if err != nil {
			t.Fatal(err)
		}
		d, flaws := model.Read(data)
		if len(flaws) > 0 {
			t.Errorf("%s: %+v", m.Key, flaws)
			continue
		}
		if string(d.Terms.Encode()) != string(m.Whole().Encode()) || d.Name.In(text.Nynorsk) != m.Name.In(text.Nynorsk) || d.Source != m.Source {
			t.Errorf("%s comes back as something else", m.Key)
		}
	}
}

// TestFlawsSayWhereTheyAre changes a good file in one place at a time.
func TestFlawsSayWhereTheyAre(t *testing.T) {
	t.Parallel()
	m, _ := model.Find("kiwi")
	data, err := m.File()
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	for _, c := range []struct{ from, to, at, key string }{
		{`"months": 6`, `"months": "six"`, `"six"`, "template.file.not_number"},
		{`"months": 6`, `"months": 6.5`, "6.5", "template.file.not_number"},
		{`"every_weeks": 12`, `"every_weks": 12`, "every_weks", "template.file.unknown"},
		{`"every_weeks": 12`, `"every_weeks": 0`, "0", "form.not_between"},
		{`"strength": "conditional"`, `"strength": "maybe"`, `"maybe"`, "form.not_a_choice"},
		{`"kind": "excellent"`, `"kind": "some day"`, `{`, "terms.problem.trigger"},
		{`"kind": "evaluation"`, `"kind": "status"`, `"evaluation"`, "terms.problem.gate"},
		{`"nav_present": false`, `"nav_present": "no"`, `"no"`, "template.file.not_bool"},
		{`"series": [`, `"series": {}, "x": [`, "x", "template.file.unknown"},
		{`"schema": 1`, `"schema": 2`, "2", "template.file.schema"},
		{`"good": [`, `"fine": [`, "fine", "template.file.unknown"},
		{`"access_weeks": 12`, `"access_weeks": 12,,`, ",", "template.file.unreadable"},
		{`"nn": "KIWI"`, `"nn": "` + strings.Repeat("K", 121) + `"`, `"KKK`, "form.too_long"},
		{`"nn": "KIWI"`, `"sv": "KIWI"`, "sv", "template.file.language"},
	} {
		bad := strings.Replace(good, c.from, c.to, 1)
		if bad == good {
			t.Fatalf("the file has no %s", c.from)
		}
		_, flaws := model.Read([]byte(bad))
		found := false
		for _, f := range flaws {
			line := strings.Split(bad, "\n")[f.Line-1]
			found = found || f.Why.Key == c.key && strings.Contains(fmt.Sprint(line[min(f.Column-1, len(line)):]), c.at)
		}
		if !found {
			t.Errorf("%s → %s: got %+v, want %s before %q", c.from, c.to, flaws, c.key, c.at)
		}
	}
	for _, c := range []struct{ file, key string }{
		{"", "template.file.ends"}, {"{", "template.file.ends"}, {"[]", "template.file.not_object"}, {"null", "template.file.not_object"}, {"\x00", "template.file.unreadable"},
		{"PK\x03\x04", "template.file.unreadable"}, {good + good, "template.file.more"}, {`{"no": 1, "terms": {"schema": 1}}`, "template.file.no_name"},
		{strings.Replace(good, `"no": 1`, `"no": 1, "no": 2`, 1), "template.file.twice"},
		{good[:len(good)/2], "template.file.ends"},
	} {
		_, flaws := model.Read([]byte(c.file))
		if len(flaws) == 0 || flaws[0].Why.Key != c.key || flaws[0].Line < 1 || flaws[0].Column < 1 {
			t.Errorf("%.20q: got %+v, want %s", c.file, flaws, c.key)
		}
	}
	// All that is wrong is told in one go.
	_, flaws := model.Read([]byte(`{"name": "Ny", "terms": {"schema": 1, "places": {"lines": [{"kind": "durable", "count": 2, "rule": "standing", "quotas": [{"party": "A", "count": 3}]}]}, "track": {"phases": [{"kind": "x"}]}}}`))
	if len(flaws) != 3 {
		t.Errorf("%d flaws, want the quota, the alarm and the phase: %+v", len(flaws), flaws)
	}
	if len(terms.Branches) == 0 {
		t.Error("no branches")
	}
}
