package insight

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/model"
	"plass/internal/promise"
	"plass/internal/seat"
	"plass/internal/terms"
)

// happening is something that happened to a person, on a day.
type happening struct {
	AgreementID uuid.UUID
	OnDay       time.Time
	Detail      string
}

type agreed struct {
	ID         uuid.UUID
	Title      string
	EmployerID uuid.UUID
	Employer   string
	OfficeID   *uuid.UUID
	Office     string
	Template   string
	Own        terms.Words // the name of a template of the tenant's own
	Targets    []terms.Target
}

const agreements = `
	SELECT a.id, a.title, a.employer_id, e.name AS employer, o.id AS office_id, coalesce(o.name, '') AS office, a.template, t.name AS own, coalesce((
		SELECT v.terms #> '{outcomes,targets}' FROM agreement_versions v WHERE v.agreement_id = a.id AND v.signed_at IS NOT NULL ORDER BY v.number DESC LIMIT 1), '[]') AS targets
	FROM agreements a JOIN employers e ON e.id = a.employer_id
	LEFT JOIN contact_persons c ON c.employer_id = e.id AND c.from_at <= business_now() AND c.to_at > business_now()
	LEFT JOIN memberships m ON m.id = c.membership_id LEFT JOIN offices o ON o.id = m.office_id
	LEFT JOIN templates t ON t.key = a.template AND t.number = a.template_no
	WHERE a.concluded_at IS NOT NULL`

// A job counts once somebody is in it: a hire of its own, or a placement that became a job. What was offered is counted apart.
const (
	started = `
		SELECT agreement_id, starts_on AS on_day, '' AS detail FROM placements
		WHERE misregistered_at IS NULL AND begun_at IS NOT NULL AND starts_on BETWEEN @from AND @to ORDER BY starts_on, id`
	offers = `
		SELECT p.agreement_id, f.offered_on AS on_day, 'offer.form.' || f.form AS detail FROM job_offers f JOIN placements p ON p.id = f.placement_id
		WHERE p.misregistered_at IS NULL AND f.offered_on BETWEEN @from AND @to ORDER BY f.offered_on, f.id`
	hired = `
		SELECT agreement_id, starts_on AS on_day, 'hire.form.' || form AS detail FROM hires
		WHERE misregistered_at IS NULL AND starts_on BETWEEN @from AND @to
		UNION ALL
		SELECT agreement_id, ended_on, 'outcome.' || outcome FROM placements
		WHERE misregistered_at IS NULL AND outcome IN ` + jobs + ` AND ended_on BETWEEN @from AND @to
		ORDER BY on_day`
)

// Read reads everything that is counted, in one round trip.
func Read(ctx context.Context, tx *db.Tx) (Rows, error) {
	within := Periods(tx.Today())
	b, args := db.NewBatch(tx), db.Args{"from": within[0].From, "to": within[0].To}
	all := db.AskAll[agreed](b, agreements, nil)
	places := seat.Ask(b, tx, seat.Filter{})
	promises := promise.AskCame(b, tx, within[0].From, within[0].To)
	left := db.AskAll[leaving](b, over, args)
	began, offered, got := db.AskAll[happening](b, started, args), db.AskAll[happening](b, offers, args), db.AskAll[happening](b, hired, args)
	if err := b.Send(ctx); err != nil {
		return Rows{}, err
	}
	of := map[uuid.UUID]Agreement{}
	for _, a := range *all {
		name := a.Own
		if t, shared := model.Find(a.Template); shared {
			name = t.Name
		}
		of[a.ID] = Agreement{a.ID, a.Title, a.EmployerID, a.Employer, a.OfficeID, a.Office, a.Template, name, a.Targets}
	}
	r := Rows{today: tx.Today(), sums: map[cell]int{}}
	r.aim(of)
	for _, l := range *left {
		r.leave(l, of[l.AgreementID], within)
	}
	r.places(places.Boards(), of, within)
	for _, p := range *promises {
		r.promise(p, of[p.AgreementID.UUID], within)
	}
	for measure, happened := range map[Measure][]happening{Started: *began, Offers: *offered, Hired: *got} {
		for _, h := range happened {
			r.on(h.OnDay, Row{Measure: measure, Of: of[h.AgreementID], N: 1, On: h.OnDay, Detail: h.Detail}, within)
		}
	}
	return r, nil
}

// on adds a row to the periods that cover the day.
func (r *Rows) on(day time.Time, row Row, within [periods]Period) {
	f := fact{}
	for _, p := range within {
		if p.covers(day) {
			f[p.Key] = row
		}
	}
	r.add(f)
}

// places adds each place: how it stands today, and how long it has been empty.
func (r *Rows) places(boards []seat.Board, of map[uuid.UUID]Agreement, within [periods]Period) {
	for _, b := range boards {
		row := Row{Of: of[b.Line.AgreementID], N: 1, On: b.Line.FromOn, Kind: b.Line.Kind}
		for no := 1; no <= b.Offered(); no++ {
			row.Measure, row.Place = Offered, no
			r.on(b.Day, row, within)
		}
		for no := 1; no <= b.Filled; no++ {
			row.Measure, row.Place = Filled, no
			r.on(b.Day, row, within)
		}
		if b.Line.Rule != terms.Standing {
			continue // only what is promised at all times can fail to be filled
		}
		facts := make([]fact, b.Line.Count)
		for _, p := range within {
			for i, days := range seat.EmptyDays(b.Line, b.Stays, p.From, p.To) {
				if facts[i] == nil {
					facts[i] = fact{}
				}
				if row.Measure, row.Place, row.N = EmptyDays, i+1, days; days > 0 {
					facts[i][p.Key] = row
				}
			}
		}
		for _, f := range facts {
			r.add(f)
		}
	}
}

// promise adds a promise that came due, and that it was kept.
func (r *Rows) promise(p promise.Promise, of Agreement, within [periods]Period) {
	status := p.Status(r.today)
	if !p.Settleable() || status == promise.Waived || status == promise.Lapsed || status == promise.Open {
		return
	}
	row := Row{Measure: Due, Of: of, N: 1, What: p.What, Status: status}
	switch {
	case p.DueOn != nil:
		row.On = *p.DueOn
	case p.SettledAt != nil:
		row.On = db.Day(*p.SettledAt)
	}
	r.on(row.On, row, within)
	if status == promise.Kept {
		row.Measure = Kept
		r.on(row.On, row, within)
	}
}
