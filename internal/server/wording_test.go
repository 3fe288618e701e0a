package server_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/route"
	"plass/internal/text"
)

const (
	settingsWhat = "/administration/words/nb/administration.settings_what"
	officePeople = "/administration/words/nb/office.n_people"
)

// TestATenantSaysItItsOwnWay changes a sentence, reads it as every side, and puts it back.
func TestATenantSaysItItsOwnWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, ada := w.candidate("Ada", "Prøve")
	astrid := w.as(w.Administrator)
	want(t, astrid.get(route.Administration), 200, "Ord og setninger")
	want(t, astrid.get(route.Words), 200, "Dere har ingen egne setninger ennå.")
	const key, program, own = "notice.list", "Varsler", "Det som er nytt"
	if text.Catalogue(text.Bokmaal)[key] != program {
		t.Fatalf("%s says %q", key, text.Catalogue(text.Bokmaal)[key])
	}
	found := astrid.get(route.Words + "?q=varsler&lang=nb")
	want(t, found, 200, "«varsler»", program)
	edit := "/administration/words/nb/" + key
	page := astrid.get(edit)
	want(t, page, 200, "Slik sier Plass det", program, "På de andre språkene")
	saved := page.submit(edit, "says", own)
	want(t, saved, 200, "Setningen er lagret", own, program, "Astrid Administrator", "Sett tilbake")
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator endret en setning (bokmål): «Varsler» ble «Det som er nytt».")

	// Every side reads it, in that language alone, and another tenant never.
	for _, who := range []auth.Actor{w.Contact, w.HR, w.Buddy, ada} {
		want(t, w.as(who).get(route.Notices), 200, "<h1 class=\"aksel-heading aksel-heading--large\">"+own)
	}
	english := w.as(w.HR).send("GET", route.Notices, nil, "Accept-Language", "en")
	lacks(t, english, own)
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator}))
	lacks(t, stranger.get(route.Notices), own)
	lacks(t, stranger.get(route.Words), own)
	want(t, stranger.get(edit), 200, program)
	lacks(t, stranger.get(edit), own)

	// Put back, it is the program's again for everybody at once, and nothing of the tenant's own is left.
	want(t, saved.submit(edit+"/original"), 200, "Setningen er satt tilbake", "Dere har ingen egne setninger ennå.")
	want(t, w.as(w.HR).get(route.Notices), 200, program)
	lacks(t, w.as(w.HR).get(route.Notices), own)
	if n := w.rows(w.Administrator, "wordings"); n != 0 {
		t.Errorf("%d wordings are left", n)
	}
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator satte tilbake en setning (bokmål): «Varsler».")
}

