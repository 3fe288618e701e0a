package server

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/handover"
	"plass/internal/rule"
	"plass/internal/terms"
	"plass/internal/text"
	"plass/internal/wording"
	"plass/templates/administrationview"
	"plass/templates/ui"
)

// programChoices are the program's own choices of the lists to which a tenant may add.
var programChoices = map[string][]string{
	"funding.instrument": rule.Instruments,
	"anchoring.body":     agreement.Bodies,
	"handover.reason":    handover.Reasons,
	"contact.role":       employer.ContactRoles,
}

// showLists shows the lists to which the tenant may add.
func (s *Server) showLists(r *http.Request, tx *db.Tx) (http.Handler, error) {
	items, err := listItems(r, tx)
	if err != nil {
		return nil, err
	}
	var all []administrationview.List
	for _, l := range wording.Lists {
		all = append(all, listOf(l, items))
	}
	return page(administrationview.ShowLists(all)), nil
}

func listItems(r *http.Request, tx *db.Tx) ([]wording.Item, error) {
	b := db.NewBatch(tx)
	items := wording.AskItems(b)
	err := b.Send(r.Context())
	return *items, err
}

func listOf(l wording.List, items []wording.Item) administrationview.List {
	v := administrationview.List{List: l, Program: programChoices[l.Key], Form: form.Blank()}
	for _, i := range items {
		if i.List == l.Key && i.RetiredAt == nil {
			v.Own = append(v.Own, i)
		} else if i.List == l.Key {
			v.Retired = append(v.Retired, i)
		}
	}
	return v
}

// theList reads the list in the address.
func theList(r *http.Request, tx *db.Tx) (administrationview.List, error) {
	l, ok := wording.ListOf(chi.URLParam(r, "list"))
	if !ok {
		return administrationview.List{}, notFound()
	}
	items, err := listItems(r, tx)
	return listOf(l, items), err
}

// showList shows what can be chosen, and asks for more.
func (s *Server) showList(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theList(r, tx)
	if err != nil {
		return nil, err
	}
	return page(administrationview.ShowList(v)), nil
}

// readItem reads what a choice is called. It is called nothing that the list has already.
func readItem(r *http.Request, f *form.Form, v administrationview.List, self wording.ItemID) wording.ItemDraft {
	d := wording.ItemDraft{Nb: f.TextUpTo("nb", 120), Nn: f.TextUpTo("nn", 120), En: f.TextUpTo("en", 120)}
	f.Add(d.Problems())
	taken := slices.ContainsFunc(v.Own, func(i wording.Item) bool { return i.ID != self && strings.EqualFold(i.Nb, d.Nb) }) ||
		slices.ContainsFunc(v.Program, func(code string) bool {
			return strings.EqualFold(text.T(text.With(r.Context(), text.Bokmaal), v.ProgramKey(code)), d.Nb)
		})
	f.Unless(!taken, "nb", "constraint.list_items_once")
	return d
}

// addListItem adds a choice to the list.
func (s *Server) addListItem(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theList(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	d := readItem(r, f, v, wording.ItemID{})
	if err := f.Check(); err != nil {
		return page(administrationview.ShowList(v)), err
	}
	if err := wording.AddItem(r.Context(), tx, v.List, d); err != nil {
		return page(administrationview.ShowList(v)), noted(f, err)
	}
	return done(administrationview.ListPage(v.List), "said.list_item_added"), nil
}

// theItem reads the choice in the address, and the list it is in.
func theItem(r *http.Request, tx *db.Tx) (administrationview.Item, error) {
	var v administrationview.Item
	id, err := pathID[wording.ItemID](r, "item")
	if err != nil {
		return v, err
	}
	if v.List, err = theList(r, tx); err != nil {
		return v, err
	}
	for _, i := range slices.Concat(v.List.Own, v.List.Retired) {
		if i.ID == id {
			v.Item = i
			return v, nil
		}
	}
	return v, notFound()
}

// editListItem asks for other words for the choice.
func (s *Server) editListItem(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theItem(r, tx)
	if err != nil {
		return nil, err
	}
	v.Form = form.Filled(map[string]string{"nb": v.Item.Nb, "nn": v.Item.Nn, "en": v.Item.En, form.VersionField: strconv.Itoa(v.Item.Number)})
	return page(administrationview.EditItem(v)), nil
}

// renameListItem gives the choice other words.
func (s *Server) renameListItem(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theItem(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	d := readItem(r, f, v.List, v.Item.ID)
	if err := f.Check(); err != nil {
		return page(administrationview.EditItem(v)), err
	}
	err = wording.ChangeItem(r.Context(), tx, v.Item.ID, f.Version(), d)
	if refused(err, "list.stale") {
		for _, words := range []struct{ label, typed, is string }{{"list.nb", d.Nb, v.Item.Nb}, {"list.nn", d.Nn, v.Item.Nn}, {"list.en", d.En, v.Item.En}} {
			if words.typed != words.is {
				v.Differences = append(v.Differences, ui.Difference{Label: words.label, Before: words.typed, After: words.is})
			}
		}
		f.Set(form.VersionField, strconv.Itoa(v.Item.Number))
	}
	if err != nil {
		return page(administrationview.EditItem(v)), noted(f, err)
	}
	return done(administrationview.ListPage(v.List.List), "said.list_item_changed"), nil
}

// retireListItem has nobody choose it any more.
func (s *Server) retireListItem(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theItem(r, tx)
	if err != nil {
		return nil, err
	}
	return done(administrationview.ListPage(v.List.List), "said.list_item_retired"), wording.RetireItem(r.Context(), tx, v.Item.ID)
}

// returnListItem lets it be chosen again.
func (s *Server) returnListItem(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theItem(r, tx)
	if err != nil {
		return nil, err
	}
	if err := wording.ReturnItem(r.Context(), tx, v.Item.ID); err != nil {
		return page(administrationview.ShowList(v.List)), noted(v.List.Form, err)
	}
	return done(administrationview.ListPage(v.List.List), "said.list_item_returned"), nil
}

// raiseListItem moves the choice one place up.
func (s *Server) raiseListItem(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theItem(r, tx)
	if err != nil {
		return nil, err
	}
	return done(administrationview.ListPage(v.List.List), "said.list_item_raised"), wording.RaiseItem(r.Context(), tx, v.Item.ID)
}

// readPart reads the form of a part of an agreement. What can be chosen of the tenant's own lists is ours to say, not the form's.
func readPart(r *http.Request, part terms.Part, f *form.Form, t *terms.Terms) {
	f.SetAll(agreement.BodiesField, text.Choices(r.Context(), "anchoring.body", agreement.Bodies...))
	agreementForms[part].read(f, t, lang(r))
}
