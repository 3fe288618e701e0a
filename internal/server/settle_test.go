package server_test

import (
	"testing"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db/dbtest"
	"plass/internal/route"
)

// met presents somebody who is asked to an intake meeting, and returns the nomination and the presentation.
func (m *match) met(of candidate.ID, who auth.Actor) (nomination, presentation string) {
	m.t.Helper()
	nomination = m.yes(of, who, "strengths")
	presentation = m.presented(nomination)
	show := "/presentations/" + presentation
	c := m.as(m.Contact)
	c.get(show).submit(show+"/answer", "answer", "meet")
	want(m.t, c.get(show).submit(show+"/meetings", "day", on(3), "place", "Møterom 2", "clock", "10:00"), 200, "Møterom 2")
	return nomination, presentation
}

func TestNothingStandsOpenAfterAPresentationCameToNothing(t *testing.T) {
	t.Parallel()
	for name, ends := range map[string]struct {
		how func(m *match, ada auth.Actor, nomination, presentation string)
		by  string // the party that ends it, and is told nothing
	}{
		"not chosen": {func(m *match, _ auth.Actor, _, presentation string) {
			show := "/presentations/" + presentation
			m.as(m.Contact).get(show).submit(show+"/choice", "choice", "not_chosen")
		}, "contact"},
		"withdrawn by the candidate": {func(m *match, ada auth.Actor, nomination, _ string) {
			m.as(ada).get("/my/questions/" + nomination).submit("/my/questions/" + nomination + "/withdrawal")
		}, "candidate"},
		"withdrawn by Nav": {func(m *match, _ auth.Actor, nomination, _ string) {
			want(m.t, m.as(m.Liaison).post("/nominations/"+nomination+"/withdrawal"), 303)
		}, "liaison"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMatch(t)
			ada, adaAs := m.candidate("Ada", "Prøve")
			nomination, presentation := m.met(ada, adaAs)
			bo, boAs := m.candidate("Bo", "Prøve")
			_, other := m.met(bo, boAs)
			want(t, m.as(m.HR).get(route.Now), 200, m.only(`SELECT id::text FROM meetings WHERE presentation_id = $1`, presentation))
			m.change(`DELETE FROM river.river_job`)
			ends.how(m, adaAs, nomination, presentation)

			if n := m.count(`SELECT count(*) FROM meetings WHERE presentation_id = $1 AND cancelled_at IS NOT NULL AND sequence = 1`, presentation); n != 1 {
				t.Error("the meeting is still called")
			}
			if n := m.count(`SELECT count(*) FROM meetings WHERE presentation_id = $1 AND cancelled_at IS NULL`, other); n != 1 {
				t.Error("the meeting of somebody else is called off")
			}
			for _, party := range []string{"employer", "participant"} {
				if n := m.count(`SELECT count(*) FROM river.river_job WHERE kind = 'party' AND args->>'what' = 'meeting_cancelled' AND args->>'about' = $1 AND args->>'party' = $2`, presentation, party); n != 1 {
					t.Errorf("the %s is told %d times", party, n)
				}
			}
			told := len(m.told("meeting_cancelled")[m.Contact.Membership])
			if wants := map[bool]int{true: 0, false: 1}[ends.by == "contact"]; told != wants {
				t.Errorf("the contact person is told %d times, want %d", told, wants)
			}
			// What the employer was told still leads somewhere.
			hr := m.as(m.HR)
			for _, page := range []reply{hr.get(route.Notices), hr.get(route.Now)} {
				lacks(t, page, presentation, m.only(`SELECT id::text FROM meetings WHERE presentation_id = $1`, presentation))
				want(t, page, 200, "/partner/presentations/"+other, route.OurPeople)
				for _, to := range page.links() {
					if p := hr.get(to); p.Status == 404 {
						t.Errorf("%s leads to %s, which is not there", page.Path, to)
					}
				}
			}
			// The day after the meeting should have been, nothing is left of it; of the other there is.
			m.clock(dbtest.Now.AddDate(0, 0, 5))
			for _, who := range []auth.Actor{m.Contact, m.HR} {
				home := map[bool]string{true: route.Today, false: route.Now}[who == m.Contact]
				want(t, m.as(who).get(home), 200, m.only(`SELECT id::text FROM meetings WHERE presentation_id = $1`, other))
				lacks(t, m.as(who).get(home), m.only(`SELECT id::text FROM meetings WHERE presentation_id = $1`, presentation))
			}
			// The contact person no longer needs to know Ada, and still needs to know Bo; the office follows both up.
			want(t, m.as(m.Contact).get("/candidates/"+ada.String()), 200, "Hvorfor åpner du denne siden?")
			want(t, m.as(m.Contact).get("/candidates/"+bo.String()), 200, "Bo Prøve")
			want(t, m.as(m.Liaison).get("/candidates/"+ada.String()), 200, "Ada Prøve")
		})
	}
}

func TestNobodyIsKnownForARequestThatIsClosed(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	ada, adaAs := m.candidate("Ada", "Prøve")
	bo, boAs := m.candidate("Bo", "Prøve")
	cy, cyAs := m.candidate("Cy", "Prøve")
	yes := m.yes(ada, adaAs, "strengths")
	m.met(bo, boAs)
	open := m.nominated(cy)
	want(t, m.as(m.Liaison).get(route.Today), 200, "svar")
	m.as(m.Contact).get(m.Request).submit(m.Request + "/closing")

	// Who had said yes is not presented, and is known no longer. Who is presented is, until it is settled.
	want(t, m.as(m.Contact).get("/candidates/"+ada.String()), 200, "Hvorfor åpner du denne siden?")
	want(t, m.as(m.Contact).get("/candidates/"+bo.String()), 200, "Bo Prøve")
	want(t, m.as(m.Liaison).get("/candidates/"+ada.String()), 200, "Ada Prøve")
	want(t, m.as(m.Contact).post("/nominations/"+yes+"/presentation"), 404)
	if n := m.count(`SELECT count(*) FROM disclosures WHERE candidate_id = $1 AND until_at = 'infinity'`, ada.UUID); n != 0 {
		t.Errorf("%d fields of Ada stand open", n)
	}
	mine := m.as(adaAs).get("/my/questions/" + yes)
	want(t, mine, 200, "tar ikke imot flere nå")
	lacks(t, mine, "Ta ja-et tilbake")

	// A question that nobody needs an answer to is not asked, and an answer is refused with nothing written.
	page := "/my/questions/" + open
	asked := m.as(cyAs).get(page)
	want(t, asked, 200, "Fjord Gjenvinning tar ikke imot flere nå.")
	lacks(t, asked, "Ja, presenter meg")
	want(t, m.as(cyAs).get("/my/questions"), 200, "Ingen spørsmål venter på deg.", "Ikke åpent lenger")
	for _, answer := range []string{"yes", "no"} {
		want(t, m.as(cyAs).post(page+"/answer", "answer", answer), 409, "Forespørselen er avsluttet.")
		want(t, m.as(m.Liaison).post("/nominations/"+open+"/answer", "answer", answer, "way", "phone"), 409, "Forespørselen er avsluttet.")
	}
	if n := m.count(`SELECT count(*) FROM nominations n WHERE id = $1 AND answer IS NULL AND NOT EXISTS (SELECT FROM disclosures d WHERE d.nomination_id = n.id)
		AND NOT EXISTS (SELECT FROM relations r WHERE r.candidate_id = n.candidate_id AND r.kind = 'presented')`, open); n != 1 {
		t.Error("an answer to a closed request leaves something behind")
	}
	lacks(t, m.as(m.Liaison).get(route.Today), "venter på svar")
}
