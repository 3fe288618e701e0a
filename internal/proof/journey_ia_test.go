package proof_test

import (
	"testing"
	"time"

	"plass/internal/calendar"
)

const (
	hilde  = "hilde.personal@alliance.example"
	bjarne = "bjarne.fadder@alliance.example"
)

// TestJourneyIAVikar is the partnership in which the employer asks first: two liaisons, a meeting in three parts, a trained buddy,
// a plan before the start, a meeting every second week, what is learned together, and the papers in the end.
// From the employer's wish to the start the browser runs no scripts.
func TestJourneyIAVikar(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.alliance()

	s.script(false)
	s.is(hilde)
	if ask[bool](s, `() => customElements.get('menu-fold') !== undefined`) {
		t.Fatal("the page runs its scripts")
	}
	s.visit("/partner/requests/new")
	s.press("Velg")
	s.fill("wanted_from", "2026-03-16")
	s.fill("message", "Plukke og pakke på lageret. En fadder står klar.")
	s.press("Send til Nav")
	s.says("Én person til arbeidstrening fra 16. mars.")
	s.welcomes(lisa, "Ada")
	s.welcomes(liv, "Bo")
	s.is(nora)
	s.visit("/requests")
	s.says("Hilde Personal spurte.")
	s.press("Åpne")
	s.says("Plukke og pakke på lageret.")
	s.sends()
	s.nominates(lisa, "Ada")
	s.nominates(liv, "Bo")
	s.press("Noter svaret", "Bo")
	s.fill("way", "På telefon")
	s.fill("answer", "Nei takk")
	s.press("Noter svaret")
	s.says("Svaret er notert")
	s.saysYes("Ada", "Alliance")
	s.presents("Ada", "Alliance")
	s.is(hilde)
	s.press("Se og svar")
	s.press("Vil møte kandidaten")
	s.says("at dere vil møtes")
	s.meets("Ada", "Alliance", "Lager")
	s.press("Avtal oppstart")
	start := s.path()
	s.says("Avtalen sier at fadderen har tatt opplæring før noen begynner.")
	s.trains()
	s.is(nora)
	s.visit(start)
	s.fill("starts_on", "2026-03-16")
	s.fill("ends", "agreed")
	s.fill("buddy", "Bjarne Fadder: følger 0 av 1, opplært 05.03.2026")
	s.press("Avtal oppstarten")
	s.says("Oppstarten er avtalt", "Planen for første dag er ikke laget. Avtalen sier at den skal være klar før noen begynner.")
	stay := s.path()
	s.day(time.March, 16, 7)
	s.is(nora)
	s.visit(stay)
	s.begins()
	s.script(true)

	s.everySecondWeek(stay)
	s.day(time.March, 20, 14)
	s.learns()
	s.together()
	s.papers(stay)
}

// alliance registers the employer with a unit and somebody who can log in, and has the agreement signed by both.
func (s *story) alliance() {
	s.t.Helper()
	s.is(nora)
	s.visit("/employers/new")
	s.fill("org_number", "396030829")
	s.press("Hent fra Enhetsregisteret")
	s.fill("name", "Alliance")
	s.fill("units", "Lager")
	s.fill("contact_person", "on")
	s.press("Registrer arbeidsgiveren")
	s.says("Arbeidsgiveren er registrert", "Du har hatt ansvaret siden")
	s.press("Legg til kontakt")
	s.fill("name", "Hilde Personal")
	s.fill("email", hilde)
	s.fill("roles", "Personalansvarlig", "Leder")
	s.fill("login", "on")
	s.press("Legg til kontakt")
	s.press("Lag en avtale")
	s.fill("template", "IA-vikar")
	s.fill("title", "IA-vikar")
	s.fill("starts_on", "2026-03-02")
	s.press("Lag utkastet")
	s.press("Send til signering")
	agreement := s.path()
	s.is(hilde)
	s.press("Les og signer")
	s.press("Signer for Alliance")
	s.says("Avtalen er signert")
	s.is(nora)
	s.visit(agreement)
	s.press("Signer for Nav")
	s.says("Avtalen er inngått")
}

// trains has Nav let a buddy in, who cannot be chosen before the employer has noted the training.
func (s *story) trains() {
	s.t.Helper()
	start := s.path()
	s.press("Se fadderne")
	s.press("Legg til fadder")
	s.fill("name", "Bjarne Fadder")
	s.fill("phone", "90000005")
	s.fill("unit", "Lager")
	s.fill("most", "1")
	s.fill("email", bjarne)
	s.press("Legg til fadder")
	s.says("Fadderen er lagt til", "Ikke ennå")
	s.visit(start)
	s.fill("buddy", "Bjarne Fadder: følger 0 av 1, ikke opplært ennå")
	s.refused("Avtal oppstarten", "Bjarne Fadder har ikke tatt fadderopplæring ennå.")
	s.is(hilde)
	s.visit("/partner/buddies")
	s.press("Registrer opplæring")
	s.fill("on_day", "2026-03-05")
	s.fill("title", "Å være fadder")
	s.fill("buddies", "Bjarne Fadder")
	s.press("Registrer opplæring")
	s.says("Opplæringen er registrert", "Å være fadder")
}

