package carving

import (
	"context"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
)

const tasks = `
	SELECT t.id, t.employer_id, t.unit_id, coalesce(u.name, '') AS unit, t.what, t.post, t.minutes, t.times, t.often, t.language, t.skills, t.physical,
		t.role_id, t.withdrawn_at, coalesce(m.name, '') AS dropped_by, t.dropped_at, t.version
	FROM work_tasks t LEFT JOIN units u ON u.id = t.unit_id LEFT JOIN memberships m ON m.id = t.dropped_by`

// AskTasks asks for the tasks of the employer that are not withdrawn, by post, and as they came.
func AskTasks(b *db.Batch, of employer.ID) *[]Task {
	return db.AskAll[Task](b, tasks+` WHERE t.employer_id = @of AND t.withdrawn_at IS NULL ORDER BY lower(t.post) COLLATE "nb-NO-x-icu", t.id`, db.Args{"of": of})
}

// GetTask returns the task of the employer, also when it is withdrawn.
func GetTask(ctx context.Context, tx *db.Tx, of employer.ID, id TaskID) (Task, error) {
	return db.One[Task](ctx, tx, tasks+` WHERE t.id = @id AND t.employer_id = @of`, db.Args{"id": id, "of": of})
}

// roles says of each role which text and which place it is in. An agreement that the one looking may not read is one that Nav is writing.
func roles(tx *db.Tx) string {
	right := ` AND p.misregistered_at IS NULL`
	if tx.Actor.Side() == auth.PartnerSide {
		right = `` // the policies hide what was registered by mistake
	}
	return `
	SELECT r.id, r.employer_id, r.unit_id, coalesce(u.name, '') AS unit, r.name, r.buddy, r.full_time, coalesce(m.name, '') AS made_by, r.made_at, r.version,
		coalesce(l.agreement_id, r.agreement_id) AS agreement_id, coalesce(la.title, a.title, '') AS agreement, r.offered_at,
		r.agreement_id IS NOT NULL AND (a.id IS NULL OR a.annulled_at IS NULL AND a.misregistered_at IS NULL AND EXISTS (
			SELECT FROM agreement_versions v WHERE v.agreement_id = a.id AND v.signed_at IS NULL AND v.withdrawn_at IS NULL
			AND v.own #> '{places,lines}' @> jsonb_build_array(jsonb_build_object('role', r.id)))) AS waits,
		l.first_id AS line_id, l.from_on, (SELECT count(*) FROM placements p WHERE p.place_line_id = l.first_id
			AND coalesce(p.ended_on, p.ends_on, 'infinity') >= business_day()` + right + `)::int AS taken
	FROM work_roles r LEFT JOIN units u ON u.id = r.unit_id LEFT JOIN memberships m ON m.id = r.made_by
	LEFT JOIN agreements a ON a.id = r.agreement_id
	LEFT JOIN LATERAL (SELECT l.first_id, l.from_on, l.agreement_id FROM place_lines l
		WHERE l.role_id = r.id AND NOT l.replaced AND coalesce(l.to_on, 'infinity') >= business_day() ORDER BY l.from_on DESC LIMIT 1) l ON true
	LEFT JOIN agreements la ON la.id = l.agreement_id`
}

// AskRoles asks for the roles of the employer, the newest first.
func AskRoles(b *db.Batch, tx *db.Tx, of employer.ID) *[]Role {
	return db.AskAll[Role](b, roles(tx)+` WHERE r.employer_id = @of AND r.split_at IS NULL ORDER BY r.made_at DESC, r.id DESC`, db.Args{"of": of})
}

// lockRole returns the role with its tasks, and keeps others from changing it until the transaction is over.
func lockRole(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID) (Role, error) {
	if _, err := db.Value[int](ctx, tx, `SELECT version FROM work_roles WHERE id = @id AND employer_id = @of AND split_at IS NULL FOR UPDATE`,
		db.Args{"id": id, "of": of}); err != nil {
		return Role{}, err
	}
	r, err := db.One[Role](ctx, tx, roles(tx)+` WHERE r.id = @id`, db.Args{"id": id})
	if err != nil {
		return r, err
	}
	r.Tasks, err = db.All[Task](ctx, tx, tasks+` WHERE t.role_id = @id ORDER BY t.id`, db.Args{"id": id})
	return r, err
}

// fullTime is how many minutes a week a full post is in the tenant.
const fullTime = `round(setting('carving.full_time_hours')::numeric * 60)::int`

// A FullTime is how many minutes a week a full post is.
type FullTime struct{ Minutes int }

// AskFullTime asks how much a full post is in the tenant.
func AskFullTime(b *db.Batch) *FullTime {
	return db.AskOne[FullTime](b, `SELECT `+fullTime+` AS minutes`, nil)
}

// MayWrite reports whether the one acting may drop and put together tasks of the employer: its own contacts, and its contact person at Nav.
func MayWrite(ctx context.Context, tx *db.Tx, of employer.ID) (bool, error) {
	if tx.Actor.Side() == auth.PartnerSide {
		return tx.Actor.Is(auth.EmployerContact) && tx.Actor.Employer == of.UUID, nil
	}
	if !tx.Actor.Is(auth.NavContact) {
		return false, nil
	}
	return employer.Owns(ctx, tx, of)
}

func mustWrite(ctx context.Context, tx *db.Tx, of employer.ID) error {
	may, err := MayWrite(ctx, tx, of)
	if err == nil && !may {
		err = fault.New(fault.Forbidden, "work_task.not_yours")
	}
	return err
}
