package server

import (
	"net/http"
	"strconv"
	"strings"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/text"
	"plass/internal/wording"
	"plass/templates/administrationview"
)

// mostWords and mostSentences are how many one page asks about.
const (
	mostWords     = 40
	mostSentences = 300
)

// planSwap asks what is to stand in place of a word and its forms, and shows every sentence that would change.
func (s *Server) planSwap(r *http.Request, tx *db.Tx) (http.Handler, error) {
	asked := form.Asked(r)
	v := administrationview.Swap{Lang: askedLang(r), Word: strings.ToLower(strings.TrimSpace(asked.Value("word"))), Asked: asked}
	if len([]rune(v.Word)) < 2 {
		return seeOther(route.Words), nil
	}
	own, err := wordings(r, tx)
	if err != nil {
		return nil, err
	}
	all := wording.Sentences(v.Lang, own)
	v.Words = wording.Words(all, v.Word)
	v.Words = v.Words[:min(len(v.Words), mostWords)]
	v.Pairs = pairs(asked, v.Words)
	v.Tried = asked.Value(administrationview.Nth("was", 0)) != ""
	for _, sentence := range wording.Find(all, v.Word) {
		if sentence.Fixed() {
			v.Fixed = append(v.Fixed, sentence)
		}
	}
	if len(v.Pairs) > 0 {
		v.Proposals = wording.Propose(all, instead(v.Pairs))
		v.Proposals = v.Proposals[:min(len(v.Proposals), mostSentences)]
		v.Form = form.Blank()
		for i, p := range v.Proposals {
			v.Form.Set(administrationview.Nth("take", i), "on")
			for j, f := range p.Sentence.Forms {
				v.Form.Set(administrationview.Nth("says", i)+f.Suffix, p.Says[j])
			}
		}
	}
	return page(administrationview.SwapWords(v)), nil
}

// pairs returns what was typed in place of the words.
func pairs(f *form.Form, words []wording.Word) []wording.Pair {
	var all []wording.Pair
	for i := range words {
		was, is := strings.ToLower(f.Value(administrationview.Nth("was", i))), f.TextUpTo(administrationview.Nth("is", i), 60)
		if was != "" && is != "" && was != is {
			all = append(all, wording.Pair{Was: was, Is: is})
		}
	}
	return all
}

func instead(pairs []wording.Pair) map[string]string {
	all := map[string]string{}
	for _, p := range pairs {
		all[p.Was] = p.Is
	}
	return all
}

// swapWords has the tenant say every sentence that is ticked as it was proposed, or edited.
func (s *Server) swapWords(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	lang, ok := text.Parse(f.Value("lang"))
	if !ok {
		return nil, fault.New(fault.Malformed, "fault.malformed")
	}
	own, err := wordings(r, tx)
	if err != nil {
		return nil, err
	}
	v := administrationview.Swap{Lang: lang, Word: f.Value("word"), Asked: f, Form: f}
	all := wording.Sentences(lang, own)
	var edits []wording.Edit
	stale := false
	for i := range mostSentences {
		key := f.Value(administrationview.Nth("key", i))
		if key == "" {
			break
		}
		sentence, ok := wording.Named(all, key)
		if !ok || sentence.Fixed() {
			return nil, fault.New(fault.Forbidden, "wording.fixed")
		}
		v.Proposals = append(v.Proposals, wording.Proposal{Sentence: sentence})
		if !f.Bool(administrationview.Nth("take", i)) {
			continue
		}
		field := administrationview.Nth("says", i)
		seen, _ := strconv.Atoi(f.Value(administrationview.Nth("seen", i)))
		e := wording.Edit{Sentence: sentence, Says: says(f, sentence, field), Seen: seen}
		for suffix, why := range e.Problems() {
			f.Unless(false, field+suffix, why.Key, why.Args...)
		}
		if stale = stale || seen != sentence.Number; seen != sentence.Number {
			f.Unless(false, field+sentence.Forms[0].Suffix, "wording.stale_one", "now", sentence.Forms[0].Now())
			f.Set(administrationview.Nth("seen", i), strconv.Itoa(sentence.Number))
		}
		edits = append(edits, e)
	}
	for i := range mostWords {
		v.Words = append(v.Words, wording.Word{Is: f.Value(administrationview.Nth("was", i))})
	}
	v.Pairs, v.Words = pairs(f, v.Words), nil
	f.Unless(len(edits) > 0, "take_0", "wording.none_ticked")
	if err := f.Check(); err != nil {
		if stale {
			err = fault.New(fault.Conflict, "wording.stale")
		}
		return page(administrationview.SwapWords(v)), err
	}
	return done(route.Words, "said.words_swapped"), wording.SayAll(r.Context(), tx, v.Pairs, edits)
}
