-- What is done to a signed agreement is a version of its own: the act, why, and from which day it holds. A placement keeps the
-- version it began under. An edition counts the edits of a version's text; a signature stands on one.
ALTER TABLE agreement_versions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreements NO FORCE ROW LEVEL SECURITY;
ALTER TABLE place_lines NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agreement_versions DISABLE TRIGGER agreement_versions_stay;

ALTER TABLE agreement_versions
	ADD COLUMN edition      int NOT NULL DEFAULT 1,
	ADD COLUMN act          text NOT NULL DEFAULT 'made' CHECK (act IN ('made', 'extend', 'option', 'shorten', 'change', 'framework', 'end', 'annul', 'misregister')),
	ADD COLUMN part         text NOT NULL DEFAULT '',
	ADD COLUMN reason       text NOT NULL DEFAULT '',
	ADD COLUMN from_on      date,
	ADD COLUMN ends_on      date,
	ADD COLUMN review_on    date,
	ADD COLUMN made_by      uuid,
	ADD COLUMN withdrawn_at timestamptz,
	ADD CONSTRAINT agreement_versions_why CHECK (act = 'made' OR reason <> ''),
	ADD CONSTRAINT agreement_versions_unsigned CHECK (signed_at IS NULL OR withdrawn_at IS NULL),
	ADD FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id);
UPDATE agreement_versions v SET edition = a.version, made_by = a.made_by,
	from_on = CASE WHEN v.signed_at IS NOT NULL THEN a.starts_on END, ends_on = a.ends_on, review_on = a.review_on
	FROM agreements a WHERE a.tenant_id = v.tenant_id AND a.id = v.agreement_id;
-- One change of an agreement is on its way at a time.
CREATE UNIQUE INDEX agreement_versions_one_at_a_time ON agreement_versions (tenant_id, agreement_id) WHERE signed_at IS NULL AND withdrawn_at IS NULL;
GRANT UPDATE (edition, from_on, ends_on, review_on, withdrawn_at) ON agreement_versions TO plass_nav;

-- A local agreement stands under a framework of the same employer, which itself stands under none.
ALTER TABLE agreements
	ADD COLUMN framework_id     uuid,
	ADD COLUMN annulled_at      timestamptz,
	ADD COLUMN misregistered_at timestamptz,
	ADD COLUMN options          int[] NOT NULL DEFAULT '{}', -- months that it can be extended by, each in its turn, as agreed beforehand
	ADD COLUMN ends_itself      boolean NOT NULL DEFAULT false, -- at its last day, and nobody is reminded
	ADD CONSTRAINT agreements_framework CHECK (framework_id <> id),
	ADD FOREIGN KEY (tenant_id, employer_id, framework_id) REFERENCES agreements (tenant_id, employer_id, id);
CREATE INDEX agreements_of_framework ON agreements (tenant_id, framework_id) WHERE framework_id IS NOT NULL;
CREATE FUNCTION framework_is_the_top() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM agreements f WHERE f.tenant_id = NEW.tenant_id AND f.id = NEW.framework_id AND f.framework_id IS NOT NULL)
		OR EXISTS (SELECT FROM agreements l WHERE l.tenant_id = NEW.tenant_id AND l.framework_id = NEW.id) THEN
		RAISE EXCEPTION 'agreement % would stand in a circle of frameworks', NEW.id USING ERRCODE = '23514', CONSTRAINT = 'agreements_framework';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER agreements_framework BEFORE INSERT OR UPDATE OF framework_id ON agreements
	FOR EACH ROW WHEN (NEW.framework_id IS NOT NULL) EXECUTE FUNCTION framework_is_the_top();
GRANT UPDATE (framework_id, annulled_at, misregistered_at, options, ends_itself) ON agreements TO plass_nav;
ALTER POLICY partner ON agreements USING (employer_id = (SELECT current_employer()) AND offered_at IS NOT NULL AND misregistered_at IS NULL);

-- A line goes on through versions: each row says how it is from a day on, and what is placed, asked for and presented is for the first.
ALTER TABLE place_lines
	ADD COLUMN first_id uuid,
	ADD COLUMN replaced boolean NOT NULL DEFAULT false; -- on the very day it would have begun
UPDATE place_lines SET first_id = id;
ALTER TABLE place_lines ALTER COLUMN first_id SET NOT NULL, ADD FOREIGN KEY (tenant_id, first_id) REFERENCES place_lines (tenant_id, id);
CREATE UNIQUE INDEX place_lines_stretch ON place_lines (tenant_id, first_id, from_on) WHERE NOT replaced;
CREATE INDEX place_lines_employer ON place_lines (tenant_id, employer_id);
GRANT UPDATE (replaced) ON place_lines TO plass_nav;

ALTER TABLE agreement_versions ENABLE TRIGGER agreement_versions_stay;
ALTER TABLE agreement_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE agreements FORCE ROW LEVEL SECURITY;
ALTER TABLE place_lines FORCE ROW LEVEL SECURITY;
