DROP TABLE activities, plans, ending_reasons;
DROP POLICY partner ON disclosures;
REVOKE UPDATE (to_at) ON memberships FROM plass_partner;
DROP POLICY partner_buddies ON memberships;
DROP TABLE placements, buddies;
