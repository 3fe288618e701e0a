package server_test

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/tenant"
	"plass/internal/terms"
)

// A stay is somebody in a place, with those around them.
type stay struct {
	ID        placement.ID
	Candidate candidate.ID
	Self      auth.Actor // the participant
	HR        auth.Actor
	Buddy     auth.Actor // the buddy, logged in
	BuddyID   buddy.ID
	Employer  employer.ID
	Starts    time.Time
}

// An arrangement is an employer with an agreement in force, a unit and people.
type arrangement struct {
	Employer employer.ID
	HR       auth.Actor
	Unit     employer.UnitID
	Line     seat.Line
}

// arrange has w.Contact's employer sign an agreement from the template, changed by change, three months back.
func (w *world) arrange(of employer.ID, hr auth.Actor, template, unit string, change func(*terms.Terms)) (a arrangement) {
	w.t.Helper()
	a = arrangement{Employer: of, HR: hr}
	var id agreement.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if a.Unit, err = employer.AddUnit(ctx, tx, of, employer.UnitDraft{Name: unit}); err != nil {
			return err
		}
		d := agreement.Draft{Template: template, Title: "Inkluderingsavtale", StartsOn: tx.Today().AddDate(0, -3, 0)}
		if id, err = agreement.Create(ctx, tx, of, d); err != nil {
			return err
		}
		version := 1
		if change != nil {
			drafted, err := agreement.Get(ctx, tx, id)
			if err != nil {
				return err
			}
			whole, err := drafted.Terms()
			if err != nil {
				return err
			}
			change(&whole)
			if err := agreement.Edit(ctx, tx, id, version, whole); err != nil {
				return err
			}
			version++
		}
		return agreement.Offer(ctx, tx, id, version)
	})
	for _, who := range []auth.Actor{hr, w.Contact} {
		w.do(who, func(ctx context.Context, tx *db.Tx) error {
			offered, err := agreement.Get(ctx, tx, id)
			if err != nil {
				return err
			}
			return agreement.Sign(ctx, tx, id, offered.Version)
		})
	}
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		a.Line.AgreementID = id.UUID // also where no place is promised
		lines, err := seat.OfAgreement(ctx, tx, id.UUID)
		for _, l := range lines {
			if l.Kind == terms.WorkTraining {
				a.Line = l
			}
		}
		return err
	})
	return a
}

// helper adds a buddy who can log in and is trained already.
func (w *world) helper(a arrangement, name string, most int) (id buddy.ID, who auth.Actor) {
	w.t.Helper()
	who = w.partner(a.Employer, auth.Buddy, name)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if id, err = buddy.Add(ctx, tx, a.Employer, buddy.Draft{Name: name, Phone: "90000010", Most: most}); err != nil {
			return err
		}
		return buddy.Train(ctx, tx, a.Employer, buddy.TrainingDraft{OnDay: tx.Today().AddDate(0, 0, -30), Title: "Å være fadder", Buddies: []buddy.ID{id}})
	})
	w.sql(`UPDATE buddies SET membership_id = $2 WHERE id = $1`, id, who.Membership)
	return id, who
}

// chosen takes somebody from the request to the employer's choice.
func (w *world) chosen(a arrangement, of candidate.ID) (id nomination.PresentationID) {
	w.t.Helper()
	var r request.ID
	var n nomination.ID
	var m meeting.ID
	now := dbtest.Now
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if r, err = request.Create(ctx, tx, request.Draft{Line: a.Line.ID, Agreement: agreement.ID{UUID: a.Line.AgreementID}, Kind: terms.WorkTraining, Unit: &a.Unit, Count: 1, WantedFrom: tx.Today()}); err != nil {
			return err
		}
		return request.Send(ctx, tx, r, request.Sending{Offices: []tenant.OfficeID{{UUID: w.Liaison.Office}}, DueOn: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
	})
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) (err error) {
		if n, err = nomination.Nominate(ctx, tx, r, nomination.Draft{Candidate: of, AnswerBy: tx.Today().AddDate(0, 0, 7), Today: tx.Today()}); err != nil {
			return err
		}
		return nomination.SayYes(ctx, tx, n, nomination.Yes{Fields: []string{"strengths"}, Way: "meeting"})
	})
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = nomination.Present(ctx, tx, n)
		return err
	})
	w.do(a.HR, func(ctx context.Context, tx *db.Tx) error { return nomination.Answer(ctx, tx, id, "meet") })
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		m, err = meeting.CallIntake(ctx, tx, id, meeting.Calling{At: now.Add(time.Hour), Place: "Porten", Kind: meeting.Intake, Nav: true, Now: now})
		if err != nil {
			return err
		}
		if err := meeting.Hold(ctx, tx, m, 1, meeting.Minutes{Attended: []string{"participant", "employer", "nav"}, Agreed: "Det passer godt.", Share: true}); err != nil {
			return err
		}
		return nomination.Choose(ctx, tx, id, &a.Unit)
	})
	return id
}

// place has somebody start today, with a plan, and moves the clock to two weeks later.
func (w *world) place(a arrangement, first, last string, by buddy.ID, with auth.Actor) (s stay) {
	w.t.Helper()
	s = stay{HR: a.HR, Buddy: with, BuddyID: by, Employer: a.Employer, Starts: db.Day(dbtest.Now)}
	s.Candidate, s.Self = w.candidate(first, last)
	p := w.chosen(a, s.Candidate)
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		end := start.LastDay(a.Line, s.Starts)
		if s.ID, err = start.Placement(ctx, tx, p, start.Draft{StartsOn: s.Starts, EndsOn: end, Buddy: &by, Today: tx.Today()}); err != nil {
			return err
		}
		if err := plan.Save(ctx, tx, s.ID, 0, plan.Draft{MeetAt: tx.Now, MeetWhere: "Porten", MeetWhom: "Frida", StartsOn: s.Starts}); err != nil {
			return err
		}
		return start.Begin(ctx, tx, s.ID)
	})
	return s
}

// learned has the participant write about the goals, by their place in the list, with the level; the buddy ticks where tick is not 0.
func (w *world) learned(s stay, what string, goal, level, tick int) {
	w.t.Helper()
	w.do(s.Self, func(ctx context.Context, tx *db.Tx) error {
		b := db.NewBatch(tx)
		goals := learning.AskGoals(b, s.ID)
		if err := b.Send(ctx); err != nil {
			return err
		}
		return learning.Write(ctx, tx, s.ID, learning.Draft{Goal: (*goals)[goal].ID, OnDay: tx.Today(), What: what, Level: level, Today: tx.Today()})
	})
	if tick == 0 {
		return
	}
	w.do(s.Buddy, func(ctx context.Context, tx *db.Tx) error {
		b := db.NewBatch(tx)
		entries := learning.AskEntries(b, s.ID)
		if err := b.Send(ctx); err != nil {
			return err
		}
		for _, e := range *entries {
			if e.What == what {
				return learning.Tick(ctx, tx, s.ID, e.ID, tick)
			}
		}
		return nil
	})
}
