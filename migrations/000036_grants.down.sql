ALTER TABLE role_grants NO FORCE ROW LEVEL SECURITY;
UPDATE role_grants SET decision = 'declined' WHERE decision = 'lapsed';
ALTER TABLE role_grants FORCE ROW LEVEL SECURITY;
ALTER POLICY decides ON role_grants WITH CHECK (
	decided_by = (SELECT current_membership())
	AND CASE decision WHEN 'withdrawn' THEN proposed_by = (SELECT current_membership()) ELSE may_let_be(proposed_by, email) END);
DROP FUNCTION still_proposes(uuid);
ALTER TABLE role_grants DROP CONSTRAINT role_grants_decision_check,
	ADD CONSTRAINT role_grants_decision_check CHECK (decision IN ('approved', 'declined', 'withdrawn'));
