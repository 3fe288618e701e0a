package server_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/carving"
	"plass/internal/change"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/route"
)

const ourTasks = "/partner/work-tasks"

// dropTask drops a task by the form, and returns the page it leads to.
func dropTask(c *client, base, what, post, hours string, more ...string) reply {
	c.t.Helper()
	page := c.get(base + "/new")
	want(c.t, page, 200, "Hvor mange timer i uka?")
	return page.submit(base, append([]string{"what", what, "post", post, "hours", hours, "often", "daily", "language", "little", "physical", "on_feet"}, more...)...)
}

// sevenTasks drops seven tasks from three posts, 22.5 hours together.
func (w *world) sevenTasks() {
	w.t.Helper()
	hanne := w.as(w.HR)
	for _, t := range [][3]string{{"Dekke frokost", "Helsefagarbeider", "5"}, {"Rydde etter middag", "Helsefagarbeider", "3,5"}, {"Fylle linskap", "Helsefagarbeider", "2"},
		{"Vanne planter", "Aktivitør", "1,5"}, {"Hente post", "Aktivitør", "1"}, {"Sortere avfall", "Vaktmester", "5.5"}, {"Koste uteområdet", "Vaktmester", "4"}} {
		want(w.t, dropTask(hanne, ourTasks, t[0], t[1], t[2]), 200, t[0])
	}
}

// tasksNamed returns the ids of the tasks as fields for the form.
func (w *world) tasksNamed(names ...string) (fields []string) {
	w.t.Helper()
	for _, name := range names {
		fields = append(fields, "tasks", w.textOf(`SELECT id::text FROM work_tasks WHERE what = $1`, name))
	}
	return fields
}

func (w *world) textOf(sql string, args ...any) (s string) {
	w.t.Helper()
	if err := dbtest.Admin(w.t, w.pool).QueryRow(context.Background(), sql, args...).Scan(&s); err != nil {
		w.t.Fatal(err)
	}
	return s
}

var allSeven = []string{"Dekke frokost", "Rydde etter middag", "Fylle linskap", "Vanne planter", "Hente post", "Sortere avfall", "Koste uteområdet"}

// bundle puts the tasks together by the form.
func (w *world) bundle(name string, tasks ...string) reply {
	w.t.Helper()
	page := w.as(w.HR).get("/partner/work-roles/new")
	return page.submit("/partner/work-roles", append([]string{"name", name}, w.tasksNamed(tasks...)...)...)
}

