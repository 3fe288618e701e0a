-- What somebody proposed falls away with their own role at Nav: it takes two who both have theirs.
ALTER TABLE role_grants DROP CONSTRAINT role_grants_decision_check,
	ADD CONSTRAINT role_grants_decision_check CHECK (decision IN ('approved', 'declined', 'withdrawn', 'lapsed'));
-- Whoever proposed it has the role that they proposed it in.
CREATE FUNCTION still_proposes(proposer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM memberships m WHERE m.id = proposer AND m.to_at > business_now()) $$;
ALTER POLICY decides ON role_grants WITH CHECK (
	decided_by = (SELECT current_membership())
	AND CASE decision
		WHEN 'withdrawn' THEN proposed_by = (SELECT current_membership())
		WHEN 'lapsed' THEN NOT still_proposes(proposed_by)
		WHEN 'approved' THEN may_let_be(proposed_by, email) AND still_proposes(proposed_by)
		ELSE may_let_be(proposed_by, email) END);
