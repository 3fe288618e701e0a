-- A colleague who helps somebody new. Nobody follows more than their maximum, and training is dated.
CREATE TABLE buddies (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	employer_id   uuid NOT NULL,
	unit_id       uuid,
	membership_id uuid,
	name          text NOT NULL CHECK (name <> ''),
	phone         text NOT NULL DEFAULT '',
	most          int NOT NULL DEFAULT 1 CHECK (most BETWEEN 1 AND 9),
	left_on       date,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT buddies_of_employer UNIQUE (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	CONSTRAINT buddies_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX buddies_employer ON buddies (tenant_id, employer_id);
CALL wall('buddies');
CREATE POLICY nav ON buddies TO plass_nav USING (true);
CREATE POLICY worker ON buddies FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON buddies TO plass_partner USING (employer_id = (SELECT current_employer()))
	WITH CHECK (employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact');
GRANT SELECT, INSERT, UPDATE (unit_id, membership_id, name, phone, most, left_on) ON buddies TO plass_nav;
GRANT SELECT, INSERT, UPDATE (unit_id, name, phone, most, left_on) ON buddies TO plass_partner;
GRANT SELECT ON buddies TO plass_worker;
-- A colleague who is no longer a buddy no longer logs in as one.
CREATE POLICY partner_buddies ON memberships FOR UPDATE TO plass_partner USING (
	role = 'buddy' AND employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact');
GRANT UPDATE (to_at) ON memberships TO plass_partner;

-- A person in a place, for a time. The version is the one in force when it began, whatever is agreed later.
CREATE TABLE placements (
	tenant_id       uuid NOT NULL DEFAULT current_tenant(),
	id              uuid NOT NULL,
	presentation_id uuid NOT NULL,
	nomination_id   uuid NOT NULL,
	candidate_id    uuid NOT NULL,
	employer_id     uuid NOT NULL,
	agreement_id    uuid NOT NULL,
	version_id      uuid NOT NULL,
	place_line_id   uuid NOT NULL,
	unit_id         uuid NOT NULL,
	buddy_id        uuid,
	starts_on       date NOT NULL,
	ends_on         date,
	over_because    text NOT NULL DEFAULT '',
	made_by         uuid NOT NULL,
	made_at         timestamptz NOT NULL DEFAULT business_now(),
	begun_at        timestamptz,
	ended_on        date,
	outcome         text CHECK (outcome IN ('job_here', 'job_elsewhere', 'temporary_job', 'apprentice', 'own_business', 'studies',
	                                        'completed', 'more_support', 'moved_on', 'no_show')),
	branch          text CHECK (branch IN ('good', 'bad', 'no_show', 'more_support')),
	ended_at        timestamptz,
	misregistered_at timestamptz,
	version         int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT placements_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT placements_of_candidate UNIQUE (tenant_id, candidate_id, id),
	CONSTRAINT placements_order CHECK (ends_on IS NULL OR starts_on <= ends_on),
	CONSTRAINT placements_ended CHECK ((ended_on IS NULL) = (outcome IS NULL) AND (ended_on IS NULL) = (branch IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL)
		AND (ended_on IS NULL OR starts_on <= ended_on)),
	FOREIGN KEY (tenant_id, presentation_id) REFERENCES presentations (tenant_id, id),
	FOREIGN KEY (tenant_id, candidate_id, nomination_id) REFERENCES nominations (tenant_id, candidate_id, id),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id),
	FOREIGN KEY (tenant_id, employer_id, place_line_id) REFERENCES place_lines (tenant_id, employer_id, id),
	CONSTRAINT placements_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	CONSTRAINT placements_buddy FOREIGN KEY (tenant_id, employer_id, buddy_id) REFERENCES buddies (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX placements_once ON placements (tenant_id, presentation_id) WHERE misregistered_at IS NULL;
CREATE INDEX placements_line ON placements (tenant_id, place_line_id, starts_on);
CREATE INDEX placements_employer ON placements (tenant_id, employer_id, starts_on, id);
CREATE INDEX placements_candidate ON placements (tenant_id, candidate_id);
CREATE INDEX placements_buddy ON placements (tenant_id, buddy_id) WHERE ended_on IS NULL;
CALL wall('placements');
CREATE POLICY nav ON placements TO plass_nav USING (true);
CREATE POLICY worker ON placements FOR SELECT TO plass_worker USING (true);
CREATE POLICY own ON placements TO plass_candidate USING (candidate_id = (SELECT current_candidate()) AND misregistered_at IS NULL);
-- The employer until twelve weeks after the end; the buddy own people, from two weeks before the start to the end.
CREATE POLICY partner ON placements TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND misregistered_at IS NULL AND CASE (SELECT acting_role())
		WHEN 'employer_contact' THEN coalesce(ended_on, 'infinity') > (SELECT business_day()) - 84
		WHEN 'buddy' THEN buddy_id IN (SELECT id FROM buddies WHERE membership_id = (SELECT current_membership()))
			AND starts_on <= (SELECT business_day()) + 14 AND coalesce(ended_on, 'infinity') >= (SELECT business_day())
		ELSE false END);
GRANT SELECT, INSERT, UPDATE (unit_id, buddy_id, starts_on, ends_on, over_because, begun_at, ended_on, outcome, branch, ended_at, misregistered_at, version) ON placements TO plass_nav;
GRANT SELECT ON placements TO plass_candidate, plass_worker;
GRANT SELECT (tenant_id, id, presentation_id, nomination_id, employer_id, agreement_id, version_id, place_line_id, unit_id, buddy_id,
	starts_on, ends_on, begun_at, ended_on, ended_at, misregistered_at, version) ON placements TO plass_partner;

CREATE POLICY partner ON disclosures FOR SELECT TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND from_at <= (SELECT business_now()) AND until_at > (SELECT business_now())
	AND CASE (SELECT acting_role())
		WHEN 'employer_contact' THEN recipient = 'employer' AND nomination_id IN (
			SELECT nomination_id FROM presentations UNION SELECT nomination_id FROM placements)
		WHEN 'buddy' THEN recipient = 'buddy' AND nomination_id IN (SELECT nomination_id FROM placements)
		ELSE false END);

-- Why a period ended early is Nav's and the person's, and never the employer's.
CREATE TABLE ending_reasons (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	placement_id uuid NOT NULL,
	body         bytea NOT NULL,
	written_by   uuid NOT NULL DEFAULT current_membership(),
	PRIMARY KEY (tenant_id, placement_id),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id)
);
CALL wall('ending_reasons');
CREATE POLICY nav ON ending_reasons TO plass_nav USING (placement_id IN (SELECT p.id FROM placements p JOIN candidates c ON c.id = p.candidate_id));
GRANT SELECT, INSERT ON ending_reasons TO plass_nav;

-- Where to be on the first day, when, and whom to ask for. The rest of the plan is the meetings, the people and the activities.
CREATE TABLE plans (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	placement_id uuid NOT NULL,
	meet_at      timestamptz NOT NULL,
	meet_where   text NOT NULL CHECK (meet_where <> ''),
	meet_whom    text NOT NULL CHECK (meet_whom <> ''),
	bring        text NOT NULL DEFAULT '',
	first_week   text NOT NULL DEFAULT '',
	hours        text NOT NULL DEFAULT '',
	made_at      timestamptz NOT NULL DEFAULT business_now(),
	version      int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, placement_id),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id)
);
CALL wall('plans');
CREATE POLICY nav ON plans TO plass_nav USING (true);
CREATE POLICY worker ON plans FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON plans TO plass_partner USING (placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON plans FOR SELECT TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE ON plans TO plass_nav, plass_partner;
GRANT SELECT ON plans TO plass_candidate, plass_worker;

CREATE TABLE activities (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	on_day       date NOT NULL,
	title        text NOT NULL CHECK (title <> ''),
	place        text NOT NULL DEFAULT '',
	removed_at   timestamptz,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, placement_id) REFERENCES placements (tenant_id, id)
);
CREATE INDEX activities_placement ON activities (tenant_id, placement_id, on_day);
CALL wall('activities');
CREATE POLICY nav ON activities TO plass_nav USING (true);
CREATE POLICY partner ON activities TO plass_partner USING (placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON activities FOR SELECT TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE (removed_at) ON activities TO plass_nav, plass_partner;
GRANT SELECT ON activities TO plass_candidate;
