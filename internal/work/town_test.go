package work_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/register/local"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/tenant"
	"plass/internal/work"
)

// A town is a tenant in which an employer has signed an agreement of three lasting places and two for training.
type town struct {
	t                    *testing.T
	pool                 *db.Pool
	contact, liaison, hr auth.Actor
	employer             employer.ID
	unit                 employer.UnitID
	lines                []seat.Line // lasting, training
}

// newTown returns a town whose agreement is in force from [dbtest.Now] on.
func newTown(t *testing.T, pool *db.Pool) *town {
	t.Helper()
	w := &town{t: t, pool: pool, contact: dbtest.Actor(t, pool, auth.Actor{Role: auth.NavContact, Name: "Nora Kontakt"})}
	w.liaison = dbtest.Actor(t, pool, auth.Actor{Role: auth.OfficeLiaison, Tenant: w.contact.Tenant, Office: w.contact.Office, Name: "Lisa Kontor"})
	w.as(w.contact, dbtest.Now, func(ctx context.Context, tx *db.Tx) (err error) {
		if w.employer, err = employer.Create(ctx, tx, employer.Draft{OrgNumber: string(local.Glor), Name: "Fjord Gjenvinning"}); err != nil {
			return err
		}
		if err = employer.BecomeContactPerson(ctx, tx, w.employer); err != nil {
			return err
		}
		w.unit, err = employer.AddUnit(ctx, tx, w.employer, employer.UnitDraft{Name: "Papirsortering"})
		return err
	})
	w.hr = dbtest.Actor(t, pool, auth.Actor{Role: auth.EmployerContact, Tenant: w.contact.Tenant, Employer: w.employer.UUID, Name: "Hanne Personal"})
	var a agreement.ID
	w.as(w.contact, dbtest.Now, func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = agreement.Create(ctx, tx, w.employer, agreement.Draft{Template: "glor", Title: "Plasser", StartsOn: tx.Today()})
		if err != nil {
			return err
		}
		made, err := agreement.Get(ctx, tx, a)
		if err != nil {
			return err
		}
		return agreement.Offer(ctx, tx, a, made.Version)
	})
	for _, signer := range []auth.Actor{w.hr, w.contact} {
		w.as(signer, dbtest.Now, func(ctx context.Context, tx *db.Tx) error {
			offered, err := agreement.Get(ctx, tx, a)
			if err != nil {
				return err
			}
			return agreement.Sign(ctx, tx, a, offered.Version)
		})
	}
	w.as(w.contact, dbtest.Now, func(ctx context.Context, tx *db.Tx) (err error) {
		w.lines, err = seat.OfAgreement(ctx, tx, a.UUID)
		return err
	})
	return w
}

// as does something as who at a moment.
func (w *town) as(who auth.Actor, at time.Time, what func(context.Context, *db.Tx) error) {
	w.t.Helper()
	ctx := context.Background()
	if err := w.pool.At(at).As(ctx, who, func(tx *db.Tx) error { return what(ctx, tx) }); err != nil {
		w.t.Fatalf("as %s: %v", who.Role, err)
	}
}

// guest is somebody the employer wants to meet, and who logs in.
func (w *town) guest(at time.Time, line seat.LineID) (who auth.Actor, shown nomination.PresentationID) {
	w.t.Helper()
	var id candidate.ID
	var asked request.ID
	w.as(w.liaison, at, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = candidate.Create(ctx, tx, candidate.Draft{FirstName: "Ada", LastName: "Prøve", Phone: "90000000"})
		return err
	})
	who = dbtest.Actor(w.t, w.pool, auth.Actor{Role: auth.Candidate, Tenant: w.contact.Tenant, Candidate: id.UUID, Office: w.contact.Office, Name: "Ada Prøve"})
	w.as(w.contact, at, func(ctx context.Context, tx *db.Tx) (err error) {
		if asked, err = request.Create(ctx, tx, request.Draft{Line: line, Count: 1, WantedFrom: tx.Today()}); err != nil {
			return err
		}
		return request.Send(ctx, tx, asked, request.Sending{Offices: []tenant.OfficeID{{UUID: w.contact.Office}}, DueOn: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
	})
	var named nomination.ID
	w.as(w.liaison, at, func(ctx context.Context, tx *db.Tx) (err error) {
		named, err = nomination.Nominate(ctx, tx, asked, nomination.Draft{Candidate: id, AnswerBy: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
		return err
	})
	w.as(who, at, func(ctx context.Context, tx *db.Tx) error { return nomination.SayYes(ctx, tx, named, nomination.Yes{}) })
	w.as(w.contact, at, func(ctx context.Context, tx *db.Tx) (err error) {
		if shown, err = nomination.Present(ctx, tx, named); err != nil {
			return err
		}
		return nomination.Answer(ctx, tx, shown, "meet")
	})
	return who, shown
}

// intake calls the meeting at which they get to know each other, a day later.
func (w *town) intake(at time.Time, shown nomination.PresentationID) (m meeting.ID) {
	w.t.Helper()
	w.as(w.contact, at, func(ctx context.Context, tx *db.Tx) (err error) {
		m, err = meeting.CallIntake(ctx, tx, shown, meeting.Calling{At: at.Add(24 * time.Hour), Place: "Møterom 2", Kind: meeting.Intake, Parts: meeting.Parts, Nav: true, Now: at})
		return err
	})
	return m
}

// stay places somebody on the line, with a buddy, from a week after the moment on; without a last day when it is nil.
func (w *town) stay(at time.Time, line seat.LineID, last *time.Time) (who auth.Actor, of placement.ID) {
	w.t.Helper()
	who, shown := w.guest(at, line)
	m := w.intake(at, shown)
	w.as(w.contact, at.Add(25*time.Hour), func(ctx context.Context, tx *db.Tx) error {
		called, err := meeting.Get(ctx, tx, m)
		if err != nil {
			return err
		}
		if err := meeting.Hold(ctx, tx, m, called.Version, meeting.Minutes{Attended: []string{"participant", "employer", "nav"}, Agreed: "Vi prøver.", Share: true}); err != nil {
			return err
		}
		if err := nomination.Choose(ctx, tx, shown, &w.unit); err != nil {
			return err
		}
		helper, err := buddy.Add(ctx, tx, w.employer, buddy.Draft{Name: "Frida Fadder", Phone: "90000001", Email: "frida@plass.example", Most: 2})
		if err != nil {
			return err
		}
		of, err = start.Placement(ctx, tx, shown, start.Draft{StartsOn: db.Day(at).AddDate(0, 0, 7), EndsOn: last, Buddy: &helper, Today: tx.Today()})
		return err
	})
	return who, of
}

// notices returns how many times somebody has been told something.
func (w *town) notices(who auth.Actor, what string) (n int) {
	w.t.Helper()
	w.as(who, dbtest.Now, func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Value[int](ctx, tx, `SELECT count(*)::int FROM notices WHERE membership_id = current_membership() AND what = @what`, db.Args{"what": what})
		return err
	})
	return n
}

// look has the program look after the towns at the moment.
func look(t *testing.T, pool *db.Pool, at time.Time) {
	t.Helper()
	w := work.New(pool.At(at), slog.New(slog.DiscardHandler))
	w.LookAfter()
	if err := w.Look(context.Background()); err != nil {
		t.Fatalf("look: %v", err)
	}
}
