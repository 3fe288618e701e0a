// Package attest holds the paper a participant takes along: drafted from facts, edited and signed by the employer,
// frozen from then on, and the participant's own.
package attest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/text"
)

// An ID identifies an attest.
type ID struct{ uuid.UUID }

// An Attest is what an employer says of what somebody has done there.
type Attest struct {
	ID          ID
	PlacementID placement.ID
	Name        string // the participant's whole name
	Employer    string
	Unit        string
	FromOn      time.Time
	ToOn        time.Time
	Tasks       string
	Learned     string
	Words       string // the employer's own
	Lang        text.Lang
	DraftedAt   time.Time
	Version     int
	SignedAt    *time.Time
	Signer      string
	SignerTitle string
	Hash        string
}

// MaySign reports whether the one acting can edit and sign.
func (a Attest) MaySign(who auth.Actor) bool {
	return a.SignedAt == nil && who.Is(auth.EmployerContact)
}

// A Draft is what the employer edits.
type Draft struct {
	Name, Tasks, Learned, Words string
	Lang                        string
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	_, spoken := text.Parse(d.Lang)
	p.Unless(spoken, "lang", "form.not_a_choice")
	return p
}

const columns = `id, placement_id, name, employer, unit, from_on, to_on, tasks, learned, words, lang, drafted_at, version, signed_at, signer, signer_title, hash`

// Get returns the attest.
func Get(ctx context.Context, tx *db.Tx, id ID) (Attest, error) {
	return db.One[Attest](ctx, tx, `SELECT `+columns+` FROM attests WHERE id = @id`, db.Args{"id": id})
}

// Ask asks for the attest.
func Ask(b *db.Batch, id ID) *Attest {
	return db.AskOne[Attest](b, `SELECT `+columns+` FROM attests WHERE id = @id`, db.Args{"id": id})
}

// AskOfPlacement asks for the attest of the placement: one, or none yet.
func AskOfPlacement(b *db.Batch, of placement.ID) *[]Attest {
	return db.AskAll[Attest](b, `SELECT `+columns+` FROM attests WHERE placement_id = @id`, db.Args{"id": of})
}

// AskOpen asks for the attests that wait for the employer acting, the oldest first.
func AskOpen(b *db.Batch, of employer.ID) *[]Attest {
	return db.AskAll[Attest](b, `SELECT `+columns+` FROM attests WHERE employer_id = @id AND signed_at IS NULL ORDER BY drafted_at`, db.Args{"id": of})
}

// AskMine asks for the signed attests of the person acting, the newest first.
func AskMine(b *db.Batch) *[]Attest {
	return db.AskAll[Attest](b, `SELECT `+columns+` FROM attests WHERE candidate_id = current_candidate() AND signed_at IS NOT NULL ORDER BY signed_at DESC`, nil)
}

