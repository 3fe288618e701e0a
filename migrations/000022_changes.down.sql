-- Only what was signed first is left of each agreement.
DROP INDEX place_lines_employer, place_lines_stretch;
ALTER TABLE place_lines DROP COLUMN replaced, DROP COLUMN first_id;
ALTER POLICY partner ON agreements USING (employer_id = (SELECT current_employer()) AND offered_at IS NOT NULL);
DROP TRIGGER agreements_framework ON agreements;
DROP FUNCTION framework_is_the_top();
DROP INDEX agreements_of_framework;
ALTER TABLE agreements DROP COLUMN ends_itself, DROP COLUMN options, DROP COLUMN misregistered_at, DROP COLUMN annulled_at, DROP COLUMN framework_id;
DROP INDEX agreement_versions_one_at_a_time;
ALTER TABLE agreement_versions DROP COLUMN withdrawn_at, DROP COLUMN made_by, DROP COLUMN review_on, DROP COLUMN ends_on, DROP COLUMN from_on,
	DROP COLUMN reason, DROP COLUMN part, DROP COLUMN act, DROP COLUMN edition;
