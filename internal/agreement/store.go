package agreement

import (
	"context"
	"crypto/rand"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/model"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/terms"
)

const columns = `a.id, a.number, a.employer_id, e.name AS employer, a.title, a.template, a.template_no, a.starts_on, a.ends_on, a.review_on,
	a.offered_at, a.concluded_at, a.annulled_at, a.misregistered_at, ` + lapsed + `, a.version, v.id AS version_id, v.number AS version_no, v.edition, v.own,
	v.terms AS signed, a.options, a.ends_itself, a.framework_id, coalesce(f.title, '') AS framework, w.terms AS inherited, o.terms AS base, o.name AS base_name`

const lapsed = `a.concluded_at IS NULL AND lapses_on(a.touched_at) <= business_day() AS lapsed`

// current reads agreements with the newest version that is signed; of a draft, its first.
const current = `
	SELECT ` + columns + ` FROM agreements a JOIN employers e ON e.id = a.employer_id
	JOIN LATERAL (SELECT * FROM agreement_versions v WHERE v.agreement_id = a.id AND (v.signed_at IS NOT NULL OR v.number = 1)
		ORDER BY v.number DESC LIMIT 1) v ON true
	LEFT JOIN templates o ON o.key = a.template AND o.number = a.template_no
	LEFT JOIN agreements f ON f.id = a.framework_id
	LEFT JOIN LATERAL (SELECT w.terms FROM agreement_versions w WHERE w.agreement_id = f.id AND w.signed_at IS NOT NULL
		ORDER BY w.number DESC LIMIT 1) w ON true`

const get = current + ` WHERE a.id = @id`

// Get returns the agreement with its newest version.
func Get(ctx context.Context, tx *db.Tx, id ID) (Agreement, error) {
	return db.One[Agreement](ctx, tx, get, db.Args{"id": id})
}

// Ask asks for the agreement with its newest version.
func Ask(b *db.Batch, id ID) *Agreement { return db.AskOne[Agreement](b, get, db.Args{"id": id}) }

