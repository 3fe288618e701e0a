package noticeview_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"plass/internal/notice"
	"plass/internal/text"
	"plass/templates/noticeview"
)

// kinds returns every kind that package notice names.
func kinds(t *testing.T) []notice.Kind {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../internal/notice/notice.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []notice.Kind
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if named, ok := v.Type.(*ast.Ident); ok && named.Name == "Kind" {
				kind, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, notice.Kind(kind))
			}
		}
		return true
	})
	if len(all) < 30 {
		t.Fatalf("found %d kinds of notices", len(all))
	}
	return all
}

// everything is what notices are told with, as the database gives it back.
var everything = map[string]any{
	"employer": "Fjord Gjenvinning", "name": "Kari Prøve", "n": 2.0, "office": "Nav Prøve", "answer": "meet", "title": "Plasser", "kind": "status",
	"at": "2026-03-09T08:00:00Z", "from": "Nora Kontakt", "to": "Nils Ny", "phone": "22222222", "place": "work_training", "since": "2026-03-02T00:00:00Z",
	"what": "Tilbyr fast jobb.", "by": "Astrid Administrator", "role": map[string]any{"nb": "Revisor", "nn": "Revisor", "en": "Auditor"}, "decision": "approved", "day": "2026-03-09",
}

func TestEveryKindHasItsSentence(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs {
		ctx := text.With(t.Context(), lang)
		for _, kind := range kinds(t) {
			got := noticeview.Sentence(ctx, notice.Notice{What: kind, Args: everything})
			if strings.HasPrefix(got, "notice.") || strings.ContainsAny(got, "{}_") || strings.Contains(got, "2026-") || !strings.HasSuffix(got, ".") && !strings.HasSuffix(got, "?") {
				t.Errorf("%s: %s is told as %q", lang, kind, got)
			}
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what notice.Kind
		args map[string]any
		want string
	}{
		{notice.MeetingCalled, map[string]any{"kind": "status", "at": "2026-03-09T08:00:00Z"}, "Du er innkalt til et statusmøte mandag 9. mars kl. 09.00."},
		{notice.MeetingCancelled, map[string]any{"kind": "intake", "at": "2026-06-09T08:30:00+02:00"}, "Et bli-kjent-møte tirsdag 9. juni kl. 08.30 er avlyst."},
		{notice.RequestCame, map[string]any{"employer": "Fjord", "n": 1.0}, "Fjord trenger én person. Kjenner kontoret noen som passer?"},
		{notice.RequestCame, map[string]any{"employer": "Fjord", "n": 3.0}, "Fjord trenger 3 personer. Kjenner kontoret noen som passer?"},
		{notice.EmployerAnswered, map[string]any{"employer": "Fjord", "answer": "not_now"}, "Fjord har svart om en kandidat: ikke nå."},
		{notice.SeatEmpty, map[string]any{"employer": "Fjord", "place": "work_training", "since": "2026-03-02T00:00:00Z"}, "En arbeidstreningsplass hos Fjord har stått ledig siden 2. mars 2026. Be om kandidater."},
		{notice.NewContactPerson, map[string]any{"to": "Nils Ny", "from": "Nora Kontakt", "phone": "22222222"}, "Nils Ny er ny kontaktperson i Nav etter Nora Kontakt. Telefonnummeret er 22 22 22 22."},
		{notice.NewContactPerson, map[string]any{"to": "Nils Ny", "from": "Nora Kontakt", "phone": ""}, "Nils Ny er ny kontaktperson i Nav etter Nora Kontakt."},
	} {
		if got := noticeview.Sentence(t.Context(), notice.Notice{What: c.what, Args: c.args}); got != c.want {
			t.Errorf("%s is told as %q, want %q", c.what, got, c.want)
		}
	}
}
