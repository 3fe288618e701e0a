package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"plass/internal/model"
	"plass/internal/terms"
)

// The world that is measured: more placements are more employers in each tenant, as they are in life.
const (
	tenants     = 100
	perEmployer = 2
	own         = 50                          // how many employers a contact person has, however large the tenant
	least       = tenants * perEmployer * own // placements
)

// driver is the address of the contact person who drives the pages, and asker that of the colleague who asks about employers.
const (
	driver = "nav0.t1@plass.example"
	asker  = "asker.t1@plass.example"
)

// template is what every agreement is made from: the first of the library that promises places at all times.
var template = func() model.Template {
	all := model.Library()
	return all[slices.IndexFunc(all, func(t model.Template) bool {
		return slices.ContainsFunc(t.Whole().Lines(), func(l terms.Line) bool { return l.Rule == terms.Standing })
	})]
}()

// fill fills the database, unless it is full. It writes rows as nobody else may: no policies, no triggers, no foreign keys.
func fill(ctx context.Context, conn *pgx.Conn, placements int) error {
	var full bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM placements)`).Scan(&full); err != nil || full {
		return err
	}
	args := pgx.NamedArgs{"tenants": tenants, "employers": placements / tenants / perEmployer, "own": own, "per": perEmployer,
		"template": template.Key, "terms": template.Whole().Encode(), "asker": asker}
	err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		indexes, err := dropIndexes(ctx, tx)
		for _, sql := range append(slices.Clone(statements), indexes...) {
			if err == nil {
				_, err = tx.Exec(ctx, sql, args)
			}
			if err != nil {
				return fmt.Errorf("%.60s: %w", sql, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `VACUUM (FREEZE, ANALYZE)`); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, `CHECKPOINT`)
	return err
}

// dropIndexes drops the indexes that no constraint needs, and returns what makes them again: they are built faster than they grow.
func dropIndexes(ctx context.Context, tx pgx.Tx) ([]string, error) {
	rows, _ := tx.Query(ctx, `
		SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS again
		FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
		WHERE t.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`) // Collect returns the error
	type index struct{ Name, Again string }
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[index])
	var again []string
	for _, i := range found {
		if err == nil {
			_, err = tx.Exec(ctx, `DROP INDEX `+i.Name)
		}
		again = append(again, i.Again)
	}
	return again, err
}

const (
	perTenant = ` FROM generate_series(1, @tenants::int) t `
	each      = ` FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e `
	eachOf    = ` FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e, generate_series(1, @per::int) k `
	navOf     = `n('nav', t, (e - 1) / @own::int)`
)

// statements fill a database, tenant by tenant, so that indexes grow at one end.
var statements = []string{
	`SET LOCAL session_replication_role = replica`,
	`SET LOCAL search_path = public, pg_temp`,
	// An id follows from what it is of, so that rows find each other without being read. The casts keep the function immutable, and inlined.
	`CREATE FUNCTION pg_temp.n(kind text, a int, b int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || '/' || a::text || '/' || b::text)::uuid $$`,
	`INSERT INTO tenants (id, name) SELECT pg_temp.n('tenant', t, 0), 'Nav ' || t` + perTenant,
	`INSERT INTO offices (tenant_id, id, name) SELECT pg_temp.n('tenant', t, 0), pg_temp.n('office', t, 0), 'Kontor ' || t` + perTenant,
	`INSERT INTO memberships (tenant_id, id, email, role, name, office_id, from_at)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('nav', t, k), 'nav' || k || '.t' || t || '@plass.example', 'nav_contact', 'Kontakt ' || k, pg_temp.n('office', t, 0), '2020-01-01'` +
		perTenant + `, generate_series(0, (@employers::int - 1) / @own::int) k`,
	`INSERT INTO memberships (tenant_id, id, email, role, name, office_id, from_at)
		SELECT pg_temp.n('tenant', 1, 0), pg_temp.n('asker', 1, 0), @asker::text, 'office_liaison', 'Kollega', pg_temp.n('office', 1, 0), '2020-01-01'`,
	`INSERT INTO employers (tenant_id, id, org_number, name, place, search_name, active)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('employer', t, e), lpad((300000000 + e)::text, 9, '0'), 'Bedrift ' || lpad(e::text, 6, '0'), 'Lillehammer',
			'bedrift ' || lpad(e::text, 6, '0') || ' ' || pg_temp.n('employer', t, e), true` + each,
	`INSERT INTO contact_persons (tenant_id, id, employer_id, membership_id, during)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('cp', t, e), pg_temp.n('employer', t, e), pg_temp.` + navOf + `, tstzrange('2020-01-01', NULL)` + each,
	`INSERT INTO units (tenant_id, id, employer_id, name) SELECT pg_temp.n('tenant', t, 0), pg_temp.n('unit', t, e), pg_temp.n('employer', t, e), 'Lager'` + each,
	`INSERT INTO agreements (tenant_id, id, number, employer_id, title, template, template_no, starts_on, made_by, offered_at, concluded_at)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('agreement', t, e), lpad(e::text, 6, '0'), pg_temp.n('employer', t, e), 'Inkluderingsavtale', @template::text, 1, '2025-01-01',
			pg_temp.` + navOf + `, '2024-12-01', '2024-12-10'` + each,
	// The whole text where somebody looks; it is read by its id alone, so the others need none.
	`INSERT INTO agreement_versions (tenant_id, id, agreement_id, number, terms, signed_at)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('version', t, e), pg_temp.n('agreement', t, e), 1, CASE t WHEN 1 THEN @terms::jsonb ELSE '{}' END, '2024-12-10'` + each,
	`INSERT INTO signatures (tenant_id, id, agreement_id, version_id, party, signed_by, name, at_version)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('sign' || party, t, e), pg_temp.n('agreement', t, e), pg_temp.n('version', t, e), party, pg_temp.` + navOf + `, 'Kari Nilsen', 1` +
		each + `, unnest(ARRAY['employer', 'nav']) party`,
	`INSERT INTO start_rules (tenant_id, agreement_id, version_id, buddy_needed, training_needed, trained_together, plan_needed)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('agreement', t, e), pg_temp.n('version', t, e), false, false, false, false` + each,
	// A place each for those who are placed; at every other employer one more, which stands empty.
	`INSERT INTO place_lines (tenant_id, id, first_id, employer_id, agreement_id, version_id, kind, count, rule, alarm_days, from_on, position)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('line' || l, t, e), pg_temp.n('line' || l, t, e), pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e),
			pg_temp.n('version', t, e), CASE l WHEN 0 THEN 'durable' ELSE 'work_training' END, 1 + (e + l) % 2 * (1 - l), 'standing', 30, '2025-01-01', l` + each + `, generate_series(0, 1) l`,
	`INSERT INTO candidates (tenant_id, id, first_name, last_name, office_id, search_name)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('candidate' || k, t, e), 'Kari', 'Nummer ' || e, pg_temp.n('office', t, 0), 'kari nummer ' || e || ' ' || k` + eachOf,
	`INSERT INTO relations (tenant_id, id, candidate_id, kind, employer_id, from_at)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('relation' || k, t, e), pg_temp.n('candidate' || k, t, e), 'presented', pg_temp.n('employer', t, e), '2025-01-01'` + eachOf,
	`INSERT INTO presentations (tenant_id, id, nomination_id, candidate_id, employer_id, agreement_id, place_line_id, presented_by, presented_at,
			answer, answered_at, answered_by, choice, chosen_at, unit_id)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('presentation' || k, t, e), pg_temp.n('nomination' || k, t, e), pg_temp.n('candidate' || k, t, e), pg_temp.n('employer', t, e),
			pg_temp.n('agreement', t, e), pg_temp.n('line' || (k % 2), t, e), pg_temp.` + navOf + `, '2025-03-01', 'meet', '2025-03-02', pg_temp.` + navOf + `,
			'chosen', '2025-03-10', pg_temp.n('unit', t, e)` + eachOf,
	`INSERT INTO placements (tenant_id, id, presentation_id, nomination_id, candidate_id, employer_id, agreement_id, version_id, place_line_id, unit_id, starts_on, made_by, begun_at)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('placement' || k, t, e), pg_temp.n('presentation' || k, t, e), pg_temp.n('nomination' || k, t, e), pg_temp.n('candidate' || k, t, e),
			pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e), pg_temp.n('version', t, e), pg_temp.n('line' || (k % 2), t, e), pg_temp.n('unit', t, e),
			now()::date - 100 - (e * 7 + k) % 200, pg_temp.` + navOf + `, now()` + eachOf,
	// Three meetings each: two held, and one so far ahead that nothing is overdue when the database is used again.
	`INSERT INTO meetings (tenant_id, id, employer_id, placement_id, kind, at, place, from_rhythm, held_at)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('meeting' || k || m, t, e), pg_temp.n('employer', t, e), pg_temp.n('placement' || k, t, e), 'status',
			date_trunc('day', now()) + (m * 28 - 83 + e % 14 + m / 3 * 3650) * interval '1 day' + interval '10 hours', 'Lageret', true, CASE WHEN m < 3 THEN now() END` + eachOf + `, generate_series(1, 3) m`,
	`INSERT INTO meeting_people (tenant_id, meeting_id, party, needed)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('meeting' || k || 3, t, e), party, true` + eachOf + `, unnest(ARRAY['participant', 'employer', 'nav']) party`,
	`INSERT INTO events (tenant_id, id, membership_id, actor, what, shared, employer_id, agreement_id)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('event' || k, t, e), pg_temp.` + navOf + `, 'Kontakt', 'agreement_concluded', true, pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e)` +
		each + `, generate_series(1, 2) k`,
	`INSERT INTO events (tenant_id, id, membership_id, actor, what, shared, employer_id, agreement_id, placement_id)
		SELECT pg_temp.n('tenant', t, 0), pg_temp.n('begun' || k || m, t, e), pg_temp.` + navOf + `, 'Kontakt', 'placement_begun', false, pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e),
			pg_temp.n('placement' || k, t, e)` + eachOf + `, generate_series(1, 2) m`,
	// In the first tenant one employer more: a framework over ten offices with 60 local agreements of ten places each.
	`INSERT INTO employers (tenant_id, id, org_number, name, place, search_name, active)
		SELECT pg_temp.n('tenant', 1, 0), pg_temp.n('employer', 1, 0), '299999999', 'Rammebedrift', 'Oslo', 'rammebedrift ' || pg_temp.n('employer', 1, 0), true`,
	`INSERT INTO contact_persons (tenant_id, id, employer_id, membership_id, during)
		SELECT pg_temp.n('tenant', 1, 0), pg_temp.n('cp', 1, 0), pg_temp.n('employer', 1, 0), pg_temp.n('nav', 1, 0), tstzrange('2020-01-01', NULL)`,
	`INSERT INTO agreements (tenant_id, id, number, employer_id, title, template, template_no, starts_on, made_by, offered_at, concluded_at, framework_id)
		SELECT pg_temp.n('tenant', 1, 0), pg_temp.n('agreement', 1, -a), 'L' || lpad(a::text, 5, '0'), pg_temp.n('employer', 1, 0), 'Avtale ' || a, @template::text, 1, '2025-01-01',
			pg_temp.n('nav', 1, 0), '2024-12-01', '2024-12-10', CASE a WHEN 61 THEN NULL ELSE pg_temp.n('agreement', 1, -61) END FROM generate_series(1, 61) a`,
	`INSERT INTO agreement_versions (tenant_id, id, agreement_id, number, terms, signed_at)
		SELECT pg_temp.n('tenant', 1, 0), pg_temp.n('version', 1, -a), pg_temp.n('agreement', 1, -a), 1, @terms::jsonb, '2024-12-10' FROM generate_series(1, 61) a`,
	`INSERT INTO place_lines (tenant_id, id, first_id, employer_id, agreement_id, version_id, kind, count, rule, alarm_days, from_on, position)
		SELECT pg_temp.n('tenant', 1, 0), pg_temp.n('line', 1, -a), pg_temp.n('line', 1, -a), pg_temp.n('employer', 1, 0), pg_temp.n('agreement', 1, -a), pg_temp.n('version', 1, -a),
			'work_training', 10, 'on_request', 0, '2025-01-01', 0 FROM generate_series(1, 60) a`,
}
