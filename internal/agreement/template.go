package agreement

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/model"
	"plass/internal/terms"
	"plass/internal/text"
)

// SaveAsTemplate makes a template of all that the concluded agreement says, without the names of its parties, and returns its key.
func SaveAsTemplate(ctx context.Context, tx *db.Tx, id ID, d model.Draft) (string, error) {
	b := db.NewBatch(tx)
	a, parties := Ask(b, id), askNames(b, id)
	if err := b.Send(ctx); err != nil {
		return "", err
	}
	if !a.Concluded() {
		return "", fault.New(fault.Conflict, "template.not_concluded")
	}
	whole, err := a.Terms()
	if err != nil {
		return "", err
	}
	d.Terms, d.From, d.Agreement = Nameless(whole, *parties), a.Template, &id.UUID
	return model.Make(ctx, tx, d)
}

// A Name is what a party to an agreement, or somebody there, is called.
type Name struct {
	Name   string
	Person bool
}

// askNames asks what the parties to the agreement and their people are called, the longest name first.
func askNames(b *db.Batch, id ID) *[]Name {
	return db.AskAll[Name](b, `
		WITH of AS (SELECT e.id, e.name, e.register_name FROM agreements a JOIN employers e ON e.id = a.employer_id WHERE a.id = @id),
		named AS (
			SELECT name, false AS person FROM of
			UNION SELECT register_name, false FROM of
			UNION SELECT c.name, true FROM employer_contacts c JOIN of ON of.id = c.employer_id
			UNION SELECT m.name, true FROM contact_persons p JOIN of ON of.id = p.employer_id JOIN memberships m ON m.id = p.membership_id)
		SELECT name, person FROM named WHERE name <> '' ORDER BY length(name) DESC, name`, db.Args{"id": id})
}

// Nameless returns what the terms say without the names: a party is "the employer", somebody there "the contact person".
func Nameless(t terms.Terms, names []Name) terms.Terms {
	whole, err := terms.Decode(t.Encode()) // what is shared with the agreement stays as it is
	if err != nil {
		panic(err) // it was just written
	}
	if whole.Places != nil {
		n := 0
		for at, line := range whole.Places.Lines {
			whole.Places.Lines[at].Role = "" // which is one employer's
			for i, quota := range line.Quotas {
				if _, own := quota.Party[""]; own {
					n++
					line.Quotas[i].Party = said("template.party", "n", strconv.Itoa(n))
				}
			}
		}
	}
	unname(reflect.ValueOf(&whole), names)
	return whole
}

// said returns the sentence in every language.
func said(key string, args ...any) terms.Words {
	all := terms.Words{}
	for _, lang := range text.Langs {
		all[lang] = text.In(lang, key, args...)
	}
	return all
}

// unname walks all that is said.
func unname(v reflect.Value, names []Name) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			unname(v.Elem(), names)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			unname(v.Field(i), names)
		}
	case reflect.Slice:
		for i := range v.Len() {
			unname(v.Index(i), names)
		}
	case reflect.Map:
		words, ok := v.Interface().(terms.Words)
		if !ok {
			for _, key := range v.MapKeys() {
				unname(v.MapIndex(key), names)
			}
			return
		}
		for lang, sentence := range words {
			words[lang] = without(lang, sentence, names)
		}
	}
}

// without returns the sentence with what people are instead of what they are called.
func without(lang text.Lang, sentence string, names []Name) string {
	if lang == "" { // somebody's own words
		lang = text.Bokmaal
	}
	for _, n := range names {
		key := "template.the_employer"
		if n.Person {
			key = "template.the_contact"
		}
		is := text.In(lang, key)
		for at := 0; ; {
			found := strings.Index(sentence[at:], n.Name)
			if found < 0 {
				break
			}
			at += found
			instead := is
			if before := strings.TrimRight(sentence[:at], " \n"); before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\n") {
				instead = strings.ToUpper(is[:1]) + is[1:]
			}
			sentence = sentence[:at] + instead + sentence[at+len(n.Name):]
			at += len(instead)
		}
	}
	return sentence
}
