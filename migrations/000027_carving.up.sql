-- How many hours a week a full post is.
ALTER TABLE setting_definitions DROP CONSTRAINT setting_definitions_unit_check,
	ADD CONSTRAINT setting_definitions_unit_check CHECK (unit IN ('days', 'working_days', 'weeks', 'months', 'offsets', 'hours'));
INSERT INTO setting_definitions (key, unit, standard, low, high, position) VALUES ('carving.full_time_hours', 'hours', '37.5', 30, 45, 30);

-- Work tasks that are put together to something one person can do. What a full post was when it was made stays with it.
CREATE TABLE work_roles (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	employer_id  uuid NOT NULL,
	unit_id      uuid,
	name         text NOT NULL CHECK (name <> ''),
	buddy        boolean NOT NULL DEFAULT false,
	full_time    int NOT NULL CHECK (full_time BETWEEN 60 AND 6000), -- minutes a week
	agreement_id uuid,         -- the one it was offered in last
	offered_at   timestamptz,
	split_at     timestamptz,  -- its tasks are free again
	made_by      uuid NOT NULL DEFAULT current_membership(),
	made_at      timestamptz NOT NULL DEFAULT business_now(),
	version      int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT work_roles_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT work_roles_offered CHECK ((agreement_id IS NULL) = (offered_at IS NULL)),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	CONSTRAINT work_roles_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX work_roles_employer ON work_roles (tenant_id, employer_id);
CREATE INDEX work_roles_agreement ON work_roles (tenant_id, agreement_id) WHERE agreement_id IS NOT NULL;

-- A piece of work that is taken out of a post. It is in one role at a time, since it names it itself.
CREATE TABLE work_tasks (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	employer_id  uuid NOT NULL,
	unit_id      uuid,
	what         text NOT NULL CHECK (what <> ''),
	post         text NOT NULL CHECK (post <> ''), -- what the post is called; never a person
	minutes      int NOT NULL CHECK (minutes BETWEEN 15 AND 6000 AND minutes % 15 = 0), -- a week
	times        text NOT NULL DEFAULT '',
	often        text NOT NULL CHECK (often IN ('daily', 'some_days', 'weekly', 'seldom')),
	language     text NOT NULL CHECK (language IN ('none', 'little', 'everyday', 'good')),
	skills       text NOT NULL DEFAULT '',
	physical     text NOT NULL CHECK (physical IN ('light', 'on_feet', 'heavy')),
	role_id      uuid,
	withdrawn_at timestamptz,
	dropped_by   uuid NOT NULL DEFAULT current_membership(),
	dropped_at   timestamptz NOT NULL DEFAULT business_now(),
	version      int NOT NULL DEFAULT 1,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT work_tasks_withdrawn CHECK (withdrawn_at IS NULL OR role_id IS NULL),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	CONSTRAINT work_tasks_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, employer_id, role_id) REFERENCES work_roles (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, dropped_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX work_tasks_employer ON work_tasks (tenant_id, employer_id) WHERE withdrawn_at IS NULL;
CREATE INDEX work_tasks_role ON work_tasks (tenant_id, role_id) WHERE role_id IS NOT NULL;

-- Nav reads them in the whole tenant, and its contact person writes on the employer's behalf. Of the employer's own, contacts
-- write and union representatives read.
CALL wall('work_roles');
CREATE POLICY nav ON work_roles FOR SELECT TO plass_nav USING ((SELECT acting_role()) IN ('office_leader', 'nav_contact', 'office_liaison', 'auditor'));
CREATE POLICY nav_makes ON work_roles FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'nav_contact' AND made_by = (SELECT current_membership())
	AND (employer_id IN (SELECT c.employer_id FROM contact_persons c WHERE c.membership_id IN (SELECT * FROM acting_as()) AND c.from_at <= business_now() AND c.to_at > business_now())
		OR NOT EXISTS (SELECT FROM contact_persons c WHERE c.employer_id = work_roles.employer_id)));
CREATE POLICY nav_changes ON work_roles FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'nav_contact'
	AND (employer_id IN (SELECT c.employer_id FROM contact_persons c WHERE c.membership_id IN (SELECT * FROM acting_as()) AND c.from_at <= business_now() AND c.to_at > business_now())
		OR NOT EXISTS (SELECT FROM contact_persons c WHERE c.employer_id = work_roles.employer_id)));
CREATE POLICY partner ON work_roles FOR SELECT TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) IN ('employer_contact', 'union_representative'));
CREATE POLICY partner_makes ON work_roles FOR INSERT TO plass_partner WITH CHECK (employer_id = (SELECT current_employer())
	AND (SELECT acting_role()) = 'employer_contact' AND made_by = (SELECT current_membership()) AND agreement_id IS NULL);
CREATE POLICY partner_changes ON work_roles FOR UPDATE TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact');
GRANT SELECT, INSERT, UPDATE (unit_id, name, buddy, agreement_id, offered_at, split_at, version) ON work_roles TO plass_nav;
GRANT SELECT, INSERT, UPDATE (unit_id, name, buddy, split_at, version) ON work_roles TO plass_partner;

CALL wall('work_tasks');
CREATE POLICY nav ON work_tasks FOR SELECT TO plass_nav USING ((SELECT acting_role()) IN ('office_leader', 'nav_contact', 'office_liaison', 'auditor'));
CREATE POLICY nav_drops ON work_tasks FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'nav_contact' AND dropped_by = (SELECT current_membership())
	AND (employer_id IN (SELECT c.employer_id FROM contact_persons c WHERE c.membership_id IN (SELECT * FROM acting_as()) AND c.from_at <= business_now() AND c.to_at > business_now())
		OR NOT EXISTS (SELECT FROM contact_persons c WHERE c.employer_id = work_tasks.employer_id)));
CREATE POLICY nav_changes ON work_tasks FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'nav_contact'
	AND (employer_id IN (SELECT c.employer_id FROM contact_persons c WHERE c.membership_id IN (SELECT * FROM acting_as()) AND c.from_at <= business_now() AND c.to_at > business_now())
		OR NOT EXISTS (SELECT FROM contact_persons c WHERE c.employer_id = work_tasks.employer_id)));
CREATE POLICY partner ON work_tasks FOR SELECT TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) IN ('employer_contact', 'union_representative'));
CREATE POLICY partner_drops ON work_tasks FOR INSERT TO plass_partner WITH CHECK (employer_id = (SELECT current_employer())
	AND (SELECT acting_role()) = 'employer_contact' AND dropped_by = (SELECT current_membership()));
CREATE POLICY partner_changes ON work_tasks FOR UPDATE TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact');
GRANT SELECT, INSERT, UPDATE (unit_id, what, post, minutes, times, often, language, skills, physical, role_id, withdrawn_at, version) ON work_tasks TO plass_nav, plass_partner;

-- A line knows what the parties call it, and the role it came from.
ALTER TABLE place_lines NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE place_lines
	ADD COLUMN name    jsonb,
	ADD COLUMN role_id uuid,
	ADD FOREIGN KEY (tenant_id, employer_id, role_id) REFERENCES work_roles (tenant_id, employer_id, id);
CREATE INDEX place_lines_role ON place_lines (tenant_id, role_id) WHERE role_id IS NOT NULL;
UPDATE place_lines l SET name = v.terms #> ARRAY['places', 'lines', l.position::text, 'name']
	FROM agreement_versions v WHERE v.tenant_id = l.tenant_id AND v.id = l.version_id;
ALTER TABLE place_lines FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions FORCE ROW LEVEL SECURITY;
