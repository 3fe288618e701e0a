package work_test

import (
	"context"
	"testing"
	"time"

	"plass/internal/db/dbtest"
)

// at returns three in the morning of a day.
func at(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t.Add(2 * time.Hour)
}

// sql changes the agreement of the town as only an administrator of the database can.
func (w *town) sql(set string) {
	w.t.Helper()
	if _, err := dbtest.Admin(w.t, w.pool).Exec(context.Background(), `UPDATE agreements SET `+set+` WHERE employer_id = $1`, w.employer); err != nil {
		w.t.Fatal(err)
	}
}

func TestAnAgreementThatRunsOut(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool) // signed on 2 March 2026
	w.sql(`ends_on = '2026-12-31'`)
	for _, c := range []struct {
		day  string
		want int
		why  string
	}{
		{"2026-04-29", 0, "eight months before the 31st is the last of April"},
		{"2026-04-30", 1, "eight months before"},
		{"2026-04-30", 1, "the night is run twice"},
		{"2026-06-30", 2, "six months before the 31st is the last of June"},
		{"2026-12-20", 3, "three months and fourteen days came due while nobody looked: one reminder"},
		{"2026-12-24", 4, "seven days before"},
		{"2026-12-31", 4, "the last day"},
		{"2027-01-01", 4, "it is over"},
	} {
		look(t, pool, at(c.day))
		if got := w.notices(w.contact, "agreement_expires"); got != c.want {
			t.Errorf("%s: told %d times, want %d: %s", c.day, got, c.want, c.why)
		}
	}
}

func TestOffsetsAreTheTenantsOwnAndStopWhenItEndsByItself(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w, other := newTown(t, pool), newTown(t, pool)
	w.sql(`ends_on = '2026-12-31'`)
	other.sql(`ends_on = '2026-12-31', ends_itself = true`)
	if _, err := dbtest.Admin(t, pool).Exec(t.Context(), `INSERT INTO settings (tenant_id, key, value, changed_by) VALUES ($1, 'agreement.expiry_offsets', '1 months', $2)`,
		w.contact.Tenant, w.contact.Membership); err != nil {
		t.Fatal(err)
	}
	look(t, pool, at("2026-11-29"))
	if got := w.notices(w.contact, "agreement_expires"); got != 0 {
		t.Errorf("told %d times before the tenant's own day", got)
	}
	look(t, pool, at("2026-11-30"))
	if got := w.notices(w.contact, "agreement_expires"); got != 1 {
		t.Errorf("told %d times, want 1", got)
	}
	if got := other.notices(other.contact, "agreement_expires"); got != 0 {
		t.Errorf("told %d times of an agreement that ends by itself", got)
	}
}

func TestAnOpenEndedAgreementIsLookedAtEveryYear(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	w.sql(`ends_on = NULL, review_on = NULL, starts_on = '2026-03-02'`)
	for _, c := range []struct {
		day  string
		want int
	}{{"2027-02-15", 0}, {"2027-02-16", 1}, {"2027-03-01", 1}, {"2027-03-02", 2}, {"2027-06-01", 2}} {
		look(t, pool, at(c.day))
		if got := w.notices(w.contact, "review_due"); got != c.want {
			t.Errorf("%s: told %d times, want %d", c.day, got, c.want)
		}
	}
}

func TestADraftThatNobodyTouches(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	w.sql(`concluded_at = NULL, touched_at = '2026-03-02T10:00:00Z'`)
	for _, c := range []struct {
		day  string
		want int
		why  string
	}{
		{"2026-05-17", 0, "eight days before"},
		{"2026-05-18", 1, "a week before"},
		{"2026-05-24", 2, "the day before"},
		{"2026-05-25", 2, "twelve weeks have gone"},
	} {
		look(t, pool, at(c.day))
		if got := w.notices(w.contact, "draft_lapses"); got != c.want {
			t.Errorf("%s: told %d times, want %d: %s", c.day, got, c.want, c.why)
		}
	}
}

func TestMoneyThatIsToBeClaimed(t *testing.T) {
	t.Parallel()
	pool := dbtest.NewPool(t)
	w := newTown(t, pool)
	if _, err := dbtest.Admin(t, pool).Exec(t.Context(), `
		ALTER TABLE agreement_versions DISABLE TRIGGER agreement_versions_stay`); err != nil {
		t.Fatal(err)
	}
	if _, err := dbtest.Admin(t, pool).Exec(t.Context(), `
		UPDATE agreement_versions SET terms = jsonb_set(terms, '{funding}', '{"lines": [{"claim_by": "2026-06-30"}, {"claim_by": "2026-06-20"}, {"claim_by": "2026-06-30"}, {"payer": "nav"}]}')
		WHERE agreement_id IN (SELECT id FROM agreements WHERE employer_id = $1)`, w.employer); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day  string
		want int
		why  string
	}{
		{"2026-06-05", 0, "fifteen days before the first"},
		{"2026-06-06", 1, "fourteen days before the first"},
		{"2026-06-15", 1, "nothing more yet"},
		{"2026-06-18", 2, "two days late for the other, which two lines share"},
		{"2026-07-01", 2, "both are over"},
	} {
		look(t, pool, at(c.day))
		if got := w.notices(w.contact, "claim_due"); got != c.want {
			t.Errorf("%s: told %d times, want %d: %s", c.day, got, c.want, c.why)
		}
	}
}
