package server_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/placement"
	"plass/internal/promise"
	"plass/internal/register/local"
)

// TestTheBookOfAnOlderProgram: what is in force when the book comes is written in it as it would have been by now.
func TestTheBookOfAnOlderProgram(t *testing.T) {
	t.Parallel()
	step, err := os.ReadFile("../../migrations/000023_promises.up.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, fill, found := strings.Cut(string(step), "-- What is in force already has its promises in the book.")
	if !found {
		t.Fatal("the migration fills no book")
	}
	for _, template := range []string{"kiwi", "fretex", "baerum", "nordic_choice"} {
		w := newWorld(t)
		w.promise(template)
		const book = `SELECT string_agg(concat_ws('|', placement_id, position, by_side, to_side, what, strength, due_when, days, percent, asks, to_read, due_on, listed_on), E'\n' ORDER BY placement_id NULLS FIRST, position) FROM promises`
		before := w.words(book)
		w.sql(`DELETE FROM promises`)
		w.sql(fill)
		if after := w.words(book); after != before || before == "" {
			t.Errorf("%s: the migration writes\n%s\nwant\n%s", template, after, before)
		}
	}
}

// words returns what a question before which there are no walls is answered with.
func (s *site) words(question string) (words string) {
	s.t.Helper()
	if err := dbtest.Admin(s.t, s.pool).QueryRow(context.Background(), question).Scan(&words); err != nil {
		s.t.Fatalf("%s: %v", question, err)
	}
	return words
}

// TestANewTextOfTheAgreement: what it does not promise any more lapses, what still stands is untouched, and what is new is written; sent twice it is done once.
func TestANewTextOfTheAgreement(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("nordic_choice")
	p.begin()
	hanne := w.as(w.HR)
	standing := hanne.get("/partner" + p.book).link("Har én fast kontaktperson for hotellene.")
	need := hanne.get("/partner" + p.book).link(nextDoor)
	hanne.get(need).submit(need+"/need", "because", "Busskort")
	// The next version, as package change makes it: the housing is Nav's no more, and a course is new.
	w.sql(`INSERT INTO agreement_versions (tenant_id, id, agreement_id, number, terms, signed_at)
		SELECT tenant_id, gen_random_uuid(), agreement_id, 2, jsonb_set(terms, '{commitments,promises}', (terms #> '{commitments,promises}') - 0 || '[{"by": "nav", "to": "employer", "what": "Holder kurs hvert halvår.", "strength": "intention", "when": {"kind": "always"}}]'), now()
		FROM agreement_versions WHERE signed_at IS NOT NULL`)
	for range 2 {
		w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
			of, err := placement.Get(ctx, tx, p.of.ID)
			if err != nil {
				return err
			}
			return promise.Renew(ctx, tx, of.AgreementID)
		})
	}
	book := hanne.get("/partner" + p.book)
	want(t, book, 200, "Holder kurs hvert halvår.", "Gjelder ikke lenger", "Gir hver deltaker en fadder.")
	if again := book.link("Har én fast kontaktperson for hotellene."); again != standing {
		t.Error("what still stands has been written anew")
	}
	if n := w.count(`SELECT count(*) FROM promises WHERE settled = 'lapsed'`); n != 2 {
		t.Errorf("%d promises have lapsed, want what was dropped and what was needed of it", n)
	}
	if n := w.count(`SELECT count(*) FROM promises WHERE placement_id IS NULL AND settled IS NULL`); n != 2 {
		t.Errorf("%d promises of the agreement stand, want 2", n)
	}
}

// TestWhoReadsABook: both sides of the agreement, and nobody of another employer or another tenant.
func TestWhoReadsABook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("kiwi")
	one := w.as(w.Contact).get(p.book).link(permanent)
	other := w.partner(w.employer("Alliansen", string(local.Alliance)), auth.EmployerContact, "Siri Personal")
	for _, who := range []auth.Actor{other, w.Buddy, w.Union, {Role: auth.EmployerContact}} {
		if who.Role != auth.UnionRepresentative {
			if got := w.as(who).get("/partner" + p.book).Status; got != 403 && got != 404 {
				t.Errorf("%s gets %d for the book", who.Role, got)
			}
		}
		if got := w.as(who).get("/partner" + one).Status; got != 403 && got != 404 {
			t.Errorf("%s gets %d for what is promised one person", who.Role, got)
		}
	}
	_, stranger := w.candidate("Bo", "Annen")
	if got := w.as(stranger).get("/my" + one).Status; got != 404 {
		t.Errorf("another candidate gets %d", got)
	}
	colleague := w.as(auth.Actor{Role: auth.NavContact, Tenant: w.Contact.Tenant, Office: w.Contact.Office, Name: "Knut Kontakt"})
	want(t, colleague.post(one+"/answer", "_version", "1", "said", "kept"), 403)
	lacks(t, colleague.get(one), "Lagre svaret")
}

// TestTwoWhoAnswerAtOnce: the second sees both answers, and what was typed stays.
func TestTwoWhoAnswerAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.promise("kiwi")
	p.begin()
	to := w.as(w.Contact).get(p.book).link("Tar seg av alle spørsmål om deltakerens økonomi og sosiale forhold.")
	nora, hanne := w.as(w.Contact).get(to), w.as(w.HR).get("/partner"+to)
	want(t, hanne.submit("/partner"+to+"/answer", "said", "broken", "why", "Ingen svarte på telefonen"), 200)
	want(t, nora.submit(to+"/answer", "said", "kept", "evidence", "Vi har hatt fire samtaler"), 409, "Noen andre har svart mens du skrev.", "Vi har hatt fire samtaler", "Ingen svarte på telefonen")
}
