package server

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"plass/internal/agreement"
	"plass/internal/change"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/templates/agreementview"
)

// listActs shows what can be done to the signed agreement.
func (s *Server) listActs(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	if err := employer.MustOwn(r.Context(), tx, p.Agreement.EmployerID); err != nil {
		return nil, err
	}
	if !p.Agreement.MayChange(tx.Actor, tx.Today()) {
		return page(agreementview.Closed(p.Agreement, tx.Today())), fault.New(fault.Conflict, "change.over")
	}
	p.Behalf = form.Filled(map[string]string{"review_on": tx.Today().AddDate(1, 0, 0).Format(time.DateOnly)})
	return page(agreementview.Acts(p, p.Agreement.NextOption(p.Versions) != nil)), nil
}

// reviewAgreement writes down that the parties have looked at the agreement.
func (s *Server) reviewAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	note, next := f.TextUpTo("note", 500), f.Date("review_on")
	switch err := change.Review(r.Context(), tx, p.Agreement.ID, f.Version(), note, next); {
	case err == nil:
		return done(route.Agreement(p.Agreement.ID), "said.change.reviewed"), nil
	case fault.Is(err, fault.Conflict):
		return again(r, tx, err)
	default:
		p.Behalf = f
		return page(agreementview.Acts(p, p.Agreement.NextOption(p.Versions) != nil)), noted(f, err)
	}
}

// reopenAgreement takes up a draft again that nobody had touched for long.
func (s *Server) reopenAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	if err := agreement.Reopen(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.Agreement(id), "said.reopened"), nil
}

// changing returns the act in the address, and the agreement that it is done to.
func changing(r *http.Request, tx *db.Tx) (agreementview.Changing, error) {
	var p agreementview.Changing
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return p, err
	}
	what := chi.URLParam(r, "what")
	p.Act, p.Part = agreement.Act(what), terms.Part(what)
	if agreementview.Editable[p.Part] {
		p.Act = agreement.Change
	} else if p.Part = ""; !slices.Contains(agreement.Acts, p.Act) {
		return p, notFound()
	}
	b := db.NewBatch(tx)
	a, versions := agreement.Ask(b, id), agreement.AskVersions(b, id)
	if err := b.Send(r.Context()); err != nil {
		return p, err
	}
	if err := employer.MustOwn(r.Context(), tx, a.EmployerID); err != nil {
		return p, err
	}
	p.Agreement, p.Option = *a, a.NextOption(*versions)
	if !a.MayChange(tx.Actor, tx.Today()) {
		return p, fault.New(fault.Conflict, "change.over")
	}
	if p.Terms, err = a.Terms(); err != nil || p.Act != agreement.Join {
		return p, err
	}
	if a.FrameworkID != nil || agreement.IsFramework(p.Terms) {
		return p, notFound()
	}
	p.Frameworks, err = frameworksOf(r, tx, a.EmployerID)
	return p, err
}

// newChange asks for what the act takes.
func (s *Server) newChange(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := changing(r, tx)
	if fault.Is(err, fault.Conflict) {
		return page(agreementview.Closed(p.Agreement, tx.Today())), err
	}
	if err != nil {
		return nil, err
	}
	p.Form = form.Filled(map[string]string{form.VersionField: strconv.Itoa(p.Agreement.Version)})
	switch p.Act {
	case agreement.Change:
		agreementForms[p.Part].fill(p.Form, p.Terms, lang(r))
	case agreement.Join:
		p.Form.Set("framework", r.URL.Query().Get("framework"))
	}
	return page(agreementview.Change(p)), nil
}

// changeAgreement shows what the act leads to, and does it when the one acting is sure.
func (s *Server) changeAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := changing(r, tx)
	if err != nil {
		return nil, err
	}
	if p.Form = form.Posted(r); p.Form.Value("more") != "" {
		p.Form = moreRows(p.Form)
		return page(agreementview.Change(p)), nil
	}
	d, err := drafting(r, tx, &p)
	if err != nil {
		return nil, err
	}
	if err := p.Form.Check(); err != nil {
		return page(agreementview.Change(p)), err
	}
	sure := p.Form.Value("sure") != ""
	if sure {
		switch err = change.Do(r.Context(), tx, p.Agreement.ID, p.Form.Version(), d); {
		case err == nil:
			return done(route.Agreement(p.Agreement.ID), "said.change."+string(p.Act)), nil
		case !fault.Is(err, fault.Conflict):
			return nil, err
		}
		if p.Alert = refusal(err); p.Alert == "" {
			return nil, err
		}
	}
	p.Asked, p.Differs = true, differs(r, p.Agreement, p.Terms, d)
	if p.Ahead, p.Locals, err = ahead(r, tx, p, d, err); p.Ahead == nil {
		return nil, err
	}
	p.Form = p.Form.Again()
	return page(agreementview.Change(p)), err
}

