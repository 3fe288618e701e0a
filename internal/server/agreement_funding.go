package server

import (
	"slices"
	"strconv"

	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

func fillFunding(f *form.Form, t terms.Terms, lang text.Lang) {
	lines := or(t.Funding).Lines
	for i, l := range lines {
		f.Set(nth("instrument", i), l.Instrument.In(lang))
		f.Set(nth("payer", i), l.Payer)
		setNumber(f, nth("percent", i), l.Percent)
		setNumber(f, nth("months", i), l.Months)
		f.Set(nth("for", i), l.For.In(lang))
		f.Set(nth("case", i), l.Case)
		f.Set(nth("claim_by", i), l.ClaimBy)
	}
	f.Set("rows", strconv.Itoa(max(1, len(lines))))
	if pay := or(t.Funding).Payable; pay != nil {
		f.Set("result", pay.Metric.In(lang))
		setPositive(f, "result_weeks", pay.Weeks)
		setPositive(f, "unit_price", pay.UnitPrice)
		setPositive(f, "most", pay.Most)
		f.Set("verified_by", pay.VerifiedBy)
	}
}

func readFunding(f *form.Form, t *terms.Terms, lang text.Lang) {
	before := or(t.Funding).Lines
	var lines []terms.FundingLine
	for i := range agreementview.Rows(f, "rows") {
		if f.Bool(nth("remove", i)) || untouched(f, i, "instrument", "payer", "percent", "months", "for", "case", "claim_by") {
			continue
		}
		f.Require(nth("instrument", i))
		var l terms.FundingLine
		if i < len(before) {
			l = before[i]
		}
		l.Instrument = l.Instrument.Said(lang, f.TextUpTo(nth("instrument", i), 200))
		l.Payer = f.Pick(nth("payer", i), terms.Payers...)
		l.Percent, l.Months = f.IntOrNone(nth("percent", i), 1, 100), f.IntOrNone(nth("months", i), 1, 120)
		l.For = l.For.Said(lang, f.TextUpTo(nth("for", i), 300))
		l.Case, l.ClaimBy = f.TextUpTo(nth("case", i), 60), dayText(f.DateOrNone(nth("claim_by", i)))
		lines = append(lines, l)
	}
	funding := or(t.Funding)
	funding.Lines = lines
	funding.Payable = readPayable(f, or(funding.Payable), lang)
	f.Unless(t.End() != terms.ResultEnd || funding.Payable != nil, "result", "form.required")
	if t.Funding = nil; len(lines) > 0 || funding.Payable != nil {
		t.Funding = &funding
	}
}

// readPayable reads what a verified result is worth; nothing when the agreement is to pay for none.
func readPayable(f *form.Form, pay terms.Payable, lang text.Lang) *terms.Payable {
	if !slices.ContainsFunc([]string{"result", "result_weeks", "unit_price", "most", "verified_by"}, func(field string) bool { return f.Text(field) != "" }) {
		return nil
	}
	f.Require("result")
	pay.Metric = pay.Metric.Said(lang, f.TextUpTo("result", 200))
	pay.Weeks = f.Int("result_weeks", 1, 260)
	pay.UnitPrice, pay.Most = f.Int("unit_price", 1, 10_000_000), f.Int("most", 1, 1_000_000_000)
	f.Unless(pay.Most >= pay.UnitPrice, "most", "terms.problem.cap")
	pay.VerifiedBy = f.Pick("verified_by", terms.Verifiers()...)
	return &pay
}
