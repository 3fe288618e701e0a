package server

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/inquiry"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/register"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/user"
	"plass/templates/employerview"
)

// listEmployers shows a page of the employers, by name. A contact person begins with their own.
func (s *Server) listEmployers(r *http.Request, tx *db.Tx) (http.Handler, error) {
	asked := form.Asked(r)
	show := asked.Text("show")
	if !slices.Contains([]string{"mine", "unassigned", "all"}, show) {
		show = "all"
		if tx.Actor.Is(auth.NavContact) {
			show = "mine"
		}
	}
	after := asked.Text("after")
	rows, err := employer.List(r.Context(), tx, employer.Filter{Mine: show == "mine", Unassigned: show == "unassigned", After: after})
	if err != nil {
		return nil, err
	}
	rows, last := pageOf(rows, employer.PageSize)
	return page(employerview.List(rows, show, firstPage(r, after), nextPage(r, last, employer.Row.Key))), nil
}

// newEmployer asks for the organisation number; with one, or for somebody who types by hand, for everything.
func (s *Server) newEmployer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Asked(r)
	switch {
	case f.Bool("by_hand"):
		return page(employerview.New(blankEmployer(register.Entry{}), employerview.Lookup{})), nil
	case f.Values("org_number") == nil:
		return page(employerview.Find(f)), nil
	}
	number, err := register.ParseNumber(f.Text("org_number"))
	if wrong, ok := errors.AsType[*fault.Error](err); ok {
		f.Add(fault.Of("org_number", wrong.Text.Key))
		return page(employerview.Find(f)), f.Check()
	}
	known, err := employer.WithNumber(r.Context(), tx, number)
	if fault.Is(err, fault.NotFound) {
		return s.lookUp(number), nil
	}
	if err != nil {
		return nil, err
	}
	return page(employerview.Known(known)), nil
}

// lookUp asks the register, and shows the form with what it said. A reply is served once the
// transaction is over, so a slow register holds no connection.
func (s *Server) lookUp(number register.Number) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found, err := s.register.Lookup(r.Context(), number, register.MainUnit)
		why, ok := errors.AsType[*fault.Error](err)
		if err != nil && !ok {
			s.refuse(r, nil, err).ServeHTTP(w, r)
			return
		}
		l := employerview.Lookup{Found: err == nil}
		if err != nil {
			s.log.Info("register", "error", err)
			l.Why, l.Main, found = why.Text, found.Parent, register.Entry{Number: number}
		}
		page(employerview.New(blankEmployer(found), l)).ServeHTTP(w, r)
	})
}

// blankEmployer is the form of a new employer, filled in with what the register knows.
func blankEmployer(e register.Entry) *form.Form {
	f := form.Filled(map[string]string{"org_number": string(e.Number), "name": e.Name, "register_name": e.Name, "industry": e.Industry,
		"address": e.Address, "postal_code": e.PostalCode, "place": e.Place, "contact_person": "on"})
	if e.Employees > 0 {
		f.Set("employees", strconv.Itoa(e.Employees))
	}
	numbers, names, addresses := []string{}, []string{}, []string{}
	for _, u := range e.Units {
		name := u.Name
		if slices.Contains(names, name) { // a register gives every shop of a chain the same name
			name += ", " + string(u.Number)
		}
		numbers, names, addresses = append(numbers, string(u.Number)), append(names, name), append(addresses, u.Address)
	}
	f.SetAll("unit_number", numbers)
	f.SetAll("unit_name", names)
	f.SetAll("unit_address", addresses)
	return f
}

// createEmployer registers an employer with the units chosen. Whoever registers it becomes its contact person, unless they say no.
func (s *Server) createEmployer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	again := page(employerview.New(f, employerview.Lookup{}))
	d, units := employerDraft(f), unitDrafts(f)
	if err := f.Check(d); err != nil {
		return again, err
	}
	id, err := employer.Create(r.Context(), tx, d)
	if err != nil {
		return again, noted(f, err)
	}
	for _, u := range units {
		if _, err := employer.AddUnit(r.Context(), tx, id, u); err != nil {
			return again, noted(f, err)
		}
	}
	if f.Bool("contact_person") && tx.Actor.Is(auth.NavContact) {
		if err := employer.BecomeContactPerson(r.Context(), tx, id); err != nil {
			return again, noted(f, err)
		}
	}
	return done(route.Employer(id), "said.employer.registered"), nil
}

// employerDraft reads what was typed about an employer.
func employerDraft(f *form.Form) employer.Draft {
	return employer.Draft{
		OrgNumber:    f.TextUpTo("org_number", 40),
		Name:         f.TextUpTo("name", 200),
		RegisterName: f.TextUpTo("register_name", 400),
		Industry:     f.TextUpTo("industry", 400),
		Address:      f.TextUpTo("address", 400),
		PostalCode:   f.TextUpTo("postal_code", 20),
		Place:        f.TextUpTo("place", 200),
		Employees:    f.IntOrNone("employees", 0, 1_000_000),
		OwnWords:     f.TextUpTo("own_words", 2000),
	}
}

