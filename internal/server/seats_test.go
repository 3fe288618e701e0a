package server_test

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/start"
	"plass/internal/tenant"
)

// A sitting is somebody in a place, or on the way to one.
type sitting struct {
	first, last string
	from        string
	to          string // empty: open-ended
	until       string // "met": the employer wants to meet; else placed
}

// seated takes somebody as far as the stay says, on the line.
func (w *world) seated(line seat.Line, unit employer.UnitID, hr auth.Actor, s sitting) (of placement.ID) {
	w.t.Helper()
	who, person := w.candidate(s.first, s.last)
	var asked request.ID
	var named nomination.ID
	var shown nomination.PresentationID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if asked, err = request.Create(ctx, tx, request.Draft{Line: line.ID, Count: 1, WantedFrom: tx.Today()}); err != nil {
			return err
		}
		return request.Send(ctx, tx, asked, request.Sending{Offices: []tenant.OfficeID{{UUID: w.Liaison.Office}}, DueOn: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
	})
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) (err error) {
		named, err = nomination.Nominate(ctx, tx, asked, nomination.Draft{Candidate: who, AnswerBy: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
		return err
	})
	w.do(person, func(ctx context.Context, tx *db.Tx) error { return nomination.SayYes(ctx, tx, named, nomination.Yes{}) })
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		shown, err = nomination.Present(ctx, tx, named)
		return err
	})
	w.do(hr, func(ctx context.Context, tx *db.Tx) error { return nomination.Answer(ctx, tx, shown, "meet") })
	if s.until == "met" {
		return of
	}
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		met, err := meeting.CallIntake(ctx, tx, shown, meeting.Calling{At: tx.Now, Place: "Møterom " + s.first, Kind: meeting.Intake, Parts: meeting.Parts, Nav: true, Now: tx.Now})
		if err != nil {
			return err
		}
		if err := meeting.Hold(ctx, tx, met, 1, meeting.Minutes{Attended: []string{"participant", "employer", "nav"}, Share: true}); err != nil {
			return err
		}
		help, err := buddy.Add(ctx, tx, employer.ID{UUID: line.EmployerID}, buddy.Draft{Name: "Fadder for " + s.first, Most: 1})
		if err != nil {
			return err
		}
		session := buddy.TrainingDraft{OnDay: tx.Today(), Title: "Fadderopplæring", Buddies: []buddy.ID{help}}
		if err := buddy.Train(ctx, tx, employer.ID{UUID: line.EmployerID}, session); err != nil {
			return err
		}
		if err := nomination.Choose(ctx, tx, shown, &unit); err != nil {
			return err
		}
		d := start.Draft{StartsOn: date(w.t, s.from), Buddy: &help, Today: tx.Today()}
		if s.to != "" {
			last := date(w.t, s.to)
			d.EndsOn = &last
		}
		of, err = start.Placement(ctx, tx, shown, d)
		return err
	})
	return of
}

func date(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// linesOf returns the lines of the agreement that the line belongs to.
func (w *world) linesOf(l seat.Line) (lines []seat.Line) {
	w.t.Helper()
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		lines, err = seat.OfAgreement(ctx, tx, l.AgreementID)
		return err
	})
	return lines
}

// sums returns the figures of each kind that the board's totals show, as they stand in a row.
func sums(p reply) string {
	p.t.Helper()
	table := regexp.MustCompile(`(?s)<table.*?</table>`).FindString(p.Body)
	return strings.Join(strings.Fields(tag.ReplaceAllString(table, " ")), " ")
}

func TestTheBoardShowsEverybodyWhatTheyMaySee(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	unit := w.unit(w.Employer, "Papirsortering")
	lines := w.linesOf(w.agreed(w.Employer, w.HR, "glor")) // since 2 February; today is 2 March
	durable, training := lines[0], lines[1]
	ada := w.seated(durable, unit, w.HR, sitting{first: "Ada", last: "Prøve", from: "2026-03-02"})
	w.seated(durable, unit, w.HR, sitting{first: "Birk", last: "Utenfor", from: "2026-03-16"})
	w.seated(training, unit, w.HR, sitting{first: "Cato", last: "Test", from: "2026-03-02", to: "2026-03-20"})
	w.seated(training, unit, w.HR, sitting{first: "Dina", last: "Sist", until: "met"})

	nav := w.as(w.Contact).get("/seats")
	want(t, nav, 200, `aria-hidden="true">AP</span>`, `aria-hidden="true">CT</span>`, "Varig plass 1: besatt av AP", "Varig plass 2: reservert for BU fra 16. mars 2026",
		"Varig plass 3: ledig i 28 dager. Be om kandidater", "Arbeidstreningsplass 2: holdt av til en kandidat", "/placements/"+ada.String())
	if got, wanted := sums(nav), "Til sammen Type plass Tilbudt Besatt Reservert Ledig Varige plasser 3 1 1 1 Arbeidstreningsplasser 2 1 1 0"; got != wanted {
		t.Errorf("Nav reads %q, want %q", got, wanted)
	}
	lacks(t, nav, "Det er lenger enn avtalt.", "seat.", "terms.")

	hr := w.as(w.HR).get("/partner/places")
	want(t, hr, 200, "Varig plass 1: besatt av Ada", "reservert for Birk", "Cato", "Be om kandidater", "/partner/placements/"+ada.String())
	if got, wanted := sums(hr), sums(nav); got != wanted {
		t.Errorf("the employer reads %q, Nav reads %q", got, wanted)
	}
	lacks(t, hr, "Utenfor", `"/requests/new`, "Dina")
	union := w.as(w.Union).get("/partner/places")
	want(t, union, 200, "Inkluderingsavtale", "Varig plass")
	lacks(t, union, "Ada", "Birk", "Cato", ada.String(), "ledig")
	want(t, w.as(w.Buddy).get("/partner/places"), 403)
	auditor := w.as(w.Auditor).get("/seats")
	want(t, auditor, 200, "Varig plass 1: besatt")
	lacks(t, auditor, ">AP<", "/requests/new")

	other := w.employer("Nordlys Lager", "923609016")
	otherHR := w.partner(other, auth.EmployerContact, "Odd Annen")
	want(t, w.as(otherHR).get("/partner/places"), 200, "Dere har ingen plasser ennå.")
	want(t, w.as(w.Contact).get("/seats?employer="+other.String()), 200, "Ingen plasser er lovet ennå.", "Bare Nordlys Lager")
	want(t, w.as(w.Contact).get("/seats?employer="+w.Employer.String()), 200, "besatt av AP", "Bare Fjord Gjenvinning")
	foreign := newWorld(t)
	want(t, foreign.as(foreign.Contact).get("/seats?employer="+w.Employer.String()), 404)
	colleague := auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Knut Kontakt"}
	want(t, w.as(colleague).get("/seats"), 200, "Ingen av arbeidsgiverne dine har plasser ennå.")
	all := w.as(colleague).get("/seats?show=all")
	want(t, all, 200, "Fjord Gjenvinning", "Varig plass 3: ledig i 28 dager.")
	lacks(t, all, "/requests/new")
}

