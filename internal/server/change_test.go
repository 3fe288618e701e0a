package server_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
)

// changes takes the agreement through an act: what it leads to is looked at, then done. It returns the agreement's page.
func (w *world) changes(p reply, act string, fields ...string) reply {
	w.t.Helper()
	at := p.at(w.Contact).Path + "/changes/" + act
	looked := w.as(w.Contact).get(at).submit(at, fields...)
	want(w.t, looked, 200, "Dette skjer", "Ja, ")
	return looked.submit(at, "sure", "yes")
}

func TestASignedAgreementChangesByVersions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor", "ends_on", "2026-12-31"), w.HR).at(w.Contact)
	want(t, a, 200, "Endre eller avslutte avtalen")
	lacks(t, a.at(w.HR), "Endre eller avslutte avtalen")
	acts := a.at(w.Contact, "/changes")
	want(t, acts, 200, "Forleng avtalen", "Forkort avtalen", "Avslutt avtalen", "Annuller avtalen", "Bytt kontaktperson i Nav", "/changes/places", "La avtalen gå ut uten påminnelser")
	lacks(t, acts, "Bruk opsjonen")

	places := w.as(w.Contact).get(a.Path + "/changes/places")
	want(t, places.submit(a.Path+"/changes/places"), 422, "Teksten er den samme som før")
	looked := places.submit(a.Path+"/changes/places", "count.1", "4", "reason", "To plasser mer på lageret")
	want(t, looked, 200, "Plasstavla får 2 plasser mer.", "Endringen gjelder fra den dagen alle har signert.", `value="4"`)
	more := "Plassene: [-2-] {+4+} arbeidstreningsplasser til enhver tid, 3 måneder om gangen. Plass sier fra når en plass har stått ledig i mer enn 7 dager."
	says(t, looked, "Dette blir endret", more)
	want(t, w.as(w.Contact).get("/seats?show=all"), 200, "0 av 2 plasser er besatt.") // looking changes nothing
	proposed := looked.submit(a.Path+"/changes/places", "sure", "yes")
	want(t, proposed, 200, "Endringen er sendt til signering.", "En endring venter på signatur", "Begrunnelse: To plasser mer på lageret", "Nå venter vi på at Fjord Gjenvinning signerer.", "Trekk endringen")
	want(t, looked.submit(a.Path+"/changes/places", "sure", "yes"), 200) // a double click
	want(t, a.at(w.Contact, "/changes/extend"), 200)
	other := w.as(w.Contact).get(a.Path+"/changes/extend").submit(a.Path+"/changes/extend", "ends_on", "2027-06-30", "reason", "Mer tid")
	want(t, other.submit(a.Path+"/changes/extend", "sure", "yes"), 409, "En endring av avtalen venter allerede på signatur")

	ours := a.at(w.HR)
	want(t, ours, 200, "En endring venter på signatur", "Signer for Fjord Gjenvinning", "3 varige plasser")
	says(t, ours, "Dette blir endret", more)
	want(t, w.as(w.HR).get("/partner/now"), 200, "Inkluderingsavtale 2026")
	lacks(t, ours, "Trekk endringen")
	want(t, ours.submit("/partner"+a.Path+"/signature"), 200, "Avtalen er signert")
	lacks(t, a.at(w.HR), "Signer for Fjord")
	signed := a.at(w.Contact).submit(a.Path + "/signature")
	want(t, signed, 200, "4 arbeidstreningsplasser til enhver tid", "Versjon 2", "Gjelder fra 2. mars 2026", "Endring av «Plassene»", "Versjon 2 gjelder: ny tekst.", "Endre eller avslutte avtalen")
	want(t, w.as(w.Contact).get("/seats?show=all"), 200, "0 av 3 plasser er besatt.", "0 av 4 plasser er besatt.")
	lacks(t, w.as(w.Contact).get("/seats?show=all"), "0 av 2 plasser")

	for _, at := range []reply{a.at(w.Contact, "/versions/1"), a.at(w.HR, "/versions/1"), a.at(w.Union, "/versions/1")} {
		want(t, at, 200, "Versjon 1 av avtalen", "2 arbeidstreningsplasser til enhver tid")
		lacks(t, at, "4 arbeidstreningsplasser")
	}
	newest := a.at(w.HR, "/versions/2")
	want(t, newest, 200, "To plasser mer på lageret")
	for _, at := range []reply{newest, a.at(w.Contact, "/versions/2?with=1")} {
		says(t, at, "Dette er forskjellen", more)
	}
	for _, no := range []string{"3", "0", "-1", "en"} {
		want(t, a.at(w.Contact, "/versions/"+no), 404)
	}
}

