package proof_test

import "testing"

const ida = "ida.personal@iss.example"

// TestJourneyISS is a framework with three local agreements, one of them with meetings of its own, and one change from above.
func TestJourneyISS(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.employs("374650750", "ISS", "Ida Personal", ida)
	s.fromLibrary("ISS: felles rammeavtale", "ISS", "Ramme for Osloregionen")
	frame := s.path()
	s.meetsEvery("4")
	s.signedByBoth(frame)
	s.says("Statusmøte hver 4. uke.")

	north, south := s.local(frame, "Lokal nord", "6", ""), s.local(frame, "Lokal sør", "4", "")
	east := s.local(frame, "Lokal øst", "2", "2")
	s.says("Statusmøte annenhver uke.")
	s.comes("Egen tekst", "rhythm", "places")
	s.visit(north)
	s.says("Statusmøte hver 4. uke.", "Rammeavtalen: Ramme for Osloregionen")
	s.comes("Arvet fra rammeavtalen", "rhythm", "parties")
	s.comes("Egen tekst", "places")
	s.locals(frame)
	s.is(ida)
	s.locals("/partner" + frame)
	s.visit("/partner" + frame)

	s.proposes(frame, "Møter underveis", func() {
		s.fill("every_weeks.0", "3")
		s.fill("reason", "Vi vil møtes oftere")
	})
	s.says("3 lokale avtaler bygger på rammeavtalen.", "Slik blir de lokale avtalene", "Ingenting endres i denne avtalen.")
	for title, differs := range map[string]string{"Lokal nord": fromTo, "Lokal sør": fromTo, "Lokal øst": kept} {
		if got := s.compared(title, "Møter underveis"); got != differs {
			t.Errorf("the preview says that %s changes %q, want %q", title, got, differs)
		}
	}
	s.press("Ja, send endringen til signering")
	s.says("Endringen er sendt til signering", "En endring venter på signatur")
	s.visit(south)
	s.says("Statusmøte hver 4. uke.") // until both have signed
	s.lacks("Rammeavtalen ble endret")
	s.bothSign(frame, ida, "ISS", "Statusmøte hver 3. uke.")

	for _, follows := range []string{north, south} {
		s.visit(follows)
		s.says("Statusmøte hver 3. uke.", "Versjon 2", "Rammeavtalen ble endret", "Vi vil møtes oftere")
		s.comes("Arvet fra rammeavtalen", "rhythm")
	}
	s.visit(east)
	s.says("Statusmøte annenhver uke.")
	s.lacks("Versjon 2")
	s.locals(frame)
}

// The change of the framework, as a local agreement that inherits is told of it, and one that says something itself.
const (
	fromTo = "Statusmøte hver Tatt bort: 4 Nytt: 3. uke. Disse er med hver gang: deltakeren og arbeidsgiveren."
	kept   = "Beholder sitt eget: Statusmøte annenhver uke. Disse er med hver gang: deltakeren og arbeidsgiveren."
)

// meetsEvery gives the draft on the page meetings every so many weeks.
func (s *story) meetsEvery(weeks string) {
	s.t.Helper()
	s.press("Rediger", "Møter underveis")
	s.fill("kind.0", "Statusmøte")
	s.fill("every_weeks.0", weeks)
	s.fill("needed.0", "participant", "employer")
	s.press("Lagre teksten")
	s.says("Avtalen er lagret")
}

// signedByBoth takes the draft on the page to an agreement.
func (s *story) signedByBoth(agreement string) {
	s.t.Helper()
	s.press("Send til signering")
	s.bothSign(agreement, ida, "ISS", "Avtalen er inngått")
}

// local makes an agreement with places under the framework, with a rhythm of its own unless that is empty, and has it signed.
func (s *story) local(frame, title, places, weeks string) string {
	s.t.Helper()
	s.visit(frame + "/locals")
	s.press("Lag en lokal avtale")
	s.drafts(title)
	local := s.path()
	s.press("Rediger", "Plassene")
	s.fill("kind.0", "Arbeidstreningsplass")
	s.fill("count.0", places)
	s.fill("rule.0", "Til enhver tid")
	s.fill("alarm_days.0", "14")
	s.press("Lagre teksten")
	if weeks != "" {
		s.meetsEvery(weeks)
	}
	s.signedByBoth(local)
	return local
}

// locals demands the places of each agreement under the framework, and their sum.
func (s *story) locals(frame string) {
	s.t.Helper()
	s.visit(frame + "/locals")
	s.says("0 av 12 besatt Arbeidstreningsplasser")
	for title, want := range map[string]string{"Lokal nord": "6 0", "Lokal sør": "4 0", "Lokal øst": "2 0"} {
		if got := s.row("Lokale avtaler", title); got != "Fra 2. mars 2026 Gjelder "+want {
			s.t.Errorf("%s is listed as %q, want %q places and filled", title, got, want)
		}
	}
}
