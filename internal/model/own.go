package model

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/tenant"
	"plass/internal/terms"
)

// An Own is a template that the tenant has made itself: from an agreement that works, from a file, or as a copy.
type Own struct {
	Key      string
	Number   int
	Name     terms.Words
	Summary  terms.Words
	Source   string
	Terms    json.RawMessage
	OfficeID *uuid.UUID // whose it is; nil: everybody's in the tenant
	Office   string
	MadeBy   string
	MadeAt   time.Time
	EndedAt  *time.Time
}

// Template returns what an agreement starts from.
func (o Own) Template() Template {
	return Template{Key: o.Key, No: o.Number, Name: o.Name, Summary: o.Summary, Source: o.Source, Terms: o.Terms}
}

const ownColumns = `t.key, t.number, t.name, t.summary, t.source, t.terms, t.office_id, coalesce(o.name, '') AS office, m.name AS made_by, t.made_at, t.ended_at`

const ownFrom = ` FROM templates t JOIN memberships m ON m.id = t.made_by LEFT JOIN offices o ON o.id = t.office_id`

// newest leaves out what has been replaced by a later number.
const newest = ` AND NOT EXISTS (SELECT FROM templates l WHERE l.key = t.key AND l.number > t.number)`

// AskOwn asks for the newest number of every template of the tenant's own that can be chosen, by office and name.
func AskOwn(b *db.Batch) *[]Own {
	return db.AskAll[Own](b, `SELECT `+ownColumns+ownFrom+` WHERE t.ended_at IS NULL`+newest+`
		ORDER BY coalesce(o.name, '') COLLATE "nb-NO-x-icu", coalesce(t.name ->> 'nb', t.name #>> '{}') COLLATE "nb-NO-x-icu", t.key`, nil)
}

// AskOwnFor asks for those of them that an agreement of the office can start from: the office's own, and those that are everybody's.
func AskOwnFor(b *db.Batch, office uuid.UUID) *[]Own {
	return db.AskAll[Own](b, `SELECT `+ownColumns+ownFrom+` WHERE t.ended_at IS NULL AND (t.office_id IS NULL OR t.office_id = @office)`+newest+`
		ORDER BY coalesce(t.name ->> 'nb', t.name #>> '{}') COLLATE "nb-NO-x-icu", t.key`, db.Args{"office": office})
}

var ownKey = regexp.MustCompile(`^own-[a-z0-9-]{1,60}$`)

// GetOwn returns the newest number of the template of the tenant's own.
func GetOwn(ctx context.Context, tx *db.Tx, key string) (Own, error) {
	if !ownKey.MatchString(key) { // what stands in an address may be anything
		return Own{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return db.One[Own](ctx, tx, `SELECT `+ownColumns+ownFrom+` WHERE t.key = @key`+newest, db.Args{"key": key})
}

// Start returns the template that an agreement can start from: of the library, or the newest of the tenant's own that is not taken away.
func Start(ctx context.Context, tx *db.Tx, key string) (Template, error) {
	if t, ok := Find(key); ok {
		return t, nil
	}
	own, err := GetOwn(ctx, tx, key)
	if err == nil && own.EndedAt != nil {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return own.Template(), err
}

// A Draft is what it takes to make a template.
type Draft struct {
	Key       string // of the template that this is the next number of; empty: a new one
	Name      terms.Words
	Summary   terms.Words
	Source    string
	Terms     terms.Terms
	Office    *tenant.OfficeID
	From      string     // the key it was copied from
	Agreement *uuid.UUID // the agreement it was saved from
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(len(d.Name) > 0, "name", "form.required")
	return p
}

// Make keeps the template, and returns its key.
func Make(ctx context.Context, tx *db.Tx, d Draft) (string, error) {
	if err := d.Problems().Problem(); err != nil {
		return "", err
	}
	if err := d.Terms.Problems().Problem(); err != nil {
		return "", err
	}
	key, number := d.Key, 1
	if key == "" {
		key = newKey(d.Name)
	} else {
		last, err := db.Value[*int](ctx, tx, `SELECT max(number) FROM templates WHERE key = @key`, db.Args{"key": key})
		if err != nil {
			return "", err
		}
		if last == nil {
			return "", fault.New(fault.NotFound, "fault.not_found")
		}
		number = *last + 1
	}
	if d.Summary == nil {
		d.Summary = terms.Words{"": ""}
	}
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO templates (id, key, number, name, summary, source, terms, office_id, from_template, from_agreement, made_at)
		VALUES (@id, @key, @number, @name, @summary, @source, @terms, @office, @from, @agreement, @now)`,
		db.Args{"id": db.NewID(), "key": key, "number": number, "name": d.Name, "summary": d.Summary, "source": d.Source, "terms": d.Terms.Encode(),
			"office": d.Office, "from": d.From, "agreement": d.Agreement, "now": tx.Now})
	event.Write(b, tx, event.TemplateMade, event.About{Args: map[string]any{"template": d.Name.In("nb"), "no": number}})
	return key, b.Send(ctx)
}

// newKey returns a key that nobody has: the letters of the name, and some that never follow one another.
func newKey(name terms.Words) string {
	letters := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return r
		case r == ' ' || r == '-':
			return '-'
		}
		if plain, ok := plain[r]; ok {
			return plain
		}
		return -1
	}, strings.ToLower(name.In("nb")))
	return "own-" + strings.TrimLeft(letters[:min(len(letters), 40)]+"-", "-") + uuid.NewString()[:8]
}

// plain are the letters that addresses do without.
var plain = map[rune]rune{'æ': 'e', 'ø': 'o', 'å': 'a', 'é': 'e', 'ö': 'o', 'ä': 'a'}

// End takes the template away from those that can be chosen. Agreements made from it stay as they are.
func End(ctx context.Context, tx *db.Tx, key string) error {
	own, err := GetOwn(ctx, tx, key)
	if err != nil {
		return err
	}
	if own.EndedAt != nil {
		return nil
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE templates SET ended_at = @now WHERE key = @key AND ended_at IS NULL`, db.Args{"key": key, "now": tx.Now})
	event.Write(b, tx, event.TemplateEnded, event.About{Args: map[string]any{"template": own.Name.In("nb")}})
	return b.Send(ctx)
}

// Copy gives an office a template of its own that says what the one with the key says: an office of the tenant that is open, and
// has none already that says the same.
func Copy(ctx context.Context, tx *db.Tx, key string, to tenant.OfficeID) (string, error) {
	t, err := Start(ctx, tx, key)
	if err != nil {
		return "", err
	}
	whole, err := terms.Decode(t.Terms)
	if err != nil {
		return "", err
	}
	// Held, so that the office is not closed meanwhile, and two copies at once do not pass each other.
	_, err = db.Value[string](ctx, tx, `SELECT name FROM offices WHERE id = @office AND closed_at IS NULL FOR UPDATE`, db.Args{"office": to})
	if fault.Is(err, fault.NotFound) {
		return "", fault.Of("office", "template.copy_no_office")
	}
	if err != nil {
		return "", err
	}
	has, err := db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM templates t
		WHERE t.office_id = @office AND t.ended_at IS NULL AND t.terms = @terms::jsonb`+newest+`)`, db.Args{"office": to, "terms": whole.Encode()})
	if err != nil {
		return "", err
	}
	if has {
		return "", fault.Of("office", "template.copy_has")
	}
	return Make(ctx, tx, Draft{Name: t.Name, Summary: t.Summary, Source: t.Source, Terms: whole, Office: &to, From: key})
}
