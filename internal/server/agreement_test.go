package server_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/employer"
)

// drafted has the contact person make a draft from a template, and returns its page.
func (w *world) drafted(at employer.ID, template string, fields ...string) reply {
	w.t.Helper()
	form := w.as(w.Contact).get("/employers/" + at.String() + "/agreements/new")
	made := form.submit("/employers/"+at.String()+"/agreements", append(fields, // what comes first counts
		"template", template, "title", "Inkluderingsavtale 2026", "starts_on", "2026-03-01")...)
	want(w.t, made, 200, "Utkast")
	return made
}

// emptySeat is a seat that leads to where somebody is asked for.
var emptySeat = regexp.MustCompile(`<a class="seat" href="/requests/new\?line=[0-9a-f-]{36}" data-kind="[a-z]+" data-state="vacant"`)

// at returns the page of the same agreement as somebody else reads it.
func (p reply) at(who auth.Actor, below ...string) reply {
	p.t.Helper()
	path := strings.SplitN(strings.SplitN(p.Path, "#", 2)[0], "?", 2)[0]
	if who.Side() == auth.PartnerSide && !strings.HasPrefix(path, "/partner") {
		path = "/partner" + path
	}
	return p.as(who).get(path + strings.Join(below, ""))
}

// concluded takes a draft through both signatures, and returns its page.
func (w *world) concluded(draft reply, hr auth.Actor) reply {
	w.t.Helper()
	want(w.t, draft.submit(draft.Path+"/offer"), 200, "Venter på signatur fra")
	want(w.t, w.signed(draft, hr), 200, "Hanne Personal signerte for")
	done := draft.at(w.Contact).submit(draft.Path + "/signature")
	want(w.t, done, 200, "Avtalen er inngått", "Alle har signert")
	return done
}

func (w *world) signed(draft reply, hr auth.Actor) reply {
	w.t.Helper()
	return draft.at(hr).submit("/partner" + draft.Path + "/signature")
}

func TestAgreementFromTemplateToForce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	form := w.as(w.Contact).get("/employers/" + w.Employer.String() + "/agreements/new")
	want(t, form, 200, "GLØR", "IA-vikar")

	draft := w.drafted(w.Employer, "glor", "review_on", "2027-03-01")
	want(t, draft, 200,
		"Avtalen er mellom Fjord Gjenvinning og Nav.", "Vi ser på avtalen sammen igjen 1. mars 2027.",
		"3 varige plasser til enhver tid, uten sluttdato.", "2 arbeidstreningsplasser til enhver tid, 3 måneder om gangen.",
		"Plass sier fra når en plass har stått ledig i mer enn 7 dager.", "mer enn 30 dager.",
		"Vi leter etter kandidater når en plass blir ledig.", "Alle som begynner, har en fadder.",
		"Statusmøte hver 4. uke.", "Disse er med hver gang: deltakeren og arbeidsgiveren.",
		"Når det går bra", "Når det ikke går som planlagt", "Når deltakeren ikke kommer", "Når deltakeren trenger mer støtte",
		"Skriv og signer attesten. Arbeidsgiveren, innen 7 dager.", "Ring deltakeren samme dag. Nav, samme dag.",
		"De tillitsvalgte er med på avtalen.", "Gjenstår", "Fra malen", "Send til signering", "begynte på avtalen")
	lacks(t, draft, "Egen tekst", "terms.", "agreement.", "anchoring.")

	want(t, draft.at(w.HR), 404)    // not theirs to read before it is offered
	want(t, draft.at(w.Union), 404) // nor theirs
	want(t, w.as(w.HR).get("/partner/agreements"), 200, "Dere har ingen avtale")

	offered := draft.submit(draft.Path + "/offer")
	want(t, offered, 200, "Avtalen er sendt til signering", "Venter på signatur fra Fjord Gjenvinning", "Til signering")
	lacks(t, offered, "Signer for Nav") // the employer signs first

	ours := w.as(w.HR).get("/partner/agreements").follow() // the only one at once
	want(t, ours, 200, "Avtalen venter på signaturen din", "Signer for Fjord Gjenvinning", "3 varige plasser til enhver tid", "Nora Kontakt")
	lacks(t, ours, "Rediger", "Send til signering")
	want(t, draft.at(w.Union), 200, "3 varige plasser", "Venter på signatur")
	lacks(t, draft.at(w.Union), "Signer for")

	signed := ours.submit("/partner" + draft.Path + "/signature")
	want(t, signed, 200, "Avtalen er signert", "Hanne Personal signerte for Fjord Gjenvinning", "Gjelder teksten slik den står", "Nå venter avtalen på kontaktpersonen i Nav")
	lacks(t, signed, "Signer for")

	nav := draft.at(w.Contact)
	want(t, nav, 200, "Nå er det din tur", "Plasstavla får 5 plasser.", "Signer for Nav")
	lacks(t, draft.at(w.Leader), "Signer for Nav", "Rediger")
	concluded := nav.submit(draft.Path + "/signature")
	want(t, concluded, 200, "Alle har signert, og avtalen gjelder.", "Nora Kontakt signerte for Nav", "Avtalen er inngått")
	lacks(t, concluded, "Rediger", "Signer for Nav")
	want(t, concluded, 200, "Slik går det", "Ingen perioder er i gang.")
	lacks(t, draft.at(w.Union), "Slik går det") // who sees no placements is not told that there are none
	want(t, draft.at(w.Contact, "/edit/places"), 409, "kan ikke endres som utkast")

	board := w.as(w.Contact).get("/seats")
	want(t, board, 200, "Fjord Gjenvinning", "0 av 3 plasser er besatt.", "0 av 2 plasser er besatt.")
	if got := len(emptySeat.FindAllString(board.Body, -1)); got != 5 {
		t.Errorf("%d empty seats ask for candidates, want 5", got)
	}
	want(t, w.as(w.HR).get("/partner/places"), 200, "0 av 3 plasser er besatt.", "Be om kandidater", "/partner/requests/new?line=")
}

