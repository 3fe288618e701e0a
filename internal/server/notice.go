package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/templates/noticeview"
)

func (s *Server) listNotices(r *http.Request, tx *db.Tx) (http.Handler, error) {
	list, err := notice.Mine(r.Context(), tx)
	return page(noticeview.List(list)), err
}

func (s *Server) readNotices(r *http.Request, tx *db.Tx) (http.Handler, error) {
	return done(route.Notices, "said.notices_read"), notice.Read(r.Context(), tx)
}
