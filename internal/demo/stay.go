package demo

import (
	"context"
	"time"

	"plass/internal/access"
	"plass/internal/attest"
	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/ending"
	"plass/internal/insight"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/terms"
	"plass/internal/week"
)

// stay places the guest, and takes the placement as far as the journey goes.
func (w *world) stay(f firm, j journey, line seat.Line, p nomination.PresentationID) placement.ID {
	first := w.workday(j.starts)
	last := start.LastDay(line, first)
	if j.open {
		last = nil
	}
	help := f.buddies[j.buddy]
	of := get(w, f.owner, w.at(j.asked+11, 10), func(tx *db.Tx) (placement.ID, error) {
		return start.Placement(w.ctx, tx, p, start.Draft{StartsOn: first, EndsOn: last, Buddy: &help, Today: tx.Today()})
	})
	if j.until < planned {
		return of
	}
	w.do(f.owner, w.at(j.asked+12, 9), func(tx *db.Tx) error {
		return plan.Save(w.ctx, tx, of, 0, plan.Draft{MeetAt: calendar.At(first, 8, 0), MeetWhere: "Hovedporten", MeetWhom: j.buddy, StartsOn: first,
			Bring: "Matpakke og gode sko. Arbeidsklær får du av oss.", Hours: "Mandag til fredag, 08.00–14.00",
			FirstWeek: "Bli kjent med folkene, omvisning, sikkerhet på arbeidsplassen og de første oppgavene."})
	})
	w.do(f.owner, w.at(j.asked+12, 10), func(tx *db.Tx) error {
		return plan.AddActivity(w.ctx, tx, of, plan.ActivityDraft{OnDay: first, Title: "Omvisning og lunsj med avdelingen", Place: j.unit})
	})
	if j.until < begun {
		return of
	}
	w.begin(f, of, j.starts)
	w.do(f.owner, calendar.At(first, 10, 0), func(tx *db.Tx) error {
		return access.Log(w.ctx, tx, j.guest.id.UUID, access.PlacementPage, access.Placed, "")
	})
	w.meet(f, j, of)
	w.learn(f, j, of, first)
	if j.until < over {
		return of
	}
	w.do(f.owner, w.at(j.ended, 15), func(tx *db.Tx) error {
		return ending.Placement(w.ctx, tx, w.keys, of, ending.Draft{LastDay: w.day(j.ended), Outcome: j.outcome, Started: first, Today: tx.Today()})
	})
	if j.signed {
		w.finish(f, j, of)
	}
	return of
}

// begin confirms the start, on the first day that people work from so many days from today.
func (w *world) begin(f firm, of placement.ID, starts int) {
	w.do(f.owner, calendar.At(w.workday(starts), 9, 0), func(tx *db.Tx) error { return start.Begin(w.ctx, tx, of) })
}

// share has the contact person write, so many days from today, that the weeks are shared otherwise from a day on.
func (w *world) share(f firm, of placement.ID, written, from int, reason string, days ...terms.Days) {
	w.do(f.owner, w.at(written, 13), func(tx *db.Tx) error {
		p, err := placement.Get(w.ctx, tx, of)
		if err != nil {
			return err
		}
		b := db.NewBatch(tx)
		h := week.Ask(b, of)
		if err := b.Send(w.ctx); err != nil {
			return err
		}
		return week.Share(w.ctx, tx, of, h.Version(), week.Change{FromOn: w.day(from), Days: days, Reason: reason, First: p.StartsOn, Last: p.EndsOn})
	})
}

// reckon has the program count the results of all employers of the tenant, as it does once a day.
func (w *world) reckon(at string) {
	if w.err != nil {
		return
	}
	who, err := w.actor(at)
	if err == nil {
		err = w.pool.At(w.now).As(w.ctx, auth.SystemOf(who.Tenant), func(tx *db.Tx) error { return insight.Reckon(w.ctx, tx) })
	}
	w.err = err
}

