-- Those at an employer, and the people Nav presents to it, know who stands in for its contact person: whom to call, and that word reaches somebody.
CREATE POLICY theirs ON stand_ins FOR SELECT TO plass_partner, plass_candidate USING (
	to_at > (SELECT business_now()) AND membership_id IN (SELECT membership_id FROM contact_persons WHERE to_at > (SELECT business_now())));
GRANT SELECT (tenant_id, id, membership_id, stand_in_id, from_at, to_at) ON stand_ins TO plass_partner, plass_candidate;
CREATE POLICY stands_in ON memberships FOR SELECT TO plass_partner, plass_candidate USING (id IN (SELECT stand_in_id FROM stand_ins));