func TestSeatsFollowTheNumbersOfTheAgreement(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	form := w.as(w.Contact).get(draft.Path + "/edit/places")
	more := form.submit(draft.Path+"/edit/places", "count.0", "4", "count.1", "1", "months.1", "6", "alarm_days.1", "14", "more", "rows")
	want(t, more, 200, "Plasser 3", `value="4"`, `value="14"`)
	saved := more.submit(draft.Path+"/edit/places", "kind.2", "work_training", "count.2", "2", "rule.2", "on_request")
	want(t, saved, 200, "Avtalen er lagret", "Egen tekst", "4 varige plasser til enhver tid", "1 arbeidstreningsplass til enhver tid, 6 måneder om gangen.",
		"2 arbeidstreningsplasser når arbeidsgiveren spør.", "mer enn 14 dager")

	w.concluded(saved.at(w.Contact), w.HR)
	board := w.as(w.Contact).get("/seats?show=all")
	want(t, board, 200, "0 av 4 plasser er besatt.", "0 av 1 plass er besatt.", "0 av 2 plasser er besatt.")
	if got := len(emptySeat.FindAllString(board.Body, -1)); got != 7 {
		t.Errorf("%d empty seats ask for candidates, want 7", got)
	}
	union := w.as(w.Union).get("/partner/places")
	want(t, union, 200, "Varig plass", "Inkluderingsavtale 2026")
	lacks(t, union, "ledig")
}

func TestSigningOutOfOrderTwiceOrByOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	nav := w.as(w.Contact)
	want(t, nav.post(draft.Path+"/signature", "_version", "1"), 409, "Avtalen er ikke sendt til signering ennå.")
	draft.submit(draft.Path + "/offer")
	want(t, nav.post(draft.Path+"/signature", "_version", "1"), 409, "Det er en annen som skal signere først.")
	want(t, w.as(w.Union).post("/partner"+draft.Path+"/signature", "_version", "1"), 403, "Du kan ikke signere avtalen med rollen du har.")
	want(t, w.as(w.Leader).post(draft.Path+"/signature", "_version", "1"), 403)
	want(t, w.as(w.Buddy).get("/partner"+draft.Path), 403)

	page := draft.at(w.HR)
	want(t, page.submit("/partner"+draft.Path+"/signature"), 200, "Avtalen er signert")
	want(t, page.submit("/partner"+draft.Path+"/signature"), 200) // the same form again leads to the same place
	want(t, w.as(w.HR).post("/partner"+draft.Path+"/signature", "_version", "1"), 409, "allerede signert")
	if got := strings.Count(draft.at(w.HR).Body, "Hanne Personal signerte for Fjord Gjenvinning"); got != 1 {
		t.Errorf("%d signatures, want 1", got)
	}

	other := w.employer("Nordlys Lager", "923609016")
	otherHR := w.partner(other, auth.EmployerContact, "Odd Annen")
	foreign := newWorld(t)
	never := "/" + uuid.NewString()
	for _, c := range []struct {
		who  auth.Actor
		site *world
	}{{otherHR, w}, {foreign.HR, foreign}} {
		as := c.site.as(c.who)
		for _, below := range []string{"", "/print", "/staff-sheet", "/anchorings"} {
			got, wanted := as.get("/partner"+draft.Path+below), as.get("/partner/agreements"+never+below)
			if got.Status != 404 || withoutReference(got) != withoutReference(wanted) {
				t.Errorf("%s%s answers %d to %s", draft.Path, below, got.Status, c.who.Name)
			}
		}
		want(t, as.post("/partner"+draft.Path+"/signature", "_version", "1"), 404)
	}
	want(t, foreign.as(foreign.Contact).get(draft.Path), 404)
	want(t, foreign.as(foreign.Contact).post(draft.Path+"/offer", "_version", "1"), 404)

	second := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Knut Kontakt"})
	want(t, second.get(draft.Path), 200)
	lacks(t, second.get(draft.Path), "Rediger", "Signer for Nav")
	want(t, second.get(draft.Path+"/edit/places"), 403)
	want(t, second.post(draft.Path+"/signature", "_version", "1"), 403)
}

func TestAnchoringIsRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	want(t, draft, 200, "Ingen samtaler er notert ennå.")
	form := draft.at(w.Contact, "/anchorings")
	want(t, form.submit(draft.Path+"/anchorings", "happened_on", "2026-03-05"), 422, "Velg ett av alternativene.", "Datoen kan ikke være fram i tid.")
	noted := form.submit(draft.Path+"/anchorings", "body", "working_environment_committee", "degree", "agreed", "happened_on", "2026-02-20", "note", "Enige på møtet")
	want(t, noted, 200, "Forankringen er notert", "20.02.2026", "Nora Kontakt", "Enige på møtet", "Nora Kontakt noterte at arbeidsmiljøutvalget er med på avtalen.")
	if got := strings.Count(noted.Body, ">Gjenstår<"); got != 2 {
		t.Errorf("%d still to do, want 2", got)
	}

	draft.submit(draft.Path + "/offer")
	union := draft.at(w.Union, "/anchorings")
	lacks(t, union, "Arbeidsmiljøutvalget", "Har fått vite om avtalen")
	want(t, union.submit("/partner"+draft.Path+"/anchorings", "body", "leaders", "degree", "agreed"), 422, "Velg et av alternativene")
	want(t, union.submit("/partner"+draft.Path+"/anchorings", "body", "union", "degree", "agreed"), 200, "Forankringen er notert", "Ulf Tillitsvalgt")
	staff := draft.at(w.HR, "/anchorings").submit("/partner"+draft.Path+"/anchorings", "body", "staff", "degree", "consulted")
	want(t, staff, 200, "Hanne Personal")
	lacks(t, staff, ">Gjenstår<")
}

func TestPapersOfAnAgreement(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	want(t, draft.at(w.Contact, "/print"), 200, "Utkast. Ikke signert.", "3 varige plasser")
	w.concluded(draft, w.HR)
	for _, who := range []auth.Actor{w.Contact, w.HR, w.Union} {
		want(t, draft.at(who, "/print"), 200, "For Fjord Gjenvinning", "Hanne Personal, 2. mars 2026", "Nora Kontakt, 2. mars 2026", "Det vi lover hverandre")
		want(t, draft.at(who, "/staff-sheet"), 200, "Det er 5 plasser til sammen.", "3 varige plasser til enhver tid", "Nora Kontakt", "Arket har ingen navn på deltakere.")
	}
}

// wordless is a text key nobody has words for, or a word nobody has put in its place.
var wordless = regexp.MustCompile(`\b(terms|agreement|seat|anchoring|event|contact|ui|form)\.[a-z_.]+|\{[a-z]+\}`)

func TestAgreementsSpeakThreeLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "ia_vikar")
	paths := []string{"/employers/" + w.Employer.String() + "/agreements/new", draft.Path, draft.Path + "/anchorings", draft.Path + "/print", draft.Path + "/staff-sheet", "/seats"}
	for _, part := range []string{"frame", "parties", "aim", "places", "intake", "buddies", "follow_up", "rhythm", "documents", "promises", "branches", "anchoring", "funding"} {
		paths = append(paths, draft.Path+"/edit/"+part)
	}
	for lang, heading := range map[string]string{"nb": "Det vi lover hverandre", "nn": "Det vi lovar kvarandre", "en": "What we promise each other"} {
		contact := w.as(w.Contact)
		contact.send("POST", "/language", values([]string{"lang", lang}))
		for _, path := range paths {
			p := contact.send("GET", path, nil, "Accept-Language", lang)
			want(t, p, 200, `<html lang="`+lang+`">`)
			if raw := wordless.FindString(p.text()); raw != "" {
				t.Errorf("%s has %q in %s", path, raw, lang)
			}
		}
		want(t, contact.send("GET", draft.Path, nil, "Accept-Language", lang), 200, heading)
	}
}
