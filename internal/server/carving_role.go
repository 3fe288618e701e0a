package server

import (
	"net/http"
	"strconv"

	"plass/internal/agreement"
	"plass/internal/carving"
	"plass/internal/change"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/terms"
	"plass/templates/carvingview"
)

// newRole asks which tasks to put together.
func (s *Server) newRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, err := writableMarket(r, tx)
	if err != nil {
		return nil, err
	}
	return page(carvingview.NewRole(m, form.Blank())), nil
}

func (s *Server) bundleRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, err := writableMarket(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	if f.Value("count") != "" {
		return page(carvingview.NewRole(m, f.Again())), nil
	}
	d := roleDraft(f)
	again := page(carvingview.NewRole(m, f))
	if err := f.Check(d); err != nil {
		return again, err
	}
	id, err := carving.Bundle(r.Context(), tx, m.Of, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again, f.Check()
	}
	if fault.Is(err, fault.Conflict) { // somebody took one of the tasks meanwhile
		if m, got := theMarket(r, tx); got == nil {
			noteRefusal(f, err)
			return page(carvingview.NewRole(m, f)), err
		}
	}
	if err != nil {
		return nil, err
	}
	return done(m.RoleAt(id), "said.work_role_made"), nil
}

func roleDraft(f *form.Form) carving.RoleDraft {
	d := carving.RoleDraft{Name: f.TextUpTo("name", 80), Unit: form.IDOrNone[employer.UnitID](f, "unit"), Buddy: f.Bool("buddy")}
	d.Tasks = carvingview.Chosen(f)
	nudgeAbout(f, "name")
	return d
}

// theRole reads the role in the address, with what of it the one looking may change.
func theRole(r *http.Request, tx *db.Tx) (m carvingview.Market, role carving.Role, err error) {
	id, err := pathID[carving.RoleID](r, "role")
	if err != nil {
		return m, role, err
	}
	if m, err = theMarket(r, tx); err != nil {
		return m, role, err
	}
	found := m.Roles.Find(id)
	if found == nil {
		return m, role, notFound()
	}
	return m, *found, nil
}

func (s *Server) showRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, role, err := theRole(r, tx)
	if err != nil {
		return nil, err
	}
	return page(carvingview.Role(m, role)), nil
}

// editable is [theRole] for whoever may change a role that is not yet offered.
func editable(r *http.Request, tx *db.Tx) (carvingview.Market, carving.Role, error) {
	m, role, err := theRole(r, tx)
	switch {
	case err != nil:
	case !m.MayWrite:
		err = fault.New(fault.Forbidden, "work_task.not_yours")
	case role.Fixed():
		err = fault.New(fault.Conflict, "work_role.fixed")
	}
	return m, role, err
}

func (s *Server) editRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, role, err := editable(r, tx)
	if err != nil {
		return nil, err
	}
	return page(carvingview.EditRole(m, role, carvingview.RoleValues(role))), nil
}

func (s *Server) changeRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, role, err := editable(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	if f.Value("count") != "" {
		return page(carvingview.EditRole(m, role, f.Again())), nil
	}
	d := roleDraft(f)
	if err := f.Check(d); err != nil {
		return page(carvingview.EditRole(m, role, f)), err
	}
	err = carving.ChangeRole(r.Context(), tx, m.Of, role.ID, f.Version(), d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(carvingview.EditRole(m, role, f)), f.Check()
	}
	if fault.Is(err, fault.Conflict) {
		m, now, got := theRole(r, tx)
		if got != nil {
			return nil, got
		}
		noteRefusal(f, err)
		f.Set(form.VersionField, strconv.Itoa(now.Version))
		return page(carvingview.EditRole(m, now, f)), err
	}
	if err != nil {
		return nil, err
	}
	return done(m.RoleAt(role.ID), "said.work_role_changed"), nil
}

// splitRole takes a role apart.
func (s *Server) splitRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	m, role, err := theRole(r, tx)
	if err != nil {
		return nil, err
	}
	if err := carving.Split(r.Context(), tx, m.Of, role.ID, form.Posted(r).Version()); err != nil {
		return nil, err
	}
	return done(m.TasksAt(), "said.work_role_split"), nil
}

