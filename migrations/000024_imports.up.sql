-- A spreadsheet that somebody brings in: what was read of it, sealed, until it is done, thrown away or a day old, and how it went.
CREATE TABLE imports (
	tenant_id     uuid NOT NULL DEFAULT current_tenant(),
	id            uuid NOT NULL,
	membership_id uuid NOT NULL DEFAULT current_membership(),
	office_id     uuid,
	file          text NOT NULL CHECK (file <> ''),
	line_count    int NOT NULL,
	content       bytea,
	state         text NOT NULL DEFAULT 'read' CHECK (state IN ('read', 'queued', 'running', 'done', 'failed', 'gone')),
	progress      int NOT NULL DEFAULT 0,
	failure       text NOT NULL DEFAULT '',
	employers     int NOT NULL DEFAULT 0,
	units         int NOT NULL DEFAULT 0,
	contacts      int NOT NULL DEFAULT 0,
	agreements    int NOT NULL DEFAULT 0,
	read_at       timestamptz NOT NULL DEFAULT business_now(),
	beat_at       timestamptz,
	done_at       timestamptz,
	PRIMARY KEY (tenant_id, id),
	FOREIGN KEY (tenant_id, membership_id) REFERENCES memberships (tenant_id, id),
	FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
	CONSTRAINT imports_content CHECK ((state IN ('done', 'gone')) = (content IS NULL))
);
CREATE INDEX imports_read_at ON imports (tenant_id, read_at DESC);
CALL wall('imports');
CREATE POLICY nav ON imports TO plass_nav USING (
	membership_id = (SELECT current_membership()) OR office_id = (SELECT current_office()) OR (SELECT acting_role()) = 'administrator');
CREATE POLICY worker ON imports TO plass_worker USING (true);
GRANT SELECT, INSERT, UPDATE (content, state, progress, failure, employers, units, contacts, agreements, beat_at, done_at) ON imports TO plass_nav;
GRANT SELECT, UPDATE (content, state, progress, failure, beat_at) ON imports TO plass_worker;

-- What was signed on paper before it came in was signed so by Nav too.
ALTER TABLE signatures DROP CONSTRAINT signatures_on_behalf_check;
ALTER TABLE signatures ADD CONSTRAINT signatures_on_behalf_check CHECK (on_behalf IN ('', 'on_paper') OR party <> 'nav');
