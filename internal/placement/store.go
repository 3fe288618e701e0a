package placement

import (
	"context"
	"slices"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/nomination"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/terms"
)

// name is where the side of the one acting reads a participant's name.
func name(side auth.Side) (column, join string) {
	switch side {
	case auth.NavSide:
		return `coalesce(c.first_name || ' ' || c.last_name, '')`, ` LEFT JOIN candidates c ON c.id = p.candidate_id`
	case auth.PartnerSide:
		return `coalesce(d.name, '')`, ` LEFT JOIN LATERAL (
			SELECT value AS name FROM disclosures d WHERE d.nomination_id = p.nomination_id AND d.field IN ('full_name', 'first_name')
			ORDER BY d.field DESC LIMIT 1) d ON true`
	case auth.CandidateSide:
		return `c.first_name || ' ' || c.last_name`, ` JOIN candidates c ON c.id = p.candidate_id`
	}
	return `''`, ``
}

// NameOf is where the side of the one acting reads the name of the participant in p, a placement, for the queries of other packages.
func NameOf(side auth.Side) (column, join string) { return name(side) }

// agreementOf is the agreement's title where the side of the one acting reads it: a participant does not.
func agreementOf(side auth.Side) (column, join string) {
	if side == auth.CandidateSide {
		return `''`, ``
	}
	return `a.title`, ` JOIN agreements a ON a.id = p.agreement_id`
}

func get(tx *db.Tx) string {
	name, named := name(tx.Actor.Side())
	title, titled := agreementOf(tx.Actor.Side())
	return `
	SELECT p.id, p.presentation_id, p.nomination_id, p.employer_id, e.name AS employer, p.agreement_id, ` + title + ` AS agreement, p.version_id,
		p.place_line_id AS line_id, coalesce(l.kind, p.kind) AS kind, p.unit_id, u.name AS unit, p.buddy_id, coalesce(b.name, '') AS buddy, coalesce(b.phone, '') AS buddy_phone,
		` + name + ` AS name, p.starts_on, p.ends_on, p.begun_at, p.ended_on, p.version
	FROM placements p JOIN employers e ON e.id = p.employer_id LEFT JOIN place_lines l ON l.id = p.place_line_id JOIN units u ON u.id = p.unit_id
	LEFT JOIN buddies b ON b.id = p.buddy_id` + named + titled + ` WHERE p.misregistered_at IS NULL`
}

// Get returns the placement.
func Get(ctx context.Context, tx *db.Tx, id ID) (Placement, error) {
	return db.One[Placement](ctx, tx, get(tx)+` AND p.id = @id`, db.Args{"id": id})
}

// Ask asks for the placement.
func Ask(b *db.Batch, tx *db.Tx, id ID) *Placement {
	return db.AskOne[Placement](b, get(tx)+` AND p.id = @id`, db.Args{"id": id})
}

// AskMine asks for the placements of the person acting, the newest first.
func AskMine(b *db.Batch, tx *db.Tx) *[]Placement {
	return db.AskAll[Placement](b, get(tx)+` AND p.candidate_id = current_candidate() ORDER BY p.starts_on DESC`, nil)
}

