// Package effectview shows contracts that pay by results: the list, the results, the money, and what a payer is told.
package effectview

import (
	"context"
	"strconv"
	"strings"
	"time"

	"plass/internal/auth"
	"plass/internal/effect"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/layout"
	"plass/templates/ui"
)

// Shown is what the page of a contract shows, with its forms.
type Shown struct {
	Contract                                effect.Contract
	Own                                     bool // the reader is contact person of the employer
	Known                                   []effect.Known
	Members                                 []effect.Member
	Today                                   time.Time
	Parties, Evaluator, Enrol, Freeze, Paid *form.Form
}

// OfPerson is what the page of somebody on the list shows.
type OfPerson struct {
	Shown
	Person    effect.Person
	Evaluates bool // the reader is the evaluator
	Form      *form.Form
}

// Address returns the page of the person.
func (p OfPerson) Address(parts ...string) string {
	return p.address(append([]string{"people", p.Person.ID.String()}, parts...)...)
}

func (s Shown) address(parts ...string) string {
	return route.Agreement(s.Contract.Agreement.ID, append([]string{"effect"}, parts...)...)
}

func (s Shown) leader(ctx context.Context) bool { return auth.From(ctx).Is(auth.OfficeLeader) }

// mayEnrol reports whether the reader can put people on the list: the contact person, and offices their own people.
func (s Shown) mayEnrol(ctx context.Context) bool {
	return s.Own || auth.From(ctx).Is(auth.OfficeLiaison)
}

func (s Shown) failed() *form.Form {
	for _, f := range []*form.Form{s.Parties, s.Evaluator, s.Enrol, s.Freeze, s.Paid} {
		if f.Failed() {
			return f
		}
	}
	return nil
}

func (s Shown) crumbs(under ...layout.Crumb) []layout.Crumb {
	a := s.Contract.Agreement
	return append([]layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: route.Employer(a.EmployerID), Label: a.Employer}, {To: route.Agreement(a.ID), Label: a.Title}}, under...)
}

// metric tells what is paid for: "Jobb i minst 50 prosent stilling i minst 26 uker".
func metric(ctx context.Context, p terms.Payable) string {
	return text.T(ctx, "effect.metric", "metric", p.Metric.In(text.From(ctx)), "n", p.Weeks)
}

func members(list []effect.Member) []ui.Choice {
	var choices []ui.Choice
	for _, m := range list {
		choices = append(choices, ui.Choice{Value: m.ID.String(), Label: m.Name + ", " + m.Office})
	}
	return choices
}

func known(list []effect.Known) []ui.Choice {
	var choices []ui.Choice
	for _, k := range list {
		choices = append(choices, ui.Choice{Value: k.ID.String(), Label: k.Name})
	}
	return choices
}

// label is what the reader knows somebody on the list by: the name as far as it may be known, else number and initials.
func label(p effect.Person) string {
	words := strconv.Itoa(p.Number) + " · " + p.Initials
	if p.Name != "" {
		words += " · " + p.Name
	}
	return words
}

func colour(p effect.Person) ui.Colour {
	switch p.State() {
	case "verified", "in_payment":
		return ui.Success
	case "claimed":
		return ui.Info
	case "refused":
		return ui.Warning
	}
	return ui.Neutral
}

// shown is a number as a payer is told it.
func shown(ctx context.Context, n int) string {
	if effect.Hidden(n) {
		return text.T(ctx, "effect.fewer", "n", effect.Least)
	}
	return strconv.Itoa(n)
}

// part is how many of those on the list reached the result, as a payer is told it: those who did not are not to be told apart either.
func part(ctx context.Context, verified, enrolled int) string {
	if !effect.Hidden(verified) && !effect.Tells(verified, enrolled) {
		return text.T(ctx, "effect.too_few")
	}
	return shown(ctx, verified)
}

// share is the same in percent.
func share(ctx context.Context, enrolled, verified int) string {
	if enrolled < effect.Least || !effect.Tells(verified, enrolled) {
		return text.T(ctx, "effect.too_few")
	}
	return ui.Percent(100 * verified / enrolled)
}

// paid is what has been paid, as a payer is told it: it would tell the number it stands on.
func paid(ctx context.Context, n effect.Counts) string {
	if !effect.Tells(n.Verified, n.Enrolled) || !effect.Tells(n.PaidFor, n.Verified) {
		return text.T(ctx, "effect.too_few")
	}
	return ui.Kroner(ctx, n.Paid)
}

// Evidence returns what the payments stand on: a row a person, who said what and when, and no name of anybody on the list.
func Evidence(ctx context.Context, c effect.Contract) [][]string {
	t := func(key string) string { return text.T(ctx, key) }
	rows := [][]string{{t("effect.csv.number"), t("effect.csv.initials"), t("effect.csv.enrolled"), t("effect.csv.frozen"), t("effect.csv.began"), t("effect.csv.reached"),
		t("effect.csv.evidence"), t("effect.csv.source"), t("effect.csv.claimed_by"), t("effect.csv.claimed_at"), t("effect.csv.verdict"), t("effect.csv.why"),
		t("effect.csv.judged_by"), t("effect.csv.judged_at"), t("effect.csv.price"), t("effect.csv.approved_by"), t("effect.csv.approved_at"), t("effect.csv.paid_on")}}
	payments := map[effect.PaymentID]effect.Payment{}
	for _, p := range c.Payments {
		payments[p.ID] = p
	}
	for _, p := range c.People {
		row := []string{strconv.Itoa(p.Number), p.Initials, p.EnrolledAt.Format(time.DateOnly), moment(p.FrozenAt), moment(p.BeganOn), moment(p.ReachedOn), words(p.Evidence),
			word(ctx, "effect.source.", p.Source), words(p.ClaimedBy), moment(p.ClaimedAt), word(ctx, "effect.verdict.", p.Verdict), words(p.Why), words(p.JudgedBy), moment(p.JudgedAt)}
		if p.PaymentID != nil {
			in := payments[*p.PaymentID]
			row = append(row, strconv.Itoa(in.UnitPrice), words(in.ApprovedBy), moment(in.ApprovedAt), moment(in.PaidOn))
		} else {
			row = append(row, "", "", "", "")
		}
		rows = append(rows, row)
	}
	return rows
}

func moment(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

func words(s *string) string {
	if s == nil {
		return ""
	}
	return strings.Join(strings.Fields(*s), " ")
}

func word(ctx context.Context, key string, s *string) string {
	if s == nil {
		return ""
	}
	return text.T(ctx, key+*s)
}
