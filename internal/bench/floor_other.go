package main

import (
	"bytes"
	"html"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"plass/internal/db"
)

// detail is the floor's own detail: a placement, its meetings, and what has happened in it.
func (f *floor) detail(w http.ResponseWriter, r *http.Request) error {
	if err := f.session(r.Context()); err != nil {
		return err
	}
	var out bytes.Buffer
	out.Write(f.above)
	out.WriteString(`<main id="content"><table><tbody>`)
	cells := func(rows pgx.Rows) error {
		for rows.Next() {
			var at time.Time
			var a, b, c string
			if err := rows.Scan(&at, &a, &b, &c); err != nil {
				return err
			}
			line(&out, at.Format(time.DateOnly), html.EscapeString(a), html.EscapeString(b), html.EscapeString(c))
		}
		return rows.Err()
	}
	err := f.behindWalls(r.Context(), func(b *pgx.Batch) {
		b.Queue(`SELECT p.starts_on::timestamptz, e.name, u.name, coalesce(c.first_name || ' ' || c.last_name, '') || ' ' || a.title || ' ' || l.kind
			FROM placements p JOIN employers e ON e.id = p.employer_id JOIN agreements a ON a.id = p.agreement_id JOIN place_lines l ON l.id = p.place_line_id
			JOIN units u ON u.id = p.unit_id LEFT JOIN candidates c ON c.id = p.candidate_id WHERE p.id = $1`, f.placement).Query(cells)
		b.Queue(`SELECT at, kind, place, id::text FROM meetings WHERE placement_id = $1 ORDER BY at`, f.placement).Query(cells)
		b.Queue(`SELECT at, actor, what, id::text FROM events WHERE placement_id = $1 ORDER BY at DESC LIMIT 50`, f.placement).Query(cells)
	})
	if err != nil {
		return err
	}
	out.WriteString(`</tbody></table></main>`)
	out.Write(f.below)
	return write(w, out.Bytes())
}

// bareSave writes two rows and commits them.
func (f *floor) bareSave(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	err := pgx.BeginFunc(ctx, f.unwalled, func(tx pgx.Tx) error {
		for _, text := range []string{"Spørsmål", "Hendelse"} {
			_, err := tx.Exec(ctx, `INSERT INTO events (tenant_id, id, actor, what, shared) VALUES ($1, $2, $3, 'inquiry_came', false)`, f.who.Tenant, db.NewID(), text)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/inquiries/"+uuid.NewString(), http.StatusSeeOther)
	return nil
}
