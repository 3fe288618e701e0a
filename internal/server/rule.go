package server

import (
	"net/http"
	"slices"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/rule"
	"plass/templates/administrationview"
)

// listRules shows what the instruments allow, and since when.
func (s *Server) listRules(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := rules(r, tx)
	if err != nil {
		return nil, err
	}
	return page(administrationview.Rules(v)), nil
}

func rules(r *http.Request, tx *db.Tx) (administrationview.RuleTable, error) {
	b := db.NewBatch(tx)
	all := rule.Ask(b)
	err := b.Send(r.Context())
	return administrationview.RuleTable{Rules: *all, Today: tx.Today(), Form: form.Blank()}, err
}

// addRule adds a rule; the one it follows ends the day before.
func (s *Server) addRule(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := rules(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	d := rule.Draft{Instrument: f.Pick("instrument", rule.Instruments...), What: f.Pick("what", rule.Whats...), Amount: f.Int("amount", 1, 10_000_000),
		Source: f.TextUpTo("source", 300), FromOn: f.Date("from_on"), ToOn: f.DateOrNone("to_on")}
	if err := f.Check(d); err != nil {
		return page(administrationview.Rules(v)), err
	}
	if err := rule.Add(r.Context(), tx, d); err != nil {
		return page(administrationview.Rules(v)), noted(f, err)
	}
	return done(route.Rules, "said.rule_added"), nil
}

// askToEndRule shows what is advised when the rule has ended.
func (s *Server) askToEndRule(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[rule.ID](r, "rule")
	if err != nil {
		return nil, err
	}
	v, err := rules(r, tx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(v.Rules, func(one rule.Rule) bool { return one.ID == id })
	switch {
	case at < 0:
		return nil, notFound()
	case !v.Rules[at].MayEnd(v.Today):
		return nil, fault.New(fault.Conflict, "rule.ended_already")
	}
	return page(administrationview.EndRule(v.Rules[at], v)), nil
}

// endRule ends a rule with the day that it is.
func (s *Server) endRule(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[rule.ID](r, "rule")
	if err != nil {
		return nil, err
	}
	return done(route.Rules, "said.rule_ended"), rule.End(r.Context(), tx, id)
}
