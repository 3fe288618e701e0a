package agreementview

import (
	"context"
	"slices"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/text"
	"plass/templates/ui"
)

// maySign reports whether it is the reader's turn to sign.
func (p Reading) maySign(ctx context.Context) bool {
	who := auth.From(ctx)
	return p.Signing != nil && (p.Own || who.Side() == auth.PartnerSide) && p.Signing.May(who)
}

// maySignFor reports whether the reader can write down that the next party has signed elsewhere.
func (p Reading) maySignFor(ctx context.Context) bool {
	return p.Signing != nil && p.Own && p.Signing.MayFor(auth.From(ctx))
}

// signers are who signs, in their order.
func (p Reading) signers() []agreement.Party { return agreement.Signers(p.Terms) }

// turn is whose turn it is to sign; empty when nothing waits.
func (p Reading) turn() agreement.Party {
	if p.Signing == nil {
		return ""
	}
	return p.Signing.Next()
}

// waitsFor is whose turn it is, as a sentence names them.
func (p Reading) waitsFor(ctx context.Context) string { return partyName(ctx, p.Agreement, p.turn()) }

// bound is the text that the parties have put their names to.
func (p Reading) bound() agreement.Text { return p.Versions.Bound(p.Agreement) }

// signatures are those that matter to the reader: of a draft all, of what is signed those of the version it stands on.
func (p Reading) signatures() agreement.Signatures {
	switch {
	case p.change() != nil:
		return p.Signatures.Standing(p.Signing.Text)
	case p.Agreement.Concluded():
		return slices.DeleteFunc(slices.Clone(p.Signatures), func(s agreement.Signature) bool { return s.VersionID != p.bound().VersionID })
	}
	return p.Signatures
}

// stands reports whether the signature is on the text that waits, or is in force.
func (p Reading) stands(s agreement.Signature) bool {
	return p.Signing != nil && s.On(p.Signing.Text) || s.On(p.bound())
}

// signingMeans tells what the reader's signature leads to.
func (p Reading) signingMeans(ctx context.Context) []string {
	switch nav := auth.From(ctx).Side() == auth.NavSide; {
	case p.change() != nil && nav:
		return []string{"change.sign_means.you", "change.sign_means.from_today", "change.sign_means.running"}
	case p.change() != nil:
		return []string{"change.sign_means.you", "change.sign_means.nav_next", "change.sign_means.running"}
	case nav:
		return []string{"agreement.sign_means.you", text.T(ctx, "agreement.sign_means.in_force", "day", ui.Date(ctx, p.Agreement.StartsOn)),
			text.T(ctx, "agreement.sign_means.seats", "n", places(p.Terms)), "agreement.sign_means.fixed"}
	}
	return []string{"agreement.sign_means.you", "agreement.sign_means.nav_next", "agreement.sign_means.cleared"}
}

// partyName names who signs, as a sentence does.
func partyName(ctx context.Context, a agreement.Agreement, party agreement.Party) string {
	if party == agreement.EmployerParty {
		return a.Employer
	}
	return text.T(ctx, "terms.actor."+string(party))
}

// signed tells who signed for whom, and why somebody else wrote it down.
func signed(ctx context.Context, a agreement.Agreement, s agreement.Signature) string {
	said := text.T(ctx, "agreement.signature.for", "name", s.Name, "party", partyName(ctx, a, s.Party))
	if s.OnBehalf != "" {
		said += " (" + text.T(ctx, "agreement.behalf."+s.OnBehalf) + ")"
	}
	return said
}
