-- A session that nobody has used for half an hour is over. The mark is set at most once a minute.
ALTER TABLE sessions ADD COLUMN seen_at timestamptz NOT NULL DEFAULT business_now();

-- What somebody sent when their session had just run out, sealed, kept for an hour for the same membership.
CREATE TABLE parked (
	id            uuid PRIMARY KEY,
	account_id    uuid NOT NULL REFERENCES accounts (id),
	membership_id uuid NOT NULL,
	sent          bytea NOT NULL,
	parked_at     timestamptz NOT NULL DEFAULT business_now()
);
CREATE INDEX parked_account ON parked (account_id, parked_at);
CREATE INDEX parked_at ON parked (parked_at);
GRANT SELECT, INSERT, DELETE ON parked TO plass_door;
