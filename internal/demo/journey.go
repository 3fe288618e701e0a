package demo

import (
	"time"

	"plass/internal/access"
	"plass/internal/agreement"
	"plass/internal/buddy"
	"plass/internal/calendar"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/request"
	"plass/internal/seat"
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
