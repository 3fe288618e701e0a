-- What one side has said to another that it will do, or that it does not promise: a row each time it can be kept or broken.
-- Those of a placement are as the version says that it began under; the rest are the agreement's own.
-- Open and due are never stored: they follow from due_on and the day.
CREATE TABLE promises (
	tenant_id      uuid NOT NULL DEFAULT current_tenant(),
	id             uuid NOT NULL,
	employer_id    uuid NOT NULL,
	agreement_id   uuid NOT NULL,
	version_id     uuid NOT NULL,
	placement_id   uuid,
	position       int NOT NULL,
	by_side        text NOT NULL CHECK (by_side IN ('employer', 'nav', 'participant', 'broker', 'municipality', 'everybody')),
	to_side        text NOT NULL CHECK (to_side IN ('employer', 'nav', 'participant', 'broker', 'municipality', 'everybody')),
	what           jsonb NOT NULL CHECK (words_in(what, 'nb') <> ''),
	strength       text NOT NULL CHECK (strength IN ('guarantee', 'conditional', 'intention', 'no_promise')),
	due_when       text NOT NULL CHECK (due_when IN ('always', 'start', 'end', 'excellent', 'in_period', 'when_needed')),
	days           int NOT NULL DEFAULT 0,
	percent        int NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
	asks           jsonb, -- what shows that it was kept
	to_read        boolean NOT NULL DEFAULT false,
	needed_because text NOT NULL DEFAULT '',
	due_on         date,
	listed_on      date, -- from then on those it has not been kept to are listed
	read_at        timestamptz,
	read_on        date,
	read_way       text CHECK (read_way IN ('read', 'oral')),
	read_by        text NOT NULL DEFAULT '',
	settled        text CHECK (settled IN ('kept', 'broken', 'waived', 'lapsed')),
	settled_at     timestamptz,
	settled_by     text NOT NULL DEFAULT '',
	why            text NOT NULL DEFAULT '',
	evidence       text NOT NULL DEFAULT '',
	offer_id       uuid,
	made_at        timestamptz NOT NULL DEFAULT business_now(),
	version        int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT promises_settled CHECK ((settled IS NULL) = (settled_at IS NULL) AND (settled IS NULL OR settled NOT IN ('broken', 'waived') OR why <> '')),
	CONSTRAINT promises_read CHECK ((read_at IS NULL) = (read_on IS NULL) AND (read_at IS NULL) = (read_way IS NULL)),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id),
	FOREIGN KEY (tenant_id, employer_id, placement_id) REFERENCES placements (tenant_id, employer_id, id)
);
CREATE UNIQUE INDEX promises_once ON promises (tenant_id, version_id, placement_id, position) NULLS NOT DISTINCT WHERE needed_because = '';
CREATE INDEX promises_agreement ON promises (tenant_id, agreement_id);
CREATE INDEX promises_placement ON promises (tenant_id, placement_id);
CREATE INDEX promises_open ON promises (tenant_id, employer_id, due_on) WHERE settled IS NULL;
CALL wall('promises');
CREATE POLICY nav ON promises TO plass_nav USING (true);
CREATE POLICY worker ON promises FOR SELECT TO plass_worker USING (true);
-- A union representative reads what is promised, never what is promised one person.
CREATE POLICY partner ON promises FOR SELECT TO plass_partner USING (agreement_id IN (SELECT id FROM agreements) AND CASE (SELECT acting_role())
	WHEN 'employer_contact' THEN placement_id IS NULL OR placement_id IN (SELECT id FROM placements)
	WHEN 'union_representative' THEN placement_id IS NULL
	ELSE false END);
CREATE POLICY partner_settles ON promises FOR UPDATE TO plass_partner USING ((SELECT acting_role()) = 'employer_contact'
	AND employer_id = (SELECT current_employer()) AND (placement_id IS NULL OR placement_id IN (SELECT id FROM placements)));
CREATE POLICY partner_needs ON promises FOR INSERT TO plass_partner WITH CHECK ((SELECT acting_role()) = 'employer_contact'
	AND employer_id = (SELECT current_employer()) AND needed_because <> '');
-- A participant reads what is promised to or by the participant, and of what the agreement says for good only that.
CREATE POLICY own ON promises TO plass_candidate USING (
	(to_read OR by_side IN ('participant', 'everybody') OR to_side IN ('participant', 'everybody')) AND CASE
		WHEN placement_id IS NULL THEN settled IS NULL AND needed_because = '' AND agreement_id IN (SELECT agreement_id FROM placements)
		ELSE placement_id IN (SELECT id FROM placements) END);
GRANT SELECT, INSERT, UPDATE (due_on, listed_on, read_at, read_on, read_way, read_by, settled, settled_at, settled_by, why, evidence, offer_id, version) ON promises TO plass_nav;
GRANT SELECT, INSERT, UPDATE (due_on, settled, settled_at, settled_by, why, evidence, offer_id, version) ON promises TO plass_partner;
GRANT SELECT, UPDATE (read_at, read_on, read_way, settled, settled_at, settled_by, why, evidence, version) ON promises TO plass_candidate;
GRANT SELECT ON promises TO plass_worker;

