-- A person Nav follows up. What stands here is what the person can do and wants; why somebody was outside work
-- stands encrypted in candidate_background, and nobody at an employer has a grant on either.
CREATE TABLE candidates (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	first_name    text NOT NULL CHECK (first_name <> ''),
	last_name     text NOT NULL CHECK (last_name <> ''),
	phone         text NOT NULL DEFAULT '',
	email         text NOT NULL DEFAULT '',
	office_id     uuid NOT NULL,
	strengths     text NOT NULL DEFAULT '',
	wishes        text NOT NULL DEFAULT '',
	languages     text NOT NULL DEFAULT '',
	needs_at_work text NOT NULL DEFAULT '',
	search_name   text COLLATE "C" NOT NULL,
	shielded      boolean NOT NULL DEFAULT false,
	version       int NOT NULL DEFAULT 1,
	made_at       timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
);
CREATE INDEX candidates_search ON candidates (tenant_id, search_name);
ALTER TABLE memberships ADD FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id);

-- Who at Nav needs to know the person, since when and until when: one member, whoever is contact person of an
-- employer, or the liaisons and leaders of an office.
CREATE TABLE relations (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	candidate_id  uuid NOT NULL,
	kind          text NOT NULL CHECK (kind IN ('follow_up', 'office', 'presented', 'opening')),
	membership_id uuid,
	employer_id   uuid,
	office_id     uuid,
	from_at       timestamptz NOT NULL DEFAULT business_now(),
	to_at         timestamptz NOT NULL DEFAULT 'infinity',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
	CONSTRAINT relations_one CHECK (num_nonnulls(membership_id, employer_id, office_id) = 1)
);
CREATE INDEX relations_membership ON relations (tenant_id, membership_id, to_at) WHERE membership_id IS NOT NULL;
CREATE INDEX relations_employer ON relations (tenant_id, employer_id, to_at) WHERE employer_id IS NOT NULL;
CREATE INDEX relations_office ON relations (tenant_id, office_id, to_at) WHERE office_id IS NOT NULL;
CREATE INDEX relations_candidate ON relations (tenant_id, candidate_id);
CALL wall('relations');
CREATE POLICY nav ON relations TO plass_nav USING (true);
CREATE POLICY worker ON relations FOR SELECT TO plass_worker USING (true);
CREATE POLICY candidate ON relations FOR SELECT TO plass_candidate USING (candidate_id = (SELECT current_candidate()));
CREATE POLICY candidate_asks ON relations FOR INSERT TO plass_candidate WITH CHECK (candidate_id = (SELECT current_candidate()) AND kind = 'presented');
CREATE POLICY candidate_ends ON relations FOR UPDATE TO plass_candidate USING (candidate_id = (SELECT current_candidate()) AND kind = 'presented');
GRANT SELECT, INSERT, UPDATE (to_at) ON relations TO plass_nav;
GRANT SELECT ON relations TO plass_worker;
GRANT SELECT, INSERT, UPDATE (to_at) ON relations TO plass_candidate;

-- The candidates whom the one acting needs to know.
CREATE FUNCTION known_candidates() RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 200 AS $$
	SELECT candidate_id FROM relations
	WHERE membership_id IN (SELECT acting_as()) AND from_at <= business_now() AND to_at > business_now()
	UNION
	SELECT r.candidate_id FROM relations r JOIN contact_persons c ON c.employer_id = r.employer_id
	WHERE c.membership_id IN (SELECT acting_as()) AND c.from_at <= business_now() AND c.to_at > business_now()
	AND r.from_at <= business_now() AND r.to_at > business_now()
	UNION
	SELECT r.candidate_id FROM relations r
	WHERE r.office_id = current_office() AND acting_role() IN ('office_liaison', 'office_leader')
	AND r.from_at <= business_now() AND r.to_at > business_now() $$;

