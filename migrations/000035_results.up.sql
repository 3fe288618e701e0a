-- What became of an employer's places, year by year: sums, and nobody in them. They stay when the employer no longer sees the people.
-- The program reckons them anew once a day. How many went on elsewhere is left out where it would tell of few.
CREATE TABLE employer_results (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	employer_id  uuid NOT NULL,
	year         int NOT NULL,
	began        int NOT NULL, -- people who began in a place
	finished     int NOT NULL, -- whose time was over
	hired        int NOT NULL, -- who got a job with the employer
	went_on      int,          -- of those whose time was over: to another job, an apprenticeship, a business of their own, or studies
	promises_due int NOT NULL, -- that the employer gave
	promises_kept int NOT NULL,
	reckoned_on  date NOT NULL,
	PRIMARY KEY (tenant_id, employer_id, year),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id)
);
CALL wall('employer_results');
CREATE POLICY worker ON employer_results TO plass_worker USING (true);
CREATE POLICY partner ON employer_results FOR SELECT TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) IN ('employer_contact', 'union_representative'));
GRANT SELECT, INSERT, DELETE ON employer_results TO plass_worker;
GRANT SELECT ON employer_results TO plass_partner;
