package server

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/change"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/model"
	"plass/internal/route"
	"plass/internal/rule"
	"plass/internal/standing"
	"plass/internal/tenant"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/agreementview"
)

// newAgreement shows the templates that an agreement can begin as.
func (s *Server) newAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b, err := beginning(r, tx)
	if err != nil {
		return nil, err
	}
	if err := employer.MustOwn(r.Context(), tx, b.Employer.ID); err != nil {
		return nil, err
	}
	return page(agreementview.New(b, form.Filled(map[string]string{"template": r.URL.Query().Get("template"), "framework": r.URL.Query().Get("framework")}))), nil
}

// beginning reads what an agreement with the employer in the address can begin from.
func beginning(r *http.Request, tx *db.Tx) (agreementview.Beginning, error) {
	id, err := pathID[employer.ID](r, "employer")
	if err != nil {
		return agreementview.Beginning{}, err
	}
	b := db.NewBatch(tx)
	e, own, months, frameworks := employer.Ask(b, id), model.AskOwnFor(b, tx.Actor.Office), tenant.AskMostMonths(b), agreement.AskFrameworks(b, id)
	err = b.Send(r.Context())
	return agreementview.Beginning{Employer: *e, Own: *own, MostMonths: months.Value, Frameworks: *frameworks}, err
}

// frameworksOf returns what an agreement of the employer can stand under.
func frameworksOf(r *http.Request, tx *db.Tx, id employer.ID) ([]agreement.Row, error) {
	b := db.NewBatch(tx)
	frameworks := agreement.AskFrameworks(b, id)
	err := b.Send(r.Context())
	return *frameworks, err
}

// createAgreement makes a draft.
func (s *Server) createAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b, err := beginning(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	draft := frame(f)
	draft.Template = f.Text("template")
	if err := f.Check(draft); err != nil {
		return page(agreementview.New(b, f)), err
	}
	a, err := agreement.Create(r.Context(), tx, b.Employer.ID, draft)
	if _, ok := problems(err); ok {
		return page(agreementview.New(b, f)), noted(f, err)
	}
	return done(route.Agreement(a), "said.agreement_created"), err
}

// frame returns the title and the dates in the form.
func frame(f *form.Form) agreement.Draft {
	d := agreement.Draft{Title: f.TextUpTo("title", 120), StartsOn: f.Date("starts_on"), EndsOn: f.DateOrNone("ends_on"), ReviewOn: f.DateOrNone("review_on"),
		FrameworkID: form.IDOrNone[agreement.ID](f, "framework")}
	d.Options = numbers(f, "options", 60, "agreement.options_months")
	return d
}

// numbers reads whole numbers up to a highest one, one on each line.
func numbers(f *form.Form, field string, high int, wrong string) (all []int) {
	for _, line := range f.Lines(field) {
		n, err := strconv.Atoi(line)
		f.Unless(err == nil && 1 <= n && n <= high, field, wrong)
		all = append(all, n)
	}
	return all
}

// reading returns the agreement in the address and all that its page shows.
func reading(r *http.Request, tx *db.Tx) (agreementview.Reading, error) {
	p := agreementview.Reading{Today: tx.Today(), Behalf: form.Blank()}
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return p, err
	}
	if p.Agreement, err = agreement.Get(r.Context(), tx, id); err != nil {
		return p, err
	}
	if p.Terms, err = p.Agreement.Terms(); err != nil {
		return p, err
	}
	b := db.NewBatch(tx)
	signatures, anchorings, versions := agreement.AskSignatures(b, id), agreement.AskAnchorings(b, id), agreement.AskVersions(b, id)
	counts := standing.Ask(b, tx, id)
	events, contacts := event.AskOfAgreement(b, id.UUID), employer.AskContacts(b, p.Agreement.EmployerID)
	ask := employer.AskContactPerson
	if tx.Actor.Side() == auth.PartnerSide {
		ask = employer.AskOurContactPerson
	}
	shifts := handover.AskShifts(b, tx.Actor, p.Agreement.EmployerID, p.Agreement.ConcludedAt, p.Agreement.EndsOn)
	at, away := ask(b, p.Agreement.EmployerID), user.AskStandInAt(b, p.Agreement.EmployerID.UUID)
	limits := &[]rule.Rule{}
	if tx.Actor.Side() == auth.NavSide {
		limits = rule.AskNow(b)
	}
	if err := b.Send(r.Context()); err != nil {
		return p, err
	}
	p.Signatures, p.Anchorings, p.Events, p.Contacts, p.Versions = *signatures, *anchorings, *events, *contacts, *versions
	if p.Signing, err = p.Agreement.Signing(p.Versions, p.Signatures); err != nil {
		return p, err
	}
	if p.Signing != nil && p.Signing.Change != nil {
		if p.Proposed, err = p.Agreement.TermsOf(*p.Signing.Change); err != nil {
			return p, err
		}
	}
	p.Standing, p.Rules, p.Shifts = *counts, *limits, *shifts
	p.Own = tx.Actor.Side() == auth.NavSide && employer.ContactPersons(*at).Own(tx.Now)
	if len(*at) > 0 {
		p.Contact, p.Away = &(*at)[0], *away
	}
	return p, nil
}

