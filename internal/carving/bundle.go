package carving

import (
	"context"
	"slices"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/route"
)

// Bundle puts tasks together to a role, and tells the other side.
func Bundle(ctx context.Context, tx *db.Tx, of employer.ID, d RoleDraft) (RoleID, error) {
	id := RoleID{db.NewID()}
	if err := mustWrite(ctx, tx, of); err != nil {
		return id, err
	}
	if err := ours(ctx, tx, of, d.Unit); err != nil {
		return id, err
	}
	full, err := db.Value[int](ctx, tx, `SELECT `+fullTime, nil)
	if err != nil {
		return id, err
	}
	if err := db.Exec(ctx, tx, `INSERT INTO work_roles (id, employer_id, unit_id, name, buddy, full_time, made_at) VALUES (@id, @of, @unit, @name, @buddy, @full, @now)`,
		db.Args{"id": id, "of": of, "unit": d.Unit, "name": d.Name, "buddy": d.Buddy, "full": full, "now": tx.Now}); err != nil {
		return id, err
	}
	if err := fill(ctx, tx, of, id, full, d.Tasks); err != nil {
		return id, err
	}
	if err := tell(ctx, tx, of, id, notice.WorkRoleMade, d.Name); err != nil {
		return id, err
	}
	return id, event.Record(ctx, tx, event.WorkRoleMade, event.About{Employer: of.UUID, Args: map[string]any{"role": d.Name}})
}

// fill makes the tasks those of the role. Each is free, or in it already.
func fill(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID, full int, chosen []TaskID) error {
	chosen = slices.Clone(chosen)
	slices.SortFunc(chosen, func(a, b TaskID) int { return slices.Compare(a.UUID[:], b.UUID[:]) })
	chosen = slices.Compact(chosen)
	type free struct {
		Minutes     int
		RoleID      *RoleID
		IsWithdrawn bool
	}
	locked, err := db.All[free](ctx, tx, `
		SELECT minutes, role_id, withdrawn_at IS NOT NULL AS is_withdrawn FROM work_tasks WHERE id = ANY(@chosen) AND employer_id = @of ORDER BY id FOR UPDATE`,
		db.Args{"chosen": chosen, "of": of})
	if err != nil {
		return err
	}
	if len(locked) != len(chosen) {
		return fault.Of("tasks", "form.not_a_choice").Problem()
	}
	minutes := 0
	for _, t := range locked {
		if t.IsWithdrawn || t.RoleID != nil && *t.RoleID != id {
			return fault.New(fault.Conflict, "work_role.task_taken")
		}
		minutes += t.Minutes
	}
	if err := Sized(minutes, full).Problem(); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE work_tasks SET role_id = NULL, version = version + 1 WHERE role_id = @id AND id <> ALL(@chosen)`, db.Args{"id": id, "chosen": chosen})
	b.Do(`UPDATE work_tasks SET role_id = @id, version = version + 1 WHERE id = ANY(@chosen) AND role_id IS NULL`, db.Args{"id": id, "chosen": chosen})
	return b.Send(ctx)
}

// gathered returns the role, locked and not yet offered, at the version the form was opened at.
func gathered(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID, version int) (Role, error) {
	if err := mustWrite(ctx, tx, of); err != nil {
		return Role{}, err
	}
	r, err := lockRole(ctx, tx, of, id)
	switch {
	case err != nil:
		return r, err
	case r.Version != version:
		return r, fault.New(fault.Conflict, "fault.conflict")
	case r.Fixed():
		return r, fault.New(fault.Conflict, "work_role.fixed")
	}
	return r, nil
}

// ChangeRole saves what the role is called, where it is, and which tasks it has.
func ChangeRole(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID, version int, d RoleDraft) error {
	r, err := gathered(ctx, tx, of, id, version)
	if err != nil {
		return err
	}
	if err := ours(ctx, tx, of, d.Unit); err != nil {
		return err
	}
	if err := fill(ctx, tx, of, id, r.FullTime, d.Tasks); err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE work_roles SET unit_id = @unit, name = @name, buddy = @buddy, version = version + 1 WHERE id = @id`,
		db.Args{"id": id, "unit": d.Unit, "name": d.Name, "buddy": d.Buddy}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.WorkRoleChanged, event.About{Employer: of.UUID, Args: map[string]any{"role": d.Name}})
}

// Split takes the role apart: its tasks are free again.
func Split(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID, version int) error {
	r, err := gathered(ctx, tx, of, id, version)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE work_tasks SET role_id = NULL, version = version + 1 WHERE role_id = @id`, db.Args{"id": id})
	b.Do(`UPDATE work_roles SET split_at = @now, version = version + 1 WHERE id = @id`, db.Args{"id": id, "now": tx.Now})
	event.Write(b, tx, event.WorkRoleSplit, event.About{Employer: of.UUID, Args: map[string]any{"role": r.Name}})
	return b.Send(ctx)
}

// Ready returns the role, locked and to be offered, when it can be.
func Ready(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID, version int) (Role, error) {
	if tx.Actor.Side() != auth.NavSide { // agreements are written by the contact person
		return Role{}, fault.New(fault.Forbidden, "fault.forbidden")
	}
	return gathered(ctx, tx, of, id, version)
}

// Offer writes that the role stands in the text of the agreement, and tells the employer.
func Offer(ctx context.Context, tx *db.Tx, r Role, in agreement.Agreement) error {
	if err := db.Exec(ctx, tx, `UPDATE work_roles SET agreement_id = @in, offered_at = @now, version = version + 1 WHERE id = @id`,
		db.Args{"id": r.ID, "in": in.ID, "now": tx.Now}); err != nil {
		return err
	}
	if err := tell(ctx, tx, r.EmployerID, r.ID, notice.WorkRoleOffered, r.Name); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.WorkRoleOffered, event.About{Employer: r.EmployerID.UUID, Agreement: in.ID.UUID, Args: map[string]any{"role": r.Name}})
}

// tell tells the other side of the role.
func tell(ctx context.Context, tx *db.Tx, of employer.ID, id RoleID, what notice.Kind, name string) error {
	people, link := notice.EmployerPeople, route.Partner("work-roles", id)
	if tx.Actor.Side() == auth.PartnerSide {
		people, link = notice.ContactPersonOf, route.Employer(of, "work-roles", id.String())
	}
	to, err := people(ctx, tx, of.UUID)
	if err != nil {
		return err
	}
	return notice.Tell(ctx, tx, what, link, map[string]any{"role": name}, to...)
}
