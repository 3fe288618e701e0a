// Package employerview shows employers to those who work at Nav.
package employerview

import (
	"context"
	"slices"
	"strings"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/inquiry"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/register"
	"plass/internal/request"
	"plass/internal/route"
	"plass/internal/seat"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Whole is everything that the page of an employer shows.
type Whole struct {
	Employer      employer.Employer
	Persons       employer.ContactPersons
	Units         []employer.Unit
	Contacts      []employer.Contact
	Agreements    []agreement.Row
	Seats         []seat.Total
	Placements    []placement.Row
	Presentations []nomination.Presentation
	Known         []nomination.KnownPresentation
	Requests      []request.Request
	Meetings      []meeting.Meeting
	Inquiries     []inquiry.Inquiry
	StandIns      []user.StandIn
	Handovers     []handover.Handover
	Events        []event.Event
	Colleagues    []user.Colleague // whom an office leader can make contact person
	Appoint       *form.Form
	Now           time.Time
	Today         time.Time
}

// contactPersons are the contact persons that the reader can choose between.
func (w Whole) contactPersons() []ui.Choice {
	var choices []ui.Choice
	for _, c := range w.Colleagues {
		if c.Role == auth.NavContact {
			choices = append(choices, ui.Choice{Value: c.ID.String(), Label: c.Name + ", " + c.Office})
		}
	}
	return choices
}

// may reports whether the reader's role may do so with such things at all.
func may(ctx context.Context, resource string, op auth.Op) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: resource, Op: op})
}

// own reports whether the reader may change the employer: the role may, and it is theirs or nobody's.
func (w Whole) own(ctx context.Context) bool {
	return may(ctx, "employer", auth.Update) && w.Persons.Own(w.Now)
}

// mayAgree reports whether the reader may make an agreement with the employer.
func (w Whole) mayAgree(ctx context.Context) bool {
	return may(ctx, "agreement", auth.Create) && w.Employer.Active && w.Persons.Own(w.Now)
}

// handOver returns the words of the button with which the reader hands the employer over, or takes it over; empty for others.
func (w Whole) handOver(ctx context.Context) string {
	who := auth.From(ctx)
	now, ok := w.Persons.At(w.Now)
	switch {
	case !ok || !who.Role.May(auth.Cell{Resource: "handover", Op: auth.Create}):
		return ""
	case handover.Gives(who, now):
		return "handover.give"
	}
	return "handover.take"
}

// mayAsk reports whether the reader may ask about the employer. Whoever it lands with has no need to.
func (w Whole) mayAsk(ctx context.Context) bool {
	now, ok := w.Persons.At(w.Now)
	return auth.From(ctx).Role.May(auth.Cell{Resource: "inquiry", Op: auth.Create}) && (!ok || !now.Acting)
}

// concluded reports whether anything has been agreed, so that there are places to speak of.
func (w Whole) concluded() bool {
	for _, a := range w.Agreements {
		if a.ConcludedAt != nil {
			return true
		}
	}
	return false
}

// lead is who the employer is, in one line.
func (w Whole) lead(ctx context.Context) string {
	e := w.Employer
	var parts []string
	for _, part := range []string{e.Industry, e.Place} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if e.Employees != nil {
		parts = append(parts, text.T(ctx, "employer.employees_n", "n", *e.Employees))
	}
	return strings.Join(parts, " · ")
}

// address is where the employer is, in one line.
func address(e employer.Employer) string {
	at := strings.TrimSpace(e.PostalCode + " " + e.Place)
	if e.Address == "" || at == "" {
		return e.Address + at
	}
	return e.Address + ", " + at
}

// A Lookup is what the register said of a number. The zero Lookup is of a number nobody asked about.
type Lookup struct {
	Found bool
	Why   fault.Text      // why nothing was found
	Main  register.Number // the number that was meant, of a sub-unit
}

// fetch is where the register is asked about a number.
func fetch(number register.Number) string {
	return route.Employers + "/new?org_number=" + string(number)
}

// unitChoices are the units that the register knows, as the form carries them.
func unitChoices(f *form.Form) []ui.Choice {
	names, addresses := f.Values("unit_name"), f.Values("unit_address")
	var choices []ui.Choice
	for i, number := range f.Values("unit_number") {
		if i < len(names) && i < len(addresses) {
			choices = append(choices, ui.Choice{Value: number, Label: names[i], Hint: addresses[i]})
		}
	}
	return choices
}

// does is what a contact does, and where.
func does(ctx context.Context, c employer.Contact) string {
	var parts []string
	for _, role := range c.Roles {
		parts = append(parts, text.T(ctx, "contact.role."+role))
	}
	if c.Unit != "" {
		parts = append(parts, c.Unit)
	}
	return strings.Join(parts, ", ")
}