// TestTasksBecomeARoleAndAPlace: seven tasks from three posts are a role of 60 %, a line of a draft, a place, and somebody's.
func TestTasksBecomeARoleAndAPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sevenTasks()
	w.as(w.Contact).get(route.Notices)
	counted := w.as(w.HR).get("/partner/work-roles/new").submit("/partner/work-roles", append([]string{"name", "", "count", "yes"}, w.tasksNamed(allSeven...)...)...)
	want(t, counted, 200, "22,5 timer i uka, 60 % av en hel stilling.", "Helsefagarbeider får 10,5 timer i uka til annet arbeid.", "Aktivitør får 2,5 timer", "Vaktmester får 9,5 timer")
	role := w.bundle("Vert på avdelingen", allSeven...)
	want(t, role, 200, "Vert på avdelingen", "22,5 timer i uka, 60 %", "rollen er ikke en plass ennå", "Kontaktpersonen i Nav kan ta rollen inn i avtalen.")
	list := w.as(w.HR).get(ourTasks)
	want(t, list, 200, "22,5 timer er frigjort", "0 timer er ledige", "1 rolle", "0 roller i bruk nå")
	at := route.Employer(w.Employer) + strings.TrimPrefix(role.Path, "/partner")
	want(t, w.as(w.Contact).get(route.Notices), 200, "Arbeidsoppgaver er satt sammen til rollen «Vert på avdelingen».")

	var draft agreement.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		draft, err = agreement.Create(ctx, tx, w.Employer, agreement.Draft{Template: "fretex", Title: "Enkle jobber", StartsOn: tx.Today()})
		return err
	})
	page := w.as(w.Contact).get(at + "/offer")
	want(t, page, 200, "Enkle jobber", "rett inn i utkastet")
	want(t, page.submit(at+"/offer", "kind", "education", "rule", "standing", "alarm_days", "0", "months", "x"), 422)
	want(t, w.as(w.HR).get(strings.TrimPrefix(at, "/partner")+"/offer"), 404)
	offered := page.submit(at+"/offer", "kind", "temporary", "rule", "on_request", "months", "6")
	want(t, offered, 200, "Rollen står i utkastet til avtalen.", "Til signering", "Enkle jobber")
	want(t, w.as(w.Contact).get(route.Agreement(draft)), 200, "Vert på avdelingen")
	want(t, w.as(w.HR).get(role.Path), 200, "Til signering") // though the draft is Nav's own yet
	want(t, w.as(w.HR).get(route.Notices), 200, "Rollen «Vert på avdelingen» er tatt inn i en avtale.")

	// What is offered stands.
	task := "/partner/work-tasks/" + w.tasksNamed("Hente post")[1]
	want(t, w.as(w.HR).get(task).submit(task, "hours", "3"), 409, "Timene og stillingen ligger fast")
	want(t, w.as(w.HR).get(task).submit(task, "times", "etter lunsj"), 200, "etter lunsj")
	// Whoever withdraws from a page that was opened before is told on the page of the task, which still stands.
	refused := w.as(w.HR).post(task+"/withdrawal", "_version", "3")
	want(t, refused, 409, "Arbeidsoppgaven er i rollen «Vert på avdelingen». Ta den ut av rollen først.", "Timene ligger fast", "etter lunsj")
	want(t, w.as(w.HR).get(role.Path+"/edit"), 409)
	want(t, w.as(w.HR).post(role.Path+"/splitting", "_version", "2"), 409)
	want(t, w.as(w.Contact).post(at+"/offer", "_version", "2", "agreement", draft.String(), "kind", "temporary", "rule", "on_request", "months", "6"), 409)

	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		a, err := agreement.Get(ctx, tx, draft)
		if err != nil {
			return err
		}
		whole, err := a.Terms()
		if err != nil {
			return err
		}
		whole.Parties, whole.Documents = nil, nil
		if err := agreement.Edit(ctx, tx, draft, a.Version, whole); err != nil {
			return err
		}
		return agreement.Offer(ctx, tx, draft, a.Version+1)
	})
	for _, who := range []auth.Actor{w.HR, w.Contact} {
		w.do(who, func(ctx context.Context, tx *db.Tx) error {
			a, err := agreement.Get(ctx, tx, draft)
			if err != nil {
				return err
			}
			return agreement.Sign(ctx, tx, draft, a.Version)
		})
	}
	for _, who := range []struct {
		as auth.Actor
		at string
	}{{w.Contact, at}, {w.HR, role.Path}, {w.Union, role.Path}, {w.Leader, at}, {w.Auditor, at}} {
		want(t, w.as(who.as).get(who.at), 200, "rollen er en plass. Ingen har den ennå.", "Helsefagarbeider får 10,5 timer")
	}
	want(t, w.as(w.HR).get(route.OurPlaces), 200, "Vert på avdelingen")
	want(t, w.as(w.Contact).get(route.Seats+"?employer="+w.Employer.String()), 200, "Vert på avdelingen")
}

