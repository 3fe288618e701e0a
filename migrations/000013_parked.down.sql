DROP TABLE parked;
ALTER TABLE sessions DROP COLUMN seen_at;
