-- Somebody is wanted for a place. The employer may ask; the contact person sends it to offices.
CREATE TABLE requests (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	employer_id   uuid NOT NULL,
	agreement_id  uuid NOT NULL,
	place_line_id uuid NOT NULL,
	unit_id       uuid,
	count         int NOT NULL CHECK (count BETWEEN 1 AND 99),
	wanted_from   date NOT NULL,
	message       text NOT NULL DEFAULT '',
	asked_by      uuid NOT NULL,
	asked_at      timestamptz NOT NULL DEFAULT business_now(),
	criteria      text[] NOT NULL DEFAULT '{}',
	due_on        date,
	sent_at       timestamptz,
	closed_at     timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT requests_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT requests_sent CHECK ((sent_at IS NULL) = (due_on IS NULL)),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id, place_line_id) REFERENCES place_lines (tenant_id, employer_id, id),
	CONSTRAINT requests_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, asked_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX requests_employer ON requests (tenant_id, employer_id) WHERE closed_at IS NULL;
CALL wall('requests');
CREATE POLICY nav ON requests TO plass_nav USING (true);
CREATE POLICY worker ON requests FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON requests TO plass_partner USING (employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact');
GRANT SELECT, INSERT, UPDATE (criteria, due_on, sent_at, closed_at, message) ON requests TO plass_nav;
GRANT SELECT ON requests TO plass_worker;
GRANT SELECT (tenant_id, id, employer_id, agreement_id, place_line_id, unit_id, count, wanted_from, message, asked_by, asked_at, sent_at, closed_at),
	INSERT (tenant_id, id, employer_id, agreement_id, place_line_id, unit_id, count, wanted_from, message, asked_by) ON requests TO plass_partner;

CREATE TABLE request_offices (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	request_id  uuid NOT NULL,
	office_id   uuid NOT NULL,
	answered_at timestamptz,
	answered_by uuid,
	none_because text NOT NULL DEFAULT '',
	PRIMARY KEY (tenant_id, request_id, office_id),
	FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, id),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
	FOREIGN KEY (tenant_id, answered_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX request_offices_office ON request_offices (tenant_id, office_id) WHERE answered_at IS NULL;
CALL wall('request_offices');
CREATE POLICY nav ON request_offices TO plass_nav USING (true);
CREATE POLICY worker ON request_offices FOR SELECT TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (answered_at, answered_by, none_because) ON request_offices TO plass_nav;
GRANT SELECT ON request_offices TO plass_worker;

-- An office names a person for a request; the person is asked, and answers on their own page or in a talk that Nav records.
CREATE TABLE nominations (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	request_id   uuid NOT NULL,
	employer_id  uuid NOT NULL,
	office_id    uuid NOT NULL,
	candidate_id uuid NOT NULL,
	nominated_by uuid NOT NULL,
	nominated_at timestamptz NOT NULL DEFAULT business_now(),
	meets        text[] NOT NULL DEFAULT '{}',
	note         text NOT NULL DEFAULT '',
	answer_by    date NOT NULL,
	answer       text CHECK (answer IN ('yes', 'no')),
	answer_way   text CHECK (answer_way IN ('own_page', 'meeting', 'phone')),
	answered_at  timestamptz,
	answered_by  uuid,
	withdrawn_at timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT nominations_once UNIQUE (tenant_id, request_id, candidate_id),
	CONSTRAINT nominations_of_candidate UNIQUE (tenant_id, candidate_id, id),
	CONSTRAINT nominations_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answer_way IS NULL)),
	FOREIGN KEY (tenant_id, employer_id, request_id) REFERENCES requests (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, request_id, office_id) REFERENCES request_offices (tenant_id, request_id, office_id),
	FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id),
	FOREIGN KEY (tenant_id, nominated_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, answered_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX nominations_candidate ON nominations (tenant_id, candidate_id);
CALL wall('nominations');
CREATE POLICY nav ON nominations TO plass_nav USING (candidate_id IN (SELECT id FROM candidates));
CREATE POLICY worker ON nominations FOR SELECT TO plass_worker USING (true);
CREATE POLICY own ON nominations TO plass_candidate USING (candidate_id = (SELECT current_candidate()));
GRANT SELECT, INSERT, UPDATE (answer, answer_way, answered_at, answered_by, withdrawn_at) ON nominations TO plass_nav;
GRANT SELECT (tenant_id, id, request_id, employer_id, candidate_id, nominated_by, nominated_at, answer_by, answer, answer_way, answered_at, answered_by, withdrawn_at),
	UPDATE (answer, answer_way, answered_at, answered_by, withdrawn_at) ON nominations TO plass_candidate;
GRANT SELECT ON nominations TO plass_worker;

-- A person who has said yes is presented to the employer, who answers; they meet, with Nav there; somebody is chosen.
CREATE TABLE presentations (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	nomination_id uuid NOT NULL,
	candidate_id  uuid NOT NULL,
	employer_id   uuid NOT NULL,
	agreement_id  uuid NOT NULL,
	place_line_id uuid NOT NULL,
	presented_by  uuid NOT NULL,
	presented_at  timestamptz NOT NULL DEFAULT business_now(),
	answer        text CHECK (answer IN ('meet', 'not_now')),
	answered_at   timestamptz,
	answered_by   uuid,
	choice        text CHECK (choice IN ('chosen', 'not_chosen')),
	chosen_at     timestamptz,
	unit_id       uuid,
	withdrawn_at  timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT presentations_once UNIQUE (tenant_id, nomination_id),
	CONSTRAINT presentations_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)),
	CONSTRAINT presentations_chosen CHECK ((choice IS NULL) = (chosen_at IS NULL) AND (choice IS DISTINCT FROM 'chosen' OR unit_id IS NOT NULL)),
	FOREIGN KEY (tenant_id, candidate_id, nomination_id) REFERENCES nominations (tenant_id, candidate_id, id),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id, place_line_id) REFERENCES place_lines (tenant_id, employer_id, id),
	CONSTRAINT presentations_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, presented_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, answered_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX presentations_employer ON presentations (tenant_id, employer_id);
