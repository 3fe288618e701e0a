package agreement_test

import (
	"context"
	"testing"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/register/local"
	"plass/internal/seat"
	"plass/internal/terms"
)

// A bench is a database with an employer, its contact person, and its people.
type bench struct {
	t              *testing.T
	pool           *db.Pool
	nav, hr, union auth.Actor
	employer       employer.ID
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, pool: dbtest.NewPool(t)}
	b.nav = dbtest.Actor(t, b.pool, auth.Actor{Role: auth.NavContact, Name: "Nora Kontakt"})
	b.do(b.nav, func(ctx context.Context, tx *db.Tx) (err error) {
		if b.employer, err = employer.Create(ctx, tx, employer.Draft{OrgNumber: string(local.Glor), Name: "Fjord Gjenvinning"}); err != nil {
			return err
		}
		return employer.BecomeContactPerson(ctx, tx, b.employer)
	})
	b.hr = b.partner(auth.EmployerContact)
	b.union = b.partner(auth.UnionRepresentative)
	return b
}

func (b *bench) partner(role auth.Role) auth.Actor {
	return dbtest.Actor(b.t, b.pool, auth.Actor{Role: role, Tenant: b.nav.Tenant, Employer: b.employer.UUID})
}

// try does something as who, and returns what came of it.
func (b *bench) try(who auth.Actor, what func(context.Context, *db.Tx) error) error {
	ctx := context.Background()
	return b.pool.As(ctx, who, func(tx *db.Tx) error { return what(ctx, tx) })
}

func (b *bench) do(who auth.Actor, what func(context.Context, *db.Tx) error) {
	b.t.Helper()
	if err := b.try(who, what); err != nil {
		b.t.Fatalf("as %s: %v", who.Role, err)
	}
}

func (b *bench) draft(template string) (id agreement.ID) {
	b.t.Helper()
	b.do(b.nav, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = agreement.Create(ctx, tx, b.employer, agreement.Draft{Template: template, Title: "Avtale", StartsOn: tx.Today()})
		return err
	})
	return id
}

func (b *bench) get(who auth.Actor, id agreement.ID) (a agreement.Agreement, given agreement.Signatures) {
	b.t.Helper()
	b.do(who, func(ctx context.Context, tx *db.Tx) error {
		batch := db.NewBatch(tx)
		found, signatures := agreement.Ask(batch, id), agreement.AskSignatures(batch, id)
		err := batch.Send(ctx)
		a, given = *found, *signatures
		return err
	})
	return a, given
}

func (b *bench) offer(id agreement.ID, version int) {
	b.t.Helper()
	b.do(b.nav, func(ctx context.Context, tx *db.Tx) error { return agreement.Offer(ctx, tx, id, version) })
}

func sign(id agreement.ID, version int) func(context.Context, *db.Tx) error {
	return func(ctx context.Context, tx *db.Tx) error { return agreement.Sign(ctx, tx, id, version) }
}

func (b *bench) lines(id agreement.ID) (lines []seat.Line) {
	b.t.Helper()
	b.do(b.nav, func(ctx context.Context, tx *db.Tx) (err error) {
		lines, err = seat.OfAgreement(ctx, tx, id.UUID)
		return err
	})
	return lines
}

func (b *bench) count(sql string, id agreement.ID) (n int) {
	b.t.Helper()
	b.do(b.nav, func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Value[int](ctx, tx, sql, db.Args{"id": id})
		return err
	})
	return n
}

// wantFault demands a refusal with the key.
func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || err.Error() != string(kind)+": "+key {
		t.Errorf("got %v, want %s: %s", err, kind, key)
	}
}

