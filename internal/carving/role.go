package carving

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/seat"
)

// A RoleID identifies a role.
type RoleID struct{ uuid.UUID }

// A Role is tasks from one or more posts, put together to what one person can do. Where it stands follows from the agreements
// and the placements.
type Role struct {
	ID         RoleID
	EmployerID employer.ID
	UnitID     *employer.UnitID
	Unit       string
	Name       string
	Buddy      bool // somebody there is to be a buddy
	FullTime   int  // minutes a week of a full post, as it was when the role was made
	MadeBy     string
	MadeAt     time.Time
	Version    int

	AgreementID *agreement.ID // the one it was offered in last
	Agreement   string        // empty when the one looking may not read it
	OfferedAt   *time.Time
	Waits       bool // the agreement has a text with the role that is not signed
	LineID      *seat.LineID
	FromOn      *time.Time // from when the place is there
	Taken       int        // how many have, or are to have, a place through it, as far as the one looking may know

	Tasks Tasks `db:"-"`
}

// A Status is where a role stands. Each has the text key "work_role.status." and the status.
type Status string

// The statuses.
const (
	Gathered Status = "gathered" // its tasks are put together
	Offered  Status = "offered"  // it stands in an agreement that is not signed
	InForce  Status = "in_force" // it is a place
	Taken    Status = "taken"    // somebody has the place, or is to have it
)

// Statuses are in the order a role goes through them.
var Statuses = []Status{Gathered, Offered, InForce, Taken}

// Status returns where the role stands.
func (r Role) Status() Status {
	switch {
	case r.LineID != nil && r.Taken > 0:
		return Taken
	case r.LineID != nil:
		return InForce
	case r.AgreementID != nil && r.Waits:
		return Offered
	}
	return Gathered
}

// Fixed reports whether the parties have, or are about to have, the role in an agreement, so that its hours stand.
func (r Role) Fixed() bool { return r.Status() != Gathered }

// Percent returns the role's share of a full post.
func (r Role) Percent() int { return Percent(r.Tasks.Minutes(), r.FullTime) }

// Percent returns the minutes' share of a full post, to the nearest whole.
func Percent(minutes, fullTime int) int { return (200*minutes + fullTime) / (2 * fullTime) }

// Roles are some of an employer's roles.
type Roles []Role

// At returns the roles that stand at one of the statuses.
func (all Roles) At(which ...Status) Roles {
	return slices.DeleteFunc(slices.Clone(all), func(r Role) bool { return !slices.Contains(which, r.Status()) })
}

// Find returns the role with the id; nil when it is none of them.
func (all Roles) Find(id RoleID) *Role {
	i := slices.IndexFunc(all, func(r Role) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// With returns the roles with their tasks.
func (all Roles) With(tasks Tasks) Roles {
	all = slices.Clone(all)
	for i := range all {
		all[i].Tasks = tasks.In(Filter{Role: &all[i].ID})
	}
	return all
}

// A RoleDraft is what it takes to put tasks together to a role.
type RoleDraft struct {
	Name  string
	Unit  *employer.UnitID
	Buddy bool
	Tasks []TaskID
}

// Problems tells what is missing or wrong in the draft.
func (d RoleDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	p.Unless(len(d.Tasks) > 0, "tasks", "work_role.no_tasks")
	return p
}

// least is how many minutes a week a role takes at least.
const least = 60

// Sized tells what is wrong with a role of so many minutes, where a full post takes full.
func Sized(minutes, full int) fault.Invalid {
	p := fault.Invalid{}
	p.Unless(minutes >= least, "tasks", "work_role.below_hour")
	p.Unless(minutes <= full, "tasks", "work_role.above_full", "percent", Percent(minutes, full))
	return p
}
