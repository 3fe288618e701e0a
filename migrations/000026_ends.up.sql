-- An agreement that promises no number of places asks for people by its need: a kind and a count in the request itself.
ALTER TABLE requests ALTER COLUMN place_line_id DROP NOT NULL;
ALTER TABLE requests ADD COLUMN kind text CHECK (kind IN ('durable', 'work_training', 'temporary', 'education', 'job')),
	ADD CONSTRAINT requests_kind CHECK ((place_line_id IS NULL) = (kind IS NOT NULL));
GRANT SELECT (kind), INSERT (kind) ON requests TO plass_partner;
GRANT SELECT (kind) ON requests TO plass_candidate;
ALTER TABLE presentations ALTER COLUMN place_line_id DROP NOT NULL;
ALTER TABLE presentations ADD COLUMN kind text CHECK (kind IN ('durable', 'work_training', 'temporary', 'education', 'job')),
	ADD CONSTRAINT presentations_kind CHECK ((place_line_id IS NULL) = (kind IS NOT NULL)),
	DROP CONSTRAINT presentations_chosen,
	ADD CONSTRAINT presentations_chosen CHECK ((choice IS NULL) = (chosen_at IS NULL)
		AND (choice IS DISTINCT FROM 'chosen' OR unit_id IS NOT NULL OR kind IS NOT DISTINCT FROM 'job'));
GRANT SELECT (kind) ON presentations TO plass_partner;
ALTER TABLE placements ALTER COLUMN place_line_id DROP NOT NULL;
ALTER TABLE placements ADD COLUMN kind text CHECK (kind IN ('durable', 'work_training', 'temporary', 'education')),
	ADD CONSTRAINT placements_kind CHECK ((place_line_id IS NULL) = (kind IS NOT NULL));
GRANT SELECT (kind) ON placements TO plass_partner;

-- Somebody got a job: the end of a partnership that runs to hires. There is no seat, no plan and no buddy in it.
CREATE TABLE hires (
	tenant_id        uuid NOT NULL DEFAULT current_tenant(),
	id               uuid NOT NULL,
	presentation_id  uuid NOT NULL,
	nomination_id    uuid NOT NULL,
	candidate_id     uuid NOT NULL,
	employer_id      uuid NOT NULL,
	agreement_id     uuid NOT NULL,
	version_id       uuid NOT NULL,
	unit_id          uuid,
	form             text NOT NULL CHECK (form IN ('permanent', 'temporary', 'substitute', 'on_call', 'apprentice')),
	percent          int CHECK (percent BETWEEN 1 AND 100),
	starts_on        date NOT NULL,
	ends_on          date,
	made_by          uuid NOT NULL,
	made_at          timestamptz NOT NULL DEFAULT business_now(),
	misregistered_at timestamptz,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT hires_percent CHECK (percent IS NOT NULL OR form = 'on_call'),
	CONSTRAINT hires_order CHECK (ends_on IS NULL OR starts_on <= ends_on AND form <> 'permanent'),
	FOREIGN KEY (tenant_id, presentation_id) REFERENCES presentations (tenant_id, id),
	FOREIGN KEY (tenant_id, candidate_id, nomination_id) REFERENCES nominations (tenant_id, candidate_id, id),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, agreement_id, version_id) REFERENCES agreement_versions (tenant_id, agreement_id, id),
	CONSTRAINT hires_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX hires_once ON hires (tenant_id, presentation_id) WHERE misregistered_at IS NULL;
CREATE INDEX hires_agreement ON hires (tenant_id, agreement_id, starts_on);
CREATE INDEX hires_nomination ON hires (tenant_id, nomination_id);
CREATE INDEX hires_candidate ON hires (tenant_id, candidate_id);
CALL wall('hires');
CREATE POLICY nav ON hires TO plass_nav USING (true);
CREATE POLICY worker ON hires FOR SELECT TO plass_worker USING (true);
CREATE POLICY own ON hires FOR SELECT TO plass_candidate USING (candidate_id = (SELECT current_candidate()) AND misregistered_at IS NULL);
-- That somebody was hired is the employer's own to know for good; the name goes with what was opened.
CREATE POLICY partner ON hires FOR SELECT TO plass_partner USING (
	employer_id = (SELECT current_employer()) AND (SELECT acting_role()) = 'employer_contact' AND misregistered_at IS NULL);
