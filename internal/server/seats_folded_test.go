package server_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/templates/seatview"
)

var foldedRow = regexp.MustCompile(`(?s)<li><a href="(/(?:seats|partner/places)\?agreement=[^"]*)">.*?</li>`)

func TestALargeBoardIsFolded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	large := w.arrange(w.Employer, w.HR, "glor", "Lager", func(whole *terms.Terms) {
		whole.Places.Lines[0].Count, whole.Places.Lines[1].Count = 4, 160
	})
	w.seated(large.Line, large.Unit, w.HR, sitting{first: "Ada", last: "Prøve", from: "2026-03-02"})
	for _, board := range []reply{w.as(w.Contact).get("/seats"), w.as(w.HR).get("/partner/places")} {
		want(t, board, 200, "1 av 160 plasser er besatt. 159 ledige, lengst i", "0 av 4 plasser er besatt. 4 ledige", "Ledig lenger enn avtalt.",
			`width="14" height="14" fill="url(#training-filled)"`, `width="2226" height="14" fill="url(#training-vacant-late)"`, `id="training-vacant-late"`)
		lacks(t, board, `class="seats"`, "Neste side", "<table><caption>Tavla som tabell", "Ada")
		if got := sums(board); !strings.HasSuffix(got, "Varige plasser 4 0 0 4 Arbeidstreningsplasser 160 1 0 159") {
			t.Errorf("the board adds up %q", got)
		}
		rows := foldedRow.FindAllStringSubmatch(board.Body, -1)
		if len(rows) != 2 || rows[0][1] != rows[1][1] {
			t.Fatalf("the board has the rows %q, want two of one agreement", rows)
		}
	}

	// A page of a board shows so many lines, and the next goes on where it ended.
	w.sql(`INSERT INTO place_lines (tenant_id, id, first_id, employer_id, agreement_id, version_id, kind, count, rule, alarm_days, from_on, position)
		SELECT tenant_id, new, new, employer_id, agreement_id, version_id, kind, n, rule, alarm_days, from_on, position + n
		FROM place_lines, generate_series(201, 200 + $2::int) n, LATERAL (SELECT md5(n::text)::uuid AS new) x WHERE id = $1`, large.Line.ID, seatview.FoldedRows)
	board := w.as(w.Contact).get("/seats?show=all")
	next := w.as(w.Contact).get(board.link("Neste side"))
	if a, b := len(foldedRow.FindAllString(board.Body, -1)), len(foldedRow.FindAllString(next.Body, -1)); a != seatview.FoldedRows || b != 2 {
		t.Errorf("the pages have %d and %d rows, want %d and 2", a, b, seatview.FoldedRows)
	}
	want(t, next, 200, fmt.Sprintf("av %d plasser", 200+seatview.FoldedRows), "Til første side")
	lacks(t, next, "av 201 plasser", "Neste side")
	if sums(next) != sums(board) {
		t.Errorf("the next page adds up %q, the first %q", sums(next), sums(board))
	}
}

func TestTheBoardOfOneAgreementOrFramework(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := w.agreed(w.Employer, w.HR, "glor")
	other := w.employer("Nordlys Lager", "923609016")
	w.agreed(other, w.partner(other, auth.EmployerContact, "Odd Annen"), "ia_vikar")
	at := "?agreement=" + one.AgreementID.String()
	want(t, w.as(w.Contact).get(route.Seats+"?show=all"), 200, "Nordlys Lager", "Fjord Gjenvinning")
	board := w.as(w.Contact).get(route.Seats + at)
	want(t, board, 200, "Bare Inkluderingsavtale", "Varig plass 3", `name="agreement" value="`+one.AgreementID.String())
	lacks(t, board, "Nordlys Lager", "Midlertidig")
	want(t, w.as(w.HR).get(route.OurPlaces+at), 200, "Varig plass 3")
	foreign := newWorld(t)
	want(t, foreign.as(foreign.Contact).get(route.Seats+at), 404)
	want(t, foreign.as(foreign.HR).get(route.OurPlaces+at), 404)
	want(t, w.as(w.Contact).get(route.Seats+"?agreement=tull"), 200)

	a := w.concluded(w.drafted(w.Employer, "glor", "title", "Alene"), w.HR).at(w.Contact)
	lifted := w.concluded(a.at(w.Contact, "/changes").submit(a.Path+"/framework"), w.HR).at(w.Contact)
	frame := strings.TrimPrefix(lifted.Path, "/agreements/")
	w.concluded(w.drafted(w.Employer, "glor", "title", "Lokal nord", "framework", frame), w.HR)
	locals := w.as(w.Contact).get(lifted.Path + "/locals")
	under := w.as(w.Contact).get(locals.link("Se plassene på tavla"))
	want(t, under, 200, "Lokal nord", "Varig plass 3")
	lacks(t, under, ">Alene<", ">Inkluderingsavtale<")
}

// TestTheDayCallsOutForThePlacesOfThoseItIsAbout and for no others: one's own, those one stands in for, or the office's.
func TestTheDayCallsOutForThePlacesOfThoseItIsAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.agreed(w.Employer, w.HR, "glor")
	elsewhere := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Name: "Egil Annetkontor"})
	there := *w
	there.Contact = elsewhere
	far := there.employer("Nordlys Lager", "923609016")
	there.agreed(far, there.partner(far, auth.EmployerContact, "Odd Annen"), "glor")
	berit := w.colleague("Berit Vikar")
	w.as(w.Contact).get(route.StandIns).submit(route.StandIns, "by", berit.Membership.String(), "from", "2026-04-20", "to", "2026-04-30")
	mine := there
	mine.Contact = berit
	own := mine.employer("Vikarens Verksted", "974760673")
	mine.agreed(own, mine.partner(own, auth.EmployerContact, "Vera Verksted"), "glor")

	w.clock(dbtest.Now.AddDate(0, 0, 49))
	const near, away, hers = "Fjord Gjenvinning: ", "Nordlys Lager: ", "Vikarens Verksted: "
	day := w.as(w.Contact).get(route.Today)
	want(t, day, 200, near+"3 plasser (varig plass) står ledige. Den første har stått ledig i 77 dager.")
	lacks(t, day, away, hers)
	standIn := w.as(berit).get(route.Today + "?who=stand-in")
	want(t, standIn, 200, near)
	lacks(t, standIn, away, hers)
	office := w.as(w.Leader).get(route.Today + "?who=office")
	want(t, office, 200, near, hers)
	lacks(t, office, away)
}
