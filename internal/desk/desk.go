// Package desk holds who at Nav answers employers where: a desk has a territory, a contact, and the days it stands.
package desk

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/fault"
	"plass/internal/user"
)

// An ID identifies a desk.
type ID struct{ uuid.UUID }

// Everywhere is the Rest of a desk that answers wherever no other does. That of a county answers in the county.
const Everywhere = "all"

// A Desk is somewhere employers of a territory can turn.
type Desk struct {
	ID             ID
	Name           string
	Purpose        string
	ContactID      user.MembershipID
	Contact        string
	Phone          string
	Works          bool     // whether the contact still works at Nav
	Municipalities []string // numbers
	Postcodes      []string // ranges: 2600-2629
	Rest           string   // where it answers because nobody else does: Everywhere, the number of a county, or nowhere
	Agreement      string   // the title of what it comes from
	FromOn         time.Time
	ToOn           *time.Time
	MadeAt         time.Time
}

// Over reports whether the desk has ended before the day.
func (d Desk) Over(day time.Time) bool { return d.ToOn != nil && d.ToOn.Before(day) }

// HasPostcode reports whether one of the desk's ranges holds the postcode.
func (d Desk) HasPostcode(code string) bool {
	return slices.ContainsFunc(d.Postcodes, func(r string) bool {
		first, last, _ := strings.Cut(r, "-")
		return first <= code && code <= last
	})
}

// A Draft is what it takes to make a desk.
type Draft struct {
	Name, Purpose  string
	Contact        user.MembershipID
	Municipalities string // as typed: names or numbers
	Postcodes      string // as typed: postcodes or ranges
	Rest           string
	Agreement      *agreement.ID
	FromOn         time.Time
	ToOn           *time.Time
}

// Problems tells what is missing or wrong in the draft.
func (d Draft) Problems() fault.Invalid {
	p := fault.Invalid{}
	p.Unless(d.Name != "", "name", "form.required")
	p.Unless(d.Purpose != "", "purpose", "form.required")
	p.Unless(d.ToOn == nil || !d.ToOn.Before(d.FromOn), "to_on", "form.order")
	if _, strange := numbers(d.Municipalities); strange != "" {
		p.Unless(false, "municipalities", "desk.no_such_municipality", "typed", strange)
	}
	if _, strange := ranges(d.Postcodes); strange != "" {
		p.Unless(false, "postcodes", "desk.no_such_postcode", "typed", strange)
	}
	p.Unless(strings.TrimSpace(d.Municipalities+d.Postcodes) != "" || d.Rest != "", "municipalities", "desk.nowhere")
	return p
}

func entries(typed string) []string {
	var all []string
	for _, e := range strings.FieldsFunc(typed, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
		if e = strings.TrimSpace(e); e != "" {
			all = append(all, e)
		}
	}
	return all
}

// numbers returns the numbers of the municipalities that were typed by number or name, and the first that is none or several.
func numbers(typed string) (all []string, strange string) {
	all = []string{}
	for _, e := range entries(typed) {
		m, ok := ByNumber(e)
		if !ok {
			named := exactly(e)
			if len(named) != 1 {
				return all, e
			}
			m = named[0]
		}
		if !slices.Contains(all, m.Number) {
			all = append(all, m.Number)
		}
	}
	return all, ""
}

// ranges returns the ranges of the postcodes that were typed, and the first that is none.
func ranges(typed string) (all []string, strange string) {
	all = []string{}
	for _, e := range entries(typed) {
		first, last, several := strings.Cut(strings.ReplaceAll(e, "–", "-"), "-")
		first, last = strings.TrimSpace(first), strings.TrimSpace(last)
		if !several {
			last = first
		}
		if !Postcode(first) || !Postcode(last) || last < first {
			return all, e
		}
		all = append(all, first+"-"+last)
	}
	return all, ""
}

// Postcode reports whether the text can be a postcode.
func Postcode(s string) bool {
	return len(s) == 4 && s != "0000" && strings.Trim(s, "0123456789") == ""
}
