package proof_test

import (
	"testing"
	"time"
)

const gro = "gro.personal@gloppen.example"

// TestJourneyGloppen is an agreement that one more municipality joins: signed on paper first, changed by versions that the parties sign,
// and each version read as it was.
func TestJourneyGloppen(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.employs("307866668", "Gloppen kommune", "Gro Personal", gro)
	s.fromLibrary("Gloppen-modellen", "Gloppen kommune", "Fagutdanning i kull")
	agreement := s.path()
	s.says("Gloppen: 6 plasser.", "Eid: 6 plasser.", "Mellom 10 og 12 utdanningsplasser i hvert opptak")
	s.press("Send til signering")
	s.unfolds("Noter at Gloppen kommune har signert")
	s.fill("name", "Ragna Rådhus")
	s.fill("reason", "signert på papir")
	s.press("Noter signaturen")
	s.says("Signaturen er notert", "Ragna Rådhus signerte for Gloppen kommune (signert på papir)")
	s.press("Signer for Nav")
	s.says("Avtalen er inngått", "(signert på papir)", "Nora Kontakt signerte for Nav")
	s.lacks("Med fra")

	s.day(time.June, 1, 10)
	s.proposes(agreement, "Hvem som er med", func() {
		s.press("Legg til flere parter")
		s.fill("kind.5", "Kommunen")
		s.fill("name.5", "Hornindal kommune")
		s.fill("does.5", "Kommunen er med på opptaket og gir praksis.")
		s.fill("from_on.5", "2026-08-03")
		s.fill("reason", "Hornindal kommer til")
	})
	s.press("Ja, send endringen til signering")
	s.says("En endring venter på signatur", "Med fra 3. august 2026.")
	s.bothSign(agreement, gro, "Gloppen kommune", "Endring av «Hvem som er med»")

	s.proposes(agreement, "Plassene", func() {
		s.fill("quotas.0", "Gloppen: 4\nEid: 4\nHornindal: 4")
		s.fill("reason", "Tre kommuner deler plassene")
	})
	s.press("Ja, send endringen til signering")
	s.bothSign(agreement, gro, "Gloppen kommune", "Endring av «Plassene»")
	s.says("Gloppen: 4 plasser.", "Hornindal: 4 plasser.", "Hornindal kommune", "Med fra 3. august 2026.")

	for _, side := range []string{"", "/partner"} {
		if side != "" {
			s.is(gro)
		}
		s.visit(side + agreement + "/versions/1")
		s.says("Versjon 1 av avtalen", "Gloppen: 6 plasser.")
		s.lacks("Med fra")
		s.lacks("Noter forankring")
		s.lacks("Hornindal kommune")
		s.visit(side + agreement)
		s.press("Versjon 2")
		s.says("Versjon 2 av avtalen", "Begrunnelse: Hornindal kommer til", "Hornindal kommune", "Med fra 3. august 2026.", "Eid: 6 plasser.")
		s.differs("Hvem som er med")
		s.visit(side + agreement + "/versions/3")
		s.says("Tre kommuner deler plassene", "Hornindal: 4 plasser.")
		s.differs("Plassene")
		s.fill("with", "Versjon 1")
		s.press("Vis forskjellen")
		s.differs("Hvem som er med", "Plassene")
	}
}

// differs demands which parts the two versions on the page say differently.
func (s *story) differs(parts ...string) {
	s.t.Helper()
	got := ask[[]string](s, `() => [...document.querySelectorAll('main [aria-label="Dette er forskjellen"] dt')].map(t => t.textContent.trim())`)
	if len(got) != len(parts) {
		s.t.Fatalf("%s compares %q, want %q", s.path(), got, parts)
	}
	for i, p := range parts {
		if got[i] != p {
			s.t.Errorf("%s compares %q, want %q", s.path(), got, parts)
		}
	}
}