GRANT SELECT, INSERT, UPDATE (misregistered_at) ON hires TO plass_nav;
GRANT SELECT ON hires TO plass_candidate, plass_worker;
GRANT SELECT (tenant_id, id, presentation_id, nomination_id, employer_id, agreement_id, version_id, unit_id, form, percent, starts_on, ends_on, made_at, misregistered_at) ON hires TO plass_partner;

-- A meeting at which Nav advises an employer on how it recruits: the end of a partnership that runs to advice.
CREATE TABLE advice (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	employer_id  uuid NOT NULL,
	agreement_id uuid NOT NULL,
	at           timestamptz NOT NULL,
	place        text NOT NULL CHECK (place <> ''),
	about        text NOT NULL CHECK (about <> ''),
	advised      text NOT NULL DEFAULT '',
	held_at      timestamptz,
	held_by      uuid,
	cancelled_at timestamptz,
	made_by      uuid NOT NULL,
	made_at      timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT advice_of_employer UNIQUE (tenant_id, employer_id, id),
	CONSTRAINT advice_held CHECK ((held_at IS NULL) = (advised = '') AND (held_at IS NULL) = (held_by IS NULL) AND (held_at IS NULL OR cancelled_at IS NULL)),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, made_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, held_by) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX advice_agreement ON advice (tenant_id, agreement_id, at);
CALL wall('advice');
CREATE POLICY nav ON advice TO plass_nav USING (true);
CREATE POLICY worker ON advice FOR SELECT TO plass_worker USING (true);
CREATE POLICY partner ON advice FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()) AND agreement_id IN (SELECT id FROM agreements));
GRANT SELECT, INSERT, UPDATE (advised, held_at, held_by, cancelled_at) ON advice TO plass_nav;
GRANT SELECT ON advice TO plass_partner, plass_worker;

CREATE TABLE advice_units (
	tenant_id   uuid NOT NULL DEFAULT current_tenant(),
	advice_id   uuid NOT NULL,
	employer_id uuid NOT NULL,
	unit_id     uuid NOT NULL,
	PRIMARY KEY (tenant_id, advice_id, unit_id),
	FOREIGN KEY (tenant_id, employer_id, advice_id) REFERENCES advice (tenant_id, employer_id, id),
	CONSTRAINT advice_units_unit FOREIGN KEY (tenant_id, employer_id, unit_id) REFERENCES units (tenant_id, employer_id, id)
);
CALL wall('advice_units');
CREATE POLICY nav ON advice_units TO plass_nav USING (true);
CREATE POLICY partner ON advice_units FOR SELECT TO plass_partner USING (employer_id = (SELECT current_employer()) AND advice_id IN (SELECT id FROM advice));
GRANT SELECT, INSERT ON advice_units TO plass_nav;
GRANT SELECT ON advice_units TO plass_partner;

-- Pay by results. Who the parties are, by name; the agreement says what each kind of party does.
CREATE TABLE effect_parties (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	agreement_id uuid NOT NULL,
	kind         text NOT NULL CHECK (kind IN ('payer', 'provider', 'investor')),
	name         text NOT NULL CHECK (name <> ''),
	PRIMARY KEY (tenant_id, agreement_id, kind),
	FOREIGN KEY (tenant_id, agreement_id) REFERENCES agreements (tenant_id, id)
);
CALL wall('effect_parties');
CREATE POLICY nav ON effect_parties TO plass_nav USING (true);
GRANT SELECT, INSERT, UPDATE (name), DELETE ON effect_parties TO plass_nav;

