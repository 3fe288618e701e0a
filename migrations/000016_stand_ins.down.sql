DROP POLICY stands_in ON memberships;
REVOKE SELECT ON stand_ins FROM plass_partner, plass_candidate;
DROP POLICY theirs ON stand_ins;