// DraftFor drafts the attest of a placement from its facts: the period, the unit, and what the log says was learned and ticked.
func DraftFor(ctx context.Context, tx *db.Tx, p placement.Placement, last time.Time) (ID, error) {
	id := ID{db.NewID()}
	type fact struct {
		Title  string
		Ticked int
	}
	facts, err := db.All[fact](ctx, tx, `
		SELECT words_in(g.title, 'nb') AS title, coalesce(max(e.ticked_level), 0) AS ticked FROM learning_goals g JOIN learning_entries e ON e.goal_id = g.id
		WHERE g.placement_id = @id GROUP BY g.id, g.title, g.position ORDER BY g.position`, db.Args{"id": p.ID})
	if err != nil {
		return id, err
	}
	var tasks, learned []string
	for _, f := range facts {
		tasks = append(tasks, f.Title)
		if f.Ticked > 0 {
			learned = append(learned, f.Title)
		}
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO attests (id, placement_id, candidate_id, employer_id, name, employer, unit, from_on, to_on, tasks, learned, drafted_at)
		SELECT @id, p.id, p.candidate_id, p.employer_id, @name, @employer, @unit, p.starts_on, @last, @tasks, @learned, @now FROM placements p WHERE p.id = @placement`,
		db.Args{"id": id, "placement": p.ID, "name": p.Name, "employer": p.Employer, "unit": p.Unit, "last": last,
			"tasks": strings.Join(tasks, "\n"), "learned": strings.Join(learned, "\n"), "now": tx.Now})
	if err != nil {
		return id, err
	}
	if err := notice.TellParty(ctx, tx, notice.AttestToSign, route.Partner("attests", id), nil, notice.Employer, p.ID.UUID); err != nil {
		return id, err
	}
	return id, event.Record(ctx, tx, event.AttestDrafted, event.About{Employer: p.EmployerID.UUID, Placement: p.ID.UUID})
}

func lock(ctx context.Context, tx *db.Tx, id ID, version int) (Attest, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT version FROM attests WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Attest{}, err
	}
	a, err := Get(ctx, tx, id)
	switch {
	case err != nil:
	case a.SignedAt != nil:
		err = fault.New(fault.Conflict, "constraint.attests_stay")
	case !a.MaySign(tx.Actor):
		err = fault.New(fault.Forbidden, "fault.forbidden")
	case a.Version != version:
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return a, err
}

// Edit saves what the employer has written.
func Edit(ctx context.Context, tx *db.Tx, id ID, version int, d Draft) error {
	if _, err := lock(ctx, tx, id, version); err != nil {
		return err
	}
	return db.Exec(ctx, tx, `
		UPDATE attests SET name = @name, tasks = @tasks, learned = @learned, words = @words, lang = @lang, version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "name": d.Name, "tasks": d.Tasks, "learned": d.Learned, "words": d.Words, "lang": d.Lang})
}

// Sign freezes the attest as it was at the version, and gives it to the participant.
func Sign(ctx context.Context, tx *db.Tx, id ID, version int, title string) error {
	if title == "" {
		return fault.Of("title", "form.required")
	}
	a, err := lock(ctx, tx, id, version)
	if err != nil {
		return err
	}
	if a.Tasks == "" && a.Learned == "" && a.Words == "" {
		return fault.New(fault.Conflict, "attest.says_nothing")
	}
	a.SignedAt, a.Signer, a.SignerTitle = &tx.Now, tx.Actor.Name, title
	if err := db.Exec(ctx, tx, `
		UPDATE attests SET signed_at = @now, signed_by = current_membership(), signer = @signer, signer_title = @title, hash = @hash, version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "now": tx.Now, "signer": a.Signer, "title": title, "hash": a.hash()}); err != nil {
		return err
	}
	if err := notice.TellParty(ctx, tx, notice.AttestSigned, route.MyPapers, nil, notice.Participant, a.PlacementID.UUID); err != nil {
		return err
	}
	p, err := placement.Get(ctx, tx, a.PlacementID)
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.AttestSigned, event.About{Employer: p.EmployerID.UUID, Placement: p.ID.UUID})
}

// Fingerprint returns the first letters of the hash, in groups that can be read aloud.
func (a Attest) Fingerprint() string {
	var groups []string
	for i := 0; i+4 <= min(len(a.Hash), 24); i += 4 {
		groups = append(groups, a.Hash[i:i+4])
	}
	return strings.Join(groups, " ")
}

// hash returns a fingerprint of everything the attest says, with who signed it and when.
func (a Attest) hash() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		a.ID.String(), a.Name, a.Employer, a.Unit, a.FromOn.Format(time.DateOnly), a.ToOn.Format(time.DateOnly),
		a.Tasks, a.Learned, a.Words, string(a.Lang), a.Signer, a.SignerTitle, a.SignedAt.UTC().Format(time.RFC3339),
	}, "\x00")))
	return hex.EncodeToString(sum[:])
}

// Genuine reports whether a signed attest still says what was signed.
func (a Attest) Genuine() bool { return a.SignedAt != nil && a.hash() == a.Hash }
