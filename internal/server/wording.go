package server

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/wording"
	"plass/templates/administrationview"
	"plass/templates/ui"
)

// showWords finds sentences of the program, and shows what the tenant says itself.
func (s *Server) showWords(r *http.Request, tx *db.Tx) (http.Handler, error) {
	own, err := wordings(r, tx)
	if err != nil {
		return nil, err
	}
	v := administrationview.Words{Form: form.Asked(r), Lang: askedLang(r)}
	v.Form.Set("lang", string(v.Lang))
	v.Searched = strings.TrimSpace(v.Form.Value("q"))
	all := wording.Sentences(v.Lang, own)
	if len([]rune(v.Searched)) >= 2 {
		v.Found = wording.Find(all, v.Searched)
		v.Swappable = len(wording.Words(v.Found, v.Searched)) > 0
	}
	for _, lang := range text.Langs {
		for _, sentence := range wording.Sentences(lang, own) {
			if sentence.Own() {
				v.Own = append(v.Own, sentence)
			}
		}
	}
	return page(administrationview.ShowWords(v)), nil
}

func wordings(r *http.Request, tx *db.Tx) ([]wording.Wording, error) {
	b := db.NewBatch(tx)
	own := wording.Ask(b)
	err := b.Send(r.Context())
	return *own, err
}

// askedLang returns the language in the address, or the reader's own.
func askedLang(r *http.Request) text.Lang {
	if chosen, ok := text.Parse(r.FormValue("lang")); ok {
		return chosen
	}
	return lang(r)
}

// editWording asks how the tenant says the sentence in the address.
func (s *Server) editWording(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theWording(r, tx)
	if err != nil {
		return nil, err
	}
	v.Form = form.Filled(map[string]string{form.VersionField: strconv.Itoa(v.Sentence.Number)})
	for _, f := range v.Sentence.Forms {
		v.Form.Set("says"+f.Suffix, f.Now())
	}
	return page(administrationview.EditWording(v)), nil
}

// theWording reads the sentence in the address, and how it is said in the other languages.
func theWording(r *http.Request, tx *db.Tx) (administrationview.Wording, error) {
	v := administrationview.Wording{}
	lang, ok := text.Parse(chi.URLParam(r, "lang"))
	if !ok {
		return v, notFound()
	}
	own, err := wordings(r, tx)
	if err != nil {
		return v, err
	}
	if v.Sentence, ok = wording.Named(wording.Sentences(lang, own), chi.URLParam(r, "key")); !ok {
		return v, notFound()
	}
	for _, other := range text.Langs {
		if other == lang {
			continue
		}
		if sentence, ok := wording.Named(wording.Sentences(other, own), v.Sentence.Name()); ok {
			v.Others = append(v.Others, sentence)
		}
	}
	return v, nil
}

// saveWording has the tenant say the sentence its own way.
func (s *Server) saveWording(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theWording(r, tx)
	if err != nil {
		return nil, err
	}
	if v.Sentence.Fixed() {
		return nil, fault.New(fault.Forbidden, "wording.fixed")
	}
	f := form.Posted(r)
	v.Form = f
	e := wording.Edit{Sentence: v.Sentence, Says: says(f, v.Sentence, "says"), Seen: f.Version()}
	for suffix, why := range e.Problems() {
		f.Unless(false, "says"+suffix, why.Key, why.Args...)
	}
	if err := f.Check(); err != nil {
		return page(administrationview.EditWording(v)), err
	}
	err = wording.Say(r.Context(), tx, e)
	if refused(err, "wording.stale") {
		for i, form := range v.Sentence.Forms {
			if e.Says[i] != form.Now() {
				v.Differences = append(v.Differences, ui.Difference{Label: administrationview.FormLabel(form.Suffix), Before: e.Says[i], After: form.Now()})
			}
		}
		f.Set(form.VersionField, strconv.Itoa(v.Sentence.Number))
		return page(administrationview.EditWording(v)), noted(f, err)
	}
	return done(route.Words, "said.wording_saved"), err
}

// says returns what was typed for each form of the sentence, on one line.
func says(f *form.Form, s wording.Sentence, field string) []string {
	var all []string
	for _, one := range s.Forms {
		typed := f.TextUpTo(field+one.Suffix, 1000)
		all = append(all, strings.TrimSpace(strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(typed)))
	}
	return all
}

// putWordingBack lets the program say the sentence again.
func (s *Server) putWordingBack(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theWording(r, tx)
	if err != nil {
		return nil, err
	}
	return done(route.Words, "said.wording_put_back"), wording.PutBack(r.Context(), tx, v.Sentence)
}