func TestConcludingWritesWhatTheAgreementWorksBy(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, c := range []struct {
		template              string
		lines                 []seat.Line
		weeks                 int
		buddy, training, plan int
	}{
		{"glor", []seat.Line{{Kind: terms.Durable, Count: 3, Rule: terms.Standing, AlarmDays: 30}, {Kind: terms.WorkTraining, Count: 2, Rule: terms.Standing, AlarmDays: 7}}, 4, 1, 0, 0},
		{"ia_vikar", []seat.Line{{Kind: terms.WorkTraining, Count: 4, Rule: terms.OnRequest}}, 2, 1, 1, 1},
	} {
		id := b.draft(c.template)
		if got := b.lines(id); len(got) != 0 {
			t.Fatalf("%s: a draft promises %d lines", c.template, len(got))
		}
		b.offer(id, 1)
		b.do(b.hr, sign(id, 1))
		if got := b.lines(id); len(got) != 0 {
			t.Fatalf("%s: signed by one, it promises %d lines", c.template, len(got))
		}
		b.do(b.nav, sign(id, 1))

		lines := b.lines(id)
		if len(lines) != len(c.lines) {
			t.Fatalf("%s: %d lines, want %d", c.template, len(lines), len(c.lines))
		}
		for i, want := range c.lines {
			got := lines[i]
			if got.Kind != want.Kind || got.Count != want.Count || got.Rule != want.Rule || got.AlarmDays != want.AlarmDays {
				t.Errorf("%s: line %d is %+v, want %+v", c.template, i, got, want)
			}
		}
		if got := b.count(`SELECT sum(every_weeks)::int FROM rhythms WHERE agreement_id = @id`, id); got != c.weeks {
			t.Errorf("%s: meetings every %d weeks, want %d", c.template, got, c.weeks)
		}
		for column, want := range map[string]int{"buddy_needed": c.buddy, "training_needed": c.training, "plan_needed": c.plan} {
			if got := b.count(`SELECT sum(`+column+`::int)::int FROM start_rules WHERE agreement_id = @id`, id); got != want {
				t.Errorf("%s: %s is %d, want %d", c.template, column, got, want)
			}
		}
		a, _ := b.get(b.nav, id)
		whole, err := a.Terms()
		if err != nil || !a.Concluded() || a.Signed == nil || len(whole.Lines()) != len(c.lines) {
			t.Errorf("%s: concluded %v with %d lines: %v", c.template, a.Concluded(), len(whole.Lines()), err)
		}
		wantFault(t, b.try(b.nav, func(ctx context.Context, tx *db.Tx) error { return agreement.Edit(ctx, tx, id, 1, whole) }), fault.Conflict, "agreement.signed_already")
		wantFault(t, b.try(b.nav, sign(id, 1)), fault.Conflict, "agreement.signed_already")
		if err := b.try(b.nav, func(ctx context.Context, tx *db.Tx) error {
			return db.Exec(ctx, tx, `UPDATE agreement_versions SET own = '{}' WHERE agreement_id = @id`, db.Args{"id": id})
		}); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: the signed text was changed: %v", c.template, err)
		}
	}
}

func TestAnEditMakesAnotherText(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.draft("glor")
	b.offer(id, 1)
	b.do(b.hr, sign(id, 1))
	a, _ := b.get(b.nav, id)
	whole, err := a.Terms()
	if err != nil {
		t.Fatal(err)
	}
	whole.Places = &terms.Places{Lines: []terms.Line{{Kind: terms.Durable, Count: 7, Rule: terms.Standing, AlarmDays: 21}}}
	b.do(b.nav, func(ctx context.Context, tx *db.Tx) error { return agreement.Edit(ctx, tx, id, 1, whole) })

	a, given := b.get(b.hr, id)
	if _, stands := given.Of(agreement.EmployerParty, a.Text()); stands || a.Version != 2 || len(given) != 1 {
		t.Errorf("version %d with %d signatures; the employer's stands: %v", a.Version, len(given), stands)
	}
	if a.Origin(terms.PlacesPart) != terms.OwnTerm || a.Origin(terms.RhythmPart) != terms.FromTemplate {
		t.Errorf("places come from %s, the rhythm from %s", a.Origin(terms.PlacesPart), a.Origin(terms.RhythmPart))
	}
	wantFault(t, b.try(b.nav, sign(id, 2)), fault.Conflict, "agreement.others_sign_first")
	wantFault(t, b.try(b.hr, sign(id, 1)), fault.Conflict, "agreement.read_again")
	wantFault(t, b.try(b.nav, func(ctx context.Context, tx *db.Tx) error { return agreement.Edit(ctx, tx, id, 1, whole) }), fault.Conflict, "fault.conflict")
	b.do(b.hr, sign(id, 2))
	wantFault(t, b.try(b.hr, sign(id, 2)), fault.Conflict, "agreement.signed_before")
	b.do(b.nav, sign(id, 2))
	if lines := b.lines(id); len(lines) != 1 || lines[0].Count != 7 || lines[0].AlarmDays != 21 {
		t.Errorf("the lines are %+v", lines)
	}
}

