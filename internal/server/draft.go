package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/draft"
	"plass/internal/fault"
	"plass/internal/form"
)

// keepDraft keeps what has been typed so far. The script does so every few seconds, a button does without it.
func (s *Server) keepDraft(r *http.Request, tx *db.Tx) (http.Handler, error) {
	page := s.local(r.PostForm.Get(form.DraftField))
	if page == "" {
		return nil, fault.New(fault.Malformed, "fault.malformed")
	}
	return done(page, "said.draft_kept"), draft.Keep(r.Context(), tx, s.keys, page, r.PostForm)
}

// dropDraft throws a draft away.
func (s *Server) dropDraft(r *http.Request, tx *db.Tx) (http.Handler, error) {
	page := s.local(r.PostForm.Get(form.DraftField))
	if page == "" {
		return nil, fault.New(fault.Malformed, "fault.malformed")
	}
	return done(page, "said.draft_dropped"), draft.Drop(r.Context(), tx, page)
}

// drafted has what is typed in the form be kept while its page is open, and offers what was kept before:
// with ?draft in its address the page shows it.
func (s *Server) drafted(r *http.Request, tx *db.Tx, f *form.Form) (*form.Form, error) {
	f.KeepOn(r.URL.Path)
	kept, err := draft.Find(r.Context(), tx, s.keys, r.URL.Path)
	if err != nil || kept == nil {
		return f, err
	}
	if r.URL.Query().Has("draft") {
		f.Resume(kept.SavedAt, kept.Fields)
	} else {
		f.Offer(kept.SavedAt)
	}
	return f, nil
}

// sent throws away the draft of a form that led where it should.
func sent(r *http.Request, tx *db.Tx, reply http.Handler) error {
	page := r.PostForm.Get(form.DraftField)
	if _, led := reply.(redirect); !led || page == "" || r.Method != http.MethodPost {
		return nil
	}
	return draft.Drop(r.Context(), tx, page)
}