// Lock returns the agreement and keeps others from changing it until the transaction is over.
func Lock(ctx context.Context, tx *db.Tx, id ID) (Agreement, error) {
	if _, err := db.Value[string](ctx, tx, `SELECT number FROM agreements WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Agreement{}, err
	}
	return Get(ctx, tx, id) // again: what stood before the wait may be old
}

const rows = `
	SELECT a.id, a.number, a.employer_id, e.name AS employer, a.title, a.starts_on, a.ends_on, a.offered_at, a.concluded_at, a.annulled_at, ` + lapsed + `, a.framework_id
	FROM agreements a JOIN employers e ON e.id = a.employer_id`

// AskOfEmployer asks for the agreements of the employer, the newest first.
func AskOfEmployer(b *db.Batch, id employer.ID) *[]Row {
	return db.AskAll[Row](b, rows+` WHERE a.employer_id = @id AND a.misregistered_at IS NULL ORDER BY a.made_at DESC`, db.Args{"id": id})
}

const signatures = `SELECT id, party, name, on_behalf, version_id, at_version AS edition, signed_at FROM signatures WHERE agreement_id = @id ORDER BY signed_at`

// AskSignatures asks for the signatures of the agreement, the first first.
func AskSignatures(b *db.Batch, id ID) *[]Signature {
	return db.AskAll[Signature](b, signatures, db.Args{"id": id})
}

// AskVersions asks for the versions of the agreement, the newest first; those that were taken back too.
// What the signed ones say is not among it: [Read] fetches that.
func AskVersions(b *db.Batch, id ID) *[]Version {
	return db.AskAll[Version](b, `
		SELECT v.id, v.number, v.edition, v.act, v.part, v.reason, v.framework_id, v.own, v.from_on, v.ends_on, v.review_on,
			coalesce(m.name, '') AS made_by, v.made_at, v.signed_at, v.withdrawn_at
		FROM agreement_versions v LEFT JOIN memberships m ON m.id = v.made_by WHERE v.agreement_id = @id ORDER BY v.number DESC`, db.Args{"id": id})
}

// Read fetches what the signed versions say; nil is none.
func Read(ctx context.Context, tx *db.Tx, versions ...*Version) error {
	type said struct {
		ID    VersionID
		Terms []byte
	}
	var ids []uuid.UUID
	for _, v := range versions {
		if v != nil {
			ids = append(ids, v.ID.UUID)
		}
	}
	all, err := db.All[said](ctx, tx, `SELECT id, terms FROM agreement_versions WHERE id = ANY(@ids)`, db.Args{"ids": ids})
	for _, s := range all {
		for _, v := range versions {
			if v != nil && v.ID == s.ID {
				v.Signed = s.Terms
			}
		}
	}
	return err
}

// Create makes a draft from a template.
func Create(ctx context.Context, tx *db.Tx, of employer.ID, d Draft) (ID, error) {
	id := ID{db.NewID()}
	if err := employer.MustOwn(ctx, tx, of); err != nil {
		return id, err
	}
	template, err := model.Start(ctx, tx, d.Template)
	if fault.Is(err, fault.NotFound) {
		return id, fault.Of("template", "form.choose")
	}
	if err != nil {
		return id, err
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO agreements (id, number, employer_id, title, template, template_no, starts_on, ends_on, review_on, options, framework_id, made_by, made_at)
		VALUES (@id, @number, @employer, @title, @template, @template_no, @starts_on, @ends_on, @review_on, @options, @framework, current_membership(), @now)`,
		db.Args{"id": id, "number": newNumber(), "employer": of, "title": d.Title, "template": template.Key, "template_no": template.No,
			"starts_on": d.StartsOn, "ends_on": d.EndsOn, "review_on": d.ReviewOn, "options": append([]int{}, d.Options...), "framework": d.FrameworkID, "now": tx.Now})
	if err != nil {
		return id, err
	}
	err = db.Exec(ctx, tx, `INSERT INTO agreement_versions (id, agreement_id, number, made_by, made_at) VALUES (@id, @agreement, 1, current_membership(), @now)`,
		db.Args{"id": db.NewID(), "agreement": id, "now": tx.Now})
	if err != nil {
		return id, err
	}
	return id, event.Record(ctx, tx, event.AgreementDrafted, event.About{Employer: of.UUID, Agreement: id.UUID, Args: map[string]any{"title": d.Title}})
}

// newNumber returns six letters and digits that are easy to say and never follow one another.
func newNumber() string {
	const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	number := make([]byte, 6)
	_, _ = rand.Read(number) // never fails
	for i, b := range number {
		number[i] = alphabet[int(b)%len(alphabet)]
	}
	return string(number)
}

// open returns the agreement, locked and still a draft of the one acting, at the version the form was opened at.
func open(ctx context.Context, tx *db.Tx, id ID, version int) (Agreement, error) {
	a, err := Lock(ctx, tx, id)
	if err != nil {
		return a, err
	}
	if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
		return a, err
	}
	if a.Lapsed {
		return a, fault.New(fault.Conflict, "agreement.lapsed")
	}
	if !a.MayEdit(tx.Actor) {
		return a, fault.New(fault.Conflict, "agreement.signed_already")
	}
	if a.Version != version {
		return a, fault.New(fault.Conflict, "fault.conflict")
	}
	return a, nil
}

// Edit saves what the draft says, keeping only what differs from the template. Signatures given before stand on the old text.
func Edit(ctx context.Context, tx *db.Tx, id ID, version int, whole terms.Terms) error {
	a, err := open(ctx, tx, id, version)
	if err != nil {
		return err
	}
	own, err := a.OwnOf(whole)
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE agreement_versions SET own = @own WHERE id = @id`, db.Args{"id": a.VersionID, "own": own}); err != nil {
		return err
	}
	return edited(ctx, tx, a)
}

// Rename saves the title and the dates of the draft.
func Rename(ctx context.Context, tx *db.Tx, id ID, version int, d Draft) error {
	a, err := open(ctx, tx, id, version)
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE agreements SET title = @title, starts_on = @starts_on, ends_on = @ends_on, review_on = @review_on,
			options = @options, framework_id = @framework WHERE id = @id`,
		db.Args{"id": id, "title": d.Title, "starts_on": d.StartsOn, "ends_on": d.EndsOn, "review_on": d.ReviewOn,
			"options": append([]int{}, d.Options...), "framework": d.FrameworkID}); err != nil {
		return err
	}
	return edited(ctx, tx, a)
}

