package demo

import (
	"time"

	"plass/internal/access"
	"plass/internal/agreement"
	"plass/internal/attest"
	"plass/internal/buddy"
	"plass/internal/calendar"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/ending"
	"plass/internal/learning"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/plan"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/tenant"
)

// A firm is an employer with what the journeys through it need.
type firm struct {
	id      employer.ID
	owner   string // who at Nav owns it
	hr      string // who at the employer answers and signs
	units   map[string]employer.UnitID
	lines   []seat.Line
	buddies map[string]buddy.ID
}

// A guest is a candidate with who registered them, and how they answer.
type guest struct {
	id      candidate.ID
	name    string
	liaison string
	self    string // the candidate's own login; empty: answers are given in a talk
}

// A journey is a person's way through a place. A stage that is not reached is zero.
type journey struct {
	line     int // which of the firm's lines
	unit     string
	guest    guest
	offices  []tenant.OfficeID
	others   []string // liaisons who have nobody just now
	asked    int      // days from today the request was sent
	employer bool     // the employer asked
	until    stage
	buddy    string
	starts   int
	open     bool     // no last day
	minutes  []string // what was agreed at each meeting held
	learned  []learned
	ended    int
	outcome  placement.Outcome
	signed   bool // the attest is signed and the checklist done
}

// A stage is how far somebody has come.
type stage int

const (
	asked stage = iota
	saidYes
	presented
	wanted
	called
	met
	chosen
	placed
	planned
	begun
	over
)

// learned is an entry in the log: how many days after the start, which goal, what, how well, and the buddy's tick.
type learned struct {
	after, goal int
	what        string
	level, tick int
}

// travel takes a guest as far as the journey goes, everything at its own time.
func (w *world) travel(f firm, j journey) (of placement.ID) {
	line := f.lines[j.line]
	day := func(after int) time.Time { return w.at(j.asked+after, 10) }
	by := f.owner
	if j.employer {
		by = f.hr
	}
	unit := f.units[j.unit]
	r := get(w, by, day(0), func(tx *db.Tx) (request.ID, error) {
		return request.Create(w.ctx, tx, request.Draft{Line: line.ID, Unit: &unit, Count: 1, WantedFrom: w.workday(j.asked + 21), Message: wish(j.employer)})
	})
	w.do(f.owner, day(0).Add(time.Hour), func(tx *db.Tx) error {
		return request.Send(w.ctx, tx, r, request.Sending{Offices: j.offices, DueOn: w.day(j.asked + 7), Today: tx.Today(),
			Criteria: []string{"Ønsker å være i arbeid", "Kan møte til faste tider"}})
	})
	w.do(j.guest.liaison, day(1), func(tx *db.Tx) error {
		return access.Log(w.ctx, tx, j.guest.id.UUID, access.CandidatePage, access.FollowUp, "")
	})
	n := get(w, j.guest.liaison, day(2), func(tx *db.Tx) (nomination.ID, error) {
		return nomination.Nominate(w.ctx, tx, r, nomination.Draft{Candidate: j.guest.id, Meets: []string{"Ønsker å være i arbeid", "Kan møte til faste tider"},
			Note: "Vi har snakket om plassen, og det passer godt.", AnswerBy: w.day(j.asked + 9), Today: tx.Today()})
	})
	for _, office := range j.others {
		w.do(office, day(3), func(tx *db.Tx) error { return request.None(w.ctx, tx, r, "Ingen som passer akkurat nå") })
	}
	if j.until < saidYes {
		return of
	}
	answer := nomination.Yes{Fields: []string{"strengths", "wishes", "languages", "needs_at_work"}, Buddy: []string{"needs_at_work"}, Way: "meeting"}
	if j.guest.self != "" {
		w.do(j.guest.self, day(3), func(tx *db.Tx) error { return nomination.SayYes(w.ctx, tx, n, answer) })
	} else {
		w.do(j.guest.liaison, day(3), func(tx *db.Tx) error { return nomination.SayYes(w.ctx, tx, n, answer) })
	}
	if j.until < presented {
		return of
	}
	p := get(w, f.owner, day(4), func(tx *db.Tx) (nomination.PresentationID, error) { return nomination.Present(w.ctx, tx, n) })
	if j.until < wanted {
		return of
	}
	w.do(f.hr, day(5), func(tx *db.Tx) error { return nomination.Answer(w.ctx, tx, p, "meet") })
	if j.until < called {
		return of
	}
	m := get(w, f.owner, day(6), func(tx *db.Tx) (meeting.ID, error) {
		return meeting.CallIntake(w.ctx, tx, p, meeting.Calling{At: calendar.At(w.workday(j.asked+9), 12, 0), Place: "Møterommet ved resepsjonen", Kind: meeting.Intake,
			Parts: meeting.Parts, Nav: true, Now: tx.Now})
	})
	if j.until < met {
		return of
	}
	w.do(f.owner, calendar.At(w.workday(j.asked+9), 14, 0), func(tx *db.Tx) error {
		return meeting.Hold(w.ctx, tx, m, 1, meeting.Minutes{Attended: []string{"participant", "employer", "nav"}, Agreed: "Vi har gått en runde og snakket sammen. " + j.unit + " passer best.", Share: true})
	})
	if j.until < chosen {
		return of
	}
	w.do(f.owner, calendar.At(w.workday(j.asked+9), 15, 0), func(tx *db.Tx) error { return nomination.Choose(w.ctx, tx, p, &unit) })
	if j.until < placed {
		return of
	}
	return w.stay(f, j, line, p)
}