CREATE INDEX presentations_candidate ON presentations (tenant_id, candidate_id);
CREATE INDEX presentations_line ON presentations (tenant_id, place_line_id);
CALL wall('presentations');
CREATE POLICY nav ON presentations TO plass_nav USING (true);
CREATE POLICY worker ON presentations FOR SELECT TO plass_worker USING (true);
-- The employer meets a presentation until it is withdrawn, and twelve weeks after a no.
CREATE POLICY partner ON presentations TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact' AND withdrawn_at IS NULL
	AND (choice = 'chosen' OR coalesce(chosen_at, CASE answer WHEN 'not_now' THEN answered_at END, 'infinity') > (SELECT business_now()) - interval '84 days'));
CREATE POLICY own ON presentations TO plass_candidate USING (candidate_id = (SELECT current_candidate()));
GRANT SELECT, INSERT, UPDATE (answer, answered_at, answered_by, choice, chosen_at, unit_id, withdrawn_at) ON presentations TO plass_nav;
GRANT SELECT (tenant_id, id, nomination_id, employer_id, agreement_id, place_line_id, presented_at, answer, answered_at, choice, chosen_at, unit_id, withdrawn_at),
	UPDATE (answer, answered_at, answered_by) ON presentations TO plass_partner;
GRANT SELECT, UPDATE (withdrawn_at) ON presentations TO plass_candidate;
GRANT SELECT ON presentations TO plass_worker;

-- What one employer may see of one person: written at the person's yes, closed at once when it is taken back.
CREATE TABLE disclosures (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	nomination_id uuid NOT NULL,
	candidate_id  uuid NOT NULL,
	employer_id   uuid NOT NULL,
	recipient     text NOT NULL CHECK (recipient IN ('employer', 'buddy')),
	field         text NOT NULL CHECK (field IN ('first_name', 'full_name', 'strengths', 'wishes', 'languages', 'needs_at_work', 'phone')),
	value         text NOT NULL,
	from_at       timestamptz NOT NULL DEFAULT business_now(),
	until_at      timestamptz NOT NULL DEFAULT 'infinity',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, candidate_id, nomination_id) REFERENCES nominations (tenant_id, candidate_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id)
);
CREATE UNIQUE INDEX disclosures_once ON disclosures (tenant_id, nomination_id, recipient, field);
CREATE INDEX disclosures_candidate ON disclosures (tenant_id, candidate_id);
CALL wall('disclosures');
CREATE POLICY nav ON disclosures TO plass_nav USING (candidate_id IN (SELECT id FROM candidates));
CREATE POLICY own ON disclosures TO plass_candidate USING (candidate_id = (SELECT current_candidate()));
GRANT SELECT, INSERT, UPDATE (value, until_at) ON disclosures TO plass_nav;
GRANT SELECT, INSERT, UPDATE (value, until_at) ON disclosures TO plass_candidate;
GRANT SELECT (tenant_id, id, nomination_id, employer_id, recipient, field, value, from_at, until_at) ON disclosures TO plass_partner;
-- The partner's policy on disclosures stands with the placements, which open them to buddies.
