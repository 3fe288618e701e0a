package wording

import (
	"context"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/text"
)

// A List is something people choose from, to which a tenant may add.
type List struct {
	Key      string   // the words of a choice stand at the key, a point and its code; what it is called at "list.name." and the key
	Program  string   // where the words of the program's own choices stand, when that is another place
	Within   []string // where the words of a choice are said within a sentence, in small letters
	Suggests bool     // people may write something else too: what they chose is kept as words
}

// Lists are those to which a tenant may add, in the order they are shown. What the law or the statistics need stays the program's.
var Lists = []List{
	{Key: "funding.instrument", Program: "rule.instrument", Suggests: true},
	{Key: "anchoring.body", Within: []string{"event.word.body"}},
	{Key: "handover.reason"},
	{Key: "contact.role"},
}

// ListOf returns the list with the key.
func ListOf(key string) (List, bool) {
	for _, l := range Lists {
		if l.Key == key {
			return l, true
		}
	}
	return List{}, false
}

var ownCode = regexp.MustCompile(`^own_[0-9a-f]{12}$`)

// IsOwn reports whether the code is that of a choice a tenant has added; which ones there are, the form knows that asked.
func IsOwn(code string) bool { return ownCode.MatchString(code) }

// An ItemID identifies a choice that a tenant has added.
type ItemID struct{ uuid.UUID }

// An Item is a choice that the tenant has added to a list.
type Item struct {
	ID         ItemID
	List, Code string
	Nb, Nn, En string
	Position   int
	RetiredAt  *time.Time // from when it can be read, but no longer chosen
	Number     int        // grows each time it is changed
	ChangedBy  string
	ChangedAt  time.Time
}

// choice is what everybody reads of an item.
type choice struct {
	List, Code, Nb, Nn, En string
	Retired                bool
}

func (c choice) words() map[text.Lang]string { return everywhere(c.Nb, c.Nn, c.En) }

// everywhere returns the words in each language; bokmål where nobody has said more.
func everywhere(nb, nn, en string) map[text.Lang]string {
	all := map[text.Lang]string{text.Bokmaal: nb, text.Nynorsk: nn, text.English: en}
	for lang, words := range all {
		if words == "" {
			all[lang] = nb
		}
	}
	return all
}

// into adds the choice to what the tenant says.
func (c choice) into(own *text.Own) {
	list, ok := ListOf(c.List)
	if !ok {
		return
	}
	for lang, words := range c.words() {
		own.Said[lang][c.List+"."+c.Code] = words
		for _, within := range list.Within {
			own.Said[lang][within+"."+c.Code] = small(words)
		}
	}
	if !c.Retired {
		own.Choices[c.List] = append(own.Choices[c.List], c.Code)
	}
}

// small returns the words as they stand within a sentence: AMU stays as it is, Brukerutvalget does not.
func small(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	second, _ := utf8.DecodeRuneInString(words[size:])
	if unicode.IsUpper(second) {
		return words
	}
	return string(unicode.ToLower(first)) + words[size:]
}

const items = `
	SELECT i.id, i.list, i.code, i.nb, i.nn, i.en, i.position, i.retired_at, i.number, coalesce(m.name, '') AS changed_by, i.changed_at
	FROM list_items i LEFT JOIN memberships m ON m.id = i.changed_by`

// AskItems asks for all that the tenant has added to any list, as they are shown.
func AskItems(b *db.Batch) *[]Item {
	return db.AskAll[Item](b, items+` ORDER BY i.list, i.position, i.code`, nil)
}

// An ItemDraft is what a choice is called. Without nynorsk or English, bokmål is said there too.
type ItemDraft struct{ Nb, Nn, En string }

// Problems tells what is missing.
func (d ItemDraft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Nb != "", "nb", "form.required")
	for field, words := range map[string]string{"nb": d.Nb, "nn": d.Nn, "en": d.En} {
		p.Unless(!strings.ContainsAny(words, "{}\r\n\t"), field, "list.plain")
	}
	return p
}