func wish(byEmployer bool) string {
	if byEmployer {
		return "Vi har plass til én til, og en fadder står klar."
	}
	return ""
}

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
	w.do(f.owner, calendar.At(first, 9, 0), func(tx *db.Tx) error { return start.Begin(w.ctx, tx, of) })
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
				if err := attest.Sign(w.ctx, tx, a.ID, a.Version+1, "Personalkonsulent"); err != nil {
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
			return meeting.Hold(w.ctx, tx, m.ID, m.Version, meeting.Minutes{
				Attended: []string{"participant", "employer", "buddy"}, Agreed: said, Share: true,
				Scores: map[string]int{"attendance": up, "tasks": min(5, 2+(i+1)/2), "cooperation": up, "wellbeing": min(5, 3+i/2)},
				Todos:  []meeting.Todo{{Who: "employer", What: "Vise neste oppgave", DueOn: pointer(calendar.Day(m.At).AddDate(0, 0, 10))}},
			})
		})
	}
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

// agree makes an agreement from a template and has both sides sign it.
func (w *world) agree(f *firm, template, title string, from int) agreement.ID {
	at := w.at(from-20, 10)
	id := get(w, f.owner, at, func(tx *db.Tx) (agreement.ID, error) {
		return agreement.Create(w.ctx, tx, f.id, agreement.Draft{Template: template, Title: title, StartsOn: w.day(from), ReviewOn: pointer(w.day(from + 730))})
	})
	w.do(f.owner, at.Add(time.Hour), func(tx *db.Tx) error { return agreement.Offer(w.ctx, tx, id, 1) })
	for i, body := range []string{"working_environment_committee", "union", "staff"} {
		w.do(f.owner, at.AddDate(0, 0, i+1), func(tx *db.Tx) error {
			return agreement.Anchor(w.ctx, tx, id, agreement.AnchoringDraft{Body: body, Degree: []string{"agreed", "agreed", "informed"}[i],
				HappenedOn: tx.Today(), Today: tx.Today()})
		})
	}
	w.do(f.hr, at.AddDate(0, 0, 5), func(tx *db.Tx) error { return agreement.Sign(w.ctx, tx, id, 1) })
	w.do(f.owner, at.AddDate(0, 0, 6), func(tx *db.Tx) error { return agreement.Sign(w.ctx, tx, id, 1) })
	w.do(f.owner, at.AddDate(0, 0, 6), func(tx *db.Tx) (err error) {
		f.lines, err = seat.OfAgreement(w.ctx, tx, id.UUID)
		return err
	})
	return id
}
