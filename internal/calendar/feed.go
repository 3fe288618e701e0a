package calendar

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// An Entry is something that happens at a time. Its title says what kind of thing it is, and names nobody.
type Entry struct {
	UID       string // the same for as long as it is the same meeting
	Start     time.Time
	End       time.Time // may be left out
	Title     string
	Where     string
	Sequence  int       // one more each time it is moved
	Changed   time.Time // when it last became what it is
	Cancelled bool
}

// Feed returns the entries as a file that calendar programs subscribe to. The same entries give the same bytes.
func Feed(name string, entries []Entry) []byte {
	feed := ics.NewCalendar()
	feed.SetProductId("-//Plass//Plass//NO")
	feed.SetMethod(ics.MethodPublish)
	feed.SetXWRCalName(line(name))
	feed.SetXWRTimezone(Oslo.String())
	feed.SetRefreshInterval("PT1H", ics.WithValue("DURATION"))
	feed.SetXPublishedTTL("PT1H")
	feed.AddVTimezone(zone())
	for _, e := range entries {
		event := feed.AddEvent(line(e.UID))
		event.SetDtStampTime(e.Changed)
		event.SetModifiedAt(e.Changed)
		event.SetSequence(e.Sequence)
		clock(&event.ComponentBase, ics.ComponentPropertyDtStart, e.Start)
		if !e.End.IsZero() {
			clock(&event.ComponentBase, ics.ComponentPropertyDtEnd, e.End)
		}
		event.SetSummary(line(e.Title))
		if e.Where != "" {
			event.SetLocation(line(e.Where))
		}
		event.SetClass(ics.ClassificationPrivate)
		status := ics.ObjectStatusConfirmed
		if e.Cancelled {
			status = ics.ObjectStatusCancelled
		}
		event.SetStatus(status)
	}
	return []byte(feed.Serialize(ics.WithNewLineWindows))
}

// clock writes the time as clocks in Oslo show it, so that the meeting keeps its hour whatever becomes of summer time.
func clock(c *ics.ComponentBase, property ics.ComponentProperty, t time.Time) {
	c.SetProperty(property, t.In(Oslo).Format("20060102T150405"), ics.WithTZID(Oslo.String()))
}

// line takes away what would end the line early; the library escapes the rest.
func line(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// zone describes summer time as it has been in Norway since 1996, for programs that do not know the name of the zone.
func zone() *ics.VTimezone {
	z := ics.NewTimezone(Oslo.String())
	summer, winter := &ics.Daylight{}, ics.NewStandard()
	shift(&summer.ComponentBase, "19960331T020000", "3", "+0100", "+0200")
	shift(&winter.ComponentBase, "19961027T030000", "10", "+0200", "+0100")
	z.Components = append(z.Components, summer, winter)
	return z
}

func shift(c *ics.ComponentBase, since, month, from, to string) {
	c.SetProperty(ics.ComponentPropertyDtStart, since)
	c.SetProperty(ics.ComponentPropertyRrule, "FREQ=YEARLY;BYMONTH="+month+";BYDAY=-1SU")
	c.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), from)
	c.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), to)
}
