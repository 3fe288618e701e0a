CREATE TABLE employers (
	tenant_id     uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (id),
	id            uuid NOT NULL,
	org_number    text NOT NULL CHECK (org_number ~ '^[0-9]{9}$'),
	name          text NOT NULL CHECK (name <> ''),
	register_name text NOT NULL DEFAULT '',
	industry      text NOT NULL DEFAULT '',
	address       text NOT NULL DEFAULT '',
	postal_code   text NOT NULL DEFAULT '',
	place         text NOT NULL DEFAULT '',
	employees     int CHECK (employees >= 0),
	own_words     text NOT NULL DEFAULT '',
	search_name   text COLLATE "C" NOT NULL,
	active        boolean NOT NULL DEFAULT false,
	version       int NOT NULL DEFAULT 1,
	made_at       timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT employers_org_number UNIQUE (tenant_id, org_number)
);
CREATE INDEX employers_search ON employers (tenant_id, search_name);
ALTER TABLE memberships ADD FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id);
CALL wall('employers');
CREATE POLICY nav ON employers TO plass_nav USING (true);
CREATE POLICY worker ON employers FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON employers FOR SELECT TO plass_partner USING (id = (SELECT current_employer()));
GRANT SELECT, INSERT, UPDATE ON employers TO plass_nav;
GRANT SELECT ON employers TO plass_worker;
GRANT SELECT (tenant_id, id, org_number, name, address, postal_code, place, own_words) ON employers TO plass_partner;

CREATE TABLE units (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	id          uuid NOT NULL,
	employer_id uuid NOT NULL,
	org_number  text CHECK (org_number ~ '^[0-9]{9}$'),
	name        text NOT NULL CHECK (name <> ''),
	address     text NOT NULL DEFAULT '',
	closed_at   timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT units_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT units_name UNIQUE (tenant_id, employer_id, name),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id)
);
CALL wall('units');
CREATE POLICY nav ON units TO plass_nav USING (true);
CREATE POLICY worker ON units FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON units FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()));
GRANT SELECT, INSERT, UPDATE (name, address, closed_at) ON units TO plass_nav;
GRANT SELECT ON units TO plass_partner, plass_worker;

CREATE TABLE employer_contacts (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	employer_id   uuid NOT NULL,
	unit_id       uuid,
	membership_id uuid,
	name          text NOT NULL CHECK (name <> ''),
	phone         text NOT NULL DEFAULT '',
	email         text NOT NULL DEFAULT '',
	roles         text[] NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['hr', 'leader', 'site_contact', 'union_representative', 'safety_delegate']),
	ended_at      timestamptz,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	CONSTRAINT employer_contacts_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX employer_contacts_employer ON employer_contacts (tenant_id, employer_id);
CALL wall('employer_contacts');
CREATE POLICY nav ON employer_contacts TO plass_nav USING (true);
CREATE POLICY worker ON employer_contacts FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON employer_contacts FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()));
GRANT SELECT, INSERT, UPDATE (unit_id, membership_id, name, phone, email, roles, ended_at) ON employer_contacts TO plass_nav;
GRANT SELECT ON employer_contacts TO plass_partner, plass_worker;

-- The one contact person of an employer, by time. Two at once are refused by the exclusion, none by the trigger.
CREATE TABLE contact_persons (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	employer_id   uuid NOT NULL,
	membership_id uuid NOT NULL,
	during        tstzrange NOT NULL CHECK (NOT isempty(during)),
	from_at       timestamptz NOT NULL GENERATED ALWAYS AS (lower(during)) STORED,
	to_at         timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(upper(during), 'infinity')) STORED,
	reason        text NOT NULL DEFAULT '',
	note          text NOT NULL DEFAULT '',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id),
	CONSTRAINT contact_persons_one EXCLUDE USING gist (tenant_id WITH =, employer_id WITH =, during WITH &&)
);
CREATE INDEX contact_persons_membership ON contact_persons (tenant_id, membership_id, to_at);
CALL wall('contact_persons');
CREATE POLICY nav ON contact_persons TO plass_nav USING (true);
CREATE POLICY worker ON contact_persons FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON contact_persons FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()));
GRANT SELECT, INSERT, UPDATE (during) ON contact_persons TO plass_nav;
GRANT SELECT ON contact_persons TO plass_worker;
GRANT SELECT (tenant_id, id, employer_id, membership_id, from_at, to_at) ON contact_persons TO plass_partner;

-- From the moment an employer has its first contact person it always has one.
CREATE FUNCTION contact_person_always() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	of uuid;
	covered boolean;
BEGIN
	-- A branch of its own for each table: an expression that names a column which the other lacks fails as a whole.
	IF TG_TABLE_NAME = 'employers' THEN of := NEW.id;
	ELSIF TG_OP = 'DELETE' THEN of := OLD.employer_id;
	ELSE of := NEW.employer_id;
	END IF;
	SELECT range_agg(c.during) @> tstzrange(min(lower(c.during)), NULL) INTO covered
	FROM contact_persons c WHERE c.employer_id = of;
	IF covered IS NOT TRUE THEN
		RAISE EXCEPTION 'employer % would be without a contact person', of
			USING ERRCODE = '23514', CONSTRAINT = 'contact_persons_always';
	END IF;
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contact_persons_always AFTER INSERT OR UPDATE OR DELETE ON contact_persons
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contact_person_always();
CREATE CONSTRAINT TRIGGER contact_persons_always AFTER INSERT OR UPDATE OF active ON employers
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION contact_person_always();

-- A question about an employer from anybody at Nav. It lands with the contact person, never with the employer.
CREATE TABLE inquiries (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	id          uuid NOT NULL,
	employer_id uuid NOT NULL,
	asked_by    uuid NOT NULL,
	subject     text NOT NULL CHECK (subject <> ''),
	body        text NOT NULL DEFAULT '',
	asked_at    timestamptz NOT NULL DEFAULT business_now(),
	due_on      date NOT NULL,
	answer      text NOT NULL DEFAULT '',
	next_step   text NOT NULL DEFAULT '',
	closed_at   timestamptz,
	closed_by   uuid,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	FOREIGN KEY (tenant_id, asked_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, closed_by) REFERENCES memberships (tenant_id, id),
	CONSTRAINT inquiries_next_step CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL OR next_step <> ''))
);
CREATE INDEX inquiries_employer ON inquiries (tenant_id, employer_id) WHERE closed_at IS NULL;
CREATE INDEX inquiries_asked_by ON inquiries (tenant_id, asked_by, asked_at DESC);
CALL wall('inquiries');
CREATE POLICY nav ON inquiries TO plass_nav USING (true);
CREATE POLICY worker ON inquiries FOR SELECT TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (answer, next_step, closed_at, closed_by) ON inquiries TO plass_nav;
GRANT SELECT ON inquiries TO plass_worker;

-- Who an employer's people may know of: themselves, their colleagues, and their contact person of today and tomorrow.
CREATE POLICY partner ON memberships FOR SELECT TO plass_partner USING (
	id = (SELECT current_membership()) OR employer_id = (SELECT current_employer())
	OR id IN (SELECT membership_id FROM contact_persons WHERE to_at > (SELECT business_now())));
CREATE POLICY partner_own ON memberships FOR UPDATE TO plass_partner USING (id = (SELECT current_membership()));
