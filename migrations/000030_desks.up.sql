-- Who answers employers where. A desk has a territory and one contact; what it is for and where it is from is said to everybody who asks.
CREATE TABLE desks (
	tenant_id      uuid NOT NULL DEFAULT current_tenant(),
	id             uuid NOT NULL,
	name           text NOT NULL CHECK (name <> ''),
	purpose        text NOT NULL CHECK (purpose <> ''),
	membership_id  uuid NOT NULL,                        -- the contact
	municipalities text[] NOT NULL DEFAULT '{}',         -- numbers
	postcodes      text[] NOT NULL DEFAULT '{}',         -- ranges, 2600-2629
	rest           text NOT NULL DEFAULT '' CHECK (rest ~ '^(all|[0-9]{2})?$'), -- answers where no other desk does: everywhere, or in a county
	agreement_id   uuid,
	agreement      text NOT NULL DEFAULT '',             -- its title that day: those who ask may not read the agreement itself
	from_on        date NOT NULL,
	to_on          date,
	made_by        uuid NOT NULL DEFAULT current_membership(),
	made_at        timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT desks_order CHECK (to_on IS NULL OR from_on <= to_on),
	CONSTRAINT desks_somewhere CHECK (cardinality(municipalities) + cardinality(postcodes) > 0 OR rest <> ''),
	CONSTRAINT desks_agreement CHECK ((agreement_id IS NULL) = (agreement = '')),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, agreement_id) REFERENCES agreements (tenant_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX desks_name ON desks (tenant_id, name) WHERE to_on IS NULL;
CREATE INDEX desks_membership ON desks (tenant_id, membership_id);
CREATE INDEX desks_from ON desks (tenant_id, agreement_id);
CALL wall('desks');
CREATE POLICY reads ON desks FOR SELECT TO plass_nav USING (true);
CREATE POLICY makes ON desks FOR INSERT TO plass_nav WITH CHECK (
	(SELECT acting_role()) IN ('administrator', 'office_leader') AND made_by = (SELECT current_membership()));
CREATE POLICY changes ON desks FOR UPDATE TO plass_nav USING ((SELECT acting_role()) IN ('administrator', 'office_leader'));
CREATE POLICY partner ON desks FOR SELECT TO plass_partner USING (
	(SELECT acting_role()) = 'employer_contact' AND from_on <= (SELECT business_day()) AND coalesce(to_on, 'infinity') >= (SELECT business_day()));
GRANT SELECT, INSERT, UPDATE (membership_id, to_on) ON desks TO plass_nav;
GRANT SELECT (tenant_id, id, name, purpose, membership_id, municipalities, postcodes, rest, agreement, from_on, to_on, made_at) ON desks TO plass_partner;
-- An employer meets the contacts of the desks by name and phone, as it meets its own.
CREATE POLICY desk ON memberships FOR SELECT TO plass_partner USING (id IN (SELECT membership_id FROM desks));

-- The contact of a desk works at Nav, now.
CREATE FUNCTION desk_contacts_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM memberships WHERE tenant_id = NEW.tenant_id AND id = NEW.membership_id
		AND role IN ('office_leader', 'nav_contact', 'office_liaison') AND to_at > business_now()) THEN
		RAISE EXCEPTION 'the contact of desk % does not work at an office', NEW.id USING ERRCODE = '23514', CONSTRAINT = 'desks_contact';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER desks_contact BEFORE INSERT OR UPDATE OF membership_id ON desks FOR EACH ROW EXECUTE FUNCTION desk_contacts_work();
