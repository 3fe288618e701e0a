DROP FUNCTION lapses_on(timestamptz);
ALTER TABLE agreements DROP COLUMN touched_at;
