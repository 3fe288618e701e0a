package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/handover"
	"plass/internal/notice"
	"plass/internal/register/local"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
)

func TestHandoverRefusesWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.colleague("Nils Mulig")
	address := route.Employer(w.Employer, "handover")
	offer := w.as(w.Contact).get(address)
	stranger := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact})
	for about, to := range map[string]string{
		"nobody": "", "no id": "xx", "a liaison": w.Liaison.Membership.String(), "oneself": w.Contact.Membership.String(),
		"another tenant's": stranger.Membership.String(), "one who never was": uuid.NewString(),
	} {
		p := offer.submit(address, "to", to, "reason", "new_job", "note", "Ring dem gjerne på fredager.")
		want(t, p, 422, "Ring dem gjerne på fredager.", "Du må rette dette før du går videre")
		if t.Failed() {
			t.Fatalf("hand over to %s", about)
		}
	}
	want(t, offer.submit(address, "note", strings.Repeat("a", 1001)), 422, "Teksten er for lang", "Velg ett av alternativene.")
	want(t, offer.submit(address, "note", "\xff\xfe"), 422, "Feltet har tegn vi ikke kan lese")
	if err := w.owner(w.Contact, w.Employer); err != nil {
		t.Errorf("a refused form moved the employer: %v", err)
	}
	if got := w.told(notice.HandedOver); len(got) != 0 {
		t.Errorf("a refused form told %v", got)
	}
}

func TestHandoverThatIsStaleOrSentTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nils, berit := w.colleague("Nils Rask"), w.colleague("Berit Treg")
	w.clock(nextDay)
	address := route.Employer(w.Employer, "handover")
	nora, lars := w.as(w.Contact), w.as(w.Leader)
	seen, seenByLeader := nora.get(address), lars.get(address)
	seenByBerit := w.as(berit).get(address)

	// The same form twice is one handover, and leads to the same place.
	fields, _ := seen.form(address)
	fields.Set("to", nils.Membership.String())
	fields.Set("reason", "closer")
	first, second := nora.send("POST", address, fields), nora.send("POST", address, fields)
	if first.Status != 303 || second.Status != 303 || first.leads() != second.leads() {
		t.Errorf("sent twice: %d to %s, then %d to %s", first.Status, first.leads(), second.Status, second.leads())
	}
	fields.Set("to", berit.Membership.String())
	want(t, nora.send("POST", address, fields), 409)

	w.clock(soon)
	// Who saw Nora as contact person is told that it is Nils now, with what was typed.
	p := seenByLeader.submit(address, "to", berit.Membership.String(), "reason", "load", "note", "Berit har god tid.")
	want(t, p, 409, "Nils Rask har blitt kontaktperson etter at du åpnet siden", "Berit har god tid.", `value="`+nils.Membership.String()+`"`)
	taken := seenByBerit.submit(address, "reason", "asked", "note", "De ringte meg.")
	want(t, taken, 409, "Nils Rask har blitt kontaktperson", "De ringte meg.")
	want(t, seen.submit(address, "_key", uuid.NewString(), "to", berit.Membership.String(), "reason", "load"), 409, "Ta over Fjord Gjenvinning")
	if err := w.owner(nils, w.Employer); err != nil {
		t.Errorf("a stale form moved the employer: %v", err)
	}
	if n := w.rows(w.Leader, "handovers"); n != 1 {
		t.Errorf("%d handovers, want 1", n)
	}
	// Having seen it, the leader goes on from the page with the conflict.
	want(t, p.submit(address), 200, "Berit Treg tok over etter Nils Rask")
	if n := w.rows(w.Leader, "handovers"); n != 2 {
		t.Errorf("%d handovers, want 2", n)
	}
}

func TestManyTakeOverAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 6
	w.clock(nextDay)
	address := route.Employer(w.Employer, "handover")
	forms := make([]reply, many)
	for i := range forms {
		forms[i] = w.as(w.colleague("Nils Nummer " + string(rune('A'+i)))).get(address)
	}
	results := make(chan int, many)
	for _, f := range forms {
		fields, _ := f.form(address)
		fields.Set("reason", "closer")
		go func() { results <- f.send("POST", address, fields).Status }()
	}
	statuses := map[int]int{}
	for range many {
		statuses[<-results]++
	}
	if statuses[303] != 1 || statuses[409] != many-1 {
		t.Errorf("answers %v, want one 303 and %d 409", statuses, many-1)
	}
	if n := w.rows(w.Leader, "handovers"); n != 1 {
		t.Errorf("%d handovers, want 1", n)
	}
}

func TestOneContactPersonAtEveryInstant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	nils := w.colleague("Nils Nummer To")
	refused := func(what, key string, who auth.Actor, do func(*db.Tx) error) {
		t.Helper()
		err := w.pool.As(ctx, who, do)
		refusal, ok := errors.AsType[*fault.Error](err)
		if !ok || refusal.Kind != fault.Conflict || refusal.Text.Key != key {
			t.Errorf("%s: %v, want %s", what, err, key)
		}
		for _, lang := range text.Langs {
			if text.Catalogue(lang)[key] == "" {
				t.Errorf("%s has no words in %s", key, lang)
			}
		}
	}
	refused("a second contact person at once", "constraint.contact_persons_one", nils, func(tx *db.Tx) error {
		return employer.Assign(ctx, tx, w.Employer, nils.Membership, tx.Now, "", "")
	})
	refused("the contact person leaving without a successor", "user.still_contact_person", w.Administrator, func(tx *db.Tx) error {
		return user.End(ctx, tx, user.MembershipID{UUID: w.Contact.Membership})
	})
	reached := false
	refused("the last one ended", "constraint.contact_persons_always", w.Contact, func(tx *db.Tx) error {
		err := db.Exec(ctx, tx, `UPDATE contact_persons SET during = tstzrange(lower(during), @until) WHERE employer_id = @id`,
			db.Args{"id": w.Employer, "until": tx.Now.Add(time.Hour)})
		reached = err == nil
		return err
	})
	if !reached {
		t.Error("the database refused before COMMIT: a handover in steps would be impossible")
	}
	// With a successor the same is fine.
	w.clock(nextDay)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		return handover.Employer(ctx, tx, w.Employer, handover.Draft{To: user.MembershipID{UUID: nils.Membership}, Reason: "new_job"})
	})
	w.clock(soon)
	w.do(w.Administrator, func(ctx context.Context, tx *db.Tx) error {
		return user.End(ctx, tx, user.MembershipID{UUID: w.Contact.Membership})
	})
}

func TestHandoverOfWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Name: "Fremmed"})
	c := w.as(other)
	for _, parts := range [][]string{{"handover"}, {"inquiries", "new"}} {
		theirs, never := c.get(route.Employer(w.Employer, parts...)), c.get(route.Employer(uuid.New(), parts...))
		if theirs.Status != 404 || withoutReference(theirs) != withoutReference(never) {
			t.Errorf("%v: another tenant's employer answers %d, not as one that never was", parts, theirs.Status)
		}
	}
	for _, to := range [][]string{{"handover"}, {"inquiries"}} {
		theirs := c.post(route.Employer(w.Employer, to...), "reason", "load", "subject", "Hei")
		never := c.post(route.Employer(uuid.New(), to...), "reason", "load", "subject", "Hei")
		if theirs.Status != 404 || withoutReference(theirs) != withoutReference(never) {
			t.Errorf("POST %v: another tenant's employer answers %d, not as one that never was", to, theirs.Status)
		}
	}
	// An employer nobody has is taken by becoming its contact person, not by a handover.
	var free employer.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		free, err = employer.Create(ctx, tx, employer.Draft{OrgNumber: string(local.Alliance), Name: "Ingens"})
		return err
	})
	want(t, w.as(w.Contact).get(route.Employer(free, "handover")), 200, "Ingen er kontaktperson for arbeidsgiveren ennå")
	if p := w.as(w.Contact).post(route.Employer(free, "handover"), "reason", "load"); p.Status != 409 {
		t.Errorf("handing over what nobody has: %d", p.Status)
	}
}
