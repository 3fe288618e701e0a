package eventview_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"plass/internal/event"
	"plass/internal/text"
	"plass/templates/eventview"
)

// kinds returns every kind that package event names.
func kinds(t *testing.T) []event.Kind {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../internal/event/event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []event.Kind
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if named, ok := v.Type.(*ast.Ident); ok && named.Name == "Kind" {
				kind, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, event.Kind(kind))
			}
		}
		return true
	})
	if len(all) < 50 {
		t.Fatalf("found %d kinds of events", len(all))
	}
	return all
}

func TestEveryKindHasItsSentence(t *testing.T) {
	t.Parallel()
	for _, lang := range text.Langs {
		ctx := text.With(t.Context(), lang)
		for _, kind := range kinds(t) {
			got := eventview.Sentence(ctx, event.Event{What: kind, Actor: "Kari Prøve", At: time.Now(), Args: map[string]any{"n": 2.0}})
			if strings.HasPrefix(got, "event.") || strings.Contains(got, "{actor}") || strings.Contains(got, "{n}") {
				t.Errorf("%s: %s is told as %q", lang, kind, got)
			}
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		e    event.Event
		want string
	}{
		{event.Event{What: event.UnitAdded, Actor: "Kari Prøve", Args: map[string]any{"unit": "Lager"}}, "Kari Prøve la til avdelingen Lager."},
		{event.Event{What: event.AgreementSigned, Actor: "Kari Prøve", Args: map[string]any{"party": "employer"}}, "Kari Prøve signerte avtalen for arbeidsgiveren."},
		{event.Event{What: event.Anchored, Actor: "Kari Prøve", Args: map[string]any{"body": "staff", "degree": "consulted"}}, "Kari Prøve noterte at de ansatte har sagt sin mening."},
		{event.Event{What: event.RequestAsked, Actor: "Kari Prøve", Args: map[string]any{"n": 1.0}}, "Kari Prøve ba om én kandidat."},
		{event.Event{What: event.RequestAsked, Actor: "Kari Prøve", Args: map[string]any{"n": 3.0}}, "Kari Prøve ba om 3 kandidater."},
		{event.Event{What: event.MeetingCalled, Actor: "Kari Prøve", Args: map[string]any{"kind": "status", "at": "2026-03-05T08:00:00Z"}}, "Kari Prøve kalte inn til et statusmøte 5. mars 2026 kl. 09.00."},
		{event.Event{What: event.SaidYes, Actor: event.ThePerson}, "Kandidaten la inn et ja til å bli presentert."},
		{event.Event{What: event.LearningWritten, Actor: event.ThePerson}, "Deltakeren skrev i læringsloggen."},
		{event.Event{What: event.EmployerAnswered, Args: map[string]any{"answer": "meet"}}, "Plass noterte arbeidsgiverens svar: vil møte kandidaten."},
	} {
		if got := eventview.Sentence(t.Context(), c.e); got != c.want {
			t.Errorf("%s is told as %q, want %q", c.e.What, got, c.want)
		}
	}
}
