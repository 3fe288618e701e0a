package server

import (
	"net/http"
	"strconv"

	"plass/internal/attest"
	"plass/internal/db"
	"plass/internal/ending"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/templates/attestview"
	"plass/templates/layout"
)

func theAttest(r *http.Request, tx *db.Tx) (attest.Attest, []layout.Crumb, error) {
	id, err := pathID[attest.ID](r, "attest")
	if err != nil {
		return attest.Attest{}, nil, err
	}
	a, err := attest.Get(r.Context(), tx, id)
	return a, []layout.Crumb{{To: route.OurPeople, Label: "layout.place.our_people"}, {To: route.Partner("placements", a.PlacementID), Label: a.Name}}, err
}

// filledAttest returns the form that shows what the draft says.
func filledAttest(a attest.Attest) *form.Form {
	values := attestview.Values(a)
	values[form.VersionField] = strconv.Itoa(a.Version)
	return form.Filled(values)
}

// editAttest shows the draft to be written on; once signed, the attest as it stays.
func (s *Server) editAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, crumbs, err := theAttest(r, tx)
	if err != nil {
		return nil, err
	}
	if a.SignedAt != nil {
		return page(attestview.Signed(a, crumbs)), nil
	}
	f, err := s.drafted(r, tx, filledAttest(a))
	return page(attestview.Edit(attestview.Editing{Attest: a, Crumbs: crumbs, Form: f})), err
}

func (s *Server) saveAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, crumbs, err := theAttest(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	e := attestview.Editing{Attest: a, Crumbs: crumbs, Form: f}
	d := attest.Draft{Name: f.TextUpTo("name", 200), Tasks: f.TextUpTo("tasks", 2000), Learned: f.TextUpTo("learned", 2000), Words: f.TextUpTo("words", 2000),
		Lang: f.Text("lang")}
	if err := f.Check(d); err != nil {
		return page(attestview.Edit(e)), err
	}
	err = attest.Edit(r.Context(), tx, a.ID, f.Version(), d)
	if isStale(err) { // sent once more, it replaces knowingly what somebody else has saved
		e.Differ = attestview.Differences(r.Context(), f, a)
		f.Set(form.VersionField, strconv.Itoa(a.Version))
		return page(attestview.Edit(e)), err
	}
	if err != nil {
		return nil, err
	}
	return done(route.Partner("attests", a.ID, "signature"), "said.attest_saved"), nil
}

// previewAttest shows the draft as the paper it will be, and asks for the signature.
func (s *Server) previewAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, crumbs, err := theAttest(r, tx)
	if err != nil {
		return nil, err
	}
	if a.SignedAt != nil {
		return page(attestview.Signed(a, crumbs)), nil
	}
	return page(attestview.Sign(a, aboveSignature(a, crumbs), form.Filled(map[string]string{form.VersionField: strconv.Itoa(a.Version)}), false)), nil
}

func aboveSignature(a attest.Attest, crumbs []layout.Crumb) []layout.Crumb {
	return append(crumbs, layout.Crumb{To: route.Partner("attests", a.ID), Label: "attest.paper"})
}

func (s *Server) signAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, crumbs, err := theAttest(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	title := f.TextUpTo("title", 100)
	if err := f.Check(); err != nil {
		return page(attestview.Sign(a, aboveSignature(a, crumbs), f, false)), err
	}
	err = ending.SignAttest(r.Context(), tx, a.ID, f.Version(), title)
	switch wrong, ok := problems(err); {
	case err == nil:
		return done(route.Partner("attests", a.ID), "said.attest_signed"), nil
	case ok:
		f.Add(wrong)
		return page(attestview.Sign(a, aboveSignature(a, crumbs), f, false)), err
	case a.SignedAt != nil:
		return nil, err
	case isStale(err):
		f.Set(form.VersionField, strconv.Itoa(a.Version))
		return page(attestview.Sign(a, aboveSignature(a, crumbs), f, true)), err
	}
	noteRefusal(f, err)
	return page(attestview.Sign(a, aboveSignature(a, crumbs), f, false)), err
}

// printAttest prints the attest for those at the employer.
func (s *Server) printAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, _, err := theAttest(r, tx)
	if err != nil {
		return nil, err
	}
	return s.paper(attestview.Paper(a, route.Partner("attests", a.ID)), "attest"), nil
}

// navAttest shows Nav the attest of a placement, drafted or signed, and writes who looked.
func (s *Server) navAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[placement.ID](r, "placement")
	if err != nil {
		return nil, err
	}
	if _, err := look(r.Context(), tx, id); err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	found := attest.AskOfPlacement(b, id)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	if len(*found) == 0 {
		return nil, notFound()
	}
	return s.paper(attestview.Paper((*found)[0], route.Placement(id, "ending")), "attest"), nil
}

// myAttest shows the participant a signed attest, which is theirs to keep.
func (s *Server) myAttest(r *http.Request, tx *db.Tx) (http.Handler, error) {
	a, _, err := theAttest(r, tx)
	if err != nil {
		return nil, err
	}
	return s.paper(attestview.Paper(a, route.MyPapers), "attest"), nil
}
