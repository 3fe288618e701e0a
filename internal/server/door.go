package server

import "github.com/go-chi/chi/v5"

// DemoMode is what the demo has beside the site: its people, and the mails it sent.
type DemoMode struct{}

// door has the addresses that need no login.
func (s *Server) door(r chi.Router) {}
