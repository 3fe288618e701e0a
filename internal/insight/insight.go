// Package insight counts what became of what was agreed: places offered and filled, days they stood empty, promises kept,
// and the jobs people were offered and got.
//
// A number is a sum over rows, and the rows are what it opens: one reading of the database serves the number, the
// table it stands in and the page of its rows. Numbers of persons are shown from five up, and never so that a smaller
// one can be worked out from what is shown beside it; see [Rows.Figures].
package insight

import (
	"time"

	"github.com/google/uuid"

	"plass/internal/promise"
	"plass/internal/terms"
)

// A Measure is something that is counted. Its name has the text key "insight.measure." and the measure.
type Measure string

// The measures.
const (
	Offered   Measure = "offered"    // places that are promised on the last day of the period
	Filled    Measure = "filled"     // places that somebody is in on that day
	EmptyDays Measure = "empty_days" // days of the period in which standing places were empty
	Due       Measure = "due"        // promises that came due in the period, and were not let go
	Kept      Measure = "kept"       // those of them that were kept
	Started   Measure = "started"    // people who began in a place in the period
	Offers    Measure = "offers"     // jobs that people were offered in the period
	Hired     Measure = "hired"      // people who got a job in the period
)

// Measures lists them in the order they are shown.
var Measures = []Measure{Offered, Filled, EmptyDays, Due, Kept, Started, Offers, Hired}

// OfPersons reports whether it is persons that are counted. A place is capacity, never a person, and a promise is somebody's word.
func (m Measure) OfPersons() bool {
	return m == Started || m == Offers || m == Hired || m.Metric() != ""
}

// A Dimension is by what the numbers are told apart. It has the text key "insight.by." and the dimension.
type Dimension string

// The dimensions.
const (
	ByEmployer Dimension = "employer"
	ByOffice   Dimension = "office" // of the employer's contact person now
	ByModel    Dimension = "model"
)

// Dimensions lists them.
var Dimensions = []Dimension{ByEmployer, ByOffice, ByModel}

// A Period is the days that are counted, up to today.
type Period struct {
	Key      string // text key "insight.period." and the key
	From, To time.Time
}

// The keys of the periods, the longest first: each is inside the one before it.
var periodKeys = [periods]string{longest, "year", "quarter"}

const (
	periods = 3
	longest = "twelve"
)

// Periods returns the periods one can choose between.
func Periods(today time.Time) [periods]Period {
	quarter := time.Month((int(today.Month())-1)/3*3 + 1)
	return [periods]Period{
		{periodKeys[0], today.AddDate(-1, 0, 1), today},
		{periodKeys[1], time.Date(today.Year(), time.January, 1, 0, 0, 0, 0, time.UTC), today},
		{periodKeys[2], time.Date(today.Year(), quarter, 1, 0, 0, 0, 0, time.UTC), today},
	}
}

// covers reports whether the day is one of the period's.
func (p Period) covers(day time.Time) bool { return !day.Before(p.From) && !day.After(p.To) }

// An Agreement is what a row is about.
type Agreement struct {
	ID         uuid.UUID
	Title      string
	EmployerID uuid.UUID
	Employer   string
	OfficeID   *uuid.UUID
	Office     string // empty: the employer has no contact person
	Template   string
	Model      terms.Words
	Targets    []terms.Target
}

// key returns which group the row belongs to.
func (a Agreement) key(d Dimension) string {
	switch d {
	case ByEmployer:
		return a.EmployerID.String()
	case ByOffice:
		if a.OfficeID == nil {
			return "none"
		}
		return a.OfficeID.String()
	}
	return a.Template
}

// A Row is one of what a number counts.
type Row struct {
	Measure Measure
	Of      Agreement
	N       int       // how much it adds: 1, or the days that a place stood empty
	On      time.Time // the day it counts on; of a place, the day since when it is promised
	Place   int       // of a place: which of the line's
	Kind    terms.Kind
	What    terms.Words    // of a promise
	Status  promise.Status // of a promise
	Detail  string         // a text key: the form of a job, or how a placement ended
}

// Rows are everything that is counted in the longest period.
type Rows struct {
	today time.Time
	all   []fact
	sums  map[cell]int
	aims  []Agreement // those with a target, by title
}

// A cell is where a number stands. The one of all has neither dimension nor key.
type cell struct {
	period string
	m      Measure
	d      Dimension
	key    string
}

// add adds a fact, and what it counts to every number that it is one of.
func (r *Rows) add(f fact) {
	r.all = append(r.all, f)
	for period, row := range f {
		r.sums[cell{period, row.Measure, "", ""}] += row.N
		for _, d := range Dimensions {
			r.sums[cell{period, row.Measure, d, row.Of.key(d)}] += row.N
		}
	}
}

// A fact is a row in each of the periods, by their keys; the periods that it is not in are left out.
type fact map[string]Row