func TestWhoMaySign(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.draft("glor")
	wantFault(t, b.try(b.hr, sign(id, 1)), fault.NotFound, "fault.not_found") // not offered: theirs to know nothing of
	wantFault(t, b.try(b.nav, sign(id, 1)), fault.Conflict, "agreement.not_offered")
	b.offer(id, 1)
	wantFault(t, b.try(b.union, sign(id, 1)), fault.Forbidden, "agreement.may_not_sign")
	leader := dbtest.Actor(t, b.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: b.nav.Tenant})
	wantFault(t, b.try(leader, sign(id, 1)), fault.Forbidden, "agreement.may_not_sign")

	elsewhere := dbtest.Actor(t, b.pool, auth.Actor{Role: auth.EmployerContact, Tenant: b.nav.Tenant}) // another employer's
	wantFault(t, b.try(elsewhere, sign(id, 1)), fault.NotFound, "fault.not_found")
	foreignHR := dbtest.Actor(t, b.pool, auth.Actor{Role: auth.EmployerContact})
	wantFault(t, b.try(foreignHR, sign(id, 1)), fault.NotFound, "fault.not_found")
	foreignNav := dbtest.Actor(t, b.pool, auth.Actor{Role: auth.NavContact})
	wantFault(t, b.try(foreignNav, sign(id, 1)), fault.NotFound, "fault.not_found")

	b.do(b.hr, sign(id, 1))
	colleague := dbtest.Actor(t, b.pool, auth.Actor{Role: auth.NavContact, Tenant: b.nav.Tenant})
	wantFault(t, b.try(colleague, sign(id, 1)), fault.Forbidden, "employer.not_yours")
	b.do(b.nav, sign(id, 1))
}

func TestTwoWhoSignAtOnceLeaveOneSignature(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.draft("glor")
	b.offer(id, 1)
	other := b.partner(auth.EmployerContact)
	results := make(chan error)
	for _, who := range []auth.Actor{b.hr, other} {
		go func() { results <- b.try(who, sign(id, 1)) }()
	}
	refused := 0
	for range 2 {
		if err := <-results; err != nil {
			if refused++; !fault.Is(err, fault.Conflict) {
				t.Errorf("refused with %v", err)
			}
		}
	}
	if _, given := b.get(b.nav, id); len(given) != 1 || refused != 1 {
		t.Errorf("%d signatures and %d refused, want one each", len(given), refused)
	}
}

func TestAnchored(t *testing.T) {
	t.Parallel()
	asked := terms.Anchor{Body: "union", Degree: "consulted"}
	for _, c := range []struct {
		body, degree string
		want         bool
	}{
		{"union", "informed", false}, {"union", "consulted", true}, {"union", "agreed", true}, {"staff", "agreed", false},
	} {
		if got := agreement.Anchored(asked, []agreement.Anchoring{{Body: c.body, Degree: c.degree}}); got != c.want {
			t.Errorf("%s %s answers what is asked: %v, want %v", c.body, c.degree, got, c.want)
		}
	}
}

func TestStatusFollowsTheDay(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, time.March, n, 0, 0, 0, 0, time.UTC) }
	at, end := day(1), day(20)
	for _, c := range []struct {
		a    agreement.Agreement
		day  int
		want agreement.Status
	}{
		{agreement.Agreement{StartsOn: day(5)}, 10, agreement.Drafted},
		{agreement.Agreement{StartsOn: day(5), OfferedAt: &at}, 10, agreement.Offered},
		{agreement.Agreement{StartsOn: day(5), OfferedAt: &at, ConcludedAt: &at}, 4, agreement.Coming},
		{agreement.Agreement{StartsOn: day(5), OfferedAt: &at, ConcludedAt: &at, EndsOn: &end}, 20, agreement.InForce},
		{agreement.Agreement{StartsOn: day(5), OfferedAt: &at, ConcludedAt: &at, EndsOn: &end}, 21, agreement.Ended},
	} {
		if got := c.a.Status(day(c.day)); got != c.want {
			t.Errorf("on day %d it is %s, want %s", c.day, got, c.want)
		}
	}
}

func TestASignedVersionSaysNothingUntilItsTextIsRead(t *testing.T) {
	now := time.Now()
	if whole, err := (agreement.Agreement{}).TermsOf(agreement.Version{SignedAt: &now, Own: []byte(`{}`)}); err == nil {
		t.Errorf("a signed version whose text was not read says %+v", whole)
	}
}
