package demo

import (
	"plass/internal/agreement"
	"plass/internal/carving"
	"plass/internal/change"
	"plass/internal/db"
	"plass/internal/terms"
)

// carved lets a municipality take tasks out of posts: seven from three posts are a role of 60 percent, one role is a place
// already, and some tasks are free.
func (w *world) carved(town firm) {
	health, children := town.units["Helsehuset"], town.units["Barnehagen"]
	drop := func(days int, d carving.TaskDraft) carving.TaskID {
		return get(w, town.hr, w.at(days, 11), func(tx *db.Tx) (carving.TaskID, error) { return carving.Drop(w.ctx, tx, town.id, d) })
	}
	host := []carving.TaskID{
		drop(-30, carving.TaskDraft{Unit: &health, What: "Dekke på og servere frokost", Post: "Helsefagarbeider", Minutes: 300, Often: "daily", Times: "før klokka ti", Language: "everyday", Physical: "on_feet"}),
		drop(-30, carving.TaskDraft{Unit: &health, What: "Rydde etter middagen", Post: "Helsefagarbeider", Minutes: 210, Often: "daily", Times: "fra klokka to", Language: "little", Physical: "on_feet"}),
		drop(-30, carving.TaskDraft{Unit: &health, What: "Fylle opp linskapene", Post: "Helsefagarbeider", Minutes: 120, Often: "some_days", Language: "none", Physical: "on_feet"}),
		drop(-28, carving.TaskDraft{Unit: &health, What: "Vanne plantene og stelle i stua", Post: "Aktivitør", Minutes: 90, Often: "some_days", Language: "none", Physical: "light"}),
		drop(-28, carving.TaskDraft{Unit: &health, What: "Følge til frisøren og kafeen", Post: "Aktivitør", Minutes: 180, Often: "some_days", Times: "tirsdag og torsdag", Language: "good", Physical: "on_feet", Skills: "liker å prate med folk"}),
		drop(-27, carving.TaskDraft{Unit: &health, What: "Sortere avfall og kjøre det ut", Post: "Vaktmester", Minutes: 240, Often: "daily", Language: "little", Physical: "heavy"}),
		drop(-27, carving.TaskDraft{Unit: &health, What: "Koste og strø inngangen", Post: "Vaktmester", Minutes: 210, Often: "daily", Times: "før klokka åtte", Language: "none", Physical: "on_feet"}),
	}
	kitchen := []carving.TaskID{
		drop(-40, carving.TaskDraft{Unit: &children, What: "Smøre mat og skjære frukt", Post: "Barnehagelærer", Minutes: 450, Often: "daily", Times: "fra klokka ti", Language: "little", Physical: "on_feet"}),
		drop(-40, carving.TaskDraft{Unit: &children, What: "Vaske leker og klær", Post: "Barnehageassistent", Minutes: 300, Often: "some_days", Language: "none", Physical: "on_feet"}),
	}
	drop(-3, carving.TaskDraft{Unit: &children, What: "Rydde utelageret", Post: "Barnehageassistent", Minutes: 120, Often: "weekly", Times: "fredag", Language: "none", Physical: "heavy"})
	drop(-2, carving.TaskDraft{Unit: &health, What: "Registrere hjelpemidler som kommer tilbake", Post: "Ergoterapeut", Minutes: 150, Often: "weekly", Language: "good", Physical: "light", Skills: "bruke et enkelt regneark"})

	help := get(w, town.hr, w.at(-35, 12), func(tx *db.Tx) (carving.RoleID, error) {
		return carving.Bundle(w.ctx, tx, town.id, carving.RoleDraft{Name: "Kjøkkenhjelp i barnehagen", Unit: &children, Buddy: true, Tasks: kitchen})
	})
	if w.err != nil {
		return
	}
	in := agreement.ID{UUID: town.lines[0].AgreementID}
	months := 6
	w.do(town.owner, w.at(-33, 10), func(tx *db.Tx) error {
		return change.OfferRole(w.ctx, tx, town.id, help, 1, change.RoleDraft{Agreement: in, Kind: terms.Temporary, Rule: terms.OnRequest, Months: &months,
			Reason: "Barnehagen vil la lærerne være mer sammen med barna."})
	})
	for i, who := range []string{town.hr, town.owner} {
		w.do(who, w.at(-32+i, 13), func(tx *db.Tx) error {
			a, err := agreement.Get(w.ctx, tx, in)
			if err != nil {
				return err
			}
			return change.Sign(w.ctx, tx, in, a.Version)
		})
	}
	get(w, town.hr, w.at(-20, 12), func(tx *db.Tx) (carving.RoleID, error) {
		return carving.Bundle(w.ctx, tx, town.id, carving.RoleDraft{Name: "Vert på Helsehuset", Unit: &health, Buddy: true, Tasks: host})
	})
}
