package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"plass/internal/access"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/nudge"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/templates/candidateview"
	"plass/templates/ui"
)

func (s *Server) listCandidates(r *http.Request, tx *db.Tx) (http.Handler, error) {
	var after *candidate.ID
	if id, err := uuid.Parse(r.URL.Query().Get("after")); err == nil {
		after = &candidate.ID{UUID: id}
	}
	rows, err := candidate.List(r.Context(), tx, after)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(rows) > candidate.PageSize {
		rows = rows[:candidate.PageSize]
		next = route.Candidates + "?after=" + rows[len(rows)-1].ID.String()
	}
	return page(candidateview.List(rows, after != nil, next)), nil
}

func (s *Server) newCandidate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f, err := s.drafted(r, tx, form.Filled(map[string]string{"login": "on"}))
	return page(candidateview.New(f)), err
}

func (s *Server) createCandidate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	d := candidateDraft(f)
	again := page(candidateview.New(f))
	nudgeAbout(f, candidateview.Shared...)
	if err := f.Check(d); err != nil {
		return again, err
	}
	id, err := candidate.Create(r.Context(), tx, d)
	if err != nil {
		noteRefusal(f, err)
		return again, err
	}
	return done(route.Candidate(id), "said.candidate_added"), nil
}

func candidateDraft(f *form.Form) candidate.Draft {
	return candidate.Draft{
		FirstName: f.TextUpTo("first_name", 100), LastName: f.TextUpTo("last_name", 100),
		Phone: f.TextUpTo("phone", 30), Email: f.TextUpTo("email", 254), Login: f.Bool("login"),
		Strengths: f.TextUpTo("strengths", candidateview.Most), Wishes: f.TextUpTo("wishes", candidateview.Most),
		Languages: f.TextUpTo("languages", candidateview.Most), NeedsAtWork: f.TextUpTo("needs_at_work", candidateview.Most),
	}
}

// nudgeAbout asks the writer to look again at private words in what others will read, unless they have.
func nudgeAbout(f *form.Form, fields ...string) {
	if f.Bool("looked_again") {
		return
	}
	for _, field := range fields {
		if q, ok := nudge.Question(f.Value(field)); ok {
			f.Add(fault.Of(field, q.Key, q.Args...))
		}
	}
}

// showCandidate shows the person to whoever has a ground to know them; others at Nav are asked why they want to.
func (s *Server) showCandidate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[candidate.ID](r, "candidate")
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	c, ground, err := candidate.LookWith(r.Context(), tx, b, id, access.CandidatePage)
	if fault.Is(err, fault.NotFound) {
		if err := registered(r.Context(), tx, id); err != nil {
			return nil, err
		}
		return page(candidateview.Reason(form.Blank(), id)), nil
	}
	if err != nil {
		return nil, err
	}
	shown := candidateview.Shown{
		Candidate: c, Ground: ground, Now: tx.Now,
		Nominations: nomination.AskOfCandidate(b, id),
		Placements:  placement.AskOfCandidate(b, tx, id),
		Events:      event.AskOfCandidate(b, id.UUID),
	}
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(candidateview.Show(shown)), nil
}

// registered refuses an id that is nobody's, as if the page had never been.
func registered(ctx context.Context, tx *db.Tx, id candidate.ID) error {
	known, err := candidate.Registered(ctx, tx, id)
	if err == nil && !known {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return err
}

// openCandidate opens the person for an hour to somebody who says why.
func (s *Server) openCandidate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[candidate.ID](r, "candidate")
	if err != nil {
		return nil, err
	}
	if err := registered(r.Context(), tx, id); err != nil {
		return nil, err
	}
	f := form.Posted(r)
	why := access.Reason(f.Pick("reason", reasons()...))
	ownWords := f.TextUpTo("own_words", 500)
	again := page(candidateview.Reason(f, id))
	if err := f.Check(); err != nil {
		return again, err
	}
	_, err = candidate.Open(r.Context(), tx, id, access.CandidatePage, why, ownWords)
	if p, ok := problems(err); ok {
		f.Add(p)
		return again, f.Check()
	}
	if err != nil {
		return nil, err
	}
	return seeOther(route.Candidate(id)), nil
}

func reasons() []string {
	var all []string
	for _, r := range access.Reasons {
		all = append(all, string(r))
	}
	return all
}

func (s *Server) editCandidate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[candidate.ID](r, "candidate")
	if err != nil {
		return nil, err
	}
	c, ground, err := candidate.Look(r.Context(), tx, id, access.CandidatePage)
	if err == nil && ground.Opened() { // who opened for an hour reads, and changes nothing
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return nil, err
	}
	f, err := s.drafted(r, tx, filled(c))
	return page(candidateview.Edit(f, c, nil)), err
}

// filled returns the form that shows what is known of the candidate.
func filled(c candidate.Candidate) *form.Form {
	values := candidateview.Values(c)
	values[form.VersionField] = strconv.Itoa(c.Version)
	return form.Filled(values)
}

func (s *Server) changeCandidate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[candidate.ID](r, "candidate")
	if err != nil {
		return nil, err
	}
	ground, err := candidate.GroundOf(r.Context(), tx, id)
	if err == nil && ground.Opened() {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return nil, err
	}
	c, err := candidate.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := candidateDraft(f)
	nudgeAbout(f, candidateview.Shared...)
	if err := f.Check(d); err != nil {
		return page(candidateview.Edit(f, c, nil)), err
	}
	err = candidate.Change(r.Context(), tx, id, f.Version(), d)
	if isStale(err) {
		return staleCandidate(r.Context(), tx, err, f, id)
	}
	if err != nil {
		noteRefusal(f, err)
		return page(candidateview.Edit(f, c, nil)), err
	}
	return done(route.Candidate(id), "said.candidate_changed"), nil
}

// noteRefusal has the form tell, above its fields, why what it asked for was refused.
func noteRefusal(f *form.Form, err error) {
	if refusal, ok := errors.AsType[*fault.Error](err); ok {
		f.Add(fault.Of("", refusal.Text.Key, refusal.Text.Args...))
	}
}

// isStale reports whether somebody else has saved since the form was opened.
func isStale(err error) bool {
	refusal, ok := errors.AsType[*fault.Error](err)
	return ok && refusal.Text.Key == "fault.conflict"
}

// staleCandidate shows the form again with what was typed beside what somebody else has saved meanwhile.
// Sent once more, it replaces that knowingly.
func staleCandidate(ctx context.Context, tx *db.Tx, conflict error, f *form.Form, id candidate.ID) (http.Handler, error) {
	c, err := candidate.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	var differences []ui.Difference
	for _, field := range candidateview.Fields {
		if typed, saved := f.Value(field), candidateview.Values(c)[field]; typed != saved {
			differences = append(differences, ui.Difference{Label: "candidate." + field, Before: typed, After: saved})
		}
	}
	f.Set(form.VersionField, strconv.Itoa(c.Version))
	return page(candidateview.Edit(f, c, differences)), conflict
}
