package agreementview

import (
	"context"
	"strconv"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/compare"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/model"
	"plass/internal/route"
	"plass/internal/rule"
	"plass/internal/standing"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/user"
	"plass/templates/layout"
	"plass/templates/ui"
)

// A Reading is an agreement as somebody reads it.
type Reading struct {
	Agreement  agreement.Agreement
	Terms      terms.Terms
	Signatures agreement.Signatures
	Versions   agreement.Versions
	Shifts     []handover.Shift   // of the contact person since it was signed
	Signing    *agreement.Signing // what waits for signatures; nil: nothing
	Proposed   terms.Terms        // what the change that waits would have the agreement say
	Anchorings []agreement.Anchoring
	Events     []event.Event
	Contact    *employer.ContactPerson // at Nav; nil: nobody yet
	Away       []user.StandIn          // who stands in for the contact person just now
	Contacts   []employer.Contact      // at the employer
	Today      time.Time
	Behalf     *form.Form // with which the contact person writes down what a party has signed elsewhere
	Past       bool       // it is read as it was at a version: there is nothing to do
	Own        bool       // the one reading is the contact person, or stands in
	Alert      string     // a text key: why what was asked could not be done
	Standing   standing.Counts
	Rules      []rule.Rule // of the instruments, as they are today; Nav's to read
}

// aims reports whether the reader finds numbers of what the agreement aims at in the insight.
func (p Reading) aims(ctx context.Context) bool {
	return auth.From(ctx).Side() == auth.NavSide && !p.Past && p.Agreement.ConcludedAt != nil && p.Terms.Outcomes != nil && len(p.Terms.Outcomes.Targets) > 0
}

// advice returns the rules that are about what the agreement says.
func (p Reading) advice() []rule.Rule { return rule.About(p.Terms, p.Rules) }

// status returns what the agreement is today.
func (p Reading) status() agreement.Status { return p.Agreement.Status(p.Today) }

// mayEdit reports whether the reader can change the text.
func (p Reading) mayEdit(ctx context.Context) bool {
	return p.Own && p.Agreement.MayEdit(auth.From(ctx))
}

// mayOffer reports whether the reader can send the text to be signed.
func (p Reading) mayOffer(ctx context.Context) bool {
	return p.mayEdit(ctx) && p.Agreement.OfferedAt == nil
}

// lacksPlaces reports whether the reader writes on an agreement that is about placements and promises no place yet.
func (p Reading) lacksPlaces(ctx context.Context) bool {
	return p.mayEdit(ctx) && p.Terms.End() == terms.PlacementEnd && len(p.Terms.Lines()) == 0
}

// apart tells how the agreement's own text in the part differs from what it stands on; nothing for those who are not at Nav.
func (p Reading) apart(ctx context.Context, part terms.Part) []ui.Compared {
	if p.Past || auth.From(ctx).Side() != auth.NavSide {
		return nil
	}
	return ownWords(ctx, p.Agreement, p.Terms, part)
}

// ownWords tells how what the agreement says itself in the part differs from what it stands on.
func ownWords(ctx context.Context, a agreement.Agreement, whole terms.Terms, part terms.Part) []ui.Compared {
	if a.Origin(part) != terms.OwnTerm {
		return nil
	}
	before, err := a.Without(part)
	if err != nil {
		return nil // the template is gone: there is nothing to compare with
	}
	changes := compare.Sentences(sentencesOf(ctx, before, part), sentencesOf(ctx, whole, part))
	if len(changes) == 0 {
		return nil
	}
	return []ui.Compared{{Label: partLabel(part), Changes: changes}}
}

// handedDown reports whether the part would come from a framework if the agreement did not say it itself.
func handedDown(a agreement.Agreement, part terms.Part) bool {
	return a.FrameworkID != nil && part.HandedDown()
}

func apartFrom(a agreement.Agreement, part terms.Part) string {
	if handedDown(a, part) {
		return "agreement.apart.from_framework"
	}
	return "agreement.apart.from_template"
}

func standsOn(a agreement.Agreement, part terms.Part) string {
	if handedDown(a, part) {
		return "agreement.apart.framework"
	}
	return "agreement.apart.template"
}

// takesIn reports whether anybody comes to the workplace by the agreement.
func takesIn(t terms.Terms) bool { return len(t.Lines()) > 0 || len(t.Asked()) > 0 }

// hasBook reports whether the agreement has a book of promises that the reader may open.
func (p Reading) hasBook(ctx context.Context) bool {
	return p.Agreement.Concluded() && auth.From(ctx).Role.May(auth.Cell{Resource: "promise", Op: auth.List})
}

// change is the change that waits for signatures; nil when none does.
func (p Reading) change() *agreement.Version {
	if p.Signing == nil {
		return nil
	}
	return p.Signing.Change
}

// mayChange reports whether the reader can do something to the signed agreement.
func (p Reading) mayChange(ctx context.Context) bool {
	return p.Own && p.Agreement.MayChange(auth.From(ctx), p.Today) && p.change() == nil
}

// mayAnchor reports whether the reader can record an anchoring.
func mayAnchor(ctx context.Context) bool {
	return auth.From(ctx).Role.May(auth.Cell{Resource: "agreement", Op: auth.Update})
}

// address returns the page of the agreement, or something below it, on the reader's side.
func address(ctx context.Context, a agreement.Agreement, parts ...string) string {
	if auth.From(ctx).Side() == auth.PartnerSide {
		return route.Partner("agreements", a.ID, parts...)
	}
	return route.Agreement(a.ID, parts...)
}