func TestDatesOfASignedAgreement(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor", "ends_on", "2026-12-31", "options", "24\r\n12"), w.HR).at(w.Contact)
	want(t, a, 200, "Avtalen kan forlenges 2 ganger: 24 + 12 måneder.")
	for _, c := range []struct {
		act, day, says string
	}{
		{"extend", "2026-10-01", "Den nye sluttdagen må være senere"},
		{"shorten", "2027-01-01", "Den siste dagen må være tidligere"},
		{"shorten", "2026-03-01", "Velg i dag eller en senere dag."},
		{"end", "", "Siste dag: Må fylles ut."},
	} {
		form := w.as(w.Contact).get(a.Path + "/changes/" + c.act)
		want(t, form.submit(a.Path+"/changes/"+c.act, "ends_on", c.day, "reason", "Vi prøver"), 422, c.says, "Vi prøver")
	}
	used := w.changes(a, "option", "reason", "Det går godt")
	want(t, used, 200, "Opsjonen er brukt.", "til 31. desember 2028", "Opsjon brukt")
	again := w.changes(a, "option", "reason", "Det går fortsatt godt")
	want(t, again, 200, "til 31. desember 2029")
	lacks(t, a.at(w.Contact, "/changes"), "Bruk opsjonen")
	want(t, w.as(w.Contact).get(a.Path+"/changes/option").submit(a.Path+"/changes/option", "reason", "En gang til"), 422, "Avtalen har ingen opsjon igjen.")

	longer := w.changes(a, "extend", "ends_on", "", "review_on", "2027-03-01", "reason", "Uten sluttdag")
	want(t, longer, 200, "En endring venter på signatur", "Ingen sluttdag", "31. desember 2029")
	want(t, longer.submit(a.Path+"/changes/withdrawal"), 200, "Endringen er trukket.", "til 31. desember 2029", "Trukket")
	lacks(t, a.at(w.HR), "En endring venter")

	quiet := a.at(w.Contact, "/changes").submit(a.Path+"/expiry", "ends_itself", "yes")
	want(t, quiet, 200, "Ingen blir minnet om det.")

	ended := w.changes(a, "end", "ends_on", "2026-03-31", "reason", "Bedriften flytter")
	want(t, ended, 200, "Avtalen er avsluttet.", "til 31. mars 2026", "Avslutning")
	want(t, a.at(w.HR), 200, "til 31. mars 2026", "Bedriften flytter")
	for _, below := range []string{"/changes", "/changes/extend"} {
		want(t, a.at(w.Contact, below), 200) // it runs until then
	}
}

func TestWhatStandsInTheWayOfAChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Lager", nil)
	by, who := w.helper(a, "Frida Fadder", 2)
	w.place(a, "Amina", "Deltaker", by, who)
	page := "/agreements/" + a.Line.AgreementID.String()

	at := page + "/changes/places"
	looked := w.as(w.Contact).get(at).submit(at, "remove.1", "yes", "reason", "Færre")
	want(t, looked, 200, "Dette må ordnes først", "1 er opptatt eller lovet bort, og avtalen ville hatt 0.")
	lacks(t, looked, "Ja, send")
	want(t, looked.submit(at, "sure", "yes"), 409, "kan ikke gjøres ennå", "Færre")

	at = page + "/changes/end"
	want(t, w.as(w.Contact).get(at).submit(at, "ends_on", "2026-03-20", "reason", "Nå"), 200, "En periode varer lenger enn 20. mars 2026.")
	for _, act := range []string{"annul", "misregister"} {
		at = page + "/changes/" + act
		want(t, w.as(w.Contact).get(at).submit(at, "reason", "Feil"), 200, "En person har hatt en periode under avtalen.")
	}

	at = page + "/changes/rhythm"
	rhythm := w.as(w.Contact).get(at).submit(at, "every_weeks.0", "3", "reason", "Oftere")
	want(t, rhythm, 200, "En periode beholder det som gjaldt da den begynte.")
	rhythm.submit(at, "sure", "yes")
	w.as(w.HR).get("/partner" + page).submit("/partner" + page + "/signature")
	want(t, w.as(w.Contact).get(page).submit(page+"/signature"), 200, "Statusmøte hver 3. uke.")
	if got := w.counted(`SELECT count(*) FROM placements p JOIN agreement_versions v ON v.id = p.version_id WHERE v.number = 1`); got != 1 {
		t.Errorf("%d placements are under the version they began under, want 1", got)
	}
	want(t, w.as(w.Contact).get("/seats?show=all"), 200, "1 av 2 plasser er besatt.") // the line went on
}

func TestAnAgreementThatCameToNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	annulled := w.changes(a, "annul", "reason", "Ingen ville likevel")
	want(t, annulled, 200, "Avtalen er annullert.", "Annullert")
	lacks(t, annulled, "Endre eller avslutte avtalen")
	want(t, a.at(w.HR), 200, "Annullert")
	lacks(t, w.as(w.Contact).get("/seats"), "0 av 3 plasser")
	want(t, a.at(w.Contact, "/changes"), 409, "Avtalen gjelder ikke lenger.", "Gå til avtalen")
	draft := w.drafted(w.Employer, "glor").at(w.Contact)
	for _, page := range []string{"/changes", "/changes/places"} {
		want(t, w.as(w.Contact).get(draft.Path+page), 409, "Du endrer teksten rett i utkastet", "Gå til utkastet")
	}

	b := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	want(t, w.changes(b, "misregister", "reason", "Dobbelt"), 200, "Feilregistrert")
	want(t, b.at(w.HR), 404)
	lacks(t, w.as(w.Contact).get("/employers/"+w.Employer.String()), b.Path)
}

func TestAChangeIsForTheContactPersonAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	foreign := newWorld(t)
	second := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Knut Kontakt"})
	for _, below := range []string{"/changes", "/changes/end", "/changes/places"} {
		want(t, second.get(a.Path+below), 403)
		want(t, foreign.as(foreign.Contact).get(a.Path+below), 404)
	}
	want(t, w.as(w.Contact).get(a.Path+"/changes/made"), 404)
	want(t, w.as(w.Contact).get(a.Path+"/changes/"+uuid.NewString()), 404)
	want(t, second.post(a.Path+"/changes/end", "_version", "1", "ends_on", "2026-06-01", "reason", "x", "sure", "yes"), 403)
	want(t, second.post(a.Path+"/changes/withdrawal", "_version", "1"), 403)
	want(t, foreign.as(foreign.Contact).get(a.Path+"/versions/1"), 404)
	stale := w.as(w.Contact).get(a.Path+"/changes/end").submit(a.Path+"/changes/end", "ends_on", "2026-06-01", "reason", "Slutt")
	w.changes(a, "end", "ends_on", "2026-07-01", "reason", "Slutt")
	want(t, stale.submit(a.Path+"/changes/end", "sure", "yes"), 409)
}