// TestWordsRefuseWhatDoesNotFit sends every sentence that cannot be said.
func TestWordsRefuseWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	const edit = "/administration/words/nb/administration.grant" // {proposer} foreslo {day} at {name} ({email}) blir: {role}.
	page := astrid.get(edit)
	want(t, page, 200, "{day}, {email}, {name}, {proposer}, {role}")
	for typed, why := range map[string]string{
		"": "Må fylles ut.",
		"{proposer} vil {day} at {name} ({email}) skal bli noe.":               "{role} mangler.",
		"{proposer} foreslo {day} at {name} ({email}) blir: {role}. {fødsel}":  "{fødsel} finnes ikke i denne setningen.",
		"{proposer} foreslo {day} at {name} ({email}) blir: {role}. }":         "En klamme står alene.",
		"{proposer} {day} {name} {email} {role}" + strings.Repeat(" lang", 60): "høyst",
	} {
		p := page.submit(edit, "says", typed)
		if p.Status != 422 {
			t.Errorf("%q: %d", typed, p.Status)
			continue
		}
		want(t, p, 422, why, typed)
	}
	if n := w.rows(w.Administrator, "wordings"); n != 0 {
		t.Errorf("%d wordings from refused forms", n)
	}
	// Forms for one and more stand together, and each keeps its own.
	plural := astrid.get(officePeople)
	want(t, plural, 200, "Når det er ingen", "Når det er én", "Når det er flere")
	want(t, plural.submit(officePeople, "says.other", "mange"), 422, "{n} mangler.")
	want(t, plural.submit(officePeople, "says.one", "Bare én", "says.other", "{n} stykker"), 200, "Setningen er lagret")
	want(t, astrid.get(route.Offices), 200, "3 stykker")
	// A sentence on several lines becomes one; what the program says anyway is not kept.
	want(t, astrid.get(settingsWhat).submit(settingsWhat, "says", "Hvor lenge\r\nnoe kan vente."), 200, "Hvor lenge noe kan vente.")
	want(t, astrid.get(settingsWhat).submit(settingsWhat, "says", text.Catalogue(text.Bokmaal)["administration.settings_what"]), 200)
	if n := w.rows(w.Administrator, "wordings"); n != 2 {
		t.Errorf("%d wordings, want the two forms", n)
	}
	for _, address := range []string{"/administration/words/nb/nothing.here", "/administration/words/sv/notice.title", "/administration/words/nb/office.n_people.one"} {
		if p := astrid.get(address); p.Status != 404 {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
	// What carries the law, a yes, a signature or safety stays.
	for _, key := range []string{"login.title", "privacy.never.text", "accessibility.title", "question.yes", "attest.sign", "terms.funding.payable", "notice.mail.subject", "fault.forbidden", "wording.title"} {
		address := "/administration/words/nb/" + key
		p := astrid.get(address)
		want(t, p, 200, "Denne setningen kan ikke endres.")
		if _, ok := p.form(address); ok {
			t.Errorf("%s has a form", key)
		}
		if p := astrid.post(address, "says", "Noe annet"); p.Status != 403 {
			t.Errorf("%s is changed: %d", key, p.Status)
		}
	}
}

// TestWordsByTheRightPeople tries every role, with the form and around it.
func TestWordsByTheRightPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, ada := w.candidate("Ada", "Prøve")
	want(t, w.as(w.Administrator).get(settingsWhat).submit(settingsWhat, "says", "Frister."), 200)
	for _, who := range []auth.Actor{w.Leader, w.Auditor} {
		p := w.as(who).get(route.Words + "?q=fadder&lang=nb")
		want(t, p, 200, "Frister.", "fadder")
		lacks(t, p, "Sett tilbake", "Bytt «fadder» overalt")
	}
	for _, who := range []auth.Actor{w.Leader, w.Auditor, w.Contact, w.Liaison, w.HR, ada} {
		for _, address := range []string{settingsWhat, settingsWhat + "/original", route.WordsSwap} {
			if p := w.as(who).post(address, "says", "X", "lang", "nb"); p.Status != 403 && p.Status != 404 {
				t.Errorf("a %s posts to %s: %d", who.Role, address, p.Status)
			}
		}
	}
	for _, who := range []auth.Actor{w.Contact, w.Liaison, w.HR, ada} {
		if p := w.as(who).get(route.Words); p.Status != 403 && p.Status != 404 {
			t.Errorf("a %s opens the words: %d", who.Role, p.Status)
		}
		for _, sql := range []string{
			`INSERT INTO wordings (lang, key, sentence, number) VALUES ('nb', 'notice.list', 'X', 9)`,
			`UPDATE wordings SET sentence = 'X'`, `DELETE FROM wordings`, `UPDATE wording_numbers SET number = 9`,
			`INSERT INTO list_items (id, list, code, nb, position, number) VALUES (gen_random_uuid(), 'anchoring.body', 'own_0123456789ab', 'X', 1, 1)`,
		} {
			_ = w.pool.As(context.Background(), who, func(tx *db.Tx) error { _, err := db.Touch(context.Background(), tx, sql, nil); return err })
		}
	}
	if n := w.rows(w.Administrator, "wordings"); n != 1 {
		t.Errorf("%d wordings, want 1", n)
	}
	want(t, w.as(w.Administrator).get(route.Words), 200, "Frister.")
	if n := w.rows(w.Administrator, "list_items"); n != 0 {
		t.Errorf("%d choices by those who may not", n)
	}
}

func TestAStaleSentenceShowsBoth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	aksel := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator, Tenant: w.Administrator.Tenant, Name: "Aksel Administrator"}))
	mine, theirs := w.as(w.Administrator).get(settingsWhat), aksel.get(settingsWhat)
	want(t, theirs.submit(settingsWhat, "says", "Aksels frister."), 200)
	stale := mine.submit(settingsWhat, "says", "Astrids frister.")
	want(t, stale, 409, "Aksels frister.", "Astrids frister.", "En annen administrator har endret setningen")
	want(t, stale.submit(settingsWhat, "says", "Astrids frister."), 200, "Astrids frister.")
	lacks(t, aksel.get(route.Words), "Aksels frister.</p>")
}

