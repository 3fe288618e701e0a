package server_test

import (
	"regexp"
	"strings"
	"testing"

	"plass/internal/terms"
)

// papersOn returns the rows of the table of papers, each as its words.
func papersOn(p reply) []string {
	p.t.Helper()
	section := p.Body[strings.Index(p.Body, ">Papirene<"):]
	var rows []string
	for _, row := range regexp.MustCompile(`(?s)<tr.*?</tr>`).FindAllString(section[:strings.Index(section, "</table>")], -1)[1:] {
		rows = append(rows, strings.Join(strings.Fields(tag.ReplaceAllString(row, " ")), " "))
	}
	return rows
}

// TestThePapersOfAPlacementTellHowTheyStand to Nav and the employer, as the agreement asks for them.
func TestThePapersOfAPlacementTellHowTheyStand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		template string
		change   func(*terms.Terms)
		learned  func(*world, stay)
		before   []string
		after    []string
	}{
		{"ia_vikar", nil, func(w *world, s stay) { w.learned(s, "Flyttet ti paller", 0, 3, 2) }, []string{
			"Planen for første dag Ferdig Laget 2. mars 2026. Arbeidsgiveren eller Nav lager den. Ingen signerer.",
			"Dokumentasjon av det som er lært Venter 0 av 3 mål er bekreftet. Deltakeren skriver, og fadderen bekrefter.",
			"Attest Senere Når perioden er over, etter 1. juni 2026. Arbeidsgiveren signerer.",
		}, []string{
			"Planen for første dag Ferdig Laget 2. mars 2026. Arbeidsgiveren eller Nav lager den. Ingen signerer.",
			"Dokumentasjon av det som er lært Ferdig 1 av 3 mål er bekreftet. Deltakeren skriver, og fadderen bekrefter.",
			"Attest Venter Utkastet til attest har ventet på signatur siden 16. mars 2026. Arbeidsgiveren signerer.",
		}},
		{"glor", func(whole *terms.Terms) {
			whole.Documents.LearningRecord, whole.Documents.Papers = true, []terms.Words{terms.Own("Truckbevis")}
		}, func(*world, stay) {}, []string{
			"Planen for første dag Ferdig Laget 2. mars 2026. Arbeidsgiveren eller Nav lager den. Ingen signerer.",
			"Dokumentasjon av det som er lært Venter 0 av 3 mål er bekreftet. Deltakeren skriver, og fadderen bekrefter.",
			"Attest Senere Når perioden er over, etter 1. juni 2026. Arbeidsgiveren signerer.",
			"Truckbevis Avtalt Når perioden er over. Avtalen sier det. Plass følger det ikke.",
		}, []string{
			"Planen for første dag Ferdig Laget 2. mars 2026. Arbeidsgiveren eller Nav lager den. Ingen signerer.",
			"Dokumentasjon av det som er lært Mangler 0 av 3 mål er bekreftet. Deltakeren skriver, og fadderen bekrefter.",
			"Attest Venter Utkastet til attest har ventet på signatur siden 16. mars 2026. Arbeidsgiveren signerer.",
			"Truckbevis Avtalt Når perioden er over. Avtalen sier det. Plass følger det ikke.",
		}},
	} {
		t.Run(c.template, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a := w.arrange(w.Employer, w.HR, c.template, "Lageret", c.change)
			id, frida := w.helper(a, "Frida Fadder", 1)
			s := w.place(a, "Ada", "Prøve", id, frida)
			address := "/placements/" + s.ID.String()
			same := func(want []string) {
				t.Helper()
				for _, p := range []reply{w.as(w.Contact).get(address), w.as(w.HR).get("/partner" + address)} {
					if got := papersOn(p); strings.Join(got, "\n") != strings.Join(want, "\n") {
						t.Errorf("%s tells\n%s\nwant\n%s", p.Path, strings.Join(got, "\n"), strings.Join(want, "\n"))
					}
				}
			}
			same(c.before)
			lacks(t, w.as(frida).get("/partner"+address), "Papirene")
			c.learned(w, s)
			w.ends(s, "completed")
			same(c.after)
			attest := w.attestOf(s)
			w.as(w.HR).get(attest).submit(attest, "tasks", "Ryddet lageret", "lang", "nb").submit(attest+"/signature", "title", "Leder")
			want(t, w.as(w.Contact).get(address), 200, "Attesten er signert av Hanne Personal")
		})
	}
}
