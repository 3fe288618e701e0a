// Package plan holds the day-0 plan: where to be on the first day and when, whom to ask for, and what the first weeks hold.
// The people and the meetings of the plan are read where they are kept, so the plan is always current.
package plan

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/notice"
	"plass/internal/placement"
	"plass/internal/route"
)

// A Plan is what somebody needs to know before the first day.
type Plan struct {
	MeetAt    time.Time
	MeetWhere string
	MeetWhom  string
	Bring     string
	Hours     string
	FirstWeek string
	MadeAt    time.Time
	Version   int
}

// A Person is somebody in the plan, with a phone number.
type Person struct {
	Does  string // contact_person, buddy, employer; text key "plan.does." and what
	Name  string
	Phone string
}

// An Activity is something that happens on a day of the placement.
type Activity struct {
	ID    uuid.UUID
	OnDay time.Time
	Title string
	Place string
}

// A Draft is what it takes to make the plan.
type Draft struct {
	MeetAt                                       time.Time
	MeetWhere, MeetWhom, Bring, Hours, FirstWeek string
	StartsOn                                     time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.MeetWhere != "", "meet_where", "form.required")
	p.Unless(d.MeetWhom != "", "meet_whom", "form.required")
	p.Unless(d.MeetAt.IsZero() || calendar.Day(d.MeetAt).Equal(d.StartsOn), "meet_day", "plan.first_day_wrong")
	return p
}

const columns = `meet_at, meet_where, meet_whom, bring, hours, first_week, made_at, version`

// Ask asks for the plan of the placement: one, or none yet.
func Ask(b *db.Batch, of placement.ID) *[]Plan {
	return db.AskAll[Plan](b, `SELECT `+columns+` FROM plans WHERE placement_id = @id`, db.Args{"id": of})
}

// Exists reports whether the placement has a plan.
func Exists(ctx context.Context, tx *db.Tx, of placement.ID) (bool, error) {
	return db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM plans WHERE placement_id = @id)`, db.Args{"id": of})
}

// AskPeople asks for the people of the plan: the contact person at Nav, the buddy, and the employer's contacts.
func AskPeople(b *db.Batch, of placement.ID) *[]Person {
	return db.AskAll[Person](b, `
		SELECT 'contact_person' AS does, m.name, m.phone FROM placements p
			JOIN contact_persons c ON c.employer_id = p.employer_id AND c.from_at <= business_now() AND c.to_at > business_now()
			JOIN memberships m ON m.id = c.membership_id WHERE p.id = @id
		UNION ALL
		SELECT 'buddy', b.name, b.phone FROM placements p JOIN buddies b ON b.id = p.buddy_id WHERE p.id = @id
		UNION ALL
		SELECT 'employer', c.name, c.phone FROM placements p JOIN employer_contacts c ON c.employer_id = p.employer_id
			WHERE p.id = @id AND c.ended_at IS NULL AND c.roles && ARRAY['hr', 'leader', 'site_contact']
			AND (c.unit_id IS NULL OR c.unit_id = p.unit_id)`, db.Args{"id": of})
}

// AskActivities asks for the activities of the placement, by day.
func AskActivities(b *db.Batch, of placement.ID) *[]Activity {
	return db.AskAll[Activity](b, `SELECT id, on_day, title, place FROM activities WHERE placement_id = @id AND removed_at IS NULL ORDER BY on_day, id`, db.Args{"id": of})
}

// Save makes the plan, or changes it if nobody has since version; 0 is the version of a plan that is not there yet.
func Save(ctx context.Context, tx *db.Tx, of placement.ID, version int, d Draft) error {
	p, err := mayWrite(ctx, tx, of)
	if err != nil {
		return err
	}
	args := db.Args{"id": of, "meet_at": d.MeetAt, "meet_where": d.MeetWhere, "meet_whom": d.MeetWhom, "bring": d.Bring, "hours": d.Hours, "first_week": d.FirstWeek}
	what := event.PlanChanged
	var n int
	if version == 0 {
		what = event.PlanMade
		args["now"] = tx.Now
		n, err = db.Touch(ctx, tx, `
			INSERT INTO plans (placement_id, meet_at, meet_where, meet_whom, bring, hours, first_week, made_at)
			VALUES (@id, @meet_at, @meet_where, @meet_whom, @bring, @hours, @first_week, @now) ON CONFLICT DO NOTHING`, args)
	} else {
		args["version"] = version
		n, err = db.Touch(ctx, tx, `
			UPDATE plans SET meet_at = @meet_at, meet_where = @meet_where, meet_whom = @meet_whom, bring = @bring, hours = @hours,
				first_week = @first_week, version = version + 1 WHERE placement_id = @id AND version = @version`, args)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "fault.conflict")
	}
	if err := notice.TellParty(ctx, tx, notice.PlanReady, route.MyPlan, nil, notice.Participant, of.UUID); err != nil {
		return err
	}
	return event.Record(ctx, tx, what, event.About{Employer: p.EmployerID.UUID, Placement: of.UUID})
}

// mayWrite returns the placement to the contact person and to the employer's contacts, while it is not over.
func mayWrite(ctx context.Context, tx *db.Tx, of placement.ID) (p placement.Placement, err error) {
	if tx.Actor.Side() == auth.NavSide {
		p, err = placement.LockOwn(ctx, tx, of)
	} else {
		p, err = placement.Get(ctx, tx, of)
		if err == nil && !tx.Actor.Is(auth.EmployerContact) {
			err = fault.New(fault.Forbidden, "fault.forbidden")
		}
	}
	if err == nil && p.Status() == placement.Ended {
		err = fault.New(fault.Conflict, "placement.over")
	}
	return p, err
}

// An ActivityDraft is what it takes to add an activity.
type ActivityDraft struct {
	OnDay        time.Time
	Title, Place string
}

// Problems tells what is missing or wrong in the draft.
func (d ActivityDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Title != "", "title", "form.required")
	return p
}

// AddActivity adds something that happens on a day.
func AddActivity(ctx context.Context, tx *db.Tx, of placement.ID, d ActivityDraft) error {
	p, err := mayWrite(ctx, tx, of)
	if err != nil {
		return err
	}
	if d.OnDay.Before(p.StartsOn) || p.EndsOn != nil && d.OnDay.After(*p.EndsOn) {
		return fault.Of("on_day", "plan.outside")
	}
	if err := db.Exec(ctx, tx, `INSERT INTO activities (id, placement_id, on_day, title, place) VALUES (@id, @placement, @on_day, @title, @place)`,
		db.Args{"id": db.NewID(), "placement": of, "on_day": d.OnDay, "title": d.Title, "place": d.Place}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.PlanChanged, event.About{Employer: p.EmployerID.UUID, Placement: of.UUID})
}

// RemoveActivity takes an activity off the plan.
func RemoveActivity(ctx context.Context, tx *db.Tx, of placement.ID, activity uuid.UUID) error {
	p, err := mayWrite(ctx, tx, of)
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, tx, `UPDATE activities SET removed_at = @now WHERE id = @id AND placement_id = @placement AND removed_at IS NULL`,
		db.Args{"id": activity, "placement": of, "now": tx.Now}); err != nil {
		return err
	}
	return event.Record(ctx, tx, event.PlanChanged, event.About{Employer: p.EmployerID.UUID, Placement: of.UUID})
}
