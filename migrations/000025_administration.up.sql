-- What a tenant may set for itself, with what holds until it does. Every place that uses one asks setting(key) in the query it already sends.
CREATE TABLE setting_definitions (
	key      text PRIMARY KEY,
	unit     text NOT NULL CHECK (unit IN ('days', 'working_days', 'weeks', 'months', 'offsets')),
	standard text NOT NULL,
	low      int,
	high     int,
	position int NOT NULL
);
GRANT SELECT ON setting_definitions TO plass_nav, plass_partner, plass_broker, plass_candidate, plass_worker;
INSERT INTO setting_definitions (key, unit, standard, low, high, position) VALUES
	('inquiry.answer_days', 'working_days', '2', 1, 20, 1),    -- until an inquiry about an employer is to be answered
	('request.answer_days', 'days', '7', 2, 31, 2),            -- an office has to name candidates, where the agreement does not say
	('nomination.answer_days', 'days', '7', 2, 31, 3),         -- a person has to answer whether they may be presented
	('seat.hold_days', 'days', '14', 1, 60, 4),                -- a place is held for somebody the employer wants to meet
	('meeting.silence_days', 'days', '1', 1, 14, 5),           -- after a meeting, before somebody is told that nobody has said how it went
	('access.weeks', 'weeks', '12', 1, 52, 6),                 -- an employer keeps seeing a person after the end
	('agreement.most_months', 'months', '12', 1, 120, 7),      -- an agreement lasts at most; advice, never a stop
	('agreement.expiry_offsets', 'offsets', '8 months, 6 months, 3 months, 14 days, 7 days', NULL, NULL, 8), -- before the last day
	('agreement.draft_weeks', 'weeks', '12', 2, 52, 9);        -- a draft nobody touches stays open

CREATE TABLE settings (
	tenant_id  uuid NOT NULL DEFAULT current_tenant(),
	key        text NOT NULL REFERENCES setting_definitions (key),
	value      text NOT NULL CHECK (value <> ''),
	changed_by uuid NOT NULL DEFAULT current_membership(),
	changed_at timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, key),
	FOREIGN KEY (tenant_id, changed_by) REFERENCES memberships (tenant_id, id)
);
CALL wall('settings');
CREATE POLICY everybody ON settings FOR SELECT TO plass_nav, plass_partner, plass_broker, plass_candidate, plass_worker USING (true);
CREATE POLICY sets ON settings FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'administrator' AND changed_by = (SELECT current_membership()));
CREATE POLICY changes ON settings FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'administrator') WITH CHECK (changed_by = (SELECT current_membership()));
CREATE POLICY puts_back ON settings FOR DELETE TO plass_nav USING ((SELECT acting_role()) = 'administrator');
GRANT SELECT, INSERT, DELETE, UPDATE (value, changed_by, changed_at) ON settings TO plass_nav;
GRANT SELECT (tenant_id, key, value) ON settings TO plass_partner, plass_broker, plass_candidate, plass_worker;

-- What the tenant has set, or what holds until it does. A list of offsets becomes intervals by unnest(string_to_array(setting(key), ', '))::interval.
CREATE FUNCTION setting(wanted text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT value FROM settings WHERE key = wanted), (SELECT standard FROM setting_definitions WHERE key = wanted)) $$;

-- How long an employer sees somebody after the end is the tenant's to say.
ALTER POLICY partner ON presentations USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact' AND withdrawn_at IS NULL AND closes_at > (SELECT business_now())
	AND (choice = 'chosen' OR coalesce(chosen_at, CASE answer WHEN 'not_now' THEN answered_at END, 'infinity') > (SELECT business_now() - make_interval(weeks => setting('access.weeks')::int))));
