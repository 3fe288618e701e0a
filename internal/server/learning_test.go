package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/learning"
	"plass/internal/register/local"
	"plass/internal/route"
)

// goals returns what there is to learn, in its order.
func (w *world) goals(s stay) (list []learning.Goal) {
	w.t.Helper()
	w.do(s.Self, func(ctx context.Context, tx *db.Tx) error {
		b := db.NewBatch(tx)
		all := learning.AskGoals(b, s.ID)
		err := b.Send(ctx)
		list = *all
		return err
	})
	return list
}

func TestTheParticipantWritesAndTheBuddyTicks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 2)
	s := w.place(a, "Ada", "Prøve", id, self)
	goals := w.goals(s)
	w.clock(dbtest.Now.AddDate(0, 0, 3))

	ada := w.as(s.Self)
	mine := ada.get(route.MyLearning)
	want(t, mine, 200, "Møte til rett tid", "Sortere papir og papp", "Ikke ennå", `value="2026-03-05"`, "Du har ikke skrevet noe ennå.")
	to := route.My("placements", s.ID, "learning")
	want(t, mine.submit(to, "what", "", "on_day", "2026-03-06"), 422, "Velg ett av alternativene.", "Må fylles ut.", "Datoen kan ikke være fram i tid.")
	want(t, mine.submit(to, "goal", goals[1].ID.String(), "level", "4", "what", "Papp", "on_day", "2026-02-31"), 422, "Velg et av alternativene i listen.", "Skriv en dato som finnes", ">Papp<")
	want(t, mine.submit(to, "goal", uuid.NewString(), "level", "2", "what", "Papp", "on_day", "2026-03-01"), 422, "Velg et av alternativene i listen.")
	want(t, mine.submit(to, "goal", goals[1].ID.String(), "level", "2", "what", "Papp", "on_day", "2026-03-01"), 422, "Dagen må være i perioden.")
	written := mine.submit(to, "goal", goals[1].ID.String(), "level", "3", "what", "Sorterte tre paller")
	want(t, written, 200, "Lagret.", "Sorterte tre paller", "torsdag 5. mars 2026", "Ikke bekreftet ennå", "Det er bekreftet at du kan 0 av 3 ting alene.")

	// The lights of the two stand apart, in words.
	frida := w.as(self)
	ours := frida.get(route.Partner("placements", s.ID, "learning"))
	want(t, ours, 200, "Ada lærer", "Venter på deg", "Sorterte tre paller", "Ada: Kan det alene", "Bekreftet: Ikke ennå")
	lacks(t, ours, "Prøve", s.Candidate.String(), "Legg til")
	entry := strings.TrimSuffix(strings.Split(strings.Split(ours.Body, `action="`+route.Partner("placements", s.ID, "learning")+"/")[1], `"`)[0], "/")
	tick := route.Partner("placements", s.ID, "learning", entry)
	want(t, ours.submit(tick, "level", "0"), 422)
	want(t, ours.submit(tick, "level", "2"), 200, "Bekreftet. Deltakeren ser det nå.", "har ikke skrevet noe som venter", "Frida Fadder: Har prøvd det", "Bekreftet: Har prøvd det")
	want(t, ada.get(route.MyLearning), 200, "Jeg: Kan det alene", "Bekreftet: Har prøvd det", "kan 0 av 3 ting alene")
	hr := w.as(w.HR)
	want(t, hr.get(route.Partner("placements", s.ID, "learning")).submit(tick, "level", "3"), 200, "Hanne Personal: Kan det alene")
	want(t, ada.get(route.MyLearning), 200, "kan 1 av 3 ting alene")
	record := ada.get(route.My("papers", s.ID, "learning-record"))
	want(t, record, 200, "Dokumentasjon av opplæring", "Ada Prøve", "Sorterte tre paller", "05.03.2026", "Kan det alene (Hanne Personal)", "Fjord Gjenvinning, Papirsortering")

	// Only the participant writes, and only the buddy and HR tick.
	for _, c := range []*client{frida, hr, w.as(w.Contact), w.as(w.Union)} {
		want(t, c.post(to, "goal", goals[0].ID.String(), "level", "1", "what", "x", "on_day", "2026-03-05"), 404)
	}
	want(t, ada.post(tick, "level", "3"), 404)
	want(t, w.as(w.Contact).post(tick, "level", "3"), 404)
	want(t, w.as(w.Union).post(tick, "level", "3"), 403)
	want(t, w.as(w.Buddy).post(tick, "level", "3"), 404) // follows nobody
	if n := w.count(`SELECT count(*) FROM learning_entries`); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
	if n := w.count(`SELECT count(*) FROM river.river_job WHERE kind = 'party' AND args->>'what' = 'learning_to_tick' AND args->>'party' = 'buddy'`); n != 1 {
		t.Errorf("the buddy was told %d times, want once", n)
	}

	// Another person's, and another employer's.
	_, other := w.candidate("Bo", "Prøve")
	want(t, w.as(other).get(to), 404)
	want(t, w.as(other).get(route.My("papers", s.ID, "learning-record")), 404)
	want(t, w.as(other).get(route.MyLearning), 200, "Når du har begynt på en plass")
	stranger := w.partner(w.employer("Alliansen", string(local.Alliance)), auth.EmployerContact, "Siri Fremmed")
	want(t, w.as(stranger).get(route.Partner("placements", s.ID, "learning")), 404)
	want(t, w.as(stranger).post(tick, "level", "3"), 404)
}