func unitOptions(units []employer.Unit) []ui.Choice {
	choices := make([]ui.Choice, len(units))
	for i, u := range units {
		choices[i] = ui.Choice{Value: u.ID.String(), Label: u.Name}
	}
	return choices
}

// kindOf names a kind of place for those who hear the page.
func kindOf(ctx context.Context, kind terms.Kind) string {
	return text.T(ctx, "seat.kind."+string(kind))
}

// participant is who is placed, as the reader may know it.
func participant(ctx context.Context, p placement.Row) string {
	if p.Name == "" {
		return text.T(ctx, "employer.participant")
	}
	return p.Name
}

// unitWords is what is known of a unit, in one line.
func unitWords(u employer.Unit) string {
	parts := []string{u.Name}
	if u.Address != "" {
		parts = append(parts, u.Address)
	}
	if u.OrgNumber != nil {
		parts = append(parts, ui.Grouped(*u.OrgNumber))
	}
	return strings.Join(parts, " · ")
}

// since is the key of the sentence about since when somebody is contact person.
func since(ctx context.Context, p employer.ContactPerson) string {
	switch {
	case p.Membership == auth.From(ctx).Membership:
		return "employer.since_you"
	case p.Acting:
		return "employer.since_stand_in"
	}
	return "employer.since"
}

// agreementsWhenNone tells what to do first.
func agreementsWhenNone(w Whole) string {
	if !w.Employer.Active {
		return "employer.agreements_none_unassigned"
	}
	return "employer.agreements_none"
}

// newAgreementLook makes the first agreement the one thing to do.
func newAgreementLook(w Whole) ui.ButtonOption {
	if len(w.Agreements) == 0 {
		return ui.Primary
	}
	return ui.Secondary
}

// whom is who a meeting is about, as the reader may know it.
func (w Whole) whom(ctx context.Context, m meeting.Meeting) string {
	for _, p := range w.Placements {
		if m.PlacementID != nil && *m.PlacementID == p.ID {
			return participant(ctx, p)
		}
	}
	return text.T(ctx, "employer.candidate")
}

// mayOpen reports whether the reader needs to know who is presented.
func (w Whole) mayOpen(id nomination.PresentationID) bool {
	return slices.Contains(w.Known, nomination.KnownPresentation{ID: id})
}

// knows reports whether the reader needs to know the person that the meeting is about.
func (w Whole) knows(m meeting.Meeting) bool {
	if m.PresentationID != nil {
		return w.mayOpen(*m.PresentationID)
	}
	return slices.ContainsFunc(w.Placements, func(p placement.Row) bool { return p.ID == *m.PlacementID && p.Name != "" })
}

// waiting is what a presentation waits for.
func waiting(ctx context.Context, p nomination.Presentation) string {
	switch {
	case p.MayStart():
		return text.T(ctx, "employer.presented_chosen", "day", ui.Date(ctx, p.PresentedAt))
	case p.Answer == nil:
		return text.T(ctx, "employer.presented_waiting", "day", ui.Date(ctx, p.PresentedAt))
	}
	return text.T(ctx, "employer.presented_answered", "day", ui.Date(ctx, p.PresentedAt), "answer", text.T(ctx, "presentation.answer."+*p.Answer))
}

// asked is what a request is about and what it waits for.
func asked(ctx context.Context, r request.Request) string {
	key := "employer.request_unsent"
	due := ""
	if r.DueOn != nil {
		key, due = "employer.request_sent", ui.Date(ctx, *r.DueOn)
	}
	return text.T(ctx, key, "n", r.Count, "kind", strings.ToLower(text.T(ctx, "seat.kind."+string(r.Kind))), "due", due)
}

// status returns how an agreement's state looks.
func status(s agreement.Status) ui.Colour {
	switch s {
	case agreement.InForce:
		return ui.Success
	case agreement.Offered:
		return ui.Warning
	case agreement.Coming:
		return ui.Info
	}
	return ui.Neutral
}

// top is the crumb to the list.
var top = layout.Crumb{To: route.Employers, Label: "layout.place.employers"}

// crumbs leads from the list to the employer.
func crumbs(e employer.Employer) []layout.Crumb {
	return []layout.Crumb{top, {To: route.Employer(e.ID), Label: e.Name}}
}

// differences are the fields that are not as typed.
func differences(f *form.Form, now *form.Form) []ui.Difference {
	var list []ui.Difference
	for _, field := range Fields {
		if f.Value(field) != now.Value(field) {
			list = append(list, ui.Difference{Label: "employer." + field, Before: f.Value(field), After: now.Value(field)})
		}
	}
	return list
}

// Fields are what can be changed of an employer.
var Fields = []string{"name", "industry", "address", "postal_code", "place", "employees", "own_words"}