ALTER POLICY partner ON placements USING (
	employer_id = (SELECT current_employer()) AND misregistered_at IS NULL AND CASE (SELECT acting_role())
		WHEN 'employer_contact' THEN coalesce(ended_on, 'infinity') > (SELECT business_day() - 7 * setting('access.weeks')::int)
		WHEN 'buddy' THEN buddy_id IN (SELECT id FROM buddies WHERE membership_id = (SELECT current_membership()))
			AND starts_on <= (SELECT business_day()) + 14 AND coalesce(ended_on, 'infinity') >= (SELECT business_day())
		ELSE false END);

-- The tenant's own templates, beside the library that the program carries. A template that was changed is a new number of the same key;
-- an agreement keeps the number it was made from, so no row is ever changed.
CREATE TABLE templates (
	tenant_id      uuid NOT NULL DEFAULT current_tenant(),
	id             uuid NOT NULL,
	key            text NOT NULL CHECK (key ~ '^own-[a-z0-9-]{1,60}$'),
	number         int NOT NULL CHECK (number > 0),
	name           jsonb NOT NULL,
	summary        jsonb NOT NULL DEFAULT '""',
	source         text NOT NULL DEFAULT '',
	terms          jsonb NOT NULL,
	office_id      uuid,                      -- whose it is; none: the whole tenant's
	from_template  text NOT NULL DEFAULT '',  -- the key it was copied from
	from_agreement uuid,                      -- the agreement it was saved from
	made_by        uuid NOT NULL DEFAULT current_membership(),
	made_at        timestamptz NOT NULL DEFAULT business_now(),
	ended_at       timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT templates_number UNIQUE (tenant_id, key, number),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
	FOREIGN KEY (tenant_id, from_agreement) REFERENCES agreements (tenant_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CALL wall('templates');
CREATE POLICY reads ON templates FOR SELECT TO plass_nav, plass_worker USING (true);
CREATE POLICY makes ON templates FOR INSERT TO plass_nav WITH CHECK (
	made_by = (SELECT current_membership()) AND (SELECT acting_role()) IN ('administrator', 'office_leader', 'nav_contact'));
CREATE POLICY ends ON templates FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'administrator');
CREATE POLICY partner ON templates FOR SELECT TO plass_partner USING ((key, number) IN (SELECT template, template_no FROM agreements));
GRANT SELECT, INSERT, UPDATE (ended_at) ON templates TO plass_nav;
GRANT SELECT (tenant_id, key, number, name, terms) ON templates TO plass_partner;
GRANT SELECT ON templates TO plass_worker;

-- An office that nobody works at any more can be closed. It stays where it is named.
ALTER TABLE offices ADD COLUMN closed_at timestamptz;
GRANT UPDATE (closed_at) ON offices TO plass_nav;

-- A role at Nav takes two: one proposes it, another lets it be. The id is the membership's, once there is one.
CREATE TABLE role_grants (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	id          uuid NOT NULL,
	email       text NOT NULL CHECK (email = lower(email) AND email LIKE '_%@_%'),
	name        text NOT NULL CHECK (name <> ''),
	phone       text NOT NULL DEFAULT '',
	role        text NOT NULL CHECK (role IN ('administrator', 'office_leader', 'nav_contact', 'office_liaison', 'auditor')),
	office_id   uuid,
	proposed_by uuid NOT NULL DEFAULT current_membership(),
	proposed_at timestamptz NOT NULL DEFAULT business_now(),
	decision    text CHECK (decision IN ('approved', 'declined', 'withdrawn')),
	decided_by  uuid,
	decided_at  timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT role_grants_belong CHECK ((role IN ('office_leader', 'nav_contact', 'office_liaison')) = (office_id IS NOT NULL)),
	CONSTRAINT role_grants_decided CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
	CONSTRAINT role_grants_two CHECK (decision IS DISTINCT FROM 'approved' OR decided_by <> proposed_by),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
	FOREIGN KEY (tenant_id, proposed_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, decided_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX role_grants_once ON role_grants (tenant_id, email, role, office_id) NULLS NOT DISTINCT WHERE decision IS NULL;
CALL wall('role_grants');

-- Who acts may let a role be when they are neither the one who proposed it nor the one who gets it, as any of their memberships;
-- an administrator may, and a leader when it was an administrator who proposed it.
CREATE FUNCTION may_let_be(proposer uuid, receiver text) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (
		SELECT FROM memberships me JOIN memberships by ON by.id = proposer
		WHERE me.id = current_membership() AND me.email <> by.email AND me.account_id IS DISTINCT FROM by.account_id AND me.email <> receiver
		AND NOT EXISTS (SELECT FROM memberships r WHERE r.email = receiver AND r.account_id = me.account_id)
		AND (me.role = 'administrator' OR me.role = 'office_leader' AND by.role = 'administrator')) $$;
CREATE POLICY reads ON role_grants FOR SELECT TO plass_nav USING ((SELECT acting_role()) IN ('administrator', 'office_leader', 'auditor'));
CREATE POLICY proposes ON role_grants FOR INSERT TO plass_nav WITH CHECK (
	proposed_by = (SELECT current_membership()) AND decision IS NULL
	AND ((SELECT acting_role()) = 'administrator' OR (SELECT acting_role()) = 'office_leader' AND office_id = (SELECT current_office())));
CREATE POLICY decides ON role_grants FOR UPDATE TO plass_nav USING (decision IS NULL) WITH CHECK (
	decided_by = (SELECT current_membership())
	AND CASE decision WHEN 'withdrawn' THEN proposed_by = (SELECT current_membership()) ELSE may_let_be(proposed_by, email) END);
GRANT SELECT, INSERT, UPDATE (decision, decided_by, decided_at) ON role_grants TO plass_nav;

-- No membership of Nav's is made from the Nav side without its grant, and none that has ended comes back.
CREATE POLICY granted ON memberships AS RESTRICTIVE FOR INSERT TO plass_nav WITH CHECK (
	role IN ('employer_contact', 'buddy', 'union_representative', 'candidate')
	OR EXISTS (SELECT FROM role_grants g WHERE g.id = memberships.id AND g.decision = 'approved' AND g.decided_by = (SELECT current_membership())
		AND g.role = memberships.role AND g.email = memberships.email AND g.office_id IS NOT DISTINCT FROM memberships.office_id));
CREATE FUNCTION memberships_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.to_at > OLD.to_at THEN
		RAISE EXCEPTION 'membership % has ended', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'memberships_ended';
	END IF;
	IF current_user = 'plass_nav' AND OLD.role IN ('administrator', 'office_leader', 'nav_contact', 'office_liaison', 'auditor')
		AND NOT (coalesce(acting_role() = 'administrator', false) OR coalesce(acting_role() = 'office_leader' AND OLD.office_id = current_office(), false)) THEN
		RAISE EXCEPTION 'membership % is not theirs to end', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'memberships_not_yours';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER memberships_end BEFORE UPDATE OF to_at ON memberships FOR EACH ROW EXECUTE FUNCTION memberships_end();

-- What the instruments allow: advice, dated and with its source, and never a stop. Each tenant keeps its own table, and begins with what is public.
CREATE TABLE rules (
	tenant_id  uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (id),
	id         uuid NOT NULL,
	instrument text NOT NULL CHECK (instrument IN ('work_training', 'inclusion_grant', 'mentor', 'temporary_wage_subsidy', 'permanent_wage_subsidy',
	                                               'summer_job', 'adapted_work', 'four_year_wage_subsidy')),
	what       text NOT NULL CHECK (what IN ('months_most', 'months_more', 'months_reduced', 'weeks_most', 'kroner_most', 'kroner_month',
	                                         'percent_most', 'age_under', 'age_least')),
	amount     int NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
	source     text NOT NULL CHECK (source <> ''),
	from_on    date NOT NULL,
	to_on      date,
	made_by    uuid,
	made_at    timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT rules_order CHECK (to_on IS NULL OR from_on <= to_on),
	CONSTRAINT rules_once UNIQUE (tenant_id, instrument, what, from_on),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CREATE FUNCTION standard_rules() RETURNS TABLE (instrument text, what text, amount int, from_on date, to_on date, source text) LANGUAGE sql IMMUTABLE AS $$
	VALUES
		('work_training', 'months_most', 12, date '2024-01-01', NULL::date, 'nav.no, Arbeidstrening'),
		('work_training', 'months_more', 6, '2024-01-01', NULL, 'nav.no, Arbeidstrening'),
		('inclusion_grant', 'months_most', 12, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('inclusion_grant', 'kroner_most', 149100, '2024-01-01', '2024-12-31', 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('inclusion_grant', 'kroner_most', 154800, '2025-01-01', '2025-12-31', 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('inclusion_grant', 'kroner_most', 160400, '2026-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('mentor', 'months_most', 6, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('mentor', 'months_reduced', 36, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('temporary_wage_subsidy', 'months_most', 12, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('temporary_wage_subsidy', 'months_reduced', 24, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('temporary_wage_subsidy', 'percent_most', 60, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('permanent_wage_subsidy', 'percent_most', 75, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('permanent_wage_subsidy', 'age_under', 72, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('summer_job', 'weeks_most', 4, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('summer_job', 'age_least', 16, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('summer_job', 'age_under', 30, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('summer_job', 'percent_most', 75, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('adapted_work', 'age_under', 67, '2024-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('adapted_work', 'kroner_month', 7321, '2026-01-01', NULL, 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('four_year_wage_subsidy', 'months_most', 48, '2024-01-01', '2032-12-31', 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('four_year_wage_subsidy', 'age_under', 30, '2024-01-01', '2032-12-31', 'Nav, Tiltaksgjennomføring (åpen kildekode)'),
		('four_year_wage_subsidy', 'percent_most', 70, '2024-01-01', '2032-12-31', 'Nav, Tiltaksgjennomføring (åpen kildekode)') $$;
-- The owner meets no tenant's rows while row-level security is forced.
ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY;
INSERT INTO rules (tenant_id, id, instrument, what, amount, from_on, to_on, source)
SELECT t.id, gen_random_uuid(), s.instrument, s.what, s.amount, s.from_on, s.to_on, s.source FROM tenants t CROSS JOIN standard_rules() s;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE rules FORCE ROW LEVEL SECURITY;
-- The door makes tenants, and is not behind their wall.
CREATE POLICY tenant ON rules AS RESTRICTIVE TO plass_nav, plass_partner, plass_broker, plass_candidate, plass_worker
	USING (tenant_id = (SELECT current_tenant()));
CREATE POLICY door ON rules FOR INSERT TO plass_door WITH CHECK (made_by IS NULL);
CREATE POLICY reads ON rules FOR SELECT TO plass_nav USING (true);
CREATE POLICY makes ON rules FOR INSERT TO plass_nav WITH CHECK ((SELECT acting_role()) = 'administrator' AND made_by = (SELECT current_membership()));
CREATE POLICY ends ON rules FOR UPDATE TO plass_nav USING ((SELECT acting_role()) = 'administrator');
GRANT SELECT, INSERT, UPDATE (to_on) ON rules TO plass_nav;
GRANT INSERT (tenant_id, id, instrument, what, amount, source, from_on, to_on) ON rules TO plass_door;
CREATE FUNCTION tenants_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO rules (tenant_id, id, instrument, what, amount, from_on, to_on, source)
	SELECT NEW.id, gen_random_uuid(), s.instrument, s.what, s.amount, s.from_on, s.to_on, s.source FROM standard_rules() s;
	RETURN NULL;
END $$;
CREATE TRIGGER tenants_rules AFTER INSERT ON tenants FOR EACH ROW EXECUTE FUNCTION tenants_rules();
