-- What was done, by whom and when, in the transaction that did it. Rows are never changed.
-- An event names no candidate: it points to the placement, and the reader's own rights show the name.
CREATE TABLE events (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	at            timestamptz NOT NULL DEFAULT business_now(),
	membership_id uuid,
	actor         text NOT NULL DEFAULT '',
	what          text NOT NULL,
	args          jsonb NOT NULL DEFAULT '{}',
	shared        boolean NOT NULL,
	employer_id   uuid,
	agreement_id  uuid,
	placement_id  uuid,
	candidate_id  uuid,
	PRIMARY KEY (tenant_id, id)
);
CREATE INDEX events_employer ON events (tenant_id, employer_id, at DESC);
CREATE INDEX events_agreement ON events (tenant_id, agreement_id, at DESC);
CREATE INDEX events_placement ON events (tenant_id, placement_id, at DESC);
CREATE INDEX events_candidate ON events (tenant_id, candidate_id, at DESC);
CALL wall('events');
CREATE POLICY nav ON events TO plass_nav USING (true);
CREATE POLICY worker ON events TO plass_worker USING (true);
CREATE POLICY partner ON events FOR SELECT TO plass_partner USING (shared AND employer_id = (SELECT current_employer()) AND placement_id IS NULL);
CREATE POLICY partner_writes ON events FOR INSERT TO plass_partner WITH CHECK (employer_id = (SELECT current_employer()));
CREATE POLICY candidate ON events FOR INSERT TO plass_candidate WITH CHECK (true);
GRANT SELECT, INSERT ON events TO plass_nav, plass_worker;
GRANT INSERT ON events TO plass_partner, plass_candidate;
GRANT SELECT (tenant_id, id, at, actor, what, args, shared, employer_id, agreement_id, placement_id) ON events TO plass_partner;

-- A form sent twice is done once: the key of each form that was done, and where it led.
CREATE TABLE done (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	key           uuid NOT NULL,
	membership_id uuid NOT NULL DEFAULT current_membership(),
	body_hash     bytea NOT NULL,
	location      text NOT NULL DEFAULT '',
	at            timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, key)
);
CALL wall('done');
CREATE POLICY own ON done TO plass_nav, plass_partner, plass_broker, plass_candidate USING (membership_id = (SELECT current_membership()));
CREATE POLICY worker ON done TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (location) ON done TO plass_nav, plass_partner, plass_broker, plass_candidate;
GRANT SELECT, DELETE ON done TO plass_worker;

-- What somebody has typed and not yet sent. Encrypted: it may hold anything.
CREATE TABLE drafts (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	membership_id uuid NOT NULL DEFAULT current_membership(),
	address       text NOT NULL,
	fields        bytea NOT NULL,
	saved_at      timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, membership_id, address)
);
CALL wall('drafts');
CREATE POLICY own ON drafts TO plass_nav, plass_partner, plass_broker, plass_candidate USING (membership_id = (SELECT current_membership()));
CREATE POLICY worker ON drafts TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO plass_nav, plass_partner, plass_broker, plass_candidate;
GRANT SELECT, DELETE ON drafts TO plass_worker;

-- What somebody is told. The page says it in full and by name; the mail says only that something is new.
CREATE TABLE notices (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	membership_id uuid NOT NULL,
	what          text NOT NULL,
	args          jsonb NOT NULL DEFAULT '{}',
	link          text NOT NULL,
	at            timestamptz NOT NULL DEFAULT business_now(),
	read_at       timestamptz,
	mailed_at     timestamptz,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX notices_membership ON notices (tenant_id, membership_id, at DESC);
CREATE INDEX notices_unread ON notices (tenant_id, membership_id) WHERE read_at IS NULL;
CALL wall('notices');
CREATE POLICY own ON notices FOR SELECT TO plass_nav, plass_partner, plass_broker, plass_candidate USING (membership_id = (SELECT current_membership()));
CREATE POLICY reads ON notices FOR UPDATE TO plass_nav, plass_partner, plass_broker, plass_candidate USING (membership_id = (SELECT current_membership()));
CREATE POLICY tells ON notices FOR INSERT TO plass_nav, plass_partner, plass_broker, plass_candidate WITH CHECK (true);
CREATE POLICY worker ON notices TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (read_at) ON notices TO plass_nav, plass_partner, plass_broker, plass_candidate;
GRANT SELECT, INSERT, UPDATE (mailed_at) ON notices TO plass_worker;
-- The partner and the candidate tell people whose memberships they do not see, and foreign keys do not ask policies.

-- Secret addresses of calendars. Who comes with one acts as the membership that made it, which the door does not see.
CREATE TABLE feeds (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	membership_id uuid NOT NULL DEFAULT current_membership(),
	account_id    uuid NOT NULL DEFAULT current_account() REFERENCES accounts (id),
	role          text NOT NULL DEFAULT acting_role(),
	token_hash    bytea NOT NULL,
	made_at       timestamptz NOT NULL DEFAULT business_now(),
	revoked_at    timestamptz,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id)
);
CREATE INDEX feeds_token ON feeds (token_hash);
ALTER TABLE feeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE feeds FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON feeds AS RESTRICTIVE USING (tenant_id = (SELECT current_tenant()) OR current_user = 'plass_door');
CREATE POLICY own ON feeds TO plass_nav, plass_partner, plass_candidate USING (membership_id = (SELECT current_membership()));
CREATE POLICY door ON feeds FOR SELECT TO plass_door USING (revoked_at IS NULL);
GRANT SELECT, INSERT, UPDATE (revoked_at) ON feeds TO plass_nav, plass_partner, plass_candidate;
GRANT SELECT ON feeds TO plass_door;

-- Alarms that have been raised, so that a night that is run twice, or missed, raises each once.
CREATE TABLE alarms (
	tenant_id uuid NOT NULL DEFAULT current_tenant(),
	kind      text NOT NULL,
	about     uuid NOT NULL,
	since     date NOT NULL,
	raised_at timestamptz NOT NULL DEFAULT business_now(),
	PRIMARY KEY (tenant_id, kind, about, since)
);
CALL wall('alarms');
CREATE POLICY worker ON alarms TO plass_worker USING (true);
GRANT SELECT, INSERT ON alarms TO plass_worker;
