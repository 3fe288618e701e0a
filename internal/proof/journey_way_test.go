package proof_test

import (
	"strings"
	"time"
)

// email is the address of a candidate.
func email(first string) string { return strings.ToLower(first) + ".proeve@kandidat.example" }

// welcomes has a liaison register a candidate who can log in.
func (s *story) welcomes(liaison, first string) {
	s.t.Helper()
	s.is(liaison)
	s.visit("/candidates/new")
	s.fill("first_name", first)
	s.fill("last_name", "Prøve")
	s.fill("phone", "40000001")
	s.fill("email", email(first))
	s.fill("strengths", "Møter tidlig og holder orden.")
	s.fill("login", "on")
	s.press("Registrer kandidat")
	s.says("Kandidaten er registrert", first+" Prøve")
}

// sends has the contact person send the request that the page shows to both offices.
func (s *story) sends() {
	s.t.Helper()
	s.fill("offices", "Nordby", "Sørby")
	s.fill("due_on", "2026-03-09")
	s.press("Send forespørselen")
	s.says("Forespørselen er sendt", "Nordby", "Sørby", "Venter på svar")
}

// nominates has a liaison find the request, and suggest the candidate.
func (s *story) nominates(liaison, first string) {
	s.t.Helper()
	s.is(liaison)
	s.visit("/requests")
	s.press("Åpne")
	s.fill("candidate", first+" Prøve")
	s.fill("answer_by", "2026-03-09")
	s.press("Foreslå og spør kandidaten")
	s.says("Kandidaten er foreslått og spurt", first+" Prøve", "Spurt, venter på svar")
}

// saysYes has the candidate answer yes at their own page, and show their strengths.
func (s *story) saysYes(first, employer string) {
	s.t.Helper()
	s.is(email(first))
	s.says("Du har ett spørsmål å svare på.", employer)
	s.press("Les og svar")
	s.says("Vil du møte " + employer + "?")
	s.fill("fields", "strengths")
	s.press("Ja, presenter meg")
	s.says("Så fint! Svaret er sendt")
}

// presents has the contact person present somebody who has said yes.
func (s *story) presents(first, employer string) {
	s.t.Helper()
	s.is(nora)
	s.visit("/requests")
	s.press("Åpne")
	s.says("Disse har sagt ja", first+" Prøve")
	s.press("Se og presenter", first)
	s.says("Dette ser arbeidsgiveren", "Møter tidlig og holder orden.")
	s.press("Presenter " + first + " for " + employer)
	s.says("Presentasjonen er sendt")
}

// asksAndPresents is the way from a request of Nav's to a presentation. The office in Nordby has somebody, the one in Sørby has not.
func (s *story) asksAndPresents(first, place, employer string) {
	s.t.Helper()
	s.welcomes(lisa, first)
	s.is(nora)
	s.visit("/requests/new")
	s.press("Velg", place)
	s.fill("count", "1")
	s.fill("wanted_from", "2026-03-16")
	s.press("Lagre og velg kontorer")
	s.sends()
	s.nominates(lisa, first)
	s.is(liv)
	s.visit("/requests")
	s.press("Åpne")
	s.fill("because", "Alle våre er i gang.")
	s.press("Svar «Ingen akkurat nå»")
	s.says("Svaret er sendt")
	s.saysYes(first, employer)
	s.presents(first, employer)
}

// meets is the way from the employer's yes to the choice, on the third day: the meeting in three parts, and the unit found together.
func (s *story) meets(first, employer, unit string) {
	s.t.Helper()
	s.is(nora)
	s.visit("/requests")
	s.press("Åpne")
	s.press("Åpne presentasjonen", first)
	s.says(employer + " vil møte kandidaten")
	s.fill("day", "2026-03-05")
	s.fill("clock", "12:00")
	s.fill("place", "Resepsjonen")
	s.fill("parts", "Informasjon om arbeidsplassen", "Omvisning", "Samtale")
	s.press("Kall inn til møtet")
	s.says("Møtet er avtalt", "Resepsjonen")
	presentation := s.path()
	s.day(time.March, 5, 14)
	s.is(nora)
	s.visit(presentation)
	s.press("Åpne møtet")
	s.says("Bli-kjent-møte", "Informasjon om arbeidsplassen", "Omvisning", "Samtale")
	s.fill("attended", "Kandidaten", "Arbeidsgiveren", "Nav")
	s.fill("agreed", unit+" passer best.")
	s.press("Del referatet")
	s.says("Referatet er delt")
	s.press("Gå videre til valget")
	s.fill("unit", unit)
	s.press("Velg kandidaten")
	s.says("Valget er notert", first+" er valgt til "+unit)
}