// Lock returns the placement and keeps others from changing it until the transaction is over.
func Lock(ctx context.Context, tx *db.Tx, id ID) (Placement, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT version FROM placements WHERE id = @id FOR UPDATE`, db.Args{"id": id}); err != nil {
		return Placement{}, err
	}
	return Get(ctx, tx, id)
}

// LockOwn is like [Lock], and refuses everybody but the contact person of the employer.
func LockOwn(ctx context.Context, tx *db.Tx, id ID) (Placement, error) {
	p, err := Lock(ctx, tx, id)
	if err != nil {
		return p, err
	}
	return p, employer.MustOwn(ctx, tx, p.EmployerID)
}

// AskOf asks whose placement it is and how it ended; Nav alone can ask.
func AskOf(b *db.Batch, id ID) *OfCandidate {
	return db.AskOne[OfCandidate](b, `SELECT candidate_id, outcome, branch FROM placements WHERE id = @id`, db.Args{"id": id})
}

// CandidateOf returns whose placement it is; Nav alone can ask.
func CandidateOf(ctx context.Context, tx *db.Tx, id ID) (OfCandidate, error) {
	return db.One[OfCandidate](ctx, tx, `SELECT candidate_id, outcome, branch FROM placements WHERE id = @id`, db.Args{"id": id})
}

func list(tx *db.Tx) string {
	name, join := name(tx.Actor.Side())
	return `
	SELECT p.id, e.name AS employer, u.name AS unit, coalesce(l.kind, p.kind) AS kind, ` + name + ` AS name, p.starts_on, p.ends_on, p.begun_at, p.ended_on
	FROM placements p JOIN employers e ON e.id = p.employer_id LEFT JOIN place_lines l ON l.id = p.place_line_id JOIN units u ON u.id = p.unit_id` + join
}

// AskOfEmployer asks for the placements at the employer that are not over, the first started first.
func AskOfEmployer(b *db.Batch, tx *db.Tx, id employer.ID) *[]Row {
	return db.AskAll[Row](b, list(tx)+` WHERE p.employer_id = @id AND p.ended_on IS NULL AND p.misregistered_at IS NULL ORDER BY p.starts_on, p.id`, db.Args{"id": id})
}

// AskEnded asks for the placements at the employer that ended lately and are still open to the one acting.
func AskEnded(b *db.Batch, tx *db.Tx, id employer.ID) *[]Row {
	return db.AskAll[Row](b, list(tx)+` WHERE p.employer_id = @id AND p.ended_on > (SELECT business_day() - 7 * setting('access.weeks')::int) ORDER BY p.ended_on DESC, p.id`, db.Args{"id": id})
}

// AskOfCandidate asks for the candidate's placements, the newest first; Nav alone can ask.
func AskOfCandidate(b *db.Batch, tx *db.Tx, id candidate.ID) *[]Row {
	return db.AskAll[Row](b, list(tx)+` WHERE p.candidate_id = @id AND p.misregistered_at IS NULL ORDER BY p.starts_on DESC`, db.Args{"id": id})
}

// A Filter narrows a list of placements.
type Filter struct {
	After *Row // the last row of the page before
}

// PageSize is how many rows a page of a list shows.
const PageSize = 50

// List returns a page of the placements that are not over, the newest start first, and one row more when there is a next page.
func List(ctx context.Context, tx *db.Tx, f Filter) ([]Row, error) {
	args := db.Args{"limit": PageSize + 1, "day": nil, "id": nil}
	if f.After != nil {
		args["day"], args["id"] = f.After.StartsOn, f.After.ID
	}
	return db.All[Row](ctx, tx, `
		SELECT p.id, e.name AS employer, u.name AS unit, coalesce(l.kind, p.kind) AS kind, coalesce(c.first_name || ' ' || c.last_name, '') AS name, p.starts_on, p.ends_on, p.begun_at, p.ended_on
		FROM (
			SELECT id, employer_id, place_line_id, kind, unit_id, candidate_id, starts_on, ends_on, begun_at, ended_on FROM placements
			WHERE ended_on IS NULL AND misregistered_at IS NULL AND (@day::date IS NULL OR (starts_on, id) < (@day, @id::uuid))
			ORDER BY starts_on DESC, id DESC LIMIT @limit) p
		JOIN employers e ON e.id = p.employer_id LEFT JOIN place_lines l ON l.id = p.place_line_id JOIN units u ON u.id = p.unit_id
		LEFT JOIN candidates c ON c.id = p.candidate_id
		ORDER BY p.starts_on DESC, p.id DESC`, args)
}

// A StartRule is what has to be there before somebody starts.
type StartRule struct {
	BuddyNeeded     bool
	TrainingNeeded  bool
	TrainedTogether bool
	PlanNeeded      bool
}

const startRule = `SELECT r.buddy_needed, r.training_needed, r.trained_together, r.plan_needed FROM start_rules r`

// RuleOf returns the start rule of the version the placement began under.
func RuleOf(ctx context.Context, tx *db.Tx, p Placement) (StartRule, error) {
	return db.One[StartRule](ctx, tx, startRule+` WHERE r.version_id = @id`, db.Args{"id": p.VersionID})
}

// AskRule asks for the start rule of the version the placement began under.
func AskRule(b *db.Batch, id ID) *StartRule {
	return db.AskOne[StartRule](b, startRule+` JOIN placements p ON p.version_id = r.version_id WHERE p.id = @id`, db.Args{"id": id})
}

// AskRuleOf asks for the start rule of the agreement, which whoever starts now starts under.
func AskRuleOf(b *db.Batch, id agreement.ID) *StartRule {
	return db.AskOne[StartRule](b, startRule+` JOIN agreement_versions v ON v.id = r.version_id WHERE r.agreement_id = @id ORDER BY v.number DESC LIMIT 1`, db.Args{"id": id})
}

// A Documented tells which documents the version that a placement began under asks for.
type Documented struct{ Documents *terms.Documents }

// AskDocuments asks for the documents of the placement: none for those who do not read the agreement.
func AskDocuments(b *db.Batch, id ID) *[]Documented {
	return db.AskAll[Documented](b, `
		SELECT v.terms #> '{documents}' AS documents FROM placements p JOIN agreement_versions v ON v.id = p.version_id WHERE p.id = @id`, db.Args{"id": id})
}

