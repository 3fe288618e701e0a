package server_test

import (
	"strings"
	"testing"
)

func TestEverySectionIsEditedAndTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "ia_vikar")
	for _, c := range []struct {
		part   string
		fields []string
		want   []string
	}{
		{"frame", []string{"title", "Sammen i skiftet", "ends_on", "2027-12-31"}, []string{"Sammen i skiftet", "til 31. desember 2027"}},
		{"aim", []string{"aim", "Flere blir kolleger.", "counts", "study", "metric.0", "offer", "percent.0", "65", "checkpoints", "17\r\n39"}, []string{"Flere blir kolleger.", "utdanning", "65", "17 uker", "39 uker"}},
		{"need", []string{"profile", "Vi vil ha folk som liker skift.", "tasks", "Plukke varer\r\nPakke varer", "language", "B1", "percent", "80"}, []string{"Vi vil ha folk som liker skift.", "Pakke varer", "B1", "80"}},
		{"track", []string{"kind.0", "practice", "weeks.0", "", "months.0", "4", "at_least.0", "3", "name.0", "Runden i hallen", "day_kind.0", "study", "day_count.0", "2", "more_kind.0", "practice", "more_count.0", "3", "extend_months", "2"}, []string{"2 dager", "3 dager", "Runden i hallen", "3 til 4 måneder"}},
		{"information", []string{"view", "work_profile", "nav_keeps", "Bolig\r\nØkonomi", "access_weeks", "7"}, []string{"Bolig", "Økonomi", "7 uker"}},
		{"parties", []string{"does.1", "Nav har to kontorer med.", "name.1", "Nav Nord", "most.1", "2", "from_on.1", "2027-01-01",
			"sign.0", "union", "sign.1", "employer", "sign.2", "nav_office", "coordinator", "county", "reach", "regional", "where", "Hele Østlandet", "offices", "4", "units", "3"},
			[]string{"Nav Nord: Nav har to kontorer med. Høyst 2. Med fra 1. januar 2027.", "Fylkeskommunen", "Avtalen er regional.", "Hele Østlandet", "4 ", "3 "}},
		{"places", []string{"name.0", "Plukker", "count.0", "6", "least.0", "4", "months.0", "", "quotas.0", "Sør: 4\r\nNord: 2"}, []string{"Plukker: Mellom 4 og 6 arbeidstreningsplasser når arbeidsgiveren spør.", "Sør", "Nord"}},
		{"intake", []string{"trigger", "vacancy", "criteria", "Liker å løfte\r\nEr presis\r\n", "answer_days", "3",
			"mode", "cohort", "gate", "Kandidaten har vært på besøk.", "least", "5", "most", "9", "least_year", "10", "most_year", "18", "rounds", "2",
			"step.0", "panel", "acts.0", "county", "with.0", "nav_office", "also.0", "municipality", "decides.0", "employer"},
			[]string{"Mellom 5 og 9 begynner sammen.", "Mellom 10 og 18", "2 opptak", "Felles intervjupanel", "fylkeskommunen, Nav og kommunen", "Kandidaten har vært på besøk.", "Liker å løfte", "Er presis", "innen 3 dager", "når en plass blir ledig"}},
		{"buddies", []string{"pool", "5", "helper.0", "mentor", "bears.0", "unit", "always.0", "on"}, []string{"Arbeidsgiveren holder 5 faddere klare.", "Deltakeren får støtte fra en mentor. Avdelingen bærer tiden og kostnaden."}},
		{"rhythm", []string{"every_weeks.0", "3", "least_year.0", "12", "welcome.0", "buddy"}, []string{"Statusmøte hver 3. uke.", "12 "}},
		{"documents", []string{"attest", "", "goals", "Kjøre truck", "goal_kinds", "Norsk", "tests", "Norskprøve hver vår", "papers", "Truckførerbevis"}, []string{"Kjøre truck", "Norskprøve hver vår", "Truckførerbevis"}},
		{"follow_up", []string{"follow_up", "Vi ringer hver fredag."}, []string{"Vi ringer hver fredag."}},
		{"promises", []string{"what.2", "Svarer samme dag", "evidence.2", "Loggen"}, []string{"Svarer samme dag", "Loggen"}},
		{"branches", []string{"what.no_show.1", "Besøk deltakeren", "owner.no_show.1", "nav", "days.no_show.1", "2"}, []string{"Besøk deltakeren. Nav, innen 2 dager.", "Ring deltakeren samme dag."}},
		{"anchoring", []string{"union", "agreed", "first", "on"}, []string{"De tillitsvalgte er med på avtalen."}},
		{"funding", []string{"instrument.0", "Mentor", "payer.0", "employer", "for.0", "de første to", "case.0", "26/4711", "claim_by.0", "2027-05-31",
			"result", "En deltaker i arbeid", "result_weeks", "26", "unit_price", "50000", "most", "400000", "verified_by", "evaluator"},
			[]string{"Mentor: Arbeidsgiveren betaler.", "de første to", "Saksnummer 26/4711. Pengene må kreves innen 31. mai 2027.", "En deltaker i arbeid i minst 26 uker", "evaluatoren"}},
	} {
		form := w.as(w.Contact).get(draft.Path + "/edit/" + c.part)
		want(t, form, 200, "Behold teksten som den er")
		clean := strings.Count(draft.at(w.Contact).Body, "Egen tekst")
		unchanged := form.submit(draft.Path + "/edit/" + c.part)
		if got := strings.Count(unchanged.Body, "Egen tekst"); got != clean {
			t.Errorf("%s: saved as it was, %d parts are own, want %d", c.part, got, clean)
		}
		saved := unchanged.at(w.Contact, "/edit/"+c.part).submit(draft.Path+"/edit/"+c.part, c.fields...)
		want(t, saved, 200, append(c.want, "Avtalen er lagret")...)
		if c.part == "frame" {
			continue
		}
		if got := strings.Count(saved.Body, "Egen tekst"); got != clean+1 {
			t.Errorf("%s: changed, %d parts are own, want %d", c.part, got, clean+1)
		}
		want(t, saved, 200, "Se forskjellen fra malen")
		again := w.as(w.Contact).get(draft.Path + "/edit/" + c.part)
		if lost := after(t, again, "Se forskjellen fra malen"); !strings.Contains(lost, c.want[0]) {
			t.Errorf("%s: what is lost is %q, want %q", c.part, lost, c.want[0])
		}
		back := again.submit(draft.Path + "/edit/" + c.part + "/template")
		want(t, back, 200, "Teksten er som i malen")
		lacks(t, back, c.want[0], "Se forskjellen fra malen")
		if got := strings.Count(back.Body, "Egen tekst"); got != clean {
			t.Errorf("%s: taken back, %d parts are own, want %d", c.part, got, clean)
		}
	}
}

