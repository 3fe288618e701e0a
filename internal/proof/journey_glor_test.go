package proof_test

import (
	"regexp"
	"testing"
	"time"
)

const hanne = "hanne.personal@glor.example"

// TestJourneyGlor is the partnership of standing places, from an employer nobody knows to a signed attest and an empty seat:
// with the mouse at Nav, with the keyboard alone for the signature, and with a finger on a phone for the answer and the minutes.
func TestJourneyGlor(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.works(t)

	s.is(nora)
	s.visit("/employers/new")
	s.fill("org_number", "352601810")
	s.press("Hent fra Enhetsregisteret")
	s.says("Opplysningene er hentet fra Enhetsregisteret")
	s.fill("name", "GLØR")
	s.fill("units", "Papirsortering")
	s.fill("contact_person", "off")
	s.press("Registrer arbeidsgiveren")
	s.says("Arbeidsgiveren er registrert", "GLØR", "Papirsortering", "Ingen har ansvaret ennå")
	s.press("Bli kontaktperson")
	s.says("Du er nå kontaktperson")
	s.press("Legg til avdeling")
	s.fill("name", "Verksted")
	s.press("Legg til avdeling")
	s.says("Avdelingen er lagt til", "Verksted")
	s.press("Legg til kontakt")
	s.fill("name", "Hanne Personal")
	s.fill("phone", "90000003")
	s.fill("email", hanne)
	s.fill("roles", "Personalansvarlig")
	s.fill("login", "on")
	s.press("Legg til kontakt")
	s.says("Kontakten er lagt til", "Kan logge inn")

	s.press("Lag en avtale")
	s.fill("template", "GLØR")
	s.fill("title", "Plasser hos GLØR")
	s.fill("starts_on", "2026-03-02")
	s.press("Lag utkastet")
	s.says("Utkastet er laget")
	s.press("Send til signering")
	s.says("Avtalen er sendt til signering")

	s.become(s.anyone())
	s.signsByKeyboard(hanne, "Plasser hos GLØR", "Signer for GLØR")
	s.is(nora)
	s.visit("/employers")
	s.press("GLØR")
	s.press("Plasser hos GLØR")
	s.press("Signer for Nav")
	s.says("Avtalen er inngått", "Hanne Personal signerte for GLØR", "Nora Kontakt signerte for Nav")
	s.seats("3 0 0 3", "2 0 0 2")

	s.asksAndPresents("Ada", "arbeidstreningsplass", "GLØR")
	s.finger(func() {
		s.is(hanne)
		s.press("Se og svar")
		s.says("Møt Ada", "Møter tidlig og holder orden.")
		s.press("Vil møte kandidaten")
		s.says("at dere vil møtes")
	})
	s.meets("Ada", "GLØR", "Papirsortering")

	s.press("Avtal oppstart")
	start := s.path()
	s.press("Se fadderne")
	s.press("Legg til fadder")
	s.fill("name", "Frida Fadder")
	s.fill("phone", "90000004")
	s.fill("most", "1")
	s.press("Legg til fadder")
	s.says("Fadderen er lagt til", "Frida Fadder")
	s.visit(start)
	s.fill("starts_on", "2026-03-16")
	s.fill("ends", "agreed")
	s.fill("buddy", "Frida Fadder")
	s.press("Avtal oppstarten")
	s.says("Oppstarten er avtalt", "Frida Fadder", "Planlagt")
	stay := s.path()
	s.seats("3 0 0 3", "2 0 1 1")
	s.day(time.March, 16, 9)
	s.is(nora)
	s.visit(stay)
	s.press("Bekreft oppstart")
	s.says("Oppstarten er bekreftet", "Pågår")
	s.seats("3 0 0 3", "2 1 0 1")

	s.day(time.April, 13, 15)
	s.finger(func() {
		s.is(hanne)
		s.press("Se møtet")
		s.fill("attended", "Deltakeren", "Arbeidsgiveren")
		s.fill("score.attendance", "5")
		s.fill("score.tasks", "4")
		s.fill("score.cooperation", "5")
		s.fill("score.wellbeing", "4")
		s.fill("agreed", "Ada vil prøve pressa.")
		s.press("Del referatet")
		s.says("Referatet er delt", "Ada vil prøve pressa.")
	})

	s.day(time.June, 15, 14)
	s.is(nora)
	s.visit(stay)
	s.press("Avslutt perioden")
	s.says("Dette skjer når du avslutter perioden")
	s.fill("outcome", "Jobb et annet sted")
	s.fill("last_day", "2026-06-15")
	s.press("Ja, avslutt perioden")
	s.says("Sjekklisten er åpnet")
	s.press("Se hva som er avtalt videre")
	s.says("Avtal veien videre med deltakeren", "Skriv og signer attesten", "Jobb et annet sted")

	s.is(hanne)
	s.press("Skriv attesten")
	s.fill("tasks", "Sorterte papir og papp")
	s.fill("words", "Ada er presis, og en kollega vi gjerne anbefaler.")
	s.press("Lagre og se attesten")
	s.says("Attesten er lagret", "Ada Prøve", "Sorterte papir og papp")
	s.fill("title", "Personalsjef")
	s.press("Ja, signer attesten")
	s.says("Attesten er signert")

	s.is(email("Ada"))
	s.press("Papirene mine")
	s.says("Attesten din. Signert av Hanne Personal")
	s.press("Åpne attesten")
	s.says("Ada Prøve", "GLØR", "Papirsortering", "Sorterte papir og papp", "en kollega vi gjerne anbefaler", "Hanne Personal", "Personalsjef")

	s.day(time.June, 16, 9)
	s.seats("3 0 0 3", "2 0 0 2")
}

var code = regexp.MustCompile(`\b(\d{3}) (\d{3})\b`)

// signsByKeyboard has somebody log in with a code and sign the agreement that waits, without a mouse.
func (s *story) signsByKeyboard(who, title, sign string) {
	s.t.Helper()
	s.visit("/login")
	s.tab("email")
	if at := ask[focus](s, `() => { const e = document.activeElement; e.style.outline = e.style.boxShadow = 'none'; return (`+focused+`)(); }`); at.Hidden != "no ring" {
		s.t.Errorf("a field without a ring is seen with %q", at.Hidden)
	}
	s.types(who)
	s.enter()
	var digits []string
	mails := s.outbox.Await(who, 2, 30*time.Second) // that something is new, and the code
	for _, m := range mails {
		if found := code.FindStringSubmatch(m.Text); found != nil {
			digits = found
		}
	}
	if digits == nil {
		s.t.Fatalf("no code in %q", mails)
	}
	s.tab("code")
	s.types(digits[1] + digits[2])
	s.tab("Logg inn")
	s.space()
	s.says("Avtalen «" + title + "» er klar til signering.")
	s.tab("Les og signer")
	s.enter()
	s.tab(sign)
	s.space()
	s.says("Avtalen er signert", "Hanne Personal signerte for GLØR")
}