// Asked returns the documents that were found, if any.
func Asked(found []Documented) terms.Documents {
	if len(found) == 0 || found[0].Documents == nil {
		return terms.Documents{}
	}
	return *found[0].Documents
}

// An Owned tells whether the one acting is contact person of the employer of a placement, or stands in for who is.
type Owned struct{ Owned bool }

// AskOwned asks whether the one acting, at Nav, can act in the placement.
func AskOwned(b *db.Batch, id ID) *Owned {
	return db.AskOne[Owned](b, `
		SELECT EXISTS (SELECT FROM contact_persons c WHERE c.employer_id = p.employer_id AND c.membership_id IN (SELECT * FROM acting_as())
			AND c.from_at <= business_now() AND c.to_at > business_now()) AS owned
		FROM placements p WHERE p.id = @id`, db.Args{"id": id})
}

// CheckBuddy refuses a buddy who follows as many as they can, or who is untrained where the agreement asks for training.
func CheckBuddy(ctx context.Context, tx *db.Tx, of employer.ID, id buddy.ID, rule StartRule) (buddy.Buddy, error) {
	b, err := buddy.Lock(ctx, tx, of, id)
	if fault.Is(err, fault.NotFound) {
		return b, fault.Of("buddy", "form.not_a_choice")
	}
	if err != nil {
		return b, err
	}
	p := fault.Invalid{}
	p.Unless(b.Free(), "buddy", "buddy.at_most", "name", b.Name, "most", b.Most)
	p.Unless(b.TrainedOn != nil || !rule.TrainingNeeded, "buddy", "buddy.untrained", "name", b.Name)
	return b, p.Problem()
}

