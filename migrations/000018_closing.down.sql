ALTER POLICY nav ON candidate_background USING (
	candidate_id IN (SELECT id FROM candidates) AND candidate_id IN (
		SELECT r.candidate_id FROM relations r WHERE r.kind = 'follow_up' AND r.membership_id IN (SELECT acting_as())
		AND r.from_at <= (SELECT business_now()) AND r.to_at > (SELECT business_now())));
ALTER POLICY nav ON candidates USING (id IN (SELECT known_candidates()));
DROP INDEX placements_presentation, placements_newest, contact_persons_employer, memberships_id;
ALTER POLICY partner ON presentations USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact' AND withdrawn_at IS NULL
	AND (choice = 'chosen' OR coalesce(chosen_at, CASE answer WHEN 'not_now' THEN answered_at END, 'infinity') > (SELECT business_now()) - interval '84 days'));
ALTER TABLE presentations DROP COLUMN closes_at;
