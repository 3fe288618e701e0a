// Package inquiryview shows questions about employers: asking, the lists, and the answer.
package inquiryview

import (
	"time"

	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/inquiry"
	"plass/templates/ui"
)

// Asking is what somebody sees who is about to ask.
type Asking struct {
	Employer      employer.Employer
	ContactPerson employer.ContactPerson // without a name: nobody yet
	DueOn         time.Time
	Form          *form.Form
}

// Inquiries are what the list shows.
type Inquiries struct {
	Today      time.Time
	Mine       []inquiry.Inquiry
	Unassigned []inquiry.Inquiry
	Asked      []inquiry.Inquiry
	Answers    bool // inquiries land with the reader
}

// state returns how an inquiry stands, in a colour and a text key.
func state(q inquiry.Inquiry, today time.Time) (ui.Colour, string) {
	switch late := q.Late(today); {
	case !q.Open() && late:
		return ui.Neutral, "inquiry.state.closed_late"
	case !q.Open():
		return ui.Success, "inquiry.state.closed"
	case late:
		return ui.Danger, "inquiry.state.late"
	case q.ContactPerson == "":
		return ui.Warning, "inquiry.state.unassigned"
	case today.Equal(q.DueOn):
		return ui.Warning, "inquiry.state.due"
	}
	return ui.Info, "inquiry.state.open"
}