CALL wall('candidates');
-- A person with a protected address is closed to everybody until somebody is cleared, and nobody is by default.
CREATE POLICY shielded ON candidates AS RESTRICTIVE USING (NOT shielded OR id = (SELECT current_candidate()));
CREATE POLICY nav ON candidates TO plass_nav USING (id IN (SELECT known_candidates())) WITH CHECK (true);
CREATE POLICY worker ON candidates FOR SELECT TO plass_worker USING (true);
CREATE POLICY own ON candidates TO plass_candidate USING (id = (SELECT current_candidate()));
GRANT SELECT, INSERT, UPDATE (first_name, last_name, phone, email, strengths, wishes, languages, needs_at_work, search_name, version) ON candidates TO plass_nav;
GRANT SELECT (tenant_id, id, shielded) ON candidates TO plass_worker;
GRANT SELECT (tenant_id, id, first_name, last_name, phone, email, strengths, wishes, languages, needs_at_work, shielded, version),
	UPDATE (phone, strengths, wishes, languages, needs_at_work, version) ON candidates TO plass_candidate;

-- That a name is somebody Nav follows up is known inside the tenant by the whole name only; the person opens with a reason.
CREATE TABLE candidate_names (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	candidate_id uuid NOT NULL,
	search_name  text COLLATE "C" NOT NULL,
	office_id    uuid NOT NULL,
	PRIMARY KEY (tenant_id, candidate_id),
	FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id)
);
CREATE INDEX candidate_names_search ON candidate_names (tenant_id, search_name);
CALL wall('candidate_names');
CREATE POLICY nav ON candidate_names TO plass_nav USING (true);
GRANT SELECT, INSERT, UPDATE (search_name), DELETE ON candidate_names TO plass_nav;

-- Why somebody was outside work. Encrypted, and read by the person's own follow-up contact only.
CREATE TABLE candidate_background (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	candidate_id uuid NOT NULL,
	body         bytea NOT NULL,
	written_by   uuid NOT NULL,
	written_at   timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, candidate_id),
	FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id),
	FOREIGN KEY (tenant_id, written_by) REFERENCES memberships (tenant_id, id)
);
CALL wall('candidate_background');
CREATE POLICY nav ON candidate_background TO plass_nav USING (
	candidate_id IN (SELECT id FROM candidates) AND candidate_id IN (
		SELECT r.candidate_id FROM relations r WHERE r.kind = 'follow_up' AND r.membership_id IN (SELECT acting_as())
		AND r.from_at <= (SELECT business_now()) AND r.to_at > (SELECT business_now())));
GRANT SELECT, INSERT, UPDATE (body, written_by, written_at) ON candidate_background TO plass_nav;

-- Who opened a person's page, when and why. The person reads it; nobody changes it.
CREATE TABLE openings (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	candidate_id  uuid NOT NULL,
	membership_id uuid NOT NULL DEFAULT current_membership(),
	name          text NOT NULL,
	office        text NOT NULL DEFAULT '',
	page          text NOT NULL CHECK (page IN ('candidate', 'placement', 'background', 'presentation')),
	reason        text NOT NULL CHECK (reason <> ''),
	own_words     text NOT NULL DEFAULT '',
	at            timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id)
);
CREATE INDEX openings_candidate ON openings (tenant_id, candidate_id, at DESC);
CALL wall('openings');
CREATE POLICY nav_writes ON openings FOR INSERT TO plass_nav WITH CHECK (membership_id = (SELECT current_membership()));
CREATE POLICY nav ON openings FOR SELECT TO plass_nav USING (
	membership_id = (SELECT current_membership()) OR acting_role() = 'auditor'
	OR (acting_role() = 'office_leader' AND membership_id IN (SELECT id FROM memberships WHERE office_id = (SELECT current_office()))));
CREATE POLICY own ON openings FOR SELECT TO plass_candidate USING (candidate_id = (SELECT current_candidate()));
GRANT SELECT, INSERT ON openings TO plass_nav;
GRANT SELECT ON openings TO plass_candidate;