-- What somebody in a placement has been offered. An offer is no hire: the answer is the person's.
CREATE TABLE job_offers (
	tenant_id        uuid NOT NULL DEFAULT current_tenant(),
	id               uuid NOT NULL,
	employer_id      uuid NOT NULL,
	placement_id     uuid NOT NULL,
	offered_by       text NOT NULL CHECK (offered_by <> ''), -- who offers: the employer, or another
	what             text NOT NULL CHECK (what <> ''),
	form             text NOT NULL CHECK (form IN ('permanent', 'temporary', 'substitute', 'on_call', 'apprenticeship')),
	percent          int NOT NULL CHECK (percent BETWEEN 1 AND 100),
	offered_on       date NOT NULL,
	relevant         boolean NOT NULL,
	relevant_because text NOT NULL DEFAULT '',
	answer           text CHECK (answer IN ('yes', 'no')),
	answered_at      timestamptz,
	recorder         text NOT NULL,
	recorded_by      uuid NOT NULL DEFAULT current_membership(),
	recorded_at      timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT job_offers_answered CHECK ((answer IS NULL) = (answered_at IS NULL)),
	FOREIGN KEY (tenant_id, employer_id, placement_id) REFERENCES placements (tenant_id, employer_id, id)
);
CREATE INDEX job_offers_placement ON job_offers (tenant_id, placement_id, offered_on);
CALL wall('job_offers');
CREATE POLICY nav ON job_offers TO plass_nav USING (true);
CREATE POLICY worker ON job_offers FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON job_offers TO plass_partner USING ((SELECT acting_role()) = 'employer_contact' AND placement_id IN (SELECT id FROM placements))
	WITH CHECK ((SELECT acting_role()) = 'employer_contact' AND employer_id = (SELECT current_employer()) AND placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON job_offers FOR SELECT TO plass_candidate USING (placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE (answer, answered_at) ON job_offers TO plass_nav, plass_partner;
GRANT SELECT ON job_offers TO plass_candidate, plass_worker;
ALTER TABLE promises ADD FOREIGN KEY (tenant_id, offer_id) REFERENCES job_offers (tenant_id, id);

-- What an evaluation came to; like the minutes it is a draft until it is shared.
ALTER TABLE meetings ADD COLUMN judgement_draft text NOT NULL DEFAULT '' CHECK (judgement_draft IN ('', 'excellent', 'good', 'needs_more'));
ALTER TABLE meetings ADD COLUMN judgement text NOT NULL DEFAULT '' CHECK (judgement IN ('', 'excellent', 'good', 'needs_more'));
GRANT UPDATE (judgement_draft, judgement) ON meetings TO plass_nav, plass_partner;
GRANT SELECT (judgement_draft, judgement) ON meetings TO plass_partner;
GRANT SELECT (judgement) ON meetings TO plass_candidate;

-- What is in force already has its promises in the book.
ALTER TABLE promises NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreements NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE placements NO FORCE ROW LEVEL SECURITY;
INSERT INTO promises (tenant_id, id, employer_id, agreement_id, version_id, placement_id, position, by_side, to_side, what, strength, due_when, days, percent, asks, to_read, due_on, listed_on, made_at)
SELECT v.tenant_id, gen_random_uuid(), a.employer_id, a.id, v.id, s.id, said.n - 1, said.p ->> 'by', said.p ->> 'to', said.p -> 'what', said.p ->> 'strength', w.kind, w.days, w.percent,
	said.p -> 'evidence', w.to_read,
	CASE WHEN said.p ->> 'strength' = 'no_promise' THEN NULL
		WHEN w.kind = 'start' THEN coalesce(s.starts_on, a.starts_on) + w.days
		WHEN w.kind IN ('end', 'in_period') THEN CASE WHEN s.id IS NULL THEN a.ends_on ELSE s.ends_on END + w.days END,
	CASE WHEN w.kind = 'in_period' AND w.percent > 0 THEN s.starts_on + ceil((s.ends_on - s.starts_on + 1) * w.percent / 100.0)::int END,
	coalesce(s.made_at, v.signed_at)
FROM agreement_versions v JOIN agreements a ON a.tenant_id = v.tenant_id AND a.id = v.agreement_id
CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(v.terms #> '{commitments,promises}') WHEN 'array' THEN v.terms #> '{commitments,promises}' ELSE '[]' END) WITH ORDINALITY AS said (p, n)
CROSS JOIN LATERAL (SELECT said.p #>> '{when,kind}' AS kind, coalesce((said.p #>> '{when,days}')::int, 0) AS days, coalesce((said.p #>> '{when,percent}')::int, 0) AS percent,
	coalesce((said.p ->> 'acknowledge')::boolean, false) OR said.p ->> 'to' = 'participant' AND said.p ->> 'strength' IN ('no_promise', 'conditional') AS to_read) w
CROSS JOIN LATERAL (SELECT w.to_read OR coalesce(v.terms #>> '{outcomes,end}', 'placement') IN ('', 'placement') AND w.kind IN ('start', 'end', 'excellent', 'in_period') AS each) e
LEFT JOIN placements s ON e.each AND s.tenant_id = v.tenant_id AND s.version_id = v.id AND s.ended_on IS NULL AND s.misregistered_at IS NULL
WHERE v.signed_at IS NOT NULL AND (s.id IS NOT NULL OR NOT e.each);
ALTER TABLE promises FORCE ROW LEVEL SECURITY;
ALTER TABLE agreements FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE placements FORCE ROW LEVEL SECURITY;