// AddItem adds a choice at the end of the list.
func AddItem(ctx context.Context, tx *db.Tx, list List, d ItemDraft) error {
	if err := d.Problems().Problem(); err != nil {
		return err
	}
	number, err := count(ctx, tx)
	if err != nil {
		return err
	}
	id := ItemID{db.NewID()}
	code := "own_" + strings.ReplaceAll(id.String(), "-", "")[20:]
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO list_items (id, list, code, nb, nn, en, position, number, changed_at)
		SELECT @id, @list, @code, @nb, @nn, @en, coalesce(max(position), 0) + 1, @number, @now FROM list_items WHERE list = @list`,
		db.Args{"id": id, "list": list.Key, "code": code, "nb": d.Nb, "nn": d.Nn, "en": d.En, "number": number, "now": tx.Now})
	event.Write(b, tx, event.ListItemAdded, about(list.Key, d, nil))
	return b.Send(ctx)
}

// ChangeItem gives the choice other words, wherever it is chosen and has been. Seen is its number when the words were read;
// when somebody else has changed it since, it is a fault.Conflict.
func ChangeItem(ctx context.Context, tx *db.Tx, id ItemID, seen int, d ItemDraft) error {
	if err := d.Problems().Problem(); err != nil {
		return err
	}
	number, was, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if was.Number != seen {
		return fault.New(fault.Conflict, "list.stale")
	}
	before := ItemDraft{was.Nb, was.Nn, was.En}
	if before == d {
		return nil
	}
	b := db.NewBatch(tx)
	b.Do(`
		UPDATE list_items SET nb = @nb, nn = @nn, en = @en, number = @number, changed_by = current_membership(), changed_at = @now WHERE id = @id`,
		db.Args{"id": id, "nb": d.Nb, "nn": d.Nn, "en": d.En, "number": number, "now": tx.Now})
	event.Write(b, tx, event.ListItemChanged, about(was.List, d, &before))
	return b.Send(ctx)
}

// RetireItem has nobody choose it any more. Where it was chosen, it stays.
func RetireItem(ctx context.Context, tx *db.Tx, id ItemID) error {
	return turn(ctx, tx, id, event.ListItemRetired, `retired_at = coalesce(retired_at, @now)`)
}

// ReturnItem lets it be chosen again.
func ReturnItem(ctx context.Context, tx *db.Tx, id ItemID) error {
	return turn(ctx, tx, id, event.ListItemReturned, `retired_at = NULL`)
}

func turn(ctx context.Context, tx *db.Tx, id ItemID, what event.Kind, set string) error {
	number, was, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if (was.RetiredAt != nil) == (what == event.ListItemRetired) {
		return nil
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE list_items SET `+set+`, number = @number, changed_by = current_membership(), changed_at = @now WHERE id = @id`,
		db.Args{"id": id, "number": number, "now": tx.Now})
	event.Write(b, tx, what, about(was.List, ItemDraft{was.Nb, was.Nn, was.En}, nil))
	return b.Send(ctx)
}

// RaiseItem moves the choice one place up among those that can be chosen.
func RaiseItem(ctx context.Context, tx *db.Tx, id ItemID) error {
	_, was, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	_, err = db.Touch(ctx, tx, `
		WITH above AS (SELECT id, position FROM list_items WHERE list = @list AND retired_at IS NULL AND position < @position ORDER BY position DESC LIMIT 1)
		UPDATE list_items i SET position = CASE WHEN i.id = @id THEN above.position ELSE @position END,
			changed_by = current_membership(), changed_at = @now FROM above WHERE i.id IN (@id, above.id)`,
		db.Args{"id": id, "list": was.List, "position": was.Position, "now": tx.Now})
	return err
}

// lock has others who change words or lists wait, and reads the choice as it is now.
func lock(ctx context.Context, tx *db.Tx, id ItemID) (int, Item, error) {
	number, err := count(ctx, tx)
	if err != nil {
		return 0, Item{}, err
	}
	was, err := db.One[Item](ctx, tx, items+` WHERE i.id = @id`, db.Args{"id": id})
	return number, was, err
}

func about(list string, is ItemDraft, was *ItemDraft) event.About {
	called := map[string]any{}
	for _, lang := range text.Langs {
		called[string(lang)] = text.In(lang, "list.name."+list)
	}
	args := map[string]any{"list": called, "item": inEvents(is)}
	if was != nil {
		args["was"] = inEvents(*was)
	}
	return event.About{Args: args}
}

// inEvents is what a choice is called, in every language, as events carry it.
func inEvents(d ItemDraft) map[string]any {
	all := map[string]any{}
	for lang, words := range everywhere(d.Nb, d.Nn, d.En) {
		all[string(lang)] = words
	}
	return all
}
