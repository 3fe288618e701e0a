CREATE TABLE offices (
	tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (id),
	id        uuid NOT NULL,
	name      text NOT NULL CHECK (name <> ''),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT offices_name UNIQUE (tenant_id, name)
);
CALL wall('offices');
CREATE POLICY nav ON offices TO plass_nav USING (true);
CREATE POLICY worker ON offices FOR SELECT TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (name) ON offices TO plass_nav;
GRANT SELECT ON offices TO plass_worker;

-- What one person is in one tenant. The person's account is known once they have logged in with the address;
-- the name and the phone are the tenant's own.
CREATE TABLE memberships (
	tenant_id    uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (id),
	id           uuid NOT NULL,
	account_id   uuid REFERENCES accounts (id),
	email        text NOT NULL CHECK (email = lower(email) AND email LIKE '_%@_%'),
	role         text NOT NULL CHECK (role IN ('administrator', 'office_leader', 'nav_contact', 'office_liaison', 'employer_contact',
	                                           'buddy', 'union_representative', 'broker', 'candidate', 'auditor')),
	name         text NOT NULL CHECK (name <> ''),
	phone        text NOT NULL DEFAULT '',
	lang         text NOT NULL DEFAULT 'nb' CHECK (lang IN ('nb', 'nn', 'en')),
	office_id    uuid,
	employer_id  uuid,
	candidate_id uuid,
	from_at      timestamptz NOT NULL DEFAULT business_now(),
	to_at        timestamptz NOT NULL DEFAULT 'infinity',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
	CONSTRAINT memberships_belong CHECK (
		(role IN ('employer_contact', 'buddy', 'union_representative')) = (employer_id IS NOT NULL)
		AND (role = 'candidate') = (candidate_id IS NOT NULL)
		AND (role IN ('office_leader', 'nav_contact', 'office_liaison')) = (office_id IS NOT NULL)),
	CONSTRAINT memberships_once UNIQUE NULLS NOT DISTINCT (tenant_id, email, role, office_id, employer_id, candidate_id, to_at)
);
CREATE INDEX memberships_email ON memberships (email);
CREATE INDEX memberships_account ON memberships (account_id);
CREATE INDEX memberships_employer ON memberships (tenant_id, employer_id);
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
-- The door knows no tenant: it meets the memberships of the account, and those waiting for the address just proven.
CREATE POLICY tenant ON memberships AS RESTRICTIVE USING (
	tenant_id = (SELECT current_tenant()) OR current_user = 'plass_door');
CREATE POLICY door ON memberships TO plass_door USING (
	account_id = (SELECT current_account()) OR (account_id IS NULL AND email = (SELECT caller_email())))
	WITH CHECK (true);
CREATE POLICY nav ON memberships TO plass_nav USING (true);
CREATE POLICY worker ON memberships FOR SELECT TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (account_id, lang) ON memberships TO plass_door;
GRANT SELECT, INSERT, UPDATE (name, phone, lang, to_at) ON memberships TO plass_nav;
GRANT SELECT ON memberships TO plass_worker;
GRANT SELECT (tenant_id, id, account_id, role, name, phone, lang, employer_id, candidate_id, from_at, to_at), UPDATE (lang)
	ON memberships TO plass_partner, plass_broker, plass_candidate;

-- Somebody who does another's work in a window of time, with the other's relations.
CREATE TABLE stand_ins (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	membership_id uuid NOT NULL,
	stand_in_id   uuid NOT NULL,
	from_at       timestamptz NOT NULL,
	to_at         timestamptz NOT NULL,
	made_at       timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, stand_in_id) REFERENCES memberships (tenant_id, id),
	CONSTRAINT stand_ins_order CHECK (from_at < to_at),
	CONSTRAINT stand_ins_other CHECK (membership_id <> stand_in_id)
);
CREATE INDEX stand_ins_stand_in ON stand_ins (tenant_id, stand_in_id, to_at);
CALL wall('stand_ins');
CREATE POLICY nav ON stand_ins TO plass_nav USING (true);
CREATE POLICY worker ON stand_ins FOR SELECT TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (to_at) ON stand_ins TO plass_nav;
GRANT SELECT ON stand_ins TO plass_worker;

-- The memberships somebody acts as: their own, and those they stand in for just now.
CREATE FUNCTION acting_as() RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 2 AS $$
	SELECT current_membership()
	UNION ALL
	SELECT membership_id FROM stand_ins
	WHERE stand_in_id = current_membership() AND from_at <= business_now() AND to_at > business_now() $$;