// Apply changes the end, the unit and the buddy of a placement that is not over.
func Apply(ctx context.Context, tx *db.Tx, id ID, version int, c Change) error {
	p, err := LockOwn(ctx, tx, id)
	if err != nil {
		return err
	}
	if !p.MayChange(tx.Actor) {
		return fault.New(fault.Conflict, "placement.over")
	}
	if p.Version != version {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	rule, err := RuleOf(ctx, tx, p)
	if err != nil {
		return err
	}
	if c.Buddy == nil && rule.BuddyNeeded {
		return fault.Of("buddy", "buddy.needed")
	}
	if err := checkRoom(ctx, tx, p, c); err != nil {
		return err
	}
	changedBuddy := c.Buddy != nil && (p.BuddyID == nil || *p.BuddyID != *c.Buddy)
	if changedBuddy {
		if _, err := CheckBuddy(ctx, tx, p.EmployerID, *c.Buddy, rule); err != nil {
			return err
		}
	}
	err = db.Exec(ctx, tx, `
		UPDATE placements SET ends_on = @ends_on, unit_id = @unit, buddy_id = @buddy, over_because = CASE WHEN @over = '' THEN over_because ELSE @over END,
			version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "ends_on": c.EndsOn, "unit": c.Unit, "buddy": c.Buddy, "over": c.OverBecause})
	if err != nil {
		return err
	}
	about := event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: id.UUID, Args: map[string]any{"reason": c.Reason}}
	if changedBuddy {
		people, err := notice.EmployerPeople(ctx, tx, p.EmployerID.UUID)
		if err != nil {
			return err
		}
		if err := notice.Tell(ctx, tx, notice.PlacementAgreed, route.Partner("placements", id), nil, people...); err != nil {
			return err
		}
		if err := event.Record(ctx, tx, event.BuddyChanged, about); err != nil {
			return err
		}
	}
	return event.Record(ctx, tx, event.PlacementChanged, about)
}

// checkRoom refuses a longer stay that leaves the agreement behind, or that fills one more than the places unless somebody says why.
func checkRoom(ctx context.Context, tx *db.Tx, p Placement, c Change) error {
	if p.EndsOn == nil || c.EndsOn != nil && !c.EndsOn.After(*p.EndsOn) {
		return nil
	}
	if p.LineID == nil { // no number is promised: the agreement alone has a last day
		a, err := agreement.Get(ctx, tx, p.AgreementID)
		if err != nil {
			return err
		}
		wrong := fault.Invalid{}
		wrong.Unless(a.EndsOn == nil || c.EndsOn != nil && !c.EndsOn.After(*a.EndsOn), "ends_on", "placement.after_agreement")
		return wrong.Problem()
	}
	line, stays, err := seat.Lock(ctx, tx, *p.LineID)
	if err != nil {
		return err
	}
	stays = slices.DeleteFunc(stays, func(s seat.Stay) bool { return s.PlacementID == p.ID.UUID })
	wrong := fault.Invalid{}
	wrong.Unless(line.ToOn == nil || c.EndsOn != nil && !c.EndsOn.After(*line.ToOn), "ends_on", "placement.after_agreement")
	full := seat.Most(stays, p.EndsOn.AddDate(0, 0, 1), c.EndsOn) >= line.Count
	wrong.Unless(!full || c.OverBecause != "", "over_because", "placement.no_place", "count", line.Count)
	return wrong.Problem()
}

// Misregister takes back a placement that was made by mistake and has not begun: it is hidden everywhere, and the request that it filled
// opens again.
func Misregister(ctx context.Context, tx *db.Tx, id ID, reason string) error {
	if reason == "" {
		return fault.Of("reason", "form.required")
	}
	p, err := LockOwn(ctx, tx, id)
	if err != nil {
		return err
	}
	if p.Status() != Planned {
		return fault.New(fault.Conflict, "placement.begun_already")
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE placements SET misregistered_at = @now WHERE id = @id`, db.Args{"id": id, "now": tx.Now})
	b.Do(`UPDATE meetings SET cancelled_at = @now, sequence = sequence + 1 WHERE placement_id = @id AND held_at IS NULL AND cancelled_at IS NULL`,
		db.Args{"id": id, "now": tx.Now})
	b.Do(`UPDATE disclosures SET until_at = @now WHERE nomination_id = @nomination AND field = 'full_name' AND until_at > @now`,
		db.Args{"nomination": p.NominationID, "now": tx.Now})
	if err := b.Send(ctx); err != nil {
		return err
	}
	if err := nomination.Reopen(ctx, tx, p.NominationID); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.PlacementCorrected, event.About{Employer: p.EmployerID.UUID, Agreement: p.AgreementID.UUID, Placement: id.UUID, Args: map[string]any{"reason": reason}})
}
