package server

import (
	"net/http"
	"strconv"
	"strings"

	"plass/internal/auth"
	"plass/internal/carving"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/templates/carvingview"
	"plass/templates/layout"
)

// theMarket reads what the pages of an employer's work tasks show: the employer in the address for Nav, its own for a partner.
func theMarket(r *http.Request, tx *db.Tx) (m carvingview.Market, err error) {
	b := db.NewBatch(tx)
	var named *employer.Employer
	if tx.Actor.Side() == auth.NavSide {
		if m.Of, err = pathID[employer.ID](r, "employer"); err != nil {
			return m, err
		}
		named = employer.Ask(b, m.Of)
		m.Base = route.Employer(m.Of)
	} else {
		m.Of = employer.ID{UUID: tx.Actor.Employer}
		m.Base = "/partner"
		m.Above = []layout.Crumb{{To: route.OurPlaces, Label: "layout.place.our_places"}}
	}
	tasks, roles, full := carving.AskTasks(b, m.Of), carving.AskRoles(b, tx, m.Of), carving.AskFullTime(b)
	units := employer.AskUnits(b, m.Of)
	if err = b.Send(r.Context()); err != nil {
		return m, err
	}
	m.Tasks, m.FullTime, m.Units = *tasks, full.Minutes, *units
	m.Roles = carving.Roles(*roles).With(m.Tasks)
	if named != nil {
		m.Name = named.Name
		m.Above = []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: m.Base, Label: m.Name}}
	}
	m.MayWrite, err = carving.MayWrite(r.Context(), tx, m.Of)
	return m, err
}

// writableMarket is [theMarket] for whoever may change what is there.
func writableMarket(r *http.Request, tx *db.Tx) (carvingview.Market, error) {
	m, err := theMarket(r, tx)
	if err == nil && !m.MayWrite {
		err = fault.New(fault.Forbidden, "work_task.not_yours")
	}
	return m, err
}

// showMarket shows the tasks, what they free, and the roles they are put together to.
func (s *Server) showMarket(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, err := theMarket(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Asked(r)
	m.Show, m.Filter.Post, m.Filter.Unit = f.Text("show"), f.TextUpTo("post", 100), f.TextUpTo("unit", 100)
	switch m.Show {
	case "free", "bundled":
		bundled := m.Show == "bundled"
		m.Filter.Bundled = &bundled
	default:
		m.Show = ""
	}
	if at := carving.Status(f.Text("at")); at == carving.Taken {
		m.At = at
	}
	return page(carvingview.Show(m)), nil
}

func (s *Server) newTask(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, err := writableMarket(r, tx)
	if err != nil {
		return nil, err
	}
	asked := form.Asked(r) // the post and the unit of the one before, when there are more
	return page(carvingview.NewTask(m, form.Filled(map[string]string{"post": asked.TextUpTo("post", 100), "unit": asked.Text("unit")}))), nil
}

func (s *Server) dropTask(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, err := writableMarket(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := taskDraft(f)
	again := page(carvingview.NewTask(m, f))
	if err := f.Check(d); err != nil {
		return again, err
	}
	if _, err := carving.Drop(r.Context(), tx, m.Of, d); err != nil {
		if p, ok := problems(err); ok {
			f.Add(p)
			return again, f.Check()
		}
		return nil, err
	}
	if f.Value("then") == "more" {
		return done(m.AnotherTask(f.Value("post"), f.Value("unit")), "said.work_task_dropped_more"), nil
	}
	return done(m.TasksAt(), "said.work_task_dropped"), nil
}

func taskDraft(f *form.Form) carving.TaskDraft {
	d := carving.TaskDraft{Unit: form.IDOrNone[employer.UnitID](f, "unit"), What: f.TextUpTo("what", 120), Post: f.TextUpTo("post", 100),
		Minutes: minutesOf(f, "hours"), Times: f.TextUpTo("times", 120), Often: f.Pick("often", carving.Often...),
		Language: f.Pick("language", carving.Languages...), Skills: f.TextUpTo("skills", 200), Physical: f.Pick("physical", carving.Physicals...)}
	f.Require("hours")
	nudgeAbout(f, "what", "post", "times", "skills")
	return d
}

// minutesOf reads hours as people write them, "2", "2,5" or "2.25", as minutes. It is -1 for what is no such number.
func minutesOf(f *form.Form, field string) int {
	hours, err := strconv.ParseFloat(strings.Replace(f.TextUpTo(field, 10), ",", ".", 1), 64)
	if err != nil || !(0 < hours && hours <= carving.Most/60) {
		return -1
	}
	if minutes := hours * 60; minutes == float64(int(minutes)) {
		return int(minutes)
	}
	return -1
}

// theTask reads the task in the address.
func theTask(r *http.Request, tx *db.Tx) (m carvingview.Market, t carving.Task, err error) {
	id, err := pathID[carving.TaskID](r, "task")
	if err != nil {
		return m, t, err
	}
	if m, err = writableMarket(r, tx); err != nil {
		return m, t, err
	}
	if t, err = carving.GetTask(r.Context(), tx, m.Of, id); err == nil && t.WithdrawnAt != nil {
		err = notFound()
	}
	return m, t, err
}

func (s *Server) editTask(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, t, err := theTask(r, tx)
	if err != nil {
		return nil, err
	}
	return page(carvingview.EditTask(m, t, carvingview.TaskValues(r.Context(), t), nil)), nil
}

func (s *Server) changeTask(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, t, err := theTask(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := taskDraft(f)
	if err := f.Check(d); err != nil {
		return page(carvingview.EditTask(m, t, f, nil)), err
	}
	err = carving.ChangeTask(r.Context(), tx, m.Of, t.ID, f.Version(), d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(carvingview.EditTask(m, t, f, nil)), f.Check()
	}
	if isStale(err) {
		now, got := carving.GetTask(r.Context(), tx, m.Of, t.ID)
		if got != nil {
			return nil, got
		}
		differences := carvingview.DifferTask(r.Context(), f, now)
		f.Set(form.VersionField, strconv.Itoa(now.Version))
		return page(carvingview.EditTask(m, now, f, differences)), err
	}
	if fault.Is(err, fault.Conflict) {
		noteRefusal(f, err)
		return page(carvingview.EditTask(m, t, f, nil)), err
	}
	if err != nil {
		return nil, err
	}
	return done(m.TasksAt(), "said.work_task_changed"), nil
}

func (s *Server) withdrawTask(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, t, err := theTask(r, tx)
	if err != nil {
		return nil, err
	}
	err = carving.Withdraw(r.Context(), tx, m.Of, t.ID, form.Posted(r).Version())
	if fault.Is(err, fault.Conflict) {
		if m, t, gone := theTask(r, tx); gone == nil {
			f := carvingview.TaskValues(r.Context(), t)
			noteRefusal(f, err)
			return page(carvingview.EditTask(m, t, f, nil)), err
		}
	}
	if err != nil {
		return nil, err
	}
	return done(m.TasksAt(), "said.work_task_withdrawn"), nil
}
