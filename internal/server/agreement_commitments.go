package server

import (
	"strconv"

	"plass/internal/agreement"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

// committed lets the function change a copy of the commitments.
func committed(t *terms.Terms, change func(*terms.Commitments)) {
	c := or(t.Commitments)
	change(&c)
	t.Commitments = &c
}

func fillFollowUp(f *form.Form, t terms.Terms, lang text.Lang) {
	f.Set("follow_up", or(t.Commitments).FollowUp.In(lang))
}

func readFollowUp(f *form.Form, t *terms.Terms, lang text.Lang) {
	f.Require("follow_up")
	committed(t, func(c *terms.Commitments) { c.FollowUp = c.FollowUp.Said(lang, f.TextUpTo("follow_up", 2000)) })
}

func fillPromises(f *form.Form, t terms.Terms, lang text.Lang) {
	for i, p := range t.Promises() {
		f.Set(nth("what", i), p.What.In(lang))
		f.Set(nth("by", i), p.By)
		f.Set(nth("to", i), p.To)
		f.Set(nth("strength", i), p.Strength)
		f.Set(nth("when", i), p.When.Kind)
		setPositive(f, nth("days", i), p.When.Days)
		setPositive(f, nth("percent", i), p.When.Percent)
		setBool(f, nth("acknowledge", i), p.Acknowledge)
		f.Set(nth("evidence", i), p.Evidence.In(lang))
	}
	f.Set("rows", strconv.Itoa(len(t.Promises())+1)) // one to write the next in
}

func readPromises(f *form.Form, t *terms.Terms, lang text.Lang) {
	committed(t, func(c *terms.Commitments) {
		before := c.Promises
		c.Promises = nil
		for i := range agreementview.Rows(f, "rows") {
			typed := f.TextUpTo(nth("what", i), 500)
			if typed == "" && (i < len(before) || untouched(f, i, "by", "to", "strength", "when")) {
				continue // emptied, it is taken away
			}
			f.Require(nth("what", i))
			var p terms.Promise
			if i < len(before) {
				p = before[i]
			}
			p.What = p.What.Said(lang, typed)
			p.By, p.To = f.Pick(nth("by", i), terms.Sides...), f.Pick(nth("to", i), terms.Sides...)
			p.Strength, p.When.Kind = f.Pick(nth("strength", i), terms.Strengths...), f.Pick(nth("when", i), terms.TriggerKinds...)
			p.When.Days, p.When.Percent = or(f.IntOrNone(nth("days", i), 1, 365)), or(f.IntOrNone(nth("percent", i), 1, 100))
			p.Acknowledge, p.Evidence = f.Bool(nth("acknowledge", i)), p.Evidence.Said(lang, f.TextUpTo(nth("evidence", i), 300))
			if p.When.Kind == "excellent" && !t.Evaluates() {
				f.Add(fault.Of(nth("when", i), "terms.problem.evaluation"))
			}
			c.Promises = append(c.Promises, p)
		}
	})
}

func fillBranches(f *form.Form, t terms.Terms, lang text.Lang) {
	for _, branch := range terms.Branches {
		steps := or(t.Commitments).Branches[branch]
		for i, step := range steps {
			f.Set(nth("what."+branch, i), step.What.In(lang))
			f.Set(nth("owner."+branch, i), step.Owner)
			f.Set(nth("days."+branch, i), strconv.Itoa(step.Days))
			setBool(f, nth("attest."+branch, i), step.Kind == terms.AttestStep)
		}
		f.Set("rows."+branch, strconv.Itoa(len(steps)+1)) // one to write the next in
	}
}

func readBranches(f *form.Form, t *terms.Terms, lang text.Lang) {
	committed(t, func(c *terms.Commitments) {
		branches := map[string][]terms.BranchStep{}
		for _, branch := range terms.Branches {
			before := c.Branches[branch]
			for i := range agreementview.Rows(f, "rows."+branch) {
				what, owner, days := nth("what."+branch, i), nth("owner."+branch, i), nth("days."+branch, i)
				typed := f.TextUpTo(what, 500)
				if typed == "" && (i < len(before) || f.Text(owner) == "" && f.Text(days) == "") {
					continue
				}
				f.Require(what)
				var step terms.BranchStep
				if i < len(before) {
					step = before[i]
				}
				kind := ""
				if f.Bool(nth("attest."+branch, i)) {
					kind = terms.AttestStep
				}
				branches[branch] = append(branches[branch], terms.BranchStep{What: step.What.Said(lang, typed), Kind: kind,
					Owner: f.Pick(owner, "nav", "employer", "participant"), Days: f.Int(days, -90, 365)})
			}
		}
		c.Branches = branches
	})
}

func fillAnchoring(f *form.Form, t terms.Terms, _ text.Lang) {
	setBool(f, "first", or(t.Commitments).AnchoringFirst)
	for _, asked := range or(t.Commitments).Anchoring {
		f.Set(asked.Body, asked.Degree)
	}
}

func readAnchoring(f *form.Form, t *terms.Terms, _ text.Lang) {
	committed(t, func(c *terms.Commitments) {
		bodies := agreement.BodiesOf(f.Values(agreement.BodiesField), c.Anchoring)
		c.Anchoring, c.AnchoringFirst = nil, f.Bool("first")
		for _, body := range bodies {
			if f.Text(body) != "" {
				c.Anchoring = append(c.Anchoring, terms.Anchor{Body: body, Degree: f.Pick(body, agreement.Degrees...)})
			}
		}
	})
}