-- same_person tells whether two memberships are one person's: what somebody may not do, they may not do in another role either.
CREATE FUNCTION same_person(a uuid, b uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT a = b OR EXISTS (SELECT FROM memberships x JOIN memberships y ON x.tenant_id = y.tenant_id
		WHERE x.id = a AND y.id = b AND (x.account_id = y.account_id OR x.email = y.email)) $$;

-- contact_of tells whether somebody is, was since the day, or stands in for, the contact person of the employer.
CREATE FUNCTION contact_of(who uuid, of uuid, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM contact_persons c LEFT JOIN stand_ins s ON s.tenant_id = c.tenant_id AND s.membership_id = c.membership_id AND s.to_at > since
		WHERE c.employer_id = of AND c.to_at > since AND (same_person(c.membership_id, who) OR same_person(s.stand_in_id, who))) $$;

-- The evaluator is a member of Nav at another office than the contact person's, named by a leader.
CREATE TABLE effect_evaluators (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	agreement_id  uuid NOT NULL,
	employer_id   uuid NOT NULL,
	membership_id uuid NOT NULL,
	named_by      uuid NOT NULL,
	from_at       timestamptz NOT NULL DEFAULT business_now(),
	to_at         timestamptz NOT NULL DEFAULT 'infinity',
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT effect_evaluators_order CHECK (from_at <= to_at),
	CONSTRAINT effect_evaluators_self CHECK (membership_id <> named_by),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, named_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX effect_evaluators_one ON effect_evaluators (tenant_id, agreement_id) WHERE to_at = 'infinity';
CALL wall('effect_evaluators');
CREATE POLICY nav ON effect_evaluators TO plass_nav USING (true);
GRANT SELECT, INSERT, UPDATE (to_at) ON effect_evaluators TO plass_nav;
CREATE FUNCTION evaluator_is_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF contact_of(NEW.membership_id, NEW.employer_id, NEW.from_at) OR NOT EXISTS (
		SELECT FROM memberships m WHERE m.id = NEW.membership_id AND m.role IN ('nav_contact', 'office_liaison') AND m.to_at > NEW.from_at
		AND m.office_id NOT IN (SELECT o.office_id FROM contact_persons c JOIN memberships o ON o.tenant_id = c.tenant_id AND o.id = c.membership_id
			WHERE c.employer_id = NEW.employer_id AND c.to_at > NEW.from_at AND o.office_id IS NOT NULL)) THEN
		RAISE EXCEPTION 'the evaluator is the contact person or of the same office' USING ERRCODE = '23514', CONSTRAINT = 'effect_evaluators_apart';
	END IF;
	IF NOT EXISTS (SELECT FROM memberships WHERE id = NEW.named_by AND role = 'office_leader') THEN
		RAISE EXCEPTION 'a leader names the evaluator' USING ERRCODE = '23514', CONSTRAINT = 'effect_evaluators_leader';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER effect_evaluators_apart BEFORE INSERT ON effect_evaluators FOR EACH ROW EXECUTE FUNCTION evaluator_is_apart();

-- A list of people is frozen in an act, with its count; whoever comes later is in the next freeze, which says why.
CREATE TABLE effect_freezes (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	employer_id  uuid NOT NULL,
	number       int NOT NULL CHECK (number > 0),
	people       int NOT NULL CHECK (people > 0),
	reason       text NOT NULL DEFAULT '',
	frozen_by    uuid NOT NULL,
	frozen_at    timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT effect_freezes_number UNIQUE (tenant_id, agreement_id, number),
	CONSTRAINT effect_freezes_of_agreement UNIQUE (tenant_id, agreement_id, id),
	CONSTRAINT effect_freezes_reason CHECK (number = 1 OR reason <> ''),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, frozen_by) REFERENCES memberships (tenant_id, id)
);
CALL wall('effect_freezes');
CREATE POLICY nav ON effect_freezes TO plass_nav USING (true);
GRANT SELECT, INSERT ON effect_freezes TO plass_nav;

CREATE TABLE effect_people (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	employer_id  uuid NOT NULL,
	candidate_id uuid NOT NULL,
	number       int NOT NULL CHECK (number > 0),
	initials     text NOT NULL CHECK (char_length(initials) BETWEEN 1 AND 4),
	enrolled_by  uuid NOT NULL,
	enrolled_at  timestamptz NOT NULL DEFAULT business_now(),
	freeze_id    uuid,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT effect_people_once UNIQUE (tenant_id, agreement_id, candidate_id),
	CONSTRAINT effect_people_number UNIQUE (tenant_id, agreement_id, number),
	CONSTRAINT effect_people_of_agreement UNIQUE (tenant_id, agreement_id, id),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, candidate_id) REFERENCES candidates (tenant_id, id),
	FOREIGN KEY (tenant_id, enrolled_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, agreement_id, freeze_id) REFERENCES effect_freezes (tenant_id, agreement_id, id)
);
CREATE INDEX effect_people_candidate ON effect_people (tenant_id, candidate_id);
CALL wall('effect_people');
CREATE POLICY nav ON effect_people TO plass_nav USING (true);
GRANT SELECT, INSERT, UPDATE (freeze_id), DELETE ON effect_people TO plass_nav;
CREATE FUNCTION frozen_people_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'person % is on a frozen list', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'effect_people_stay';
END $$;
CREATE TRIGGER effect_people_stay BEFORE UPDATE OR DELETE ON effect_people
	FOR EACH ROW WHEN (OLD.freeze_id IS NOT NULL) EXECUTE FUNCTION frozen_people_stay();
