-- What was agreed for the way a placement ended: the list opens at the end, each line with an owner and a day.
CREATE TABLE checklist_items (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	employer_id  uuid NOT NULL,
	what         text NOT NULL CHECK (what <> ''),
	owner        text NOT NULL CHECK (owner IN ('nav', 'employer', 'participant')),
	due_on       date NOT NULL,
	position     int NOT NULL,
	done_at      timestamptz,
	done_by      text NOT NULL DEFAULT '',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, employer_id, placement_id) REFERENCES placements (tenant_id, employer_id, id)
);
CREATE INDEX checklist_items_placement ON checklist_items (tenant_id, placement_id, position);
CREATE INDEX checklist_items_open ON checklist_items (tenant_id, employer_id, due_on) WHERE done_at IS NULL;
CALL wall('checklist_items');
CREATE POLICY nav ON checklist_items TO plass_nav USING (true);
CREATE POLICY worker ON checklist_items FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON checklist_items TO plass_partner USING (owner <> 'nav' AND placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON checklist_items TO plass_candidate USING (owner = 'participant' AND placement_id IN (SELECT id FROM placements));
GRANT SELECT, INSERT, UPDATE (done_at, done_by) ON checklist_items TO plass_nav;
GRANT SELECT, UPDATE (done_at, done_by) ON checklist_items TO plass_partner, plass_candidate;
GRANT SELECT ON checklist_items TO plass_worker;

-- The attest of a placement. Drafted from facts, edited and signed by the employer; once signed it never changes and is the person's.
CREATE TABLE attests (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	placement_id uuid NOT NULL,
	candidate_id uuid NOT NULL,
	employer_id  uuid NOT NULL,
	name         text NOT NULL,
	employer     text NOT NULL,
	unit         text NOT NULL,
	from_on      date NOT NULL,
	to_on        date NOT NULL,
	tasks        text NOT NULL DEFAULT '',
	learned      text NOT NULL DEFAULT '',
	words        text NOT NULL DEFAULT '',
	lang         text NOT NULL DEFAULT 'nb' CHECK (lang IN ('nb', 'nn', 'en')),
	drafted_at   timestamptz NOT NULL DEFAULT business_now(),
	version      int NOT NULL DEFAULT 1,
	signed_at    timestamptz,
	signed_by    uuid,
	signer       text NOT NULL DEFAULT '',
	signer_title text NOT NULL DEFAULT '',
	hash         text NOT NULL DEFAULT '',
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT attests_once UNIQUE (tenant_id, placement_id),
	CONSTRAINT attests_signed CHECK ((signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (hash = '')),
	FOREIGN KEY (tenant_id, employer_id, placement_id) REFERENCES placements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, candidate_id, placement_id) REFERENCES placements (tenant_id, candidate_id, id),
	FOREIGN KEY (tenant_id, signed_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX attests_candidate ON attests (tenant_id, candidate_id);
CREATE INDEX attests_open ON attests (tenant_id, employer_id) WHERE signed_at IS NULL;
CALL wall('attests');
CREATE POLICY nav ON attests TO plass_nav USING (true);
CREATE POLICY worker ON attests FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON attests TO plass_partner USING ((SELECT acting_role()) = 'employer_contact' AND placement_id IN (SELECT id FROM placements));
CREATE POLICY own ON attests FOR SELECT TO plass_candidate USING (candidate_id = (SELECT current_candidate()) AND signed_at IS NOT NULL);
GRANT SELECT, INSERT ON attests TO plass_nav;
GRANT SELECT (tenant_id, id, placement_id, employer_id, name, employer, unit, from_on, to_on, tasks, learned, words, lang, drafted_at, version, signed_at, signed_by, signer, signer_title, hash),
	UPDATE (name, tasks, learned, words, lang, version, signed_at, signed_by, signer, signer_title, hash) ON attests TO plass_partner;
GRANT SELECT ON attests TO plass_candidate, plass_worker;
CREATE FUNCTION signed_attests_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'attest % is signed', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'attests_stay';
END $$;
CREATE TRIGGER attests_stay BEFORE UPDATE OR DELETE ON attests
	FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION signed_attests_stay();

-- Work that moved from one contact person to another, and how much it was.
CREATE TABLE handovers (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	id          uuid NOT NULL,
	employer_id uuid NOT NULL,
	from_id     uuid NOT NULL,
	to_id       uuid NOT NULL,
	at          timestamptz NOT NULL DEFAULT business_now(),
	reason      text NOT NULL CHECK (reason <> ''),
	note        text NOT NULL DEFAULT '',
	moved       jsonb NOT NULL DEFAULT '{}',
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, employer_id) REFERENCES employers (tenant_id, id),
	FOREIGN KEY (tenant_id, from_id) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, to_id) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX handovers_employer ON handovers (tenant_id, employer_id, at DESC);
CALL wall('handovers');
CREATE POLICY nav ON handovers TO plass_nav USING (true);
GRANT SELECT, INSERT ON handovers TO plass_nav;

-- What a person may know of the people and places around their own questions and placements.
CREATE POLICY own ON employers FOR SELECT TO plass_candidate USING (
	id IN (SELECT employer_id FROM nominations UNION SELECT employer_id FROM placements));
GRANT SELECT (tenant_id, id, name, address, postal_code, place) ON employers TO plass_candidate;
CREATE POLICY own ON units FOR SELECT TO plass_candidate USING (employer_id IN (SELECT id FROM employers));
GRANT SELECT ON units TO plass_candidate;
CREATE POLICY own ON requests FOR SELECT TO plass_candidate USING (id IN (SELECT request_id FROM nominations));
GRANT SELECT (tenant_id, id, employer_id, agreement_id, place_line_id, unit_id, wanted_from) ON requests TO plass_candidate;
CREATE POLICY own ON place_lines FOR SELECT TO plass_candidate USING (
	id IN (SELECT place_line_id FROM requests UNION SELECT place_line_id FROM placements));
GRANT SELECT (tenant_id, id, employer_id, agreement_id, kind, months) ON place_lines TO plass_candidate;
CREATE POLICY own ON contact_persons FOR SELECT TO plass_candidate USING (employer_id IN (SELECT id FROM employers));
GRANT SELECT (tenant_id, id, employer_id, membership_id, from_at, to_at) ON contact_persons TO plass_candidate;
CREATE POLICY own ON employer_contacts FOR SELECT TO plass_candidate USING (ended_at IS NULL AND employer_id IN (SELECT employer_id FROM placements));
GRANT SELECT (tenant_id, id, employer_id, unit_id, name, phone, roles, ended_at) ON employer_contacts TO plass_candidate;
CREATE POLICY own ON buddies FOR SELECT TO plass_candidate USING (id IN (SELECT buddy_id FROM placements));
GRANT SELECT (tenant_id, id, employer_id, name, phone) ON buddies TO plass_candidate;
CREATE POLICY own ON memberships FOR SELECT TO plass_candidate USING (
	id = (SELECT current_membership())
	OR id IN (SELECT membership_id FROM contact_persons WHERE to_at > (SELECT business_now()))
	OR id IN (SELECT membership_id FROM relations WHERE kind = 'follow_up' AND to_at > (SELECT business_now()))
	OR id IN (SELECT nominated_by FROM nominations));
CREATE POLICY own_lang ON memberships FOR UPDATE TO plass_candidate USING (id = (SELECT current_membership()));