// TestAWordIsSwappedInEverySentence has a tenant say mentor instead of fadder, in all its forms at once.
func TestAWordIsSwappedInEverySentence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	found := astrid.get(route.Words + "?q=Fadder&lang=nb")
	plan := found.get(strings.ReplaceAll(found.link("Bytt «Fadder» overalt"), "&amp;", "&"))
	want(t, plan, 200, "I stedet for «fadder»", "I stedet for «fadderen»", "I stedet for «faddere»", "kan ikke endres")
	asked, _ := plan.form(route.WordsSwap)
	for name := range asked {
		for was, is := range map[string]string{"fadder": "mentor", "fadderen": "mentoren", "faddere": "mentorer", "fadderne": "mentorene"} {
			if asked.Get(name) == was && strings.HasPrefix(name, "was_") {
				asked.Set("is_"+strings.TrimPrefix(name, "was_"), is)
			}
		}
	}
	shown := astrid.get(route.WordsSwap + "?" + asked.Encode())
	want(t, shown, 200, "Legg til mentor", "Lagre alle som er krysset av")
	proposed := proposals(t, shown)
	if len(proposed) < 40 {
		t.Fatalf("only %d sentences", len(proposed))
	}
	// One is left as it was, one is edited, and nothing may be wrong with any.
	fields := url.Values{}
	for k, v := range proposed {
		fields[k] = v
	}
	about, add := row(t, fields, "buddy.about"), row(t, fields, "buddy.add")
	fields.Del("take_" + about)
	fields.Set("says_"+add, "")
	want(t, astrid.send("POST", route.WordsSwap, fields), 422, "Må fylles ut.", "Lagre alle som er krysset av")
	if n := w.rows(w.Administrator, "wordings"); n != 0 {
		t.Fatalf("%d wordings from a refused form", n)
	}
	fields.Set("says_"+add, "Ny mentor")
	done := astrid.send("POST", route.WordsSwap, fields).follow()
	want(t, done, 200, "Ordene er byttet", "Ny mentor")
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator byttet ord (bokmål):", "fadderen → mentoren")
	pool := w.as(w.HR).get(route.OurBuddies)
	want(t, pool, 200, "Ny mentor", "entorer")
	// What was left, and what cannot be changed, still has the old word.
	still := astrid.get(route.Words + "?q=fadder&lang=nb")
	want(t, still, 200, "Om fadderen", "Kan ikke endres")
	want(t, w.as(w.HR).send("GET", route.OurBuddies, nil, "Accept-Language", "nn"), 200, "Fadrane")
	// Sent again from an old page, what was changed meanwhile is refused, with what stands now.
	fields.Set("_key", "6a1c9b9e-0f34-4f0c-9a7e-1d6b7b9f0a11")
	stale := astrid.send("POST", route.WordsSwap, fields)
	want(t, stale, 409, "Nå står det: «Ny mentor».")
	none := url.Values{"lang": {"nb"}, "word": {"fadder"}, "key_0": {"buddy.about"}, "seen_0": {"0"}, "says_0": {"X"}}
	want(t, astrid.send("POST", route.WordsSwap, none), 422, "Kryss av for minst én setning.")
	fixed := url.Values{"lang": {"nb"}, "key_0": {"login.title"}, "seen_0": {"0"}, "says_0": {"X"}, "take_0": {"on"}}
	if p := astrid.send("POST", route.WordsSwap, fixed); p.Status != 403 {
		t.Errorf("a sentence that stays is swapped: %d", p.Status)
	}
	// Another tenant says fadder still.
	lacks(t, w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.EmployerContact})).get(route.OurBuddies), "entor")
}

// proposals returns the form that saves what is proposed: the page's second to the same address.
func proposals(t *testing.T, p reply) url.Values {
	t.Helper()
	at := strings.LastIndex(p.Body, "<form")
	for ; at >= 0 && !strings.Contains(p.Body[at:], `name="key_0"`); at = strings.LastIndex(p.Body[:at], "<form") {
		continue
	}
	if at < 0 {
		t.Fatal("nothing is proposed")
	}
	p.Body = p.Body[at:]
	fields, _ := p.form(route.WordsSwap)
	return fields
}

// row returns the row of the sentence that is said at the key.
func row(t *testing.T, fields url.Values, key string) string {
	t.Helper()
	for name := range fields {
		if strings.HasPrefix(name, "key_") && fields.Get(name) == key {
			return strings.TrimPrefix(name, "key_")
		}
	}
	t.Fatalf("%s is not proposed", key)
	return ""
}

// TestWordsAreReadOnceAfterEachChange changes the words behind the program's back: it asks for them again only when the tenant's number says so.
func TestWordsAreReadOnceAfterEachChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const edit = "/administration/words/nb/notice.lead"
	want(t, w.as(w.Administrator).get(edit).submit(edit, "says", "Det nye."), 200)
	hr := w.as(w.HR)
	want(t, hr.get(route.Notices), 200, "Det nye.")
	w.sql(`UPDATE wordings SET sentence = 'Det aller nyeste.'`)
	want(t, hr.get(route.Notices), 200, "Det nye.")
	w.sql(`UPDATE wording_numbers SET number = number + 1`)
	want(t, hr.get(route.Notices), 200, "Det aller nyeste.")
	// What no longer fits what the program has to say, or may not be said, is left out.
	w.sql(`UPDATE wordings SET sentence = 'Det nye, {name}.'`)
	w.sql(`INSERT INTO wordings (tenant_id, lang, key, sentence, number, changed_by, changed_at) SELECT tenant_id, lang, 'layout.failure.404', 'Borte', number, changed_by, changed_at FROM wordings`)
	w.sql(`UPDATE wording_numbers SET number = number + 1`)
	want(t, hr.get(route.Notices), 200, text.Catalogue(text.Bokmaal)["notice.lead"])
	lacks(t, hr.get("/partner/nothing"), "Borte")
}