func TestTheBoardOnOtherDays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	unit := w.unit(w.Employer, "Papirsortering")
	lines := w.linesOf(w.agreed(w.Employer, w.HR, "glor"))
	w.seated(lines[0], unit, w.HR, sitting{first: "Ada", last: "Prøve", from: "2026-03-02"})
	w.seated(lines[1], unit, w.HR, sitting{first: "Cato", last: "Test", from: "2026-03-02", to: "2026-03-20"})

	for _, c := range []struct {
		day, want string
	}{
		{"2026-02-01", "Varige plasser 0 0"}, // before the agreement
		{"2026-02-27", "Varige plasser 3 0 1 2 Arbeidstreningsplasser 2 0 1 1"},
		{"2026-03-20", "Varige plasser 3 1 0 2 Arbeidstreningsplasser 2 1 0 1"},
		{"2026-03-21", "Varige plasser 3 1 0 2 Arbeidstreningsplasser 2 0 0 2"},
		{"2027-03-01", "Varige plasser 3 1 0 2 Arbeidstreningsplasser 2 0 0 2"},
	} {
		board := w.as(w.Contact).get("/seats?day=" + c.day)
		if c.day == "2026-02-01" {
			want(t, board, 200, "Slik var det denne dagen", "Varig plass 1: stengt")
			continue
		}
		if got := sums(board); !strings.HasSuffix(got, c.want) {
			t.Errorf("on %s the board says %q, want %q", c.day, got, c.want)
		}
		lacks(t, board, "/requests/new") // another day is to look at
	}
	want(t, w.as(w.Contact).get("/seats?day=2026-03-31"), 200, "Slik blir det denne dagen", "ledig i 10 dager. Det er lenger enn avtalt.")
	want(t, w.as(w.Contact).get("/seats?day=31.02.2026"), 200, "Skriv en dato som finnes")

	w.clock(dbtest.Now.AddDate(0, 0, 49)) // 20 April: Cato's place has been empty for 30 days
	late := w.as(w.Contact).get("/seats")
	want(t, late, 200, "Arbeidstreningsplass 1: ledig i 30 dager. Be om kandidater. Det er lenger enn avtalt.", "data-late", "AP siden 02.03.2026", "30 dager")
	w.clock(dbtest.Now.AddDate(1, 8, 0)) // the employer sees twelve weeks back, and says no more than it knows
	want(t, w.as(w.HR).get("/partner/places"), 200, "ledig i mer enn 83 dager", "83+")
	want(t, w.as(w.Contact).get("/seats"), 200, "ledig i mer enn 366 dager")
}

func TestTheStripShowsEveryStayAndItsGaps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	unit := w.unit(w.Employer, "Lager")
	lines := w.linesOf(w.agreed(w.Employer, w.HR, "ia_vikar"))
	for i, s := range []sitting{{from: "2026-03-02", to: "2026-03-31"}, {from: "2026-04-15", to: "2026-06-30"}, {from: "2026-03-10", to: "2026-05-31"}} {
		s.first, s.last = "Navn"+strconv.Itoa(i), "Prøve"
		w.seated(lines[0], unit, w.HR, s)
	}
	board := w.as(w.HR).get("/partner/places")
	bars := regexp.MustCompile(`<rect class="strip__bar[^>]*y="(\d+)"[^>]*><title>(Navn\d)[^<]*</title>`).FindAllStringSubmatch(board.Body, -1)
	lane := map[string]string{}
	for _, b := range bars {
		lane[b[2]] = b[1]
	}
	if len(lane) != 3 || lane["Navn0"] != lane["Navn1"] || lane["Navn0"] == lane["Navn2"] {
		t.Errorf("the lanes are %v", lane) // the second begins where the first has ended; the third stands beside both
	}
	if got := strings.Count(board.Body, `class="strip__gap"`); got != 4 {
		t.Errorf("%d places are drawn, want 4", got)
	}
	if strings.Contains(board.Body, "style=") {
		t.Error("the page has a style of its own")
	}
}
