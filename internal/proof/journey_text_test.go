package proof_test

import (
	"strings"
)

// employs has the contact person take on an employer of the register, with somebody there who can log in.
func (s *story) employs(org, name, who, email string) {
	s.t.Helper()
	s.is(nora)
	s.visit("/employers/new")
	s.fill("org_number", org)
	s.press("Hent fra Enhetsregisteret")
	s.fill("name", name)
	s.fill("contact_person", "on")
	s.press("Registrer arbeidsgiveren")
	s.says("Arbeidsgiveren er registrert", "Du har hatt ansvaret siden")
	s.press("Legg til kontakt")
	s.fill("name", who)
	s.fill("email", email)
	s.fill("roles", "Personalansvarlig")
	s.fill("login", "on")
	s.press("Legg til kontakt")
	s.says("Kontakten er lagt til", "Kan logge inn")
}

// fromLibrary has the contact person read a template and begin an agreement with the employer from it.
func (s *story) fromLibrary(model, employer, title string) {
	s.t.Helper()
	s.is(nora)
	s.visit("/employers")
	s.press("Malbiblioteket")
	s.press(model)
	s.press(employer)
	s.drafts(title)
}

// drafts names the new agreement, and makes it. Its page is shown.
func (s *story) drafts(title string) {
	s.t.Helper()
	s.fill("title", title)
	s.fill("starts_on", "2026-03-02")
	s.press("Lag utkastet")
	s.says("Utkastet er laget", title)
}

// part returns what stands beside the heading of a part of the text: where it comes from.
func (s *story) part(part string) string {
	s.t.Helper()
	return strings.TrimSpace(ask[string](s, `part => document.getElementById(part).querySelector('.aksel-tag').innerText`, part))
}

// comes demands where the parts of the agreement on the page come from.
func (s *story) comes(from string, parts ...string) {
	s.t.Helper()
	for _, p := range parts {
		if got := s.part(p); got != from {
			s.t.Errorf("%s of %s comes from %q, want %q", p, s.path(), got, from)
		}
	}
}

// bothSign has somebody at the employer sign the text that waits, and then Nav. The agreement's page is shown.
func (s *story) bothSign(agreement, who, employer, said string) {
	s.t.Helper()
	s.is(who)
	s.visit("/partner" + agreement)
	s.press("Signer for " + employer)
	s.says("Avtalen er signert")
	s.navSigns(agreement, said)
}

// navSigns has the contact person sign last.
func (s *story) navSigns(agreement, said string) {
	s.t.Helper()
	s.is(nora)
	s.visit(agreement)
	s.press("Signer for Nav")
	s.says(said)
}

// proposes has the contact person change a part of the signed agreement; the form is what to fill.
func (s *story) proposes(agreement, part string, form func()) {
	s.t.Helper()
	s.is(nora)
	s.visit(agreement)
	s.press("Endre eller avslutte avtalen")
	s.press(part)
	form()
	s.press("Se hva det fører til")
	s.says("Dette skjer", "Dette blir endret")
}

// unfolds opens what is folded away.
func (s *story) unfolds(words string) {
	s.t.Helper()
	at := ask[[]float64](s, `words => {
		const e = [...document.querySelectorAll('main summary')].find(e => e.innerText.trim() === words);
		if (!e) return null;
		e.scrollIntoView({block: 'center', behavior: 'instant'});
		const r = e.getBoundingClientRect();
		return [r.x + 20, r.y + r.height / 2];
	}`, words)
	if at == nil {
		s.t.Fatalf("%s has nothing folded called %q:\n%s", s.path(), words, s.words())
	}
	s.do(s.touch(at))
}
