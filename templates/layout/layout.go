// Package layout frames every page: the header of the reader's side, the heading, the footer.
package layout

import (
	"cmp"
	"context"
	"strconv"

	"github.com/a-h/templ"

	"plass/internal/auth"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
)

// A Head is what a page tells its frame.
type Head struct {
	Title  string          // what the page is called, in the reader's language: its h1, and the first part of its title
	Tab    string          // what the title says instead when the h1 names somebody: the browser keeps titles, and others see them
	Lead   string          // one sentence under the h1
	Crumbs []Crumb         // the pages above this one, from the second level down
	Place  string          // the address of the tab this page is under; the first crumb's, when there are crumbs
	Form   *form.Form      // the form of the page, so that the title tells when it failed
	Beside templ.Component // tags or buttons beside the h1
	Aside  templ.Component // what stands beside the page where there is room, and under it on a phone
	Status string          // a message to the reader; without it, what the last page left
}

// A Crumb is a page above this one.
type Crumb struct{ To, Label string }

// title returns what the browser's tab says.
func (h Head) title(ctx context.Context) string {
	title := cmp.Or(h.Tab, h.Title)
	if h.Form != nil && h.Form.Failed() {
		title = text.T(ctx, "layout.failed", "title", title)
	}
	return title + " – Plass"
}

// current returns what aria-current says of a tab: the page itself, a page above it, or nothing.
func (h Head) current(place string) string {
	switch {
	case len(h.Crumbs) == 0 && h.Place == place:
		return "page"
	case h.Place == place || len(h.Crumbs) > 0 && h.Place == "" && h.Crumbs[0].To == place:
		return "true"
	}
	return ""
}

// status returns the message of the page, or what the last page left behind.
func (h Head) status(ctx context.Context) string {
	if h.Status != "" {
		return h.Status
	}
	if left, ok := ctx.Value(statusKey{}).(fault.Text); ok && left.Key != "" {
		return text.T(ctx, left.Key, left.Args...)
	}
	return ""
}

type statusKey struct{}

// WithStatus returns ctx carrying what the last page left for the reader: "Avtalen er lagret."
func WithStatus(ctx context.Context, left fault.Text) context.Context {
	return context.WithValue(ctx, statusKey{}, left)
}

type pdfKey struct{}

// WithPDF returns ctx carrying where the paper being shown can be had as a PDF.
func WithPDF(ctx context.Context, to string) context.Context {
	return context.WithValue(ctx, pdfKey{}, to)
}

func pdfOf(ctx context.Context) string {
	to, _ := ctx.Value(pdfKey{}).(string)
	return to
}

// places lists the tabs of whoever is reading. A tab is there when there is something behind it for the role.
func places(a auth.Actor) []Crumb {
	switch a.Role {
	case auth.OfficeLeader, auth.NavContact, auth.OfficeLiaison:
		return []Crumb{{route.Today, "today"}, {route.Employers, "employers"}, {route.Seats, "seats"}, {route.Candidates, "candidates"}, {route.Insight, "insight"}}
	case auth.Administrator, auth.Auditor:
		return []Crumb{{route.Today, "today"}, {route.Employers, "employers"}, {route.Seats, "seats"}, {route.Insight, "insight"}}
	case auth.EmployerContact:
		return []Crumb{{route.Now, "now"}, {route.OurPlaces, "our_places"}, {route.OurAgreements, "our_agreements"}, {route.OurPeople, "our_people"}}
	case auth.UnionRepresentative:
		return []Crumb{{route.Now, "now"}, {route.OurAgreements, "our_agreements"}}
	case auth.Buddy, auth.Broker:
		return []Crumb{{route.Now, "now"}, {route.OurPeople, "our_people"}}
	case auth.Candidate:
		return []Crumb{{route.MyPlan, "my_plan"}, {route.MyMeetings, "my_meetings"}, {route.MyLearning, "my_learning"}, {route.MyPapers, "my_papers"}, {route.WhoLooked, "who_looked"}}
	}
	return nil
}

// frame returns the name of the frame that the reader's side has.
func frame(a auth.Actor) string {
	switch a.Side() {
	case auth.NavSide:
		return "nav"
	case auth.PartnerSide, auth.BrokerSide:
		return "partner"
	case auth.CandidateSide:
		return "candidate"
	}
	return "anyone"
}

// atMost99 writes a count where there is room for two digits.
func atMost99(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}

// unread tells how many notices are unread.
func unread(ctx context.Context, n int) string {
	if n > 99 {
		return text.T(ctx, "notice.unread_many")
	}
	return text.T(ctx, "notice.unread", "n", n)
}

// failureTitle returns the heading for a status.
func failureTitle(ctx context.Context, status int) string {
	key := "layout.failure." + strconv.Itoa(status)
	if words := text.T(ctx, key); words != key {
		return words
	}
	return text.T(ctx, "layout.failure.500")
}
