package server

import (
	"strconv"

	"plass/internal/form"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/templates/agreementview"
)

func fillBuddies(f *form.Form, t terms.Terms, _ text.Lang) {
	b := t.Buddy()
	setBool(f, "needed", b.Needed)
	setBool(f, "training", b.Training)
	setBool(f, "together", b.Together)
	setPositive(f, "pool", b.Pool)
	helpers := or(t.Support).Helpers
	for i, h := range helpers {
		f.Set(nth("helper", i), h.Kind)
		f.Set(nth("bears", i), h.Bears)
		setBool(f, nth("always", i), h.Needs)
	}
	f.Set("rows", strconv.Itoa(max(1, len(helpers))))
}

func readBuddies(f *form.Form, t *terms.Terms, _ text.Lang) {
	rule := terms.BuddyRule{Needed: f.Bool("needed"), Training: f.Bool("training"), Together: f.Bool("together")}
	rule.Pool = or(f.IntOrNone("pool", 1, 99))
	support := or(t.Support)
	support.Buddy = &rule
	support.Helpers = nil
	for i := range agreementview.Rows(f, "rows") {
		if f.Bool(nth("remove", i)) || untouched(f, i, "helper", "bears") && !f.Bool(nth("always", i)) {
			continue
		}
		support.Helpers = append(support.Helpers, terms.Helper{Kind: f.Pick(nth("helper", i), terms.HelperKinds...),
			Bears: optional(f, nth("bears", i), terms.PartyKinds), Needs: f.Bool(nth("always", i))})
	}
	t.Support = &support
}