// addressOf returns the page of another agreement on the reader's side.
func addressOf(ctx context.Context, id agreement.ID) string {
	return address(ctx, agreement.Agreement{ID: id})
}

// crumbs returns the pages above the agreement on the reader's side.
func crumbs(ctx context.Context, a agreement.Agreement, under ...layout.Crumb) []layout.Crumb {
	if auth.From(ctx).Side() == auth.PartnerSide {
		return append([]layout.Crumb{{To: route.OurAgreements, Label: "layout.place.our_agreements"}}, under...)
	}
	return append([]layout.Crumb{
		{To: route.Employers, Label: "layout.place.employers"},
		{To: route.Employer(a.EmployerID), Label: a.Employer}}, under...)
}

// self is the agreement's own page as a crumb for those below it.
func self(ctx context.Context, a agreement.Agreement) layout.Crumb {
	return layout.Crumb{To: address(ctx, a), Label: a.Title}
}

// lead tells what the agreement is in a sentence.
func lead(ctx context.Context, a agreement.Agreement) string {
	return text.T(ctx, "agreement.lead", "number", a.Number, "employer", a.Employer, "period", Period(ctx, a.StartsOn, a.EndsOn))
}

// Period tells from when, and until when, the agreement is in force.
func Period(ctx context.Context, from time.Time, to *time.Time) string {
	if to == nil {
		return text.T(ctx, "agreement.period.from", "from", ui.Date(ctx, from))
	}
	return text.T(ctx, "agreement.period.to", "from", ui.Date(ctx, from), "to", ui.Date(ctx, *to))
}

// review tells when the parties look at the agreement again.
func review(ctx context.Context, a agreement.Agreement) string {
	if a.ReviewOn == nil {
		return text.T(ctx, "agreement.no_review")
	}
	return text.T(ctx, "agreement.review", "day", ui.Date(ctx, *a.ReviewOn))
}

// templateName returns the name of the agreement's template.
func templateName(ctx context.Context, a agreement.Agreement) string {
	if a.BaseName != nil {
		return a.BaseName.In(text.From(ctx))
	}
	template, _ := model.Find(a.Template)
	return template.Name.In(text.From(ctx))
}

// next tells who has to do what now.
func (p Reading) next(ctx context.Context) string {
	a := p.Agreement
	key := "agreement.next."
	next := p.turn()
	switch status := p.status(); {
	case status == agreement.Drafted && p.mayOffer(ctx):
		key += "draft"
	case status == agreement.Drafted:
		key += "draft_other"
	case status != agreement.Offered:
		key += string(status)
	case next == agreement.NavParty && p.maySign(ctx):
		key += "nav_you"
	case next == agreement.NavParty:
		key += "nav"
	case p.maySign(ctx):
		key += "employer_you"
	default:
		key += "employer"
	}
	return text.T(ctx, key, "employer", a.Employer, "party", p.waitsFor(ctx), "day", ui.Date(ctx, a.StartsOn))
}

// StatusColour returns the colour of a status.
func StatusColour(s agreement.Status) ui.Colour {
	switch s {
	case agreement.InForce:
		return ui.Success
	case agreement.Offered, agreement.Coming:
		return ui.Info
	case agreement.Annulled, agreement.Misregistered:
		return ui.Warning
	}
	return ui.Neutral
}

// places returns how many places the terms promise.
func places(t terms.Terms) int {
	n := 0
	for _, l := range t.Lines() {
		n += l.Count
	}
	return n
}

// most is how many rows of a form anybody needs.
const most = 40

// Rows returns how many rows the form shows in its field for that.
func Rows(f *form.Form, field string) int {
	n, _ := strconv.Atoi(f.Value(field))
	return min(max(n, 0), most)
}

// Nth returns the name of a field in the row, counted from 0.
func Nth(field string, row int) string { return field + "." + strconv.Itoa(row) }

// Editable are the parts that can be changed in a form. Frame, which is no part of the terms, can be too.
var Editable = map[terms.Part]bool{
	terms.PartiesPart: true, terms.AimPart: true, terms.PlacesPart: true, terms.IntakePart: true, terms.BuddiesPart: true,
	terms.FollowUpPart: true, terms.RhythmPart: true, terms.DocumentsPart: true, terms.PromisesPart: true, terms.BranchesPart: true,
	terms.AnchoringPart: true, terms.FundingPart: true, terms.NeedPart: true, terms.TrackPart: true, terms.InformationPart: true,
}

// Frame is the title and the dates, which stand beside the terms but are changed in the same way.
const Frame terms.Part = "frame"

// grouped reports whether every paragraph is points under a heading of their own.
func grouped(list []Paragraph) bool {
	for _, p := range list {
		if p.Heading == "" || len(p.Words) > 0 {
			return false
		}
	}
	return len(list) > 1
}

// tellsOrigin reports whether the reader is told where a part comes from. To whoever signs for the employer
// the template is nothing: they are told of what has been written for them, and of what a framework says.
func tellsOrigin(ctx context.Context, from terms.Origin) bool {
	return from != "" && (from != terms.FromTemplate || auth.From(ctx).Side() == auth.NavSide)
}

func originColour(o terms.Origin) ui.Colour {
	if o == terms.OwnTerm {
		return ui.Purple
	}
	return ui.Neutral
}

func askedOf(t terms.Terms) []terms.Anchor {
	if t.Commitments == nil {
		return nil
	}
	return t.Commitments.Anchoring
}
