DROP TABLE activities, plans, ending_reasons;
DROP POLICY partner ON disclosures;
DROP TABLE placements, buddies;
