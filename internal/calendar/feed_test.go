package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"plass/internal/calendar"
)

func entries(t *testing.T) []calendar.Entry {
	t.Helper()
	changed := moment(t, "2026-09-01T08:00:00Z")
	return []calendar.Entry{
		{UID: "1@plass.example", Start: moment(t, "2026-10-23T07:00:00Z"), End: moment(t, "2026-10-23T07:30:00Z"), Title: "Statusmøte",
			Where: "Møterom 2, andre etasje; ring på\nTa med godt humør", Sequence: 2, Changed: changed},
		{UID: "2@plass.example", Start: moment(t, "2026-10-30T08:00:00Z"), Title: strings.Repeat("Møte på ŋuoraidlávdi – æøå ", 6), Changed: changed, Cancelled: true},
	}
}

func TestCalendarProgramsReadTheFeed(t *testing.T) {
	t.Parallel()
	want := entries(t)
	feed, err := ics.ParseCalendar(bytes.NewReader(calendar.Feed("Møtene mine", want)))
	if err != nil {
		t.Fatal(err)
	}
	events := feed.Events()
	if len(events) != len(want) {
		t.Fatalf("%d events, want %d", len(events), len(want))
	}
	for i, e := range events {
		start, err := e.GetStartAt()
		if err != nil || !start.Equal(want[i].Start) {
			t.Errorf("event %d starts at %v (%v), want %v", i, start, err, want[i].Start)
		}
		for property, value := range map[ics.ComponentProperty]string{
			ics.ComponentPropertyUniqueId: want[i].UID, ics.ComponentPropertySummary: want[i].Title, ics.ComponentPropertyLocation: want[i].Where,
			ics.ComponentPropertyClass: "PRIVATE", ics.ComponentPropertySequence: []string{"2", "0"}[i], ics.ComponentPropertyStatus: []string{"CONFIRMED", "CANCELLED"}[i],
		} {
			got := ""
			if p := e.GetProperty(property); p != nil {
				got = p.Value
			}
			if got != value {
				t.Errorf("event %d: %s is %q, want %q", i, property, got, value)
			}
		}
	}
}

func TestFeedKeepsToTheFormat(t *testing.T) {
	t.Parallel()
	feed := calendar.Feed("Møtene, «mine»; alle", entries(t))
	for _, l := range strings.Split(strings.TrimSuffix(string(feed), "\r\n"), "\r\n") {
		if len(l) > 75 || strings.ContainsAny(l, "\r\n") || !strings.Contains("ABCDEFGHIJKLMNOPQRSTUVWXYZ ", l[:1]) {
			t.Errorf("line of %d bytes: %q", len(l), l)
		}
	}
	unfolded := strings.ReplaceAll(string(feed), "\r\n ", "")
	for _, want := range []string{
		"DTSTART;TZID=Europe/Oslo:20261023T090000\r\n", "DTEND;TZID=Europe/Oslo:20261023T093000\r\n", "DTSTART;TZID=Europe/Oslo:20261030T090000\r\n",
		"LOCATION:Møterom 2\\, andre etasje\\; ring på\\nTa med godt humør\r\n", "DTSTAMP:20260901T080000Z\r\n",
		"BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo\r\nBEGIN:DAYLIGHT\r\n", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n", "TZOFFSETTO:+0200\r\n",
		"METHOD:PUBLISH\r\n", "PRODID:-//Plass//Plass//NO\r\n", "X-WR-CALNAME:Møtene\\, «mine»\\; alle\r\n",
	} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("%q is missing in\n%s", want, unfolded)
		}
	}
	if !bytes.Equal(feed, calendar.Feed("Møtene, «mine»; alle", entries(t))) {
		t.Error("the same entries gave other bytes")
	}
}

func TestNobodyWritesTheirOwnLines(t *testing.T) {
	t.Parallel()
	feed := string(calendar.Feed("x\r\nX-A:1", []calendar.Entry{{
		UID: "1\r\nX-B:1", Title: "Møte\rX-C:1\x00", Where: "Her\r\nX-D:1", Start: time.Now(), End: time.Now(),
	}}))
	for _, l := range strings.FieldsFunc(feed, func(r rune) bool { return r == '\r' || r == '\n' }) {
		if strings.HasPrefix(l, "X-") && !strings.HasPrefix(l, "X-WR-") && !strings.HasPrefix(l, "X-PUBLISHED-TTL") {
			t.Errorf("smuggled line %q", l)
		}
	}
}