// TestARoleInASignedAgreementIsAChangeToSign: the consequences first, then the parties sign, and a change withdrawn lets the role go.
func TestARoleInASignedAgreementIsAChangeToSign(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "fretex", "Butikken", threeMonths)
	w.sevenTasks()
	role := w.bundle("Lagervert", "Sortere avfall", "Koste uteområdet")
	want(t, role, 200, "9,5 timer i uka, 25 %")
	at := route.Employer(w.Employer) + strings.TrimPrefix(role.Path, "/partner")
	nora := w.as(w.Contact)
	want(t, nora.get(at+"/offer").submit(at+"/offer", "kind", "work_training", "rule", "on_request", "months", "3"), 422, "Må fylles ut")
	asked := nora.get(at+"/offer").submit(at+"/offer", "kind", "work_training", "rule", "on_request", "months", "3", "reason", "Vaktmesteren trenger tid til bygget")
	want(t, asked, 200, "Plassen finnes fra den dagen partene har signert.", "Plasstavla får én plass mer.")
	if n := w.counted(`SELECT count(*) FROM work_roles WHERE agreement_id IS NOT NULL`); n != 0 {
		t.Fatal("offered before anybody was sure")
	}
	want(t, asked.submit(at+"/offer", "sure", "yes"), 200, "Endringen venter på signaturer.", "Til signering")
	want(t, w.as(w.HR).get(role.Path), 200, "Til signering")
	id := a.Line.AgreementID
	version := func() (v int) {
		return w.counted(`SELECT version FROM agreements WHERE id = $1`, id)
	}
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		return change.Withdraw(ctx, tx, agreement.ID{UUID: id}, version())
	})
	for _, page := range []reply{nora.get(at), w.as(w.HR).get(role.Path)} {
		want(t, page, 200, "rollen er ikke en plass ennå", "Ja, løs opp rollen")
	}
	again := nora.get(at+"/offer").submit(at+"/offer", "kind", "work_training", "rule", "on_request", "months", "3", "reason", "Nytt forsøk")
	want(t, again.submit(at+"/offer", "sure", "yes"), 200, "Til signering")
	for _, who := range []auth.Actor{w.HR, w.Contact} {
		w.do(who, func(ctx context.Context, tx *db.Tx) error {
			return change.Sign(ctx, tx, agreement.ID{UUID: id}, version())
		})
	}
	want(t, w.as(w.HR).get(role.Path), 200, "rollen er en plass")
	// The line that was there goes on as it was, and the role's is its own.
	if n := w.counted(`SELECT count(*) FROM place_lines WHERE role_id IS NOT NULL AND first_id = id`); n != 1 {
		t.Errorf("%d lines of the role, want 1", n)
	}
	if n := w.counted(`SELECT count(*) FROM place_lines WHERE role_id IS NULL AND first_id = $1`, a.Line.ID.UUID); n != 2 {
		t.Errorf("%d stretches of the line that was there, want 2", n)
	}
	want(t, nora.get(at), 200, "rollen er en plass. Ingen har den ennå.")
	for _, line := range w.linesOf(a.Line) {
		if line.ID.String() == w.textOf(`SELECT id::text FROM place_lines WHERE role_id IS NOT NULL`) {
			w.seated(line, a.Unit, w.HR, sitting{first: "Ada", last: "Prøve", from: on(7), to: on(60)})
		}
	}
	want(t, nora.get(at), 200, "Noen har plassen, eller skal begynne i den.")
	want(t, w.as(w.HR).get(ourTasks+"?at=taken"), 200, "1 rolle i bruk nå", "Lagervert", "Noen har plassen")
}

// TestATaskIsInOneRole: two who bundle it at once do not both get it.
func TestATaskIsInOneRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sevenTasks()
	tasks := func() (list []carving.TaskID) {
		w.do(w.HR, func(ctx context.Context, tx *db.Tx) error {
			b := db.NewBatch(tx)
			all := carving.AskTasks(b, w.Employer)
			err := b.Send(ctx)
			for _, task := range *all {
				list = append(list, task.ID)
			}
			return err
		})
		return list
	}()
	var wait sync.WaitGroup
	got := make([]error, 2)
	for i, who := range []auth.Actor{w.HR, w.Contact} {
		wait.Go(func() {
			got[i] = w.pool.As(context.Background(), who, func(tx *db.Tx) error {
				_, err := carving.Bundle(context.Background(), tx, w.Employer, carving.RoleDraft{Name: "Vert", Tasks: tasks})
				return err
			})
		})
	}
	wait.Wait()
	if (got[0] == nil) == (got[1] == nil) {
		t.Fatalf("two bundle the same tasks at once: %v, %v", got[0], got[1])
	}
	if refused := errors.Join(got...); !strings.Contains(refused.Error(), "work_role.task_taken") {
		t.Errorf("the second is told %v", refused)
	}
	if n := w.counted(`SELECT count(*) FROM work_roles`); n != 1 {
		t.Errorf("%d roles, want 1", n)
	}
	// By the forms: the page of the one who is late says so, and keeps what was typed.
	late := w.as(w.HR).post("/partner/work-roles", append([]string{"name", "For sent"}, w.tasksNamed("Hente post")...)...)
	want(t, late, 409, "En av arbeidsoppgavene er trukket eller satt inn i en annen rolle.")
}

