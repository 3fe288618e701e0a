package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/notice"
	"plass/internal/route"
)

// proposed has who propose a role, and returns the page that follows.
func (w *world) proposed(who auth.Actor, name, email, role string, fields ...string) reply {
	w.t.Helper()
	return w.as(who).get("/administration/people/new").submit(route.NavPeople, append([]string{"name", name, "email", email, "role", role}, fields...)...)
}

// grant returns the only proposal that waits.
func (w *world) grant() string {
	w.t.Helper()
	var id uuid.UUID
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), `SELECT id FROM role_grants WHERE decision IS NULL`).Scan(&id); err != nil {
		w.t.Fatal(err)
	}
	return "/administration/grants/" + id.String()
}

func TestARoleTakesTwo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	want(t, astrid.get("/today"), 200, "/administration")
	want(t, astrid.get(route.Administration), 200, "Folk og roller", "Kontorer", "Frister og grenser", "Maler")
	aksel := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator, Tenant: w.Administrator.Tenant, Name: "Aksel Administrator"})

	p := w.proposed(w.Administrator, "Nina Ny", "Nina@Nav.example", "nav_contact", "office", w.Leader.Office.String(), "phone", "900 11 222")
	want(t, p, 200, "Rollen er foreslått", "Astrid Administrator foreslo", "Nina Ny", "nina@nav.example", "Trekk forslaget")
	lacks(t, p, "Godkjenn Nina")
	grant := w.grant()
	count := func() (n int) {
		_ = dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT count(*) FROM memberships WHERE email = 'nina@nav.example'`).Scan(&n)
		return n
	}
	// Nobody alone: not who proposed it, not in another of their roles, not who gets it, and nobody who is no administrator or leader.
	sameAsLeader := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Administrator.Tenant, Name: "Astrid som leder"})
	w.sql(`UPDATE memberships SET email = (SELECT email FROM memberships WHERE id = $1) WHERE id = $2`, w.Administrator.Membership, sameAsLeader.Membership)
	for _, who := range []auth.Actor{w.Administrator, sameAsLeader, w.Contact, w.Liaison, w.Auditor} {
		if p := w.as(who).post(grant + "/approval"); p.Status != 403 || count() != 0 {
			t.Errorf("a %s (%s) approves: %d, %d memberships", who.Role, who.Name, p.Status, count())
		}
	}
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator})
	if theirs, never := w.as(stranger).post(grant+"/approval"), w.as(stranger).post("/administration/grants/"+uuid.NewString()+"/approval"); theirs.Status != 404 || withoutReference(theirs) != withoutReference(never) {
		t.Errorf("another tenant's administrator approves: %d", theirs.Status)
	}

	// Another administrator, once, however often it is sent.
	people := w.as(aksel).get(route.NavPeople)
	want(t, people, 200, "Godkjenn", "Avslå")
	fields, _ := people.form(grant + "/approval")
	first, second := people.send("POST", grant+"/approval", fields), people.send("POST", grant+"/approval", fields)
	if first.Status != 303 || second.Status != 303 || count() != 1 {
		t.Fatalf("approved twice: %d, %d, %d memberships", first.Status, second.Status, count())
	}
	want(t, first.follow(), 200, "Rollen er godkjent", "Nina Ny", "Ingen roller venter på godkjenning.")
	if p := w.as(aksel).post(grant + "/approval"); p.Status != 409 || count() != 1 {
		t.Errorf("approved again: %d", p.Status)
	}
	want(t, w.as(w.Administrator).get(route.Administration), 200, "Aksel Administrator godkjente rollen som Astrid Administrator foreslo til Nina Ny: Kontaktperson i Nav.")
	told := w.told(notice.RoleDecided)
	if len(told[w.Administrator.Membership]) != 1 {
		t.Errorf("who proposed it is told %v", told)
	}
	if got := w.told(notice.RoleProposed); len(got[aksel.Membership]) != 1 || len(got[w.Leader.Membership]) != 1 || len(got[w.Administrator.Membership]) != 0 {
		t.Errorf("those who may approve were told %v", got)
	}

	// What is taken away is gone at once, and comes back by two only.
	nina := w.as(w.Administrator).get(route.NavPeople)
	ending := nina.link("Avslutt rollen Nina Ny")
	asked := nina.get(ending)
	want(t, asked, 200, "Personen mister tilgangen med en gang.")
	want(t, asked.submit(ending), 200, "Rollen er avsluttet")
	if p := w.as(w.Administrator).get(ending); p.Status != 404 {
		t.Errorf("the ended role answers %d", p.Status)
	}
	back := func(who auth.Actor) error {
		return w.pool.As(context.Background(), who, func(tx *db.Tx) error {
			return db.Exec(context.Background(), tx, `UPDATE memberships SET to_at = 'infinity' WHERE email = 'nina@nav.example'`, nil)
		})
	}
	if err := back(w.Administrator); err == nil {
		t.Error("an ended role came back by one")
	}
	// Nobody ends their own role, a contact person's employers come first, and nobody but administrators and leaders ends anybody's.
	if p := w.as(w.Administrator).post("/administration/people/" + w.Administrator.Membership.String() + "/ending"); p.Status != 403 {
		t.Errorf("ends their own role: %d", p.Status)
	}
	want(t, w.as(w.Administrator).get("/administration/people/"+w.Contact.Membership.String()+"/ending"), 200, "Nora Kontakt er kontaktperson for én arbeidsgiver.")
	if p := w.as(w.Administrator).post("/administration/people/" + w.Contact.Membership.String() + "/ending"); p.Status != 409 {
		t.Errorf("ends the role of a contact person with an employer: %d", p.Status)
	}
	if p := w.as(w.Leader).post("/administration/people/" + aksel.Membership.String() + "/ending"); p.Status != 403 {
		t.Errorf("a leader ends an administrator's role: %d", p.Status)
	}
}

func TestALeaderIsTheSecondPersonOfALoneAdministrator(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.proposed(w.Administrator, "Adam Ny", "adam@nav.example", "administrator")
	want(t, w.as(w.Leader).get(route.NavPeople).submit(w.grant()+"/approval"), 200, "Rollen er godkjent", "Adam Ny")

	// What a leader proposes, for the own office alone, an administrator lets be, and no leader.
	other := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Leader.Tenant, Office: w.Leader.Office, Name: "Lone Leder"})
	form := w.as(w.Leader).get("/administration/people/new")
	lacks(t, form, `value="administrator"`, `value="auditor"`)
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Leader.Tenant})
	want(t, w.proposed(w.Leader, "Lise Ny", "lise@nav.example", "office_liaison", "office", elsewhere.Office.String()), 422, "Velg et av alternativene")
	want(t, w.proposed(w.Leader, "Lise Ny", "lise@nav.example", "auditor"), 422)
	want(t, w.proposed(w.Leader, "Lise Ny", "lise@nav.example", "office_liaison"), 200, "Rollen er foreslått")
	if p := w.as(other).post(w.grant() + "/approval"); p.Status != 403 {
		t.Errorf("a second leader approves: %d", p.Status)
	}
	want(t, w.as(w.Administrator).get(route.NavPeople).submit(w.grant()+"/refusal"), 200, "Rollen er avslått")
	lacks(t, w.as(w.Administrator).get(route.NavPeople), "Lise Ny")

	// Alone, somebody is told what to do, and nothing is given.
	lone := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator})
	want(t, w.as(lone).get(route.NavPeople), 200, "Du har ingen som kan godkjenne det du foreslår.")
}

func TestProposalsRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader})
	office := w.Leader.Office.String()
	for about, c := range map[string]struct {
		name, email, role, office, said string
	}{
		"nothing":                  {"", "", "", "", "Må fylles ut."},
		"no address":               {"Nina", "nina", "auditor", "", "Skriv en hel e-postadresse"},
		"a role without an office": {"Nina", "nina@nav.example", "nav_contact", "", "Velg kontoret rollen gjelder for."},
		"an office for all":        {"Nina", "nina@nav.example", "administrator", office, "La kontoret stå tomt."},
		"another tenant's office":  {"Nina", "nina@nav.example", "nav_contact", stranger.Office.String(), "Velg et av alternativene"},
		"a role not at Nav":        {"Nina", "nina@nav.example", "candidate", "", "Velg et av alternativene"},
		"a role they have":         {"Nora", w.email(w.Contact), "nav_contact", office, "Personen har allerede denne rollen."},
	} {
		p := w.proposed(w.Administrator, c.name, c.email, c.role, "office", c.office)
		if p.Status != 422 {
			t.Errorf("%s: %d", about, p.Status)
			continue
		}
		want(t, p, 422, c.said)
		if c.name != "" {
			want(t, p, 422, `value="`+c.name+`"`, `value="`+c.email+`"`)
		}
	}
	if n := w.rows(w.Administrator, "role_grants"); n != 0 {
		t.Errorf("%d proposals from refused forms", n)
	}
	want(t, w.proposed(w.Administrator, "Nina", "nina@nav.example", "nav_contact", "office", office), 200)
	want(t, w.proposed(w.Administrator, "Nina", "NINA@nav.example", "nav_contact", "office", office), 409, "allerede foreslått")
	// From the Nav side, no role at Nav is made without its grant.
	for _, who := range []auth.Actor{w.Administrator, w.Leader, w.Contact} {
		err := w.pool.As(context.Background(), who, func(tx *db.Tx) error {
			return db.Exec(context.Background(), tx, `INSERT INTO memberships (id, email, role, name, from_at) VALUES (@id, 'x@nav.example', 'administrator', 'X', @now)`,
				db.Args{"id": uuid.New(), "now": tx.Now})
		})
		if err == nil {
			t.Errorf("a %s makes an administrator alone", who.Role)
		}
	}
}

func TestOfficesAreAddedRenamedAndClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	form := astrid.get(route.Offices)
	want(t, form.submit(route.Offices, "name", "  "), 422, "Må fylles ut.")
	added := form.submit(route.Offices, "name", "Fjellby")
	want(t, added, 200, "Kontoret er lagt til", "Fjellby", "Ingen")
	want(t, astrid.get(route.Offices).submit(route.Offices, "name", "Fjellby"), 409, "Det finnes allerede et kontor med dette navnet.", `value="Fjellby"`)
	office := added.link("Fjellby")
	want(t, added.get(office).submit(office, "name", "Fjelldal"), 200, "Navnet er lagret", "Fjelldal")
	want(t, astrid.get(office).submit(office+"/closing"), 200, "Kontoret er stengt", "Stengt 2. mars 2026")
	lacks(t, astrid.get("/administration/people/new"), "Fjelldal")

	// Where somebody works, or is to, it stays open.
	busy := "/administration/offices/" + w.Leader.Office.String()
	want(t, astrid.get(busy), 200, "3 personer arbeider ved kontoret")
	want(t, astrid.post(busy+"/closing"), 409, "3 personer arbeider ved kontoret")
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader})
	if p := astrid.get("/administration/offices/" + stranger.Office.String()); p.Status != 404 {
		t.Errorf("another tenant's office: %d", p.Status)
	}
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator ga kontoret Fjellby navnet Fjelldal.", "Astrid Administrator stengte kontoret Fjelldal.")
	for _, who := range []auth.Actor{w.Leader, w.Auditor} {
		want(t, w.as(who).get(route.Offices), 200)
		if p := w.as(who).post(route.Offices, "name", "X"); p.Status != 403 {
			t.Errorf("a %s adds an office: %d", who.Role, p.Status)
		}
	}
	for _, who := range []auth.Actor{w.Contact, w.Liaison} {
		if p := w.as(who).get(route.Administration); p.Status != 403 {
			t.Errorf("a %s opens the administration: %d", who.Role, p.Status)
		}
	}
}

func TestSettingsChangeWhatThePagesSay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	astrid := w.as(w.Administrator)
	form := astrid.get(route.Settings)
	want(t, form, 200, "8 måneder, 6 måneder, 3 måneder, 14 dager, 7 dager", "I uker, fra 1 til 52. Vanlig: 12.")
	bad := form.submit(route.Settings, "access_weeks", "0", "inquiry_answer_days", "mange", "agreement_expiry_offsets", "8 måneder, i går", "seat_hold_days", "")
	want(t, bad, 422, "«i går» kan vi ikke lese.", "Må fylles ut.", `value="mange"`, `value="8 måneder, i går"`)
	for _, hours := range []string{"0x25p0", "NaN", "3,75e1", "37,"} { // numbers to the program, and none to the database
		want(t, form.submit(route.Settings, "carving_full_time_hours", hours), 422)
	}
	if n := w.rows(w.Administrator, "settings"); n != 0 {
		t.Fatalf("%d settings from a refused form", n)
	}
	saved := form.submit(route.Settings, "inquiry_answer_days", "5", "agreement_most_months", "24", "agreement_expiry_offsets", "1 måned, 3 dager")
	want(t, saved, 200, "Frister og grenser er lagret", `value="1 måned, 3 dager"`, "Astrid Administrator endret det 2. mars 2026.")
	if n := w.rows(w.Administrator, "settings"); n != 3 {
		t.Errorf("%d settings, want the three that were changed", n)
	}
	want(t, astrid.get(route.Administration), 200, "Astrid Administrator endret «Svare på en henvendelse» fra 2 arbeidsdager til 5 arbeidsdager.")
	want(t, w.as(w.Liaison).get("/employers/"+w.Employer.String()+"/inquiries/new"), 200, "9. mars")
	want(t, w.as(w.Contact).get("/employers/"+w.Employer.String()+"/agreements/new"), 200, "høyst 24 måneder")
	var offsets string
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		offsets, err = db.Value[string](ctx, tx, `SELECT string_agg((business_day() + x::interval)::date::text, ' ') FROM unnest(string_to_array(setting('agreement.expiry_offsets'), ', ')) x`, nil)
		return err
	})
	if offsets != "2026-04-02 2026-03-05" {
		t.Errorf("the offsets are %s", offsets)
	}
	// Back to what is usual, nothing of the tenant's own is left; and another tenant never had it.
	want(t, astrid.get(route.Settings).submit(route.Settings, "inquiry_answer_days", "2"), 200)
	if n := w.rows(w.Administrator, "settings"); n != 2 {
		t.Errorf("%d settings, want 2", n)
	}
	if p := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator})).get(route.Settings); strings.Contains(p.Body, "1 måned, 3 dager") {
		t.Error("another tenant has the same offsets")
	}
	want(t, w.as(w.Leader).get(route.Settings), 200, "24 måneder")
	if p := w.as(w.Leader).post(route.Settings, "access_weeks", "50"); p.Status != 403 {
		t.Errorf("a leader sets: %d", p.Status)
	}
}
