package server

import (
	"net/http"
	"strconv"
	"time"

	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/route"
	"plass/templates/candidateview"
)

// showBackground shows why somebody was outside work, to the person's own follow-up contact alone.
func (s *Server) showBackground(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[candidate.ID](r, "candidate")
	if err != nil {
		return nil, err
	}
	background, err := candidate.ReadBackground(r.Context(), tx, s.keys, id)
	if err != nil {
		return nil, err
	}
	c, err := candidate.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	f := form.Filled(map[string]string{"body": background.Body, form.VersionField: seen(background)})
	f, err = s.drafted(r, tx, f)
	return page(candidateview.Background(f, c, background, "")), err
}

// seen returns the version of the background: the moment it was written.
func seen(b candidate.Background) string {
	if b.WrittenAt.IsZero() {
		return "0"
	}
	return strconv.FormatInt(b.WrittenAt.UnixMicro(), 10)
}

func (s *Server) writeBackground(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[candidate.ID](r, "candidate")
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	body := f.Text("body")
	f.Require("body")
	problem := f.Check()
	if problem == nil {
		problem = candidate.WriteBackground(r.Context(), tx, s.keys, id, time.UnixMicro(int64(f.Version())), body)
	}
	if problem == nil {
		return done(route.Candidate(id, "background"), "said.background_written"), nil
	}
	// The text as it stands is read again, and leaves its own line as every reading does.
	background, err := candidate.ReadBackground(r.Context(), tx, s.keys, id)
	if err != nil {
		return nil, err
	}
	c, err := candidate.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	theirs := ""
	if isStale(problem) {
		theirs = background.Body
		f.Set(form.VersionField, seen(background))
	}
	return page(candidateview.Background(f, c, background, theirs)), problem
}
