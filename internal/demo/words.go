package demo

import (
	"plass/internal/db"
	"plass/internal/text"
	"plass/internal/wording"
)

// worded lets the tenant say something in its own words, and add to the lists what only it has.
func (w *world) worded(administrator string) {
	says := func(days int, lang text.Lang, key, says string) {
		w.do(administrator, w.at(days, 9), func(tx *db.Tx) error {
			b := db.NewBatch(tx)
			own := wording.Ask(b)
			if err := b.Send(w.ctx); err != nil {
				return err
			}
			sentence, _ := wording.Named(wording.Sentences(lang, *own), key)
			return wording.Say(w.ctx, tx, wording.Edit{Sentence: sentence, Says: []string{says}, Seen: sentence.Number})
		})
	}
	says(-80, text.Bokmaal, "notice.lead", "Beskjedene til deg. De nyeste står øverst.")
	says(-80, text.Nynorsk, "notice.lead", "Beskjedane til deg. Dei nyaste står øvst.")

	for _, added := range []struct {
		list  string
		items []wording.ItemDraft
	}{
		{"funding.instrument", []wording.ItemDraft{
			{Nb: "Oppstartsmidler fra fylket", Nn: "Oppstartsmidlar frå fylket", En: "Start-up money from the county"},
			{Nb: "Kompetansemidler fra kommunen", Nn: "Kompetansemidlar frå kommunen", En: "Training money from the municipality"},
		}},
		{"anchoring.body", []wording.ItemDraft{{Nb: "Ungdomsrådet", En: "The youth council"}, {Nb: "Brukerutvalget", Nn: "Brukarutvalet", En: "The user committee"}}},
		{"handover.reason", []wording.ItemDraft{{Nb: "Kontorene har delt arbeidsgiverne på nytt", Nn: "Kontora har delt arbeidsgivarane på nytt", En: "The offices have divided the employers anew"}}},
		{"contact.role", []wording.ItemDraft{{Nb: "Lærlingansvarlig", Nn: "Lærlingansvarleg", En: "Responsible for apprentices"}}},
	} {
		list, _ := wording.ListOf(added.list)
		for _, item := range added.items {
			w.do(administrator, w.at(-79, 10), func(tx *db.Tx) error { return wording.AddItem(w.ctx, tx, list, item) })
		}
	}
	w.do(administrator, w.at(-12, 10), func(tx *db.Tx) error {
		b := db.NewBatch(tx)
		all := wording.AskItems(b)
		if err := b.Send(w.ctx); err != nil {
			return err
		}
		for _, item := range *all {
			if item.Nb == "Kompetansemidler fra kommunen" {
				return wording.RetireItem(w.ctx, tx, item.ID)
			}
		}
		return nil
	})
}