CREATE FUNCTION people_freeze_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'nobody enters a frozen list by the side door' USING ERRCODE = '23514', CONSTRAINT = 'effect_people_later';
END $$;
CREATE TRIGGER effect_people_later BEFORE INSERT ON effect_people
	FOR EACH ROW WHEN (NEW.freeze_id IS NOT NULL) EXECUTE FUNCTION people_freeze_later();

-- Money to be paid for results. The leader approves, and never the one who wrote it.
CREATE TABLE effect_payments (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	employer_id  uuid NOT NULL,
	results      int NOT NULL CHECK (results > 0),
	unit_price   int NOT NULL CHECK (unit_price > 0),
	amount       int NOT NULL CHECK (amount > 0),
	drafted_by   uuid NOT NULL,
	drafted_at   timestamptz NOT NULL DEFAULT business_now(),
	approved_by  uuid,
	approved_at  timestamptz,
	paid_on      date,
	paid_by      uuid,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT effect_payments_of_agreement UNIQUE (tenant_id, agreement_id, id),
	CONSTRAINT effect_payments_amount CHECK (amount <= results::bigint * unit_price),
	CONSTRAINT effect_payments_four_eyes CHECK (approved_by <> drafted_by),
	CONSTRAINT effect_payments_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
	CONSTRAINT effect_payments_paid CHECK ((paid_on IS NULL) = (paid_by IS NULL) AND (paid_on IS NULL OR approved_at IS NOT NULL)),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, drafted_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, approved_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, paid_by) REFERENCES memberships (tenant_id, id)
);
CALL wall('effect_payments');
CREATE POLICY nav ON effect_payments TO plass_nav USING (true);
GRANT SELECT, INSERT, UPDATE (approved_by, approved_at, paid_on, paid_by) ON effect_payments TO plass_nav;
-- What is paid for never passes the cap of the newest signed text; without a cap nothing is paid.
CREATE FUNCTION payments_keep_the_cap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	cap bigint := coalesce((SELECT (v.terms #>> '{funding,payable,most}')::bigint FROM agreement_versions v
		WHERE v.agreement_id = NEW.agreement_id AND v.terms IS NOT NULL ORDER BY v.number DESC LIMIT 1), 0);
BEGIN
	IF NEW.amount + coalesce((SELECT sum(amount) FROM effect_payments WHERE agreement_id = NEW.agreement_id), 0) > cap THEN
		RAISE EXCEPTION 'more than the cap %', cap USING ERRCODE = '23514', CONSTRAINT = 'effect_payments_cap';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER effect_payments_cap BEFORE INSERT ON effect_payments FOR EACH ROW EXECUTE FUNCTION payments_keep_the_cap();
CREATE FUNCTION leaders_approve_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by
		OR NOT EXISTS (SELECT FROM memberships WHERE id = NEW.approved_by AND role = 'office_leader')
		OR same_person(NEW.approved_by, NEW.drafted_by) THEN
		RAISE EXCEPTION 'a leader who did not write it approves' USING ERRCODE = '23514', CONSTRAINT = 'effect_payments_leader';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER effect_payments_leader BEFORE UPDATE ON effect_payments FOR EACH ROW EXECUTE FUNCTION leaders_approve_payments();

-- A result is claimed with evidence, and judged by the evaluator: somebody who neither claimed it nor follows the employer up.
CREATE TABLE effect_results (
	tenant_id    uuid NOT NULL DEFAULT current_tenant(),
	id           uuid NOT NULL,
	agreement_id uuid NOT NULL,
	employer_id  uuid NOT NULL,
	person_id    uuid NOT NULL,
	began_on     date NOT NULL,
	reached_on   date NOT NULL,
	evidence     text NOT NULL CHECK (evidence <> ''),
	source       text NOT NULL CHECK (source IN ('provider', 'contact_person')),
	claimed_by   uuid NOT NULL,
	claimed_at   timestamptz NOT NULL DEFAULT business_now(),
	verdict      text CHECK (verdict IN ('verified', 'refused')),
	why          text NOT NULL DEFAULT '',
	judged_by    uuid,
	judged_at    timestamptz,
	payment_id   uuid,
	PRIMARY KEY (tenant_id, id),
	CONSTRAINT effect_results_order CHECK (began_on <= reached_on),
	CONSTRAINT effect_results_judged CHECK ((verdict IS NULL) = (judged_by IS NULL) AND (verdict IS NULL) = (judged_at IS NULL)),
	CONSTRAINT effect_results_why CHECK (verdict IS NULL OR why <> ''),
	CONSTRAINT effect_results_other CHECK (judged_by <> claimed_by),
	CONSTRAINT effect_results_paid CHECK (payment_id IS NULL OR verdict IS NOT DISTINCT FROM 'verified'),
	FOREIGN KEY (tenant_id, employer_id, agreement_id) REFERENCES agreements (tenant_id, employer_id, id),
	FOREIGN KEY (tenant_id, agreement_id, person_id) REFERENCES effect_people (tenant_id, agreement_id, id),
	FOREIGN KEY (tenant_id, agreement_id, payment_id) REFERENCES effect_payments (tenant_id, agreement_id, id),
	FOREIGN KEY (tenant_id, claimed_by) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, judged_by) REFERENCES memberships (tenant_id, id)
);
CREATE UNIQUE INDEX effect_results_once ON effect_results (tenant_id, person_id) WHERE verdict IS DISTINCT FROM 'refused';
CREATE INDEX effect_results_agreement ON effect_results (tenant_id, agreement_id);
CALL wall('effect_results');
CREATE POLICY nav ON effect_results TO plass_nav USING (true);
GRANT SELECT, INSERT, UPDATE (verdict, why, judged_by, judged_at, payment_id) ON effect_results TO plass_nav;
CREATE FUNCTION results_are_of_the_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM effect_people WHERE id = NEW.person_id AND freeze_id IS NOT NULL) THEN
		RAISE EXCEPTION 'nobody outside the frozen list' USING ERRCODE = '23514', CONSTRAINT = 'effect_results_frozen';
	END IF;
	IF NEW.verdict IS NOT NULL OR NEW.payment_id IS NOT NULL THEN
		RAISE EXCEPTION 'a claim is not its own verdict' USING ERRCODE = '23514', CONSTRAINT = 'effect_results_claim';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER effect_results_frozen BEFORE INSERT ON effect_results FOR EACH ROW EXECUTE FUNCTION results_are_of_the_list();