// unitDrafts reads the units that were ticked among those the form carries.
func unitDrafts(f *form.Form) []employer.UnitDraft {
	numbers, names, addresses := f.Texts("unit_number"), f.Texts("unit_name"), f.Texts("unit_address")
	ticked := f.Picks("units", numbers...)
	var drafts []employer.UnitDraft
	for i, number := range numbers {
		if !slices.Contains(ticked, number) || i >= len(names) || i >= len(addresses) {
			continue
		}
		d := employer.UnitDraft{Name: names[i], OrgNumber: number, Address: addresses[i]}
		if d.Problems().Problem() != nil {
			f.Add(fault.Of("units", "form.not_a_choice"))
		}
		drafts = append(drafts, d)
	}
	return drafts
}

// showEmployer shows everything about an employer, read in one go.
func (s *Server) showEmployer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := theEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	return page(employerview.Show(w)), nil
}

// theEmployer reads what the page of an employer shows, with a blank form.
func theEmployer(r *http.Request, tx *db.Tx) (employerview.Whole, error) {
	id, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return employerview.Whole{}, err
	}
	b := db.NewBatch(tx)
	e, persons := employer.Ask(b, id), employer.AskContactPersons(b, id)
	units, contacts := employer.AskUnits(b, id), employer.AskContacts(b, id)
	agreements, board := agreement.AskOfEmployer(b, id), seat.Ask(b, tx, seat.Filter{Employer: &id.UUID})
	placements, presentations := placement.AskOfEmployer(b, tx, id), nomination.AskPresentations(b, id)
	known := nomination.AskKnown(b, id)
	requests, meetings := request.AskOfEmployer(b, id), meeting.AskNext(b, id, 5)
	inquiries, standIns := inquiry.AskOfEmployer(b, id), user.AskStandInAt(b, id.UUID)
	handovers, events := handover.AskOfEmployer(b, id), event.AskOfEmployer(b, id.UUID)
	colleagues := user.AskColleagues(b)
	if err := b.Send(r.Context()); err != nil {
		return employerview.Whole{}, err
	}
	return employerview.Whole{
		Employer: *e, Persons: *persons, Units: *units, Contacts: *contacts,
		Agreements: *agreements, Seats: seat.Totals(board.Boards()),
		Placements: *placements, Presentations: *presentations, Known: *known,
		Requests: *requests, Meetings: *meetings, Inquiries: *inquiries,
		StandIns: *standIns, Handovers: *handovers, Events: *events,
		Now: tx.Now, Today: tx.Today(),
		Colleagues: *colleagues, Appoint: form.Blank(),
	}, nil
}

// editEmployer asks what is to be changed.
func (s *Server) editEmployer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := ownEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	return page(employerview.Edit(e, filledEmployer(e), nil)), nil
}

// filledEmployer is the form of an employer as it is saved.
func filledEmployer(e employer.Employer) *form.Form {
	f := form.Filled(map[string]string{form.VersionField: strconv.Itoa(e.Version), "name": e.Name, "industry": e.Industry,
		"address": e.Address, "postal_code": e.PostalCode, "place": e.Place, "own_words": e.OwnWords})
	if e.Employees != nil {
		f.Set("employees", strconv.Itoa(*e.Employees))
	}
	return f
}

// changeEmployer saves what was changed. What somebody else has saved meanwhile is shown beside it first.
func (s *Server) changeEmployer(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := ownEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := employerDraft(f)
	d.OrgNumber = e.OrgNumber
	if err := f.Check(d); err != nil {
		return page(employerview.Edit(e, f, nil)), err
	}
	err = employer.Change(r.Context(), tx, e.ID, f.Version(), d)
	if fault.Is(err, fault.Conflict) {
		f.Set(form.VersionField, strconv.Itoa(e.Version)) // who saves again has seen both
		return page(employerview.Edit(e, f, filledEmployer(e))), err
	}
	return done(route.Employer(e.ID), "said.employer.changed"), err
}

// appointContactPerson makes the one acting the first contact person of the employer, or whom an office leader names.
func (s *Server) appointContactPerson(r *http.Request, tx *db.Tx) (http.Handler, error) {
	w, err := theEmployer(r, tx)
	if err != nil {
		return nil, err
	}
	if !tx.Actor.Is(auth.OfficeLeader) {
		return done(route.Employer(w.Employer.ID), "said.employer.yours"), employer.BecomeContactPerson(r.Context(), tx, w.Employer.ID)
	}
	f := form.Posted(r)
	w.Appoint = f
	to := form.ID[user.MembershipID](f, "to")
	if err := f.Check(); err != nil {
		return page(employerview.Show(w)), err
	}
	err = employer.Appoint(r.Context(), tx, w.Employer.ID, to)
	if wrong, ok := problems(err); ok {
		f.Add(wrong)
		return page(employerview.Show(w)), f.Check()
	}
	return done(route.Employer(w.Employer.ID), "said.employer.appointed"), err
}

// ownEmployer returns the employer in the path, and refuses those who may not change it.
func ownEmployer(r *http.Request, tx *db.Tx) (employer.Employer, error) {
	id, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return employer.Employer{}, err
	}
	e, err := employer.Get(r.Context(), tx, id)
	if err != nil {
		return e, err
	}
	return e, employer.MustOwn(r.Context(), tx, id)
}
