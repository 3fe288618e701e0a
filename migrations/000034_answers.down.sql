REVOKE UPDATE (answer, answered_at) ON job_offers FROM plass_candidate;
DROP POLICY answers ON job_offers;
