-- What exists before a tenant is known. Only the door reads and writes here.
CREATE TABLE tenants (
	id         uuid PRIMARY KEY,
	name       text NOT NULL CHECK (name <> ''),
	created_at timestamptz NOT NULL DEFAULT business_now()
);
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY door ON tenants TO plass_door USING (true);
CREATE POLICY own ON tenants FOR SELECT TO plass_nav, plass_partner, plass_broker, plass_candidate, plass_worker USING (id = (SELECT current_tenant()));
GRANT SELECT, INSERT ON tenants TO plass_door;
GRANT SELECT ON tenants TO plass_nav, plass_partner, plass_broker, plass_candidate, plass_worker;
CREATE TABLE accounts (
	id         uuid PRIMARY KEY,
	email      text NOT NULL UNIQUE CHECK (email = lower(email) AND email LIKE '_%@_%'),
	created_at timestamptz NOT NULL DEFAULT business_now()
);
GRANT SELECT, INSERT ON accounts TO plass_door;

-- A code lives ten minutes, works once, and only in the browser session that asked.
-- A row is written for an unknown address too, so that the limits and the time used are the same.
CREATE TABLE login_codes (
	id         uuid PRIMARY KEY,
	email      text NOT NULL,
	network    text NOT NULL,
	browser    bytea NOT NULL,
	code       bytea NOT NULL,
	tries      int NOT NULL DEFAULT 0,
	asked_at   timestamptz NOT NULL DEFAULT business_now(),
	expires_at timestamptz NOT NULL,
	used_at    timestamptz
);
CREATE INDEX login_codes_email ON login_codes (email, asked_at);
CREATE INDEX login_codes_network ON login_codes (network, asked_at);
CREATE INDEX login_codes_browser ON login_codes (browser, asked_at);
GRANT SELECT, INSERT, DELETE, UPDATE (tries, used_at) ON login_codes TO plass_door;

-- A session that has ended stays ended: its row is kept until it expires, so that no late request can bring it back.
CREATE TABLE sessions (
	token      text PRIMARY KEY,
	data       bytea NOT NULL,
	expiry     timestamptz NOT NULL,
	account_id uuid REFERENCES accounts (id),
	ended_at   timestamptz
);
CREATE INDEX sessions_expiry ON sessions (expiry);
CREATE INDEX sessions_account ON sessions (account_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO plass_door;
