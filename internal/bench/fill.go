package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// tenants is how many tenants a database holds; each has as many placements as the others.
const tenants = 100

// perEmployer is how many placements an employer has: more cases are more employers, as they are in life.
const perEmployer = 2

// own is how many employers the one who drives the pages is contact person of, however large the tenant.
const own = 50

// fill makes a database with so many placements. It writes rows as nobody else may: no policies, no triggers, no foreign keys.
func fill(ctx context.Context, admin *pgx.Conn, placements int) error {
	var full bool
	if err := admin.QueryRow(ctx, `SELECT EXISTS (SELECT FROM placements)`).Scan(&full); err != nil || full {
		return err
	}
	employers := placements / tenants / perEmployer
	return pgx.BeginFunc(ctx, admin, func(tx pgx.Tx) error {
		for _, sql := range []string{
			`SET LOCAL session_replication_role = replica`,
			`CREATE FUNCTION pg_temp.n(kind text, a int, b int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || '/' || a || '/' || b)::uuid $$`,
			`INSERT INTO tenants (id, name) SELECT pg_temp.n('tenant', t, 0), 'Tenant ' || t FROM generate_series(1, @tenants::int) t`,
			`INSERT INTO offices (tenant_id, id, name) SELECT pg_temp.n('tenant', t, 0), pg_temp.n('office', t, 0), 'Kontor ' || t FROM generate_series(1, @tenants::int) t`,
			`INSERT INTO memberships (tenant_id, id, email, role, name, office_id, from_at)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('nav', t, k), 'nav' || k || '.t' || t || '@plass.example', 'nav_contact', 'Kontakt ' || k, pg_temp.n('office', t, 0), '2020-01-01'
				FROM generate_series(1, @tenants::int) t, generate_series(0, (@employers::int - 1) / @own) k`,
			`INSERT INTO employers (tenant_id, id, org_number, name, place, search_name, active)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('employer', t, e), lpad((300000000 + e)::text, 9, '0'), 'Bedrift ' || lpad(e::text, 6, '0'), 'Lillehammer',
					'bedrift ' || lpad(e::text, 6, '0') || ' ' || pg_temp.n('employer', t, e), true
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e`,
			`INSERT INTO contact_persons (tenant_id, id, employer_id, membership_id, during)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('cp', t, e), pg_temp.n('employer', t, e), pg_temp.n('nav', t, (e - 1) / @own), tstzrange('2020-01-01', NULL)
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e`,
			`INSERT INTO units (tenant_id, id, employer_id, name)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('unit', t, e), pg_temp.n('employer', t, e), 'Lager' FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e`,
			`INSERT INTO agreements (tenant_id, id, number, employer_id, title, template, template_no, starts_on, made_by, offered_at, concluded_at)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('agreement', t, e), lpad(e::text, 6, '0'), pg_temp.n('employer', t, e), 'Inkluderingsavtale', @template, 1, '2025-01-01',
					pg_temp.n('nav', t, (e - 1) / @own), '2024-12-01', '2024-12-10'
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e`,
			`INSERT INTO agreement_versions (tenant_id, id, agreement_id, number, terms, signed_at)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('version', t, e), pg_temp.n('agreement', t, e), 1, @terms, '2024-12-10'
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e`,
			`INSERT INTO start_rules (tenant_id, agreement_id, version_id, buddy_needed, training_needed, trained_together, plan_needed)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('agreement', t, e), pg_temp.n('version', t, e), false, false, false, false
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e`,
			`INSERT INTO place_lines (tenant_id, id, employer_id, agreement_id, version_id, kind, count, alarm_days, from_on, position)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('line' || l, t, e), pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e), pg_temp.n('version', t, e),
					CASE l WHEN 0 THEN 'durable' ELSE 'work_training' END, 3 - l, 30, '2025-01-01', l
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e, generate_series(0, 1) l`,
			`INSERT INTO candidates (tenant_id, id, first_name, last_name, office_id, search_name)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('candidate' || k, t, e), 'Kari', 'Nummer ' || e, pg_temp.n('office', t, 0), 'kari nummer ' || e || ' ' || k
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e, generate_series(1, @per::int) k`,
			`INSERT INTO relations (tenant_id, id, candidate_id, kind, employer_id, from_at)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('relation' || k, t, e), pg_temp.n('candidate' || k, t, e), 'presented', pg_temp.n('employer', t, e), '2025-01-01'
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e, generate_series(1, @per::int) k`,
			`INSERT INTO placements (tenant_id, id, presentation_id, nomination_id, candidate_id, employer_id, agreement_id, version_id, place_line_id, unit_id, starts_on, made_by, begun_at)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('placement' || k, t, e), pg_temp.n('presentation' || k, t, e), pg_temp.n('nomination' || k, t, e), pg_temp.n('candidate' || k, t, e),
					pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e), pg_temp.n('version', t, e), pg_temp.n('line' || (k % 2), t, e), pg_temp.n('unit', t, e),
					now()::date - 100 - (e * 7 + k) % 200, pg_temp.n('nav', t, (e - 1) / @own), now()
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e, generate_series(1, @per::int) k`,
			`INSERT INTO events (tenant_id, id, membership_id, actor, what, shared, employer_id, agreement_id)
				SELECT pg_temp.n('tenant', t, 0), pg_temp.n('event' || k, t, e), pg_temp.n('nav', t, (e - 1) / @own), 'Kontakt', 'agreement_concluded', true, pg_temp.n('employer', t, e), pg_temp.n('agreement', t, e)
				FROM generate_series(1, @tenants::int) t, generate_series(1, @employers::int) e, generate_series(1, 5) k`,
		} {
			if _, err := tx.Exec(ctx, sql, pgx.NamedArgs{"tenants": tenants, "employers": employers, "own": own, "per": perEmployer, "template": template.Key, "terms": template.Whole().Encode()}); err != nil {
				return fmt.Errorf("%.60s: %w", sql, err)
			}
		}
		return nil
	})
}
