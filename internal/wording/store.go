package wording

import (
	"context"
	"slices"
	"strings"
	"time"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/text"
)

// A Wording is what the tenant says at one key.
type Wording struct {
	Lang      text.Lang
	Key       string
	Sentence  string
	Number    int
	ChangedBy string
	ChangedAt time.Time
}

// Ask asks for all that the tenant says itself.
func Ask(b *db.Batch) *[]Wording {
	return db.AskAll[Wording](b, `
		SELECT w.lang, w.key, w.sentence, w.number, coalesce(m.name, '') AS changed_by, w.changed_at
		FROM wordings w LEFT JOIN memberships m ON m.id = w.changed_by ORDER BY w.lang, w.key`, nil)
}

// An Edit is what somebody wants said in place of a sentence, which they saw when it had the number.
type Edit struct {
	Sentence Sentence
	Says     []string // one a form
	Seen     int
}

// Problems tells what is wrong with each form, by its suffix.
func (e Edit) Problems() fault.Invalid {
	p := fault.Invalid{}
	for i, f := range e.Sentence.Forms {
		why := Problem(f.Suffix, f.Program, e.Says[i])
		p.Unless(why.Key == "", f.Suffix, why.Key, why.Args...)
	}
	return p
}

// changes reports whether anything would be said in another way.
func (e Edit) changes() bool {
	for i, f := range e.Sentence.Forms {
		if f.Now() != e.Says[i] {
			return true
		}
	}
	return false
}

// Say has the tenant say the sentence its own way. What the program says anyway is not kept as the tenant's own.
func Say(ctx context.Context, tx *db.Tx, e Edit) error {
	if !e.changes() {
		return nil
	}
	b, err := say(ctx, tx, e)
	if err != nil {
		return err
	}
	for i, f := range e.Sentence.Forms {
		if f.Now() != e.Says[i] {
			event.Write(b, tx, event.WordingChanged, event.About{Args: map[string]any{"language": string(e.Sentence.Lang), "was": f.Now(), "is": e.Says[i]}})
		}
	}
	return b.Send(ctx)
}

// A Pair is a word and what is put in its place.
type Pair struct{ Was, Is string }

// SayAll is [Say] for many sentences at once, of one language, where words were put in place of others.
func SayAll(ctx context.Context, tx *db.Tx, pairs []Pair, edits []Edit) error {
	edits = slices.DeleteFunc(slices.Clone(edits), func(e Edit) bool { return !e.changes() })
	if len(edits) == 0 {
		return nil
	}
	b, err := say(ctx, tx, edits...)
	if err != nil {
		return err
	}
	words := make([]string, len(pairs))
	for i, p := range pairs {
		words[i] = p.Was + " → " + p.Is
	}
	event.Write(b, tx, event.WordsSwapped, event.About{Args: map[string]any{"language": string(edits[0].Sentence.Lang), "words": strings.Join(words, ", "), "n": len(edits)}})
	return b.Send(ctx)
}

// PutBack lets the program say the sentence again.
func PutBack(ctx context.Context, tx *db.Tx, s Sentence) error {
	if !s.Own() {
		return nil
	}
	e := Edit{Sentence: s, Seen: s.Number}
	for _, f := range s.Forms {
		e.Says = append(e.Says, f.Program)
	}
	b, err := say(ctx, tx, e)
	if err != nil {
		return err
	}
	event.Write(b, tx, event.WordingPutBack, event.About{Args: map[string]any{"language": string(s.Lang), "is": s.Forms[len(s.Forms)-1].Program}})
	return b.Send(ctx)
}

// count says that the tenant says something anew, and has others who do wait for this one to be over.
func count(ctx context.Context, tx *db.Tx) (int, error) {
	return db.Value[int](ctx, tx, `
		INSERT INTO wording_numbers (number) VALUES (1) ON CONFLICT (tenant_id) DO UPDATE SET number = wording_numbers.number + 1 RETURNING number`, nil)
}

// say returns what there is to write. Sentences that somebody else has changed since they were seen are a fault.Conflict.
func say(ctx context.Context, tx *db.Tx, edits ...Edit) (*db.Batch, error) {
	number, err := count(ctx, tx)
	if err != nil {
		return nil, err
	}
	lang := edits[0].Sentence.Lang
	var keys []string
	for _, e := range edits {
		if e.Sentence.Fixed() {
			return nil, fault.New(fault.Forbidden, "wording.fixed")
		}
		keys = append(keys, e.Sentence.keys()...)
	}
	type said struct {
		Key    string
		Number int
	}
	now, err := db.All[said](ctx, tx, `SELECT key, number FROM wordings WHERE lang = @lang AND key = ANY(@keys)`, db.Args{"lang": lang, "keys": keys})
	if err != nil {
		return nil, err
	}
	b := db.NewBatch(tx)
	for _, e := range edits {
		keys, at := e.Sentence.keys(), 0
		for _, s := range now {
			if slices.Contains(keys, s.Key) {
				at = max(at, s.Number)
			}
		}
		if at != e.Seen {
			return nil, fault.New(fault.Conflict, "wording.stale")
		}
		for i, f := range e.Sentence.Forms {
			for _, key := range e.Sentence.Keys {
				write(b, tx, number, lang, key+f.Suffix, f.Program, e.Says[i])
			}
		}
	}
	return b, nil
}

func write(b *db.Batch, tx *db.Tx, number int, lang text.Lang, key, program, says string) {
	if says == program {
		b.Do(`DELETE FROM wordings WHERE lang = @lang AND key = @key`, db.Args{"lang": lang, "key": key})
		return
	}
	b.Do(`
		INSERT INTO wordings (lang, key, sentence, number, changed_at) VALUES (@lang, @key, @says, @number, @now)
		ON CONFLICT (tenant_id, lang, key) DO UPDATE SET sentence = @says, number = @number, changed_by = current_membership(), changed_at = @now`,
		db.Args{"lang": lang, "key": key, "says": says, "number": number, "now": tx.Now})
}

// keys returns every key at which the sentence is said, with those of its forms.
func (s Sentence) keys() []string {
	var all []string
	for _, key := range s.Keys {
		for _, f := range s.Forms {
			all = append(all, key+f.Suffix)
		}
	}
	return all
}
