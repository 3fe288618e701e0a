package carving

import (
	"context"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
)

// Drop adds a task to those of the employer.
func Drop(ctx context.Context, tx *db.Tx, of employer.ID, d TaskDraft) (TaskID, error) {
	id := TaskID{db.NewID()}
	if err := mustWrite(ctx, tx, of); err != nil {
		return id, err
	}
	if err := nobody(ctx, tx, of, d); err != nil {
		return id, err
	}
	if err := db.Exec(ctx, tx, `
		INSERT INTO work_tasks (id, employer_id, unit_id, what, post, minutes, times, often, language, skills, physical, dropped_at)
		VALUES (@id, @of, @unit, @what, @post, @minutes, @times, @often, @language, @skills, @physical, @now)`, d.args(db.Args{"id": id, "of": of, "now": tx.Now})); err != nil {
		return id, err
	}
	return id, event.Record(ctx, tx, event.WorkTaskDropped, event.About{Employer: of.UUID, Args: map[string]any{"task": d.What}})
}

func (d TaskDraft) args(more db.Args) db.Args {
	for name, value := range (db.Args{"unit": d.Unit, "what": d.What, "post": d.Post, "minutes": d.Minutes, "times": d.Times, "often": d.Often,
		"language": d.Language, "skills": d.Skills, "physical": d.Physical}) {
		more[name] = value
	}
	return more
}

// nobody refuses a post that is called what somebody at the employer is called, and a unit that is another's.
func nobody(ctx context.Context, tx *db.Tx, of employer.ID, d TaskDraft) error {
	person, err := db.Value[bool](ctx, tx, `
		SELECT EXISTS (SELECT FROM employer_contacts WHERE employer_id = @of AND lower(name) = lower(@post)
			UNION ALL SELECT FROM buddies WHERE employer_id = @of AND lower(name) = lower(@post))`, db.Args{"of": of, "post": d.Post})
	if err == nil && person {
		err = fault.Of("post", "work_task.a_person").Problem()
	}
	if err != nil {
		return err
	}
	return ours(ctx, tx, of, d.Unit)
}

// ours refuses a unit that is not an open one of the employer's.
func ours(ctx context.Context, tx *db.Tx, of employer.ID, unit *employer.UnitID) error {
	if unit == nil {
		return nil
	}
	open, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM units WHERE id = @unit AND employer_id = @of AND closed_at IS NULL)`, db.Args{"unit": unit, "of": of})
	if err == nil && !open {
		err = fault.Of("unit", "form.not_a_choice").Problem()
	}
	return err
}

// lockTask returns the task and its role, and keeps others from changing them until the transaction is over.
func lockTask(ctx context.Context, tx *db.Tx, of employer.ID, id TaskID, version int) (t Task, r *Role, err error) {
	if err := mustWrite(ctx, tx, of); err != nil {
		return t, nil, err
	}
	if t, err = GetTask(ctx, tx, of, id); err != nil {
		return t, nil, err
	}
	if t.RoleID != nil { // the role first, as those who put tasks together do
		role, err := lockRole(ctx, tx, of, *t.RoleID)
		if err != nil {
			return t, nil, err
		}
		r = &role
	}
	now, err := db.Value[int](ctx, tx, `SELECT version FROM work_tasks WHERE id = @id FOR UPDATE`, db.Args{"id": id})
	if err == nil && (now != version || t.Version != version || t.WithdrawnAt != nil) {
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return t, r, err
}

// ChangeTask saves what is said of the task. The hours of one that is in an offered role stand, and so does where they are taken from.
func ChangeTask(ctx context.Context, tx *db.Tx, of employer.ID, id TaskID, version int, d TaskDraft) error {
	was, role, err := lockTask(ctx, tx, of, id, version)
	if err != nil {
		return err
	}
	if err := nobody(ctx, tx, of, d); err != nil {
		return err
	}
	if role != nil {
		if role.Fixed() && (d.Minutes != was.Minutes || d.Post != was.Post) {
			return fault.New(fault.Conflict, "work_task.fixed")
		}
		if wrong := Sized(role.Tasks.Minutes()-was.Minutes+d.Minutes, role.FullTime)["tasks"]; wrong.Key != "" {
			return fault.Of("hours", wrong.Key, wrong.Args...).Problem()
		}
	}
	if err := db.Exec(ctx, tx, `
		UPDATE work_tasks SET unit_id = @unit, what = @what, post = @post, minutes = @minutes, times = @times, often = @often, language = @language,
			skills = @skills, physical = @physical, version = version + 1 WHERE id = @id`, d.args(db.Args{"id": id})); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.WorkTaskChanged, event.About{Employer: of.UUID, Args: map[string]any{"task": d.What}})
}

// Withdraw takes back a task that is in no role.
func Withdraw(ctx context.Context, tx *db.Tx, of employer.ID, id TaskID, version int) error {
	was, role, err := lockTask(ctx, tx, of, id, version)
	if err != nil {
		return err
	}
	if role != nil {
		return fault.New(fault.Conflict, "work_task.in_role", "role", role.Name)
	}
	if err := db.Exec(ctx, tx, `UPDATE work_tasks SET withdrawn_at = @now, version = version + 1 WHERE id = @id`, db.Args{"id": id, "now": tx.Now}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.WorkTaskWithdrawn, event.About{Employer: of.UUID, Args: map[string]any{"task": was.What}})
}
