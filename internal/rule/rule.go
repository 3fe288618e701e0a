// Package rule holds what the instruments allow, with dates and sources: advice that is shown and never stops anybody.
package rule

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/fault"
	"plass/internal/terms"
	"plass/internal/text"
)

// An ID identifies a rule.
type ID struct{ uuid.UUID }

// A Rule is one limit of one instrument in a time.
type Rule struct {
	ID         ID
	Instrument string // one of Instruments
	What       string // one of Whats
	Amount     int
	Source     string
	FromOn     time.Time
	ToOn       *time.Time
}

// What rules are made of; text keys "rule.instrument." and "rule.says.".
var (
	Instruments = []string{"work_training", "inclusion_grant", "mentor", "temporary_wage_subsidy", "permanent_wage_subsidy", "summer_job", "adapted_work", "four_year_wage_subsidy"}
	Whats       = []string{"months_most", "months_more", "months_reduced", "weeks_most", "kroner_most", "kroner_month", "percent_most", "age_under", "age_least"}
)

// said are the words, in Norwegian, by which a line of an agreement is known to be about an instrument.
var said = map[string][]string{
	"work_training":          {"arbeidstrening", "arbeidspraksis", "praksisplass"},
	"inclusion_grant":        {"inkluderingstilskudd", "inkluderingstilskot"},
	"mentor":                 {"mentor"},
	"temporary_wage_subsidy": {"lønnstilskudd", "lønstilskot"},
	"permanent_wage_subsidy": {"varig lønnstilskudd", "varig lønstilskot"},
	"summer_job":             {"sommerjobb", "sommarjobb"},
	"adapted_work":           {"varig tilrettelagt"},
	"four_year_wage_subsidy": {"fireårig lønnstilskudd", "fireårig lønstilskot"},
}

// About returns those of the rules that are about what the terms say of who pays, and of the way there.
func About(t terms.Terms, all []Rule) []Rule {
	named := map[string]bool{}
	if t.Funding != nil {
		for _, line := range t.Funding.Lines {
			words := strings.ToLower(line.Instrument.In(text.Bokmaal))
			for instrument, stems := range said {
				for _, stem := range stems {
					named[instrument] = named[instrument] || strings.Contains(words, stem)
				}
			}
		}
	}
	if t.Track != nil {
		for _, phase := range t.Track.Phases {
			named["work_training"] = named["work_training"] || phase.Kind == "practice"
		}
	}
	for _, line := range t.Lines() {
		named["work_training"] = named["work_training"] || line.Kind == terms.WorkTraining
	}
	var about []Rule
	for _, r := range all {
		if named[r.Instrument] {
			about = append(about, r)
		}
	}
	return about
}

// On reports whether the rule holds on the day.
func (r Rule) On(day time.Time) bool {
	return !day.Before(r.FromOn) && (r.ToOn == nil || !day.After(*r.ToOn))
}

// MayEnd reports whether the rule holds on the day without a last day of its own.
func (r Rule) MayEnd(day time.Time) bool { return r.On(day) && r.ToOn == nil }

// After returns what is advised when the rule has ended with the day: the rule that says the same of the instrument next, if there is
// one, and those that say something else of it and hold on.
func (r Rule) After(last time.Time, all []Rule) (next *Rule, others []Rule) {
	day := last.AddDate(0, 0, 1)
	for _, o := range all {
		switch {
		case o.ID == r.ID || o.Instrument != r.Instrument || o.ToOn != nil && o.ToOn.Before(day):
		case o.What != r.What && o.On(day):
			others = append(others, o)
		case o.What == r.What && (next == nil || o.FromOn.Before(next.FromOn)):
			next = &o
		}
	}
	return next, others
}

const columns = `SELECT id, instrument, what, amount, source, from_on, to_on FROM rules`

// Ask asks for every rule, by instrument, the newest of each first.
func Ask(b *db.Batch) *[]Rule {
	return db.AskAll[Rule](b, columns+` ORDER BY instrument, what, from_on DESC`, nil)
}

// AskNow asks for the rules that hold today.
func AskNow(b *db.Batch) *[]Rule {
	return db.AskAll[Rule](b, columns+` WHERE from_on <= business_day() AND coalesce(to_on, 'infinity') >= business_day() ORDER BY instrument, what, from_on`, nil)
}

// A Draft is what it takes to add a rule.
type Draft struct {
	Instrument, What, Source string
	Amount                   int
	FromOn                   time.Time
	ToOn                     *time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Source != "", "source", "form.required")
	p.Unless(d.ToOn == nil || !d.ToOn.Before(d.FromOn), "to_on", "form.order")
	return p
}

// Add adds the rule. The one it follows, without an end of its own, ends the day before.
func Add(ctx context.Context, tx *db.Tx, d Draft) error {
	if err := d.Problems().Problem(); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE rules SET to_on = @from_on::date - 1 WHERE instrument = @instrument AND what = @what AND from_on < @from_on AND coalesce(to_on, 'infinity') >= @from_on`,
		db.Args{"instrument": d.Instrument, "what": d.What, "from_on": d.FromOn})
	b.Do(`
		INSERT INTO rules (id, instrument, what, amount, source, from_on, to_on, made_by, made_at)
		VALUES (@id, @instrument, @what, @amount, @source, @from_on, @to_on, current_membership(), @now)`,
		db.Args{"id": db.NewID(), "instrument": d.Instrument, "what": d.What, "amount": d.Amount, "source": d.Source, "from_on": d.FromOn, "to_on": d.ToOn, "now": tx.Now})
	event.Write(b, tx, event.RuleAdded, event.About{Args: map[string]any{"rule": Called(d.Instrument, d.What, d.Amount), "from": d.FromOn.Format(time.DateOnly)}})
	return b.Send(ctx)
}

// End ends the rule, which holds today and has no last day: today is the last on which it holds.
func End(ctx context.Context, tx *db.Tx, id ID) error {
	r, err := db.One[Rule](ctx, tx, columns+` WHERE id = @id FOR UPDATE`, db.Args{"id": id})
	if err != nil {
		return err
	}
	last := tx.Today()
	if !r.MayEnd(last) {
		return fault.New(fault.Conflict, "rule.ended_already")
	}
	b := db.NewBatch(tx)
	b.Do(`UPDATE rules SET to_on = @last WHERE id = @id`, db.Args{"id": id, "last": last})
	event.Write(b, tx, event.RuleEnded, event.About{Args: map[string]any{"rule": Called(r.Instrument, r.What, r.Amount), "to": last.Format(time.DateOnly)}})
	return b.Send(ctx)
}

// Says is the limit in words: "høyst 160 400 kroner".
func Says(lang text.Lang, what string, amount int) string {
	var n any = amount
	if amount >= 10_000 {
		n = fmt.Sprintf("%d\u00a0%03d", amount/1000, amount%1000)
	}
	return text.In(lang, "rule.says."+what, "n", n)
}

// Called is what the rule says, in every language, as events carry it.
func Called(instrument, what string, amount int) map[string]any {
	all := map[string]any{}
	for _, lang := range text.Langs {
		all[string(lang)] = text.In(lang, "rule.instrument."+instrument) + ": " + Says(lang, what, amount)
	}
	return all
}
