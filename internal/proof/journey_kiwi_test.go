package proof_test

import "testing"

const kari = "kari.personal@kiwi.example"

// TestJourneyKIWI is an agreement from its template: read in the library, made the parties' own in two parts,
// put back in a third, signed on a phone, and kept in the book of promises that both sides read.
func TestJourneyKIWI(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.employs("354323192", "KIWI Drammen", "Kari Personal", kari)
	s.fromLibrary("KIWI", "KIWI Drammen", "Unge i butikk")
	agreement := s.path()
	s.comes("Fra malen", "places", "track", "documents", "promises")
	s.says("Praksis i 3 til 6 måneder. For å komme videre: Deltakeren utmerker seg.", "Kjenne kulturen, varene og konseptene i kjeden")

	s.press("Rediger", "Plassene")
	s.fill("kind.0", "Arbeidstreningsplass")
	s.fill("count.0", "4")
	s.fill("rule.0", "Inntil så mange")
	s.fill("months.0", "5")
	s.press("Lagre teksten")
	s.says("Avtalen er lagret", "nntil 4 arbeidstreningsplasser, 5 måneder om gangen.")
	s.press("Rediger", "Løpet")
	s.fill("months.0", "5")
	s.press("Lagre teksten")
	s.says("Praksis i 3 til 5 måneder.")
	s.press("Rediger", "Plan, opplæring og attest")
	s.fill("goals", "Stå i kassa")
	s.press("Lagre teksten")
	s.says("Stå i kassa")
	s.lacks("Kjenne kulturen, varene og konseptene i kjeden")
	s.comes("Egen tekst", "places", "track", "documents")
	s.comes("Fra malen", "promises", "aim")

	s.press("Rediger", "Plan, opplæring og attest")
	s.press("Gå tilbake til malen")
	s.says("Teksten er som i malen.", "Kjenne kulturen, varene og konseptene i kjeden")
	s.lacks("Stå i kassa")
	s.comes("Fra malen", "documents")
	s.comes("Egen tekst", "places", "track")
	s.press("Send til signering")
	s.says("Avtalen er sendt til signering", "Venter på signatur fra KIWI Drammen.")

	s.finger(func() {
		s.is(kari)
		s.press("Les og signer")
		s.says("Unge i butikk", "nntil 4 arbeidstreningsplasser, 5 måneder om gangen.", "Praksis i 3 til 5 måneder.", "Det vi lover hverandre", "Tilbyr fast jobb til den som utmerker seg i praksisen.")
		s.lacks("Rediger")
		s.lacks("Fra malen")
		s.comes("Egen tekst", "places", "track")
		s.press("Signer for KIWI Drammen")
		s.says("Avtalen er signert", "Kari Personal signerte for KIWI Drammen")
	})
	s.navSigns(agreement, "Avtalen er inngått")
	s.says("Kari Personal signerte for KIWI Drammen", "Nora Kontakt signerte for Nav")

	s.promised()
	s.is(kari)
	s.visit("/partner" + agreement)
	s.promised()
}

// promised demands that the book of the agreement on the page has KIWI's promise of a job.
func (s *story) promised() {
	s.t.Helper()
	s.press("Løfteboka")
	s.says("Gjelder hver som begynner", "Arbeidsgiveren lover deltakeren på et vilkår: Tilbyr fast jobb til den som utmerker seg i praksisen. "+
		"Det gjelder den som utmerker seg ved evalueringen. Det vises slik: Tilbudet og svaret på det.")
}
