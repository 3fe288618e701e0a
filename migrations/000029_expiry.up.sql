-- A draft that nobody touches for some weeks is over by itself. It says when it was touched last; the rest is counted.
ALTER TABLE agreements NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreements ADD COLUMN touched_at timestamptz;
UPDATE agreements SET touched_at = greatest(made_at, offered_at, now() - interval '4 weeks');
ALTER TABLE agreements ALTER COLUMN touched_at SET DEFAULT business_now(), ALTER COLUMN touched_at SET NOT NULL;
ALTER TABLE agreements FORCE ROW LEVEL SECURITY;
GRANT UPDATE (touched_at) ON agreements TO plass_nav;

-- The day on which a draft is over, if nobody touches it before.
CREATE FUNCTION lapses_on(touched timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
	SELECT (touched AT TIME ZONE 'Europe/Oslo')::date + 7 * setting('agreement.draft_weeks')::int $$;