func TestLocalAgreementsInheritFromAFramework(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	frame := w.concluded(w.drafted(w.Employer, "iss", "title", "Ramme"), w.HR).at(w.Contact)
	want(t, frame, 200, "Lokale avtaler")
	want(t, frame.at(w.Contact, "/locals"), 200, "Ingen lokal avtale bygger på rammeavtalen ennå.", "Lag en lokal avtale")
	id := strings.TrimPrefix(frame.Path, "/agreements/")
	local := w.drafted(w.Employer, "iss", "title", "Lokal nord", "framework", id)
	want(t, local, 200, "Arvet fra rammeavtalen", "Rammeavtalen: Ramme")
	form := w.as(w.Contact).get(local.Path + "/edit/rhythm")
	form.submit(local.Path+"/edit/rhythm", "kind.0", "status", "every_weeks.0", "3", "needed.0", "participant", "needed.0", "employer")
	w.as(w.Contact).get(local.Path+"/edit/places").submit(local.Path+"/edit/places", "kind.0", "work_training", "count.0", "6", "rule.0", "on_request")
	local = w.concluded(local.at(w.Contact), w.HR).at(w.Contact)
	want(t, local, 200, "Egen tekst", "Statusmøte hver 3. uke.")
	south := w.drafted(w.Employer, "iss", "title", "Lokal sør", "framework", id)
	w.as(w.Contact).get(south.Path+"/edit/places").submit(south.Path+"/edit/places", "kind.0", "work_training", "count.0", "4", "rule.0", "on_request")
	south = w.concluded(south.at(w.Contact), w.HR).at(w.Contact)

	want(t, frame.at(w.Contact, "/locals"), 200, "Lokal nord", "Lokal sør", "0 av 10")
	want(t, frame.at(w.HR, "/locals"), 200, "Lokal nord", "0 av 10")

	at := frame.Path + "/changes/rhythm"
	looked := w.as(w.Contact).get(at).submit(at, "kind.0", "status", "every_weeks.0", "5", "needed.0", "participant", "needed.0", "employer", "reason", "Felles rytme")
	want(t, looked, 200, "Slik blir de lokale avtalene", "Lokal nord", "Ingenting endres i denne avtalen.", "Beholder sitt eget: Statusmøte hver 3. uke.", "Lokal sør", "2 lokale avtaler bygger på rammeavtalen")
	looked.submit(at, "sure", "yes")
	lacks(t, south.at(w.Contact), "hver 5. uke") // not before everybody has signed
	frame.at(w.HR).submit("/partner" + frame.Path + "/signature")
	frame.at(w.Contact).submit(frame.Path + "/signature")
	want(t, south.at(w.Contact), 200, "Statusmøte hver 5. uke.", "Arvet fra rammeavtalen", "Rammeavtalen ble endret", "Felles rytme")
	want(t, south.at(w.HR), 200, "Statusmøte hver 5. uke.")
	want(t, local.at(w.Contact), 200, "Statusmøte hver 3. uke.")
	lacks(t, local.at(w.Contact), "Rammeavtalen ble endret")

	at = frame.Path + "/changes/end"
	want(t, w.as(w.Contact).get(at).submit(at, "ends_on", "2026-06-01", "reason", "Slutt"), 200, "2 lokale avtaler under rammeavtalen gjelder lenger. Avslutt dem først.")

	// a local agreement is no framework, and a framework stands under none
	under := w.as(w.Contact).get("/employers/"+w.Employer.String()+"/agreements/new").submit("/employers/"+w.Employer.String()+"/agreements",
		"template", "iss", "title", "Under en lokal", "starts_on", "2026-03-01", "framework", strings.TrimPrefix(local.Path, "/agreements/"))
	want(t, under, 409, "En rammeavtale kan ikke selv stå under en rammeavtale.")
}

func TestAGoodAgreementIsLiftedToAFramework(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	lifted := a.at(w.Contact, "/changes").submit(a.Path + "/framework")
	want(t, lifted, 200, "Utkastet til rammeavtale er laget.", "Rammeavtale: Inkluderingsavtale 2026", "Utkast")
	want(t, lifted, 200, "De står i de lokale avtalene.")
	frame := w.concluded(lifted, w.HR).at(w.Contact)
	lacks(t, w.as(w.HR).get("/partner"+frame.Path), "3 varige plasser")
	local := w.drafted(w.Employer, "glor", "title", "Lokal", "framework", strings.TrimPrefix(frame.Path, "/agreements/"))
	want(t, local, 200, "3 varige plasser til enhver tid", "Arvet fra rammeavtalen", "Fra malen")
}

