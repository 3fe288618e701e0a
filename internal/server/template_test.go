package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/model"
	"plass/internal/route"
	"plass/internal/tenant"
)

func TestAWorkingAgreementBecomesATemplate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := w.drafted(w.Employer, "glor")
	saved := w.as(w.Contact).get(draft.Path+"/edit/places").submit(draft.Path+"/edit/places", "count.0", "7")
	want(t, saved, 200, "7 varige plasser til enhver tid")
	told := saved.get(draft.Path+"/edit/follow_up").submit(draft.Path+"/edit/follow_up", "follow_up", "Fjord Gjenvinning lærer opp. Nora Kontakt ringer Fjord Gjenvinning hver uke.")
	want(t, told, 200, "Nora Kontakt ringer Fjord Gjenvinning hver uke.")
	want(t, w.as(w.Contact).get(draft.Path+"/template"), 409, "Avtalen må være signert av begge parter")
	agreed := w.concluded(told.at(w.Contact), w.HR)

	form := w.as(w.Contact).get(agreed.link("Lagre som mal"))
	want(t, form, 200, "Navnet på arbeidsgiveren og på folk blir tatt ut.")
	want(t, form.submit(draft.Path+"/template", "summary", "Står her ennå."), 422, "Må fylles ut.", "Står her ennå.")
	mine := form.submit(draft.Path+"/template", "name", "Sju faste", "summary", "Vi begynner med de varige plassene.", "whose", "office")
	want(t, mine, 200, "Malen er lagret", "Sju faste", "7 varige plasser til enhver tid", "2 arbeidstreningsplasser", "Laget av Nora Kontakt",
		"Arbeidsgiveren lærer opp. Kontaktpersonen ringer arbeidsgiveren hver uke.")
	lacks(t, mine, "Fjord Gjenvinning lærer", "Nora Kontakt ringer", "Ta bort malen")
	key := strings.TrimPrefix(strings.SplitN(mine.Path, "?", 2)[0], "/templates/")

	// Another agreement begins from it, changes a term, and takes it back to what the template says.
	want(t, w.as(w.Contact).get(route.Templates), 200, "Egne maler", "Sju faste")
	again := w.drafted(w.Employer, key)
	want(t, again, 200, "7 varige plasser til enhver tid", "Fra malen", "Avtalen bygger på malen «Sju faste».")
	lacks(t, again, "Egen tekst")
	changed := again.get(again.Path+"/edit/places").submit(again.Path+"/edit/places", "count.0", "2")
	want(t, changed, 200, "2 varige plasser til enhver tid", "Egen tekst")
	offered := changed.submit(again.Path + "/offer")
	want(t, offered, 200, "Venter på signatur fra")
	want(t, offered.at(w.HR), 200, "2 varige plasser til enhver tid", "Arbeidsgiveren lærer opp.", "Sju faste")

	// The office alone chooses it, until another has a copy.
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Name: "Else Annetkontor"})
	var there tenant.OfficeID
	there.UUID = elsewhere.Office
	begin := func(who auth.Actor) string {
		var id string
		w.do(who, func(ctx context.Context, tx *db.Tx) error {
			b := db.NewBatch(tx)
			own := model.AskOwnFor(b, tx.Actor.Office)
			err := b.Send(ctx)
			for _, o := range *own {
				id += o.Key + " "
			}
			return err
		})
		return id
	}
	if got := begin(elsewhere); got != "" {
		t.Errorf("another office begins from %s", got)
	}
	shown := w.as(w.Contact).get(route.Template(key))
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader})
	closed := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.Contact.Tenant})
	w.sql(`UPDATE offices SET closed_at = now() WHERE id = $1`, closed.Office)
	for what, c := range map[string][2]string{
		"no office":                {w.Contact.Membership.String(), "Kontoret finnes ikke, eller er lagt ned."},
		"another tenant's":         {stranger.Office.String(), "Kontoret finnes ikke, eller er lagt ned."},
		"a closed one":             {closed.Office.String(), "Kontoret finnes ikke, eller er lagt ned."},
		"the one that has it":      {w.Contact.Office.String(), "Kontoret har allerede en mal som sier det samme."},
		"words where an id should": {"Plass 1", "Velg et av alternativene i listen."},
	} {
		if p := shown.submit(route.Template(key)+"/copies", "office", c[0]); p.Status != 422 || !strings.Contains(p.text(), c[1]) {
			t.Errorf("a copy for %s: %d, want %s:\n%s", what, p.Status, c[1], p.text())
		}
	}
	lacks(t, shown, closed.Office.String())
	copied := shown.submit(route.Template(key)+"/copies", "office", there.String())
	want(t, copied, 200, "Malen er kopiert", "Sju faste", "7 varige plasser", "Gjelder for: Kontor "+there.String())
	want(t, w.as(w.Leader).get(route.Template(key)).submit(route.Template(key)+"/copies", "office", there.String()), 422, "en mal som sier det samme")
	if got := begin(elsewhere); !strings.HasPrefix(got, "own-sju-faste-") || strings.Contains(got, key) {
		t.Errorf("after the copy, the other office begins from %q", got)
	}

	// Another tenant has never heard of it, and nobody else makes one.
	foreign := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})
	if p, never := w.as(foreign).get(route.Template(key)), w.as(foreign).get(route.Template("own-nothing")); p.Status != 404 || withoutReference(p) != withoutReference(never) {
		t.Errorf("another tenant gets %d", p.Status)
	}
	for _, who := range []auth.Actor{w.Liaison, w.Administrator, w.Auditor} {
		if p := w.as(who).get(draft.Path + "/template"); p.Status != 403 {
			t.Errorf("a %s saves an agreement as a template: %d", who.Role, p.Status)
		}
	}
	if p := w.as(w.Contact).post(route.Template(key) + "/ending"); p.Status != 403 {
		t.Errorf("a contact person takes a template away: %d", p.Status)
	}

	// Taken away, it begins nothing more; the agreement that stands on it says what it said.
	gone := w.as(w.Administrator).get(route.Template(key)).submit(route.Template(key) + "/ending")
	want(t, gone, 200, "Malen er tatt bort")
	lacks(t, gone, key)
	refused := w.as(w.Contact).get("/employers/"+w.Employer.String()+"/agreements/new").submit("/employers/"+w.Employer.String()+"/agreements",
		"template", key, "title", "En til", "starts_on", "2026-03-01")
	want(t, refused, 422, "En til")
	want(t, w.as(w.Contact).get(again.Path), 200, "2 varige plasser til enhver tid", "Sju faste")
}

