// Package resultview shows an employer what became of its places, ready to be told in an annual report.
package resultview

import (
	"context"
	"strconv"
	"time"

	"plass/internal/auth"
	"plass/internal/insight"
	"plass/internal/route"
	"plass/internal/text"
	"plass/templates/ui"
)

// A Shown is the results of an employer, the newest year first.
type Shown struct {
	Employer string
	Years    []insight.Result
	Today    time.Time
}

// hides reports whether the reader may not know numbers of few people: only those who took part in it all do.
func hides(ctx context.Context, r insight.Result) bool {
	return r.Few() && !auth.From(ctx).Is(auth.EmployerContact)
}

// sentences tell the year, as they can stand in a report.
func sentences(ctx context.Context, employer string, r insight.Result) []string {
	if hides(ctx, r) {
		return []string{text.T(ctx, "results.few"), promises(ctx, r)}
	}
	var all []string
	if r.Began > 0 {
		all = append(all, text.T(ctx, "results.began", "n", r.Began, "employer", employer))
	}
	if r.Hired > 0 {
		all = append(all, text.T(ctx, "results.hired", "n", r.Hired, "employer", employer))
	}
	switch {
	case r.Finished == 0:
	case r.WentOn == nil:
		all = append(all, text.T(ctx, "results.finished", "n", r.Finished)+" "+text.T(ctx, "results.went_on_hidden"))
	default:
		all = append(all, text.T(ctx, "results.finished", "n", r.Finished)+" "+text.T(ctx, "results.went_on", "n", *r.WentOn, "of", r.Finished))
	}
	return append(all, promises(ctx, r))
}

func promises(ctx context.Context, r insight.Result) string {
	if r.PromisesDue == 0 {
		return text.T(ctx, "results.no_promises")
	}
	return text.T(ctx, "results.promises", "n", r.PromisesDue, "kept", r.PromisesKept)
}

// year is what a year is called: the one that is not over yet says so.
func (s Shown) year(ctx context.Context, r insight.Result) string {
	if r.Year == s.Today.Year() {
		return text.T(ctx, "results.so_far", "year", strconv.Itoa(r.Year), "day", ui.Date(ctx, r.ReckonedOn))
	}
	return strconv.Itoa(r.Year)
}

func sheet(r insight.Result) string { return route.OurResults + "/print?year=" + strconv.Itoa(r.Year) }
