// Package todayview shows what waits for somebody: the first page of a working day.
package todayview

import (
	"context"
	"time"

	"plass/internal/auth"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/today"
	"plass/templates/ui"
)

// link returns where a line of Nav's list leads.
func link(i today.Item) string {
	switch i.What {
	case today.SeatEmpty:
		return route.Requests + "/new?line=" + i.About.String()
	case today.MeetingOverdue, today.MeetingSoon, today.OtherTime:
		return route.Meeting(i.About)
	case today.EmployerAsks, today.RequestLate, today.RequestToAnswer, today.ReadyToPresent, today.AwaitsCandidate:
		return route.Request(i.About)
	case today.AwaitsEmployer, today.ToMeet, today.ToChoose, today.ToHire:
		return "/presentations/" + i.About.String()
	case today.ToPlace:
		return "/presentations/" + i.About.String() + "/placement"
	case today.PlanMissing:
		return route.Placement(i.About, "plan")
	case today.AgreementToSign, today.AwaitsSignature, today.AgreementEnds, today.ReviewSoon:
		return route.Agreement(i.About)
	case today.ResultToVerify:
		return route.Agreement(i.About, "effect")
	case today.ChecklistDue:
		return route.Placement(i.About, "ending")
	case today.PromiseDue:
		return route.Promise(i.About)
	case today.PromiseListed:
		return route.NoOfferYet
	case today.AttestWaits:
		return route.Placement(i.About, "attest")
	case today.InquiryDue, today.InquiryUnassigned:
		return route.Inquiry(i.About)
	case today.EmployerUnassigned:
		return route.Employer(i.About)
	}
	return route.Placement(i.About)
}

// partnerLink returns where a line of a partner's list leads.
func partnerLink(i today.Item) string {
	switch i.What {
	case today.Presentation:
		return route.Partner("presentations", i.About)
	case today.AgreementToSign:
		return route.Partner("agreements", i.About)
	case today.MeetingOverdue, today.MeetingSoon, today.OtherTime:
		return route.Partner("meetings", i.About)
	case today.PlanMissing:
		return route.Partner("placements", i.About, "plan")
	case today.AttestToSign:
		return route.Partner("attests", i.About)
	case today.ChecklistDue:
		return route.Partner("placements", i.About, "ending")
	case today.PromiseDue:
		return route.Partner("promises", i.About)
	case today.PromiseListed:
		return route.OurNoOfferYet
	case today.LearningToTick:
		return route.Partner("placements", i.About, "learning")
	}
	return route.Partner("placements", i.About)
}

// sentence returns what a line says, as the side reads it: keys begin with the prefix, "today." or "now.".
func sentence(ctx context.Context, prefix string, i today.Item, day time.Time) string {
	when, detail, days := "", i.Detail, 0
	if i.Day != nil {
		when = ui.DayMonth(ctx, *i.Day)
		days = int(day.Sub(*i.Day).Hours() / 24)
		if i.Day.Equal(day) {
			when = text.T(ctx, "today.the_day")
		}
	}
	switch i.What {
	case today.SeatEmpty:
		detail = text.T(ctx, "seat.kind_of."+detail)
	case today.MeetingOverdue, today.MeetingSoon, today.OtherTime:
		if prefix == "today." {
			detail = text.T(ctx, "meeting.kind."+detail)
		}
	}
	key := prefix + string(i.What)
	if prefix == "now." && detail == "" && i.What.Named() {
		key += ".unnamed"
	}
	return text.T(ctx, key, "n", i.N, "employer", i.Employer, "day", when, "days", days, "detail", detail)
}

// views are whose list can be shown; a leader sees the whole office's.
func views(ctx context.Context, f today.Filter) []ui.View {
	all := []ui.View{
		{To: route.Today, Label: "today.filter.mine", Current: !f.StandIn && !f.Office},
		{To: route.Today + "?who=stand-in", Label: "today.filter.stand_in", Current: f.StandIn},
	}
	if auth.From(ctx).Is(auth.OfficeLeader) {
		all = append(all, ui.View{To: route.Today + "?who=office", Label: "today.filter.office", Current: f.Office})
	}
	return all
}

// theirs reports whether the line is one of a colleague's, which the leader sees and does not do.
func theirs(i today.Item, f today.Filter) bool {
	switch i.What {
	case today.RequestToAnswer, today.InquiryUnassigned, today.EmployerUnassigned:
		return false
	}
	return f.Office
}

// look makes the button of what is urgent or of today the one that stands out.
func look(g today.Group) ui.ButtonOption {
	if g == today.Urgent {
		return ui.Primary
	}
	return ui.Secondary
}

// cards is how many things a partner is asked for at once.
const cards = 3

// first returns what a partner is asked for first: what is most urgent.
func first(l today.List) []today.Item { return inOrder(l)[:min(cards, len(l.Items))] }

// rest returns everything else.
func rest(l today.List) []today.Item { return inOrder(l)[min(cards, len(l.Items)):] }

func inOrder(l today.List) []today.Item {
	var all []today.Item
	for _, g := range today.Groups {
		all = append(all, l.In(g)...)
	}
	return all
}