// edited makes the text a new one, and tells the employer when a signature fell with the old.
func edited(ctx context.Context, tx *db.Tx, a Agreement) error {
	signed, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM signatures WHERE version_id = @id AND at_version = @edition)`,
		db.Args{"id": a.VersionID, "edition": a.Edition})
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE agreements SET version = version + 1, touched_at = @now WHERE id = @id`, db.Args{"id": a.ID, "now": tx.Now})
	b.Do(`UPDATE agreement_versions SET edition = edition + 1 WHERE id = @id`, db.Args{"id": a.VersionID})
	if err := b.Send(ctx); err != nil {
		return err
	}
	about := event.About{Employer: a.EmployerID.UUID, Agreement: a.ID.UUID}
	if !signed {
		return event.Record(ctx, tx, event.AgreementEdited, about)
	}
	if err := tell(ctx, tx, a, notice.SignaturesCleared); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.SignaturesCleared, about)
}

// Reopen takes up a draft again that nobody had touched for long.
func Reopen(ctx context.Context, tx *db.Tx, id ID) error {
	a, err := Lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := employer.MustOwn(ctx, tx, a.EmployerID); err != nil {
		return err
	}
	if !a.Lapsed {
		return nil // somebody has done it
	}
	if err := db.Exec(ctx, tx, `UPDATE agreements SET touched_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.DraftReopened, event.About{Employer: a.EmployerID.UUID, Agreement: id.UUID})
}

// tell tells the employer's people about the agreement.
func tell(ctx context.Context, tx *db.Tx, a Agreement, what notice.Kind) error {
	people, err := notice.EmployerPeople(ctx, tx, a.EmployerID.UUID)
	if err != nil {
		return err
	}
	return notice.Tell(ctx, tx, what, route.Partner("agreements", a.ID), map[string]any{"title": a.Title}, people...)
}

// Offer lets the employer read the draft and sign it.
func Offer(ctx context.Context, tx *db.Tx, id ID, version int) error {
	a, err := open(ctx, tx, id, version)
	if err != nil {
		return err
	}
	whole, err := a.Terms()
	if err != nil {
		return err
	}
	if err := whole.Problems().Problem(); err != nil {
		return err
	}
	if a.OfferedAt != nil {
		return nil
	}
	if err := db.Exec(ctx, tx, `UPDATE agreements SET offered_at = @now, touched_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	if err := tell(ctx, tx, a, notice.AgreementOffered); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.AgreementOffered, event.About{Employer: a.EmployerID.UUID, Agreement: id.UUID})
}

// Anchor records that a body at the workplace has been told, asked or has agreed.
func Anchor(ctx context.Context, tx *db.Tx, id ID, d AnchoringDraft) error {
	a, err := Get(ctx, tx, id)
	if err != nil {
		return err
	}
	err = db.Exec(ctx, tx, `
		INSERT INTO anchorings (id, agreement_id, body, degree, happened_on, note, recorded_by, recorded_at)
		VALUES (@id, @agreement, @body, @degree, @happened_on, @note, current_membership(), @now)`,
		db.Args{"id": db.NewID(), "agreement": id, "body": d.Body, "degree": d.Degree, "happened_on": d.HappenedOn, "note": d.Note, "now": tx.Now})
	if err != nil {
		return err
	}
	return event.Record(ctx, tx, event.Anchored, event.About{Employer: a.EmployerID.UUID, Agreement: id.UUID, Args: map[string]any{"body": d.Body, "degree": d.Degree}})
}

// AskAnchorings asks for the anchorings of the agreement, the newest first.
func AskAnchorings(b *db.Batch, id ID) *[]Anchoring {
	return db.AskAll[Anchoring](b, `
		SELECT n.id, n.body, n.degree, n.happened_on, n.note, coalesce(m.name, '') AS recorded_by, n.recorded_at
		FROM anchorings n LEFT JOIN memberships m ON m.id = n.recorded_by
		WHERE n.agreement_id = @id ORDER BY n.happened_on DESC, n.id DESC`, db.Args{"id": id})
}
