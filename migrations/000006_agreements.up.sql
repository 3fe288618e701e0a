-- An agreement between an employer and Nav. What it says stands in its versions; here are the facts about it.
CREATE TABLE agreements (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	number       text NOT NULL CHECK (number ~ '^[0-9A-Z]{6}$'),
	employer_id  uuid NOT NULL,
	title        text NOT NULL CHECK (title <> ''),
	template     text NOT NULL,
	template_no  int NOT NULL,
	starts_on    date NOT NULL,
	ends_on      date,
	review_on    date,
	made_by      uuid NOT NULL,
	made_at      timestamptz NOT NULL DEFAULT business_now(),
	offered_at   timestamptz,
	concluded_at timestamptz,
	version      int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT agreements_number UNIQUE (tenant_id, number),
	CONSTRAINT agreements_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT agreements_order CHECK (ends_on IS NULL OR starts_on <= ends_on),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX agreements_employer ON agreements (tenant_id, employer_id);
CALL wall('agreements');
CREATE POLICY nav ON agreements TO plass_nav USING (true);
CREATE POLICY worker ON agreements FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON agreements FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()) AND offered_at IS NOT NULL);
GRANT SELECT, INSERT, UPDATE (title, starts_on, ends_on, review_on, offered_at, concluded_at, version) ON agreements TO plass_nav;
GRANT SELECT ON agreements TO plass_partner, plass_worker;