// offering reads what it takes to offer the role in the address: the agreements it can be a place of.
func offering(r *http.Request, tx *db.Tx) (carvingview.Offering, error) {
	m, role, err := editable(r, tx)
	if err != nil {
		return carvingview.Offering{}, err
	}
	o := carvingview.Offering{Market: m, Role: role, Form: form.Posted(r)}
	b := db.NewBatch(tx)
	rows := agreement.AskOfEmployer(b, m.Of)
	if err := b.Send(r.Context()); err != nil {
		return o, err
	}
	frameworks := map[agreement.ID]bool{}
	for _, row := range *rows {
		if row.FrameworkID != nil {
			frameworks[*row.FrameworkID] = true
		}
	}
	for _, row := range *rows {
		switch row.Status(tx.Today()) {
		case agreement.Drafted, agreement.Offered, agreement.Coming, agreement.InForce:
			if !frameworks[row.ID] {
				o.Agreements = append(o.Agreements, row)
			}
		}
	}
	o.Today = tx.Today()
	return o, nil
}

func (s *Server) askOffer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	o, err := offering(r, tx)
	if err != nil {
		return nil, err
	}
	values := map[string]string{form.VersionField: strconv.Itoa(o.Role.Version), "kind": string(terms.WorkTraining), "rule": string(terms.OnRequest), "months": "3"}
	if len(o.Agreements) == 1 {
		values["agreement"] = o.Agreements[0].ID.String()
	}
	o.Form = form.Filled(values)
	return page(carvingview.Offer(o)), nil
}

// offerRole shows what it leads to that the role becomes a place of the agreement, and does it when the one acting is sure.
func (s *Server) offerRole(r *http.Request, tx *db.Tx) (http.Handler, error) {
	o, err := offering(r, tx)
	if err != nil {
		return nil, err
	}
	f := o.Form
	d := change.RoleDraft{Agreement: form.ID[agreement.ID](f, "agreement"), Kind: terms.Kind(f.Pick("kind", codes(change.RoleKinds)...)),
		Rule: terms.Rule(f.Pick("rule", string(terms.OnRequest), string(terms.Standing))), Months: f.IntOrNone("months", 1, 120), Reason: f.TextUpTo("reason", 500)}
	if d.Rule == terms.Standing {
		d.AlarmDays = f.Int("alarm_days", 1, 365)
	}
	o.In = o.Find(d.Agreement)
	f.Unless(o.In != nil || f.Value("agreement") == "", "agreement", "form.not_a_choice")
	f.Unless(o.In == nil || o.In.ConcludedAt == nil || d.Reason != "", "reason", "form.required")
	nudgeAbout(f, "reason")
	again := func(err error) (http.Handler, error) { return page(carvingview.Offer(o)), err }
	if err := f.Check(d); err != nil {
		return again(err)
	}
	a, err := agreement.Get(r.Context(), tx, d.Agreement)
	if err != nil {
		return nil, err
	}
	asked, err := change.RoleIn(a, o.Role, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again(f.Check())
	}
	if err != nil {
		return nil, err
	}
	if a.Concluded() && f.Value("sure") == "" {
		if o.Ahead, err = change.Look(r.Context(), tx, a, asked); err != nil {
			return nil, err
		}
		o.Asked, o.Form = true, f.Again()
		return page(carvingview.Offer(o)), nil
	}
	err = change.OfferRole(r.Context(), tx, o.Market.Of, o.Role.ID, f.Version(), d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again(f.Check())
	}
	if why := refusal(err); why != "" {
		noteRefusal(f, err)
		return again(err)
	}
	if err != nil {
		return nil, err
	}
	if a.Concluded() {
		return done(o.Market.RoleAt(o.Role.ID), "said.work_role_proposed"), nil
	}
	return done(o.Market.RoleAt(o.Role.ID), "said.work_role_offered"), nil
}
