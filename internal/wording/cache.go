package wording

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/text"
)

// A Cache remembers what each tenant says itself, until it says something else. The zero Cache is empty.
type Cache struct {
	mu   sync.Mutex
	kept map[uuid.UUID]kept
}

type kept struct {
	number int
	own    *text.Own
}

// With returns ctx in which the tenant of tx speaks its own words. They are read once after each change; the transaction
// knows already whether there has been one.
func (c *Cache) With(ctx context.Context, tx *db.Tx) (context.Context, error) {
	number, tenant := tx.Actor.Wording, tx.Actor.Tenant
	if number == 0 {
		return text.WithOwn(ctx, nil), nil
	}
	c.mu.Lock()
	k, ok := c.kept[tenant]
	c.mu.Unlock()
	if ok && k.number == number {
		return text.WithOwn(ctx, k.own), nil
	}
	own, err := Own(ctx, tx)
	if err != nil {
		return ctx, err
	}
	c.mu.Lock()
	if c.kept == nil {
		c.kept = map[uuid.UUID]kept{}
	}
	c.kept[tenant] = kept{number, own}
	c.mu.Unlock()
	return text.WithOwn(ctx, own), nil
}

// Own reads what the tenant says itself. A sentence that no longer fits what the program has to say is left out: the program's own is said.
func Own(ctx context.Context, tx *db.Tx) (*text.Own, error) {
	type said struct {
		Lang          text.Lang
		Key, Sentence string
	}
	b := db.NewBatch(tx)
	sentences := db.AskAll[said](b, `SELECT lang, key, sentence FROM wordings`, nil)
	items := db.AskAll[choice](b, `SELECT list, code, nb, nn, en, retired_at IS NOT NULL AS retired FROM list_items ORDER BY list, position, code`, nil)
	if err := b.Send(ctx); err != nil {
		return nil, err
	}
	own := &text.Own{Said: map[text.Lang]map[string]string{}, Choices: map[string][]string{}}
	for _, lang := range text.Langs {
		own.Said[lang] = map[string]string{}
	}
	for _, s := range *sentences {
		program, ok := text.Catalogue(s.Lang)[s.Key]
		if ok && !Fixed(s.Key) && Problem(s.Key, program, s.Sentence).Key == "" {
			own.Said[s.Lang][s.Key] = s.Sentence
		}
	}
	for _, i := range *items {
		i.into(own)
	}
	return own, nil
}
