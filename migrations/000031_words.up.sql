-- How many times a tenant has said something of its own words or lists. It is read with who is acting, so that the program,
-- which remembers the words, knows when to read them again.
CREATE TABLE wording_numbers (
	tenant_id uuid PRIMARY KEY DEFAULT current_tenant() REFERENCES tenants (id),
	number    int NOT NULL CHECK (number > 0)
);
CALL wall('wording_numbers');
CREATE POLICY everybody ON wording_numbers FOR SELECT TO plass_nav, plass_partner, plass_broker, plass_candidate USING (true);
CREATE POLICY begins ON wording_numbers FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'administrator');
CREATE POLICY counts ON wording_numbers FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'administrator');
GRANT SELECT ON wording_numbers TO plass_nav, plass_partner, plass_broker, plass_candidate;
GRANT INSERT, UPDATE (number) ON wording_numbers TO plass_nav;

-- What the tenant says in place of a sentence of the program.
CREATE TABLE wordings (
	tenant_id  uuid NOT NULL DEFAULT current_tenant(),
	lang       text NOT NULL CHECK (lang IN ('nb', 'nn', 'en')),
	key        text NOT NULL CHECK (key <> ''),
	sentence   text NOT NULL CHECK (sentence <> '' AND length(sentence) <= 1000),
	number     int NOT NULL,
	changed_by uuid NOT NULL DEFAULT current_membership(),
	changed_at timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, lang, key),
	FOREIGN KEY (tenant_id, changed_by) REFERENCES memberships (tenant_id, id)
);
CALL wall('wordings');
CREATE POLICY everybody ON wordings FOR SELECT TO plass_nav, plass_partner, plass_broker, plass_candidate USING (true);
CREATE POLICY says ON wordings FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'administrator' AND changed_by = (SELECT current_membership()));
CREATE POLICY changes ON wordings FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'administrator') WITH CHECK (changed_by = (SELECT current_membership()));
CREATE POLICY puts_back ON wordings FOR DELETE TO plass_nav USING ((SELECT acting_role()) = 'administrator');
GRANT SELECT, INSERT, DELETE, UPDATE (sentence, number, changed_by, changed_at) ON wordings TO plass_nav;
GRANT SELECT (tenant_id, lang, key, sentence) ON wordings TO plass_partner, plass_broker, plass_candidate;

-- What the tenant has added to a list that people choose from. What was chosen keeps the code, so nothing is ever deleted.
CREATE TABLE list_items (
	tenant_id  uuid NOT NULL DEFAULT current_tenant(),
	id         uuid NOT NULL,
	list       text NOT NULL CHECK (list <> ''),
	code       text NOT NULL CHECK (code ~ '^own_[0-9a-f]{12}$'),
	nb         text NOT NULL CHECK (nb <> '' AND length(nb) <= 120),
	nn         text NOT NULL DEFAULT '' CHECK (length(nn) <= 120),
	en         text NOT NULL DEFAULT '' CHECK (length(en) <= 120),
	position   int NOT NULL CHECK (position > 0),
	retired_at timestamptz,
	number     int NOT NULL,
	changed_by uuid NOT NULL DEFAULT current_membership(),
	changed_at timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT list_items_code UNIQUE (tenant_id, code),
	FOREIGN KEY (tenant_id, changed_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX list_items_once ON list_items (tenant_id, list, lower(nb)) WHERE retired_at IS NULL;
CALL wall('list_items');
CREATE POLICY everybody ON list_items FOR SELECT TO plass_nav, plass_partner, plass_broker, plass_candidate USING (true);
CREATE POLICY adds ON list_items FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'administrator' AND changed_by = (SELECT current_membership()));
CREATE POLICY changes ON list_items FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'administrator') WITH CHECK (changed_by = (SELECT current_membership()));
GRANT SELECT, INSERT, UPDATE (nb, nn, en, position, retired_at, number, changed_by, changed_at) ON list_items TO plass_nav;
GRANT SELECT (tenant_id, list, code, nb, nn, en, position, retired_at) ON list_items TO plass_partner, plass_broker, plass_candidate;

-- Whom an agreement is anchored with, and what a contact at an employer does, can be the tenant's own words too.
ALTER TABLE anchorings DROP CONSTRAINT anchorings_body_check;
ALTER TABLE anchorings ADD CONSTRAINT anchorings_body_check CHECK (
	body IN ('working_environment_committee', 'union', 'safety_delegate', 'staff', 'leaders') OR body ~ '^own_[0-9a-f]{12}$');
ALTER TABLE employer_contacts DROP CONSTRAINT employer_contacts_roles_check;
ALTER TABLE employer_contacts ADD CONSTRAINT employer_contacts_roles_check CHECK (
	array_to_string(roles, ' ', '?') ~ '^((hr|leader|site_contact|union_representative|safety_delegate|own_[0-9a-f]{12})( |$))+$');
