DROP TABLE openings, candidate_background, candidate_names;
ALTER TABLE memberships DROP CONSTRAINT memberships_tenant_id_candidate_id_fkey;
DROP TABLE relations;
DROP TABLE candidates;
DROP FUNCTION known_candidates();
