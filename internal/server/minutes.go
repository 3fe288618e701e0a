package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/meeting"
	"plass/internal/promise"
	"plass/internal/text"
	"plass/templates/meetingview"
	"plass/templates/ui"
)

// filledMinutes shows the draft of what was said, with empty lines for more to do. Before anything is written, those who
// have to be there are.
func filledMinutes(s meetingview.Shown) *form.Form {
	f := form.Filled(map[string]string{"agreed": s.Agreed, "judgement": s.Judgement, form.VersionField: strconv.Itoa(s.Meeting.Version)})
	var there []string
	for _, p := range s.Asked {
		if s.Meeting.HeldAt == nil && p.Needed || p.Attended != nil && *p.Attended {
			there = append(there, p.Party)
		}
	}
	f.SetAll("attended", there)
	for _, score := range s.Scores {
		f.Set("score."+score.Theme, strconv.Itoa(score.Score))
	}
	if s.Meeting.PlacementID == nil {
		return f
	}
	n := 0
	for _, t := range s.Todos {
		if t.DoneAt != nil {
			continue
		}
		f.Set(meetingview.TodoField(n, "who"), t.Who)
		f.Set(meetingview.TodoField(n, "what"), t.What)
		if t.DueOn != nil {
			f.Set(meetingview.TodoField(n, "due"), t.DueOn.Format(time.DateOnly))
		}
		n++
	}
	for range meetingview.Spare {
		f.Set(meetingview.TodoField(n, "what"), "")
		n++
	}
	return f
}

// mostTodos is more than anybody agrees on at one meeting.
const mostTodos = 30

// readMinutes decodes what was written, and asks the writer to look again at private words before they are shared.
func readMinutes(f *form.Form) meeting.Minutes {
	w := meeting.Minutes{Attended: f.Picks("attended", meeting.Parties...), Scores: map[string]int{}, Agreed: f.Text("agreed"), Judgement: f.Text("judgement"), Share: f.Value("do") == "share"}
	for _, theme := range meeting.Themes {
		if f.Value("score."+theme) != "" {
			w.Scores[theme] = f.Int("score."+theme, 1, 5)
		}
	}
	shared := []string{"agreed"}
	for n := 0; n < mostTodos && f.Values(meetingview.TodoField(n, "what")) != nil; n++ {
		who, what, due := meetingview.TodoField(n, "who"), meetingview.TodoField(n, "what"), meetingview.TodoField(n, "due")
		if f.Text(who) == "" && f.Text(what) == "" && f.Text(due) == "" {
			continue
		}
		f.Require(what)
		w.Todos = append(w.Todos, meeting.Todo{Who: f.Pick(who, meetingview.Doers...), What: f.TextUpTo(what, 300), DueOn: f.DateOrNone(due)})
		shared = append(shared, what)
	}
	if w.Share {
		nudgeAbout(f, shared...)
	}
	return w
}

// writeMinutes keeps what was said at the meeting, as a draft or shared with everybody who was asked to it.
func (s *Server) writeMinutes(r *http.Request, tx *db.Tx) (http.Handler, error) {
	shown, err := s.theMeeting(r, tx)
	if err != nil {
		return nil, err
	}
	if !shown.MayWrite {
		return nil, fault.New(fault.Forbidden, "employer.not_yours")
	}
	saved := shown.Minutes
	f := form.Posted(r)
	shown.Minutes = f
	w := readMinutes(f)
	if err := f.Check(w); err != nil {
		return page(meetingview.Show(shown)), err
	}
	err = meeting.Hold(r.Context(), tx, shown.Meeting.ID, f.Version(), w)
	if p, ok := problems(err); ok {
		f.Add(p)
		return page(meetingview.Show(shown)), f.Check()
	}
	if refused(err, "fault.conflict", "meeting.over") && shown.Meeting.CancelledAt == nil {
		shown.Differences = minutesDiffer(r.Context(), f, saved)
		f.Set(form.VersionField, strconv.Itoa(shown.Meeting.Version))
		return page(meetingview.Show(shown)), err
	}
	if err != nil {
		return nil, err
	}
	if w.Share && shown.Meeting.PlacementID != nil {
		if err := promise.Judged(r.Context(), tx, *shown.Meeting.PlacementID, w.Judgement); err != nil {
			return nil, err
		}
	}
	if w.Share {
		return done(ofMeeting(tx, shown.Meeting.ID), "said.minutes_shared"), nil
	}
	return done(ofMeeting(tx, shown.Meeting.ID), "said.minutes_saved"), nil
}

// refused reports whether err is a refusal with one of the texts.
func refused(err error, keys ...string) bool {
	refusal, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return false
	}
	for _, key := range keys {
		if refusal.Text.Key == key {
			return true
		}
	}
	return false
}

// minutesDiffer sets what was typed beside what somebody else has saved meanwhile.
func minutesDiffer(ctx context.Context, typed, saved *form.Form) []ui.Difference {
	var list []ui.Difference
	note := func(label string, of func(*form.Form) string) {
		if yours, theirs := of(typed), of(saved); yours != theirs {
			list = append(list, ui.Difference{Label: label, Before: yours, After: theirs})
		}
	}
	words := func(prefix, value string) string {
		if value == "" {
			return ""
		}
		return text.T(ctx, prefix+value)
	}
	note("meeting.attended", func(f *form.Form) string {
		var there []string
		for _, party := range meeting.Parties {
			if f.Has("attended", party) {
				there = append(there, words("party.", party))
			}
		}
		return strings.Join(there, ", ")
	})
	for _, theme := range meeting.Themes {
		note("theme."+theme, func(f *form.Form) string { return words("scale.", f.Value("score."+theme)) })
	}
	note("meeting.judgement", func(f *form.Form) string { return words("judgement.", f.Value("judgement")) })
	note("meeting.agreed", func(f *form.Form) string { return strings.TrimSpace(f.Value("agreed")) })
	note("meeting.todos", func(f *form.Form) string {
		var all []string
		for n := 0; n < mostTodos && f.Values(meetingview.TodoField(n, "what")) != nil; n++ {
			if what := f.Value(meetingview.TodoField(n, "what")); what != "" {
				all = append(all, fmt.Sprintf("%s: %s", words("party.", f.Value(meetingview.TodoField(n, "who"))), what))
			}
		}
		return strings.Join(all, "; ")
	})
	return list
}