-- What an agreement says. own is only what it says itself; terms is the whole, written once at the last signature.
CREATE TABLE agreement_versions (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	number       int NOT NULL,
	own          jsonb NOT NULL DEFAULT '{}',
	terms        jsonb,
	made_at      timestamptz NOT NULL DEFAULT business_now(),
	signed_at    timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT agreement_versions_of_agreement UNIQUE (tenant_id, agreement_id, id),
	CONSTRAINT agreement_versions_number UNIQUE (tenant_id, agreement_id, number),
	CONSTRAINT agreement_versions_signed CHECK ((terms IS NULL) = (signed_at IS NULL)),
	FOREIGN KEY (tenant_id, agreement_id) REFERENCES agreements (tenant_id, id)
);
CALL wall('agreement_versions');
CREATE POLICY nav ON agreement_versions TO plass_nav USING (true);
CREATE POLICY worker ON agreement_versions FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON agreement_versions FOR SELECT TO plass_partner USING (agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT, UPDATE (own, terms, signed_at) ON agreement_versions TO plass_nav;
GRANT SELECT ON agreement_versions TO plass_partner, plass_worker;
CREATE FUNCTION signed_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'version % is signed', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'agreement_versions_stay';
END $$;
CREATE TRIGGER agreement_versions_stay BEFORE UPDATE ON agreement_versions
	FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION signed_terms_stay();

-- Who has signed for which party, and the text they read: a signature counts while the agreement is still at that version.
-- Any edit makes a new one, so that no signature can ever stand on a text its signer has not seen.
CREATE TABLE signatures (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	version_id   uuid NOT NULL,
	party        text NOT NULL CHECK (party IN ('employer', 'nav')),
	signed_by    uuid NOT NULL,
	name         text NOT NULL,
	on_behalf    text NOT NULL DEFAULT '',
	at_version   int NOT NULL,
	signed_at    timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id),
	FOREIGN KEY (tenant_id, signed_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX signatures_once ON signatures (tenant_id, version_id, party, at_version);
CALL wall('signatures');
CREATE POLICY nav ON signatures TO plass_nav USING (true);
CREATE POLICY worker ON signatures FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON signatures FOR SELECT TO plass_partner USING (agreement_id IN (SELECT id FROM agreements));
CREATE POLICY partner_signs ON signatures FOR INSERT TO plass_partner WITH CHECK (
	party = 'employer' AND on_behalf = '' AND signed_by = (SELECT current_membership()) AND agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT ON signatures TO plass_nav, plass_partner;
GRANT SELECT ON signatures TO plass_worker;

-- Who at the workplace has been told, asked or has agreed; recorded by whom and when.
CREATE TABLE anchorings (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	body         text NOT NULL CHECK (body IN ('working_environment_committee', 'union', 'safety_delegate', 'staff', 'leaders')),
	degree       text NOT NULL CHECK (degree IN ('informed', 'consulted', 'agreed')),
	happened_on  date NOT NULL,
	note         text NOT NULL DEFAULT '',
	recorded_by  uuid NOT NULL,
	recorded_at  timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, agreement_id) REFERENCES agreements (tenant_id, id),
	FOREIGN KEY (tenant_id, recorded_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX anchorings_agreement ON anchorings (tenant_id, agreement_id);
CALL wall('anchorings');
CREATE POLICY nav ON anchorings TO plass_nav USING (true);
CREATE POLICY worker ON anchorings FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON anchorings TO plass_partner USING (agreement_id IN (SELECT id FROM agreements))
	WITH CHECK (recorded_by = (SELECT current_membership()) AND agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT ON anchorings TO plass_nav, plass_partner;
GRANT SELECT ON anchorings TO plass_worker;

-- A promise of n places of a kind, from a day on. A place is capacity, never a person: seats are counted, not stored.
CREATE TABLE place_lines (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	employer_id  uuid NOT NULL,
	agreement_id uuid NOT NULL,
	version_id   uuid NOT NULL,
	unit_id      uuid,
	kind         text NOT NULL CHECK (kind IN ('durable', 'work_training')),
	count        int NOT NULL CHECK (count BETWEEN 1 AND 999),
	standing     boolean NOT NULL DEFAULT true,
	months       int CHECK (months BETWEEN 1 AND 120),
	alarm_days   int NOT NULL CHECK (alarm_days BETWEEN 1 AND 365),
	from_on      date NOT NULL,
	to_on        date,
	position     int NOT NULL,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT place_lines_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT place_lines_order CHECK (to_on IS NULL OR from_on <= to_on),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id),
	CONSTRAINT place_lines_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id)
);
CREATE INDEX place_lines_agreement ON place_lines (tenant_id, agreement_id);
CALL wall('place_lines');
CREATE POLICY nav ON place_lines TO plass_nav USING (true);
CREATE POLICY worker ON place_lines FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON place_lines FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()) AND agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT, UPDATE (to_on, position) ON place_lines TO plass_nav;
GRANT SELECT ON place_lines TO plass_partner, plass_worker;

-- How often people meet, and who has to be there.
CREATE TABLE rhythms (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	version_id   uuid NOT NULL,
	kind         text NOT NULL CHECK (kind IN ('status', 'evaluation')),
	every_weeks  int NOT NULL CHECK (every_weeks BETWEEN 1 AND 52),
	needed       text[] NOT NULL,
	welcome      text[] NOT NULL DEFAULT '{}',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id)
);
CREATE INDEX rhythms_version ON rhythms (tenant_id, version_id);
CALL wall('rhythms');
CREATE POLICY nav ON rhythms TO plass_nav USING (true);
CREATE POLICY worker ON rhythms FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON rhythms FOR SELECT TO plass_partner USING (agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT ON rhythms TO plass_nav;
GRANT SELECT ON rhythms TO plass_partner, plass_worker;

-- What has to be there before somebody starts.
CREATE TABLE start_rules (
	tenant_id        uuid NOT NULL DEFAULT current_tenant(),
	agreement_id     uuid NOT NULL,
	version_id       uuid NOT NULL,
	buddy_needed     boolean NOT NULL,
	training_needed  boolean NOT NULL,
	trained_together boolean NOT NULL,
	plan_needed      boolean NOT NULL,
	PRIMARY KEY (tenant_id, version_id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id)
);
CALL wall('start_rules');
CREATE POLICY nav ON start_rules TO plass_nav USING (true);
CREATE POLICY worker ON start_rules FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON start_rules FOR SELECT TO plass_partner USING (agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT ON start_rules TO plass_nav;
GRANT SELECT ON start_rules TO plass_partner, plass_worker;
