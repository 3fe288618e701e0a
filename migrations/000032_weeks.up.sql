-- How the weeks of a placement are shared, from a day on until the next row. A row is never changed: what was wrong is taken back, and a new
-- one written. Since a row ends where the next begins, two can never overlap.
CREATE FUNCTION days_of_week(days jsonb) RETURNS int LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(sum((d->>'count')::int), 0)::int FROM jsonb_array_elements(days) d $$;
CREATE TABLE week_patterns (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	from_on      date NOT NULL,
	days         jsonb NOT NULL DEFAULT '[]',     -- [{"kind": "practice", "count": 3}, …]; empty: nothing is said
	percent      int,                             -- of a full post
	reason       text NOT NULL DEFAULT '',        -- which everybody in the placement reads; empty: the agreement said so
	made_by      uuid NOT NULL DEFAULT current_membership(),
	made_name    text NOT NULL,
	made_at      timestamptz NOT NULL DEFAULT business_now(),
	undone_at    timestamptz,
	undone_by    uuid,
	undone_name  text,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT week_patterns_week CHECK (days_of_week(days) BETWEEN 0 AND 7),
	CONSTRAINT week_patterns_percent CHECK (percent BETWEEN 1 AND 100),
	CONSTRAINT week_patterns_undone CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_name IS NULL)),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, undone_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX week_patterns_once ON week_patterns (tenant_id, placement_id, from_on) WHERE undone_at IS NULL;
CREATE INDEX week_patterns_placement ON week_patterns (tenant_id, placement_id);

-- Those who are in a place already have the week of the first phase of the version they began under.
-- The owner meets no tenant's rows while row-level security is forced.
ALTER TABLE placements NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
INSERT INTO week_patterns (tenant_id, id, placement_id, from_on, days, percent, made_by, made_name, made_at)
SELECT p.tenant_id, gen_random_uuid(), p.id, p.starts_on, coalesce(v.terms #> '{track,phases,0,days}', '[]'), (v.terms #>> '{track,phases,0,percent}')::int,
	p.made_by, m.name, p.made_at
FROM placements p JOIN agreement_versions v ON v.tenant_id = p.tenant_id AND v.id = p.version_id JOIN memberships m ON m.tenant_id = p.tenant_id AND m.id = p.made_by
WHERE v.terms #> '{track,phases,0,days}' IS NOT NULL OR v.terms #> '{track,phases,0,percent}' IS NOT NULL;
ALTER TABLE placements FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;

CALL wall('week_patterns');
CREATE POLICY reads ON week_patterns FOR SELECT TO plass_nav USING (true);
CREATE POLICY makes ON week_patterns FOR INSERT TO plass_nav WITH CHECK (made_by = (SELECT current_membership()) AND undone_at IS NULL);
CREATE POLICY undoes ON week_patterns FOR UPDATE TO plass_nav USING (undone_at IS NULL) WITH CHECK (undone_by = (SELECT current_membership()));
CREATE POLICY partner ON week_patterns FOR SELECT TO plass_partner USING (placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON week_patterns FOR SELECT TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE (undone_at, undone_by, undone_name) ON week_patterns TO plass_nav;
GRANT SELECT (tenant_id, id, placement_id, from_on, days, percent, reason, made_name, made_at, undone_at, undone_name) ON week_patterns TO plass_partner, plass_candidate;
