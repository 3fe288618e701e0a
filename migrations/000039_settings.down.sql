CREATE OR REPLACE FUNCTION setting(wanted text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT value FROM settings WHERE key = wanted), (SELECT standard FROM setting_definitions WHERE key = wanted)) $$;