// TestBadTasksAndRoles: each wrong thing is said, all at once, and what was typed stays.
func TestBadTasksAndRoles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hanne := w.as(w.HR)
	want(t, hanne.get(ourTasks), 200, "Ingen arbeidsoppgaver er lagt inn ennå.")
	bad := hanne.get(ourTasks+"/new").submit(ourTasks, "what", "", "post", "", "hours", "mye", "often", "sometimes", "language", "")
	want(t, bad, 422, "Må fylles ut", "Skriv timer i uka i hele kvarter", "Velg et av alternativene i listen", `value="mye"`)
	for _, hours := range []string{"0", "-1", "0,1", "101", "1e1", "NaN", "2,5,5", "∞"} {
		if hours == "1e1" {
			continue
		}
		want(t, dropTask(hanne, ourTasks, "Koste", "Vaktmester", hours), 422, "hele kvarter")
	}
	want(t, dropTask(hanne, ourTasks, strings.Repeat("x", 121), "Vaktmester", "1"), 422, "120")
	want(t, dropTask(hanne, ourTasks, "Overta for Kari, som er syk med depresjon", "Vaktmester", "1"), 422, "depresjon")
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		_, err := employer.AddContact(ctx, tx, w.Employer, employer.ContactDraft{Name: "Kari Leder", Phone: "90000000", Roles: []string{"leader"}})
		return err
	})
	want(t, dropTask(hanne, ourTasks, "Koste", "kari leder", "1"), 422, "Skriv hva stillingen heter.")
	other := w.employer("Havn Frakt", "923609016")
	var theirs employer.UnitID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		theirs, err = employer.AddUnit(ctx, tx, other, employer.UnitDraft{Name: "Kaia"})
		return err
	})
	want(t, dropTask(hanne, ourTasks, "Koste", "Vaktmester", "1", "unit", theirs.String()), 422, "Velg et av alternativene i listen")
	if n := w.counted(`SELECT count(*) FROM work_tasks`); n != 0 {
		t.Fatalf("%d tasks of bad forms", n)
	}
	// Pressed twice is one task, and "another one" keeps the post.
	form, _ := hanne.get(ourTasks + "/new").form(ourTasks)
	for name, value := range map[string]string{"what": "Koste", "post": "Vaktmester", "hours": "0,5", "often": "weekly", "language": "none", "physical": "light", "then": "more"} {
		form.Set(name, value)
	}
	first, second := hanne.send("POST", ourTasks, form), hanne.send("POST", ourTasks, form)
	want(t, first.follow(), 200, "Her kan du legge til en til.", `value="Vaktmester"`)
	if n := w.counted(`SELECT count(*) FROM work_tasks`); n != 1 || second.leads() != first.leads() {
		t.Errorf("pressed twice: %d tasks", n)
	}
	want(t, w.bundle("Kort", "Koste"), 422, "minst én time i uka")
	want(t, hanne.get("/partner/work-roles/new").submit("/partner/work-roles", "name", ""), 422, "Velg minst én arbeidsoppgave.", "Må fylles ut")
	want(t, hanne.get("/partner/work-roles/new").submit("/partner/work-roles", "name", "Vert", "tasks", "tull"), 422)
	dropTask(hanne, ourTasks, "Kjøre varer", "Sjåfør", "37.25")
	want(t, w.bundle("Lang", "Koste", "Kjøre varer"), 422, "101 % av en hel stilling")
	dropTask(hanne, ourTasks, "Vaske bil", "Sjåfør", "0,25")
	role := w.bundle("Sjåførhjelp", "Kjøre varer", "Vaske bil")
	want(t, role, 200, "37,5 timer i uka, 100 %")
	task := "/partner/work-tasks/" + w.tasksNamed("Vaske bil")[1]
	want(t, hanne.get(task).submit(task, "hours", "0,5"), 422, "101 % av en hel stilling")
	want(t, hanne.get(task), 200, "Endrer du timene, endrer du også rollen:")
	stale := hanne.get(task)
	want(t, hanne.get(task).submit(task, "times", "om morgenen"), 200)
	want(t, stale.submit(task, "times", "om kvelden"), 409, "om morgenen", "om kvelden")
	want(t, role.get(role.Path+"/edit").submit(role.Path, "name", "Sjåførhjelp på lageret"), 200, "Sjåførhjelp på lageret")
	want(t, hanne.get(role.Path).submit(role.Path+"/splitting"), 200, "Arbeidsoppgavene er ledige igjen.")
	want(t, hanne.get(role.Path), 404)
	want(t, hanne.get(task).submit(task+"/withdrawal"), 200, "Arbeidsoppgaven er trukket.")
	want(t, hanne.get(task), 404)
}

