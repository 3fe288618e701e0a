package server

import (
	"net/http"
	"slices"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/settle"
	"plass/internal/tenant"
	"plass/internal/terms"
	"plass/templates/requestview"
)

func (s *Server) listRequests(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	open := request.AskOpen(b)
	offices := request.AskOfficesOfOpen(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(requestview.List(*open, *offices, tx.Today())), nil
}

// newRequest asks for which place; once that is known, for the rest.
func (s *Server) newRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Filled(map[string]string{"line": r.URL.Query().Get("line"), "agreement": r.URL.Query().Get("agreement"), "count": "1", "wanted_from": requestview.Day(tx.Today().AddDate(0, 0, 14))})
	asked, err := asking(r, tx, f)
	if err != nil {
		return nil, err
	}
	return page(requestview.New(f, asked)), nil
}

// asking reads what the form for asking needs: the place, or the agreement that asks by its need, and the units it can be in;
// or the places and agreements to choose among.
func asking(r *http.Request, tx *db.Tx, f *form.Form) (requestview.Asking, error) {
	if id, err := uuid.Parse(f.Value("agreement")); err == nil {
		need, err := request.NeedOf(r.Context(), tx, agreement.ID{UUID: id})
		if err != nil {
			return requestview.Asking{}, err
		}
		units, err := employer.Units(r.Context(), tx, need.EmployerID)
		return requestview.Asking{Need: &need, Units: units}, err
	}
	id, err := uuid.Parse(f.Value("line"))
	if err != nil {
		b, mine := db.NewBatch(tx), tx.Actor.Side() == auth.NavSide
		boards, needs := seat.Ask(b, tx, seat.Filter{Mine: mine}), request.AskNeeds(b, mine)
		if err := b.Send(r.Context()); err != nil {
			return requestview.Asking{}, err
		}
		return requestview.Asking{Boards: boards.Boards(), Needs: *needs, Today: tx.Today()}, nil
	}
	line, err := seat.Get(r.Context(), tx, seat.LineID{UUID: id})
	if err != nil {
		return requestview.Asking{}, err
	}
	units, err := employer.Units(r.Context(), tx, employer.ID{UUID: line.EmployerID})
	return requestview.Asking{Line: &line, Units: units}, err
}

func (s *Server) createRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	asked, err := asking(r, tx, f)
	if err != nil {
		return nil, err
	}
	again := page(requestview.New(f, asked))
	if !asked.Known() {
		f.Add(fault.Of("line", "form.choose"))
		return again, f.Check()
	}
	d := requestDraft(f, asked, tx)
	if err := f.Check(d); err != nil {
		return again, err
	}
	id, err := request.Create(r.Context(), tx, d)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again, f.Check()
	}
	if err != nil {
		return nil, err
	}
	return done(route.Request(id), "said.request_asked"), nil
}

func requestDraft(f *form.Form, asked requestview.Asking, tx *db.Tx) request.Draft {
	var units []string
	for _, u := range asked.Units {
		units = append(units, u.ID.String())
	}
	d := request.Draft{
		Count: f.Int("count", 1, 99), WantedFrom: f.Date("wanted_from"), Message: f.TextUpTo("message", 2000), Today: tx.Today(),
	}
	if asked.Need != nil {
		d.Agreement, d.Kind = asked.Need.AgreementID, terms.Kind(f.Pick("kind", asked.Kinds()...))
	} else {
		d.Line = asked.Line.ID
	}
	if f.Text("unit") != "" {
		f.Pick("unit", units...)
		d.Unit = form.IDOrNone[employer.UnitID](f, "unit")
	}
	nudgeAbout(f, "message")
	return d
}

func (s *Server) showRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[request.ID](r, "request")
	if err != nil {
		return nil, err
	}
	shown, err := theRequest(r, tx, id)
	if err != nil {
		return nil, err
	}
	return page(requestview.Show(shown)), nil
}

// theRequest reads what the page of a request shows, with blank forms.
func theRequest(r *http.Request, tx *db.Tx, id request.ID) (requestview.Shown, error) {
	b := db.NewBatch(tx)
	req := request.Ask(b, id)
	offices := request.AskOffices(b, id)
	nominations := nomination.AskOfRequest(b, id)
	candidates := &[]candidate.Row{}
	if tx.Actor.Is(auth.OfficeLiaison) {
		candidates = candidate.AskOfOffice(b)
	}
	all := tenant.AskOffices(b)
	answers, asks := tenant.AskNominationDays(b), tenant.AskRequestDays(b)
	if err := b.Send(r.Context()); err != nil {
		return requestview.Shown{}, err
	}
	shown := requestview.Shown{Request: *req, Offices: *offices, Nominations: *nominations, Candidates: *candidates, AllOffices: *all,
		Today: tx.Today(), Office: tenant.OfficeID{UUID: tx.Actor.Office}, Liaison: tx.Actor.Is(auth.OfficeLiaison),
		Sending: form.Blank(), None: form.Blank()}
	answerBy := tx.Today().AddDate(0, 0, answers.Value)
	shown.Nominate = form.Filled(map[string]string{"answer_by": requestview.Day(answerBy)})
	if !shown.MaySend() {
		return shown, nil
	}
	a, err := agreement.Get(r.Context(), tx, req.AgreementID)
	if err != nil {
		return shown, err
	}
	whole, err := a.Terms()
	if err != nil {
		return shown, err
	}
	shown.Sending = requestview.SendingForm(whole, lang(r), tx.Today(), asks.Value)
	return shown, nil
}

func (s *Server) sendRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[request.ID](r, "request")
	if err != nil {
		return nil, err
	}
	shown, err := theRequest(r, tx, id)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.Sending = f
	sending := request.Sending{Criteria: f.Lines("criteria"), DueOn: f.Date("due_on"), Today: tx.Today()}
	var known []string
	for _, o := range shown.AllOffices {
		known = append(known, o.ID.String())
	}
	for _, picked := range f.Picks("offices", known...) {
		office, err := uuid.Parse(picked)
		if err == nil && !slices.Contains(sending.Offices, tenant.OfficeID{UUID: office}) {
			sending.Offices = append(sending.Offices, tenant.OfficeID{UUID: office})
		}
	}
	nudgeAbout(f, "criteria")
	if err := f.Check(sending); err != nil && shown.MaySend() {
		return page(requestview.Show(shown)), err
	}
	if err := request.Send(r.Context(), tx, id, sending); err != nil {
		return nil, err
	}
	return done(route.Request(id), "said.request_sent"), nil
}

func (s *Server) closeRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[request.ID](r, "request")
	if err != nil {
		return nil, err
	}
	if err := settle.Request(r.Context(), tx, id); err != nil {
		return nil, err
	}
	return done(route.Request(id), "said.request_closed"), nil
}

// noneForRequest answers for the office of the one acting that it has nobody just now.
func (s *Server) noneForRequest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[request.ID](r, "request")
	if err != nil {
		return nil, err
	}
	shown, err := theRequest(r, tx, id)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	shown.None = f
	because := f.TextUpTo("because", 500)
	f.Require("because")
	if err := f.Check(); err != nil && shown.MayNominate() {
		return page(requestview.Show(shown)), err
	}
	if err := request.None(r.Context(), tx, id, because); err != nil {
		return nil, err
	}
	return done(route.Request(id), "said.request_answered"), nil
}
