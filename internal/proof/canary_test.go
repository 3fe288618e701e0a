package proof_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/ending"
	"plass/internal/meeting"
	"plass/internal/placement"
)

// A word is one that stands in one field of one person and nowhere else.
type word struct {
	class string // background, note, reason, last name, e-mail, id
	text  string
	of    uuid.UUID // the candidate
}

// plant writes a word of its own into every field that an employer must not see, by the functions of the forms.
func plant(words *[]word) func(w *world) {
	return func(w *world) {
		type person struct {
			id          uuid.UUID
			email, last string
			follow      auth.Actor
			placement   *uuid.UUID
			owner       *auth.Actor
			running     bool
			hired       bool // who hires somebody knows the whole name
		}
		rows, err := dbtest.Admin(w.t, w.pool).Query(w.t.Context(), `
			SELECT c.id, c.email, c.last_name, c.tenant_id, m.id, m.account_id, m.role, p.id, o.id, o.account_id, coalesce(p.begun_at IS NOT NULL AND p.ended_on IS NULL, false),
				EXISTS (SELECT FROM hires h WHERE h.candidate_id = c.id)
			FROM candidates c JOIN relations r ON r.candidate_id = c.id AND r.kind = 'follow_up' JOIN memberships m ON m.id = r.membership_id
			LEFT JOIN placements p ON p.candidate_id = c.id AND coalesce(p.ended_on, now()::date + 3650) > $1
			LEFT JOIN contact_persons k ON k.employer_id = p.employer_id AND k.to_at = 'infinity' LEFT JOIN memberships o ON o.id = k.membership_id`, dbtest.Now.AddDate(0, 0, -84))
		if err != nil {
			w.t.Fatal(err)
		}
		var people []person
		for rows.Next() {
			var p person
			var owner, account *uuid.UUID
			if err := rows.Scan(&p.id, &p.email, &p.last, &p.follow.Tenant, &p.follow.Membership, &p.follow.Account, &p.follow.Role, &p.placement, &owner, &account, &p.running, &p.hired); err != nil {
				w.t.Fatal(err)
			}
			if owner != nil {
				p.owner = &auth.Actor{Tenant: p.follow.Tenant, Membership: *owner, Account: *account, Role: auth.NavContact}
			}
			people = append(people, p)
		}
		if len(people) < 10 {
			w.t.Fatalf("only %d candidates", len(people))
		}
		as := func(who auth.Actor, work func(tx *db.Tx) error) {
			if err := w.pool.As(w.t.Context(), who, work); err != nil {
				w.t.Fatal(err)
			}
		}
		for i, p := range people {
			note := func(class, text string) string {
				*words = append(*words, word{class, text, p.id})
				return text
			}
			note("id", p.id.String())
			if p.email != "" {
				note("e-mail", p.email)
			}
			if p.placement == nil && !p.hired {
				note("last name", p.last)
			}
			as(p.follow, func(tx *db.Tx) error {
				return candidate.WriteBackground(w.t.Context(), tx, w.keys, candidate.ID{UUID: p.id}, time.Time{}, note("background", fmt.Sprintf("Bakgrunnsord%03d", i)))
			})
			if p.owner == nil {
				continue
			}
			of := placement.ID{UUID: *p.placement}
			as(*p.owner, func(tx *db.Tx) error {
				return meeting.WriteNote(w.t.Context(), tx, w.keys, of, nil, note("note", fmt.Sprintf("Notatord%03d", i)))
			})
			if p.running && i%2 == 0 {
				as(*p.owner, func(tx *db.Tx) error {
					now, err := placement.Get(w.t.Context(), tx, of)
					if err != nil {
						return err
					}
					return ending.Placement(w.t.Context(), tx, w.keys, of, ending.Draft{LastDay: tx.Today(), Outcome: "moved_on", Started: now.StartsOn, Today: tx.Today(),
						Reason: note("reason", fmt.Sprintf("Årsaksord%03d", i))})
				})
			}
		}
	}
}

// TestBlankSheet crawls the whole demo world as everybody at an employer and as every candidate: pages, papers, calendars, letters. No field they must not see is
// in anything they are sent. The same crawl as those who may see it finds it, or the crawl would prove nothing.
func TestBlankSheet(t *testing.T) {
	t.Parallel()
	var words []word
	w := newWorld(t, plant(&words))
	w.works(t)
	w.idle(t)
	classes := map[string]int{}
	for _, word := range words {
		classes[word.class]++
	}
	for _, class := range []string{"background", "note", "reason", "last name", "e-mail", "id"} {
		if classes[class] == 0 {
			t.Fatalf("no %s was planted", class)
		}
	}
	if n := len(w.outbox.Mails()); n < 20 {
		t.Errorf("only %d letters were sent", n)
	}
	found, papers := map[string]bool{}, 0 // by class, by those who may see it
	for _, p := range w.people {
		side := auth.Role(p.Role).Side()
		own := w.candidateOf(t, p)
		sent := w.as(p).surface()
		papers += strings.Count(sent, "[application/pdf]")
		for _, word := range words {
			if !strings.Contains(sent, word.text) {
				continue
			}
			switch {
			case side == auth.PartnerSide:
				t.Errorf("%s (%s) is sent the %s %s", p.Name, p.Role, word.class, word.text)
			case side == auth.CandidateSide && (word.of != own || slices.Contains([]string{"background", "note", "reason", "id"}, word.class)):
				t.Errorf("%s (%s) is sent the %s %s", p.Name, p.Role, word.class, word.text)
			case slices.Contains([]string{"administrator", "auditor"}, p.Role):
				t.Errorf("%s (%s) is sent the %s %s", p.Name, p.Role, word.class, word.text)
			case word.class == "background" && p.Role != "office_liaison":
				t.Errorf("%s (%s) is sent the background %s", p.Name, p.Role, word.text)
			}
			if side == auth.NavSide {
				found[word.class] = true
			}
		}
		if side != auth.NavSide {
			for _, liaison := range []string{"Amir Haddadi", "Tone Ringlund", "Thomas Ekra", "Silje Granmo"} {
				if side == auth.PartnerSide && strings.Contains(sent, liaison) {
					t.Errorf("%s (%s) is told of the liaison %s", p.Name, p.Role, liaison)
				}
			}
		}
	}
	if papers < 20 {
		t.Errorf("only %d papers were read", papers)
	}
	for class := range classes {
		if !found[class] {
			t.Errorf("nobody who may see a %s is sent one: the crawl proves nothing of it", class)
		}
	}
}

// candidateOf returns which candidate the person is; none for everybody else.
func (w *world) candidateOf(t *testing.T, p person) (own uuid.UUID) {
	t.Helper()
	if p.Role != "candidate" {
		return own
	}
	if err := dbtest.Admin(t, w.pool).QueryRow(t.Context(), `SELECT candidate_id FROM memberships WHERE email = $1 AND role = 'candidate'`, p.Email).Scan(&own); err != nil {
		t.Fatal(err)
	}
	return own
}
