package desk

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Why a desk is the answer, from the most particular; text keys "desk.why.".
const (
	ByPostcode     = "postcode"
	ByMunicipality = "municipality"
	OfCounty       = "county" // nobody has the municipality: this is the county's market contact
	OfTheRest      = "rest"   // nobody has the place
)

var particular = []string{ByPostcode, ByMunicipality, OfCounty, OfTheRest}

// An Answer is what the finder found.
type Answer struct {
	Problem      string         // the text that says what is wrong with what was typed
	Nothing      string         // the text that says why no place was found
	Suggestions  []Municipality // several fit
	Postcode     string         // as it was read
	Municipality *Municipality  // as it was read
	AlsoNumber   *Municipality  // the postcode is a municipality's number too
	Best         *Match
	Others       []Match // whom it stood before
	Missing      []Desk  // whom it would have been, had their contact not left
}

// A Match is a desk that answers for the place.
type Match struct {
	Desk
	Why string
}

// suggestions are at most so many.
const suggestions = 12

// Find says who answers for what was typed, or for the municipality with the number. The desks are those that stand today.
func Find(typed, number string, desks []Desk) Answer {
	typed = strings.TrimSpace(typed)
	digits := typed != "" && strings.Trim(typed, "0123456789 ") == ""
	code := strings.ReplaceAll(typed, " ", "")
	switch m, ok := ByNumber(cmp.Or(number, code)); {
	case number != "" && !ok:
		return Answer{Problem: "desk.no_such_number"}
	case number != "":
		return about(m, desks)
	case typed == "":
		return Answer{Problem: "form.required"}
	case digits && !Postcode(code):
		return Answer{Problem: "desk.four_digits"}
	case digits && ok && !slices.ContainsFunc(desks, func(d Desk) bool { return d.HasPostcode(code) }):
		return about(m, desks)
	case digits:
		a := Answer{Postcode: code}
		if ok {
			a.AlsoNumber = &m
		}
		return a.with(desks, func(d Desk) string {
			switch {
			case d.HasPostcode(code):
				return ByPostcode
			case d.Rest == Everywhere:
				return OfTheRest
			}
			return ""
		})
	case utf8.RuneCountInString(typed) < 2:
		return Answer{Problem: "desk.too_short"}
	}
	fits := Named(typed)
	switch {
	case len(fits) == 0:
		return Answer{Nothing: "desk.unknown"}.with(desks, func(d Desk) string {
			if d.Rest == Everywhere {
				return OfTheRest
			}
			return ""
		})
	case len(fits) == 1:
		return about(fits[0], desks)
	case len(fits) > suggestions:
		return Answer{Nothing: "desk.too_many"}
	}
	return Answer{Suggestions: fits}
}

// about says who answers for the municipality.
func about(m Municipality, desks []Desk) Answer {
	return Answer{Municipality: &m}.with(desks, func(d Desk) string {
		switch {
		case slices.Contains(d.Municipalities, m.Number):
			return ByMunicipality
		case d.Rest == m.County():
			return OfCounty
		case d.Rest == Everywhere:
			return OfTheRest
		}
		return ""
	})
}

// At says who answers at the postcode, which lies in the municipality.
func At(code string, m Municipality, desks []Desk) Answer {
	a := about(m, desks)
	a.Postcode = code
	return a
}

// with ranks the desks that answer: the more particular before the others, and of equals the newest.
func (a Answer) with(desks []Desk, why func(Desk) string) Answer {
	var all []Match
	for _, d := range desks {
		if w := why(d); w != "" {
			all = append(all, Match{d, w})
		}
	}
	slices.SortStableFunc(all, func(x, y Match) int {
		return cmp.Or(cmp.Compare(slices.Index(particular, x.Why), slices.Index(particular, y.Why)), y.MadeAt.Compare(x.MadeAt))
	})
	for _, m := range all {
		switch {
		case !m.Works && a.Best == nil:
			a.Missing = append(a.Missing, m.Desk)
		case !m.Works:
		case a.Best == nil:
			a.Best = &m
		default:
			a.Others = append(a.Others, m)
		}
	}
	return a
}