// finish signs the attest and does what the checklist says, a few days after the end.
func (w *world) finish(f firm, j journey, of placement.ID) {
	for _, who := range []string{f.hr, f.owner} {
		w.do(who, w.at(j.ended+4, 11), func(tx *db.Tx) error {
			b := db.NewBatch(tx)
			papers, steps := attest.AskOfPlacement(b, of), ending.AskChecklist(b, of)
			if err := b.Send(w.ctx); err != nil {
				return err
			}
			for _, a := range *papers {
				if !a.MaySign(tx.Actor) {
					continue
				}
				if err := attest.Edit(w.ctx, tx, a.ID, a.Version, attest.Draft{Name: a.Name, Tasks: a.Tasks, Learned: a.Learned, Lang: string(a.Lang),
					Words: j.guest.name + " møter presis, tar imot beskjeder godt og er en kollega vi setter pris på. Vi gir vår beste anbefaling."}); err != nil {
					return err
				}
				if err := ending.SignAttest(w.ctx, tx, a.ID, a.Version+1, "Personalkonsulent"); err != nil {
					return err
				}
			}
			for _, step := range *steps {
				if err := ending.Finish(w.ctx, tx, of, step.ID); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// meet holds the meetings whose time has come, as far as there is something to say.
func (w *world) meet(f firm, j journey, of placement.ID) {
	if w.err != nil {
		return
	}
	var series []meeting.Meeting
	w.do(f.owner, w.now, func(tx *db.Tx) error {
		b := db.NewBatch(tx)
		all := meeting.AskOfPlacement(b, of)
		err := b.Send(w.ctx)
		series = *all
		return err
	})
	for i, said := range j.minutes {
		if i >= len(series) || !series[i].At.Before(w.now) || j.until == over && series[i].At.After(w.at(j.ended, 12)) {
			return
		}
		m := series[i]
		up := min(5, 3+(i+1)/2)
		w.do(f.hr, m.At.Add(time.Hour), func(tx *db.Tx) error {
			if err := finishTodos(w.ctx, tx, of); err != nil {
				return err
			}
			return meeting.Hold(w.ctx, tx, m.ID, m.Version, meeting.Minutes{
				Attended: []string{"participant", "employer", "buddy"}, Agreed: said, Share: true,
				Scores: map[string]int{"attendance": up, "tasks": min(5, 2+(i+1)/2), "cooperation": up, "wellbeing": min(5, 3+i/2)},
				Todos:  []meeting.Todo{{Who: "employer", What: toDo[i%len(toDo)], DueOn: pointer(calendar.Day(m.At).AddDate(0, 0, 10))}},
			})
		})
	}
}

// toDo is what the employer takes on at one meeting after another.
var toDo = []string{"Vise neste oppgave", "Ta med på lunsj med naboavdelingen", "Finne en dag for truckopplæring", "Gå gjennom sikkerhetsrutinene en gang til"}

// finishTodos says of what was agreed at earlier meetings that it is done.
func finishTodos(ctx context.Context, tx *db.Tx, of placement.ID) error {
	b := db.NewBatch(tx)
	open := meeting.AskOpenTodos(b, of)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, t := range *open {
		if err := meeting.Finish(ctx, tx, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// learn writes the participant's log and the ticks, each on its day.
func (w *world) learn(f firm, j journey, of placement.ID, first time.Time) {
	if w.err != nil || len(j.learned) == 0 || j.guest.self == "" {
		return
	}
	var goals []learning.Goal
	w.do(f.owner, w.now, func(tx *db.Tx) error {
		b := db.NewBatch(tx)
		all := learning.AskGoals(b, of)
		err := b.Send(w.ctx)
		goals = *all
		return err
	})
	for _, l := range j.learned {
		day := first.AddDate(0, 0, l.after)
		if !day.Before(calendar.Day(w.now)) || w.err != nil {
			return
		}
		w.do(j.guest.self, calendar.At(day, 14, 0), func(tx *db.Tx) error {
			return learning.Write(w.ctx, tx, of, learning.Draft{Goal: goals[l.goal].ID, OnDay: day, What: l.what, Level: l.level, Today: tx.Today()})
		})
		if l.tick == 0 {
			continue
		}
		w.do(f.hr, calendar.At(day, 15, 0), func(tx *db.Tx) error {
			b := db.NewBatch(tx)
			entries := learning.AskEntries(b, of)
			if err := b.Send(w.ctx); err != nil {
				return err
			}
			for _, e := range *entries {
				if e.TickedAt == nil {
					return learning.Tick(w.ctx, tx, of, e.ID, l.tick)
				}
			}
			return nil
		})
	}
}
