package carvingview

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"plass/internal/carving"
	"plass/internal/form"
	"plass/internal/text"
	"plass/templates/ui"
)

// Chosen returns the tasks that are ticked; what is no id is a choice nobody made.
func Chosen(f *form.Form) []carving.TaskID {
	var list []carving.TaskID
	for _, typed := range f.Values("tasks") {
		id, err := uuid.Parse(typed)
		f.Unless(err == nil, "tasks", "form.not_a_choice")
		list = append(list, carving.TaskID{UUID: id})
	}
	return list
}

var taskFields = []string{"what", "post", "unit", "hours", "times", "often", "language", "skills", "physical"}

// TaskValues returns the form that shows what is known of the task.
func TaskValues(ctx context.Context, t carving.Task) *form.Form {
	unit := ""
	if t.UnitID != nil {
		unit = t.UnitID.String()
	}
	return form.Filled(map[string]string{form.VersionField: strconv.Itoa(t.Version), "what": t.What, "post": t.Post, "unit": unit, "hours": Number(ctx, t.Minutes),
		"times": t.Times, "often": t.Often, "language": t.Language, "skills": t.Skills, "physical": t.Physical})
}

// DifferTask returns what was typed beside what somebody else has saved meanwhile.
func DifferTask(ctx context.Context, f *form.Form, now carving.Task) (list []ui.Difference) {
	saved := TaskValues(ctx, now)
	said := func(field, value string) string {
		switch field {
		case "often", "language", "physical":
			if value != "" {
				return text.T(ctx, "work_task."+field+"."+value)
			}
		case "unit":
			if value == saved.Value("unit") {
				return now.Unit
			}
		}
		return value
	}
	for _, field := range taskFields {
		if typed, is := f.Value(field), saved.Value(field); typed != is {
			list = append(list, ui.Difference{Label: "work_task." + field, Before: said(field, typed), After: said(field, is)})
		}
	}
	return list
}

// RoleValues returns the form that shows what is known of the role.
func RoleValues(r carving.Role) *form.Form {
	values := map[string]string{form.VersionField: strconv.Itoa(r.Version), "name": r.Name}
	if r.UnitID != nil {
		values["unit"] = r.UnitID.String()
	}
	if r.Buddy {
		values["buddy"] = "on"
	}
	f := form.Filled(values)
	var ids []string
	for _, t := range r.Tasks {
		ids = append(ids, t.ID.String())
	}
	f.SetAll("tasks", ids)
	return f
}