func TestAModelNobodyHasSeenIsAddedAsAFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	file := astrid.get("/templates/kiwi/file")
	if file.Status != http.StatusOK || !strings.HasPrefix(file.Header.Get("Content-Type"), "application/json") || !strings.Contains(file.Header.Get("Content-Disposition"), `"kiwi.json"`) {
		t.Fatalf("the file of a template: %d %v", file.Status, file.Header)
	}
	made := strings.NewReplacer(`"nb": "KIWI"`, `"nb": "Butikkstigen"`, `"months": 6`, `"months": 5`, `"every_weeks": 12`, `"every_weeks": 9`).Replace(file.Body)
	form := astrid.get(route.NewTemplate)
	want(t, form, 200, "Legg inn en mal fra fil")

	for about, c := range map[string]struct {
		body string
		said []string
	}{
		"no file of ours":          {"%PDF-1.7", []string{"Her kan vi ikke lese filen.", "%PDF-1.7"}},
		"half a file":              {made[:len(made)/2], []string{"Filen slutter før alt er lukket."}},
		"a name that is not there": {strings.Replace(made, `"months": 5`, `"monhts": 5`, 1), []string{"Navnet «monhts» finnes ikke her.", "114", "terms.track.phases[0].monhts"}},
		"words for a number":       {strings.Replace(made, `"every_weeks": 9`, `"every_weeks": "ni"`, 1), []string{"Her skal det stå et helt tall", "terms.rhythm.series[0].every_weeks"}},
		"a gate that never opens":  {strings.Replace(made, `"kind": "evaluation"`, `"kind": "status"`, 1), []string{"terms.track.phases[0].opens_at"}},
		"a sentence without end":   {strings.Replace(made, `"nb": "Butikkstigen"`, `"nb": "Butikkstigen", "en": "`+strings.Repeat("s", 121)+`"`, 1), []string{"Teksten er for lang. Skriv høyst 120 tegn.", "name.en"}},
		"a source without end":     {strings.Replace(made, `"source": "`, `"source": "`+strings.Repeat("ø", 4001), 1), []string{"Teksten er for lang. Skriv høyst 4000 tegn.", "source", "Linje"}},
		"a name without end":       {strings.Replace(made, `"months": 5`, `"`+strings.Repeat("m", 100_000)+`": 5`, 1), []string{"Navnet «" + strings.Repeat("m", 60) + "…» finnes ikke her."}},
		"a sign that is no text":   {strings.Replace(made, `"nb": "Butikkstigen"`, `"nb": "Butikk\u0000stigen"`, 1), []string{"name.nb"}},
		"no trigger":               {strings.Replace(made, `"kind": "always"`, `"kind": ""`, 1), []string{"terms.commitments.promises[1].when"}},
	} {
		p := form.submit(route.Templates, "body", c.body)
		if p.Status != 422 {
			t.Errorf("%s: %d", about, p.Status)
			continue
		}
		want(t, p, 422, c.said...)
		lacks(t, p, "template.file", "terms.problem")
	}
	for _, none := range []string{"/templates/own-%00", "/templates/%ff", "/templates/own-" + strings.Repeat("x", 5000)} {
		if p := astrid.get(none); p.Status != 404 {
			t.Errorf("%.20s: %d", none, p.Status)
		}
	}
	if n := w.rows(w.Administrator, "templates"); n != 0 {
		t.Fatalf("%d templates from refused files", n)
	}

	// Sent twice, it is there once.
	fields, _ := form.form(route.Templates)
	fields.Set("body", made)
	first := form.send("POST", route.Templates, fields)
	second := form.send("POST", route.Templates, fields)
	if first.Status != 303 || first.leads() != second.leads() || w.rows(w.Administrator, "templates") != 1 {
		t.Fatalf("sent twice: %d to %s, %d to %s; %d templates", first.Status, first.leads(), second.Status, second.leads(), w.rows(w.Administrator, "templates"))
	}
	shown := first.follow()
	want(t, shown, 200, "Butikkstigen", "Utgave 1", "Alle kontorene", "Evaluering hver 9. uke")
	key := strings.TrimPrefix(strings.SplitN(strings.TrimPrefix(first.leads(), home), "?", 2)[0], "/templates/")
	draft := w.drafted(w.Employer, key)
	want(t, draft, 200, "Evaluering hver 9. uke")

	// A new edition is for new agreements: the old one keeps what it was made from.
	next := astrid.get(shown.link("Legg inn en ny utgave"))
	want(t, next, 200, "Butikkstigen, utgave 2")
	want(t, next.submit(route.Templates, "body", strings.Replace(made, `"every_weeks": 9`, `"every_weeks": 5`, 1)), 200, "Utgave 2", "Evaluering hver 5. uke")
	want(t, w.as(w.Contact).get(draft.Path), 200, "Evaluering hver 9. uke")
	want(t, w.drafted(w.Employer, key), 200, "Evaluering hver 5. uke")

	for _, who := range []auth.Actor{w.Contact, w.Leader, w.Liaison, w.Auditor} {
		if p := w.as(who).get(route.NewTemplate); p.Status != 403 {
			t.Errorf("a %s adds a template: %d", who.Role, p.Status)
		}
	}
}