func TestTheEmployerSaysWhatThereIsToLearn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "ia_vikar", "Lager", nil)
	id, self := w.helper(a, "Frida Fadder", 2)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.learned(s, "Plukket tre ordrer", 1, 2, 3)

	hr := w.as(w.HR)
	to := route.Partner("placements", s.ID, "learning")
	ours := hr.get(to)
	want(t, ours, 200, "Ada Prøve kan 1 av 3 ting alene.", "Løfte og flytte varer trygt")
	add := route.Partner("placements", s.ID, "goals")
	want(t, ours.submit(add, "title", " "), 422, "Noe nytt å lære: Må fylles ut.")
	want(t, ours.submit(add, "title", "Kjøre truck"), 200, "Lagt til.", "Kjøre truck", "kan 1 av 4 ting alene.")
	gone := w.goals(s)[1]
	want(t, hr.get(to).submit(route.Partner("placements", s.ID, "goals", gone.ID.String(), "removal")), 200, "kan 0 av 3 ting alene.", "Plukket tre ordrer")
	want(t, w.as(self).post(add, "title", "Sove"), 403)
	want(t, w.as(self).post(route.Partner("placements", s.ID, "goals", w.goals(s)[0].ID.String(), "removal")), 403)

	// Nav reads, and leaves a trace that the participant sees.
	want(t, w.as(w.Contact).get(route.Placement(s.ID, "learning")), 200, "Ada Prøve lærer", "Plukket tre ordrer", "Kjøre truck")
	if n := w.count(`SELECT count(*) FROM openings WHERE candidate_id = $1 AND page = 'placement' AND membership_id = $2`, s.Candidate, w.Contact.Membership); n != 1 {
		t.Errorf("%d traces of the look, want 1", n)
	}
	want(t, w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant}).get(route.Placement(s.ID, "learning")), 404)
	want(t, w.as(auth.Actor{Role: auth.NavContact}).get(route.Placement(s.ID, "learning")), 404)
}

func TestAPlacementThatHasNotBegunHasNoLogYet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.arrange(w.Employer, w.HR, "glor", "Papirsortering", nil)
	id, self := w.helper(a, "Frida Fadder", 2)
	s := w.place(a, "Ada", "Prøve", id, self)
	w.sql(`UPDATE placements SET begun_at = NULL, starts_on = $2 WHERE id = $1`, s.ID, dbtest.Now.Add(5*24*time.Hour))
	page := w.as(s.Self).get(route.MyLearning)
	want(t, page, 200, "Du kan skrive her fra første dag: lørdag 7. mars 2026.")
	lacks(t, page, "Hva har du gjort?")
	want(t, w.as(self).get(route.Now), 200, "Begynner lørdag 7. mars 2026")
}