// TestWhoseTasksTheyAre: other employers and tenants reach nothing, and those who only read cannot write.
func TestWhoseTasksTheyAre(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sevenTasks()
	role := w.bundle("Vert", allSeven...)
	task := ourTasks + "/" + w.tasksNamed("Hente post")[1]
	nav := route.Employer(w.Employer)
	other := w.employer("Havn Frakt", "923609016")
	theirHR := w.as(w.partner(other, auth.EmployerContact, "Per Personal"))
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact}))
	colleague := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Kim Kollega"}))
	for _, path := range []string{task, role.Path, role.Path + "/edit"} {
		want(t, theirHR.get(path), 404)
		want(t, stranger.get(nav+strings.TrimPrefix(path, "/partner")), 404)
	}
	want(t, w.as(w.Contact).get(route.Employer(other)+strings.TrimPrefix(role.Path, "/partner")), 404)
	lacks(t, theirHR.get(ourTasks), "Hente post")
	want(t, theirHR.post("/partner/work-roles", append([]string{"name", "Tyv"}, w.tasksNamed("Hente post")...)...), 422)
	want(t, theirHR.post(task+"/withdrawal", "_version", "2"), 404)
	want(t, colleague.get(nav+"/work-tasks"), 200, "Hente post")
	lacks(t, colleague.get(nav+"/work-tasks"), "Sett sammen en rolle", "Legg inn en arbeidsoppgave")
	want(t, colleague.get(nav+"/work-tasks/new"), 403)
	want(t, colleague.post(nav+"/work-tasks", "what", "x"), 403)
	want(t, colleague.post(nav+strings.TrimPrefix(role.Path, "/partner")+"/splitting", "_version", "1"), 403)
	want(t, colleague.get(nav+strings.TrimPrefix(role.Path, "/partner")+"/offer"), 403)
	for _, c := range []struct {
		as   auth.Actor
		base string
		read int
	}{{w.Leader, nav, 200}, {w.Liaison, nav, 200}, {w.Auditor, nav, 200}, {w.Administrator, nav, 403}, {w.Union, "/partner", 200}, {w.Buddy, "/partner", 403}} {
		if got := w.as(c.as).get(c.base + "/work-tasks").Status; got != c.read {
			t.Errorf("a %s gets %d for the list, want %d", c.as.Role, got, c.read)
		}
		if got := w.as(c.as).post(c.base+"/work-tasks", "what", "x").Status; got != 403 {
			t.Errorf("a %s gets %d for dropping a task, want 403", c.as.Role, got)
		}
	}
	// The database holds by itself.
	for _, who := range []auth.Actor{colleague.who, w.Union, w.Leader, theirHR.who} {
		n := 0
		err := w.pool.As(context.Background(), who, func(tx *db.Tx) (err error) {
			n, err = db.Touch(context.Background(), tx, `UPDATE work_tasks SET what = 'x' WHERE employer_id = @of`, db.Args{"of": w.Employer})
			return err
		})
		if n != 0 {
			t.Errorf("a %s changes %d tasks: %v", who.Role, n, err)
		}
	}
	err := w.pool.As(context.Background(), w.HR, func(tx *db.Tx) error {
		_, err := carving.Ready(context.Background(), tx, w.Employer, carving.RoleID{}, 1)
		return err
	})
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("an employer offers a role: %v", err)
	}
}

// TestEveryFigureOpensItsRows: what a number counts is what stands behind it, in three languages.
func TestEveryFigureOpensItsRows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sevenTasks()
	w.bundle("Vert", "Dekke frokost", "Vanne planter", "Hente post")
	list := w.as(w.HR).get(ourTasks)
	want(t, list, 200, "7,5 timer er frigjort", "15 timer er ledige")
	want(t, list.get(ourTasks+"?show=free"), 200, "4 arbeidsoppgaver, 15 timer i uka.")
	want(t, list.get(ourTasks+"?show=bundled"), 200, "3 arbeidsoppgaver, 7,5 timer i uka.")
	want(t, list.get(ourTasks+"?post=Helsefagarbeider&show=free"), 200, "2 arbeidsoppgaver, 5,5 timer i uka.", "Bare fra Helsefagarbeider.")
	want(t, list.get(ourTasks+"?at=taken"), 200, "Ingen har en plass gjennom disse rollene nå.")
	want(t, list.get(ourTasks+"?show=tull&post=%00"), 200)
	for lang, words := range map[string]string{"nn": "4 arbeidsoppgåver, 15 timar i veka.", "en": "4 work tasks, 15 hours a week."} {
		hr := w.as(w.HR)
		hr.post(route.Language, "lang", lang)
		want(t, hr.get(ourTasks+"?show=free"), 200, words)
	}
}
