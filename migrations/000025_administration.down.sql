DROP TRIGGER tenants_rules ON tenants;
DROP FUNCTION tenants_rules();
DROP TABLE rules;
DROP FUNCTION standard_rules();
DROP TRIGGER memberships_end ON memberships;
DROP FUNCTION memberships_end();
DROP POLICY granted ON memberships;
DROP TABLE role_grants;
DROP FUNCTION may_let_be(uuid, text);
ALTER TABLE offices DROP COLUMN closed_at;
DROP TABLE templates;
ALTER POLICY partner ON placements USING (
	employer_id = (SELECT current_employer()) AND misregistered_at IS NULL AND CASE (SELECT acting_role())
		WHEN 'employer_contact' THEN coalesce(ended_on, 'infinity') > (SELECT business_day()) - 84
		WHEN 'buddy' THEN buddy_id IN (SELECT id FROM buddies WHERE membership_id = (SELECT current_membership()))
			AND starts_on <= (SELECT business_day()) + 14 AND coalesce(ended_on, 'infinity') >= (SELECT business_day())
		ELSE false END);
ALTER POLICY partner ON presentations USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact' AND withdrawn_at IS NULL AND closes_at > (SELECT business_now())
	AND (choice = 'chosen' OR coalesce(chosen_at, CASE answer WHEN 'not_now' THEN answered_at END, 'infinity') > (SELECT business_now()) - interval '84 days'));
DROP FUNCTION setting(text);
DROP TABLE settings, setting_definitions;
