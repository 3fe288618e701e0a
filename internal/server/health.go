package server

import (
	"fmt"
	"net/http"
)

// healthz tells that the program runs, and asks nobody else.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

// readyz tells whether people can be served: the database answers, and is as it should be.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	err := s.pool.Ping(r.Context())
	if err == nil && s.config.Ready != nil {
		err = s.config.Ready(r.Context())
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err != nil {
		s.log.Error("not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "not ready")
		return
	}
	fmt.Fprintln(w, "ready")
}
