package server

import (
	"net/http"
	"strconv"

	"plass/internal/access"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/nomination"
	"plass/internal/route"
	"plass/templates/questionview"
	"plass/templates/ui"
)

func (s *Server) myProfile(r *http.Request, tx *db.Tx) (http.Handler, error) {
	me, err := candidate.Myself(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	values := questionview.Values(me)
	values[form.VersionField] = strconv.Itoa(me.Version)
	return page(questionview.Profile(form.Filled(values), me, nil)), nil
}

func (s *Server) changeMyProfile(r *http.Request, tx *db.Tx) (http.Handler, error) {
	me, err := candidate.Myself(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := candidateDraft(f)
	d.FirstName, d.LastName = me.FirstName, me.LastName
	nudgeAbout(f, questionview.Shared...)
	if err := f.Check(); err != nil {
		return page(questionview.Profile(f, me, nil)), err
	}
	err = candidate.ChangeMyself(r.Context(), tx, f.Version(), d)
	if isStale(err) {
		var differences []ui.Difference
		for _, field := range questionview.Fields {
			if typed, saved := f.Value(field), questionview.Values(me)[field]; typed != saved {
				differences = append(differences, ui.Difference{Label: "myself." + field, Before: typed, After: saved})
			}
		}
		f.Set(form.VersionField, strconv.Itoa(me.Version))
		return page(questionview.Profile(f, me, differences)), err
	}
	if err != nil {
		return nil, err
	}
	return done(route.MyProfile, "said.profile_changed"), nil
}

// whoLooked shows the person who has opened their pages, and what they have opened themselves.
func (s *Server) whoLooked(r *http.Request, tx *db.Tx) (http.Handler, error) {
	openings, err := access.Mine(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	opened := nomination.AskMyDisclosures(b)
	questions := nomination.AskMyQuestions(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(questionview.WhoLooked(openings, questionview.ToWhom(*opened, *questions))), nil
}