// drafting reads what was typed; what is wrong with it is noted on the form.
func drafting(r *http.Request, tx *db.Tx, p *agreementview.Changing) (agreement.ChangeDraft, error) {
	f := p.Form
	d := agreement.ChangeDraft{Act: p.Act, Part: p.Part, Reason: f.TextUpTo("reason", 500)}
	switch p.Act {
	case agreement.Change:
		typed, err := p.Agreement.Terms() // read anew: what is typed must not change what is saved
		if err != nil {
			return d, err
		}
		readPart(r, p.Part, f, &typed)
		d.Terms = &typed
		if !f.Failed() { // what the form has found it has said at its own fields
			f.Add(typed.Problems())
		}
		if string(typed.Encode()) == string(p.Terms.Encode()) {
			f.Add(fault.Of("reason", "change.nothing"))
		}
	case agreement.Extend:
		d.EndsOn, d.ReviewOn = f.DateOrNone("ends_on"), f.DateOrNone("review_on")
	case agreement.Join:
		d.Under = form.IDOrNone[agreement.ID](f, "framework")
		f.Unless(d.Under == nil || slices.ContainsFunc(p.Frameworks, func(row agreement.Row) bool { return row.ID == *d.Under }), "framework", "form.not_a_choice")
	case agreement.Option:
		d.EndsOn = p.Option
	case agreement.Shorten, agreement.End:
		d.EndsOn = f.DateOrNone("ends_on")
	}
	f.Add(d.Problems(p.Agreement, tx.Today()))
	return d, nil
}

// ahead looks at what the act leads to, in the local agreements too. It keeps the refusal that was given before.
func ahead(r *http.Request, tx *db.Tx, p agreementview.Changing, d agreement.ChangeDraft, refused error) ([]change.Consequence, []agreementview.Local, error) {
	list, err := change.Look(r.Context(), tx, p.Agreement, d)
	if err != nil {
		return nil, nil, err
	}
	locals, err := localsOf(r, tx, p.Agreement, d, p.Differs)
	if err != nil {
		return nil, nil, err
	}
	return append([]change.Consequence{}, list...), locals, refused
}

// withdrawChange takes back the change that waits for signatures.
func (s *Server) withdrawChange(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	if err := change.Withdraw(r.Context(), tx, id, form.Posted(r).Version()); err != nil {
		return again(r, tx, err)
	}
	return done(route.Agreement(id), "said.change.withdrawn"), nil
}

// setExpiry says whether the agreement ends at its last day without anybody being reminded.
func (s *Server) setExpiry(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	if err := change.SetExpiry(r.Context(), tx, id, f.Version(), f.Value("ends_itself") == "yes"); err != nil {
		return again(r, tx, err)
	}
	return done(route.Agreement(id, "changes"), "said.change.expiry"), nil
}

// showVersion shows what the agreement said at a version, beside another.
func (s *Server) showVersion(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	number, _ := strconv.Atoi(chi.URLParam(r, "version"))
	v, err := p.Versions.In(number)
	if err != nil {
		return nil, err
	}
	before := p.Versions.Before(v)
	if with, err := strconv.Atoi(r.URL.Query().Get("with")); err == nil {
		other, err := p.Versions.In(with)
		if err != nil {
			return nil, err
		}
		before = &other
	}
	if err := agreement.Read(r.Context(), tx, &v, before); err != nil {
		return nil, err
	}
	now := p.Agreement
	if p.Terms, err = now.TermsOf(v); err != nil {
		return nil, err
	}
	p.Agreement.Own, p.Agreement.EndsOn, p.Agreement.ReviewOn = v.Own, v.EndsOn, v.ReviewOn
	shown := agreementview.VersionReading{Reading: p, Version: v, Before: before}
	if shown.Before == nil {
		return page(agreementview.Version(shown)), nil
	}
	shown.Behalf = form.Filled(map[string]string{"with": strconv.Itoa(shown.Before.Number)})
	said, err := now.TermsOf(*shown.Before)
	if err != nil {
		return nil, err
	}
	shown.Differs = agreementview.CompareDates(r.Context(), agreementview.Compare(r.Context(), said, p.Terms), *shown.Before, v)
	return page(agreementview.Version(shown)), nil
}