func TestEditingKeepsWhatWasTypedAndTellsEveryProblem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	places := w.as(w.Contact).get(draft.Path + "/edit/places")
	wrong := places.submit(draft.Path+"/edit/places", "count.0", "0", "alarm_days.0", "mange", "kind.1", "hytteplass", "months.1", "500")
	want(t, wrong, 422, "Du må rette dette før du går videre", "fra 1 til 999", "fra 1 til 365", "fra 1 til 120", "Velg et av alternativene", `value="mange"`)
	lacks(t, draft.at(w.Contact), "Egen tekst")

	frame := w.as(w.Contact).get(draft.Path + "/edit/frame")
	want(t, frame.submit(draft.Path+"/edit/frame", "title", "", "starts_on", "2026-02-31", "ends_on", "x"), 422, "Må fylles ut", "Skriv en dato som finnes", `value="2026-02-31"`)
	want(t, frame.submit(draft.Path+"/edit/frame", "starts_on", "2026-05-01", "ends_on", "2026-04-01"), 422, "Datoen kan ikke være før den første datoen.")
	want(t, frame.submit(draft.Path+"/edit/frame", "title", strings.Repeat("å", 2<<20)), 413)
	want(t, frame.submit(draft.Path+"/edit/frame", "title", "\xff\xfe"), 422, "tegn vi ikke kan lese")

	made := w.as(w.Contact).get("/employers/" + w.Employer.String() + "/agreements/new")
	want(t, made.submit("/employers/"+w.Employer.String()+"/agreements", "title", "Avtale", "starts_on", "2026-03-31", "ends_on", "2026-03-01"), 422,
		"Velg ett av alternativene.", "Datoen kan ikke være før", `value="Avtale"`)
	rhythm := w.as(w.Contact).get(draft.Path + "/edit/rhythm")
	want(t, rhythm.submit(draft.Path+"/edit/rhythm", "needed.0", "", "every_weeks.0", "60"), 422, "fra 1 til 52")
	want(t, w.as(w.Contact).get(draft.Path+"/edit/between"), 404)
}

func TestEveryFormOfAPartTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "ia_vikar")
	for _, c := range []struct {
		part   string
		fields []string
		want   string
	}{
		{"parties", []string{"sign.0", "employer", "sign.1", "employer", "sign.2", "nav_office"}, "Denne parten signerer allerede."},
		{"parties", []string{"sign.0", "nav_office", "sign.1", "employer", "sign.2", ""}, "Arbeidsgiveren må signere, og Nav signerer sist."},
		{"parties", []string{"reach", "", "where", "Hele landet"}, "Velg"},
		{"places", []string{"count.0", "4", "least.0", "5"}, "Det minste tallet kan ikke være større enn det største."},
		{"intake", []string{"least", "9", "most", "5"}, "Det minste tallet kan ikke være større enn det største."},
		{"intake", []string{"step.0", "panel", "acts.0", ""}, "Velg"},
		{"track", []string{"months.0", "", "at_least.0", "2"}, "Skriv også hvor mange måneder"},
		{"aim", []string{"checkpoints", "tretten"}, "Skriv antall uker med tall"},
		{"aim", []string{"end", "result"}, "avtalen sier ikke hva det er verdt"},
		{"aim", []string{"end", "charter"}, "Et nettverk har ingen plikter"},
		{"information", []string{"access_weeks", "100"}, "fra 1 til 52"},
		{"funding", []string{"instrument.0", "", "case.0", "1"}, "Må fylles ut."},
		{"funding", []string{"result", "En jobb", "result_weeks", "26", "unit_price", "500", "most", "400", "verified_by", "evaluator"}, "Det høyeste beløpet må være minst prisen"},
		{"funding", []string{"result", "En jobb", "result_weeks", "26", "unit_price", "50", "most", "400", "verified_by", "nav_office"}, "Velg"},
	} {
		form := w.as(w.Contact).get(draft.Path + "/edit/" + c.part)
		want(t, form.submit(draft.Path+"/edit/"+c.part, c.fields...), 422, c.want)
	}
	lacks(t, draft.at(w.Contact), "Egen tekst")
}

func TestAnEditClearsTheSignature(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	draft.submit(draft.Path + "/offer")
	before := draft.at(w.HR) // opened before the edit
	w.signed(draft, w.HR)

	form := w.as(w.Contact).get(draft.Path + "/edit/follow_up")
	want(t, form, 200, "Hanne Personal har signert teksten slik den står. Når du lagrer, må teksten signeres på nytt.")
	edited := form.submit(draft.Path+"/edit/follow_up", "follow_up", "Vi møtes hver uke.")
	want(t, edited, 200, "Venter på signatur fra Fjord Gjenvinning", "Gjaldt en tidligere tekst", "Den må signeres på nytt.")
	lacks(t, edited, "Signer for Nav")

	stale := before.submit("/partner" + draft.Path + "/signature")
	want(t, stale, 409, "Teksten er endret etter at du åpnet avtalen", "Vi møtes hver uke.", "Signer for Fjord Gjenvinning")
	want(t, stale.submit("/partner"+draft.Path+"/signature"), 200, "Nå venter avtalen på kontaktpersonen")
	want(t, draft.at(w.Contact).submit(draft.Path+"/signature"), 200, "Avtalen er inngått", "Gjaldt en tidligere tekst", "Gjelder teksten slik den står")
}

func TestTwoWhoEditSeeBothTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	first := w.as(w.Contact).get(draft.Path + "/edit/follow_up")
	second := w.as(w.Contact).get(draft.Path + "/edit/follow_up")
	want(t, first.submit(draft.Path+"/edit/follow_up", "follow_up", "Den første teksten."), 200, "Avtalen er lagret")
	both := second.submit(draft.Path+"/edit/follow_up", "follow_up", "Den andre teksten.")
	want(t, both, 409, "Din tekst", "Lagret nå", "Den første teksten.", "Den andre teksten.", "Noen andre har endret avtalen")
	want(t, both.submit(draft.Path+"/edit/follow_up"), 200, "Den andre teksten.")

	frame := w.as(w.Contact).get(draft.Path + "/edit/frame")
	want(t, w.as(w.Contact).get(draft.Path+"/edit/aim").submit(draft.Path+"/edit/aim", "aim", "Noe nytt."), 200)
	other := frame.submit(draft.Path+"/edit/frame", "title", "Et annet navn")
	want(t, other, 409, "Et annet navn", "Inkluderingsavtale 2026")
	want(t, other.submit(draft.Path+"/edit/frame"), 200, "Et annet navn", "Noe nytt.")
}
