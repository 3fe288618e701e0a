package main

import (
	"bytes"
	"context"
	"html"
	"net/http"
	"strconv"

	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5"

	"plass/internal/employer"
)

// listSQL is what the page of employers asks, said once more: the floor stays where it is when the page changes.
const listSQL = `
	WITH page AS (
		SELECT e.id, e.name, e.org_number, e.place, e.search_name, c.membership_id
		FROM employers e LEFT JOIN contact_persons c ON c.tenant_id = $1 AND c.employer_id = e.id AND c.from_at <= now() AND c.to_at > now()
		WHERE e.tenant_id = $1 AND e.search_name > '' ORDER BY e.search_name LIMIT 51)
	SELECT p.id, p.name, p.org_number, p.place, coalesce(m.name, ''), p.membership_id = $2,
		(SELECT count(*) FROM agreements a WHERE a.tenant_id = $1 AND a.employer_id = p.id AND a.concluded_at IS NOT NULL
			AND a.starts_on <= now()::date AND coalesce(a.ends_on, 'infinity') >= now()::date)::int
	FROM page p LEFT JOIN memberships m ON m.tenant_id = $1 AND m.id = p.membership_id ORDER BY p.search_name`

func (f *floor) list(ctx context.Context) ([]employer.Row, error) {
	rows, _ := f.unwalled.Query(ctx, listSQL, f.who.Tenant, f.who.Membership) // Collect returns the error
	return pgx.CollectRows(rows, aRow)
}

func aRow(rows pgx.CollectableRow) (e employer.Row, err error) {
	err = rows.Scan(&e.ID, &e.Name, &e.OrgNumber, &e.Place, &e.ContactPerson, &e.Mine, &e.Agreements)
	return e, err
}

// behindWalls asks what the batch asks in one round trip, in a transaction that says who acts.
func (f *floor) behindWalls(ctx context.Context, ask func(*pgx.Batch)) error {
	var b pgx.Batch
	b.Queue(`BEGIN READ ONLY`)
	b.Queue(`SELECT set_config('app.tenant_id', $1, true), set_config('app.membership_id', $2, true), set_config('app.role', $3, true)`,
		f.who.Tenant.String(), f.who.Membership.String(), string(f.who.Role))
	ask(&b)
	b.Queue(`COMMIT`)
	return f.walled.SendBatch(ctx, &b).Close()
}

func (f *floor) walledList(ctx context.Context) (list []employer.Row, err error) {
	err = f.behindWalls(ctx, func(b *pgx.Batch) {
		b.Queue(listSQL, f.who.Tenant, f.who.Membership).Query(func(rows pgx.Rows) (err error) {
			list, err = pgx.CollectRows(rows, aRow)
			return err
		})
	})
	return list, err
}

func (f *floor) session(ctx context.Context) error {
	data, err := f.door.Session(ctx, f.token)
	if err != nil {
		return err
	}
	_, _, err = scs.GobCodec{}.Decode(data)
	return err
}

func (f *floor) sessionList(ctx context.Context) ([]employer.Row, error) {
	if err := f.session(ctx); err != nil {
		return nil, err
	}
	return f.walledList(ctx)
}

func (f *floor) renderList(w http.ResponseWriter, rows []employer.Row) error {
	var out bytes.Buffer
	out.Write(f.above)
	out.WriteString(`<main id="content"><h1>Bedrifter</h1><table><tbody>`)
	for _, e := range rows[:min(len(rows), employer.PageSize)] {
		line(&out, `<a href="/employers/`+e.ID.String()+`">`+html.EscapeString(e.Name)+`</a>`, html.EscapeString(e.Place), html.EscapeString(e.ContactPerson), strconv.Itoa(e.Agreements))
	}
	out.WriteString(`</tbody></table></main>`)
	out.Write(f.below)
	return write(w, out.Bytes())
}

func line(out *bytes.Buffer, cells ...string) {
	out.WriteString(`<tr class="aksel-table__row">`)
	for _, c := range cells {
		out.WriteString(`<td class="aksel-table__data-cell aksel-body-short"><div>`)
		out.WriteString(c)
		out.WriteString(`</div></td>`)
	}
	out.WriteString("</tr>")
}
