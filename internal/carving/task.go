// Package carving holds the work tasks that leaders take out of posts, and the roles that they are put together to.
package carving

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
)

// A TaskID identifies a work task.
type TaskID struct{ uuid.UUID }

// A Task is a piece of work that somebody else than today could do.
type Task struct {
	ID          TaskID
	EmployerID  employer.ID
	UnitID      *employer.UnitID
	Unit        string
	What        string
	Post        string // the post it is taken from, never a person
	Minutes     int    // a week
	Times       string // when in the week
	Often       string
	Language    string
	Skills      string
	Physical    string
	RoleID      *RoleID // the role it is in; nil: free
	WithdrawnAt *time.Time
	DroppedBy   string
	DroppedAt   time.Time
	Version     int
}

// Often, Languages and Physicals are what a task may ask for; text keys "work_task.often.", "work_task.language." and "work_task.physical.".
var (
	Often     = []string{"daily", "some_days", "weekly", "seldom"}
	Languages = []string{"none", "little", "everyday", "good"}
	Physicals = []string{"light", "on_feet", "heavy"}
)

// Most is how many minutes a week a task can take.
const Most = 6000

// A TaskDraft is what it takes to drop a task.
type TaskDraft struct {
	Unit                      *employer.UnitID
	What, Post                string
	Minutes                   int
	Times                     string
	Often, Language, Physical string
	Skills                    string
}

// Problems tells what is missing or wrong in the draft.
func (d TaskDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.What != "", "what", "form.required")
	p.Unless(d.Post != "", "post", "form.required")
	p.Unless(15 <= d.Minutes && d.Minutes <= Most && d.Minutes%15 == 0, "hours", "work_task.hours_wrong")
	p.Unless(slices.Contains(Often, d.Often), "often", "form.choose")
	p.Unless(slices.Contains(Languages, d.Language), "language", "form.choose")
	p.Unless(slices.Contains(Physicals, d.Physical), "physical", "form.choose")
	return p
}

// Tasks are some of an employer's tasks. Every figure is the sum of the very tasks that stand behind it.
type Tasks []Task

// Minutes returns what the tasks take together in a week.
func (all Tasks) Minutes() (n int) {
	for _, t := range all {
		n += t.Minutes
	}
	return n
}

// A Filter chooses among tasks.
type Filter struct {
	Bundled *bool // in a role, or free; nil: both
	Post    string
	Unit    string
	Role    *RoleID
}

// In returns the tasks that the filter lets through.
func (all Tasks) In(f Filter) Tasks {
	return slices.DeleteFunc(slices.Clone(all), func(t Task) bool {
		return f.Bundled != nil && *f.Bundled != (t.RoleID != nil) ||
			f.Post != "" && form.Fold(f.Post) != form.Fold(t.Post) ||
			f.Unit != "" && f.Unit != t.Unit ||
			f.Role != nil && (t.RoleID == nil || *t.RoleID != *f.Role)
	})
}

// A Source is where tasks are taken from, with what is freed there and what is still free to put together.
type Source struct {
	Name  string
	Freed int // minutes a week that are in roles
	Free  int // minutes a week that are in none
}

// ByPost returns what is freed of each post, in the order the posts first come.
func (all Tasks) ByPost() []Source { return all.by(func(t Task) string { return t.Post }) }

// ByUnit returns what is freed in each unit, in the order the units first come.
func (all Tasks) ByUnit() []Source { return all.by(func(t Task) string { return t.Unit }) }

func (all Tasks) by(name func(Task) string) (list []Source) {
	for _, t := range all {
		i := slices.IndexFunc(list, func(s Source) bool { return form.Fold(s.Name) == form.Fold(name(t)) })
		if i < 0 {
			i, list = len(list), append(list, Source{Name: name(t)})
		}
		if t.RoleID != nil {
			list[i].Freed += t.Minutes
		} else {
			list[i].Free += t.Minutes
		}
	}
	return list
}
