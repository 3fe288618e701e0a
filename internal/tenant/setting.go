package tenant

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"plass/internal/db"
	"plass/internal/fault"
)

// A Setting is something that the tenant may say itself. Its name has the text key "setting." and the key.
type Setting struct {
	Key       string
	Unit      string // days, working_days, weeks, months, offsets; text key "setting.unit." and the unit
	Value     string // what holds now
	Standard  string // what holds until the tenant says something else
	Low, High *int
	ChangedBy string // empty: the tenant has said nothing
	ChangedAt *time.Time
}

// Own reports whether the tenant has said something itself.
func (s Setting) Own() bool { return s.ChangedAt != nil }

// AskSettings asks for every setting, in the order they are shown.
func AskSettings(b *db.Batch) *[]Setting {
	return db.AskAll[Setting](b, `
		SELECT d.key, d.unit, coalesce(s.value, d.standard) AS value, d.standard, d.low, d.high, coalesce(m.name, '') AS changed_by, s.changed_at
		FROM setting_definitions d LEFT JOIN settings s ON s.key = d.key LEFT JOIN memberships m ON m.id = s.changed_by ORDER BY d.position`, nil)
}

// A Number is what a setting says when it is a number.
type Number struct{ Value int }

// AskInquiryDays asks how many working days there are to answer an inquiry.
func AskInquiryDays(b *db.Batch) *Number { return number(b, `setting('inquiry.answer_days')`) }

// AskRequestDays asks how many days an office has to name candidates, where the agreement does not say.
func AskRequestDays(b *db.Batch) *Number { return number(b, `setting('request.answer_days')`) }

// AskNominationDays asks how many days a person has to answer whether they may be presented.
func AskNominationDays(b *db.Batch) *Number { return number(b, `setting('nomination.answer_days')`) }

// AskMostMonths asks how many months the tenant advises an agreement to last at most.
func AskMostMonths(b *db.Batch) *Number { return number(b, `setting('agreement.most_months')`) }

func number(b *db.Batch, setting string) *Number {
	return db.AskOne[Number](b, `SELECT `+setting+`::int AS value`, nil)
}

// Set makes the setting say the value; what is the standard anyway is not kept as the tenant's own.
func Set(b *db.Batch, tx *db.Tx, key, value string) {
	b.Do(`DELETE FROM settings WHERE key = @key`, db.Args{"key": key})
	b.Do(`
		INSERT INTO settings (key, value, changed_at) SELECT key, @value, @now FROM setting_definitions WHERE key = @key AND standard <> @value`,
		db.Args{"key": key, "value": value, "now": tx.Now})
}

// someHours are written as the database reads them too: not 0x25p0.
var someHours = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,4})?$`)

var anOffset = regexp.MustCompile(`^[1-9][0-9]{0,2} (days|months)$`)

// Problem tells what is wrong with the value for the setting; nil when it can be kept.
func (s Setting) Problem(value string) fault.Invalid {
	p := fault.Invalid{}
	if s.Unit == "offsets" {
		for one := range strings.SplitSeq(value, ", ") {
			p.Unless(anOffset.MatchString(one), s.Key, "setting.offsets_wrong", "one", one)
		}
		return p
	}
	if s.Unit == "hours" { // which may have a half
		hours, err := strconv.ParseFloat(value, 64)
		p.Unless(err == nil && someHours.MatchString(value) && float64(*s.Low) <= hours && hours <= float64(*s.High) && hours*60 == math.Trunc(hours*60), s.Key, "form.not_between", "low", *s.Low, "high", *s.High)
		return p
	}
	n, err := strconv.Atoi(value)
	p.Unless(err == nil && *s.Low <= n && n <= *s.High, s.Key, "form.not_between", "low", *s.Low, "high", *s.High)
	return p
}

// Settings returns every setting, in the order they are shown.
func Settings(ctx context.Context, tx *db.Tx) ([]Setting, error) {
	b := db.NewBatch(tx)
	all := AskSettings(b)
	err := b.Send(ctx)
	return *all, err
}
