package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
	"plass/templates/ui"
)

// editing returns the part in the address, of an agreement that the one acting may change.
func editing(r *http.Request, tx *db.Tx) (agreementview.Editing, error) {
	p := agreementview.Editing{Part: terms.Part(chi.URLParam(r, "part"))}
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return p, err
	}
	if p.Part != agreementview.Frame && !agreementview.Editable[p.Part] {
		return p, fault.New(fault.NotFound, "fault.not_found")
	}
	b := db.NewBatch(tx)
	a, given := agreement.Ask(b, id), agreement.AskSignatures(b, id)
	if err := b.Send(r.Context()); err != nil {
		return p, err
	}
	if err := employer.MustOwn(r.Context(), tx, a.EmployerID); err != nil {
		return p, err
	}
	if !a.MayEdit(tx.Actor) {
		return p, fault.New(fault.Conflict, "agreement.signed_already")
	}
	p.Agreement, p.Standing = *a, agreement.Signatures(*given).Standing(a.Text())
	if p.Part == agreementview.Frame {
		if p.Frameworks, err = frameworksOf(r, tx, a.EmployerID); err != nil {
			return p, err
		}
	}
	p.Terms, err = a.Terms()
	return p, err
}

// editAgreement shows the form of a part.
func (s *Server) editAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := editing(r, tx)
	if err != nil {
		return nil, err
	}
	a := p.Agreement
	p.Form = form.Filled(map[string]string{form.VersionField: strconv.Itoa(a.Version)})
	if p.Part == agreementview.Frame {
		p.Form.Set("title", a.Title)
		p.Form.Set("starts_on", a.StartsOn.Format(time.DateOnly))
		p.Form.Set("ends_on", dayOrNone(a.EndsOn))
		p.Form.Set("review_on", dayOrNone(a.ReviewOn))
		p.Form.Set("options", strings.Join(inWords(a.Options), "\n"))
		if a.FrameworkID != nil {
			p.Form.Set("framework", a.FrameworkID.String())
		}
	} else {
		agreementForms[p.Part].fill(p.Form, p.Terms, lang(r))
	}
	p.Form, err = s.drafted(r, tx, p.Form)
	return page(agreementview.Edit(p)), err
}

func inWords(numbers []int) []string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return words
}

func dayOrNone(day *time.Time) string {
	if day == nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// saveAgreement saves a part. When somebody else has saved meanwhile, it shows both texts.
func (s *Server) saveAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := editing(r, tx)
	if err != nil {
		return nil, err
	}
	if p.Form = form.Posted(r); p.Form.Value("more") != "" {
		p.Form = moreRows(p.Form)
		return page(agreementview.Edit(p)), nil
	}
	var save func() error
	var mine agreement.Agreement
	typed, err := p.Agreement.Terms() // read anew: what is typed must not change what is saved
	if err != nil {
		return nil, err
	}
	if p.Part == agreementview.Frame {
		draft := frame(p.Form)
		draft.Template = p.Agreement.Template
		p.Form.Add(draft.Problems())
		mine = agreement.Agreement{Title: draft.Title, StartsOn: draft.StartsOn, EndsOn: draft.EndsOn, ReviewOn: draft.ReviewOn}
		save = func() error {
			return agreement.Rename(r.Context(), tx, p.Agreement.ID, p.Form.Version(), draft)
		}
	} else {
		readPart(r, p.Part, p.Form, &typed)
		save = func() error { return agreement.Edit(r.Context(), tx, p.Agreement.ID, p.Form.Version(), typed) }
	}
	if err := p.Form.Check(); err != nil {
		return page(agreementview.Edit(p)), err
	}
	err = save()
	if !fault.Is(err, fault.Conflict) {
		return done(route.Agreement(p.Agreement.ID)+"#"+string(p.Part), "said.agreement_saved"), err
	}
	now, again := editing(r, tx)
	if again != nil {
		return nil, again
	}
	now.Form, now.Stale = p.Form, true
	now.Form.Set(form.VersionField, strconv.Itoa(now.Agreement.Version))
	if p.Part == agreementview.Frame {
		now.Differences = frameDifferences(r.Context(), mine, now.Agreement)
	} else {
		now.Differences = differing(nil, "terms.part."+string(p.Part),
			agreementview.Plain(r.Context(), typed, p.Part), agreementview.Plain(r.Context(), now.Terms, p.Part))
	}
	return page(agreementview.Edit(now)), err
}

// moreRows returns the form as typed, with one more row in each of its lists.
func moreRows(f *form.Form) *form.Form {
	more := f.Again()
	for _, field := range append([]string{"rows"}, branchRows()...) {
		if f.Value(field) != "" {
			more.Set(field, strconv.Itoa(agreementview.Rows(f, field)+1))
		}
	}
	return more
}

func frameDifferences(ctx context.Context, mine, saved agreement.Agreement) []ui.Difference {
	day := func(d *time.Time) string {
		if d == nil {
			return ""
		}
		return ui.Date(ctx, *d)
	}
	list := differing(nil, "agreement.title", mine.Title, saved.Title)
	list = differing(list, "agreement.starts_on", day(&mine.StartsOn), day(&saved.StartsOn))
	list = differing(list, "agreement.ends_on", day(mine.EndsOn), day(saved.EndsOn))
	return differing(list, "agreement.review_on", day(mine.ReviewOn), day(saved.ReviewOn))
}

// differing adds what was typed and what is saved, unless they are the same.
func differing(list []ui.Difference, label, typed, saved string) []ui.Difference {
	if strings.TrimSpace(typed) == strings.TrimSpace(saved) {
		return list
	}
	return append(list, ui.Difference{Label: label, Before: typed, After: saved})
}

// resetAgreement lets the template speak in a part again.
func (s *Server) resetAgreement(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, err := editing(r, tx)
	if err != nil {
		return nil, err
	}
	if p.Part == agreementview.Frame {
		return nil, fault.New(fault.NotFound, "fault.not_found")
	}
	whole, err := p.Agreement.Without(p.Part)
	if err != nil {
		return nil, err
	}
	if err := agreement.Edit(r.Context(), tx, p.Agreement.ID, form.Posted(r).Version(), whole); err != nil {
		return again(r, tx, err)
	}
	return done(route.Agreement(p.Agreement.ID)+"#"+string(p.Part), "said.agreement_reset"), nil
}

func branchRows() []string {
	var fields []string
	for _, branch := range terms.Branches {
		fields = append(fields, "rows."+branch)
	}
	return fields
}

// An agreementForm asks for a part of the terms: what stands there, and what was typed in its place.
type agreementForm struct {
	fill func(*form.Form, terms.Terms, text.Lang)
	read func(*form.Form, *terms.Terms, text.Lang)
}