CREATE FUNCTION results_are_judged_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.verdict IS NOT NULL AND (NEW.verdict, NEW.judged_by) IS DISTINCT FROM (OLD.verdict, OLD.judged_by)
		OR OLD.payment_id IS NOT NULL AND NEW.payment_id IS DISTINCT FROM OLD.payment_id THEN
		RAISE EXCEPTION 'result % is judged', OLD.id USING ERRCODE = '23514', CONSTRAINT = 'effect_results_stay';
	END IF;
	IF OLD.verdict IS NULL AND NEW.verdict IS NOT NULL AND (
		same_person(NEW.judged_by, NEW.claimed_by) OR contact_of(NEW.judged_by, NEW.employer_id, NEW.claimed_at)
		OR NOT EXISTS (SELECT FROM effect_evaluators e WHERE e.agreement_id = NEW.agreement_id AND e.membership_id = NEW.judged_by
			AND e.from_at <= NEW.judged_at AND e.to_at > NEW.judged_at)) THEN
		RAISE EXCEPTION 'the evaluator alone judges, and never the contact person or who claimed it' USING ERRCODE = '23514', CONSTRAINT = 'effect_results_verifier';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER effect_results_verifier BEFORE UPDATE ON effect_results FOR EACH ROW EXECUTE FUNCTION results_are_judged_apart();
