package agreementview

import (
	"context"

	"plass/internal/advice"
	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/internal/standing"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// stands tells in a sentence how far the partnership has come towards its end.
func stands(ctx context.Context, a agreement.Agreement, t terms.Terms, c standing.Counts) string {
	nav := auth.From(ctx).Side() == auth.NavSide
	switch t.End() {
	case terms.HireEnd:
		if c.Wanted == 0 {
			return text.T(ctx, "standing.hire_nobody")
		}
		return text.T(ctx, "standing.hire", "n", c.Hired, "of", c.Wanted)
	case terms.AdviceEnd:
		return text.T(ctx, "standing.advice", "n", c.Advised)
	case terms.CharterEnd:
		return text.T(ctx, "standing.charter", "employer", a.Employer, "day", ui.Date(ctx, a.StartsOn))
	case terms.ContactEnd:
		return text.T(ctx, "standing.contact")
	case terms.ResultEnd:
		return text.T(ctx, "standing.result")
	}
	if !nav || c.Ended == 0 {
		return text.T(ctx, "standing.running", "n", c.Running)
	}
	return text.T(ctx, "standing.running", "n", c.Running) + " " + text.T(ctx, "standing.ended", "n", c.Ended, "job", c.Job)
}

// counts reports whether the reader sees what the sentence counts. To those who do not, none would be said to be under way.
func (p Reading) counts(ctx context.Context) bool {
	seen := map[string]string{terms.PlacementEnd: "placement", terms.HireEnd: "hire", terms.AdviceEnd: "advice"}[p.Terms.End()]
	return seen == "" || auth.From(ctx).Role.May(auth.Cell{Resource: seen, Op: auth.Read})
}

// lists reports whether there is a page with the rows behind the sentence.
func (p Reading) lists(ctx context.Context) bool {
	switch p.Terms.End() {
	case terms.HireEnd, terms.AdviceEnd:
		return !auth.From(ctx).Is(auth.UnionRepresentative)
	case terms.PlacementEnd:
		return auth.From(ctx).Side() == auth.NavSide
	}
	return false
}

// asks returns where somebody is wanted by the need of the agreement; empty when the reader cannot, or places are promised.
func (p Reading) asks(ctx context.Context) string {
	who := auth.From(ctx)
	switch {
	case len(p.Terms.Asked()) == 0 || p.status() == agreement.Ended:
	case p.Own && who.Is(auth.NavContact):
		return route.Requests + "/new?agreement=" + p.Agreement.ID.String()
	case who.Is(auth.EmployerContact):
		return route.PartnerRequests + "/new?agreement=" + p.Agreement.ID.String()
	}
	return ""
}

// askLook makes asking the first thing to do, but not where the places are in the local agreements.
func (p Reading) askLook() ui.ButtonOption {
	if agreement.IsFramework(p.Terms) {
		return ui.Secondary
	}
	return ui.Primary
}

func (p Reading) mayAdvise(ctx context.Context) bool {
	return p.Own && auth.From(ctx).Is(auth.NavContact) && p.Terms.End() == terms.AdviceEnd && p.status() != agreement.Ended
}

func (p Reading) mayAgree(ctx context.Context) bool {
	return p.Own && auth.From(ctx).Is(auth.NavContact) && p.Terms.End() == terms.CharterEnd
}

// mayPointOut reports whether the reader can make the agreement answer somewhere.
func (p Reading) mayPointOut(ctx context.Context) bool {
	return p.Terms.End() == terms.ContactEnd && p.status() != agreement.Ended && auth.From(ctx).Role.May(auth.Cell{Resource: "desk", Op: auth.Create})
}

// finder returns where the reader finds the contact of a place, when that is what the agreement is for.
func (p Reading) finder(ctx context.Context) string {
	switch who := auth.From(ctx); {
	case p.Terms.End() != terms.ContactEnd || !who.Role.May(auth.Cell{Resource: "desk", Op: auth.Read}):
		return ""
	case who.Side() == auth.PartnerSide:
		return route.OurFinder
	}
	return route.ContactFinder
}

func (p Reading) paysByResults(ctx context.Context) bool {
	return p.Terms.End() == terms.ResultEnd && auth.From(ctx).Role.May(auth.Cell{Resource: "effect", Op: auth.Read})
}

// above are the pages above the rows.
func above(ctx context.Context, a agreement.Agreement) []layout.Crumb {
	return crumbs(ctx, a, self(ctx, a))
}

func adviceAddress(ctx context.Context, id advice.ID) string {
	if auth.From(ctx).Side() == auth.PartnerSide {
		return route.Partner("advice", id)
	}
	return route.Under(route.Advice, id)
}

func nameOr(ctx context.Context, name string) string {
	if name == "" {
		return text.T(ctx, "standing.somebody")
	}
	return name
}

func outcome(ctx context.Context, o placement.Outcome) string {
	return text.T(ctx, "outcome."+string(o))
}

// A Network is the employers that have entered one that binds nobody.
type Network struct{ Members []agreement.Member }
