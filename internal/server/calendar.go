package server

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/feed"
	"plass/internal/meeting"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/calendarview"
)

func (s *Server) showCalendar(r *http.Request, tx *db.Tx) (http.Handler, error) {
	feeds, err := feed.Mine(r.Context(), tx)
	return page(calendarview.Show(feeds, "")), err
}

// makeFeed answers with the page itself: the address is shown this once, and is in no log and no history.
func (s *Server) makeFeed(r *http.Request, tx *db.Tx) (http.Handler, error) {
	token, err := feed.Make(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	feeds, err := feed.Mine(r.Context(), tx)
	return page(calendarview.Show(feeds, s.config.URL+route.Feed(token))), err
}

func (s *Server) revokeFeed(r *http.Request, tx *db.Tx) (http.Handler, error) {
	return done(route.Calendar, "said.feed_revoked"), feed.Revoke(r.Context(), tx)
}

// anHour is how much is set aside for a meeting.
const anHour = time.Hour

// readFeed answers calendar programs, which know a secret address and no session. It acts as whoever made the address,
// as long as they are there.
func (s *Server) readFeed(_ http.ResponseWriter, r *http.Request) (http.Handler, error) {
	var who auth.Actor
	err := s.atTheDoor(r.Context(), func(tx *db.DoorTx) (err error) {
		who, err = feed.Owner(r.Context(), tx, chi.URLParam(r, "token"))
		return err
	})
	if err != nil {
		return nil, err
	}
	var own []meeting.Appointment
	var lang text.Lang
	err = s.pool.ReadAs(r.Context(), who, func(tx *db.Tx) (err error) {
		if lang, err = user.Lang(r.Context(), tx); err != nil {
			return err
		}
		own, err = meeting.Own(r.Context(), tx)
		return err
	})
	if fault.Is(err, fault.Unknown) {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return nil, err
	}
	body := calendar.Feed("Plass", s.entries(lang, own))
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
		_, _ = w.Write(body)
	}), nil
}

func (s *Server) entries(lang text.Lang, own []meeting.Appointment) []calendar.Entry {
	_, host, _ := strings.Cut(s.config.URL, "://")
	list := make([]calendar.Entry, len(own))
	for i, a := range own {
		list[i] = calendar.Entry{UID: a.ID.String() + "@" + host, Start: a.At, End: a.At.Add(anHour), Title: text.In(lang, "feed.meeting"),
			Where: a.Place, Sequence: a.Sequence, Changed: a.Changed(), Cancelled: a.CancelledAt != nil}
	}
	return list
}
