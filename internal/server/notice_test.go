package server_test

import (
	"context"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/notice"
	"plass/internal/route"
)

// tell tells somebody something, as the contact person of the world.
func (w *world) tell(what notice.Kind, link string, args map[string]any, to auth.Actor) {
	w.t.Helper()
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		return notice.Tell(ctx, tx, what, link, args, to.Membership)
	})
}

func TestNotices(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, ada := w.candidate("Ada", "Prøve")
	hr := w.as(w.HR)
	want(t, hr.get("/notices"), 200, "Du har ingen varsler")
	lacks(t, hr.get("/notices"), "Merk alle som lest")

	w.tell(notice.AgreementOffered, "/partner/agreements/1", map[string]any{"title": "Fem plasser"}, w.HR)
	w.clock(dbtest.Now.Add(time.Hour))
	w.tell(notice.Presented, "/partner/presentations/2", nil, w.HR)
	w.tell(notice.PlanReady, "/my/plan", nil, ada)

	hr = w.as(w.HR)
	page := hr.get("/notices")
	want(t, page, 200, "2 uleste", "Avtalen «Fem plasser» er klar.", "Nytt", "2. mars 2026 kl. 11.00")
	if got := page.link("Nav har presentert en kandidat for dere. Les om kandidaten, og svar om dere vil møtes."); got != route.OurPeople {
		t.Errorf("the newest notice leads to %q, though there is no such presentation", got)
	}
	if got := page.link("Avtalen «Fem plasser» er klar. Les den og signer."); got != "/partner/agreements/1" {
		t.Errorf("the notice of the agreement leads to %q", got)
	}
	lacks(t, page, "Planen for oppstarten")
	want(t, w.as(ada).get("/notices"), 200, "Planen for oppstarten er klar", "1 ulest")

	page = page.submit("/notices")
	want(t, page, 200, "Alle varslene er merket som lest.", "Fem plasser")
	lacks(t, page, "uleste", "Nytt", "Merk alle som lest")
	want(t, w.as(ada).get("/notices"), 200, "1 ulest")
}

func TestNoticesInTheOthersLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tell(notice.SeatEmpty, "/employers/1", map[string]any{"employer": "Fjord", "place": "durable", "since": dbtest.Now}, w.Leader)
	want(t, w.as(w.Leader).get("/notices"), 200, "En varig plass hos Fjord har stått ledig siden 2. mars 2026.")
	leader := w.as(w.Leader)
	want(t, leader.send("GET", "/notices", nil, "Accept-Language", "nn"), 200, "Ein varig plass hos Fjord har stått ledig sidan 2. mars 2026.")
	want(t, leader.send("GET", "/notices", nil, "Accept-Language", "en"), 200, "A lasting place at Fjord has been vacant since 2 March 2026.")
}

func TestWhoHasNotices(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, who := range []auth.Actor{w.Administrator, w.Leader, w.Contact, w.Liaison, w.Auditor, w.HR, w.Union, w.Buddy} {
		page := w.as(who).get("/notices")
		want(t, page, 200, "Du har ingen varsler")
		if page.link("Varsler") != "/notices" {
			t.Errorf("%s has no way to the notices", who.Role)
		}
	}
	broker := w.as(auth.Actor{Role: auth.Broker, Tenant: w.Contact.Tenant})
	want(t, broker.get("/notices"), 403)
	if got := w.anyone().get("/notices"); got.Status != 303 || got.leads() != "/login?to=%2Fnotices" {
		t.Errorf("somebody not logged in gets %d to %q", got.Status, got.leads())
	}
}

// TestManyNoticesAreNotCounted: a page says that there are many, and how many does not cost it anything.
func TestManyNoticesAreNotCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tell(notice.AgreementOffered, "/partner/agreements/1", map[string]any{"title": "Fem plasser"}, w.HR)
	w.sql(`INSERT INTO notices (tenant_id, id, membership_id, what, args, link, at)
		SELECT tenant_id, gen_random_uuid(), membership_id, what, args, link, at FROM notices, generate_series(1, 98) WHERE membership_id = $1`, w.HR.Membership)
	want(t, w.as(w.HR).get(route.Notices), 200, "99 uleste", ">99<")
	w.tell(notice.AgreementOffered, "/partner/agreements/1", map[string]any{"title": "Fem plasser"}, w.HR)
	want(t, w.as(w.HR).get(route.Notices), 200, "Mer enn 99 uleste", ">99+<")
}