// showAgreement shows the text, who has to do what next, and what has happened.
func (s *Server) showAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	return page(agreementview.Show(p)), nil
}

// printAgreement shows the text as a paper.
func (s *Server) printAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	return s.paper(agreementview.Print(p), "avtale"), nil
}

// showStaffSheet shows the paper for the break room.
func (s *Server) showStaffSheet(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	return s.paper(agreementview.StaffSheet(p), "oppslag"), nil
}

// offerAgreement lets the employer read the draft and sign it.
func (s *Server) offerAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	if err := agreement.Offer(r.Context(), tx, id, form.Posted(r).Version()); err != nil {
		return again(r, tx, err)
	}
	return done(route.Agreement(id), "said.agreement_offered"), nil
}

// signAgreement gives the signature of the one acting.
func (s *Server) signAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return nil, err
	}
	if err := change.Sign(r.Context(), tx, id, form.Posted(r).Version()); err != nil {
		return again(r, tx, err)
	}
	if tx.Actor.Side() == auth.PartnerSide {
		return done(route.Partner("agreements", id), "said.agreement_signed"), nil
	}
	return done(route.Agreement(id), "said.agreement_concluded"), nil
}

// signAgreementFor writes down that a party has signed elsewhere.
func (s *Server) signAgreementFor(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	p.Behalf = f
	d := agreement.BehalfDraft{Name: f.TextUpTo("name", 200), Reason: f.Pick("reason", agreement.Behalves...)}
	if p.Signing != nil {
		d.Party = p.Signing.Next()
		if err := f.Check(d); err != nil && p.Signing.MayFor(tx.Actor) {
			return page(agreementview.Show(p)), err
		}
	}
	if err := agreement.SignFor(r.Context(), tx, p.Agreement.ID, f.Version(), d); err != nil {
		return again(r, tx, err)
	}
	return done(route.Agreement(p.Agreement.ID), "said.agreement_signed_for"), nil
}

// again shows the agreement as it is now, with the reason why what was asked could not be done.
func again(r *http.Request, tx *db.Tx, refused error) (http.Handler, error) {
	why := refusal(refused)
	if why == "" {
		return nil, refused
	}
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	p.Alert = why
	return page(agreementview.Show(p)), refused
}

// refusal returns the text key of a conflict after which more can be asked of the database; empty for any other error.
func refusal(err error) string {
	why, ok := errors.AsType[*fault.Error](err)
	if !ok || why.Kind != fault.Conflict || strings.HasPrefix(why.Text.Key, "constraint.") { // after a constraint nothing more can be asked
		return ""
	}
	return why.Text.Key
}

// newAnchoring asks with whom at the workplace somebody has talked.
func (s *Server) newAnchoring(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	bodies, degrees := recordable(r, tx)
	f := form.Filled(map[string]string{"happened_on": tx.Today().Format(time.DateOnly)})
	return page(agreementview.Anchor(p, bodies, degrees, f)), nil
}

// recordable returns what the one acting may record; those who speak for the colleagues alone have none of the tenant's own bodies.
func recordable(r *http.Request, tx *db.Tx) (bodies, degrees []string) {
	bodies, degrees = agreement.Recordable(tx.Actor)
	if !tx.Actor.Is(auth.UnionRepresentative) {
		bodies = text.Choices(r.Context(), "anchoring.body", bodies...)
	}
	return bodies, degrees
}

// anchorAgreement records that a body at the workplace has been told, asked or has agreed.
func (s *Server) anchorAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := reading(r, tx)
	if err != nil {
		return nil, err
	}
	bodies, degrees := recordable(r, tx)
	f := form.Posted(r)
	draft := agreement.AnchoringDraft{
		Body: f.Pick("body", bodies...), Degree: f.Pick("degree", degrees...),
		HappenedOn: f.Date("happened_on"), Note: f.TextUpTo("note", 500), Today: tx.Today(),
	}
	if err := f.Check(draft); err != nil {
		return page(agreementview.Anchor(p, bodies, degrees, f)), err
	}
	if err := agreement.Anchor(r.Context(), tx, p.Agreement.ID, draft); err != nil {
		return nil, err
	}
	to := route.Agreement(p.Agreement.ID)
	if tx.Actor.Side() == auth.PartnerSide {
		to = route.Partner("agreements", p.Agreement.ID)
	}
	return done(to+"#anchoring", "said.anchored"), nil
}

// listOurAgreements shows the employer its agreements; the only one at once.
func (s *Server) listOurAgreements(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	rows := agreement.AskOfEmployer(b, employer.ID{UUID: tx.Actor.Employer})
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	if len(*rows) == 1 {
		return seeOther(route.Partner("agreements", (*rows)[0].ID)), nil
	}
	return page(agreementview.Ours(agreementview.List{Rows: *rows, Today: tx.Today()})), nil
}
