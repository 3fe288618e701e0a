package insight

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"plass/internal/terms"
)

// Counted are the metrics of targets that the numbers here tell of. A certificate is none: nobody writes down in Plass that somebody got one.
var Counted = []string{"offer", "job", "permanent_job", "completed", "job_or_study"}

const (
	overPrefix    = "over_"
	reachedPrefix = "reached_"
	missedPrefix  = "missed_"
)

// Over is the people whose time in a place was over in the period, under agreements with a target for the metric.
func Over(metric string) Measure { return Measure(overPrefix + metric) }

// Reached is those of them who came as far as the metric says.
func Reached(metric string) Measure { return Measure(reachedPrefix + metric) }

// missed is those who did not. Their number is never shown, and never to be worked out when it is small.
func missed(metric string) Measure { return Measure(missedPrefix + metric) }

// Metric returns of which metric's targets the measure tells; empty for the other measures.
func (m Measure) Metric() string {
	for _, prefix := range []string{overPrefix, reachedPrefix, missedPrefix} {
		if metric, ok := strings.CutPrefix(string(m), prefix); ok && slices.Contains(Counted, metric) {
			return metric
		}
	}
	return ""
}

// Opens reports whether there is a page of the measure's rows.
func (m Measure) Opens() bool {
	return slices.Contains(Measures, m) || m.Metric() != "" && m != missed(m.Metric())
}

// leaving is somebody whose time in a place was over on a day, and how far they had come.
type leaving struct {
	AgreementID uuid.UUID
	OnDay       time.Time
	Reached     []string // of Counted
}

// Somebody who was in several places under an agreement counts once, on the last day of the last, and had come as far as ever.
const over = `
	SELECT p.agreement_id, p.ended_on AS on_day, array_remove(ARRAY[
		CASE WHEN c.offered OR c.job THEN 'offer' END, CASE WHEN c.job THEN 'job' END, CASE WHEN c.permanent THEN 'permanent_job' END,
		CASE WHEN c.completed THEN 'completed' END, CASE WHEN c.job OR c.study THEN 'job_or_study' END], NULL) AS reached
	FROM (SELECT DISTINCT ON (agreement_id, candidate_id) agreement_id, candidate_id, ended_on, id FROM placements
		WHERE misregistered_at IS NULL AND begun_at IS NOT NULL AND ended_on BETWEEN @from AND @to
		ORDER BY agreement_id, candidate_id, ended_on DESC, id) p
	CROSS JOIN LATERAL (
		SELECT coalesce(bool_or(f.id IS NOT NULL), false) AS offered,
			coalesce(bool_or(q.outcome IN ` + jobs + `), false) OR count(h.id) > 0 AS job,
			coalesce(bool_or(q.outcome IN ('job_here', 'job_elsewhere') OR h.form = 'permanent' OR f.form = 'permanent' AND f.answer = 'yes'), false) AS permanent,
			coalesce(bool_or(q.branch = 'good'), false) AS completed, coalesce(bool_or(q.outcome = 'studies'), false) AS study
		FROM placements q LEFT JOIN job_offers f ON f.placement_id = q.id
		LEFT JOIN hires h ON h.agreement_id = q.agreement_id AND h.candidate_id = q.candidate_id AND h.misregistered_at IS NULL
		WHERE q.agreement_id = p.agreement_id AND q.candidate_id = p.candidate_id AND q.misregistered_at IS NULL) c
	ORDER BY p.ended_on, p.id`

// jobs are the outcomes that count as a job.
const jobs = `('job_here', 'job_elsewhere', 'temporary_job', 'apprentice')`

// leave adds somebody who left to each target of the agreement.
func (r *Rows) leave(l leaving, of Agreement, within [periods]Period) {
	seen := map[string]bool{}
	for _, t := range of.Targets {
		if seen[t.Metric] || !slices.Contains(Counted, t.Metric) {
			continue
		}
		seen[t.Metric] = true
		r.on(l.OnDay, Row{Measure: Over(t.Metric), Of: of, N: 1, On: l.OnDay, Detail: "insight.did.over"}, within)
		if slices.Contains(l.Reached, t.Metric) {
			r.on(l.OnDay, Row{Measure: Reached(t.Metric), Of: of, N: 1, On: l.OnDay, Detail: "insight.did." + t.Metric}, within)
		} else {
			r.on(l.OnDay, Row{Measure: missed(t.Metric), Of: of, N: 1, On: l.OnDay}, within)
		}
	}
}

// aim keeps the agreements that have a target.
func (r *Rows) aim(of map[uuid.UUID]Agreement) {
	for _, a := range of {
		if len(a.Targets) > 0 {
			r.aims = append(r.aims, a)
		}
	}
	slices.SortFunc(r.aims, func(a, b Agreement) int {
		return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.ID.String(), b.ID.String()))
	})
}

// An Aim is what the agreements of a group want to reach of a metric, and how far they have come.
type Aim struct {
	Group   Group
	Metric  string
	Targets []terms.Target // each that an agreement of the group has
	Counts  bool           // there are numbers for it
	Over    Figure
	Reached Figure
}

// Told reports whether it can be told how many have reached it.
func (a Aim) Told() bool { return !a.Over.Hidden && !a.Reached.Hidden && a.Over.N > 0 }

// Met reports whether the target is reached; false too when there is none that all share.
func (a Aim) Met() (met, told bool) {
	if !a.Told() || len(a.Targets) != 1 {
		return false, false
	}
	switch t := a.Targets[0]; {
	case t.Percent > 0:
		return 100*a.Reached.N >= t.Percent*a.Over.N, true
	case t.Of > 0:
		return a.Reached.N*t.Of >= t.Count*a.Over.N, true
	default:
		return a.Reached.N >= t.Count, true
	}
}

// Aims returns what the agreements want to reach, told apart by the dimension, by name.
func (r Rows) Aims(period string, d Dimension) []Aim {
	type at struct{ key, metric string }
	groups, figures := map[at]*Aim{}, map[Measure]Figures{}
	for _, of := range r.aims {
		for _, t := range of.Targets {
			where := at{of.key(d), t.Metric}
			if groups[where] == nil {
				groups[where] = &Aim{Group: groupOf(of, d), Metric: t.Metric, Counts: slices.Contains(Counted, t.Metric)}
			}
			if a := groups[where]; !slices.Contains(a.Targets, t) {
				a.Targets = append(a.Targets, t)
			}
		}
	}
	number := func(m Measure, key string) Figure {
		if _, read := figures[m]; !read {
			figures[m] = r.Figures(period, m)
		}
		return figures[m].Of(d, key)
	}
	all := slices.Collect(maps.Values(groups))
	for _, a := range all {
		if !a.Counts {
			continue
		}
		a.Over = number(Over(a.Metric), a.Group.Key)
		a.Reached = number(Reached(a.Metric), a.Group.Key)
	}
	slices.SortFunc(all, func(a, b *Aim) int { return cmp.Or(compare(a.Group, b.Group), strings.Compare(a.Metric, b.Metric)) })
	aims := make([]Aim, len(all))
	for i, a := range all {
		aims[i] = *a
	}
	return aims
}