// begins makes the plan without which nobody starts, and confirms the start.
func (s *story) begins() {
	s.t.Helper()
	s.says("Planen for første dag er ikke laget.")
	s.lacks("Bekreft oppstart")
	s.press("Lag planen")
	s.fill("meet_clock", "08:00")
	s.fill("meet_where", "ved porten")
	s.fill("meet_whom", "Bjarne Fadder")
	s.fill("bring", "Matpakke")
	s.press("Lagre planen")
	s.says("Planen er lagret", "ved porten")
	s.press("Bekreft oppstart")
	s.says("Oppstarten er bekreftet", "Pågår")
}

// everySecondWeek counts the meetings that the page lists: one every second week for three months, on days on which people work.
func (s *story) everySecondWeek(stay string) {
	s.t.Helper()
	s.visit(stay)
	listed := ask[[]string](s, `() => [...document.querySelectorAll('main tbody tr')].map(r => [...r.cells].map(c => c.textContent.trim()))
		.filter(cells => cells.includes('Statusmøte') && cells.includes('Innkalt')).map(cells => cells[0].slice(0, 10))`)
	if len(listed) != 6 {
		s.t.Fatalf("the page lists the meetings %q, want six", listed)
	}
	due := time.Date(2026, time.March, 16, 0, 0, 0, 0, time.UTC)
	for _, l := range listed {
		due = due.AddDate(0, 0, 14)
		on, err := time.Parse("02.01.2006", l)
		if late := calendar.Days(due, on); err != nil || !calendar.Works(on) || late < 0 || late > 4 {
			s.t.Errorf("a meeting is on %s, want the first working day from %s", l, due.Format("02.01.2006"))
		}
	}
}

// learns has the participant write what was done, and the buddy say how well it goes, each at their own page.
func (s *story) learns() {
	s.t.Helper()
	s.is(email("Ada"))
	s.press("Skriv hva jeg har lært")
	s.fill("goal", "Plukke og pakke ordrer")
	s.fill("what", "Plukket førti ordrer uten feil")
	s.fill("level", "Har prøvd det")
	s.fill("on_day", "2026-03-20")
	s.press("Lagre")
	s.says("Fadderen din får beskjed", "Plukket førti ordrer uten feil", "kan 0 av 3 ting alene")
	s.is(bjarne)
	s.says("Du er fadder for Ada", "Ada har skrevet om én ting. Er du enig?")
	s.press("Se og bekreft", "Ada")
	s.press("Kan det alene")
	s.says("Deltakeren ser det nå", "kan 1 av 3 ting alene")
	s.is(email("Ada"))
	s.visit("/my/learning")
	s.says("kan 1 av 3 ting alene")
}

// together notes a training that buddy and participant took together, and finds it with both.
func (s *story) together() {
	s.t.Helper()
	s.is(hilde)
	s.visit("/partner/buddies")
	s.press("Registrer opplæring")
	s.fill("on_day", "2026-03-19")
	s.fill("title", "Trygge løft")
	s.fill("buddies", "Bjarne Fadder")
	s.fill("placement", "Ada")
	s.press("Registrer opplæring")
	s.says("Opplæringen er registrert")
	for title, row := range map[string]string{"Trygge løft": "19.03.2026 Bjarne Fadder Ada Prøve", "Å være fadder": "05.03.2026 Bjarne Fadder Bare faddere"} {
		if got := s.row("Opplæring som er holdt", title); got != row {
			s.t.Errorf("the training %q is listed as %q, want %q", title, got, row)
		}
	}
	s.is(email("Ada"))
	s.press("Papirene mine")
	s.press("Åpne dokumentasjonen")
	s.says("19. mars 2026: Trygge løft (sammen med Bjarne Fadder)", "Plukket førti ordrer uten feil")
}

// papers ends the placement: the documentation and the attest are there for whoever they are about.
func (s *story) papers(stay string) {
	s.t.Helper()
	s.day(time.June, 15, 14)
	s.is(nora)
	s.visit(stay)
	s.press("Avslutt perioden")
	s.fill("outcome", "Jobb her")
	s.fill("last_day", "2026-06-15")
	s.press("Ja, avslutt perioden")
	s.says("Sjekklisten er åpnet")
	s.press("Se hva som er avtalt videre")
	s.says("Gi deltakeren dokumentasjonen av opplæringen")
	s.is(hilde)
	s.press("Skriv attesten")
	s.fill("words", "Ada bærer mer enn sin del av skiftet.")
	s.press("Lagre og se attesten")
	s.says("Plukke og pakke ordrer")
	s.fill("title", "Lagerleder")
	s.press("Ja, signer attesten")
	s.says("Attesten er signert")
	s.is(email("Ada"))
	s.press("Papirene mine")
	s.press("Åpne attesten")
	s.says("Ada Prøve", "Plukke og pakke ordrer", "Ada bærer mer enn sin del av skiftet.", "Hilde Personal", "Lagerleder")
	s.visit("/my/papers")
	s.press("Åpne dokumentasjonen")
	s.says("Trygge løft", "Plukket førti ordrer uten feil", "Kan det alene (Bjarne Fadder)")
}