func TestAnAgreementGoesUnderAFramework(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	lifted := a.at(w.Contact, "/changes").submit(a.Path + "/framework")
	w.as(w.Contact).get(lifted.Path+"/edit/follow_up").submit(lifted.Path+"/edit/follow_up", "follow_up", "Rammen følger opp hver uke.")
	frame := w.concluded(lifted.at(w.Contact), w.HR).at(w.Contact)
	want(t, w.as(w.Contact).get(a.Path+"/changes/join"), 200, "Rammeavtale: Inkluderingsavtale 2026")
	joining := w.as(w.Contact).get(frame.at(w.Contact, "/locals").link("La «Inkluderingsavtale 2026» gå inn under rammeavtalen"))
	at := a.Path + "/changes/join"
	want(t, joining.submit(at, "framework", "", "reason", "Samme avtale"), 422, "Velg ett av alternativene.", "Samme avtale")
	looked := joining.submit(at, "reason", "Samme avtale")
	want(t, looked, 200, "Alt avtalen sier i dag, blir stående.", "og følger den fra nå: «Hvem som er med», «Målet»", "Dette er avtalens eget, og endres ikke når rammeavtalen endres: «Plassene», «Slik følger vi opp».")
	lacks(t, looked, "Før", "Etter")
	text := a.at(w.HR)
	looked.submit(at, "sure", "yes")
	want(t, a.at(w.Contact), 200, "Gikk inn under rammeavtalen")
	lacks(t, a.at(w.Contact), "Arvet fra rammeavtalen") // not before everybody has signed

	// The framework changes meanwhile: the agreement still says what its parties sign.
	w.changes(frame, "rhythm", "every_weeks.0", "9", "reason", "Sjeldnere")
	frame.at(w.HR).submit("/partner" + frame.Path + "/signature")
	frame.at(w.Contact).submit(frame.Path + "/signature")
	a.at(w.HR).submit("/partner" + a.Path + "/signature")
	joined := a.at(w.Contact).submit(a.Path + "/signature")
	want(t, joined, 200, "Versjon 2 gjelder: gikk inn under rammeavtalen.", "Arvet fra rammeavtalen", "Rammeavtalen: Rammeavtale: Inkluderingsavtale 2026", "3 varige plasser til enhver tid")
	if got := w.counted(`SELECT count(*) FROM agreement_versions WHERE act = 'join' AND terms::text ~ 'Rammen følger opp|"every_weeks": 9'`); got != 0 {
		t.Error("what the parties signed has become what the framework says")
	}
	for _, said := range []string{"3 varige plasser til enhver tid", "2 arbeidstreningsplasser"} {
		want(t, text, 200, said)
		want(t, a.at(w.HR), 200, said)
	}

	// What is the same follows from now on; what is its own does not.
	w.changes(frame, "need", "profile", "Rammen ser etter dette.", "reason", "Felles ord")
	frame.at(w.HR).submit("/partner" + frame.Path + "/signature")
	frame.at(w.Contact).submit(frame.Path + "/signature")
	want(t, a.at(w.Contact), 200, "Rammen ser etter dette.")
	want(t, a.at(w.Contact, "/changes/join"), 404) // it stands under one
	want(t, frame.at(w.Contact, "/changes/join"), 404)
	want(t, frame.at(w.Contact, "/locals"), 200, "0 av 3", "0 av 2")
}

func TestAFrameworkThatEndedTakesNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	frame := w.concluded(a.at(w.Contact, "/changes").submit(a.Path+"/framework"), w.HR).at(w.Contact)
	w.changes(a, "join", "framework", strings.TrimPrefix(frame.Path, "/agreements/"), "reason", "Samme")
	w.changes(frame, "annul", "reason", "Ble ikke noe av")
	a.at(w.HR).submit("/partner" + a.Path + "/signature")
	want(t, a.at(w.Contact).submit(a.Path+"/signature"), 409, "Rammeavtalen gjelder ikke lenger.")
	want(t, w.as(w.Contact).get(a.Path+"/changes/join"), 200, "Arbeidsgiveren har ingen rammeavtale som gjelder, så det er ingen å gå inn under.")
}

func TestAnOpenEndedAgreementIsReviewed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.concluded(w.drafted(w.Employer, "glor"), w.HR).at(w.Contact)
	acts := a.at(w.Contact, "/changes")
	want(t, acts, 200, "Gjennomgå avtalen")
	lacks(t, acts, "Når avtalen går ut")
	wrong := acts.submit(a.Path+"/review", "note", "", "review_on", "2026-03-02")
	want(t, wrong, 422, "Må fylles ut.", "Velg en dag etter i dag.")
	reviewed := wrong.submit(a.Path+"/review", "note", "Alt går bra", "review_on", "2027-03-02")
	want(t, reviewed, 200, "Gjennomgangen er notert.", "Vi ser på avtalen sammen igjen 2. mars 2027.", "«Alt går bra»")
	want(t, a.at(w.HR), 200, "«Alt går bra»")
}

func TestADraftThatLapsedIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	w.sql(`UPDATE agreements SET touched_at = touched_at - interval '12 weeks'`)
	closed := draft.at(w.Contact)
	want(t, closed, 200, "Ingen har rørt utkastet på lenge", "Ta opp utkastet igjen", "Lukket")
	lacks(t, closed, "Send til signering", "Rediger")
	want(t, w.as(w.Contact).post(draft.Path+"/offer", "_version", "1"), 409, "Utkastet er lukket")
	want(t, w.as(w.Leader).post(draft.Path+"/reopening"), 403)
	want(t, closed.submit(draft.Path+"/reopening"), 200, "Utkastet er åpent igjen.", "Send til signering")
}
